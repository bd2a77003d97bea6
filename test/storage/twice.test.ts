import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { IDS } from '../../sandbox/server/default-world.ts';
import type { Report } from '../../src/discussion/discussion-store.ts';
import { DoneElsewhere } from '../../src/errors.ts';
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/storage.ts';
import { aPrompt } from '../discussion/examples.ts';
import { startDiscordWithBot } from '../support/bot.ts';
import { describeEngines } from './engines.ts';

describeEngines('an interaction that two processes of the bot hear', (engine) => {
  // SQLite's file is one process's alone.
  const runs = test.skipIf(engine.name === 'sqlite');

  /** A Discord with two bots on one database, and what that holds. */
  async function two() {
    const options = await engine.fresh();
    const discord = await startDiscordWithBot({
      ...options,
      mayBreakRules: true,
      stored: async ({ settings }) => {
        await settings.change(IDS.guild, {
          moderatorRoleId: IDS.moderatorRole,
          reviewChannelId: IDS.moderators,
          keepUnanswered: true,
        });
      },
    });
    await discord.startAnother();
    const storage = await openStorage(options);
    return {
      discord,
      ...options,
      repositories: storage.repositories,
      async [Symbol.asyncDispose]() {
        await storage.close();
        await discord[Symbol.asyncDispose]();
      },
    };
  }

  runs(
    'is carried out once, and answered by who carried it out',
    async () => {
      await using both = await two();
      const { discord, repositories } = both;
      // WHEN somebody proposes prompts
      for (const [i, handle] of ['student', 'classmate', 'admin', 'moderator', 'student'].entries()) {
        const { text } = await discord.as(handle).command('discuss propose', { prompt: `Why, ${i}?` });
        // THEN each is kept once, its card stands there once, and they hear that it was taken
        expect(text).toContain('The moderators decide about your prompt');
      }
      const kept = await repositories.discussions.list(IDS.guild, ['proposed']);
      expect(kept.map(({ question }) => question).sort()).toEqual([0, 1, 2, 3, 4].map((i) => `Why, ${i}?`));
      expect(discord.messages('moderators')).toHaveLength(5);
    },
    60_000,
  );

  runs(
    'is answered by who carried it out where another has said that it thinks',
    async () => {
      await using both = await two();
      const { discord, databaseUrl } = both;
      const other = new pg.Client({ connectionString: databaseUrl });
      await other.connect();
      for (let i = 0; i < 4; i++) {
        // GIVEN a database that keeps both waiting until one has said so
        await other.query('begin; lock table interactions in access exclusive mode');
        const asked = discord.as('student').command('discuss propose', { prompt: `Why, ${i}?` });
        await sleep(1800);
        await other.query('commit');
        expect((await asked).text).toContain('The moderators decide about your prompt');
      }
      await other.end();
      expect(discord.messages('moderators')).toHaveLength(4);
    },
    60_000,
  );

  runs(
    'posts once where nothing is written',
    async () => {
      await using both = await two();
      const { discord, repositories } = both;
      // GIVEN a report about a prompt of somebody's
      const prompt = aPrompt({ id: 'abcdefghi2', guildId: IDS.guild, proposer: IDS.classmate });
      await repositories.discussions.add(IDS.guild, prompt);
      const words = 'The question is insulting.';
      const report = { id: 'abcdefghjk', promptId: prompt.id, reporter: null, words, link: null };
      await repositories.discussions.report(IDS.guild, { ...report, at: new Date() });
      const moderator = discord.as('moderator').in('moderators');
      const list = await moderator.command('discuss reports');
      // WHEN a moderator writes to the proposer
      const { modal } = await list.button('Write to the proposer').press();
      const { text } = await modal.submit({ words: 'Please word it otherwise.' });
      expect(text).toContain('Sent to whoever proposed it');
      // THEN they get one message, and no second after the answer
      await sleep(500);
      expect(discord.as('classmate').inDirectMessages().sees()).toHaveLength(1);
    },
    60_000,
  );

  runs(
    'counts once where it only adds to a count',
    async () => {
      await using both = await two();
      const { discord, repositories } = both;
      for (let i = 0; i < 5; i++)
        await discord.as('student').command('ask', { question: 'Which whale is largest?' });
      const [question] = await repositories.unanswered.list(IDS.guild, 5);
      expect(question?.times).toBe(5);
    },
    60_000,
  );
});

describeEngines('the storage of two processes', (engine) => {
  test.skipIf(engine.name === 'sqlite')(
    'takes what the first of them writes for an interaction, whether it is committed before or fails',
    async () => {
      const options = await engine.fresh();
      const [one, two] = [await openStorage(options), await openStorage(options)];
      const leave = ({ repositories: { discussions } }: Storage, words: string) =>
        discussions.leaveNotice(IDS.guild, null, words, new Date());
      // Statements of their own and transactions, several at once
      await one.claims.run('1', async () => {
        await Promise.all([leave(one, 'a'), leave(one, 'b')]);
        await one.repositories.settings.change(IDS.guild, { language: 'ja' });
        expect(one.claims.isHeld()).toBe(true);
      });
      // What fails claims nothing
      const fails = one.claims.run('2', () =>
        one.repositories.discussions.report(IDS.guild, { id: 'r', at: new Date() } as Report),
      );
      await expect(fails).rejects.toThrow('null value');
      await two.claims.run('1', async () => {
        // Reading is free, writing and posting are not
        await two.repositories.settings.get(IDS.guild);
        await two.repositories.personal.about(IDS.guild, IDS.student);
        await expect(leave(two, 'c')).rejects.toThrow(DoneElsewhere);
        await expect(two.repositories.settings.change(IDS.guild, { language: 'de' })).rejects.toThrow(
          DoneElsewhere,
        );
        await expect(two.claims.take()).rejects.toThrow(DoneElsewhere);
        expect(two.claims.isHeld()).toBe(false);
      });
      await two.claims.run('2', () => leave(two, 'd'));
      await two.claims.run('3', () => two.repositories.settings.get(IDS.guild));
      await leave(two, 'e');
      const kept = await one.repositories.discussions.notices(IDS.guild, null);
      expect(kept.map(({ words }) => words).sort()).toEqual(['a', 'b', 'd', 'e']);
      expect((await one.repositories.settings.get(IDS.guild)).language).toBe('ja');
      // AND the claims go, once nobody can answer any more
      const claimed = async () => (await rowsOf(options)).map(({ id }) => id).sort();
      expect(await claimed()).toEqual(['1', '2']);
      await one.housekeeping.dropClaimsBefore(new Date(Date.now() + 1));
      expect(await claimed()).toEqual([]);
      await Promise.all([one.close(), two.close()]);
    },
  );
});

async function rowsOf({ databaseUrl }: StorageOptions): Promise<readonly { id: string }[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query('select id from interactions');
  await client.end();
  return rows;
}

import { expect, test } from 'vitest';
import { IDS } from '../../sandbox/server/default-world.ts';
import { startDiscordWithBot } from '../support/bot.ts';
import { describeEngines } from './engines.ts';

describeEngines('a database that goes away while it is used', ({ restart, fresh }) => {
  test.runIf(restart)(
    'ends no bot and leaves nobody without an answer',
    async () => {
      const { databaseUrl } = await fresh();
      await using discord = await startDiscordWithBot({
        mayFail: true,
        databaseUrl,
        stored: async ({ settings }) => {
          await settings.change(IDS.guild, { keepUnanswered: true });
        },
      });
      let asked = 0;
      // A question without an answer is kept, in a transaction.
      const ask = async (handle: string) =>
        (await discord.as(handle).command('ask', { question: `Which whale is number ${asked++}?` })).text;
      for (const mode of ['fast', 'immediate', 'fast', 'immediate'] as const) {
        // GIVEN people who ask all the time, so that connections are in use
        let asking = true;
        const answers: string[] = [];
        const everybody = ['student', 'classmate', 'moderator', 'admin'].map(async (handle) => {
          while (asking) answers.push(await ask(handle));
        });
        await discord.until(() => answers.length > 8, 'the first answers');
        // WHEN the server is started anew under them
        await restart?.(mode);
        await discord.until(() => NOTHING.test(answers.at(-1) ?? ''), 'an answer as before');
        asking = false;
        await Promise.all(everybody);
        // THEN each got an answer, or heard that something went wrong
        expect(answers.filter((text) => !NOTHING.test(text) && !/incident `\w+`/.test(text))).toEqual([]);
      }
    },
    120_000,
  );
});

const NOTHING = /does not answer that/;

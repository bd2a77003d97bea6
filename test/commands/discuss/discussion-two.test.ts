import { expect, test } from 'vitest';
import { IDS } from '../../../sandbox/server/default-world.ts';
import { type StartBot, startDiscord } from '../../../sandbox/testing/harness.ts';
import { createLog } from '../../../src/log.ts';
import { startBot } from '../../../src/main.ts';
import { openStorage } from '../../../src/storage/storage.ts';
import { aPrompt } from '../../discussion/examples.ts';
import { describeEngines } from '../../storage/engines.ts';

describeEngines('two processes of the bot', (engine) => {
  // SQLite's file is one process's alone: there is nothing to race for.
  test.skipIf(engine.name === 'sqlite')('post each prompt once, whichever of them is faster', async () => {
    // GIVEN two bots on one database, and prompts that are due
    const options = await engine.fresh();
    const storage = await openStorage(options);
    const ids = Array.from({ length: 12 }, (_, i) => `abcdefgh${10 + i}`);
    const at = new Date();
    const { discussions } = storage.repositories;
    for (const id of ids)
      await discussions.add(
        IDS.guild,
        aPrompt({
          id,
          guildId: IDS.guild,
          state: 'scheduled',
          question: `Question ${id}?`,
          stances: ['Yes', 'No'],
          plan: { at, channelId: IDS.discussions, poll: true, openHours: 24, slowSeconds: 0 },
        }),
      );
    const start: StartBot = async ({ token, apiUrl, now }) => {
      const one = () =>
        startBot({
          ...options,
          token,
          apiUrl,
          clock: () => new Date(now()),
          scheduleEveryMs: 20,
          log: createLog({ level: 'silent' }),
        });
      const both = await Promise.all([one(), one()]);
      return { stop: async () => void (await Promise.all(both.map((bot) => bot.stop()))) };
    };
    // WHEN they run
    const discord = await startDiscord(start);
    await discord.until(
      async () => (await discussions.list(IDS.guild, ['posted'])).length === ids.length,
      'all prompts posted',
      30_000,
    );
    // THEN each stands there once, with one poll, and nobody had to be asked
    const threads = discord.threads('discussions');
    expect(threads.map(({ name }) => name).sort()).toEqual(ids.map((id) => `Question ${id}?`));
    for (const { id } of threads) expect(discord.messages(id).filter(({ poll }) => poll)).toHaveLength(1);
    expect(discord.messages('moderators')).toEqual([]);
    await discord.close();
    await storage.close();
  });
});

import { expect, it } from 'vitest';
import { IDS } from '../sandbox/server/default-world.ts';
import { NO_ANNOTATIONS } from '../src/reading/annotations.ts';
import { makeReading } from '../src/reading/make.ts';
import { startDiscordWithBot } from './support/bot.ts';

/** As long as a book. */
const BOOK = makeReading(
  'book',
  { headline: 'The Book', language: 'en' },
  Array.from({ length: 4000 }, (_, p) => ({
    kind: 'paragraph',
    text: Array.from(
      { length: 8 },
      (__, s) => `Boat ${p} of harbour ${s} sold ${p * s} fish in winter.`,
    ).join(' '),
  })),
);

it('keeps nobody else waiting while it is asked for the first time', async () => {
  // GIVEN a book in use in a server
  await using discord = await startDiscordWithBot({
    stored: async ({ readings, placements }) => {
      const act = { by: '200000000000000001', at: new Date() };
      const revision = await readings.saveDraft(
        IDS.guild,
        { reading: BOOK, annotations: NO_ANNOTATIONS },
        act,
      );
      await readings.approve(IDS.guild, 'book', revision, act);
      await placements.place(IDS.guild, IDS.guild, 'book', act);
    },
  });
  // WHEN two members ask it, and another asks for help elsewhere
  let asking = true;
  const asked = ['student', 'admin'].map((who) =>
    discord.as(who).command('ask', { question: 'What was sold in winter by boat 17?' }),
  );
  void Promise.all(asked).finally(() => {
    asking = false;
  });
  const classmate = discord.as('classmate').inDirectMessages();
  let helped = 0;
  for (; asking; helped++) expect((await classmate.command('help')).text).toContain('Defense Pact');
  // THEN others are answered all the while, and both have their answer
  expect(helped).toBeGreaterThan(5);
  for (const answer of asked) expect((await answer).text).toContain('¶18');
});

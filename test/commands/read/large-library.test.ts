import { expect, test } from 'vitest';
import { IDS } from '../../../sandbox/server/default-world.ts';
import { NO_ANNOTATIONS } from '../../../src/reading/annotations.ts';
import { makeReading } from '../../../src/reading/make.ts';
import { startDiscordWithBot } from '../../support/bot.ts';

test('a library of more than 200 readings is asked in part, which is said', async () => {
  // GIVEN 201 readings of the server's own, beside the shipped one
  await using discord = await startDiscordWithBot({
    stored: async ({ readings }) => {
      const act = { by: IDS.admin, at: new Date(0) };
      for (let i = 100; i < 301; i++) {
        const facts = { headline: `Harbour ${i}`, language: 'en' };
        const text = `The harbour of number ${i} was built by Byrne${i}.`;
        const reading = makeReading(`harbour-${i}`, facts, [{ kind: 'paragraph', text }]);
        const draft = await readings.saveDraft(IDS.guild, { reading, annotations: NO_ANNOTATIONS }, act);
        await readings.approve(IDS.guild, reading.id, draft, act);
      }
    },
  });
  const student = discord.as('student');
  const ask = (question: string) => student.command('ask', { question, library: true });
  // WHEN all are asked THEN one among the first 200 answers, and it is said that these were asked
  const found = await ask('Who is Byrne299?');
  expect(found.text).toContain('The harbour of number 299 was built by Byrne299.');
  expect(found.text).toContain('Asked: the first 200 of 202 readings, as /reading list shows them.');
  // AND where none of them answers, it is said too
  const nothing = await ask('Who is Byrne300?');
  expect(nothing.text).toContain('These readings do not answer that.');
  expect(nothing.text).toContain('Asked: the first 200 of 202 readings');
  expect((await student.command('ask', { question: 'Who is Ra Mason?' })).text).not.toContain('Asked:');
}, 30_000);

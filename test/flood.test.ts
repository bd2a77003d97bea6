import { afterEach, describe, expect, test } from 'vitest';
import { PACES } from '../src/discord/throttle.ts';
import { startDiscordWithBot } from './support/bot.ts';
import { refusal } from './support/refusals.ts';

let discord: Awaited<ReturnType<typeof startDiscordWithBot>>;
afterEach(() => discord?.[Symbol.asyncDispose]());

const question = 'Why was the pact called one-sided?';
const HELD_UP = /^That is a lot at once/;

describe('who asks faster than a person can', () => {
  test('is told privately when to try again, and is answered then', async () => {
    discord = await startDiscordWithBot({ pace: PACES.interactions });
    const student = discord.as('student').in('reading');
    for (let i = 0; i < 20; i++) expect((await student.command('help')).text).not.toMatch(HELD_UP);
    const refused = await student.command('ask', { question, share: true });
    expect(refused.private).toBe(true);
    const seconds = Number(/(\d+) s\.$/.exec(refused.text)?.[1]);
    expect(refused.text).toEqual(
      refusal(
        'too-fast',
        `That is a lot at once: the bot answers each person 20 times in 10 seconds. Try again in ${seconds} s.`,
      ),
    );
    expect(seconds).toBeLessThanOrEqual(10);
    await discord.advance(seconds * 1000);
    expect((await student.command('help')).text).not.toMatch(HELD_UP);
  });

  test('holds nobody else up, however much it is', async () => {
    discord = await startDiscordWithBot({ pace: PACES.interactions });
    const [student, classmate] = [discord.as('student').in('reading'), discord.as('classmate').in('reading')];
    await classmate.command('ask', { question });
    const before = discord.sent.length;
    // GIVEN a thousand questions of one person
    const flood = Array.from({ length: 1000 }, () => student.command('ask', { question }));
    // WHEN another asks after them
    const answer = await classmate.command('ask', { question });
    const sent = discord.sent.length - before;
    // THEN the answer does not stand behind what the first one is told
    expect(answer.text).toContain('¶');
    expect(sent).toBeLessThan(100);
    // Discord waits 3 s, so not all of them are told, on a busy machine not even all that are answered.
    const answers = (await Promise.all(flood)).filter(({ failed }) => !failed).map(({ text }) => text);
    const answered = answers.filter((text) => text.includes('¶')).length;
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThanOrEqual(20);
    expect(answers.filter((text) => HELD_UP.test(text))).toHaveLength(answers.length - answered);
  });
});

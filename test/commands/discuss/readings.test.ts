import { afterEach, beforeEach, expect, test } from 'vitest';
import { IDS } from '../../../sandbox/server/default-world.ts';
import type { TestDiscord } from '../../../sandbox/testing/harness.ts';
import { NO_ANNOTATIONS } from '../../../src/reading/annotations.ts';
import { makeReading } from '../../../src/reading/make.ts';
import { aPrompt } from '../../discussion/examples.ts';
import { startDiscordWithBot } from '../../support/bot.ts';

/* Discussions in a server with several readings: one is in use in #reading, the shipped one elsewhere. */

const HOUR = 3_600_000;
const whales = makeReading('whales', { headline: 'Whales of the North', language: 'en' }, [
  { kind: 'paragraph', text: 'The blue whale is the largest animal that has ever lived on this planet.' },
  { kind: 'paragraph', text: 'Whalers killed most of the blue whales in the twentieth century.' },
]);

let discord: TestDiscord & AsyncDisposable;
beforeEach(async () => {
  discord = await startDiscordWithBot({
    stored: async ({ settings, discussions, readings, placements }) => {
      const act = { by: IDS.admin, at: new Date(1) };
      await settings.change(IDS.guild, {
        moderatorRoleId: IDS.moderatorRole,
        reviewChannelId: IDS.moderators,
      });
      const draft = await readings.saveDraft(
        IDS.guild,
        { reading: whales, annotations: NO_ANNOTATIONS },
        act,
      );
      await readings.approve(IDS.guild, 'whales', draft, act);
      await placements.place(IDS.guild, IDS.reading, 'whales', act);
      const approved = { guildId: IDS.guild, state: 'approved' } as const;
      await discussions.add(
        IDS.guild,
        aPrompt({ ...approved, id: 'treatyqqqq', question: 'Is the treaty fair?', proposedAt: new Date(1) }),
      );
      await discussions.add(
        IDS.guild,
        aPrompt({
          ...approved,
          id: 'whalesqqqq',
          reading: 'whales',
          question: 'Who killed them?',
          paragraphs: [2],
          proposedAt: new Date(2),
        }),
      );
    },
  });
});
afterEach(() => discord[Symbol.asyncDispose]());

const moderator = () => discord.as('moderator').in('moderators');
const threadNames = (channel: string) => discord.threads(channel).map(({ name }) => name);
const schedule = async (options: Record<string, string>) => {
  const said = await moderator().command('discuss schedule', { when: 'in 1 hour', ...options });
  const asked = said.text;
  const set = await said.button('Yes').press();
  expect(set.text).toContain('Set:');
  return asked;
};

test('a set time takes prompts about its channel’s reading alone, or about the one that was named', async () => {
  expect(await schedule({ channel: IDS.reading })).toContain('about “Whales of the North”');
  expect(await schedule({ channel: IDS.discussions, reading: 'whales' })).toContain('Whales of the North');
  const queue = await moderator().command('discuss queue');
  expect(queue.text).toContain('about the reading of its channel');
  expect(queue.text).toContain('about “Whales of the North”');
  await discord.advance(HOUR + 60_000);
  const dry = await discord.until(
    () => discord.messages('moderators').find(({ text }) => text.includes('run dry')),
    'that none was there for the second time',
  );
  expect(dry.text).toContain('none about “Whales of the North” is approved');
  await discord.until(
    () => [...threadNames('reading'), ...threadNames('discussions')].length > 0,
    'the thread',
  );
  expect([...threadNames('reading'), ...threadNames('discussions')]).toEqual(['Who killed them?']);
});

test('a thread is on its prompt’s reading, and a quote of another is counted apart', async () => {
  // GIVEN the treaty's prompt in the channel of the whales
  await moderator().command('discuss post', { prompt: 'treatyqqqq', channel: IDS.reading });
  const id = discord.threads('reading')[0]?.id ?? '';
  const [starter] = discord.messages('reading');
  expect(starter?.text).toContain('of “');
  const student = discord.as('student').in(id);
  // WHEN members ask and quote there
  const asked = await student.command('ask', { question: 'Who agreed with Mason?' });
  expect(asked.text).toContain('¶7');
  const own = (await asked.button('Reply with this quote').press()).modal;
  await own.submit({ claim: 'He agrees.', paragraph: '7' });
  const elsewhere = await discord
    .as('student')
    .in('reading')
    .command('ask', { question: 'What is the largest animal?' });
  expect(elsewhere.text).toContain('blue whale');
  await discord.as('moderator').in(id).command('library use', { reading: 'whales' });
  const other = await student.command('ask', { question: 'What is the largest animal?' });
  const foreign = (await other.button('Reply with this quote').press()).modal;
  await foreign.submit({ claim: 'Off topic.', paragraph: '1' });
  // THEN each is counted for what it is
  await discord.as('moderator').in(id).command('discuss close', { now: true });
  const summary = discord.messages(id).find(({ text }) => text.includes('What happened here'));
  expect(summary?.text).toContain('Quoted: ¶7 1×\n');
  expect(summary?.text).toContain('Quotes of other readings: 1');
  expect(summary?.text).toContain('(whales ¶1)');
});

test('posting without a name takes the next prompt about the channel’s reading', async () => {
  const next = await moderator().command('discuss post', { channel: IDS.discussions });
  expect(next.text).toContain('Posted');
  expect(threadNames('discussions')).toEqual(['Is the treaty fair?']);
  const none = await moderator().command('discuss post', { channel: IDS.discussions });
  expect(none.text).toContain('No prompt about “');
});

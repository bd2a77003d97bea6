import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IDS } from '../../../sandbox/server/default-world.ts';
import type { TestDiscord } from '../../../sandbox/testing/harness.ts';
import { temporaryFolder } from '../../../scripts/temporary.ts';
import { aPrompt } from '../../discussion/examples.ts';
import { dump } from '../../storage/seed.ts';
import { startDiscordWithBot } from '../../support/bot.ts';
import { refusal } from '../../support/refusals.ts';

const DAY = 86_400_000;

let discord: TestDiscord & AsyncDisposable;
beforeEach(async () => {
  discord = await startDiscordWithBot();
});
afterEach(() => discord[Symbol.asyncDispose]());

describe('a server that removes the bot', () => {
  it.each([
    { days: 29, heard: true, kept: true },
    { days: 31, heard: true, kept: false },
    // The bot was offline when it happened, and counts from when it noticed.
    { days: 29, heard: false, kept: true },
    { days: 31, heard: false, kept: false },
  ])('and invites it again after $days days: its settings are kept: $kept', async ({ days, heard, kept }) => {
    const card = await discord.as('stranger').command('setup');
    await card.button('Keep unanswered questions').press();

    if (!heard) await discord.stopBot();
    discord.leave('bot', IDS.otherGuild);
    if (heard) await sleep(300);
    else await discord.startBot();
    await discord.advance(days * DAY);
    // What is due is deleted once a day and at each start.
    await discord.restartBot();
    discord.join('bot', IDS.otherGuild);

    const again = await discord.as('stranger').command('setup');
    expect(again.text.includes('kept, without who asked')).toBe(kept);
  });
});

describe('where only a user has installed the bot', () => {
  it('nothing is stored for the server, whatever was set or shown while the bot was in it', async () => {
    await discord[Symbol.asyncDispose]();
    const folder = temporaryFolder();
    discord = await startDiscordWithBot({
      dataDir: folder.path,
      stored: async ({ settings, discussions }) => {
        await settings.change(IDS.guild, { keepUnanswered: true, moderatorRoleId: IDS.moderatorRole });
        const trace = { threadId: IDS.reading };
        await discussions.add(IDS.guild, aPrompt({ guildId: IDS.guild, state: 'posted', trace }));
      },
    });
    const student = discord.as('student').in('reading');
    const ask = (question: string) => student.command('ask', { question });
    const answer = await ask('Who is Ra Mason?');
    const form = (
      await student.command('discuss propose', { prompt: 'Is it fair, all in all?', anonymous: true })
    ).modal;
    const stored = async () =>
      Object.fromEntries([...(await dump({ dataDir: folder.path }))].filter(([table]) => table !== 'guilds'));
    const before = await stored();
    // WHEN the bot is no longer in the server, and somebody who has installed it goes on
    discord.leave('bot');
    await sleep(300);
    const asked = await ask('Which whale is largest?');
    expect(asked.text).toContain('does not answer that');
    const reply = (await answer.button('Reply with this quote').press()).modal;
    const claimed = await reply.submit({ claim: 'He agrees.', paragraph: '7' });
    expect(claimed.text).toContain('He agrees.');
    expect((await form.submit({ shown: ['anonymous'] })).text).toEqual(
      refusal('bot-absent', 'This works only in servers that the bot is in. Ask who manages this one.'),
    );
    // THEN the tables are as they were
    expect(await stored()).toEqual(before);
    folder.remove();
  });

  it('offers what works without a server, and answers from the shipped reading', async () => {
    const student = discord.as('student').in(IDS.friends);
    const offered = student.commands();
    expect(offered).toEqual(
      expect.arrayContaining([
        'ask',
        'quote',
        'context',
        'timeline',
        'people',
        'reading',
        'help',
        'check',
        'privacy',
      ]),
    );
    for (const name of ['setup', 'library']) expect(offered).not.toContain(name);
    for (const [name, options] of [
      ['ask', { question: 'Who is Ra Mason?' }],
      ['quote', { text: 'the' }],
      ['check', { text: 'the treaty is one-sided' }],
      ['context', {}],
      ['privacy show', {}],
      ['reading about', {}],
      ['reading paragraph', { n: 1 }],
      ['timeline', {}],
      ['people', {}],
      ['help', {}],
    ] as const) {
      const answer = await student.command(name, options);
      expect(answer.text.length, name).toBeGreaterThan(40);
      expect(answer.followUps.length, name).toBeLessThanOrEqual(5);
    }
  });
});

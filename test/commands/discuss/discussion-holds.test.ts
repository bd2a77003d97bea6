import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, describe, expect, test } from 'vitest';
import { addGuild, defaultWorld, IDS } from '../../../sandbox/server/default-world.ts';
import { addChannel } from '../../../sandbox/server/world.ts';
import type { TestDiscord } from '../../../sandbox/testing/harness.ts';
import { LEASE_MS } from '../../../src/discussion/lease.ts';
import type { Repositories } from '../../../src/storage/storage.ts';
import { aPrompt } from '../../discussion/examples.ts';
import { type DiscordWithBotOptions, startDiscordWithBot } from '../../support/bot.ts';
import { refusal } from '../../support/refusals.ts';

/*
 * What goes wrong around a discussion, over the wire: each has one outcome, and those who can mend it are told.
 */

const HOUR = 3_600_000;
const BEGUN = Date.UTC(2026, 2, 2, 17, 0);
const AT = new Date(BEGUN + HOUR);

let discord: TestDiscord & AsyncDisposable;
afterEach(() => discord[Symbol.asyncDispose]());

/** A server that is set up, with a prompt scheduled in an hour. */
async function open(
  channel: keyof typeof IDS = 'discussions',
  options: DiscordWithBotOptions & { readonly stances?: readonly string[] } = {},
) {
  const { stances = [], ...rest } = options;
  const begun = Date.now();
  discord = await startDiscordWithBot({
    now: () => BEGUN + Date.now() - begun,
    stored: async ({ settings, discussions }) => {
      await settings.change(IDS.guild, {
        moderatorRoleId: IDS.moderatorRole,
        promptChannelId: IDS[channel],
        reviewChannelId: IDS.moderators,
      });
      await discussions.add(IDS.guild, scheduled(IDS.guild, IDS[channel], stances));
    },
    ...rest,
  });
}

function scheduled(guildId: string, channelId: string, stances: readonly string[] = [], at = AT) {
  return aPrompt({
    id: 'abcdefghij',
    guildId,
    state: 'scheduled',
    stances,
    plan: { at, channelId, poll: true, openHours: 48, slowSeconds: 0 },
  });
}

const toldModerators = (words: string) =>
  discord.until(() => discord.messages('moderators').findLast(({ text }) => text.includes(words)), words);
const threads = (channel: string) => discord.threads(channel);
const moderator = () => discord.as('moderator').in('moderators');

async function posted(channel = 'discussions'): Promise<string> {
  await discord.advance(HOUR + 1000);
  return (await discord.until(() => threads(channel)[0], 'the thread')).id;
}
const opened = (id: string) =>
  discord.until(
    () => discord.messages(id).find((it) => it.hasButton('Reply with a quote')),
    'its first message',
  );

/** Waits for some ticks of the scheduler. */
const quiet = () => new Promise((done) => setTimeout(done, 300));

describe('while the bot was down', () => {
  test('a prompt that is under an hour late is posted, once', async () => {
    await open();
    await discord.stopBot();
    await discord.advance(HOUR + 50 * 60_000);
    await discord.startBot();
    await discord.until(() => threads('discussions').length === 1, 'the thread');
    await discord.restartBot();
    await quiet();
    expect(threads('discussions')).toHaveLength(1);
  });

  test('one that is later is asked about, and posted when a moderator says so', async () => {
    await open();
    await discord.stopBot();
    await discord.advance(3 * HOUR);
    await discord.startBot();
    const asked = await toldModerators('It is more than an hour late');
    expect(threads('discussions')).toEqual([]);
    await moderator().look(asked).button('Post now').press();
    expect(threads('discussions')).toHaveLength(1);
  });
});

describe('before it is posted', () => {
  test('its channel is deleted: it is held at once, and goes back to the queue', async () => {
    await open();
    discord.deleteChannel('discussions');
    const told = await toldModerators('no longer there, so this prompt was not posted');
    const back = await moderator().look(told).button('Back to the queue').press();
    expect(back.text).toContain('Approved');
  });

  test('a permission is lost: it is named, and trying again posts it once', async () => {
    await open('reading', { mayBreakRules: true });
    discord.setOverwrite('reading', IDS.botRole, { deny: PermissionFlagsBits.SendMessages });
    await discord.advance(HOUR + 1000);
    const told = await toldModerators('The bot lacks a permission');
    expect(told.text).toContain('Send Messages');
    expect(threads('reading')).toEqual([]);
    discord.setOverwrite('reading', IDS.botRole, {});
    await moderator().look(told).button('Try again').press();
    expect(threads('reading')).toHaveLength(1);
  });

  test('the moderators’ channel is deleted too: the owner is told, and the next moderator', async () => {
    await open();
    discord.deleteChannel('moderators');
    discord.deleteChannel('discussions');
    const owner = discord.as('admin').inDirectMessages();
    const told = await discord.until(
      () => owner.sees().find(({ text }) => text.includes('this prompt was not posted')),
      'a direct message',
    );
    expect(told.text).toContain('/setup');
    const answer = await discord.as('moderator').in('reading').command('discuss queue');
    const [kept] = await answer.awaitFollowUps();
    expect(kept?.text).toContain('this prompt was not posted');
  });

  test('it is not certain whether it was posted: who has found it there says so, and it is not posted', async () => {
    const hold = {
      kind: 'uncertain',
      since: AT,
      detail: 'Discord did not answer in time',
      told: true,
    } as const;
    await open('reading', {
      stored: async ({ settings, discussions }) => {
        await settings.change(IDS.guild, { moderatorRoleId: IDS.moderatorRole });
        await discussions.add(IDS.guild, { ...scheduled(IDS.guild, IDS.reading), hold });
      },
    });
    const queue = await moderator().command('discuss queue');
    expect(queue.text).toContain('needs you: uncertain');
    const card = await queue.button('Open').press();
    expect(card.text).toContain('It is not certain whether this prompt stands in');
    const closed = await card.button('It stands there').press();
    expect(closed.text).toContain('Closed');
    expect(closed.buttons).toEqual([]);
    await discord.advance(2 * HOUR);
    await quiet();
    expect(threads('reading')).toEqual([]);
    expect(discord.messages('reading')).toEqual([]);
  });

  test('the group is not that far yet: it is held, and posted when a moderator has moved that on', async () => {
    await open('reading', {
      stored: async ({ settings, discussions }) => {
        await settings.change(IDS.guild, {
          moderatorRoleId: IDS.moderatorRole,
          reviewChannelId: IDS.moderators,
        });
        await discussions.add(IDS.guild, scheduled(IDS.guild, IDS.reading));
        await discussions.assign(IDS.guild, 'us-japan-security-treaty', 5);
      },
    });
    await discord.advance(HOUR + 1000);
    const told = await toldModerators('the group is assigned up to ¶5');
    const refused = await moderator().look(told).button('Try again').press();
    expect(refused.text).toContain('The group is assigned up to ¶5');
    expect(threads('reading')).toEqual([]);
    await discord.as('moderator').in('reading').command('discuss progress', { paragraph: 8 });
    await moderator().look(told).button('Try again').press();
    expect(threads('reading')).toHaveLength(1);
  });
});

describe('a channel of another server', () => {
  test('is posted in neither now nor at a set time, whatever is stored', async () => {
    await open('lobby');
    const refused = refusal(
      'channel-unsuited',
      'The bot can’t hold a discussion in that channel: it is no text channel or forum of this server that it sees. Choose another, or allow the bot to view it.',
    );
    const now = await moderator().command('discuss post', { prompt: 'abcdefghij' });
    expect(now.text).toEqual(refused);
    const later = await moderator().command('discuss schedule', { when: 'in 1 hour' });
    expect(later.text).toEqual(refused);
    await discord.advance(HOUR + 1000);
    await toldModerators('no longer there, so this prompt was not posted');
    expect(discord.messages('lobby')).toEqual([]);
    expect(threads('lobby')).toEqual([]);
  });
});

describe('a button that carries the channel of another server', () => {
  const CHANNEL_UNSUITED = refusal(
    'channel-unsuited',
    'The bot can’t hold a discussion in that channel: it is no text channel or forum of this server that it sees. Choose another, or allow the bot to view it.',
  );

  test.each([
    ['once', { prompt: 'abcdefghij' }],
    ['each week', { every: 'week' }],
  ])('sets no time there, %s', async (_, options) => {
    await open('discussions');
    const asked = await moderator().command('discuss schedule', { when: 'in 2 hours', ...options });
    // WHEN a client sends what it likes, in the place of this server's channel
    const { channelId, id } = asked;
    const message = discord.sandbox.world.messages.get(channelId)?.get(id);
    const carried = JSON.stringify(message?.components);
    expect(carried).toContain(`|${IDS.discussions}|`);
    if (message)
      message.components = JSON.parse(carried.replaceAll(`|${IDS.discussions}|`, `|${IDS.lobby}|`));
    // THEN it is refused, and nothing comes to be there
    expect((await asked.button('Yes').press()).text).toEqual(CHANNEL_UNSUITED);
    await discord.advance(HOUR + 1000);
    await discord.until(() => threads('discussions')[0], 'the prompt posted where it was planned before');
    await discord.advance(HOUR);
    expect(discord.messages('lobby')).toEqual([]);
    expect(threads('lobby')).toEqual([]);
  });
});

describe('what can be known is said when a time is set', () => {
  const ask = async () => (await moderator().command('discuss schedule', { when: 'in 1 hour' })).text;

  test('what the bot lacks in the channel', async () => {
    await open('reading', { mayBreakRules: true });
    discord.setOverwrite('reading', IDS.botRole, { deny: PermissionFlagsBits.ManageThreads });
    expect(await ask()).toEqual(
      refusal(
        'channel-closed',
        'The bot lacks there: Manage Threads. Allow it in the channel’s settings, or choose another channel.',
      ),
    );
  });

  test('a forum that requires a tag asks for one, now and for a set time', async () => {
    await open();
    const question = '1100000000000000121';
    discord.changeChannel('discussions', { flags: 1 << 4 });
    // Now, with a prompt that was scheduled before the tag was required.
    const now = await moderator().command('discuss post', { prompt: 'abcdefghij' });
    expect(now.text).toContain('requires a tag on each post');
    const posted = await now.select().choose('Question');
    expect(posted.text).toContain('Posted');
    expect(discord.channel(threads('discussions')[0]?.id ?? '').thread?.appliedTags).toEqual([question]);
    // Each week, with a tag that is chosen once.
    await (await moderator().command('discuss schedule', { when: 'in 1 hour', every: 'week' }))
      .select()
      .choose('Question');
    await discord.as('student').in('reading').command('discuss propose', { prompt: 'Is it fair?' });
    await moderator()
      .look(await toldModerators('Is it fair?'))
      .button('Approve')
      .press();
    await discord.advance(HOUR + 1000);
    const id = (await discord.until(() => threads('discussions')[1], 'the second thread')).id;
    expect(discord.channel(id).thread?.appliedTags).toEqual([question]);
  });

  test('a tag that is taken away while it is chosen is none', async () => {
    await open();
    discord.changeChannel('discussions', { flags: 1 << 4 });
    const asked = await moderator().command('discuss post', { prompt: 'abcdefghij' });
    discord.changeChannel('discussions', { available_tags: [] });
    expect((await asked.select().choose('Question')).text).toEqual(
      refusal(
        'tag-missing',
        'That forum requires a tag, and this is none of its tags (any more). Use the command again and choose one.',
      ),
    );
    expect(threads('discussions')).toEqual([]);
  });

  test('and what the moderator does', async () => {
    await open('reading');
    discord.setOverwrite('reading', IDS.moderator, { deny: PermissionFlagsBits.SendMessages });
    expect(await ask()).toEqual(
      refusal(
        'asker-may-not-post-there',
        'You lack there: Send Messages. Choose a channel that you may write in.',
      ),
    );
  });
});

test('a new time from the card keeps the channel, the days, the slow mode and the poll', async () => {
  await open('reading', {
    stored: async ({ settings, discussions }) => {
      await settings.change(IDS.guild, {
        moderatorRoleId: IDS.moderatorRole,
        promptChannelId: IDS.discussions,
      });
      const prompt = scheduled(IDS.guild, IDS.reading, ['Yes', 'No']);
      const plan = { at: AT, channelId: IDS.reading, poll: true, openHours: 72, slowSeconds: 90 };
      await discussions.add(IDS.guild, { ...prompt, plan });
    },
  });
  const card = await (await moderator().command('discuss queue')).button('Open').press();
  const { modal } = await card.button('Schedule').press();
  const said = await modal.submit({ when: 'in 2 hours' });
  expect(said.text).toContain(`in <#${IDS.reading}>, open for 3 days, one message each 90 s?`);
  await said.button('Yes').press();
  await discord.advance(2 * HOUR + 1000);
  const id = (await discord.until(() => threads('reading')[0], 'the thread')).id;
  const opening = await opened(id);
  expect(discord.channel(id).slowMode).toBe(90);
  // It closes when the poll has been asked again for a day.
  const until = Number(/Open until <t:(\d+):F>/.exec(opening.text)?.[1]) * 1000;
  expect(Math.abs(until - (discord.now() + 96 * HOUR))).toBeLessThan(60_000);
});

test('with sixty prompts, the set time is seen and removed, and each prompt can be opened', async () => {
  await open('reading', {
    stored: async ({ settings, discussions }) => {
      await settings.change(IDS.guild, {
        moderatorRoleId: IDS.moderatorRole,
        promptChannelId: IDS.reading,
      });
      for (let i = 0; i < 60; i++)
        await discussions.add(
          IDS.guild,
          aPrompt({ id: `p${100_000_000 + i}`, guildId: IDS.guild, question: `Question ${i}?` }),
        );
    },
  });
  await (await moderator().command('discuss schedule', { when: 'in 1 hour', every: 'week' }))
    .button('Yes')
    .press();
  const queue = await moderator().command('discuss queue');
  expect(queue.text).toContain('Every week: the next approved prompt');
  expect((await queue.button('Remove this time').press()).text).toContain('Removed');
  const [last] = await moderator().autocomplete('discuss queue', 'prompt', 'Question 59');
  const card = await moderator().command('discuss queue', { prompt: String(last?.value) });
  expect(card.text).toContain('## Question 59?');
});

test('of thirty closed discussions, the newest are offered for the pack', async () => {
  await open('reading', {
    stored: async ({ settings, discussions }) => {
      await settings.change(IDS.guild, { moderatorRoleId: IDS.moderatorRole });
      for (let i = 0; i < 30; i++)
        await discussions.add(
          IDS.guild,
          aPrompt({
            id: `p${100_000_000 + i}`,
            guildId: IDS.guild,
            state: 'closed',
            question: `Question ${i}?`,
            proposedAt: new Date(i),
          }),
        );
    },
  });
  const offered = await moderator().autocomplete('discuss pack', 'prompt', '');
  expect(offered.map(({ name }) => name).slice(0, 2)).toEqual(['Question 29?', 'Question 28?']);
});

test('the queue has not run dry where what is approved is only ahead of the group', async () => {
  await open('reading', {
    stored: async ({ settings, discussions }) => {
      await settings.change(IDS.guild, {
        moderatorRoleId: IDS.moderatorRole,
        promptChannelId: IDS.reading,
        reviewChannelId: IDS.moderators,
      });
      await discussions.add(
        IDS.guild,
        aPrompt({ id: 'abcdefghij', guildId: IDS.guild, state: 'approved', paragraphs: [8] }),
      );
      await discussions.assign(IDS.guild, 'us-japan-security-treaty', 5);
    },
  });
  await (await moderator().command('discuss schedule', { when: 'in 1 hour' })).button('Yes').press();
  await discord.advance(HOUR + 1000);
  const told = await toldModerators('ahead of where the group is assigned');
  expect(told.text).toContain('(1)');
  expect(told.text).not.toContain('run dry');
});

describe('half posted: its thread is refused', () => {
  const starters = () => discord.messages('reading').filter(({ text }) => text.includes('Discuss it in'));
  const halfPosted = async () => {
    await open('reading', { mayBreakRules: true });
    discord.setOverwrite('reading', IDS.botRole, { deny: PermissionFlagsBits.CreatePublicThreads });
    await discord.advance(HOUR + 1000);
    const told = await toldModerators('The bot lacks a permission');
    expect(starters()).toHaveLength(1);
    return moderator().look(told);
  };
  const mend = () => discord.setOverwrite('reading', IDS.botRole, {});

  test('put back, edited or rejected, nothing of it stays', async () => {
    const card = await halfPosted();
    expect(card.buttons).toEqual(['Try again', 'Edit', 'Schedule', 'Back to the queue', 'Reject']);
    const { modal } = await card.button('Edit').press();
    await modal.submit({ question: 'Better?', paragraphs: '6' });
    expect(starters()).toEqual([]);
    await card.button('Try again').press();
    expect(starters()).toHaveLength(1);
    const why = (await card.button('Reject').press()).modal;
    const rejected = await why.submit({ why: 'No.', team: ['team'] });
    expect(rejected.text).toContain('Rejected');
    expect(starters()).toEqual([]);
  });

  test('moved to another channel, it leaves no orphan', async () => {
    await halfPosted();
    const prompt = 'abcdefghij';
    const options = { prompt, channel: IDS.discussions, when: 'in 1 hour' };
    await (await moderator().command('discuss schedule', options)).button('Yes').press();
    expect(starters()).toEqual([]);
    await discord.advance(HOUR + 1000);
    await discord.until(() => threads('discussions')[0], 'the thread');
  });

  test('its message was deleted by hand: trying again posts all of it anew, once', async () => {
    const card = await halfPosted();
    for (const message of starters()) discord.deleteMessage(message);
    mend();
    const posted = await card.button('Try again').press();
    expect(posted.text).toContain('Posted');
    expect(starters()).toHaveLength(1);
    expect(threads('reading')).toHaveLength(1);
  });
});

describe('while it is open', () => {
  test('its thread is archived: it stays open, and moderators are told once', async () => {
    await open();
    const id = await posted();
    await opened(id);
    await quiet();
    discord.changeChannel(id, { archived: true });
    await toldModerators('was archived while its discussion is open');
    discord.changeChannel(id, { archived: false });
    discord.changeChannel(id, { archived: true });
    await quiet();
    const told = discord.messages('moderators').filter(({ text }) => text.includes('was archived'));
    expect(told).toHaveLength(1);
    // Its summary opens it again, and it is locked after that.
    await discord.advance(49 * HOUR);
    await toldModerators('The discussion was closed: its time was over');
    expect(discord.channel(id).thread).toMatchObject({ locked: true, archived: true });
  });

  test('its thread is locked: it stays open, takes no quotes, and goes on when it is unlocked', async () => {
    await open('discussions', { stances: ['Yes', 'No'] });
    const id = await posted();
    await discord.until(() => discord.messages(id).some(({ poll }) => poll), 'the poll');
    await quiet();
    const student = discord.as('student').in(id);
    const quote = async () => {
      const { modal } = await student
        .look(await opened(id))
        .button('Reply with a quote')
        .press();
      return modal.submit({ claim: 'It is!', paragraph: '8' });
    };
    discord.changeChannel(id, { locked: true });
    const told = await toldModerators('was locked while its discussion is open');
    expect(told.buttons).toEqual(['Close it now']);
    expect((await quote()).text).toEqual(
      refusal('thread-locked', 'This thread is locked just now. You can quote here when it is opened again.'),
    );
    discord.changeChannel(id, { locked: false });
    await discord.until(async () => !(await quote()).private, 'the quote');
    // Locked at its time, it is closed without a second poll; the moderators were told once.
    discord.changeChannel(id, { locked: true });
    await discord.advance(49 * HOUR);
    await toldModerators('its time was over, and its thread was locked');
    expect(discord.messages(id).filter(({ poll }) => poll)).toHaveLength(1);
    expect(
      discord.messages('moderators').filter(({ text }) => text.includes('was locked while')),
    ).toHaveLength(1);
  });

  test.each(['the thread', 'the channel'])(
    '%s is deleted: it is closed, and moderators get the summary',
    async (what) => {
      await open();
      const id = await posted();
      await opened(id);
      await quiet();
      discord.deleteChannel(what === 'the thread' ? id : 'discussions');
      const told = await toldModerators('its thread was deleted');
      expect(told.text).toContain('What happened here');
      expect(told.text).toContain('Its summary stands here');
    },
  );

  test('its poll is ended early: the votes until then count, and it is said', async () => {
    await open('discussions', { stances: ['Yes', 'No'] });
    const id = await posted();
    const poll = await discord.until(() => discord.messages(id).find((it) => it.poll), 'the poll');
    await quiet();
    discord.as('student').in(id).vote(poll, 'Yes');
    discord.endPoll(poll);
    await discord.advance(49 * HOUR);
    await discord.until(() => discord.messages(id).filter((it) => it.poll).length === 2, 'the second poll');
    await quiet();
    await discord.advance(25 * HOUR);
    await toldModerators('A poll was ended before its time');
    const summary = discord.messages(id).find(({ text }) => text.includes('What happened here'));
    expect(summary?.text).toContain('Poll, “Yes”: 1 before, 0 after');
  });

  test('its poll’s message is deleted: it is closed, and the count says so', async () => {
    await open('discussions', { stances: ['Yes', 'No'], mayBreakRules: true });
    const id = await posted();
    const poll = await discord.until(() => discord.messages(id).find((it) => it.poll), 'the poll');
    await quiet();
    discord.deleteMessage(poll);
    await discord.advance(49 * HOUR);
    await discord.until(() => discord.messages(id).some((it) => it.poll), 'the second poll');
    await quiet();
    await discord.advance(25 * HOUR);
    await toldModerators('A poll’s message was deleted');
    const summary = discord.messages(id).find(({ text }) => text.includes('What happened here'));
    expect(summary?.text).toContain('Poll, “Yes”: not counted before, 0 after');
  });

  test('its first message is deleted: it closes with its summary all the same', async () => {
    await open('reading');
    const id = await posted('reading');
    discord.deleteMessage(await opened(id));
    await quiet();
    await discord.advance(49 * HOUR);
    await toldModerators('The discussion was closed: its time was over');
  });

  test('the permission to lock is lost: moderators are told, and can try again', async () => {
    await open('discussions', { mayBreakRules: true });
    const id = await posted();
    await opened(id);
    await quiet();
    discord.setOverwrite('discussions', IDS.botRole, { deny: PermissionFlagsBits.ManageThreads });
    await discord.advance(49 * HOUR);
    const told = await toldModerators('could not be closed');
    expect(told.text).toContain('Manage Threads');
    discord.setOverwrite('discussions', IDS.botRole, {});
    await moderator().look(told).button('Try again').press();
    await toldModerators('The discussion was closed');
    expect(discord.messages(id).filter(({ text }) => text.includes('What happened here'))).toHaveLength(1);
  });
});

test('closed without what Discord refuses, it is closed, and what was left out is said', async () => {
  await open('discussions', { mayBreakRules: true });
  const id = await posted();
  await opened(id);
  await quiet();
  const { ManageThreads, SendMessagesInThreads } = PermissionFlagsBits;
  discord.setOverwrite('discussions', IDS.botRole, { deny: ManageThreads | SendMessagesInThreads });
  await discord.advance(49 * HOUR);
  const told = await toldModerators('could not be closed');
  const closed = await moderator().look(told).button('Close without it').press();
  expect(closed.text).toContain('Closed');
  const news = await toldModerators('The discussion was closed: closed by a moderator');
  expect(news.text).toContain('Left out, as Discord refused it: the summary in its thread');
  expect(news.text).toContain('locking its thread (Manage Threads)');
  expect(news.text).toContain('What happened here');
  expect((await moderator().command('discuss queue')).text).toContain('Nothing waits');
});

test('who was not reached is told everything at their next /discuss, however much there is', async () => {
  const notices = Array.from({ length: 8 }, (_, i) => `Notice ${i}: ${'\\*'.repeat(400)}.`);
  await open('reading', {
    stored: async ({ discussions }) => {
      for (const [i, words] of notices.entries())
        await discussions.leaveNotice(IDS.guild, IDS.student, words, new Date(BEGUN + i));
    },
  });
  const answer = await discord.as('student').in('reading').command('discuss progress');
  const told = (await answer.awaitFollowUps(2)).map(({ text }) => text).join('\n');
  expect(told).toContain('While you were away');
  for (const notice of notices) expect(told).toContain(notice);
});

test('the moderator role is deleted: nobody has it any more, and it is said who moderates', async () => {
  await open();
  discord.deleteRole(IDS.moderatorRole);
  await toldModerators('The moderator role was deleted');
  const refused = await discord.as('moderator').in('reading').command('discuss queue');
  expect(refused.text).toContain('Only moderators');
  expect((await discord.as('admin').in('reading').command('discuss queue')).text).toContain('scheduled for');
});

test('a review card is deleted: the queue still has the prompt', async () => {
  await open();
  await discord.as('student').in('reading').command('discuss propose', { prompt: 'Is it fair?' });
  discord.deleteMessage(await toldModerators('Is it fair?'));
  const queue = await moderator().command('discuss queue');
  const card = await queue.button('Open “Is it fair?”').press();
  expect(card.text).toContain('Is it fair?');
  expect((await card.button('Approve').press()).text).toContain('Approved');
});

test('thirty prompts due in one minute in thirty servers are all posted, and Discord never says “slow down”', async () => {
  const world = defaultWorld();
  const servers = Array.from({ length: 30 }, (_, i) => {
    const guildId = `12000000000000${1000 + i}`;
    const channelId = `13000000000000${1000 + i}`;
    addGuild(world, guildId, `Server ${i}`, IDS.admin, `14000000000000${1000 + i}`);
    addChannel(world, { id: channelId, guildId, name: `text-${i}`, position: 0 });
    return { guildId, channelId };
  });
  const stored = async ({ discussions }: Repositories) => {
    for (const [i, { guildId, channelId }] of servers.entries())
      await discussions.add(
        guildId,
        scheduled(guildId, channelId, ['Yes', 'No'], new Date(AT.getTime() - i * 2000)),
      );
  };
  await open('discussions', { world, stored });
  await discord.advance(HOUR + 1000);
  await discord.until(
    () =>
      servers.every(({ channelId }) => {
        const [thread] = threads(channelId);
        return thread && discord.messages(thread.id).some(({ poll }) => poll);
      }),
    'thirty discussions',
    60_000,
  );
  for (const { channelId } of servers) expect(threads(channelId)).toHaveLength(1);
  const slowed = discord.sent.filter(({ status }) => status === 429);
  expect(slowed).toEqual([]);
}, 90_000);

describe('killed between Discord and the database', () => {
  /** Stands between the bot and Discord, and from one writing request on lets nothing through any more. */
  class Line {
    server: Server | undefined;
    left = Number.POSITIVE_INFINITY;
    /** Whether the last request still reaches Discord, and only its answer is lost. */
    reaches = false;
    dead = false;

    async between(apiUrl: string): Promise<string> {
      const target = new URL(apiUrl);
      this.server = createServer((incoming, outgoing) => {
        const writes = incoming.method !== 'GET' && /\/(messages|threads)/.test(incoming.url ?? '');
        if (this.dead) return outgoing.destroy();
        if (writes && --this.left < 0) {
          this.dead = true;
          if (!this.reaches) return outgoing.destroy();
        }
        const passed = forward(
          {
            host: target.hostname,
            port: target.port,
            path: incoming.url,
            method: incoming.method,
            headers: incoming.headers,
          },
          (answer) => {
            if (this.dead) {
              answer.resume();
              return outgoing.destroy();
            }
            outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
            return answer.pipe(outgoing);
          },
        );
        passed.on('error', () => outgoing.destroy());
        return incoming.pipe(passed);
      });
      await new Promise<void>((done) => this.server?.listen(0, '127.0.0.1', done));
      const { port } = this.server.address() as AddressInfo;
      return `http://127.0.0.1:${port}/api`;
    }
  }

  const cases = (['reading', 'discussions'] as const).flatMap((channel) =>
    Array.from({ length: channel === 'reading' ? 4 : 2 }, (_, n) => [
      { channel, n, reaches: false },
      { channel, n, reaches: true },
    ]).flat(),
  );

  test.each(cases)(
    'in #$channel at request $n (reached Discord: $reaches): every part stands there once',
    async ({ channel, n, reaches }) => {
      const line = new Line();
      let url = '';
      await open(channel, {
        stances: ['Yes', 'No'],
        mayBreakRules: true,
        through: (apiUrl) => url || apiUrl,
      });
      url = await line.between(discord.sandbox.apiUrl);
      await discord.restartBot();
      line.left = n;
      line.reaches = reaches;
      await discord.advance(HOUR + 1000);
      await discord.until(() => line.dead, 'the line to go dead');
      await quiet();
      // WHEN the process is gone and another takes over when the lease has ended
      await discord.stopBot();
      url = '';
      await discord.advance(LEASE_MS + 1000);
      await discord.startBot();
      await discord.until(
        () => threads(channel)[0] && discord.messages(threads(channel)[0]?.id ?? '').some(({ poll }) => poll),
        'the discussion',
      );
      await discord.advance(LEASE_MS + 1000);
      await quiet();
      line.server?.closeAllConnections();
      line.server?.close();
      // THEN
      expect(threads(channel)).toHaveLength(1);
      const inThread = discord.messages(threads(channel)[0]?.id ?? '');
      expect(inThread.filter((it) => it.hasButton('Reply with a quote'))).toHaveLength(1);
      expect(inThread.filter(({ poll }) => poll)).toHaveLength(1);
      if (channel === 'reading')
        expect(
          discord.messages('reading').filter(({ text }) => text.includes('Discuss it in the thread')),
        ).toHaveLength(1);
      expect(discord.messages('moderators')).toEqual([]);
    },
    30_000,
  );
});

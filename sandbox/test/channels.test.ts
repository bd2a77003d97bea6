/** Messages, threads, polls and permissions, as a bot over the wire meets them. */
import {
  ChannelFlags,
  ChannelType,
  type DiscordAPIError,
  type ForumChannel,
  type Message,
  PermissionFlagsBits as Permission,
  type TextChannel,
  type ThreadChannel,
} from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { IDS } from '../server/default-world.ts';
import { startDiscord, type TestDiscord } from '../testing/harness.ts';
import { heard, testBot } from './bot.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let discord: TestDiscord;
const start = testBot({ commands: [{ name: 'hello', description: 'x' }] });

beforeEach(async () => {
  discord = await startDiscord(start, { mayBreakRules: true });
});
afterEach(() => discord.close());

const reading = () => start.client.channels.cache.get(IDS.reading) as TextChannel;
const forum = () => start.client.channels.cache.get(IDS.discussions) as ForumChannel;
const bot = () => start.client;
const code = (asked: Promise<unknown>) =>
  asked.then(
    () => 'taken',
    (problem: DiscordAPIError) => problem.code,
  );
const POLL = {
  question: { text: 'Which?' },
  answers: [{ text: 'This' }, { text: 'That' }],
  duration: 1,
  allowMultiselect: false,
};

test('a message is sent, edited, read again and deleted', async () => {
  const message = await reading().send({
    content: 'first',
    files: [{ attachment: Buffer.from('data'), name: 'a b.txt', description: 'alt' }],
  });
  expect(message.attachments.first()).toMatchObject({ name: 'a_b.txt', size: 4, description: 'alt' });
  expect(await (await fetch(message.attachments.first()?.url ?? '')).text()).toBe('data');
  await message.edit('second');
  expect((await reading().messages.fetch({ message: message.id, force: true })).content).toBe('second');
  await message.delete();
  expect(await code(reading().messages.fetch(message.id))).toBe(10008);
});

test('what others say is heard, but not read without the intent', async () => {
  const hears = heard(bot(), 'messageCreate', (it) => it.author.id === IDS.student);
  const mentions = heard(bot(), 'messageCreate', (it) => it.mentions.users.has(IDS.bot));
  discord.as('student').say('a secret');
  discord.as('classmate').say(`<@${IDS.bot}> hello`);
  expect((await hears)[0].content).toBe('');
  expect((await mentions)[0].content).toBe(`<@${IDS.bot}> hello`);
  const listed = await reading().messages.fetch({ limit: 10, cache: false });
  expect(listed.map((it) => it.content)).toEqual([`<@${IDS.bot}> hello`, '']);
});

test('mentions are silenced by allowed_mentions', async () => {
  await reading().send({ content: `@everyone <@${IDS.student}>`, allowedMentions: { parse: [] } });
  await reading().send({ content: `<@${IDS.student}>` });
  expect(
    discord.messages('reading').map((it) => [it.json.mention_everyone, it.json.mentions.length]),
  ).toEqual([
    [false, 0],
    [false, 1],
  ]);
});

test('a thread is opened on a message, and talk in it is counted', async () => {
  const message = await reading().send('Discuss');
  const thread = await message.startThread({ name: 'Talk', autoArchiveDuration: 60 });
  expect([thread.id, thread.ownerId]).toEqual([message.id, IDS.bot]);
  const again = bot().rest.post(`/channels/${IDS.reading}/messages/${message.id}/threads`, {
    body: { name: 'Again' },
  });
  expect(await code(again)).toBe(160004);
  await thread.send('one');
  discord.as('student').in('Talk').say('two');
  expect(
    discord
      .as('student')
      .in('Talk')
      .sees()
      .map((it) => it.text),
  ).toEqual(['', 'one', 'two']);
  expect(discord.messages('reading')[0]?.thread).toMatchObject({
    name: 'Talk',
    message_count: 2,
    member_count: 2,
  });
  const fetched = (await bot().channels.fetch(thread.id, { force: true })) as ThreadChannel;
  expect([fetched.messageCount, fetched.parentId]).toEqual([2, IDS.reading]);
  expect((await reading().threads.fetchActive()).threads.map((it) => it.name)).toEqual(['Talk']);
});

test('a forum post is a thread with its first message, tags and slow mode', async () => {
  const post = await forum().threads.create({
    name: 'Week 1',
    message: { content: 'The question' },
    appliedTags: ['1100000000000000121'],
    rateLimitPerUser: 30,
  });
  expect((await post.fetchStarterMessage())?.content).toBe('The question');
  expect(post).toMatchObject({ appliedTags: ['1100000000000000121'], rateLimitPerUser: 30, messageCount: 0 });
  const student = discord.as('student').in('Week 1');
  student.say('first');
  expect(() => student.say('second')).toThrow('slowmode');
  await discord.advance(31_000);
  student.say('second');
  expect(
    await code(bot().rest.post(`/channels/${IDS.discussions}/messages`, { body: { content: 'x' } })),
  ).toBe(50008);
});

test('a forum may want a tag, and keep one for moderators', async () => {
  discord.changeChannel('discussions', { flags: ChannelFlags.RequireTag, topic: 'Tagged posts only' });
  await discord.until(() => forum().topic === 'Tagged posts only', 'the change');
  const post = (...appliedTags: string[]) =>
    forum().threads.create({ name: 'Week 1', message: { content: 'The question' }, appliedTags });
  const [question, weekly] = forum().availableTags.map(({ id }) => id) as [string, string];
  expect(await code(post())).toBe(40067);
  expect((await post(question)).appliedTags).toEqual([question]);
  const student = discord.as('student').in('discussions');
  expect(() => student.openThread('Mine', { content: 'x', tags: [weekly] })).toThrow('Missing Permissions');
});

test('a thread without talk is archived, and talk opens it again', async () => {
  const thread = await reading().threads.create({
    name: 'Quiet',
    type: ChannelType.PublicThread,
    autoArchiveDuration: 60,
  });
  const archives = heard(bot(), 'threadUpdate', (_, now) => now.archived === true);
  await discord.advance(61 * MINUTE);
  await archives;
  expect((await reading().threads.fetchArchived()).threads.map((it) => it.name)).toEqual(['Quiet']);
  expect(await code(thread.setName('Other'))).toBe(50083);
  discord.as('student').in('Quiet').say('awake');
  await discord.until(() => !thread.archived, 'the thread being open');
});

test('a locked thread is for who manages threads', async () => {
  const thread = await reading().threads.create({ name: 'Shut', type: ChannelType.PublicThread });
  await thread.send('before');
  await thread.setLocked(true);
  const student = discord.as('student').in('Shut');
  expect(() => student.say('no')).toThrow('locked');
  expect([student.commands(), discord.as('moderator').in('Shut').commands()]).toEqual([[], ['hello']]);
  discord.as('moderator').in('Shut').say('still me');
  await thread.setArchived(true);
  expect(() => student.changeThread({ archived: false })).toThrow('locked');
  expect(() => student.say('no')).toThrow('locked');
  const last = (await thread.messages.fetch({ limit: 10 })).find((it) => it.content === 'before') as Message;
  expect(await code(last.edit('changed'))).toBe(50083);
  await thread.setArchived(false);
  await last.edit('changed');
});

test('only its owner or a moderator changes a thread, and deletes it', async () => {
  const thread = discord.as('student').openThread('Mine');
  expect(() => discord.as('classmate').in('Mine').changeThread({ name: 'Ours' })).toThrow(
    'Missing Permissions',
  );
  thread.changeThread({ name: 'My own' });
  expect(() => thread.changeThread({ locked: true })).toThrow('Missing Permissions');
  discord.as('moderator').in('My own').changeThread({ locked: true });
  const own = (await bot().channels.fetch(thread.channelId)) as ThreadChannel;
  await own.setLocked(false);
  const gone = heard(bot(), 'threadDelete', (it) => it.id === own.id);
  await own.delete();
  await gone;
  expect(await code(bot().channels.fetch(own.id, { force: true }))).toBe(10003);
});

test('a poll takes votes, one each, and ends in time with its result', async () => {
  const message = await reading().send({ poll: POLL });
  const seen = discord.messages('reading')[0];
  if (!seen) throw new Error('no poll');
  const voted = heard(bot(), 'messagePollVoteAdd');
  discord.as('student').vote(seen, 'This');
  expect((await voted)[0].id).toBe(1);
  discord.as('classmate').vote(seen, 'This');
  discord.as('classmate').vote(seen, 'That');
  expect(() => discord.as('student').vote(seen, 'This', 'That')).toThrow('one answer');
  expect(seen.poll?.results?.answer_counts).toEqual([
    { id: 1, count: 1, me_voted: false },
    { id: 2, count: 1, me_voted: false },
  ]);
  expect(discord.as('student').look(seen).poll?.results?.answer_counts[0]?.me_voted).toBe(true);
  const voters = await message.poll?.answers.get(1)?.voters.fetch();
  expect(voters?.map((it) => it.id)).toEqual([IDS.student]);
  expect(await code(message.edit('no'))).toBe(520003);

  const ends = heard(bot(), 'messageUpdate', (_, now) => now.poll?.resultsFinalized === true);
  await discord.advance(HOUR + 1);
  await ends;
  expect(seen.poll?.results?.is_finalized).toBe(true);
  const result = discord.messages('reading').at(-1);
  expect(result?.json.type).toBe(46);
  expect(result?.json.embeds[0]?.fields).toContainEqual({ name: 'total_votes', value: '2', inline: false });
  expect(() => discord.as('student').vote(seen, 'That')).toThrow('expired');
  expect(await code(message.poll?.end() as Promise<Message>)).toBe(520001);
});

test('a poll is ended early by its author', async () => {
  const message = await reading().send({ poll: POLL });
  const ended = await message.poll?.end();
  expect(ended?.poll?.resultsFinalized).toBe(true);
  const plain = await reading().send('no poll');
  expect(await code(bot().rest.post(`/channels/${IDS.reading}/polls/${plain.id}/expire`))).toBe(520006);
});

test('what a permission lacks is refused', async () => {
  const deny = (bits: bigint) => discord.setOverwrite('reading', IDS.botRole, { deny: bits });
  deny(Permission.SendMessages);
  expect(await code(reading().send('x'))).toBe(50013);
  deny(Permission.SendPolls);
  expect(await code(reading().send({ poll: POLL }))).toBe(50013);
  deny(Permission.AttachFiles);
  expect(await code(reading().send({ files: [{ attachment: Buffer.from('x'), name: 'x.txt' }] }))).toBe(
    50013,
  );
  deny(Permission.CreatePublicThreads);
  expect(await code(reading().threads.create({ name: 'x', type: ChannelType.PublicThread }))).toBe(50013);
  deny(0n);
  const message = await reading().send('x');
  const thread = await message.startThread({ name: 'Here' });
  deny(Permission.SendMessagesInThreads);
  expect(await code(thread.send('x'))).toBe(50013);
  deny(Permission.ManageThreads);
  expect(await code(thread.setLocked(true))).toBe(50013);
  deny(Permission.ViewChannel);
  expect(await code(bot().rest.post(`/channels/${IDS.reading}/messages`, { body: { content: 'x' } }))).toBe(
    50001,
  );
  expect(await code(bot().rest.get('/channels/1'))).toBe(10003);
  expect(await code(bot().guilds.fetch('1'))).toBe(10004);
  expect(await code(bot().users.fetch('1'))).toBe(10013);
});

test('a private channel is for its role', async () => {
  expect(() => discord.as('student').in('moderators').say('x')).toThrow('Missing Access');
  discord.as('moderator').in('moderators').say('x');
  discord.setRole('student', IDS.moderatorRole, true);
  discord.as('student').in('moderators').say('y');
  const gone = heard(bot(), 'roleDelete', (it) => it.id === IDS.moderatorRole);
  discord.deleteRole(IDS.moderatorRole);
  await gone;
  expect(() => discord.as('moderator').in('moderators').say('x')).toThrow('Missing Access');
});

test("another's message can't be edited, an unknown one not found", async () => {
  const said = discord.as('student').say('mine');
  expect(
    await code(bot().rest.patch(`/channels/${IDS.reading}/messages/${said.id}`, { body: { content: 'x' } })),
  ).toBe(50005);
  expect(await code(bot().rest.delete(`/channels/${IDS.reading}/messages/${said.id}`))).toBe(50013);
  expect(await code(bot().rest.get(`/channels/${IDS.reading}/messages/1`))).toBe(10008);
});

test('a person is written to directly, unless there is no way to them', async () => {
  const user = await bot().users.fetch(IDS.student);
  const message = await user.send('psst');
  expect(
    discord
      .as('student')
      .inDirectMessages()
      .sees()
      .map((it) => it.text),
  ).toEqual(['psst']);
  const answers = heard(bot(), 'messageCreate', (it) => it.channelId === message.channelId && !it.author.bot);
  discord.as('student').inDirectMessages().say('yes?');
  expect((await answers)[0].content).toBe('yes?');
  discord.sandbox.world.users.set('1199', {
    id: '1199',
    handle: 'nobody',
    name: 'nobody',
    globalName: null,
    bot: false,
  });
  expect(await code((await bot().users.fetch('1199')).send('x'))).toBe(50007);
});

test('servers are apart: each person sees their own', async () => {
  expect(discord.as('stranger').channelId).toBe(IDS.lobby);
  expect(() => discord.as('stranger').in('reading').say('x')).toThrow('Missing Access');
  expect(() => discord.as('student').in('lobby').say('x')).toThrow('Missing Access');
  discord.as('classmate').in('lobby').say('both');
  const left = heard(bot(), 'guildDelete', (it) => it.id === IDS.otherGuild);
  discord.leave('bot', IDS.otherGuild);
  await left;
  expect(await code(bot().channels.fetch(IDS.lobby, { force: true }))).toBe(50001);
  const back = heard(bot(), 'guildCreate', (it) => it.id === IDS.otherGuild);
  discord.join('bot', IDS.otherGuild);
  expect((await back)[0].members.me?.permissions.has('SendPolls')).toBe(true);
});

test('a deleted channel is gone for the bot too', async () => {
  const gone = heard(bot(), 'channelDelete', (it) => it.id === IDS.discussions);
  discord.deleteChannel('discussions');
  await gone;
  expect(await code(bot().rest.get(`/channels/${IDS.discussions}`))).toBe(10003);
});

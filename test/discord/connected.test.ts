import {
  ChannelFlags,
  ChannelType,
  type Client,
  Events,
  PermissionFlagsBits as Permission,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultWorld, IDS } from '../../sandbox/server/default-world.ts';
import { addChannel } from '../../sandbox/server/world.ts';
import { startDiscord, type TestDiscord } from '../../sandbox/testing/harness.ts';
import { type Api, createApi } from '../../src/discord/api.ts';
import { connect, createClient, inviteLink } from '../../src/discord/client.ts';
import { listenToServers } from '../../src/discord/events.ts';
import { createServerView, type ServerView } from '../../src/discord/server-view.ts';
import { createLog } from '../../src/log.ts';

let discord: TestDiscord;
let client: Client<true>;
let view: ServerView;
let api: Api;
let heard: unknown[][];
let logged: { level: number; msg: string }[];
beforeEach(async () => {
  heard = [];
  logged = [];
  const world = defaultWorld();
  for (const [id, type] of Object.entries(CHANNELS))
    addChannel(world, { id, guildId: IDS.guild, name: `a channel of type ${type}`, type });
  discord = await startDiscord(
    async ({ token, apiUrl }) => {
      const stream = { write: (line: string) => void logged.push(JSON.parse(line)) };
      client = await connect(createClient({ apiUrl }), token, createLog({ level: 'info', stream }));
      return { stop: () => client.destroy() };
    },
    { world },
  );
  view = createServerView(client);
  api = createApi(client, { requestsPerSecond: 50, timeoutMs: 1000 });
  const hear =
    (what: string) =>
    (...ids: string[]) =>
      void heard.push([what, ...ids]);
  listenToServers(client, {
    joined: hear('joined'),
    left: hear('left'),
    threadLocked: hear('locked'),
    threadArchived: hear('archived'),
    threadDeleted: hear('thread deleted'),
    channelDeleted: hear('channel deleted'),
    roleDeleted: hear('role deleted'),
  });
});
afterEach(() => discord.close());

const CHANNELS = {
  '1100000000000000901': ChannelType.GuildAnnouncement,
  '1100000000000000902': ChannelType.GuildVoice,
};

const hears = (...what: unknown[]) =>
  discord.until(() => heard.some((one) => JSON.stringify(one) === JSON.stringify(what)), what.join(' '));

describe('what a connected bot sees of its servers', () => {
  it('is which there are, and that this process serves them', () => {
    expect(view.servers()).toEqual(new Set([IDS.guild, IDS.otherGuild]));
    expect(view.serves(IDS.guild)).toBe(true);
    expect([api.ownId(), api.ownerOf(IDS.guild), api.ownerOf('1')]).toEqual([IDS.bot, IDS.admin, undefined]);
  });

  it('is of a server only what another process does not serve', () => {
    client.options.shardCount = 2;
    const shards = [IDS.guild, `${BigInt(IDS.guild) + (1n << 22n)}`].map((id) => view.serves(id));
    expect(shards.toSorted()).toEqual([false, true]);
  });

  it('is its channels, and of what kind they are', () => {
    const kindOf = (channelId: string) => view.channel(IDS.guild, channelId)?.kind;
    expect([IDS.reading, IDS.discussions, ...Object.keys(CHANNELS)].map(kindOf)).toEqual([
      'text',
      'forum',
      'text',
      'other',
    ]);
    expect(view.channel(IDS.guild, IDS.lobby)).toBeUndefined();
    expect(view.channel('1', IDS.reading)).toBeUndefined();
  });

  it('is the tags of a forum, and whether a post needs one', async () => {
    expect(view.channel(IDS.guild, IDS.discussions)).toMatchObject({
      tags: [
        { id: '1100000000000000121', name: 'Question' },
        { id: '1100000000000000122', name: 'Weekly' },
      ],
      needsTag: false,
    });
    expect(view.channel(IDS.guild, IDS.reading)?.tags).toEqual([]);
    discord.changeChannel('discussions', { flags: ChannelFlags.RequireTag });
    await discord.until(() => view.channel(IDS.guild, IDS.discussions)?.needsTag, 'the change');
  });

  it('is what the bot may do in a channel', async () => {
    const may = (bit: bigint) => ((view.channel(IDS.guild, IDS.reading)?.held ?? 0n) & bit) !== 0n;
    expect([may(Permission.SendMessages), may(Permission.ManageMessages)]).toEqual([true, false]);
    discord.setOverwrite('reading', IDS.botRole, { deny: Permission.SendMessages });
    await discord.until(() => !may(Permission.SendMessages), 'the permission taken');
  });

  it('is what a member may do in a channel, and nothing where there is no such member or channel', async () => {
    const may = async (channelId: string, userId: string) =>
      ((await view.heldBy(IDS.guild, channelId, userId)) & Permission.ViewChannel) !== 0n;
    expect(await may(IDS.moderators, IDS.moderator)).toBe(true);
    expect(await may(IDS.moderators, IDS.student)).toBe(false);
    expect(await view.heldBy(IDS.guild, IDS.reading, IDS.stranger)).toBe(0n);
    expect(await view.heldBy(IDS.guild, '1', IDS.moderator)).toBe(0n);
    expect(await view.heldBy('1', IDS.reading, IDS.moderator)).toBe(0n);
    client.rest.setToken('of nobody');
    await expect(view.heldBy(IDS.guild, IDS.reading, IDS.classmate)).rejects.toThrow();
  });

  it('is the roles and what they may', () => {
    const { permissions = 0n } = view.role(IDS.guild, IDS.moderatorRole) ?? {};
    expect((permissions & Permission.ManageMessages) !== 0n).toBe(true);
    expect(view.role(IDS.guild, '1')).toBeUndefined();
    expect(view.role('1', IDS.moderatorRole)).toBeUndefined();
  });

  it('is which roles people give each other', () => {
    const given = (id: string) => view.role(IDS.guild, id)?.givenByPeople;
    expect([given(IDS.moderatorRole), given(IDS.botRole), given(IDS.guild)]).toEqual([true, false, false]);
  });

  it('is which threads are locked', async () => {
    const { channelId } = discord.as('moderator').openThread('A thread');
    expect(view.isLocked(IDS.guild, channelId)).toBe(false);
    discord.changeChannel(channelId, { locked: true });
    await discord.until(() => view.isLocked(IDS.guild, channelId), 'the lock');
    expect([view.isLocked(IDS.guild, IDS.reading), view.isLocked('1', channelId)]).toEqual([false, false]);
  });

  it('is which permissions it lacks in a channel, as far as it knows the channel', async () => {
    expect(api.missing(IDS.reading, ['SendMessages', 'ManageMessages', 'PinMessages'])).toEqual([
      'Manage Messages',
      'Pin Messages',
    ]);
    expect(api.missing('1', ['ManageMessages'])).toEqual([]);
    const direct = discord.as('student').inDirectMessages();
    await client.channels.fetch(direct.channelId);
    expect(api.missing(direct.channelId, ['ManageMessages'])).toEqual([]);
  });
});

describe('what happens in servers is heard', () => {
  it('once, where a thread is archived, locked or deleted', async () => {
    const thread = discord.as('moderator').openThread('A thread');
    thread.changeThread({ archived: true });
    await hears('archived', IDS.guild, thread.channelId);
    thread.changeThread({ archived: false });
    thread.changeThread({ name: 'Another name' });
    thread.changeThread({ locked: true });
    await hears('locked', IDS.guild, thread.channelId);
    thread.changeThread({ archived: true });
    discord.deleteChannel(thread.channelId);
    await hears('thread deleted', IDS.guild, thread.channelId);
    expect(heard.map(([what]) => what)).toEqual(['archived', 'locked', 'archived', 'thread deleted']);
  });

  it('where a channel or a role is deleted', async () => {
    discord.deleteChannel('reading');
    await hears('channel deleted', IDS.guild, IDS.reading);
    discord.deleteRole(IDS.moderatorRole);
    await hears('role deleted', IDS.guild, IDS.moderatorRole);
  });

  it('where a server removes the bot, or adds it', async () => {
    discord.leave('bot', IDS.otherGuild);
    await hears('left', IDS.otherGuild);
    expect(view.servers()).toEqual(new Set([IDS.guild]));
    discord.join('bot', IDS.otherGuild);
    await hears('joined', IDS.otherGuild);
  });

  it('by nobody who does not want to hear it', () => {
    listenToServers(client, {});
    const guild = client.guilds.cache.get(IDS.guild)!;
    const channel = guild.channels.cache.get(IDS.reading)! as never;
    const [before, locked, archived] = [{}, { locked: true }, { archived: true }] as never[];
    for (const tell of [
      () => client.emit(Events.GuildCreate, guild),
      () => client.emit(Events.GuildDelete, guild),
      () => client.emit(Events.ThreadUpdate, before!, locked!),
      () => client.emit(Events.ThreadUpdate, before!, archived!),
      () => client.emit(Events.ThreadDelete, channel),
      () => client.emit(Events.ChannelDelete, channel),
      () => client.emit(Events.GuildRoleDelete, guild.roles.everyone),
    ])
      expect(tell).not.toThrow();
  });
});

it('how the connection does is in the log', async () => {
  client.emit(Events.Warn, 'odd');
  client.emit(Events.Error, new Error('worse'));
  client.emit(Events.ShardError, new Error('bad line'), 0);
  await discord.dropConnection();
  await discord.until(() => logged.some(({ msg }) => msg === 'connection resumed'), 'the line in the log');
  expect(logged.map(({ level, msg }) => [level, msg])).toEqual([
    [40, 'odd'],
    [50, 'client error'],
    [40, 'connection error'],
    [40, 'connection lost, reconnecting'],
    [30, 'connection resumed'],
  ]);
});

it('is invited as a bot with commands, and with the permissions that it needs', () => {
  const invite = new URL(inviteLink(client, ['SendMessages', 'SendPolls']));
  expect(Object.fromEntries(invite.searchParams)).toEqual({
    client_id: IDS.application,
    scope: 'bot applications.commands',
    permissions: String(Permission.SendMessages | Permission.SendPolls),
  });
});

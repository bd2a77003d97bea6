/** The world as the page shows it to one person. */
import { ChannelType } from 'discord-api-types/v10';
import { openDirectChannel } from './actions/channels.ts';
import type { Context, SandboxEvent } from './context.ts';
import type { PageChannel, PageEvent, PageGuild, PageMember, PagePerson, PageWorld } from './page-api.ts';
import { mayView, Permission, permissionsIn } from './permissions.ts';
import { presentMessage } from './present/message.ts';
import { displayName, presentRole, presentUser, presentUserById } from './present/server.ts';
import { byId } from './snowflakes.ts';
import type { Channel, Guild, Interaction, Member, Message, User, World } from './world.ts';

export function pagePeople({ world }: Context): PagePerson[] {
  return [...world.users.values()].filter((user) => !user.bot).map((user) => pagePerson(world, user));
}

export function pageWorld(context: Context, userId: string): Omit<PageWorld, 'examples'> {
  const { world } = context;
  const { botId } = world.application;
  openDirectChannel(context, userId, botId);
  return {
    people: pagePeople(context),
    bot: { user: presentUserById(world, botId), online: context.botOnline() },
    guilds: [...world.guilds.values()]
      .filter((guild) => guild.members.has(userId))
      .map((guild) => pageGuild(world, guild, userId)),
    directMessages: [...world.channels.values()]
      .filter((channel) => !channel.guildId && channel.recipients.includes(userId))
      .map((channel) => pageChannel(world, channel, userId)),
  };
}

/** What one person's page is told of an event: nothing where it is not for them. */
export function pageEvents(context: Context, event: SandboxEvent, userId: string): PageEvent[] {
  const { world } = context;
  const isMember = (guildId: string | null) => world.guilds.get(guildId ?? '')?.members.has(userId) ?? false;
  const sees = ({ channelId, visibleTo }: Message) => {
    const channel = world.channels.get(channelId);
    return channel !== undefined && mayView(world, channel, userId) && (visibleTo ?? userId) === userId;
  };
  const changed = (channel: Channel): PageEvent[] => {
    if (!isMember(channel.guildId)) return [];
    if (!mayView(world, channel, userId)) return [{ type: 'channel-gone', channelId: channel.id }];
    return [{ type: 'channel-changed', channel: pageChannel(world, channel, userId) }];
  };
  switch (event.type) {
    case 'message-created':
    case 'message-updated':
    case 'vote': {
      const { message } = event;
      if (!sees(message)) return [];
      const created = event.type === 'message-created';
      const channel = world.channels.get(message.channelId);
      return [
        {
          type: created ? 'message-created' : 'message-updated',
          message: presentMessage(context, message, { userId }),
        },
        ...(created && channel?.thread ? changed(channel) : []),
      ];
    }
    case 'message-deleted': {
      const { channelId, id } = event.message;
      return sees(event.message) ? [{ type: 'message-deleted', channelId, messageId: id }] : [];
    }
    case 'channel-created':
    case 'channel-updated':
      return changed(event.channel);
    case 'channel-deleted':
      return isMember(event.channel.guildId) ? [{ type: 'channel-gone', channelId: event.channel.id }] : [];
    case 'member-updated':
    case 'member-added':
    case 'member-removed':
    case 'role-deleted':
      if (!event.guild.members.has(userId)) return [{ type: 'guild-gone', guildId: event.guild.id }];
      return [{ type: 'guild-changed', guild: pageGuild(world, event.guild, userId) }];
    case 'commands-changed':
    case 'bot':
      return [event];
    case 'bot-refused':
      return [{ type: 'bot-refused', code: event.code, message: event.message }];
    case 'interaction-answered': {
      const { id, userId: asker, modal } = event.interaction;
      if (asker !== userId) return [];
      return [{ type: 'interaction-answered', interactionId: id, modal: modal && pageModal(modal) }];
    }
    case 'interaction-failed': {
      const { interaction, reason } = event;
      if (interaction.userId !== userId) return [];
      return [{ type: 'interaction-failed', interactionId: interaction.id, reason }];
    }
    default:
      return [];
  }
}

function pageModal({ customId, title, components }: NonNullable<Interaction['modal']>) {
  return { custom_id: customId, title, components: components as never };
}

function pageChannel(world: World, channel: Channel, userId: string): PageChannel {
  const permissions = permissionsIn(world, channel, userId);
  const has = (bit: bigint) => Boolean(permissions & bit);
  const { thread } = channel;
  const isForum = channel.type === ChannelType.GuildForum;
  const sends = has(thread ? Permission.SendMessagesInThreads : Permission.SendMessages);
  const open = !thread?.locked || has(Permission.ManageThreads);
  return {
    id: channel.id,
    guildId: channel.guildId,
    type: channel.type,
    name: channel.guildId ? channel.name : directName(world, channel, userId),
    topic: channel.topic,
    parentId: channel.parentId,
    thread: thread && {
      archived: thread.archived,
      locked: thread.locked,
      messageCount: thread.messageCount,
      appliedTags: thread.appliedTags,
    },
    availableTags: channel.availableTags.map((tag) => ({ ...tag, emoji_id: null, emoji_name: null })),
    lastMessageId: channel.lastMessageId,
    can: {
      send: sends && open && !isForum,
      openThread:
        !thread && channel.guildId !== null && (isForum ? sends : has(Permission.CreatePublicThreads)),
      useCommands: has(Permission.UseApplicationCommands) && open && !isForum,
    },
  };
}

function pageGuild(world: World, guild: Guild, userId: string): PageGuild {
  return {
    id: guild.id,
    name: guild.name,
    hasBot: guild.members.has(world.application.botId),
    roles: [...guild.roles.values()].map(presentRole),
    members: [...guild.members.values()].map((member) => pageMember(world, guild, member)),
    channels: [...world.channels.values()]
      .filter((channel) => channel.guildId === guild.id && mayView(world, channel, userId))
      .sort(
        (a, b) =>
          Number(a.thread !== null) - Number(b.thread !== null) || a.position - b.position || byId(a, b),
      )
      .map((channel) => pageChannel(world, channel, userId)),
  };
}

function pageMember(world: World, guild: Guild, { userId, roles }: Member): PageMember {
  const coloured = roles
    .flatMap((id) => guild.roles.get(id) ?? [])
    .filter((role) => role.color)
    .sort((a, b) => b.position - a.position)[0];
  return {
    user: presentUserById(world, userId),
    roles,
    color: coloured?.color ?? 0,
    displayName: displayName(world, guild, userId),
  };
}

function directName(world: World, channel: Channel, userId: string): string {
  const others = channel.recipients.filter((id) => id !== userId);
  return others.map((id) => displayName(world, undefined, id)).join(', ');
}

function pagePerson(world: World, user: User): PagePerson {
  const about = [...world.guilds.values()].flatMap((guild) => {
    const member = guild.members.get(user.id);
    if (!member) return [];
    const role = guild.roles.get(member.roles[0] ?? '')?.name.toLowerCase() ?? 'member';
    return [`${guild.ownerId === user.id ? 'admin' : role} of ${guild.name}`];
  });
  return { id: user.id, handle: user.handle, user: presentUser(user), about: about.join(', ') };
}

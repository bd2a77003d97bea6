/** The world as the page shows it to one person. */
import { ChannelType } from 'discord-api-types/v10';
import { directChannel } from './actions/people.ts';
import type { Context, SandboxEvent } from './context.ts';
import type {
  PageChannel,
  PageEvent,
  PageGuild,
  PageMember,
  PagePerson,
  World as PageWorld,
} from './page-api.ts';
import { guildOf, mayView, Permission, permissionsIn } from './permissions.ts';
import { displayName, iso, presentMessage, presentRole, presentUser, presentUserById } from './present.ts';
import { byId } from './snowflakes.ts';
import type { Channel, Guild, User } from './world.ts';

export function people(context: Context): PagePerson[] {
  return [...context.world.users.values()].filter((it) => !it.bot).map((it) => person(context, it));
}

export function worldOf(context: Context, userId: string): PageWorld {
  const { world } = context;
  const me = world.users.get(userId);
  if (!me) throw new Error(`There is no person ${userId}.`);
  directChannel(context, userId, world.application.botId);
  const direct = [...world.channels.values()].filter((it) => !it.guildId && it.recipients.includes(userId));
  return {
    me: person(context, me),
    people: people(context),
    bot: {
      user: presentUserById(world, world.application.botId),
      applicationId: world.application.id,
      online: context.botOnline(),
    },
    guilds: [...world.guilds.values()]
      .filter((it) => it.members.has(userId))
      .map((it) => guildOnPage(context, it, userId)),
    directMessages: direct.map((it) => channelOnPage(context, it, userId)),
  };
}

/** What the page of a person hears of an event; null for nothing. */
export function pageEvents(context: Context, event: SandboxEvent, userId: string): PageEvent[] {
  const { world } = context;
  const sees = (channelId: string) => {
    const channel = world.channels.get(channelId);
    return channel !== undefined && mayView(world, channel, userId);
  };
  const changed = (channel: Channel): PageEvent[] => {
    if (!world.guilds.get(channel.guildId ?? '')?.members.has(userId)) return [];
    if (sees(channel.id))
      return [{ type: 'channel-changed', channel: channelOnPage(context, channel, userId) }];
    return [{ type: 'channel-gone', channelId: channel.id, guildId: channel.guildId }];
  };
  switch (event.type) {
    case 'message-created':
    case 'message-updated':
    case 'vote':
    case 'reaction': {
      const { message } = event;
      if (!sees(message.channelId) || (message.visibleTo !== null && message.visibleTo !== userId)) return [];
      const type = event.type === 'message-created' ? event.type : 'message-updated';
      const shown: PageEvent[] = [{ type, message: presentMessage(context, message, { userId }) }];
      const channel = world.channels.get(message.channelId);
      return type === 'message-created' && channel?.thread ? [...shown, ...changed(channel)] : shown;
    }
    case 'message-deleted': {
      const { message } = event;
      if (!sees(message.channelId) || (message.visibleTo !== null && message.visibleTo !== userId)) return [];
      return [{ type: 'message-deleted', channelId: message.channelId, messageId: message.id }];
    }
    case 'messages-deleted':
      return event.messages.map((it) => ({
        type: 'message-deleted',
        channelId: it.channelId,
        messageId: it.id,
      }));
    case 'channel-created':
    case 'channel-updated':
    case 'thread-members':
      return changed(event.channel);
    case 'channel-deleted':
      return sees(event.channel.id) || world.guilds.get(event.channel.guildId ?? '')?.members.has(userId)
        ? [{ type: 'channel-gone', channelId: event.channel.id, guildId: event.channel.guildId }]
        : [];
    case 'guild-updated':
    case 'guild-joined':
    case 'guild-left':
    case 'member-updated':
    case 'member-added':
    case 'member-removed':
    case 'role-created':
    case 'role-updated':
    case 'role-deleted':
      if (!event.guild.members.has(userId)) return [{ type: 'guild-gone', guildId: event.guild.id }];
      return [{ type: 'guild-changed', guild: guildOnPage(context, event.guild, userId) }];
    case 'commands-changed':
      return [{ type: 'commands-changed' }];
    case 'bot':
      return [{ type: 'bot', online: event.online }];
    case 'bot-refused':
      return [event];
    case 'interaction-answered': {
      const { interaction, by, message } = event;
      if (interaction.userId !== userId) return [];
      const { id, channelId, modal } = interaction;
      const answered: PageEvent = {
        type: 'interaction-answered',
        interactionId: id,
        by,
        messageId: message?.id ?? null,
      };
      if (!modal) return [answered];
      const { customId, title, components } = modal;
      return [
        answered,
        {
          type: 'modal',
          interactionId: id,
          channelId,
          modal: { custom_id: customId, title, components: components as never },
        },
      ];
    }
    case 'interaction-failed': {
      const { interaction, reason } = event;
      if (interaction.userId !== userId) return [];
      const { id, channelId, sourceMessageId } = interaction;
      return [
        { type: 'interaction-failed', interactionId: id, channelId, messageId: sourceMessageId, reason },
      ];
    }
    default:
      return [];
  }
}

export function channelOnPage(context: Context, channel: Channel, userId: string): PageChannel {
  const { world } = context;
  const has = (bit: bigint) => Boolean(permissionsIn(world, channel, userId) & bit);
  const { thread } = channel;
  const isForum = channel.type === ChannelType.GuildForum;
  const sends = has(thread ? Permission.SendMessagesInThreads : Permission.SendMessages);
  const open = !thread?.locked || has(Permission.ManageThreads);
  return {
    id: channel.id,
    guildId: channel.guildId,
    type: channel.type,
    name: channel.guildId ? channel.name : directName(context, channel, userId),
    topic: channel.topic,
    parentId: channel.parentId,
    position: channel.position,
    slowMode: channel.slowMode,
    thread: thread && {
      ownerId: thread.ownerId,
      archived: thread.archived,
      locked: thread.locked,
      autoArchiveMinutes: thread.autoArchive,
      createdAt: iso(thread.createdAt),
      messageCount: thread.messageCount,
      memberCount: thread.members.size,
      joined: thread.members.has(userId),
      appliedTags: thread.appliedTags,
      starterMessageId: thread.starterMessageId,
    },
    availableTags: channel.availableTags.map((tag) => ({ ...tag, emoji_id: null, emoji_name: null })),
    lastMessageId: channel.lastMessageId,
    can: {
      send: sends && open && !isForum,
      openThread:
        !thread && channel.guildId !== null && (isForum ? sends : has(Permission.CreatePublicThreads)),
      attach: sends && open && has(Permission.AttachFiles),
      useCommands: has(Permission.UseApplicationCommands) && open && !isForum,
      vote: has(Permission.ReadMessageHistory),
    },
  };
}

function guildOnPage(context: Context, guild: Guild, userId: string): PageGuild {
  const inside = [...context.world.channels.values()].filter(
    (it) => it.guildId === guild.id && mayView(context.world, it, userId),
  );
  return {
    id: guild.id,
    name: guild.name,
    ownerId: guild.ownerId,
    hasBot: guild.members.has(context.world.application.botId),
    roles: [...guild.roles.values()].map(presentRole),
    members: [...guild.members.keys()].map((id) => memberOnPage(context, guild, id)),
    channels: inside
      .sort(
        (a, b) =>
          Number(a.thread !== null) - Number(b.thread !== null) || a.position - b.position || byId(a, b),
      )
      .map((it) => channelOnPage(context, it, userId)),
  };
}

function memberOnPage(context: Context, guild: Guild, userId: string): PageMember {
  const member = guild.members.get(userId);
  const roles = member?.roles ?? [];
  const coloured = roles
    .flatMap((id) => guild.roles.get(id) ?? [])
    .filter((it) => it.color)
    .sort((a, b) => b.position - a.position)[0];
  return {
    user: presentUserById(context.world, userId),
    nick: member?.nick ?? null,
    roles,
    color: coloured?.color ?? 0,
    displayName: displayName(context.world, guild, userId),
  };
}

function directName(context: Context, channel: Channel, userId: string): string {
  const others = channel.recipients.filter((id) => id !== userId);
  return others.map((id) => displayName(context.world, guildOf(context.world, channel), id)).join(', ');
}

function person(context: Context, user: User): PagePerson {
  return { id: user.id, handle: user.handle, user: presentUser(user), about: about(context, user) };
}

function about(context: Context, user: User): string {
  const guilds = [...context.world.guilds.values()].filter((it) => it.members.has(user.id));
  return guilds
    .map((guild) => {
      const roles = (guild.members.get(user.id)?.roles ?? []).flatMap(
        (id) => guild.roles.get(id)?.name.toLowerCase() ?? [],
      );
      const what = guild.ownerId === user.id ? 'admin' : (roles[0] ?? 'member');
      return `${what} of ${guild.name}`;
    })
    .join(', ');
}

/** What the bot hears of an event: the event's name and data, behind which intent. */
import { type APIGuild, ChannelType, GatewayIntentBits as Intent } from 'discord-api-types/v10';
import type { Context, SandboxEvent } from './context.ts';
import { mayView } from './permissions.ts';
import {
  iso,
  presentChannel,
  presentGuild,
  presentMember,
  presentMessageEvent,
  presentRole,
  presentThreadMember,
  presentUserById,
} from './present.ts';
import type { Channel, Guild, Message } from './world.ts';

export interface Dispatch {
  t: string;
  /** 0 for what needs none. */
  intent: number;
  guildId: string | null;
  data(to: { contentHidden: boolean }): unknown;
}

/** The whole server, as the bot gets it on coming and on connecting. */
export function guildCreate(context: Context, guild: Guild, base: APIGuild = presentGuild(guild)): object {
  const botId = context.world.application.botId;
  const inside = [...context.world.channels.values()].filter((it) => it.guildId === guild.id);
  const bot = guild.members.get(botId);
  return {
    ...base,
    joined_at: iso(bot?.joinedAt ?? context.clock.now()),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: bot ? [presentMember(context.world, bot)] : [],
    channels: inside.filter((it) => !it.thread).map((it) => presentChannel(context, it, botId)),
    threads: inside
      .filter((it) => it.thread && !it.thread.archived && mayView(context.world, it, botId))
      .map((it) => presentChannel(context, it, botId)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** Everything that the bot could hear of it. Nothing of what it may not see. */
export function dispatchesOf(context: Context, event: SandboxEvent): Dispatch[] {
  const { world } = context;
  const botId = world.application.botId;
  const one = (t: string, intent: number, guildId: string | null, data: unknown): Dispatch[] => [
    { t, intent, guildId, data: () => data },
  ];
  const inChannel = (
    channel: Channel | undefined,
    t: string,
    intents: [guild: number, direct: number],
    data: Dispatch['data'],
  ) =>
    channel && mayView(world, channel, botId)
      ? [{ t, intent: channel.guildId ? intents[0] : intents[1], guildId: channel.guildId, data }]
      : [];
  const messages: [number, number] = [Intent.GuildMessages, Intent.DirectMessages];
  const about = (message: Message, t: string, intents: [number, number], data: Dispatch['data']) =>
    message.visibleTo === null ? inChannel(world.channels.get(message.channelId), t, intents, data) : [];
  const place = (message: Message) => ({
    channel_id: message.channelId,
    ...(message.guildId ? { guild_id: message.guildId } : {}),
  });

  switch (event.type) {
    case 'message-created':
    case 'message-updated': {
      const t = event.type === 'message-created' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE';
      const { message } = event;
      const channel = world.channels.get(message.channelId);
      const first =
        t === 'MESSAGE_CREATE' && channel?.type === ChannelType.DM ? directChannel(context, channel) : [];
      return [
        ...first,
        ...about(message, t, messages, (to) =>
          presentMessageEvent(context, message, { userId: botId, ...to }),
        ),
      ];
    }
    case 'message-deleted':
      return about(event.message, 'MESSAGE_DELETE', messages, () => ({
        id: event.message.id,
        ...place(event.message),
      }));
    case 'messages-deleted':
      return inChannel(event.channel, 'MESSAGE_DELETE_BULK', messages, () => ({
        ids: event.messages.map((it) => it.id),
        channel_id: event.channel.id,
        guild_id: event.channel.guildId,
      }));
    case 'vote': {
      const t = event.added ? 'MESSAGE_POLL_VOTE_ADD' : 'MESSAGE_POLL_VOTE_REMOVE';
      const intents: [number, number] = [Intent.GuildMessagePolls, Intent.DirectMessagePolls];
      return about(event.message, t, intents, () => ({
        user_id: event.userId,
        message_id: event.message.id,
        answer_id: event.answerId,
        ...place(event.message),
      }));
    }
    case 'reaction': {
      const t = event.added ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE';
      const intents: [number, number] = [Intent.GuildMessageReactions, Intent.DirectMessageReactions];
      return about(event.message, t, intents, () => ({
        user_id: event.userId,
        message_id: event.message.id,
        message_author_id: event.message.authorId,
        emoji: { id: null, name: event.emoji },
        burst: false,
        type: 0,
        ...place(event.message),
      }));
    }
    case 'pins':
      return inChannel(event.channel, 'CHANNEL_PINS_UPDATE', [Intent.Guilds, Intent.DirectMessages], () => ({
        channel_id: event.channel.id,
        guild_id: event.channel.guildId,
        last_pin_timestamp: event.channel.lastPinAt === null ? null : iso(event.channel.lastPinAt),
      }));
    case 'channel-created':
    case 'channel-updated':
    case 'channel-deleted':
      return ofChannel(context, event.channel, event.type);
    case 'thread-members': {
      if (!event.added.includes(botId) && !event.removed.includes(botId))
        return inChannel(event.channel, 'THREAD_MEMBERS_UPDATE', [Intent.GuildMembers, 0], () =>
          membersUpdate(context, event),
        );
      return inChannel(event.channel, 'THREAD_MEMBERS_UPDATE', [Intent.Guilds, 0], () =>
        membersUpdate(context, event),
      );
    }
    case 'typing':
      return inChannel(
        event.channel,
        'TYPING_START',
        [Intent.GuildMessageTyping, Intent.DirectMessageTyping],
        () => ({
          channel_id: event.channel.id,
          guild_id: event.channel.guildId ?? undefined,
          user_id: event.userId,
          timestamp: Math.floor(context.clock.now() / 1000),
        }),
      );
    case 'interaction':
      return one('INTERACTION_CREATE', 0, event.interaction.guildId, event.interaction.payload);
    case 'guild-joined':
      return one('GUILD_CREATE', Intent.Guilds, event.guild.id, guildCreate(context, event.guild));
    case 'guild-left':
      return event.userId === botId
        ? one('GUILD_DELETE', Intent.Guilds, event.guild.id, { id: event.guild.id })
        : [];
    default:
      return ofGuild(context, event);
  }
}

function ofGuild(context: Context, event: SandboxEvent): Dispatch[] {
  if (!('guild' in event) || !event.guild.members.has(context.world.application.botId)) return [];
  const { guild } = event;
  const one = (t: string, intent: number, data: unknown): Dispatch[] => [
    { t, intent, guildId: guild.id, data: () => data },
  ];
  switch (event.type) {
    case 'guild-updated':
      return one('GUILD_UPDATE', Intent.Guilds, presentGuild(guild));
    case 'member-updated': {
      const member = guild.members.get(event.userId);
      const own = event.userId === context.world.application.botId;
      const intent = own ? Intent.Guilds : Intent.GuildMembers;
      return member
        ? one('GUILD_MEMBER_UPDATE', intent, { guild_id: guild.id, ...presentMember(context.world, member) })
        : [];
    }
    case 'member-added': {
      const member = guild.members.get(event.userId);
      return member
        ? one('GUILD_MEMBER_ADD', Intent.GuildMembers, {
            guild_id: guild.id,
            ...presentMember(context.world, member),
          })
        : [];
    }
    case 'member-removed':
      return one('GUILD_MEMBER_REMOVE', Intent.GuildMembers, {
        guild_id: guild.id,
        user: presentUserById(context.world, event.userId),
      });
    case 'role-created':
    case 'role-updated': {
      const role = guild.roles.get(event.roleId);
      const t = event.type === 'role-created' ? 'GUILD_ROLE_CREATE' : 'GUILD_ROLE_UPDATE';
      return role ? one(t, Intent.Guilds, { guild_id: guild.id, role: presentRole(role) }) : [];
    }
    case 'role-deleted':
      return one('GUILD_ROLE_DELETE', Intent.Guilds, { guild_id: guild.id, role_id: event.roleId });
    default:
      return [];
  }
}

function ofChannel(
  context: Context,
  channel: Channel,
  type: 'channel-created' | 'channel-updated' | 'channel-deleted',
): Dispatch[] {
  const { world } = context;
  const botId = world.application.botId;
  if (!channel.guildId || !world.guilds.get(channel.guildId)?.members.has(botId)) return [];
  const verb = { 'channel-created': 'CREATE', 'channel-updated': 'UPDATE', 'channel-deleted': 'DELETE' }[
    type
  ];
  const send = (t: string, data: object): Dispatch[] => [
    { t, intent: Intent.Guilds, guildId: channel.guildId, data: () => data },
  ];
  if (!channel.thread) return send(`CHANNEL_${verb}`, presentChannel(context, channel, botId));
  if (!mayView(world, channel, botId)) return [];
  if (verb === 'DELETE')
    return send('THREAD_DELETE', {
      id: channel.id,
      guild_id: channel.guildId,
      parent_id: channel.parentId,
      type: channel.type,
    });
  const created = verb === 'CREATE' ? { newly_created: true } : {};
  return send(`THREAD_${verb}`, { ...presentChannel(context, channel, botId), ...created });
}

/** Before the first message of a conversation the bot hears of its channel. */
function directChannel(context: Context, channel: Channel): Dispatch[] {
  const botId = context.world.application.botId;
  const count = context.world.messages.get(channel.id)?.size ?? 0;
  if (!channel.recipients.includes(botId) || count > 1) return [];
  return [
    {
      t: 'CHANNEL_CREATE',
      intent: Intent.DirectMessages,
      guildId: null,
      data: () => presentChannel(context, channel, botId),
    },
  ];
}

function membersUpdate(context: Context, event: SandboxEvent & { type: 'thread-members' }): object {
  return {
    id: event.channel.id,
    guild_id: event.channel.guildId,
    member_count: event.channel.thread?.members.size ?? 0,
    added_members: event.added.map((id) => presentThreadMember(context, event.channel, id, true)),
    removed_member_ids: event.removed,
  };
}

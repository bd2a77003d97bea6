/** What the bot hears of an event: the dispatch's name and data, behind which intent. */
import { ChannelType, GatewayIntentBits as Intent } from 'discord-api-types/v10';
import type { Context, SandboxEvent } from './context.ts';
import { mayView } from './permissions.ts';
import { presentChannel } from './present/channel.ts';
import { presentMessageEvent } from './present/message.ts';
import { presentGuild, presentMember } from './present/server.ts';
import { iso } from './snowflakes.ts';
import type { Channel, Guild, Message } from './world.ts';

export interface Dispatch {
  t: string;
  /** 0 for what needs none. */
  intent: number;
  guildId: string | null;
  /** Made for who hears it only. */
  data(): unknown;
}

/** The whole server, as the bot gets it on coming and on connecting. */
export function guildCreate({ world, clock }: Context, guild: Guild): object {
  const { botId } = world.application;
  const bot = guild.members.get(botId);
  const inside = [...world.channels.values()].filter((it) => it.guildId === guild.id);
  const show = (it: Channel) => presentChannel(world, it, botId);
  return {
    ...presentGuild(guild),
    joined_at: iso(bot?.joinedAt ?? clock.now()),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: bot ? [presentMember(world, bot)] : [],
    channels: inside.filter((it) => !it.thread).map(show),
    threads: inside.filter((it) => it.thread && !it.thread.archived && mayView(world, it, botId)).map(show),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** Everything that the bot could hear of it. Nothing of what it may not see, or needs a privileged intent for. */
export function dispatchesOf(context: Context, event: SandboxEvent): Dispatch[] {
  const { botId } = context.world.application;
  switch (event.type) {
    case 'message-created':
      return [
        ...firstInDirectChannel(context, event.message),
        ...ofMessage(context, event.message, 'MESSAGE_CREATE', MESSAGES, () =>
          presentMessageEvent(context, event.message, { userId: botId, contentHidden: true }),
        ),
      ];
    case 'message-updated':
      return ofMessage(context, event.message, 'MESSAGE_UPDATE', MESSAGES, () =>
        presentMessageEvent(context, event.message, { userId: botId, contentHidden: true }),
      );
    case 'message-deleted':
      return ofMessage(context, event.message, 'MESSAGE_DELETE', MESSAGES, () => ({
        id: event.message.id,
        ...placeOf(event.message),
      }));
    case 'vote': {
      const t = event.added ? 'MESSAGE_POLL_VOTE_ADD' : 'MESSAGE_POLL_VOTE_REMOVE';
      return ofMessage(context, event.message, t, POLLS, () => ({
        user_id: event.userId,
        message_id: event.message.id,
        answer_id: event.answerId,
        ...placeOf(event.message),
      }));
    }
    case 'channel-created':
      return ofChannel(context, event.channel, 'CREATE');
    case 'channel-updated':
      return ofChannel(context, event.channel, 'UPDATE');
    case 'channel-deleted':
      return ofChannel(context, event.channel, 'DELETE');
    case 'interaction': {
      const { guildId, payload } = event.interaction;
      return [{ t: 'INTERACTION_CREATE', intent: 0, guildId, data: () => payload }];
    }
    case 'member-added':
      return event.userId === botId
        ? ofGuild(event.guild, 'GUILD_CREATE', () => guildCreate(context, event.guild))
        : [];
    case 'member-removed':
      return event.userId === botId
        ? ofGuild(event.guild, 'GUILD_DELETE', () => ({ id: event.guild.id }))
        : [];
    case 'member-updated': {
      const { guild, userId } = event;
      const member = guild.members.get(userId);
      if (!member || userId !== botId) return [];
      const data = () => ({ guild_id: guild.id, ...presentMember(context.world, member) });
      return ofGuild(guild, 'GUILD_MEMBER_UPDATE', data);
    }
    case 'role-deleted': {
      const { guild, roleId } = event;
      if (!guild.members.has(botId)) return [];
      return ofGuild(guild, 'GUILD_ROLE_DELETE', () => ({ guild_id: guild.id, role_id: roleId }));
    }
    default:
      return [];
  }
}

type Intents = [inGuild: number, direct: number];
const MESSAGES: Intents = [Intent.GuildMessages, Intent.DirectMessages];
const POLLS: Intents = [Intent.GuildMessagePolls, Intent.DirectMessagePolls];

/** Of a message that all see, in a channel that the bot sees. */
function ofMessage(
  { world }: Context,
  message: Message,
  t: string,
  [inGuild, direct]: Intents,
  data: () => unknown,
): Dispatch[] {
  const channel = world.channels.get(message.channelId);
  if (message.visibleTo !== null || !channel || !mayView(world, channel, world.application.botId)) return [];
  const { guildId } = channel;
  return [{ t, intent: guildId ? inGuild : direct, guildId, data }];
}

function ofGuild({ id }: Guild, t: string, data: () => unknown): Dispatch[] {
  return [{ t, intent: Intent.Guilds, guildId: id, data }];
}

function ofChannel({ world }: Context, channel: Channel, verb: 'CREATE' | 'UPDATE' | 'DELETE'): Dispatch[] {
  const { botId } = world.application;
  const guild = world.guilds.get(channel.guildId ?? '');
  if (!guild?.members.has(botId)) return [];
  const show = () => presentChannel(world, channel, botId);
  if (!channel.thread) return ofGuild(guild, `CHANNEL_${verb}`, show);
  if (!mayView(world, channel, botId)) return [];
  const { id, parentId, type } = channel;
  return ofGuild(guild, `THREAD_${verb}`, () => {
    if (verb === 'DELETE') return { id, guild_id: guild.id, parent_id: parentId, type };
    return verb === 'CREATE' ? { ...show(), newly_created: true } : show();
  });
}

/** Before the first message of a conversation the bot hears of its channel. */
function firstInDirectChannel({ world }: Context, { channelId }: Message): Dispatch[] {
  const { botId } = world.application;
  const channel = world.channels.get(channelId);
  if (channel?.type !== ChannelType.DM || !channel.recipients.includes(botId)) return [];
  if ((world.messages.get(channelId)?.size ?? 0) > 1) return [];
  const data = () => presentChannel(world, channel, botId);
  return [{ t: 'CHANNEL_CREATE', intent: Intent.DirectMessages, guildId: null, data }];
}

function placeOf({ channelId, guildId }: Message) {
  return { channel_id: channelId, ...(guildId ? { guild_id: guildId } : {}) };
}

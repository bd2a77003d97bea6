/** What the page knows, and how what happens changes it. Knows no DOM. */
import {
  type APIApplicationCommand,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  ChannelType,
} from 'discord-api-types/v10';
import type { PageChannel, PageEvent, PageGuild, PagePerson, World } from '../server/page-api.ts';
import type { Choice, PickKind } from './scene.ts';

export interface Known {
  /** Null until the server has answered. */
  world: World | null;
  /** Grows with every change of the world. */
  worldVersion: number;
  people: PagePerson[];
  /** The person who looks and speaks. */
  me: string;
  /** The channel or thread that is open. */
  channelId: string;
  /** By channel, oldest first; a channel never opened has none. */
  messages: Map<string, APIMessage[]>;
  /** By channel. */
  commands: Map<string, APIApplicationCommand[]>;
  /** Channels with messages not yet seen. */
  unread: Set<string>;
  /** Channels of which everything older is here. */
  whole: Set<string>;
  connected: boolean;
  /** Components that wait for their answer, as `messageId/customId`. */
  pending: Set<string>;
  drawer: boolean;
  notices: { id: number; text: string }[];
  modal?: OpenModal | undefined;
  menu?: { message: APIMessage; opener: HTMLElement } | undefined;
  /** The message that the next one answers. */
  replyTo?: APIMessage | undefined;
  /** A thread or a forum post that is being named. */
  threading?: { channelId: string; message?: APIMessage; fault?: string; sending: boolean } | undefined;
}

export interface OpenModal {
  interactionId: string;
  modal: APIModalInteractionResponseCallbackData;
  fault?: string | undefined;
  sending: boolean;
}

export function nothingKnown(): Known {
  return {
    world: null,
    worldVersion: 0,
    people: [],
    me: '',
    channelId: '',
    messages: new Map(),
    commands: new Map(),
    unread: new Set(),
    whole: new Set(),
    connected: false,
    pending: new Set(),
    drawer: false,
    notices: [],
  };
}

/** The first channel that a newcomer should see: #reading, or the first that takes messages. */
export function firstChannel(world: World): string {
  const channels = world.guilds.filter((guild) => guild.hasBot).flatMap((guild) => guild.channels);
  const text = channels.filter((channel) => channel.type === ChannelType.GuildText);
  const found =
    text.find((channel) => channel.name === 'reading') ?? text[0] ?? channels[0] ?? world.directMessages[0];
  return found?.id ?? '';
}

/** Takes in one event; returns the message that the open channel's reader should be told of, if any. */
export function take(known: Known, event: PageEvent): APIMessage | undefined {
  switch (event.type) {
    case 'message-created':
    case 'message-updated':
      return takeMessage(known, event.message, event.type === 'message-created');
    case 'message-deleted': {
      const list = known.messages.get(event.channelId);
      if (list)
        known.messages.set(
          event.channelId,
          list.filter((one) => one.id !== event.messageId),
        );
      return undefined;
    }
    case 'modal':
      known.modal = { interactionId: event.interactionId, modal: event.modal, sending: false };
      return undefined;
    default:
      if (known.world) takePlace(known, known.world, event);
      return undefined;
  }
}

function takeMessage(known: Known, message: APIMessage, created: boolean): APIMessage | undefined {
  const open = message.channel_id === known.channelId;
  const list = known.messages.get(message.channel_id);
  const at = list?.findIndex((one) => one.id === message.id) ?? -1;
  const before = list?.[at];
  if (list && before) known.messages.set(message.channel_id, list.with(at, message));
  else if (list && created) known.messages.set(message.channel_id, [...list, message]);
  if (created && !open) known.unread.add(message.channel_id);
  const wasThinking = before !== undefined && ((before.flags ?? 0) & 128) !== 0;
  return open && (created || wasThinking) ? message : undefined;
}

function takePlace(known: Known, world: World, event: PageEvent): void {
  if (/^(channel|guild)-/.test(event.type)) known.worldVersion++;
  switch (event.type) {
    case 'bot':
      world.bot.online = event.online;
      break;
    case 'channel-changed': {
      const { channel } = event;
      const guild = world.guilds.find((one) => one.id === channel.guildId);
      const list = guild?.channels ?? world.directMessages;
      const at = list.findIndex((one) => one.id === channel.id);
      if (at >= 0) list[at] = channel;
      else list.push(channel);
      break;
    }
    case 'channel-gone':
      for (const guild of world.guilds)
        guild.channels = guild.channels.filter((one) => one.id !== event.channelId);
      break;
    case 'guild-changed': {
      const at = world.guilds.findIndex((guild) => guild.id === event.guild.id);
      if (at >= 0) world.guilds[at] = event.guild;
      else world.guilds.push(event.guild);
      break;
    }
    case 'guild-gone':
      world.guilds = world.guilds.filter((guild) => guild.id !== event.guildId);
      break;
    case 'commands-changed':
      known.commands.clear();
      break;
  }
}

export function channelsOf(known: Known): PageChannel[] {
  return [
    ...(known.world?.guilds.flatMap((guild) => guild.channels) ?? []),
    ...(known.world?.directMessages ?? []),
  ];
}

export function channelOf(known: Known, id: string): PageChannel | undefined {
  return channelsOf(known).find((channel) => channel.id === id);
}

export function guildOf(known: Known, channelId: string): PageGuild | undefined {
  return known.world?.guilds.find((guild) => guild.channels.some((channel) => channel.id === channelId));
}

export function isThread(channel: PageChannel): boolean {
  return channel.thread !== null;
}

export function isForum(channel: PageChannel): boolean {
  return channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia;
}

/** Newest first, as a forum lists its posts. */
export function postsOf(known: Known, forum: PageChannel): PageChannel[] {
  return channelsOf(known)
    .filter((channel) => isThread(channel) && channel.parentId === forum.id)
    .sort((a, b) => (BigInt(b.lastMessageId ?? b.id) > BigInt(a.lastMessageId ?? a.id) ? 1 : -1));
}

/** The sign before a channel's name. */
export function signOf(channel: PageChannel): string {
  if (isForum(channel)) return '▤';
  if (isThread(channel)) return '↳';
  if (channel.type === ChannelType.DM) return '@';
  return channel.type === ChannelType.GuildAnnouncement ? '📣' : '#';
}

/** A channel's name as said in a sentence. */
export function titleOf(channel: PageChannel): string {
  if (channel.type === ChannelType.DM) return channel.name;
  return isThread(channel) || isForum(channel) ? channel.name : `#${channel.name}`;
}

/** A person's or the bot's name in the open channel's server. */
export function userName(known: Known, id: string): string | undefined {
  const guild = guildOf(known, known.channelId);
  const member = guild?.members.find((one) => one.user.id === id);
  if (member) return member.displayName;
  const bot = known.world?.bot.user;
  const user = bot?.id === id ? bot : known.people.find((person) => person.id === id)?.user;
  return user && (user.global_name ?? user.username);
}

export function botName(known: Known): string {
  const bot = known.world?.bot.user;
  return bot ? (bot.global_name ?? bot.username) : 'the bot';
}

/** What a select of people, roles or channels offers in the open channel's server. */
export function choicesOf(known: Known, kind: PickKind): Choice[] {
  const guild = guildOf(known, known.channelId);
  if (!guild) return [];
  const users = () =>
    guild.members.map(({ user, displayName }) => ({
      value: user.id,
      label: displayName,
      description: `@${user.username}`,
    }));
  const roles = () =>
    guild.roles
      .filter((role) => role.id !== guild.id)
      .map((role) => ({ value: role.id, label: `@${role.name}` }));
  switch (kind) {
    case 'user':
      return users();
    case 'role':
      return roles();
    case 'mentionable':
      return [...users(), ...roles()];
    case 'channel':
      return guild.channels
        .filter((channel) => channel.type !== ChannelType.GuildCategory)
        .map((channel) => ({ value: channel.id, label: `${signOf(channel)} ${channel.name}` }));
  }
}

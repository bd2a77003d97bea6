/** What the page knows, and how events change it. Knows no DOM. */
import {
  type APIApplicationCommand,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  ChannelType,
  MessageFlags,
} from 'discord-api-types/v10';
import type { PageChannel, PageEvent, PageGuild, PagePerson, PageWorld } from '../server/page-api.ts';
import { hasFlag } from './message-text.ts';
import type { Choice } from './select.ts';
import { displayName } from './text.ts';

export interface PageState {
  /** Null until the server has answered. */
  world: PageWorld | null;
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
  /** Channels whose messages are here from the first on. */
  complete: Set<string>;
  connected: boolean;
  /** Components that wait for their answer, as `messageId/customId`. */
  pending: Set<string>;
  /** On a phone, the list of channels is open. */
  sideOpen: boolean;
  notices: { id: number; text: string }[];
  modal?: OpenModal | undefined;
  menu?: { message: APIMessage; opener: HTMLElement } | undefined;
  /** The message that the next one answers. */
  replyTo?: APIMessage | undefined;
  /** A thread on a message, or a post in a forum, that is being named. */
  newThread?: NewThread | undefined;
}

export interface NewThread {
  channelId: string;
  message?: APIMessage;
  fault?: string;
  sending: boolean;
}

export interface OpenModal {
  interactionId: string;
  modal: APIModalInteractionResponseCallbackData;
  fault?: string | undefined;
  sending: boolean;
}

export function emptyState(): PageState {
  return {
    world: null,
    worldVersion: 0,
    people: [],
    me: '',
    channelId: '',
    messages: new Map(),
    commands: new Map(),
    unread: new Set(),
    complete: new Set(),
    connected: false,
    pending: new Set(),
    sideOpen: false,
    notices: [],
  };
}

/** The first channel that a newcomer should see: #reading, or the first that takes messages. */
export function firstChannel(world: PageWorld): string {
  const channels = world.guilds.filter((guild) => guild.hasBot).flatMap((guild) => guild.channels);
  const text = channels.filter((channel) => channel.type === ChannelType.GuildText);
  const found =
    text.find((channel) => channel.name === 'reading') ?? text[0] ?? channels[0] ?? world.directMessages[0];
  return found?.id ?? '';
}

/** Applies one event; returns the message that the open channel's reader should be told of, if any. */
export function applyEvent(state: PageState, event: PageEvent): APIMessage | undefined {
  switch (event.type) {
    case 'message-created':
    case 'message-updated':
      return applyMessage(state, event.message, event.type === 'message-created');
    case 'message-deleted': {
      const list = state.messages.get(event.channelId);
      if (list)
        state.messages.set(
          event.channelId,
          list.filter((one) => one.id !== event.messageId),
        );
      return undefined;
    }
    case 'interaction-answered': {
      const { interactionId, modal } = event;
      if (modal) state.modal = { interactionId, modal, sending: false };
      return undefined;
    }
    default:
      if (state.world) applyPlaceEvent(state, state.world, event);
      return undefined;
  }
}

function applyMessage(state: PageState, message: APIMessage, created: boolean): APIMessage | undefined {
  const open = message.channel_id === state.channelId;
  const list = state.messages.get(message.channel_id);
  const at = list?.findIndex((one) => one.id === message.id) ?? -1;
  const before = list?.[at];
  if (list && before) state.messages.set(message.channel_id, list.with(at, message));
  else if (list && created) state.messages.set(message.channel_id, [...list, message]);
  if (created && !open) state.unread.add(message.channel_id);
  const wasThinking = before !== undefined && hasFlag(before, MessageFlags.Loading);
  return open && (created || wasThinking) ? message : undefined;
}

function applyPlaceEvent(state: PageState, world: PageWorld, event: PageEvent): void {
  if (/^(channel|guild)-/.test(event.type)) state.worldVersion++;
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
      state.commands.clear();
      break;
  }
}

function channelsOf(state: PageState): PageChannel[] {
  return [
    ...(state.world?.guilds.flatMap((guild) => guild.channels) ?? []),
    ...(state.world?.directMessages ?? []),
  ];
}

export function channelOf(state: PageState, id: string): PageChannel | undefined {
  return channelsOf(state).find((channel) => channel.id === id);
}

function guildOf(state: PageState, channelId: string): PageGuild | undefined {
  return state.world?.guilds.find((guild) => guild.channels.some((channel) => channel.id === channelId));
}

export function isThread(channel: PageChannel): boolean {
  return channel.thread !== null;
}

export function isForum(channel: PageChannel): boolean {
  return channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia;
}

/** Newest first, as a forum lists its posts. */
export function postsOf(state: PageState, forum: PageChannel): PageChannel[] {
  return channelsOf(state)
    .filter((channel) => isThread(channel) && channel.parentId === forum.id)
    .sort((a, b) => (BigInt(b.lastMessageId ?? b.id) > BigInt(a.lastMessageId ?? a.id) ? 1 : -1));
}

/** The sign before a channel's name. */
function signOf(channel: PageChannel): string {
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
export function userName(state: PageState, id: string): string | undefined {
  const guild = guildOf(state, state.channelId);
  const member = guild?.members.find((one) => one.user.id === id);
  if (member) return member.displayName;
  const bot = state.world?.bot.user;
  const user = bot?.id === id ? bot : state.people.find((person) => person.id === id)?.user;
  return user && displayName(user);
}

export function roleName(state: PageState, id: string): string | undefined {
  return state.world?.guilds.flatMap((guild) => guild.roles).find((role) => role.id === id)?.name;
}

export function botName(state: PageState): string {
  const bot = state.world?.bot.user;
  return bot ? displayName(bot) : 'the bot';
}

export type PickKind = 'user' | 'role' | 'mentionable' | 'channel';

/** What a select of people, roles or channels offers in the open channel's server. */
export function choicesOf(state: PageState, kind: PickKind): Choice[] {
  const guild = guildOf(state, state.channelId);
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

/** All that the sandbox knows, as plain data. Behaviour is in the modules beside it. */
import {
  type APIEmbed,
  type APIInteraction,
  type APIMessageInteractionMetadata,
  type APIOverwrite,
  type APIPollMedia,
  ChannelType,
  type InteractionType,
  type MessageType,
} from 'discord-api-types/v10';
import type { Component } from './component.ts';
import type { CommandBody } from './rules/commands.ts';

export interface World {
  application: Application;
  users: Map<string, User>;
  guilds: Map<string, Guild>;
  /** Every channel, thread and direct conversation. */
  channels: Map<string, Channel>;
  /** By channel, oldest first. */
  messages: Map<string, Map<string, Message>>;
  commands: Map<string, Command>;
  /** By token. */
  interactions: Map<string, Interaction>;
  files: Map<string, StoredFile>;
}

export interface Application {
  id: string;
  name: string;
  description: string;
  botId: string;
  ownerId: string;
  /** Who has installed the application for themselves. */
  userInstalls: Set<string>;
  /** Permissions asked for in an invite. */
  installPermissions: bigint;
}

export interface User {
  id: string;
  handle: string;
  name: string;
  globalName: string | null;
  bot: boolean;
}

export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  /** The role with the guild's own id is @everyone. */
  roles: Map<string, Role>;
  members: Map<string, Member>;
  locale: string;
}

export interface Role {
  id: string;
  name: string;
  color: number;
  position: number;
  permissions: bigint;
  hoist: boolean;
  mentionable: boolean;
  /** Of a bot's own role. */
  botId?: string;
}

export interface Member {
  userId: string;
  nick: string | null;
  roles: string[];
  joinedAt: number;
}

export interface Channel {
  id: string;
  type: ChannelType;
  guildId: string | null;
  name: string;
  topic: string | null;
  parentId: string | null;
  position: number;
  overwrites: APIOverwrite[];
  /** Seconds. */
  slowMode: number;
  /** Bits as in ChannelFlags. */
  flags: number;
  lastMessageId: string | null;
  /** Of a direct conversation. */
  recipients: string[];
  availableTags: { id: string; name: string; moderated: boolean }[];
  thread: Thread | null;
}

export interface Thread {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  autoArchive: number;
  archiveChangedAt: number;
  createdAt: number;
  /** When each joined. */
  members: Map<string, number>;
  messageCount: number;
  totalSent: number;
  appliedTags: string[];
  starterMessageId: string | null;
  cancelArchive?: () => void;
}

export interface Message {
  id: string;
  channelId: string;
  guildId: string | null;
  type: MessageType;
  authorId: string;
  content: string;
  flags: number;
  embeds: APIEmbed[];
  components: Component[];
  attachments: Attachment[];
  mentions: { everyone: boolean; users: string[]; roles: string[] };
  poll: Poll | null;
  reference: { messageId: string; channelId: string; guildId: string | null } | null;
  nonce: string | number | null;
  editedAt: number | null;
  /** Of a message that an interaction made. */
  interaction: { token: string; metadata: APIMessageInteractionMetadata; commandName: string | null } | null;
  /** A private reply's only reader. */
  visibleTo: string | null;
}

export interface Attachment {
  fileId: string;
  description?: string;
}

export interface StoredFile {
  id: string;
  channelId: string;
  name: string;
  contentType: string;
  bytes: Uint8Array;
  width: number | null;
  height: number | null;
}

export interface Poll {
  question: APIPollMedia;
  answers: { id: number; media: APIPollMedia }[];
  expiresAt: number;
  multiselect: boolean;
  finalized: boolean;
  /** By answer id, in the order of voting. */
  votes: Map<number, Set<string>>;
  cancelExpiry?: () => void;
}

export interface Command {
  id: string;
  guildId: string | null;
  version: string;
  body: CommandBody;
}

export interface Interaction {
  id: string;
  token: string;
  type: InteractionType;
  createdAt: number;
  userId: string;
  guildId: string | null;
  channelId: string;
  /** As the bot heard it. */
  payload: APIInteraction;
  commandName: string | null;
  /** The message whose component was used, or on which the modal was opened. */
  sourceMessageId: string | null;
  state: 'waiting' | 'late' | 'answered';
  /** The message that @original means. */
  originalId: string | null;
  followUps: number;
  /** True where only the user has installed the application. */
  userInstallOnly: boolean;
  /** A private answer is forced on users without USE_EXTERNAL_APPS. */
  forcedPrivate: boolean;
  cancelDeadline: () => void;
  /** The modal that answers it, until it is submitted. */
  modal: { customId: string; title: string; components: Component[] } | null;
  /** Of a modal's submission: the interaction that the modal answered. */
  openerToken?: string;
  /** For an autocompletion: who waits for the choices. */
  onChoices?: (choices: { name: string; value: string | number }[]) => void;
}

export function emptyWorld(application: Application): World {
  return {
    application,
    users: new Map(),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    commands: new Map(),
    interactions: new Map(),
    files: new Map(),
  };
}

/** Adds a role to a server. */
export function addRole(
  guild: Guild,
  role: Pick<Role, 'id' | 'name' | 'position' | 'permissions'> & Partial<Role>,
): Role {
  const whole: Role = { color: 0, hoist: false, mentionable: false, ...role };
  guild.roles.set(role.id, whole);
  return whole;
}

/** Adds a person or the bot to a server, without roles. `joinedAt` in milliseconds since 1970. */
export function addMember(guild: Guild, userId: string, joinedAt: number): Member {
  const member: Member = { userId, nick: null, roles: [], joinedAt };
  guild.members.set(userId, member);
  return member;
}

/** Adds a channel, thread or direct conversation; what is not given is empty, and the type a text channel. */
export function addChannel(
  world: World,
  channel: Pick<Channel, 'id' | 'guildId' | 'name'> & Partial<Channel>,
): Channel {
  const whole: Channel = {
    type: ChannelType.GuildText,
    topic: null,
    parentId: null,
    position: 0,
    overwrites: [],
    slowMode: 0,
    flags: 0,
    lastMessageId: null,
    recipients: [],
    availableTags: [],
    thread: null,
    ...channel,
  };
  world.channels.set(whole.id, whole);
  if (whole.type !== ChannelType.GuildForum) world.messages.set(whole.id, new Map());
  return whole;
}

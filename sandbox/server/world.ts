/** All that the sandbox knows, as plain data. Behaviour is in the modules beside it. */
import type {
  APIEmbed,
  APIInteraction,
  APIMessageInteractionMetadata,
  APIOverwrite,
  APIPollMedia,
  ChannelType,
  InteractionType,
  MessageType,
} from 'discord-api-types/v10';
import type { CommandBody } from './rules/commands.ts';
import type { Component } from './rules/components.ts';

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
  /** Bits as in ApplicationFlags; privileged intents are flags here. */
  flags: number;
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
  nsfw: boolean;
  flags: number;
  lastMessageId: string | null;
  lastPinAt: number | null;
  /** Of a direct conversation. */
  recipients: string[];
  availableTags: { id: string; name: string; moderated: boolean }[];
  /** Minutes; for new threads. */
  defaultAutoArchive: number | null;
  thread: Thread | null;
}

export interface Thread {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  invitable: boolean;
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
  reactions: Map<string, Set<string>>;
  reference: { type: number; messageId: string; channelId: string; guildId: string | null } | null;
  nonce: string | number | null;
  pinnedAt: number | null;
  editedAt: number | null;
  /** Of a message that an interaction made. */
  interaction: { token: string; metadata: APIMessageInteractionMetadata; commandName: string | null } | null;
  /** A private reply's only reader. */
  visibleTo: string | null;
}

export interface Attachment {
  fileId: string;
  description?: string;
  title?: string;
  spoiler?: boolean;
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

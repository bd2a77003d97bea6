/**
 * What the sandbox's server and its browser page say to each other. Types only.
 *
 * The page acts as one person at a time, named in the path (`/page-api/as/PERSON/…`); several tabs may be
 * several people. Who that person is, what they see and what they may do is decided by the server from
 * its own state; nothing in a request's body can say it.
 *
 * Shapes that Discord has are Discord's own (discord-api-types/v10), so that what is drawn is what the bot sent.
 *
 *   GET  /                                        the page's shell: dist/page/index.html, which loads /page/main.js
 *                                                 and /page/main.css
 *   GET  /page/…                                  the built page (dist/page/…)
 *   GET  /attachments/CHANNEL/ID/NAME             a file, as in APIAttachment.url
 *   GET  /page-api/people                         PagePerson[]: who may be chosen (the bot is not among them)
 *   GET  /page-api/as/PERSON/world                World
 *   GET  /page-api/as/PERSON/channels/CHANNEL/messages?before=ID&limit=50
 *                                                 APIMessage[], oldest first, private ones of this person included
 *   GET  /page-api/as/PERSON/channels/CHANNEL/commands
 *                                                 APIApplicationCommand[]: all kinds, those this person may use there
 *   WS   /page-api/as/PERSON/events               PageEvent, one JSON text frame each
 *   POST /page-api/as/PERSON/ACTION               a body and an answer as in PageActions, JSON
 *   POST /page-api/as/PERSON/files?name=NAME      the file's bytes as the body; answers PageFile
 *
 * A refusal has status 4xx and the body PageRefusal. POSTs need `content-type: application/json` (files: any).
 */
import type {
  APIApplicationCommandInteractionDataOption,
  APIApplicationCommandOptionChoice,
  APIAttachment,
  APIGuildForumTag,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
  APIUser,
  ChannelType,
} from 'discord-api-types/v10';

export interface PagePerson {
  id: string;
  /** Stable short name, as in the default world: `admin`, `moderator`, `student`, `classmate`. */
  handle: string;
  user: APIUser;
  /** One line to tell them apart in a list, such as "moderator of Reading group". */
  about: string;
}

/** All that a person sees when the page opens; afterwards PageEvents keep it true. */
export interface World {
  me: PagePerson;
  people: PagePerson[];
  bot: { user: APIUser; applicationId: string; online: boolean };
  /** Servers that the person is a member of. */
  guilds: PageGuild[];
  /** Direct messages with the bot: a channel with `guildId: null`. Always holds the bot's one. */
  directMessages: PageChannel[];
  /** What a newcomer is invited to try, ready filled. Whoever starts the sandbox names them; it knows none itself. */
  tries?: PageTry[];
}

export interface PageTry {
  /** As typed, without the slash: `ask`, or `reading paragraph`. */
  command: string;
  /** By option. */
  options: Record<string, string>;
}

export interface PageGuild {
  id: string;
  name: string;
  ownerId: string;
  /** False in a server that the bot has not joined. */
  hasBot: boolean;
  roles: APIRole[];
  members: PageMember[];
  /** Those the person may view, threads included (archived ones too), in Discord's order. */
  channels: PageChannel[];
}

export interface PageMember {
  user: APIUser;
  nick: string | null;
  /** Role ids. */
  roles: string[];
  /** The colour of the highest coloured role, 0xRRGGBB; 0 for none. */
  color: number;
  /** The name to show: nick, else global name, else user name. */
  displayName: string;
}

export interface PageChannel {
  id: string;
  guildId: string | null;
  /** GuildText, GuildForum, GuildAnnouncement, GuildCategory, DM, PublicThread, PrivateThread, AnnouncementThread. */
  type: ChannelType;
  name: string;
  topic: string | null;
  /** A channel's category; a thread's channel. */
  parentId: string | null;
  position: number;
  /** Seconds between two messages of one person; 0 for none. */
  slowMode: number;
  /** For threads only. */
  thread: PageThread | null;
  /** A forum's tags, else empty. */
  availableTags: APIGuildForumTag[];
  lastMessageId: string | null;
  /** What this person may do here. The server checks again at each action. */
  can: { send: boolean; openThread: boolean; attach: boolean; useCommands: boolean; vote: boolean };
}

export interface PageThread {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  /** Minutes without a message after which it is archived. */
  autoArchiveMinutes: number;
  /** ISO 8601. */
  createdAt: string;
  messageCount: number;
  memberCount: number;
  /** Whether this person has joined it. */
  joined: boolean;
  appliedTags: string[];
  /** The message that it hangs on in its channel, else null. Its id is the thread's id. */
  starterMessageId: string | null;
}

export type PageEvent =
  /** Sent first on each connection: load the world again if this is a reconnection. */
  | { type: 'hello'; personId: string }
  | { type: 'bot'; online: boolean }
  /** Also for a private reply (`flags & 64`), and "thinking" (`flags & 128`), which a message-updated follows. */
  | { type: 'message-created'; message: APIMessage }
  /** The whole message again: edits, files, votes of a poll (counts in `poll.results`), reactions, pins. */
  | { type: 'message-updated'; message: APIMessage }
  | { type: 'message-deleted'; channelId: string; messageId: string }
  /** A channel or thread this person may now see, or that changed (name, topic, lock, archive, counts, `can`). */
  | { type: 'channel-changed'; channel: PageChannel }
  | { type: 'channel-gone'; channelId: string; guildId: string | null }
  /** Members, roles or name changed. Its channels are complete. */
  | { type: 'guild-changed'; guild: PageGuild }
  | { type: 'guild-gone'; guildId: string }
  /** Registered commands changed: ask for `commands` again. */
  | { type: 'commands-changed' }
  /** The bot answered one of this person's interactions; `by` says how. */
  | {
      type: 'interaction-answered';
      interactionId: string;
      by: 'message' | 'deferred' | 'update' | 'deferred-update' | 'modal' | 'autocomplete';
      /** The message that holds the answer, where there is one. */
      messageId: string | null;
    }
  /** Show this modal. Answer with `submit-modal` or `dismiss-modal`. */
  | {
      type: 'modal';
      interactionId: string;
      channelId: string;
      modal: APIModalInteractionResponseCallbackData;
    }
  /** No answer in time (3 s), or the bot is away. `reason` is a sentence to show. */
  | {
      type: 'interaction-failed';
      interactionId: string;
      channelId: string;
      messageId: string | null;
      reason: string;
    }
  /** A rule refused something the bot sent; for people who are developing it. */
  | { type: 'bot-refused'; method: string; route: string; status: number; code: number; message: string };

/** The body and the answer of each POST /page-api/as/PERSON/ACTION. */
export interface PageActions {
  /**
   * Runs a slash, message or user command. For a slash command `options` are as in Discord's interaction
   * (subcommands nested; values raw: a person may send what was never suggested; users, channels, roles and
   * attachments by id, an attachment's being a PageFile's). For the others `targetId` is the message's or user's id.
   */
  command: {
    body: {
      channelId: string;
      commandId: string;
      options?: APIApplicationCommandInteractionDataOption[];
      targetId?: string;
    };
    answer: PageInteraction;
  };
  /** Waits for the bot's choices, up to 3 s (empty when it does not answer). The option asked for has `focused: true`. */
  autocomplete: {
    body: { channelId: string; commandId: string; options: APIApplicationCommandInteractionDataOption[] };
    answer: { choices: APIApplicationCommandOptionChoice[] };
  };
  /** Presses a button (no values) or chooses in a select (`values`: option values, or ids of users, roles, channels). */
  component: {
    body: { channelId: string; messageId: string; customId: string; values?: string[] };
    answer: PageInteraction;
  };
  /** `fields` by custom id: a text, or the values chosen, or PageFile ids for an upload. */
  'submit-modal': {
    body: { interactionId: string; fields: Record<string, string | string[] | boolean> };
    answer: PageInteraction;
  };
  /** Closes a modal without an answer. The bot hears nothing, as on Discord. */
  'dismiss-modal': { body: { interactionId: string }; answer: Done };
  /** Sets this person's votes on a poll; none takes them back. */
  vote: { body: { channelId: string; messageId: string; answerIds: number[] }; answer: Done };
  /** A plain message. `files` are PageFile ids. */
  message: {
    body: { channelId: string; content: string; files?: string[]; replyTo?: string };
    answer: { messageId: string };
  };
  /** Deletes an own message (or another's, with the right). */
  'delete-message': { body: { channelId: string; messageId: string }; answer: Done };
  /** Dismisses a private reply: it is gone for this person only; the bot may not edit it any more. */
  dismiss: { body: { channelId: string; messageId: string }; answer: Done };
  /** Opens a thread: on a message (`messageId`), in a forum (`content` is its first message), or by itself. */
  thread: {
    body: {
      channelId: string;
      name: string;
      messageId?: string;
      content?: string;
      files?: string[];
      tags?: string[];
    };
    answer: { channelId: string };
  };
  /** Archives, unarchives, locks or unlocks a thread, with the right. */
  'change-thread': { body: { channelId: string; archived?: boolean; locked?: boolean }; answer: Done };
  join: { body: { channelId: string }; answer: Done };
  leave: { body: { channelId: string }; answer: Done };
  /** `emoji` is a character. */
  react: { body: { channelId: string; messageId: string; emoji: string; on: boolean }; answer: Done };
}

export type PageAction = keyof PageActions;

/** The interaction that was started; what comes of it is told by events that carry its id. */
export interface PageInteraction {
  interactionId: string;
}

/** An uploaded file, not yet sent. `attachment.id` names it in `options`, `fields` and `files`. */
export interface PageFile {
  attachment: APIAttachment;
}

export type Done = Record<string, never>;

export interface PageRefusal {
  /** Discord's code where it has one, else 0. */
  code: number;
  /** A sentence to show. */
  message: string;
}

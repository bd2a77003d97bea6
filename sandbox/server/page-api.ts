/**
 * What the sandbox's server and its browser page say to each other.
 *
 * The page acts as one person at a time, named in the path (`/page-api/as/PERSON/…`); several tabs may be
 * several people. Who that person is, what they see and what they may do is decided by the server from
 * its own state; nothing in a request's body can say it.
 *
 * Shapes that Discord has are Discord's own (discord-api-types/v10), so that what is drawn is what the bot sent.
 *
 *   GET  /                                        the page: dist/page/index.html, which loads /page/main.js
 *                                                 and /page/main.css
 *   GET  /page/…                                  the built page (dist/page/…)
 *   GET  /attachments/CHANNEL/ID/NAME             a file, as in APIAttachment.url
 *   GET  /page-api/people                         PagePerson[]: who may be chosen (the bot is not among them)
 *   GET  /page-api/as/PERSON/world                PageWorld
 *   GET  /page-api/as/PERSON/channels/CHANNEL/messages?before=ID&limit=50
 *                                                 APIMessage[], oldest first, private ones of this person included
 *   GET  /page-api/as/PERSON/channels/CHANNEL/commands
 *                                                 APIApplicationCommand[]: all kinds, those this person may use there
 *   WS   /page-api/as/PERSON/events               PageEvent, one JSON text frame each
 *   POST /page-api/as/PERSON/ACTION               a body as in pageActions, JSON; answers PageAnswer
 *   POST /page-api/as/PERSON/files?name=NAME      the file's bytes as the body; answers APIAttachment, whose id
 *                                                 names the file in `options`, `fields` and `files`
 *
 * A refusal has status 4xx and the body PageRefusal. POSTs need `content-type: application/json` (files: any).
 */
import type {
  APIApplicationCommandOptionChoice,
  APIGuildForumTag,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
  APIUser,
  ChannelType,
  APIApplicationCommandInteractionDataOption as DataOption,
} from 'discord-api-types/v10';
import { z } from 'zod';

const id = z.string();
const files = z.array(id).optional();
const message = { channelId: id, messageId: id };
/** Checked against the command's own options when it is run. */
const options = z.array(
  z.looseObject({ name: z.string(), type: z.number() }) as unknown as z.ZodType<DataOption>,
);

/** What a person may do: the name of each action, and its body. */
export const pageActions = {
  /**
   * Runs a slash, message or user command. For a slash command `options` are as in Discord's interaction
   * (subcommands nested; values raw: a person may send what was never suggested; users, channels, roles and
   * files by id). For the others `targetId` is the message's or user's id.
   */
  command: z.object({ channelId: id, commandId: id, options: options.optional(), targetId: id.optional() }),
  /** Waits for the bot's choices, up to 3 s (empty when it does not answer). One option has `focused: true`. */
  autocomplete: z.object({ channelId: id, commandId: id, options }),
  /** Presses a button (no values) or chooses in a select (`values`: option values, or ids of users, roles, channels). */
  component: z.object({ ...message, customId: z.string(), values: z.array(z.string()).optional() }),
  /** `fields` by custom id: a text, the values chosen, or ids of files. */
  'submit-modal': z.object({
    interactionId: id,
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
  }),
  /** Closes a modal without an answer. The bot hears nothing, as on Discord. */
  'dismiss-modal': z.object({ interactionId: id }),
  /** Sets this person's votes on a poll; none takes them back. */
  vote: z.object({ ...message, answerIds: z.array(z.number()) }),
  /** A plain message. */
  message: z.object({ channelId: id, content: z.string(), files, replyTo: id.optional() }),
  /** Deletes an own message (or another's, with the right). */
  'delete-message': z.object(message),
  /** Dismisses a private reply: it is gone for this person only; the bot may not edit it any more. */
  dismiss: z.object(message),
  /** Opens a thread on a message. */
  thread: z.object({ ...message, name: z.string() }),
  /** Opens a post in a forum; `content` is its first message. */
  post: z.object({ channelId: id, name: z.string(), content: z.string(), tags: z.array(id) }),
};

export type PageAction = keyof typeof pageActions;
export type PageBody<A extends PageAction> = z.infer<(typeof pageActions)[A]>;
export type PageAnswer<A extends PageAction> = A extends keyof Answers ? Answers[A] : Record<string, never>;

/** What comes back; of the other actions, nothing. */
interface Answers {
  command: PageInteraction;
  autocomplete: { choices: APIApplicationCommandOptionChoice[] };
  component: PageInteraction;
  'submit-modal': PageInteraction;
  thread: { channelId: string };
  post: { channelId: string };
}

/** The interaction that was started; what comes of it is told by events that carry its id. */
export interface PageInteraction {
  interactionId: string;
}

export interface PageRefusal {
  /** Discord's code where it has one, else 0. */
  code: number;
  /** A sentence to show. */
  message: string;
}

export interface PagePerson {
  id: string;
  /** Stable short name, as in the default world: `admin`, `moderator`, `student`, `classmate`. */
  handle: string;
  user: APIUser;
  /** One line to tell them apart in a list, such as "moderator of Reading group". */
  about: string;
}

/** All that a person sees when the page opens; afterwards PageEvents keep it true. */
export interface PageWorld {
  people: PagePerson[];
  bot: { user: APIUser; online: boolean };
  /** Servers that the person is a member of. */
  guilds: PageGuild[];
  /** Direct messages with the bot: a channel with `guildId: null`. Always holds the bot's one. */
  directMessages: PageChannel[];
  /** What a newcomer is invited to try, ready filled. Whoever starts the sandbox names them; it knows none itself. */
  examples: PageExample[];
}

export interface PageExample {
  /** As typed, without the slash: `ask`, or `reading paragraph`. */
  command: string;
  /** By option. */
  options: Record<string, string>;
}

export interface PageGuild {
  id: string;
  name: string;
  /** False in a server that the bot has not joined. */
  hasBot: boolean;
  roles: APIRole[];
  members: PageMember[];
  /** Those the person may view, threads included (archived ones too), in Discord's order. */
  channels: PageChannel[];
}

export interface PageMember {
  user: APIUser;
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
  /** For threads only. */
  thread: { archived: boolean; locked: boolean; messageCount: number; appliedTags: string[] } | null;
  /** A forum's tags, else empty. */
  availableTags: APIGuildForumTag[];
  lastMessageId: string | null;
  /** What this person may do here. The server checks again at each action. */
  can: { send: boolean; openThread: boolean; useCommands: boolean };
}

export type PageEvent =
  /** Sent first on each connection: load the world again if this is a reconnection. */
  | { type: 'hello' }
  | { type: 'bot'; online: boolean }
  /** Also for a private reply (`flags & 64`), and "thinking" (`flags & 128`), which a message-updated follows. */
  | { type: 'message-created'; message: APIMessage }
  /** The whole message again: edits, files, votes of a poll (counts in `poll.results`). */
  | { type: 'message-updated'; message: APIMessage }
  | { type: 'message-deleted'; channelId: string; messageId: string }
  /** A channel or thread this person may now see, or that changed (name, topic, lock, archive, counts, `can`). */
  | { type: 'channel-changed'; channel: PageChannel }
  | { type: 'channel-gone'; channelId: string }
  /** Members, roles or name changed. Its channels are complete. */
  | { type: 'guild-changed'; guild: PageGuild }
  | { type: 'guild-gone'; guildId: string }
  /** Registered commands changed: ask for `commands` again. */
  | { type: 'commands-changed' }
  /** The bot answered one of this person's interactions; `modal` is to be shown, and submitted or dismissed. */
  | {
      type: 'interaction-answered';
      interactionId: string;
      modal: APIModalInteractionResponseCallbackData | null;
    }
  /** No answer in time (3 s), or the bot is away. `reason` is a sentence to show. */
  | { type: 'interaction-failed'; interactionId: string; reason: string }
  /** A rule refused something the bot sent; for people who are developing it. */
  | { type: 'bot-refused'; code: number; message: string };

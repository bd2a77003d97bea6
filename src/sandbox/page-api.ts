/**
 * What the sandbox's page and its server say to each other. Types only; both sides import them.
 * Messages, channels, commands and modals are Discord's own JSON.
 *
 * Everything is asked as one person: `as` is that person's user id, in the query of a GET and of the
 * socket, and in the body of a POST. A refused request answers 4xx with `PageRefusal`.
 */
import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIGuildMember,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIModalSubmissionComponent,
  APIRole,
  APIUser,
} from 'discord-api-types/v10';

/** Where each thing is asked. The page itself is served at `/`, its files at `/main.js` and `/main.css`. */
export const PAGE_PATHS = {
  /** GET → PageState */
  state: '/page/state',
  /** GET ?channel=&before= → APIMessage[], oldest first, at most 50 */
  older: '/page/older',
  /** WebSocket of PageEvent, one JSON text a frame */
  events: '/page/events',
  /** POST PageSend → nothing (204) */
  send: '/page/send',
  /** POST PageCommand → PageOutcome */
  command: '/page/command',
  /** POST PageComplete → APIApplicationCommandOptionChoice[] */
  complete: '/page/complete',
  /** POST PageComponent → PageOutcome */
  component: '/page/component',
  /** POST PageModal → PageOutcome */
  modal: '/page/modal',
  /** POST PageVote → nothing (204) */
  vote: '/page/vote',
  /** POST PageDismiss → nothing (204) */
  dismiss: '/page/dismiss',
} as const;

export interface PageState {
  people: PagePerson[];
  /** The bot's own user, null while no application is known. */
  bot: APIUser | null;
  /** Is a bot on the gateway now? */
  online: boolean;
  guilds: PageGuild[];
  /** By channel or thread, oldest first, the newest 50; with the private ones that `as` may see. */
  messages: Record<string, APIMessage[]>;
  /** Commands to try first, ready filled; whoever starts the sandbox names them. May be empty. */
  suggestions: PageSuggestion[];
}

export interface PagePerson {
  user: APIUser;
  /** In the switcher, such as `Ada (admin)`. */
  label: string;
}

/** A server as one person sees it. */
export interface PageGuild {
  id: string;
  name: string;
  roles: APIRole[];
  members: APIGuildMember[];
  /** Channels and threads, in order; forum posts are threads of their forum. */
  channels: APIChannel[];
  /** All that this person may use here: slash, user and message commands. */
  commands: APIApplicationCommand[];
}

export interface PageSuggestion {
  /** As typed without the slash: `ask` or `reading paragraph`. */
  command: string;
  options: Record<string, string>;
}

export type PageEvent =
  /** New or changed; the page keeps one of each id. */
  | { kind: 'message'; message: APIMessage }
  | { kind: 'gone'; channelId: string; messageIds: string[] }
  /** Servers, channels, threads, roles, members or commands changed. */
  | { kind: 'guilds'; guilds: PageGuild[] }
  | { kind: 'bot'; bot: APIUser | null; online: boolean };

/** Files come as multipart: this JSON as `payload_json`, the files as `files[0]` and on. */
export interface PageSend {
  as: string;
  channelId: string;
  content: string;
}

/** A slash command, or with `targetId` a message or user command. Files: each named as its option. */
export interface PageCommand {
  as: string;
  channelId: string;
  commandId: string;
  /** The subcommand group and subcommand, if any. */
  path: string[];
  options: Record<string, string | number | boolean>;
  targetId?: string;
}

export interface PageComplete extends PageCommand {
  focused: string;
}

export interface PageComponent {
  as: string;
  channelId: string;
  messageId: string;
  customId: string;
  /** Of a select. */
  values?: string[];
}

/** Files: each named as the custom id of its upload. */
export interface PageModal {
  as: string;
  interactionId: string;
  components: APIModalSubmissionComponent[];
}

export interface PageVote {
  as: string;
  channelId: string;
  messageId: string;
  /** None takes the vote back. */
  answerIds: number[];
}

export interface PageDismiss {
  as: string;
  channelId: string;
  messageId: string;
}

/** What became of an interaction, known when the bot has answered or its 3 seconds are over. */
export type PageOutcome =
  | { kind: 'answered' }
  | { kind: 'modal'; interactionId: string; modal: APIModalInteractionResponseCallbackData }
  /** In plain words, as shown to the person. */
  | { kind: 'failed'; reason: string };

export type PageChoices = APIApplicationCommandOptionChoice[];

export interface PageRefusal {
  message: string;
}

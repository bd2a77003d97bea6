import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';

/**
 * What somebody asked of the bot, as plain data: a command is tested by calling it with one. The router makes it
 * from an interaction and has checked the rights that the command or action names.
 *
 * @typeParam Options the values of a command's options, by name
 * @typeParam Field the custom ids of a modal's fields
 */
export interface Request<Options = unknown, Field extends string = never> {
  readonly user: { readonly id: string; readonly name: string };
  /** null in direct messages. */
  readonly guildId: string | null;
  /** Whether the bot is in that server: false where only the user has installed the app. */
  readonly botInServer: boolean;
  readonly channelId: string;
  /** The channel that a thread belongs to; null outside threads. */
  readonly parentId: string | null;
  /** Bit fields of Discord permissions, in this channel, of the asker and of the bot. */
  readonly permissions: { readonly member: bigint; readonly app: bigint };
  /** Ids of the asker's roles. */
  readonly roles: readonly string[];
  /** Whether the asker moderates in this server; looked up when it is first asked. */
  readonly moderates: () => Promise<boolean>;
  readonly options: Options;
  /** What a modal's fields hold; a field that was left out is empty. */
  readonly fields: Readonly<Record<Field, string>>;
  /** What was chosen from a select menu. */
  readonly values: readonly string[];
  /** What was uploaded with a modal. */
  readonly files: readonly Attachment[];
  /** The message that a message command or a component was used on. */
  readonly message: TargetMessage | null;
  readonly now: Date;
  /** Shows how far a long task is; may be called any number of times before the reply is returned. */
  readonly progress: (words: string) => Promise<void>;
}

/** A request made in a server, as the router has checked. */
export type ServerRequest<Options = unknown, Field extends string = never> = Request<Options, Field> & {
  readonly guildId: string;
};

/** A request before its command or action is known: nothing in it is checked against what either declares. */
export interface RawRequest
  extends Request<Readonly<Record<string, string | number | boolean | Attachment | undefined>>, string> {
  /** The subcommand that was used, if any. */
  readonly subcommand: string | null;
}

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly url: string;
  readonly contentType: string | null;
}

export interface TargetMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly authorName: string;
  readonly content: string;
  /** Words of its V2 text displays and embeds, for messages that have no content. */
  readonly text: string;
  readonly url: string;
  /** Whether only the asker sees it. */
  readonly private: boolean;
  readonly components: readonly APIMessageTopLevelComponent[];
}

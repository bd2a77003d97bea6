import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';

/**
 * What somebody asked of the bot, as plain data: a command is tested by calling it with one.
 * The router makes it from an interaction and has checked the rights that the command or action names.
 */
export interface Request {
  readonly user: { readonly id: string; readonly name: string };
  /** null in direct messages and where only the user has installed the app. */
  readonly guildId: string | null;
  readonly channelId: string;
  /** The channel that a thread belongs to; null outside threads. */
  readonly parentId: string | null;
  /** BCP 47 of the asker's client. */
  readonly locale: string;
  /** Bit fields of Discord permissions, in this channel, of the asker and of the bot. */
  readonly permissions: { readonly member: bigint; readonly app: bigint };
  /** Ids of the asker's roles. */
  readonly roles: readonly string[];
  readonly isModerator: boolean;
  /** Slash command options by name; a subcommand's are in the same record and `subcommand` names it. */
  readonly options: Readonly<Record<string, string | number | boolean | Attachment | undefined>>;
  readonly subcommand: string | null;
  /** What a modal's or a select's fields hold, by custom id. A select's own values are under `values`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly values: readonly string[];
  readonly files: readonly Attachment[];
  /** The message that a message command or a component was used on. */
  readonly message: TargetMessage | null;
  readonly now: Date;
  /** Shows how far a long task is; may be called any number of times before the reply is returned. */
  readonly progress: (words: string) => Promise<void>;
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

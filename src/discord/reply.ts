import type {
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

/** What a command or an action returns; the router sends it. */
export type Reply = MessageReply | ModalReply;

export interface MessageReply {
  readonly kind: 'message';
  /** Components V2, top level. */
  readonly components: readonly APIMessageTopLevelComponent[];
  /** Shown below the components. */
  readonly files?: readonly OutgoingFile[];
  /** Private by default: only the asker sees it. A `share` option that is true makes it public too. */
  readonly public?: boolean;
  /** While it is private, it gets a button that posts it for everybody. */
  readonly shareable?: boolean;
  /** Replaces the message that the pressed component stands on, instead of a new one. */
  readonly update?: boolean;
  /** Done when Discord has taken the message; what it throws is a fault of ours. */
  readonly sent?: () => Promise<void>;
  /** A further message, sent after this one. */
  readonly followedBy?: MessageReply;
}

export interface ModalReply {
  readonly kind: 'modal';
  readonly modal: APIModalInteractionResponseCallbackData;
}

export interface OutgoingFile {
  readonly name: string;
  readonly data: Buffer;
  /** Alt text. */
  readonly description?: string;
}

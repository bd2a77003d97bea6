import type { AnnotatedReading } from '../reading/annotations.ts';
import type { Quote } from '../reading/quote.ts';
import type { Report } from './discussion-store.ts';
import type { Plan, Prompt } from './prompt.ts';
import type { Slot } from './slot.ts';
import type { Count, DiscussionSummary, ThreadMessages } from './summary.ts';

/** Where discussions are held. Every method may throw a `StageError`. */
export interface Stage {
  /** What a prompt's channel in this server is: in a forum, a thread and its first message are one. */
  readonly channelKind: (guildId: string, channelId: string) => Promise<'text' | 'forum'>;
  /** Posts one part and returns its id. Where it can, a part posted twice stands there once. */
  readonly post: (part: DiscussionPart, scene: Scene) => Promise<string>;
  /** Takes away what was posted of a prompt that is not open yet; what is gone already is no error. */
  readonly takeAway: (prompt: Prompt) => Promise<void>;
  /** Looks whether a part stands there already. */
  readonly find: (part: DiscussionPart, scene: Scene) => Promise<Lookup>;
  readonly threadState: (threadId: string) => Promise<'open' | 'archived' | 'locked' | 'gone'>;
  /** The votes of a poll as they stand. */
  readonly count: (threadId: string, pollId: string) => Promise<Count>;
  /** Ends a poll and counts it, asking for a while until the result is final; `early` where it had ended already. */
  readonly endPoll: (threadId: string, pollId: string) => Promise<Count>;
  /**
   * Who wrote when in a thread, bots left out, but for what the bot posted for members.
   *
   * @param onPage awaited now and then, as a long thread takes a while
   */
  readonly messages: (threadId: string, onPage?: () => Promise<void>) => Promise<ThreadMessages>;
  readonly lock: (threadId: string) => Promise<void>;
  /** Tells a server's moderators, in their channel. Returns whether it could. */
  readonly tellModerators: (guildId: string, news: News) => Promise<boolean>;
  /** What a person is called in a server. */
  readonly nameOf: (guildId: string, userId: string) => Promise<string>;
  /** Tells one person in a direct message; false where they take none. */
  readonly tellUser: (userId: string, words: string) => Promise<boolean>;
}

/** The parts of a discussion, in the order in which they are posted. A forum has no starter and no opening. */
export type DiscussionPart = 'starter' | 'thread' | 'opening' | 'poll' | 'after-poll' | 'summary';

/** All that a part is made of. */
export interface Scene {
  readonly prompt: Prompt;
  readonly plan: Plan;
  readonly kind: 'text' | 'forum';
  readonly text: AnnotatedReading;
  /** The prompt's paragraphs, verbatim. */
  readonly quotes: readonly Quote[];
  readonly summary?: DiscussionSummary;
}

export type Lookup =
  | { readonly kind: 'found'; readonly id: string }
  | { readonly kind: 'none' }
  /** Looking did not tell: the channel's history can't be read, or goes on too long. */
  | { readonly kind: 'unknown'; readonly why: string };

/** What moderators are told. */
export type News =
  | { readonly kind: 'proposed'; readonly prompt: Prompt; readonly text: AnnotatedReading | undefined }
  | { readonly kind: 'held'; readonly prompt: Prompt }
  /** A slot's time came and no prompt about its reading could be taken. */
  | {
      readonly kind: 'dry';
      readonly slot: Slot;
      readonly text: AnnotatedReading | undefined;
      /** How many are approved, but beyond what the group has been assigned. */
      readonly ahead: number;
    }
  /** The last approved prompt about its reading was taken. */
  | { readonly kind: 'last'; readonly slot: Slot; readonly text: AnnotatedReading | undefined }
  | { readonly kind: 'archived' | 'locked'; readonly prompt: Prompt }
  | {
      readonly kind: 'closed';
      readonly prompt: Prompt;
      readonly summary: DiscussionSummary;
      /** Whether the summary could not be posted in the thread and stands here instead. */
      readonly here: boolean;
      readonly why: string;
      /** What Discord refused and was left out, with its reason. */
      readonly skipped: readonly string[];
    }
  | { readonly kind: 'slot-channel-gone'; readonly slot: Slot }
  | { readonly kind: 'role-gone' }
  | { readonly kind: 'report'; readonly report: Report; readonly prompt: Prompt | undefined };

/** Why Discord did not do what was asked. */
export class StageError extends Error {
  override readonly name = 'StageError';

  /**
   * @param kind `part-gone`: what the part hangs on or stands in was deleted. `unclear`: whether it was done is not known, so look before trying again. In all other cases it
   *   was not done.
   */
  constructor(
    readonly kind: 'channel-gone' | 'part-gone' | 'permission' | 'refused' | 'unclear',
    message: string,
  ) {
    super(message);
  }
}

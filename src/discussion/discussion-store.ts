import type { Prompt, PromptState } from './prompt.ts';
import type { Slot } from './slot.ts';
import type { PostedQuote } from './summary.ts';

/** What is kept of discussions. Every method is about one server, named first. */
export interface DiscussionStore {
  /**
   * Keeps a new prompt, as revision 0, unless it is one too many.
   *
   * @param most how many proposed prompts may wait; any number where it is left out
   * @returns whose limit is reached; undefined where it was kept
   */
  readonly add: (
    guildId: string,
    prompt: Prompt,
    most?: ProposalLimits,
  ) => Promise<keyof ProposalLimits | undefined>;
  readonly get: (guildId: string, id: string) => Promise<Prompt | undefined>;
  /** The prompt that is discussed in a thread. */
  readonly inThread: (guildId: string, threadId: string) => Promise<Prompt | undefined>;
  /** The prompts in these states, in the order in which they were proposed, or the newest first; 1,000 at most. */
  readonly list: (
    guildId: string,
    states: readonly PromptState[],
    order?: 'oldest first' | 'newest first',
  ) => Promise<readonly Prompt[]>;

  readonly addSlot: (guildId: string, slot: Slot) => Promise<void>;
  /** Slots that are not over, by when they come next. */
  readonly slots: (guildId: string) => Promise<readonly Slot[]>;
  readonly removeSlot: (guildId: string, id: string) => Promise<boolean>;

  /**
   * Writes prompts and slots as they now are, all or none: none where one of them has been changed since it was
   * read (its revision is another). Who proposed a prompt and steps already kept are never rewritten.
   *
   * @returns whether they were written; their revisions are then one higher
   */
  readonly commit: (
    guildId: string,
    changed: { readonly prompts?: readonly Prompt[]; readonly slots?: readonly Slot[] },
  ) => Promise<boolean>;

  readonly cite: (guildId: string, promptId: string, citation: PostedQuote) => Promise<void>;
  /** Quotes posted in a prompt's discussion, oldest first. */
  readonly citations: (guildId: string, promptId: string) => Promise<readonly PostedQuote[]>;

  /** Puts somebody in the order of raised hands, unless they are in it. */
  readonly raiseHand: (guildId: string, promptId: string, userId: string, at: Date) => Promise<void>;
  /** Returns whether a hand was raised. */
  readonly lowerHand: (guildId: string, promptId: string, userId: string) => Promise<boolean>;
  /** Who has a hand raised, first raised first. */
  readonly hands: (guildId: string, promptId: string) => Promise<readonly string[]>;

  /**
   * Keeps a report, unless its reporter has made as many.
   *
   * @param pace how many of one person are kept in how long; all, where it is left out
   * @returns when they can report again; undefined where it was kept
   */
  readonly report: (guildId: string, report: Report, pace?: ReportPace) => Promise<Date | undefined>;
  /** Reports that no moderator has handled, oldest first. */
  readonly reports: (guildId: string) => Promise<readonly Report[]>;
  /** Returns whether it was there. */
  readonly removeReport: (guildId: string, id: string) => Promise<boolean>;

  /** The last paragraph of a reading that members may see; undefined for all. */
  readonly assigned: (guildId: string, reading: string) => Promise<number | undefined>;
  /** The same of all readings of which not all may be seen, by reading id. */
  readonly assignments: (guildId: string) => Promise<ReadonlyMap<string, number>>;
  readonly assign: (guildId: string, reading: string, upTo: number | undefined) => Promise<void>;

  /** Keeps words that could not be delivered. `userId` is null for the moderators. */
  readonly leaveNotice: (guildId: string, userId: string | null, words: string, at: Date) => Promise<void>;
  /** What is kept for somebody, oldest first: it stays until it is dropped. */
  readonly notices: (guildId: string, userId: string | null) => Promise<readonly KeptNotice[]>;
  readonly dropNotices: (guildId: string, ids: readonly string[]) => Promise<void>;
}

/** What concerns all servers: for the scheduler alone. */
export interface Agenda {
  /** Servers where something is due. */
  readonly guildsDue: (now: Date) => Promise<readonly string[]>;
}

/** How many proposed prompts may wait for moderators. */
export interface ProposalLimits {
  readonly person: number;
  readonly server: number;
}

export const ROOM: ProposalLimits = { person: 5, server: 50 };

/** How many reports one person may make in this many ms. Those that were handled meanwhile do not count. */
export interface ReportPace {
  readonly reports: number;
  readonly ms: number;
}

export const REPORT_PACE: ReportPace = { reports: 5, ms: 3_600_000 };

export interface KeptNotice {
  readonly id: string;
  readonly words: string;
}

export interface Report {
  readonly id: string;
  /** null where it is about no discussion. */
  readonly promptId: string | null;
  readonly reporter: string | null;
  readonly words: string;
  /** The message or thread that it is about. */
  readonly link: string | null;
  readonly at: Date;
}

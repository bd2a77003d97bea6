/** A question that a reading did not answer. Who asked is never kept. */
export interface UnansweredQuestion {
  readonly readingId: string;
  readonly question: string;
  /** How often it was asked, in these words. */
  readonly times: number;
  readonly lastAsked: Date;
}

/** Questions without an answer, of servers that opted in (`Settings.keepUnanswered`). */
export interface UnansweredStore {
  /** Keeps or counts a question. Only the latest `KEPT_UNANSWERED` of a server are kept. */
  readonly add: (guildId: string, readingId: string, question: string, at: Date) => Promise<void>;
  /** Latest first. */
  readonly list: (guildId: string, limit: number) => Promise<readonly UnansweredQuestion[]>;
  /** Forgets them all and returns how many there were. */
  readonly clear: (guildId: string) => Promise<number>;
}

export const KEPT_UNANSWERED = 500;

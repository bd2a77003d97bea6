import type { AnnotatedReading, Annotations } from './annotations.ts';
import type { Imported } from './import/imported.ts';
import type { Undo } from './put-right.ts';
import type { Facts } from './reading.ts';

/** Who changed something and when, as it is kept with the change. */
export interface Act {
  /** User id. */
  readonly by: string;
  readonly at: Date;
}

/** What a list says of one revision of a reading. */
export interface RevisionSummary {
  readonly id: string;
  /** Numbered from 1 within its reading, never reused. */
  readonly revision: number;
  readonly version: string;
  readonly facts: Facts;
  readonly paragraphs: number;
  /** null after `/privacy delete`. */
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
}

export interface Revision extends RevisionSummary {
  readonly text: AnnotatedReading;
  readonly origin: Origin | null;
}

/** How a text came from a file, for who approves it. */
export type Origin = Pick<Imported, 'format' | 'encoding' | 'dropped' | 'remarks' | 'other'> & {
  /** How to take back what moderators put right in it, the last change last. */
  readonly undo?: readonly Undo[];
};

export interface RemovedReading extends RevisionSummary {
  readonly removedAt: Date;
}

/**
 * The readings of one's own, kept by server. A change of the words or of the annotations is a new revision;
 * it is a draft that only moderators see until one of them approves it. Nobody's draft replaces another's.
 * Every method is about one server, and knows nothing of the others.
 */
export interface ReadingStore {
  /** Keeps a draft of a new reading, or of new words for one that is there. Returns its revision. */
  readonly saveDraft: (
    guildId: string,
    text: AnnotatedReading,
    act: Act,
    origin?: Origin | null,
  ) => Promise<number>;
  /** Drafts that wait for approval, newest first. */
  readonly drafts: (guildId: string) => Promise<readonly RevisionSummary[]>;
  readonly draft: (guildId: string, id: string, revision: number) => Promise<Revision | undefined>;
  /** Makes a draft the current revision; false where it is no draft (any more): somebody was faster. */
  readonly approve: (guildId: string, id: string, revision: number, act: Act) => Promise<boolean>;
  /** Throws a draft away; false where it is no draft (any more). */
  readonly discard: (guildId: string, id: string, revision: number) => Promise<boolean>;
  /**
   * New annotations for the current words, at once current. Returns the new revision, or undefined where
   * `revision` is not the current one (any more), so that of two editors neither undoes the other's work.
   */
  readonly annotate: (
    guildId: string,
    id: string,
    revision: number,
    annotations: Annotations,
    act: Act,
  ) => Promise<number | undefined>;
  /** Readings in use: approved and not removed, in order of id. */
  readonly list: (guildId: string) => Promise<readonly RevisionSummary[]>;
  /** The number of the current revision of a reading in use. */
  readonly currentRevision: (guildId: string, id: string) => Promise<number | undefined>;
  /** The current revision of a reading in use. */
  readonly current: (guildId: string, id: string) => Promise<Revision | undefined>;
  /** All approved revisions of a reading, newest first. */
  readonly history: (guildId: string, id: string) => Promise<readonly RevisionSummary[]>;
  /** One approved revision, current or not. */
  readonly revision: (guildId: string, id: string, revision: number) => Promise<Revision | undefined>;
  /** Every id that the server has used: drafts and removed readings too. */
  readonly ids: (guildId: string) => Promise<readonly string[]>;
  /** Takes a reading out of use; false where there is none in use. It can be restored for `UNDO_DAYS`. */
  readonly remove: (guildId: string, id: string, act: Act) => Promise<boolean>;
  /** Removed readings that can still be restored. */
  readonly removed: (guildId: string, now: Date) => Promise<readonly RemovedReading[]>;
  /** Puts a removed reading back; false where it is too late or none was removed. */
  readonly restore: (guildId: string, id: string, now: Date) => Promise<boolean>;
}

/** How long a removed reading can be restored, and a forgotten draft is kept. */
export const UNDO_DAYS = 30;

/** Which reading is in use where. A place is named by its id: the server's own id, a channel's, a thread's. */
export interface PlacementStore {
  /** The reading ids placed at these places, by place id. */
  readonly at: (guildId: string, placeIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Places a reading, or with null takes away what was placed there. */
  readonly place: (guildId: string, placeId: string, readingId: string | null, act: Act) => Promise<void>;
  readonly list: (
    guildId: string,
  ) => Promise<readonly { readonly placeId: string; readonly readingId: string }[]>;
}

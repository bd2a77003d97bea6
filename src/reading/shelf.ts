import type { AnnotatedReading } from './annotations.ts';
import type { Facts } from './reading.ts';

/** Where a question is asked. Outside a server, `guildId` is null; in a thread, `parentId` is its channel. */
export interface Place {
  readonly guildId: string | null;
  readonly channelId: string;
  readonly parentId: string | null;
}

/** Why this reading is the one in use here; the nearest wins. */
export type Because = 'thread' | 'channel' | 'server' | 'shipped';

export interface Summary {
  readonly id: string;
  readonly version: string;
  readonly facts: Facts;
  readonly paragraphs: number;
  readonly shipped: boolean;
}

/** The readings that a server can use, and which one is in use where. Never another server's. */
export interface Shelf {
  readonly list: (guildId: string | null) => Promise<readonly Summary[]>;
  readonly get: (guildId: string | null, id: string) => Promise<AnnotatedReading | undefined>;
  readonly current: (place: Place) => Promise<{ readonly text: AnnotatedReading; readonly because: Because }>;
}

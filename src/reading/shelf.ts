import { createCache } from '../text/cache.ts';
import type { AnnotatedReading } from './annotations.ts';
import { partOrphans } from './orphans.ts';
import type { Facts, Reading } from './reading.ts';
import type { PlacementStore, ReadingStore } from './reading-store.ts';

/** Where a question is asked. Outside a server, `guildId` is null; in a thread, `parentId` is its channel. */
export interface Location {
  readonly guildId: string | null;
  readonly channelId: string;
  readonly parentId: string | null;
}

/** What the reading in use was chosen for, the nearest first; `shipped` where none was. */
export type Scope = 'thread' | 'channel' | 'server' | 'shipped';

export interface ReadingSummary {
  readonly id: string;
  readonly version: string;
  readonly facts: Facts;
  readonly paragraphs: number;
  readonly shipped: boolean;
}

/** The readings that a server can use, and which one is in use where. Never another server's. */
export interface Shelf {
  readonly list: (guildId: string | null) => Promise<readonly ReadingSummary[]>;
  readonly get: (guildId: string | null, id: string) => Promise<AnnotatedReading | undefined>;
  readonly current: (where: Location) => Promise<{ readonly text: AnnotatedReading; readonly scope: Scope }>;
}

/**
 * A shelf over the readings that came with the program and those that servers keep. A server's own reading goes
 * before a shipped one of the same id. Parsed readings are kept in memory while they fit.
 *
 * @param shipped at least one; the first is in use where nothing was placed
 * @param cacheBytes what parsed readings may keep in memory, about
 */
export function createShelf({
  shipped,
  readings,
  placements,
  cacheBytes = 16e6,
}: {
  readonly shipped: readonly [AnnotatedReading, ...AnnotatedReading[]];
  readonly readings: Pick<ReadingStore, 'list' | 'currentRevision' | 'revision'>;
  readonly placements: Pick<PlacementStore, 'at'>;
  readonly cacheBytes?: number;
}): Shelf {
  const shippedById = new Map(shipped.map((text) => [text.reading.id, text]));
  const parsed = createCache(cacheBytes, bytesOf);

  async function own(guildId: string, id: string): Promise<AnnotatedReading | undefined> {
    const revision = await readings.currentRevision(guildId, id);
    if (revision === undefined) return undefined;
    return parsed.obtain(`${guildId}/${id}/${revision}`, async () => {
      const stored = (await readings.revision(guildId, id, revision))?.text;
      // Orphans are for moderators to mend; nobody else is shown words that the text no longer has.
      return stored && partOrphans(stored).text;
    });
  }

  async function get(guildId: string | null, id: string): Promise<AnnotatedReading | undefined> {
    return (guildId === null ? undefined : await own(guildId, id)) ?? shippedById.get(id);
  }

  return {
    get,

    async list(guildId) {
      const owned = guildId === null ? [] : await readings.list(guildId);
      const taken = new Set(owned.map(({ id }) => id));
      return [
        ...owned.map(({ id, version, facts, paragraphs }) => ({
          id,
          version,
          facts,
          paragraphs,
          shipped: false,
        })),
        ...shipped.filter(({ reading }) => !taken.has(reading.id)).map(({ reading }) => summaryOf(reading)),
      ];
    },

    async current({ guildId, channelId, parentId }) {
      if (guildId === null) return { text: shipped[0], scope: 'shipped' };
      const nearest: readonly (readonly [string, Scope])[] = [
        ...(parentId === null
          ? [[channelId, 'channel'] as const]
          : [[channelId, 'thread'] as const, [parentId, 'channel'] as const]),
        [guildId, 'server'],
      ];
      const placed = await placements.at(
        guildId,
        nearest.map(([placeId]) => placeId),
      );
      for (const [placeId, scope] of nearest) {
        const id = placed.get(placeId);
        // What was placed may have been removed since: then the next nearest is in use.
        const text = id === undefined ? undefined : await get(guildId, id);
        if (text) return { text, scope };
      }
      return { text: shipped[0], scope: 'shipped' };
    },
  };
}

function summaryOf(reading: Reading): ReadingSummary {
  const { id, version, facts, paragraphs } = reading;
  return { id, version, facts, paragraphs: paragraphs.length, shipped: true };
}

/** About what a parsed reading takes: its text, a slice for each sentence, its annotations. */
function bytesOf({ reading, annotations }: AnnotatedReading): number {
  let bytes = 2000 + JSON.stringify(annotations).length * 4;
  for (const { text, sentences } of reading.paragraphs)
    bytes += 200 + text.length * 2 + sentences.length * 48;
  return bytes;
}

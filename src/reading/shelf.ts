import { createCache } from '../text/cache.ts';
import type { AnnotatedReading, Annotations } from './annotations.ts';
import { partOrphans } from './orphans.ts';
import { type Outline, outlineOf } from './outline.ts';
import type { Facts, Reading } from './reading.ts';
import type { PlacementStore, ReadingStore, RevisionSummary } from './reading-store.ts';

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
  /** The same in outline, with one query: what is asked of each is kept in memory beyond its words. */
  readonly outlines: (guildId: string | null) => Promise<readonly Outline[]>;
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
  /** Small beside the words, so that they stay where the words of a large library don't. */
  const annotated = createCache<Annotations>(cacheBytes, bytesOfAnnotations);

  function parsedRevision(guildId: string, id: string, revision: number) {
    const key = keyOf(guildId, id, revision);
    return parsed.obtain(key, async () => {
      const stored = (await readings.revision(guildId, id, revision))?.text;
      if (!stored) return undefined;
      // Orphans are for moderators to mend; nobody else is shown words that the text no longer has.
      const { text } = partOrphans(stored);
      annotated.set(key, text.annotations);
      return text;
    });
  }

  async function own(guildId: string, id: string): Promise<AnnotatedReading | undefined> {
    const revision = await readings.currentRevision(guildId, id);
    return revision === undefined ? undefined : parsedRevision(guildId, id, revision);
  }

  function outline(guildId: string, { id, revision, version, facts, paragraphs }: RevisionSummary): Outline {
    const text = async () => {
      const made = await parsedRevision(guildId, id, revision);
      if (!made) throw new Error(`revision ${revision} of reading ${id} is gone`);
      return made;
    };
    return {
      reading: { id, version, facts, paragraphs: { length: paragraphs } },
      annotations: () =>
        annotated.obtain(keyOf(guildId, id, revision), async () => (await text()).annotations),
      words: async () => (await text()).reading,
    };
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

    async outlines(guildId) {
      const owned = guildId === null ? [] : await readings.list(guildId);
      const taken = new Set(owned.map(({ id }) => id));
      return [
        ...owned.map((summary) => outline(guildId as string, summary)),
        ...shipped.filter(({ reading }) => !taken.has(reading.id)).map(outlineOf),
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

function keyOf(guildId: string, id: string, revision: number): string {
  return `${guildId}/${id}/${revision}`;
}

function summaryOf(reading: Reading): ReadingSummary {
  const { id, version, facts, paragraphs } = reading;
  return { id, version, facts, paragraphs: paragraphs.length, shipped: true };
}

/** About what a parsed reading takes: its text, a slice for each sentence, its annotations. */
function bytesOf({ reading, annotations }: AnnotatedReading): number {
  let bytes = 1000 + bytesOfAnnotations(annotations);
  for (const { text, sentences } of reading.paragraphs)
    bytes += 200 + text.length * 2 + sentences.length * 48;
  return bytes;
}

function bytesOfAnnotations(annotations: Annotations): number {
  return 1000 + JSON.stringify(annotations).length * 4;
}

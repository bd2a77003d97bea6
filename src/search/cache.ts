import type { Reading } from '../reading/reading.ts';
import { bytesOf, indexOf, type ReadingIndex } from './index.ts';

/**
 * Indexes by the version of their reading, by how much of it is shown (a group may have been assigned a part),
 * and by its language, which decides how words are stemmed.
 */
export interface Cache {
  /** Made when first needed. */
  readonly indexFor: (reading: Reading) => ReadingIndex;
  readonly has: (reading: Reading) => boolean;
}

/** Keeps what was used last, within a number of bytes (about); the one just asked for is always kept. */
export function createCache(most: number): Cache {
  const kept = new Map<string, { readonly index: ReadingIndex; readonly bytes: number }>();
  let bytes = 0;
  const keyOf = ({ version, paragraphs, facts }: Reading) =>
    `${facts.language} ${paragraphs.length} ${version}`;
  return {
    has: (reading) => kept.has(keyOf(reading)),
    indexFor(reading) {
      const key = keyOf(reading);
      let entry = kept.get(key);
      // While there is room in plenty, the order of use does not matter.
      if (entry && bytes < most / 2) return entry.index;
      if (entry) kept.delete(key);
      else {
        const index = indexOf(reading);
        entry = { index, bytes: bytesOf(index) };
        bytes += entry.bytes;
      }
      kept.set(key, entry);
      for (const [oldest, { bytes: freed }] of kept) {
        if (bytes <= most || oldest === key) break;
        kept.delete(oldest);
        bytes -= freed;
      }
      return entry.index;
    },
  };
}

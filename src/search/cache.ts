import type { Reading } from '../reading/reading.ts';

/**
 * What is made of readings, by their version, by how much of each is shown (a group may have been assigned a part),
 * and by its language, which decides how words are stemmed.
 */
export interface Cache<T> {
  /** Made when first needed. */
  readonly of: (reading: Reading) => T;
  readonly has: (reading: Reading) => boolean;
}

/**
 * Keeps what was used last, within a number of bytes (about); the one just asked for is always kept.
 *
 * @param bytesOf what one keeps, about; looked at when it is made
 */
export function createCache<T>(
  most: number,
  make: (reading: Reading) => T,
  bytesOf: (made: T) => number,
): Cache<T> {
  const kept = new Map<string, { readonly made: T; readonly bytes: number }>();
  let bytes = 0;
  const keyOf = ({ version, paragraphs, facts }: Reading) =>
    `${facts.language} ${paragraphs.length} ${version}`;
  return {
    has: (reading) => kept.has(keyOf(reading)),
    of(reading) {
      const key = keyOf(reading);
      let entry = kept.get(key);
      // While there is room in plenty, the order of use does not matter.
      if (entry && bytes < most / 2) return entry.made;
      if (entry) kept.delete(key);
      else {
        const made = make(reading);
        entry = { made, bytes: bytesOf(made) };
        bytes += entry.bytes;
      }
      kept.set(key, entry);
      for (const [oldest, { bytes: freed }] of kept) {
        if (bytes <= most || oldest === key) break;
        kept.delete(oldest);
        bytes -= freed;
      }
      return entry.made;
    },
  };
}

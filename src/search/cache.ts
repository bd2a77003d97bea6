import type { Reading } from '../reading/reading.ts';
import { createCache as createKeyedCache } from '../text/cache.ts';

/**
 * What is made of readings, by their version, by how much of each is shown (a group may have been assigned a part),
 * and by its language, which decides how words are stemmed.
 */
export interface Cache<T> {
  /** Made when first needed. */
  readonly of: (reading: Reading) => T;
  readonly has: (reading: Reading) => boolean;
}

/** @param limit what is kept at most, in bytes, about: see the cache that it is made of */
export function createCache<T extends object>(
  limit: number,
  make: (reading: Reading) => T,
  bytesOf: (made: T) => number,
): Cache<T> {
  const kept = createKeyedCache(limit, bytesOf);
  const keyOf = ({ version, paragraphs, facts }: Reading) =>
    `${facts.language} ${paragraphs.length} ${version}`;
  return {
    has: (reading) => kept.has(keyOf(reading)),
    of(reading) {
      const key = keyOf(reading);
      let made = kept.get(key);
      if (made === undefined) {
        made = make(reading);
        kept.set(key, made);
      }
      return made;
    },
  };
}

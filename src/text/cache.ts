import { LRUCache } from 'lru-cache';

/** What is costly to make, kept by a key. */
export interface Cache<V> {
  /** The value, which counts as used now. */
  readonly get: (key: string) => V | undefined;
  readonly has: (key: string) => boolean;
  /** Keeps a value, and gives up those used longest ago to make room for it. */
  readonly set: (key: string, value: V) => void;
}

/**
 * Keeps what was used last, within a number of bytes (about). The newest value stays even where it is larger than
 * all of the cache, alone: what was just made is likely asked for again.
 *
 * @param limit bytes
 * @param bytesOf what keeping a value takes, about; asked once, when it is set
 */
export function createCache<V extends object>(limit: number, bytesOf: (value: V) => number): Cache<V> {
  const maxSize = Math.max(1, Math.floor(limit));
  const kept = new LRUCache<string, V>({
    maxSize,
    // lru-cache refuses what is larger than the limit; counted as the limit, it takes the place of all others.
    sizeCalculation: (value) => Math.min(maxSize, Math.max(1, Math.ceil(bytesOf(value)))),
  });
  return {
    get: (key) => kept.get(key),
    has: (key) => kept.has(key),
    set: (key, value) => void kept.set(key, value),
  };
}

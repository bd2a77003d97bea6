import { LRUCache } from 'lru-cache';

/** What is costly to make, kept by a key. */
export interface Cache<V> {
  /** The value, which counts as used now. */
  readonly get: (key: string) => V | undefined;
  readonly has: (key: string) => boolean;
  /** Keeps a value, and gives up those used longest ago to make room for it. */
  readonly set: (key: string, value: V) => void;
  /** The value, made where it is not kept: once, however many ask for it meanwhile. Undefined is not kept. */
  readonly obtain: <Made extends V | undefined>(key: string, make: () => Promise<Made>) => Promise<V | Made>;
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
  const beingMade = new Map<string, Promise<V | undefined>>();
  return {
    get: (key) => kept.get(key),
    has: (key) => kept.has(key),
    set: (key, value) => void kept.set(key, value),
    async obtain<Made extends V | undefined>(key: string, make: () => Promise<Made>) {
      const value = kept.get(key);
      if (value) return value;
      const underWay = beingMade.get(key) as Promise<Made> | undefined;
      if (underWay) return underWay;

      const making = make()
        .then((made) => {
          if (made) kept.set(key, made);
          return made;
        })
        .finally(() => beingMade.delete(key));
      beingMade.set(key, making);
      return making;
    },
  };
}

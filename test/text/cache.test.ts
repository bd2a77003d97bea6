import { expect, it } from 'vitest';
import { createCache } from '../../src/text/cache.ts';

const sized = (bytes: number) => ({ bytes });
const cacheOf = (limit: number) => createCache<{ readonly bytes: number }>(limit, ({ bytes }) => bytes);

it('gives up what was used longest ago, once there is no room', () => {
  const cache = cacheOf(10);
  cache.set('a', sized(5));
  cache.set('b', sized(5));
  cache.get('a');
  cache.set('c', sized(5));
  expect(['a', 'b', 'c'].map(cache.has)).toEqual([true, false, true]);
});

it('keeps the newest value even where it is larger than the limit, and only as long as it is the newest', () => {
  const cache = cacheOf(10);
  cache.set('small', sized(1));
  cache.set('large', sized(1000));
  expect(cache.get('large')).toEqual(sized(1000));
  expect(cache.has('small')).toBe(false);
  cache.set('small', sized(1));
  expect(['large', 'small'].map(cache.has)).toEqual([false, true]);
});

it('counts a value that takes the place of another once', () => {
  const cache = cacheOf(10);
  cache.set('a', sized(4));
  cache.set('b', sized(6));
  cache.set('b', sized(3));
  cache.set('c', sized(3));
  expect(['a', 'b', 'c'].map(cache.has)).toEqual([true, true, true]);
});

it('keeps one value where there is no room at all', () => {
  const cache = cacheOf(0);
  cache.set('a', sized(0));
  expect(cache.has('a')).toBe(true);
  cache.set('b', sized(0.5));
  expect(['a', 'b'].map(cache.has)).toEqual([false, true]);
});

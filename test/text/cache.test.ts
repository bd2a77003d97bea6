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

it('makes a value once, however many ask for it meanwhile, and keeps it', async () => {
  const cache = cacheOf(10);
  let made = 0;
  const make = async () => {
    made++;
    await new Promise(setImmediate);
    return sized(made);
  };
  const both = [cache.obtain('a', make), cache.obtain('a', make)];
  expect(await Promise.all(both)).toEqual([sized(1), sized(1)]);
  expect(await cache.obtain('a', make)).toEqual(sized(1));
});

it('makes anew what could not be made, or was not there', async () => {
  const cache = cacheOf(10);
  await expect(cache.obtain('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await cache.obtain('a', async () => undefined)).toBeUndefined();
  expect(await cache.obtain('a', async () => sized(1))).toEqual(sized(1));
});

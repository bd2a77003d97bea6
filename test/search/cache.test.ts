import { expect, it } from 'vitest';
import { createCache } from '../../src/search/cache.ts';
import { bytesOf, indexOf } from '../../src/search/index.ts';
import { HARBOUR, ORCHARD, textOf } from './texts.ts';

it('keeps the indexes used last, within its bytes', () => {
  const third = textOf('third', ['A third text stands here.']);
  const [a, b] = [HARBOUR.reading, ORCHARD.reading];
  const cache = createCache(bytesOf(indexOf(a)) + bytesOf(indexOf(b)));
  const first = cache.indexFor(a);
  cache.indexFor(b);
  expect(cache.indexFor(a)).toBe(first);
  cache.indexFor(third.reading);
  expect([a, b, third.reading].map(cache.has)).toEqual([true, false, true]);
});

it('keeps the one just asked for, even where it is too large', () => {
  const cache = createCache(0);
  expect(cache.indexFor(HARBOUR.reading)).toBe(cache.indexFor(HARBOUR.reading));
  cache.indexFor(ORCHARD.reading);
  expect(cache.has(HARBOUR.reading)).toBe(false);
});

it('counts anew where the same words are in another language', () => {
  const cache = createCache(1e6);
  const english = (language: string) =>
    cache.indexFor(textOf('same', ['Die Hard is signed.'], { language }).reading).english;
  expect([english('en'), english('de')]).toEqual([true, false]);
});

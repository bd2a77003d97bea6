import { expect, it } from 'vitest';
import { createCache } from '../../src/search/cache.ts';
import { bytesOf, indexOf } from '../../src/search/index.ts';
import { HARBOUR, ORCHARD, textOf } from './texts.ts';

it('keeps the indexes used last, within its bytes', () => {
  const third = textOf('third', ['A third text stands here.']);
  const [a, b] = [HARBOUR.reading, ORCHARD.reading];
  const cache = createCache(bytesOf(indexOf(a)) + bytesOf(indexOf(b)), indexOf, bytesOf);
  const first = cache.of(a);
  cache.of(b);
  expect(cache.of(a)).toBe(first);
  cache.of(third.reading);
  expect([a, b, third.reading].map(cache.has)).toEqual([true, false, true]);
});

it('keeps the one just asked for, even where it is too large', () => {
  const cache = createCache(0, indexOf, bytesOf);
  expect(cache.of(HARBOUR.reading)).toBe(cache.of(HARBOUR.reading));
  cache.of(ORCHARD.reading);
  expect(cache.has(HARBOUR.reading)).toBe(false);
});

it('counts anew where the same words are in another language', () => {
  const cache = createCache(1e6, indexOf, bytesOf);
  const english = (language: string) =>
    cache.of(textOf('same', ['Die Hard is signed.'], { language }).reading).english;
  expect([english('en'), english('de')]).toEqual([true, false]);
});

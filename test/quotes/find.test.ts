import { describe, expect, it } from 'vitest';
import { findWords } from '../../src/quotes/find.ts';
import { makeReading } from '../../src/reading/make.ts';

const reading = makeReading('r', { headline: 'h', language: 'en' }, [
  { kind: 'paragraph', text: 'He said: “It’s  unlikely.” The pact stays.' },
  { kind: 'paragraph', text: 'The Pact stays, they say. Unlikely as it is.' },
]);
const find = (words: string, limit = 10) =>
  findWords({ reading }, words, limit).map((q) => [q.paragraph, q.text]);

describe('finding words', () => {
  it.each([
    ["it's unlikely", [[1, 'It’s  unlikely']]],
    [
      'THE PACT STAYS',
      [
        [1, 'The pact stays'],
        [2, 'The Pact stays'],
      ],
    ],
    [
      'the pact st',
      [
        [1, 'The pact stays'],
        [2, 'The Pact stays'],
      ],
    ],
    [
      '"unlikely"',
      [
        [1, 'unlikely'],
        [2, 'Unlikely'],
      ],
    ],
    ['stays The', []],
    ['pact leaves', []],
    ['  ', []],
  ])('forgives case, spaces and the form of marks, and nothing else: %s', (words, places) => {
    expect(find(words)).toEqual(places);
  });

  it('stops at the limit', () => {
    expect(find('unlikely', 1)).toEqual([[1, 'unlikely']]);
  });
});

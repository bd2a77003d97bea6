import { describe, expect, it } from 'vitest';
import { findWords } from '../../src/quotes/find.ts';
import { NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';
import { prepared } from '../support/prepared.ts';

const reading = makeReading('r', { headline: 'h', language: 'en' }, [
  { kind: 'paragraph', text: 'He said: “It’s  unlikely.” The pact stays.' },
  { kind: 'paragraph', text: 'The Pact stays, they say. Unlikely as it is.' },
]);
const text = prepared({ reading, annotations: NO_ANNOTATIONS });
const find = (words: string, limit = 10) => findWords(text, words, limit).map((q) => [q.paragraph, q.text]);

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

  it('finds words that begin with one that the text has thousands of times', () => {
    const many = [...Array(3000).fill('The old pact.'), 'The zeppelin lands.'].map((words) => ({
      kind: 'paragraph' as const,
      text: words,
    }));
    const long = makeReading('long', { headline: 'h', language: 'en' }, many);
    const found = findWords(prepared({ reading: long, annotations: NO_ANNOTATIONS }), 'the zeppelin', 10);
    expect(found.map(({ paragraph }) => paragraph)).toEqual([3001]);
  });

  it('stops at the limit', () => {
    expect(find('unlikely', 1)).toEqual([[1, 'unlikely']]);
  });
});

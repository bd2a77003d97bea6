import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import type { Answer } from '../../src/search/answer.ts';
import { createSearch, nearestPassage } from '../../src/search/search.ts';
import { typed } from '../support/typed.ts';
import { workOf } from '../support/work.ts';
import { HARBOUR, ORCHARD, textOf } from './texts.ts';

const words = fc.constantFrom(
  'Boats',
  'the',
  'harbour',
  'Ada',
  'apple',
  '1848',
  'U.S.',
  'It',
  'silt',
  '港',
  '“fish”',
  '\u202Eabc',
  '\uD800',
  '.',
  '?',
  '(AB)',
);
const sentence = fc.array(words, { minLength: 1, maxLength: 12 }).map((list) => `${list.join(' ')}.`);
const anything = fc.oneof(
  sentence,
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ maxLength: 80 }),
);
const paragraphs = fc.array(
  fc.array(anything, { minLength: 1, maxLength: 4 }).map((list) => list.join(' ')),
  { minLength: 1, maxLength: 5 },
);

function quotesOf(answer: Answer) {
  return answer.kind === 'found' ? answer.quotes : answer.nearest;
}

describe('for any text and question', () => {
  it('every quote is a slice of its paragraph', async () => {
    await fc.assert(
      fc.asyncProperty(paragraphs, anything, async (list, question) => {
        const text = textOf('any', list);
        const { ask } = createSearch({ cacheBytes: 0 });
        const quotes = quotesOf(await ask([text], question));
        expect(quotes.length).toBeLessThanOrEqual(3);
        for (const { paragraph, start, end, text: words } of quotes)
          expect(words).toBe(text.reading.paragraphs[paragraph - 1]?.text.slice(start, end));
      }),
    );
  });

  it('the order of readings does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(paragraphs, { minLength: 2, maxLength: 12 }),
        anything,
        async (lists, question) => {
          const texts = lists.map((list, i) => textOf(`text-${i}`, list));
          const { ask } = createSearch({ cacheBytes: 1e6 });
          expect(await ask([...texts].reverse(), question)).toEqual(await ask(texts, question));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('the same question gets the same answer, whatever was asked before and kept', async () => {
    const kept = createSearch({ cacheBytes: 1e6 });
    await fc.assert(
      fc.asyncProperty(paragraphs, anything, async (list, question) => {
        const text = textOf('any', list);
        const answer = await kept.ask([text], question);
        await kept.ask([HARBOUR, ORCHARD], 'When did the railway reach the town?');
        expect(await kept.ask([text], question)).toEqual(answer);
        expect(await createSearch({ cacheBytes: 0 }).ask([text], question)).toEqual(answer);
      }),
    );
  });
});

it('whatever is asked gets an answer, and the nearest of it passages', async () => {
  const { ask } = createSearch();
  await fc.assert(
    fc.asyncProperty(typed, async (words) => {
      expect(['found', 'nothing']).toContain((await ask([HARBOUR], words)).kind);
      expect(
        ORCHARD.reading.paragraphs.some(({ text }) =>
          text.includes(nearestPassage(ORCHARD.reading, words) ?? ''),
        ),
      ).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

describe('hostile words', () => {
  const { ask } = createSearch({ cacheBytes: 1e6 });
  it.each([
    ['lone surrogates', '\uD800\uDC00\uD800 harbour \uDFFF'],
    ['one letter, four thousand times', 'a'.repeat(4000)],
    ['one CJK letter, four thousand times', '港'.repeat(4000)],
    ['combining marks', `e${'\u0301'.repeat(3999)}`],
    ['right to left', '\u202E\u2067שלום مرحبا harbour\u2069'],
    ['punctuation only', '?!…—()[]"\'`*_~|<@1>'.repeat(50)],
    [
      'every word of a text',
      HARBOUR.reading.paragraphs
        .map(({ text }) => text)
        .join(' ')
        .repeat(9),
    ],
    ['names of what objects have', '__proto__ constructor toString hasOwnProperty'],
  ])('do no harm: %s', async (_, question) => {
    expect(['found', 'nothing']).toContain((await ask([HARBOUR, ORCHARD], question)).kind);
    expect(['found', 'nothing']).toContain(
      (await ask([textOf('hostile', [question || '-'])], question)).kind,
    );
  });
});

describe('work', () => {
  const { ask } = createSearch({ cacheBytes: 1e8 });
  const texts: AnnotatedReading[] = Array.from({ length: 200 }, (_, i) =>
    textOf(
      `text-${i}`,
      Array.from(
        { length: 50 },
        (__, p) => `Harbour ${i} had ${p} boats in ${1800 + p}. They sold fish number ${i * 50 + p}.`,
      ),
    ),
  );
  const question = (words: number) => Array.from({ length: words }, (_, i) => `w${i}`).join(' ');
  /** Of asking what has been asked before: readings are counted once. */
  const workOfAsking = async (count: number, asked: string) => {
    await ask(texts.slice(0, count), asked);
    return workOf(() => ask(texts.slice(0, count), asked));
  };

  it.each([1, 200])(
    'grows with a question of 4,000 characters, not with their square: %i readings',
    async (count) => {
      const half = await workOfAsking(count, question(400));
      expect(await workOfAsking(count, question(800))).toBeLessThan(2.5 * half);
    },
  );

  it('hardly grows with the readings that are asked: few of them are looked into', async () => {
    const asked = 'How many boats had harbour 17 in 1823?';
    expect(await workOfAsking(200, asked)).toBeLessThan(2 * (await workOfAsking(20, asked)));
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hostileInputs } from '../../bench/quotes.ts';
import { check } from '../../src/quotes/check.ts';
import { claimedQuotesIn } from '../../src/quotes/claimed-quotes.ts';
import { makeConcordance } from '../../src/quotes/concordance.ts';
import { findWords } from '../../src/quotes/find.ts';
import { tokensOf } from '../../src/quotes/tokens.ts';
import { loadReading } from '../../src/reading/folder.ts';
import { makeReading } from '../../src/reading/make.ts';
import { prepared } from '../support/prepared.ts';
import { typed } from '../support/typed.ts';
import { workOf } from '../support/work.ts';

const treaty = prepared(loadReading('data/readings/us-japan-security-treaty', () => undefined));
check(treaty, { words: 'warm' });

/** Half as much again as the worst of them takes; what grows with the square of 2,000 words takes four million. */
const MOST_WORK = 3_000_000;

it.each(Object.entries(hostileInputs(treaty.reading.paragraphs[9]?.text ?? '')))(
  '4,000 characters of %s are checked with little work',
  async (_, message) => {
    expect(message).toHaveLength(4000);
    const work = await workOf(() => {
      for (const claim of claimedQuotesIn(message).quotes) check(treaty, claim);
      check(treaty, { words: message, speaker: message.slice(0, 100) });
    });
    expect(work).toBeLessThan(MOST_WORK);
  },
);

it('a text that repeats itself is read about once for words that nearly do', async () => {
  const blocks = [{ kind: 'paragraph' as const, text: 'la la la di '.repeat(5000) }];
  const { find, longest, idsOf } = makeConcordance(
    makeReading('r', { headline: 'h', language: 'en' }, blocks),
  );
  const words = idsOf(tokensOf(`${'la la la di '.repeat(500)}la la la la`));
  expect(await workOf(() => [...find(words)])).toBeLessThan(200_000);
  expect(longest(words)).toBe(2003);
});

it('whatever is typed can be looked for and checked', () => {
  fc.assert(
    fc.property(typed, (words) => {
      expect(findWords(treaty, words, 10).length).toBeLessThanOrEqual(10);
      for (const claim of [{ words }, { words, speaker: words }, ...claimedQuotesIn(words).quotes])
        expect(check(treaty, claim).claimed).toBe(claim);
    }),
    { numRuns: 300 },
  );
});

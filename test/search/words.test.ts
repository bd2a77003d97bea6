import { describe, expect, it } from 'vitest';
import { isStopWord, stemOf, termOf, wordsOf } from '../../src/search/words.ts';

describe('words', () => {
  it.each([
    ["Japan's US-led talks", ['japan', 'us', 'led', 'talks']],
    ['the U.S. paid $1,000.50', ['the', 'us', 'paid', '100050']],
    ['Beyoncé, café', ['beyonce', 'cafe']],
    ['42% of 3.5 million', ['42', 'percent', 'of', '35', 'million']],
    ['… — !', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are found where no spaces part them', () => {
    expect(wordsOf('条約に署名した')).toEqual(expect.arrayContaining(['条約', '署名']));
  });

  it('are looked up by their stems in English only', () => {
    expect([stemOf('signing', true), stemOf('wrote', true), stemOf('signing', false)]).toEqual([
      'sign',
      'write',
      'signing',
    ]);
  });

  it('keeps a stop word apart from a stem of the same letters', () => {
    expect(isStopWord('the')).toBe(true);
    expect(termOf('being', true)).not.toBe(termOf('be', true));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugOf } from '../../src/reading/slug.ts';

describe('the name of a reading', () => {
  it('is made of its words, cut between them, and is never taken twice', () => {
    expect(slugOf('The Book of Tea', [], 'reading')).toBe('the-book-of-tea');
    expect(slugOf("Österreich's Café", [], 'reading')).toBe('osterreichs-cafe');
    expect(slugOf('Washington Unlikely To Withdraw From the Pact', [], 'reading')).toBe(
      'washington-unlikely-to',
    );
    expect(slugOf('吾輩は猫である', ['reading'], 'reading')).toBe('reading-2');
    expect(slugOf('Tea', ['tea', 'tea-2'], 'reading')).toBe('tea-3');
  });

  it('fits an id, whatever the words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        expect(slugOf(words, [], 'reading')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slugOf(words, [], 'reading').length).toBeLessThanOrEqual(30);
      }),
    );
  });
});

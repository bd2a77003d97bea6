import { describe, expect, it } from 'vitest';
import { isStopWord, stemOf, termOf } from '../../src/search/terms.ts';

describe('words', () => {
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

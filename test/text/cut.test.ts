import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPoint, cutTo, shorten, shortenStart, truncate } from '../../src/text/cut.ts';

const FAMILY = '👨‍👩‍👧‍👦';
/** One half of a character that takes two code units. */
const HALF = /\p{Cs}/u;

describe('a cut', () => {
  it.each([
    ['a surrogate pair', 'ab𝔸', 3, 'ab'],
    ['an emoji with joiners', `ab${FAMILY}`, 8, 'ab'],
    ['an emoji of two letters', '🇩🇪🇯🇵', 6, '🇩🇪'],
    ['a skin tone', 'a👍🏽', 3, 'a'],
    ['a letter and its accent', 'cafe\u0301', 4, 'caf'],
    ['a Hindi syllable', 'नमस्ते', 5, 'नम'],
    ['a line break of two units', 'a\r\nb', 2, 'a'],
  ])('never halves %s', (_, text, length, kept) => {
    expect(cutTo(text, length)).toBe(kept);
  });

  it('leaves what fits as it is', () => {
    expect(cutTo(FAMILY, FAMILY.length)).toBe(FAMILY);
    expect(truncate('a\nb', 3)).toBe('a\nb');
    expect(shorten(' a \n b ', 3)).toBe('a b');
  });

  it('is made between code points where one character is longer than what there is room for', () => {
    expect(cutTo(FAMILY, 4)).toBe('👨‍');
    expect(cutTo(FAMILY, 5)).toBe('👨‍👩');
    expect(cutTo(`a${'\u0301'.repeat(50)}`, 10)).toBe(`a${'\u0301'.repeat(9)}`);
  });

  it('is no longer than asked for, begins as the text does, and halves no code point', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 80 }), (text, length) => {
        const cut = cutTo(text, length);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut).not.toMatch(HALF);
        for (const shown of [truncate(text, length), shorten(text, length), shortenStart(text, length)]) {
          expect(shown.length).toBeLessThanOrEqual(length);
          expect(shown).not.toMatch(HALF);
        }
        expect(cutPoint(text, length)).toBe(cut.length);
      }),
    );
  });
});

describe('a cut that people see is marked', () => {
  it('with the lines kept', () => {
    expect(truncate('one\ntwo\nthree', 9)).toBe('one\ntwo\n…');
    expect(truncate(`ab${FAMILY}c`, 8)).toBe('ab…');
  });

  it.each([
    ['It is very unlikely', 18, 'It is very…'],
    ['It is very unlikely', 11, 'It is very…'],
    ['It is\nvery', 10, 'It is very'],
    ['unlikely', 5, 'unli…'],
  ])('on one line, between words, so that none turns into another: %j, %d', (text, length, cut) => {
    expect(shorten(text, length)).toBe(cut);
  });

  it('within a word where that is long', () => {
    expect(shorten('Donaudampfschifffahrtsgesellschaft', 10)).toBe('Donaudamp…');
    expect(shorten(`x ${'あ'.repeat(30)}`, 10)).toBe(`x ${'あ'.repeat(7)}…`);
  });

  it('before the end', () => {
    expect(shortenStart('It is true that Trump walked away', 12)).toBe('…walked away');
    expect(shortenStart(`ab${FAMILY}cd`, 5)).toBe('…cd');
  });
});

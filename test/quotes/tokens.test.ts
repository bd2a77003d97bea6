import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../src/quotes/differences.ts';
import { tokensOf } from '../../src/quotes/tokens.ts';

/** What is compared, and the stored words of each where they are others. */
const read = (text: string) =>
  tokensOf(text).map(({ norm, start, end }) => {
    const stored = text.slice(start, end);
    return stored === norm ? norm : `${norm} (${stored})`;
  });

describe('a text to be compared is split into', () => {
  it.each([
    ['words in small letters, and marks', 'He left, she said.', ['he (He)', 'left', ',', 'she', 'said', '.']],
    ['numbers with their points and commas', '1.5 and 300,000.', ['1.5', 'and', '300,000', '.']],
    ['numbers with what follows them', '10:30pm 5th', ['10:30pm', '5th']],
    ['words with their apostrophe', "can't o'clock", ["can't", "o'clock"]],
    [
      'words whose apostrophe is of another form',
      'can’t canʼt can`t',
      ["can't (can’t)", "can't (canʼt)", "can't (can`t)"],
    ],
    ['a name and its possessive', "Japan's Doe’s", ['japan (Japan)', "'s", 'doe (Doe)', "'s (’s)"]],
    ['a possessive in capitals', 'JAPAN’S', ['japan (JAPAN)', "'s (’S)"]],
    ['the parts of compounds', 'non-violent – it', ['non', '-', 'violent', '- (–)', 'it']],
    ['dashes of any form', '‐ ‑ ‒ – — ― − -', [...'‐‑‒–—―−'].map((dash) => `- (${dash})`).concat('-')],
    ['ellipses of any form', 'a … b ... c . . . d', ['a', '…', 'b', '… (...)', 'c', '… (. . .)', 'd']],
    ['two full stops that are none', 'a.. b', ['a', '.', '.', 'b']],
    ['characters of scripts without spaces', '日本の', ['日', '本', 'の']],
    ['accents as they count', 'é E\u0301 e', ['é', 'é (E\u0301)', 'e']],
    ['one small sigma', 'ΛΟΓΟΣ λόγος', ['λογοσ (ΛΟΓΟΣ)', 'λόγοσ (λόγος)']],
    ['nothing for spaces, quotation marks and brackets', ' “a” «b» (c) [d] {e} 「f」', [...'abcdef']],
    ['nothing for what nobody sees', 'wal\u00ADked\u200B a', ['walked (wal\u00ADked)', 'a']],
    ['nothing', '', []],
  ])('%s: %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['one word, where brackets are of a letter or an ending', '[T]he walk[ed] word(s)', 3],
    ['two, where they are a remark', '2012[update] a(nother)one', 5],
  ])('%s: %s', (_, text, count) => {
    expect(tokensOf(text)).toHaveLength(count);
  });

  it('words, marks and ellipses, and says which', () => {
    expect(tokensOf('It … is, 日!').map(({ norm, kind }) => `${norm} ${kind}`)).toEqual([
      'it word',
      '… ellipsis',
      'is word',
      ', mark',
      '日 word',
      '! mark',
    ]);
  });

  it('words within square brackets and others, and says which', () => {
    const bracketed = (text: string) =>
      tokensOf(text).flatMap((token) => (token.bracketed ? token.norm : []));
    expect(bracketed('The [old and new] pact [of 1951] (it) holds')).toEqual([
      'old',
      'and',
      'new',
      'of',
      '1951',
    ]);
    expect(bracketed('[T]he pact [holds')).toEqual(['the']);
    expect(bracketed(`[${'a '.repeat(150)}] [${'b '.repeat(151)}] [c]`).length).toBe(151);
  });

  it('slices of it, each after the other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const tokens = tokensOf(text);
        const next = [...tokens.slice(1).map(({ start }) => start), text.length];
        expect(tokens.every(({ start, end }, i) => start < end && start <= (next[i] ?? 0))).toBe(true);
      }),
    );
  });
});

describe('words that are equal but for trifles differ in', () => {
  it.each([
    ['nothing', 'It is “late” – so…', 'It is “late” – so…', []],
    ['case', 'It is late', 'it is LATE', ['case']],
    ['spacing', 'It is late', 'It  is late', ['spacing']],
    ['quotation marks', '“It’s late”', '"It\'s late"', ['quotation marks']],
    ['brackets', 'the TPP [pact]', 'the TPP pact', ['brackets']],
    ['dashes', 'late – so', 'late - so', ['dashes']],
    ['ellipses', 'late … so', 'late ... so', ['ellipses']],
    ['invisible characters', 'It is late', 'It is la\u00ADte', ['invisible characters']],
    ['the form of an accent', 'café', 'cafe\u0301', ['invisible characters']],
    ['several', 'It is “late” – so', 'it is  late — so', ['case', 'spacing', 'quotation marks', 'dashes']],
  ])('%s', (_, text, words, expected) => {
    expect(differencesOf(text, words)).toEqual(expected);
  });
});

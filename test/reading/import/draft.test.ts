import { describe, expect, it } from 'vitest';
import { edtfOf } from '../../../src/reading/import/date.ts';
import { draftFacts } from '../../../src/reading/import/draft.ts';
import type { Imported } from '../../../src/reading/import/imported.ts';

const imported = (facts: Imported['facts'], text = 'Words.'): Imported => ({
  format: 'plain',
  facts,
  blocks: [{ kind: 'paragraph', text }],
  dropped: [],
  remarks: [],
});

describe('a date that a file states', () => {
  it.each([
    ['2019-06-25T10:00:00+09:00', '2019-06-25'],
    ['2019-06', '2019-06'],
    ['1906', '1906'],
    ['June 25, 2019', '2019-06-25'],
    ['Tuesday, 25th June 2019', '2019-06-25'],
    ['25 Sept. 2019', '2019-09-25'],
    ['May 1906', '1906-05'],
    ['2019年6月25日', '2019-06-25'],
    ['5/6/2019', undefined],
    ['31 April 2019', undefined],
    ['once upon a time', undefined],
  ])('%s is read with the precision it has', (words, edtf) => {
    expect(edtfOf(words)).toBe(edtf);
  });
});

describe('the facts of a draft', () => {
  it('are those that the file states and that fit; the file’s name stands for a title', () => {
    expect(
      draftFacts(imported({ date: '1906?', url: 'https://example.org' }), 'book_of-tea.txt', 'en'),
    ).toEqual({
      headline: 'book of tea',
      date: '1906?',
      url: 'https://example.org',
      language: 'en',
    });
    expect(draftFacts(imported({ date: 'once', byline: 'x'.repeat(400) }), undefined, 'de')).toEqual({
      headline: 'Untitled',
      byline: 'x'.repeat(300),
      language: 'de',
    });
  });

  it.each([
    ['吾輩は猫である。', 'ja'],
    ['Привет, мир.', 'ru'],
    ['대한민국', 'ko'],
    ['Plain words with 日本 in them, as in a report.', 'en'],
  ])('name the language that the script tells: %s', (text, language) => {
    expect(draftFacts(imported({}, text), 'x', 'en').language).toBe(language);
  });
});

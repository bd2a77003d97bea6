import { describe, expect, it } from 'vitest';
import { draftFacts } from '../../../src/reading/import/draft.ts';
import type { Imported } from '../../../src/reading/import/imported.ts';

const imported = (facts: Imported['facts'], text = 'Words.'): Imported => ({
  format: 'plain',
  facts,
  blocks: [{ kind: 'paragraph', text }],
  dropped: [],
  remarks: [],
});

describe('the facts of a draft', () => {
  it('are those that the file states and that fit; its name stands for a title, or the first words of a paste', () => {
    expect(
      draftFacts(imported({ date: '1906?', url: 'https://example.org' }), 'book_of-tea.txt', 'en'),
    ).toEqual({
      headline: 'book of tea',
      date: '1906?',
      url: 'https://example.org',
      language: 'en',
    });
    expect(draftFacts(imported({ byline: 'x'.repeat(400) }), undefined, 'de')).toEqual({
      headline: 'Words.',
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

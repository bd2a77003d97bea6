import { describe, expect, it } from 'vitest';
import { findParagraphs, parseParagraphs } from '../../src/text/paragraphs.ts';
import { refusal } from '../support/refusals.ts';

describe('numbers of paragraphs', () => {
  it.each([
    ['6, 8', [6, 8]],
    ['8;6 7、7', [6, 7, 8]],
    ['¶6–8', [6, 7, 8]],
    ['¶¶ 8 - ¶9', [8, 9]],
    ['', []],
  ])('are read from “%s”', (written, numbers) => {
    expect(parseParagraphs(written, 8)).toEqual(numbers);
  });

  it.each(['six', '8x', '8-6', '1-2-3', '-3', '123456'])('are not read from “6, %s”', (written) => {
    expect(() => parseParagraphs(`6, ${written}`, 8)).toThrow(
      refusal(
        'paragraphs-unclear',
        `“${written}” is no number of a paragraph. Write numbers, such as 6, 8 or 6-8.`,
      ),
    );
  });

  it('are named where they are not read, and not at length', () => {
    expect(() => parseParagraphs(`6, ${'x'.repeat(60)}`, 8)).toThrow(/^“x{39}…” is/);
  });

  it.each(['1-9', '1-5, 7-10', '1-99999'])('are not more than may be: “%s”', (written) => {
    expect(() => parseParagraphs(written, 8)).toThrow(
      refusal('paragraphs-many', 'Choose at most 8 paragraphs.'),
    );
  });
});

it.each([
  ['But ¶8 says nothing of costs!', [8]],
  ['¶¶6–8 and ¶ 2, not 9 or ¶x', [2, 6, 7, 8]],
  ['¶1-99999', [1, 2, 3, 4, 5, 6, 7, 8]],
  ['No paragraph is named', []],
])('the paragraphs that words name are found: %s', (words, numbers) => {
  expect(findParagraphs(words, 8)).toEqual(numbers);
});

import { describe, expect, it } from 'vitest';
import { claimedQuotesIn, MAX_QUOTES, unwrap } from '../../src/quotes/claimed-quotes.ts';

const told = (message: string) =>
  claimedQuotesIn(message).quotes.map(({ words, speaker }) => (speaker ? `${speaker}: ${words}` : words));

describe('a message quotes', () => {
  it.each([
    [
      'what stands in quotation marks',
      'He says “It is true” and “It is late”.',
      ['It is true', 'It is late'],
    ],
    [
      'with marks of any style',
      '«One two», „three four“, 「五六」, "seven eight"',
      ['One two', 'three four', '五六', 'seven eight'],
    ],
    [
      'what stands in a block quote',
      'Look:\n> It is true\n> that he left.\nRight?',
      ['It is true\nthat he left.'],
    ],
    ['all that follows three marks', 'Look:\n>>> It is true\nthat he left.', ['It is true\nthat he left.']],
    ['both', '> It is true\nand “it is late”', ['It is true', 'it is late']],
    ['a block quote without marks around it', '> “It is true”', ['It is true']],
    ['its whole, where it marks nothing', 'It is true, I say', ['It is true, I say']],
    ['its whole, where it only has apostrophes', "It's the students' view", ["It's the students' view"]],
    ['a speaker named beside it', '“It is true,” Mason said.', ['Mason: It is true,']],
    ['a speaker named before it', 'Mason told Sputnik: "It is true"', ['Mason: It is true']],
    ['a speaker who signs a block quote', '> It is true\n> — James Brown', ['James Brown: It is true']],
    ['nobody’s words, where it is not certain', 'Somebody near Mason: “It is true”', ['It is true']],
    ['no formatting', '> **It** is __very__ ~~true~~, `so` *so* ||much||', ['It is very true, so so much']],
    ['escaped marks as they are', '> 5 \\* 3 and a\\_b', ['5 * 3 and a_b']],
    ['stars between spaces and bars in words', '“5 * 3 and snake_case_word”', ['5 * 3 and snake_case_word']],
    ['no mentions, emoji or times', '“<@123> It <:smile:456> is <t:1234:R> true”', ['It  is  true']],
    ['nothing', '“…” !', []],
  ])('%s', (_, message, expected) => {
    expect(told(message)).toEqual(expected);
  });

  it('as many as are checked, and counts the others', () => {
    const message = Array.from({ length: 12 }, (_, i) => `“quote number ${i}”`).join(' ');
    expect(claimedQuotesIn(message)).toMatchObject({ more: 12 - MAX_QUOTES, marked: true });
    expect(claimedQuotesIn(message).quotes).toHaveLength(MAX_QUOTES);
  });
});

it('takes marks off only where they enclose all of it', () => {
  expect(unwrap(' “It is true” ')).toBe('It is true');
  expect(unwrap('“It is true” and “late”')).toBe('“It is true” and “late”');
  expect(unwrap('It is "true"')).toBe('It is "true"');
});

import { describe, expect, it } from 'vitest';
import { claimedQuotesIn, MAX_QUOTES, plainOf, unwrap } from '../../src/quotes/claimed-quotes.ts';

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

describe('what a message shows', () => {
  it.each([
    ['# Heading\n-# small\n- one\n* two', 'Heading\nsmall\none\ntwo'],
    ['####### no heading', '####### no heading'],
    ['a # b - c', 'a # b - c'],
    ['<@!1> <@&2> <#3> <a:wave:4> <t:-5> <t:5:R>', '     '],
    ['<b> <@x> <t:x>', '<b> <@x> <t:x>'],
    ['*a* **b** ***c*** ~~d~~ ||e|| `f` ```g```', 'a b c d e f g'],
    ['_a_ __b__ snake_case', 'a b snake_case'],
    ['a * b ** c ~~ d || e', 'a * b ** c ~~ d || e'],
    ['a \\* \\_ \\~ \\| \\` \\\\ \\# \\> \\- \\.', 'a * _ ~ | ` \\ # > - .'],
    ['\\a', '\\a'],
  ])('%j is %j', (message, shown) => {
    expect(plainOf(message)).toBe(shown);
  });
});

describe('a message that quotes', () => {
  it.each([
    ['in two blocks', '> One two\nand\n> three four', ['One two', 'three four']],
    ['in a block with an empty line', '> One\n>\n> two', ['One\n\ntwo']],
    ['in a block that is set in', '   > One two', ['One two']],
    ['no block, where the mark stands further in or has no space', '    > One\n>two', ['> One\n>two']],
    ['all that follows, with what was before', '> One\n>>> two\n> three', ['One', 'two\n> three']],
    ['with a name that signs, after a dash of any form', '> One two\n> - Ann Roe', ['Ann Roe: One two']],
    ['with a name and two hyphens', '> One two\n> -- Ann Roe', ['Ann Roe: One two']],
    ['with a last line that is no name', '> One two\n> — and so on', ['One two\n— and so on']],
    ['a name alone', '> — Ann Roe', ['— Ann Roe']],
    ['in marks around several lines, without them', '> “One\n> two”', ['One\ntwo']],
    ['two stretches of one speaker each', '“One,” Ann said. “Two,” Bob said.', ['Ann: One,', 'Bob: Two,']],
    ['a word in single marks, which may be an apostrophe', "'tis' true", ["'tis' true"]],
    ['several words in single marks', "She said 'one two'", ['one two']],
    ['words with spaces around them', '“ One two ”', ['One two']],
    ['nothing in marks that hold no word', '“…” and “one two”', ['one two']],
    ['over two lines, none', '“One\ntwo”', ['“One\ntwo”']],
  ])('%s', (_, message, expected) => {
    expect(told(message)).toEqual(expected);
  });

  it('says whether it marks what it quotes, and how much there is beyond what is checked', () => {
    expect(claimedQuotesIn('“one two”')).toMatchObject({ marked: true, more: 0 });
    expect(claimedQuotesIn('one two')).toEqual({ quotes: [{ words: 'one two' }], marked: false, more: 0 });
    expect(claimedQuotesIn(' !')).toEqual({ quotes: [], marked: false, more: 0 });
  });
});

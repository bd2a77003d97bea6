import { describe, expect, it } from 'vitest';
import { eachWord, wordsOf } from '../../src/text/words.ts';

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

  it.each(['ﷺ', '⑴', '⒈', '½', 'a\u0301\u034F', '\u0301', '\u0345\u0345', "ﷺ's"])(
    'are letters and digits alone, and no word is empty: %s',
    (written) => {
      for (const word of wordsOf(`one ${written} two`)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
    },
  );

  it('say where they stand, within the part that is asked for', () => {
    const text = 'Café U.S. 条約 end';
    const found: string[] = [];
    eachWord(text, (word, start, end) => found.push(`${word}=${text.slice(start, end)}`), 5, 12);
    expect(found).toEqual(['us=U.S.', '条約=条約']);
  });
});

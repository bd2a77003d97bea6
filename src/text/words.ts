/**
 * Calls `take` with each word of `text.slice(start, end)` in order, in lower case and without accents, with
 * where it stands.
 *
 * Words are runs of letters and digits. A number keeps its inner marks ("1,000", "3.5"), an abbreviation loses
 * its dots ("U.S." is `us`), a possessive its ending ("Japan's" is `japan`). Where a script is written without
 * spaces (Chinese, Japanese, Thai …), `Intl.Segmenter` finds the words of the run.
 */
export function eachWord(
  text: string,
  take: (word: string, start: number, end: number) => void,
  start = 0,
  end = text.length,
): void {
  WORD.lastIndex = start;
  for (;;) {
    const found = WORD.exec(text);
    if (!found || found.index >= end) return;
    const written = found[0];
    const at = found.index;
    if (PLAIN.test(written)) take(written.toLowerCase(), at, at + written.length);
    else if (UNSPACED.test(written))
      for (const { segment, index, isWordLike } of SEGMENTER.segment(written)) {
        if (isWordLike) takeFolded(segment, at + index);
      }
    else if (written === '%') take('percent', at, at + 1);
    else takeFolded(written, at);
  }

  function takeFolded(written: string, at: number): void {
    const word = fold(written);
    if (word !== '') take(word, at, at + written.length);
  }
}

/** The words of a text, in order. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  eachWord(text, (word) => words.push(word));
  return words;
}

/** Longer words are cut here: nobody reads them, and a hostile text may be one word. */
const LONGEST = 40;

const WORD = /\p{N}+(?:[.,]\p{N}+)*\p{L}*|(?:\p{Lu}\.){2,}|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*|%/gu;
const PLAIN = /^[A-Za-z0-9]{1,40}$/;
/** Letters of scripts that put no spaces between words, for a character class of a pattern. */
export const UNSPACED_SCRIPTS =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const UNSPACED = new RegExp(`[${UNSPACED_SCRIPTS}]`, 'u');
/** Which language it is made for changes little: each script without spaces has its own dictionary. */
const SEGMENTER = new Intl.Segmenter('ja', { granularity: 'word' });

/** Letters and digits alone: nothing of a lone accent, one word of a letter that stands for several, such as ﷺ. */
function fold(written: string): string {
  return written
    .slice(0, LONGEST)
    .normalize('NFKD')
    .replace(/['’]s$|[^\p{L}\p{N}]/gu, '')
    .normalize('NFC')
    .toLowerCase();
}

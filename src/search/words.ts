import { stemmer } from 'stemmer';
import { IRREGULAR } from './irregular.ts';

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
      for (const { segment, index, isWordLike } of segmenter.segment(written)) {
        if (isWordLike) take(folded(segment), at + index, at + index + segment.length);
      }
    else if (written === '%') take('percent', at, at + 1);
    else take(folded(written), at, at + written.length);
  }
}

/** The words of a text, in order. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  eachWord(text, (word) => words.push(word));
  return words;
}

/**
 * What a word is looked up by: its stem (Porter, 1980) in English, itself in any other language. Words of other
 * scripts are left as they are in every language.
 */
export function stemOf(word: string, english: boolean): string {
  if (!english || !STEMMABLE.test(word)) return word;
  let stem = stems.get(word);
  if (stem === undefined) {
    if (stems.size >= STEMS_KEPT) stems.clear();
    stem = stemmer(IRREGULAR.get(word) ?? word);
    stems.set(word, stem);
  }
  return stem;
}

/** The term of a word: its stem, or, of a stop word, a spelling that no other word's stem has. */
export function termOf(word: string, english: boolean): string {
  return isStopWord(word) ? `${word}\0` : stemOf(word, english);
}

/** Whether a word says nothing of what a text is about. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** Longer words are cut here: nobody reads them, and a hostile text may be one word. */
const LONGEST = 40;

const WORD = /\p{N}+(?:[.,]\p{N}+)*\p{L}*|(?:\p{Lu}\.){2,}|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*|%/gu;
const PLAIN = /^[A-Za-z0-9]{1,40}$/;
const STEMMABLE = /^[a-z]{3,}$/;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Which language it is made for changes little: each script without spaces has its own dictionary. */
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

function folded(written: string): string {
  return written
    .slice(0, LONGEST)
    .normalize('NFKD')
    .replace(/\p{M}|['’]s$|[.,'’]/gu, '')
    .normalize('NFC')
    .toLowerCase();
}

const stems = new Map<string, string>();
const STEMS_KEPT = 50_000;

const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a about after all also although am among an and any are arent as at be because been before being both but ' +
    'by can cannot could couldnt did didnt do does doesnt doing done dont during each either else ever every for ' +
    'from had has have having he hence her here hers herself him himself his how i if in into is isnt it its ' +
    'itself just may me might mine more most much must my myself neither no nor not of off on once only onto or ' +
    'other our ours ourselves out over own s same shall she should so some such t than that the their theirs ' +
    'them themselves then there therefore these they this those though through thus to too toward towards upon ' +
    'very via was wasnt we were werent what whatever when where whether which while who whom whose why will with ' +
    'within without would you your yours yourself yourselves ' +
    // Japanese and Chinese: particles, copulas and question words, as Intl.Segmenter cuts them.
    'の は が を に で と も へ や か から まで より な だ です ます た て し い する した して いる ある れる さ ' +
    'この その あの これ それ 何 なに 誰 だれ どこ いつ なぜ どの どう 的 了 在 是 和 与 的是 什么 谁 哪里 为什么 吗 呢'
  ).split(' '),
);

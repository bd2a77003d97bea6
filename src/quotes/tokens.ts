import type { Slice } from '../reading/reading.ts';
import { UNSPACED_SCRIPTS } from '../text/words.ts';

/** A word or a mark of punctuation of a text, with its place in the text as it is stored. */
export interface Token extends Slice {
  /** What is compared: small letters, one form of each mark. */
  readonly norm: string;
  readonly kind: 'word' | 'mark' | 'ellipsis';
  /** Within square brackets, where editors put what an author did not write. */
  readonly bracketed: boolean;
}

/*
 * Splits a text to be compared word for word, as `words.ts` can't: accents and marks of punctuation count, and
 * every token knows its place in the stored text.
 *
 * Spaces, quotation marks, brackets and invisible characters make no token, so two texts with equal tokens are
 * equal but for these, for case and for the form of dashes and ellipses. Whether they are equal to the letter
 * is always asked of the texts themselves.
 */
export function tokensOf(text: string): Token[] {
  const { plain, at } = toComparable(text);
  const tokens: Token[] = [];
  const inserted = [...text.matchAll(SQUARE)].map(({ 0: all, index }) => ({
    start: index,
    end: index + all.length,
  }));
  let next = 0;
  for (const { 0: found, index } of plain.matchAll(TOKEN)) {
    const start = at[index]!;
    while ((inserted[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    const end = at[index + found.length - 1]! + 1;
    tokens.push({
      norm: normOf(found),
      kind: WORD.test(found) ? 'word' : found === '…' || found.length > 2 ? 'ellipsis' : 'mark',
      start,
      // Marks that belong to the last letter stand after it in the stored text.
      end: clusterEnd(text, end),
      bracketed: start >= (inserted[next]?.start ?? text.length),
    });
  }
  return tokens;
}

/** What editors put into a quote; an opening bracket without its closing one is none. */
const SQUARE = /\[[^[\]]{0,300}\]/g;

/** Characters that nobody sees: zero-width ones, direction marks, soft hyphens, variation selectors. */
export const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
export const DASHES = /[‐‑‒–—―−-]/g;
export const BRACKETS = /[[\](){}（）［］【】]/g;
export const MARKS = /["＂“”„‟«»‹›「」『』‘’‚‛'ʼ`´]/g;

const WORD = /[\p{L}\p{N}]/u;
const LETTER = `(?:(?![${UNSPACED_SCRIPTS}])[\\p{L}\\p{N}\\p{M}])`;
const TOKEN = new RegExp(
  [
    // Numbers keep their points and commas: 1.5 is not 5.
    `\\p{Nd}+(?:[.,:]\\p{Nd}+)+${LETTER}*`,
    // "can't" is one word; in "Japan's" the ending is a token of its own.
    `${LETTER}+(?:'(?![sS](?!${LETTER}))${LETTER}+)*`,
    `'[sS](?!${LETTER})`,
    `[${UNSPACED_SCRIPTS}]\\p{M}*`,
    '\\.(?:\\s?\\.){2,}|…',
    '\\S',
  ].join('|'),
  'gu',
);

function normOf(found: string): string {
  if (found.length === 1 && found < '\u0080') return found.toLowerCase();
  if (found === '…' || /^\.\s?\.\s?\./.test(found)) return '…';
  return found.toLowerCase().replaceAll('ς', 'σ');
}

/** The text with one form of each mark, and where each of its code units stands in the text. */
function toComparable(text: string): { plain: string; at: Int32Array } {
  const whole = text.normalize('NFC') === text;
  const at = new Int32Array(text.length + 1);
  let plain = '';
  const put = (unit: string, index: number) => {
    at[plain.length] = index;
    plain += unit;
  };
  for (let i = 0; i < text.length; ) {
    const end = whole ? i + 1 : clusterEnd(text, i + 1);
    const unit = end === i + 1 ? text.charAt(i) : text.slice(i, end).normalize('NFC');
    const shown = unit.length === 1 ? shownAs(unit, text, i) : unit;
    for (const part of shown) for (let k = 0; k < part.length; k++) put(part.charAt(k), i);
    i = end;
  }
  return { plain, at };
}

function shownAs(unit: string, text: string, i: number): string {
  if (/[A-Za-z0-9 .,]/.test(unit)) return unit;
  if (one(INVISIBLE, unit)) return '';
  if (one(DASHES, unit)) return '-';
  const inWord = WORD.test(text[i - 1] ?? ' ') && WORD.test(text[i + 1] ?? ' ');
  if (one(BRACKETS, unit)) return inWord && isAffix(text, i) ? '' : ' ';
  if (one(MARKS, unit)) return inWord && /['’ʼ‘`´]/.test(unit) ? "'" : ' ';
  return unit;
}

/** "[T]he", "walk[ed]", "word(s)" are one word each; "2012[update]" is two. */
function isAffix(text: string, i: number): boolean {
  return (
    /^[[(]\p{L}{1,3}[\])]/u.test(text.slice(i, i + 5)) ||
    /[[(]\p{L}{1,3}[\])]$/u.test(text.slice(Math.max(0, i - 4), i + 1))
  );
}

function one(pattern: RegExp, unit: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(unit);
}

function clusterEnd(text: string, from: number): number {
  let end = from;
  while (MARK.test(text.charAt(end))) end++;
  return end;
}
const MARK = /\p{M}/u;

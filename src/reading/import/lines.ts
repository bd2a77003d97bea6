import { shorten } from '../../text/cut.ts';

/** What was taken out where a word was broken over two lines: `exam-` and `ple`. */
export type OnHyphen = (broken: string) => void;

/** The words of a text, small, as it writes them in the middle of its lines. */
export interface WrittenWords {
  readonly all: ReadonlySet<string>;
  /** Whether it joins words by hyphens as a matter of course, as English prose does. */
  readonly hyphenates: boolean;
}

export function wordsIn(text: string): WrittenWords {
  const whole = text.replaceAll(/\p{L}+[-\u00ad‐]\s*\n\s*\p{L}+/gu, ' ').toLowerCase();
  const all = new Set<string>();
  const compounds = new Set<string>();
  for (const [compound] of whole.matchAll(/\p{L}+(?:[-‐]\p{L}+)*/gu)) {
    const parts = compound.split(/[-‐]/);
    for (const part of parts) all.add(part);
    for (const [i, part] of parts.slice(1).entries()) compounds.add(`${parts[i]}-${part}`);
  }
  const hyphenates = compounds.size >= 5 && compounds.size * 200 >= all.size;
  for (const compound of compounds) all.add(compound);
  return { all, hyphenates };
}

/**
 * Lines of one paragraph as one text: parted by a space, or by nothing in scripts that use none and at a dash. A word
 * broken over two lines is joined; its hyphen stays where the text also writes it so in the middle of a line, or where
 * only its parts are words of the text.
 *
 * @param words those of all of the text
 */
export function joinLines(lines: readonly string[], words: WrittenWords, onHyphen: OnHyphen): string {
  return lines.reduce((before, line) => {
    const [, head] = /(\p{L}+)[-\u00ad‐]$/u.exec(before.slice(-LONGEST_WORD)) ?? [];
    const [, tail] = /^(\p{L}+)/u.exec(line) ?? [];
    if (head && tail) {
      if (!before.endsWith('\u00ad') && keepsHyphen(head, tail, words)) return before + line;
      onHyphen(`${head}-${tail}`);
      return before.slice(0, -1) + line;
    }
    const dash = /\S[—–]$/u.test(before) || /^[—–]\S/u.test(line) || /\p{N}[-‐]$/u.test(before);
    return dash || isUnspaced(before.at(-1) ?? '', line[0] ?? '') ? before + line : `${before} ${line}`;
  });
}

function keepsHyphen(head: string, tail: string, { all, hyphenates }: WrittenWords): boolean {
  const [a, b] = [head.toLowerCase(), tail.toLowerCase()];
  if (all.has(`${a}-${b}`)) return true;
  if (all.has(a + b)) return false;
  if (/^\p{Lu}/u.test(tail)) return true;
  return (
    hyphenates && all.has(a) && all.has(b) && ![a, b].some((part) => part.length < 4 || CLOSED.test(part))
  );
}

/** Parts of words that English writes as one: `some-` and `thing`. */
const CLOSED =
  /^(?:some|every|with|where|there|here|when|what|ever|over|under|inter|after|down|back|wards?|self|selves|times?|body|thing|like|wise|works?|long|side|land|head|hand|less|more|most|fore|able|ness|ship|hood|full|ment|tions?|ance|ence|ally|them|they|then|than|into|upon|from|form|port|stand|come|part|press)$/;

/** Words of which the lines do not count, as one line. */
export function unwrap(text: string): string {
  return text
    .replaceAll(/(\S)[^\S\n]*\n\s*(?=(\S))/gu, (lines, a: string, b: string) =>
      isUnspaced(a, b) ? a : lines,
    )
    .replaceAll(/\s+/g, ' ');
}

/** Longer words are none that a line breaks: without a limit, a long text would take long. */
const LONGEST_WORD = 60;

/** Whether nothing stands between two characters of a text: one is of a script without spaces, the other no letter of another. */
function isUnspaced(a: string, b: string): boolean {
  return (
    (WIDE.test(a) && !/[\p{L}\p{N}]/u.test(b)) ||
    (WIDE.test(b) && !/[\p{L}\p{N}]/u.test(a)) ||
    (WIDE.test(a) && WIDE.test(b))
  );
}

/** Characters of scripts that are written without spaces, and their punctuation. */
export const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** What to tell of paragraphs of which it is not certain whether their lines are verse. */
export function remarkOnLines(doubtful: readonly string[]): string[] {
  const [first] = doubtful;
  if (first === undefined) return [];
  const which = doubtful.length === 1 ? 'one paragraph' : `${doubtful.length} paragraphs`;
  return [
    `In ${which}${doubtful.length === 1 ? ', which begins' : ', the first of which begins'} “${shorten(first, 60)}”, it is not certain whether the lines are verse or were only wrapped to a width.`,
  ];
}

/** Whether a line ends as a sentence does. */
export function endsSentence(line: string): boolean {
  return /[.!?:…。！？」』]["'”’»)\]]*$/.test(line.trim());
}

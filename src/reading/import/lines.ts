import { shorten } from '../../text/cut.ts';

/** What was taken out where a word was broken over two lines: `exam-` and `ple`. */
export type OnHyphen = (broken: string) => void;

/**
 * Lines of one paragraph as one text: parted by a space, or by nothing in scripts that use none. A word broken
 * over two lines is joined; its hyphen stays where the text also writes it so in the middle of a line.
 *
 * @param text all of the text, to look words up in
 */
export function joinLines(lines: readonly string[], text: string, onHyphen: OnHyphen): string {
  return lines.reduce((before, line) => {
    const [, head] = /(\p{L}+)[-\u00ad‐]$/u.exec(before.slice(-LONGEST_WORD)) ?? [];
    const [, tail] = /^(\p{Ll}+)/u.exec(line) ?? [];
    if (head && tail) {
      if (text.includes(`${head}-${tail}`) && !before.endsWith('\u00ad')) return before + line;
      onHyphen(`${head}-${tail}`);
      return before.slice(0, -1) + line;
    }
    return isUnspaced(before.at(-1) ?? '', line[0] ?? '') ? before + line : `${before} ${line}`;
  });
}

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

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
    const [, head] = /(\p{L}+)[-\u00ad‐]$/u.exec(before) ?? [];
    const [, tail] = /^(\p{Ll}+)/u.exec(line) ?? [];
    if (head && tail) {
      if (text.includes(`${head}-${tail}`) && !before.endsWith('\u00ad')) return before + line;
      onHyphen(`${head}-${tail}`);
      return before.slice(0, -1) + line;
    }
    return WIDE.test(before.at(-1) ?? '') && WIDE.test(line[0] ?? '') ? before + line : `${before} ${line}`;
  });
}

/** Characters of scripts that are written without spaces, and their punctuation. */
const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** Whether a line ends as a sentence does. */
export function endsSentence(line: string): boolean {
  return /[.!?:…。！？」』]["'”’»)\]]*$/.test(line.trim());
}

import type { Slice } from '../reading/reading.ts';

/* Quotation marks of every style. */

/** Words within quotation marks. The slice leaves the marks themselves out. */
export interface Marked extends Slice {
  /** The words run on in the next paragraph, which opens with a mark again (and so this one has no closing). */
  readonly runsOn: boolean;
}

/** What may close each opening mark. The straight ones close themselves. */
const CLOSING: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“”',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
  '"': '"',
  '＂': '＂',
  '‘': '’',
  '‚': '‘’',
  '‹': '›',
  "'": "'",
};
/** Marks that are apostrophes too: they count only where no word goes on. */
const SINGLE = new Set(["'", '‘', '’', '‚']);
const WORD = /[\p{L}\p{N}\p{M}]/u;

/** Every opening and closing quotation mark. */
const QUOTATION_MARKS = /["'＂“”„‟«»‹›「」『』‘’‚‛]/gu;

/**
 * The words in quotation marks of each paragraph, in order and outermost only. A mark without its pair is none,
 * but where the next paragraph opens with the same mark, the words run on (the custom of newspapers).
 * Linear in the length of the text.
 */
export function markedIn(paragraphs: readonly string[]): Marked[][] {
  return paragraphs.map((text, i) => {
    const { spans, unclosed } = scan(text);
    const next = paragraphs[i + 1]?.trimStart()[0];
    if (unclosed !== undefined && next !== undefined && next === text[unclosed])
      spans.push({ start: unclosed + 1, end: text.trimEnd().length, runsOn: true });
    return spans.filter(({ start, end }) => end > start);
  });
}

function scan(text: string): { spans: Marked[]; unclosed: number | undefined } {
  const last = lastClosings(text);
  const spans: Marked[] = [];
  let unclosed: number | undefined;
  let outside = 0;
  for (const { 0: mark, index: at } of text.matchAll(QUOTATION_MARKS)) {
    const closing = CLOSING[mark];
    if (at < outside || closing === undefined || !opens(text, at)) continue;
    if (Math.max(...[...closing].map((c) => last.get(c) ?? -1)) > at) {
      const end = closingAfter(text, at, closing);
      spans.push({ start: at + 1, end, runsOn: false });
      outside = end + 1;
    } else {
      unclosed ??= at;
    }
  }
  return { spans, unclosed };
}

/** Where each mark last stands as a closing one. */
function lastClosings(text: string): Map<string, number> {
  const last = new Map<string, number>();
  for (const { 0: mark, index } of text.matchAll(QUOTATION_MARKS))
    if (closes(text, index)) last.set(mark, index);
  return last;
}

function closingAfter(text: string, open: number, closing: string): number {
  let at = open + 1;
  while (!(closing.includes(text.charAt(at)) && closes(text, at))) at++;
  return at;
}

function opens(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' ';
  const after = text[at + 1] ?? ' ';
  const mark = text.charAt(at);
  if (mark === '»') return /\s/.test(before) && !/\s/.test(after);
  // After a digit it is a sign for inches or minutes.
  if (mark === '"') return !/\d/.test(before);
  return !SINGLE.has(mark) || (!WORD.test(before) && WORD.test(after));
}

function closes(text: string, at: number): boolean {
  if (!SINGLE.has(text.charAt(at))) return true;
  return /\S/.test(text[at - 1] ?? ' ') && !WORD.test(text[at + 1] ?? ' ');
}

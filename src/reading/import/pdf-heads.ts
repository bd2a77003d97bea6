import type { Dropped } from './imported.ts';
import type { Column } from './pdf-columns.ts';
import { type Line, linesOf, type Segment } from './pdf-lines.ts';

/** A page number alone, with what programs write around it. */
const PAGE_NUMBER =
  /^(?:page\s*|p\.\s*)?[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—|]?(?:\s*(?:of|\/)\s*\d{1,4})?$/i;

/** What a browser prints under a page, its address and the number of the sheet; and over it, the date and the title. */
const PRINTED_FOOT = /^(?:about:blank|(?:https?|file):\/\/\S+)\s+\d+\/\d+$/;
const PRINTED_HEAD = /(?:^|\s)\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d{2}(?: ?[AP]M)?(?:\s|$)/i;

/** A line of a table of contents: dots that lead to the number of a page. */
const LEADERS = /(?:\. ?){6,}\s*(?:\d{1,4}|[ivxlc]{1,7})$/i;

interface Row {
  readonly segments: readonly Segment[];
  readonly text: string;
  readonly key: string;
}

/**
 * Takes out page numbers and lines that come again at the top or foot of several pages, but for their numbers.
 *
 * @param dropped to which what was taken out is added
 */
export function dropRunningHeads(pages: readonly (readonly Segment[])[], dropped: Dropped[]): Segment[][] {
  const edges = pages.map(edgesOf);
  const seen = new Map<string, number>();
  for (const rows of edges)
    for (const key of new Set(rows.map((row) => row.key))) seen.set(key, (seen.get(key) ?? 0) + 1);
  const often = Math.min(3, pages.length);
  return pages.map((segments, i) => {
    const rows = edges[i] ?? [];
    const gone = new Set<Segment>();
    for (const row of rows) {
      const why = whyDropped(row, rows, pages.length > 1 && (seen.get(row.key) ?? 0) >= often);
      if (!why) continue;
      dropped.push({ words: row.text, why });
      for (const segment of row.segments) gone.add(segment);
    }
    return segments.filter((segment) => !gone.has(segment));
  });
}

function whyDropped(row: Row, rows: readonly Row[], repeats: boolean): Dropped['why'] | undefined {
  if ((row === rows[0] || row === rows.at(-1)) && PAGE_NUMBER.test(row.text)) return 'page-number';
  const printed = PRINTED_FOOT.test(rows.at(-1)?.text ?? '');
  if (printed && (row === rows.at(-1) || (row === rows[0] && PRINTED_HEAD.test(row.text))))
    return 'running-head';
  return repeats ? 'running-head' : undefined;
}

/** The first and last two rows of a page, from its top; none of a page that has hardly more. */
function edgesOf(segments: readonly Segment[]): Row[] {
  const rows: Segment[][] = [];
  for (const segment of segments.toSorted((a, b) => b.y - a.y)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && Math.abs(first.y - segment.y) < Math.max(first.size, segment.size) * 0.5)
      row.push(segment);
    else rows.push([segment]);
  }
  if (rows.length < 3) return [];
  return [...new Set([...rows.slice(0, 2), ...rows.slice(-2)])].map((row) => {
    const text = linesOf(row)
      .map((line) => line.text)
      .join(' ');
    // A title that is larger on its own page than at the top of the others is no running head there.
    const size = Math.round(row.reduce((most, one) => Math.max(most, one.size), 0));
    return { segments: row, text, key: `${withoutNumbers(text)} ${size}` };
  });
}

/** Words alone: numbers of pages, Roman ones at either end, count for nothing. */
function withoutNumbers(text: string): string {
  return text
    .replaceAll(/\d+/g, '#')
    .replace(/^[ivxlc]+\b/i, '#')
    .replace(/\b[ivxlc]+$/i, '#')
    .replaceAll(/\s+/g, ' ');
}

/**
 * Takes out the lines of a table of contents, which only lead to pages, unless they are much of the file.
 *
 * @param dropped to which what was taken out is added
 */
export function dropContents(columns: readonly Column[], dropped: Dropped[]): readonly Column[] {
  const lines = columns.flatMap((column) => column.lines);
  const letters = (some: readonly Line[]) => some.reduce((sum, { text }) => sum + lettersIn(text), 0);
  const contents = lines.filter(({ text }) => isContents(text));
  if (letters(contents) * 10 > letters(lines)) return columns;
  for (const { text } of contents) dropped.push({ words: text, why: 'contents' });
  return columns.map((column) => ({
    ...column,
    lines: column.lines.filter(({ text }) => !isContents(text)),
  }));
}

export function isContents(text: string): boolean {
  return LEADERS.test(text);
}

const lettersIn = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

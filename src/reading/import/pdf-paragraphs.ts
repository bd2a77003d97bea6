import type { Block } from '../make.ts';
import { endsSentence, joinLines, type OnHyphen, wordsIn } from './lines.ts';
import type { Column } from './pdf-columns.ts';
import { isContents } from './pdf-heads.ts';
import type { Line } from './pdf-lines.ts';

/** Lines that follow each other at one distance and in one size. */
interface Group {
  readonly kind: Block['kind'];
  readonly lines: Line[];
  /** How far its lines may reach, in points. */
  readonly left: number;
  readonly right: number;
  /** Whether it begins a column. */
  readonly first: boolean;
  /** Whether it keeps its lines: verse, an address, code, a table. */
  readonly kept: boolean;
}

/** Lines that run on, in rows that stay apart. */
interface Paragraph extends Group {
  readonly rows: Line[][];
}

/**
 * Makes paragraphs and headings of columns. A paragraph ends where a line leaves room for the first word of the next
 * one, at a wider gap or an indent; it goes on over the end of its column and past a footnote or caption there.
 */
export function paragraphsOf(columns: readonly Column[], onHyphen: OnHyphen): Block[] {
  const all = columns.flatMap(({ lines }) => lines);
  const words = wordsIn(all.map((line) => line.text).join('\n'));
  const body = commonest(all.map((line) => [half(line.size), line.text.length]));
  const bodyFont = commonest(all.map((line) => [line.font ?? '', line.text.length]));
  const groups = columns.flatMap((column) => groupsOf(column, { size: body, font: bodyFont }));
  const paragraphs: Paragraph[] = [];
  for (const group of groups.flatMap(partParagraphs)) {
    const open = openParagraph(paragraphs, group);
    const rows = group.kept ? group.lines.map((line) => [line]) : [group.lines];
    if (!open) paragraphs.push({ ...group, rows: rows.map((row) => [...row]) });
    else if (open.how === 'line') open.paragraph.rows.push(...rows);
    else open.paragraph.rows.at(-1)?.push(...group.lines);
  }
  return paragraphs.map(({ kind, rows }) => ({
    kind,
    text: rows
      .map((row) =>
        joinLines(
          row.map((line) => line.text),
          words,
          onHyphen,
        ),
      )
      .join('\n'),
  }));
}

/* Groups */

interface Body {
  readonly size: number;
  readonly font: string;
}

function groupsOf(column: Column, body: Body): Group[] {
  const { lines } = column;
  const leading = leadingOf(lines, body.size);
  const runs: Line[][] = [];
  lines.forEach((line, i) => {
    const before = lines[i - 1];
    const run = runs.at(-1);
    if (run && before && isNext(before, line, leading) && !isHeadOf(before, line, lines[i - 2], column, body))
      run.push(line);
    else runs.push([line]);
  });
  return runs.map((run, i): Group => {
    const [first] = run;
    const last = run.at(-1);
    const next = runs[i + 1]?.[0];
    const large = run.every((line) => line.size > body.size * 1.15);
    const bold = last && next && run.length <= 2 && isHeadOf(last, next, undefined, column, body);
    const right = run.length >= 4 ? Math.max(...run.map((line) => line.right)) : column.right;
    const group = { lines: run, left: column.left, right, first: first === lines[0] };
    const kind = large || bold ? 'heading' : 'paragraph';
    return { ...group, kind, kept: kind === 'paragraph' && keepsLines(run, right) };
  });
}

/** The commonest distance between lines of a column, in points. */
function leadingOf(lines: readonly Line[], size: number): number {
  const gaps = lines.slice(1).map((line, i) => half((lines[i]?.y ?? 0) - line.y));
  const usual = gaps.filter((gap) => gap > size * 0.8 && gap < size * 2.6);
  return commonest(usual.map((gap) => [gap, 1])) || size * 1.2;
}

function isNext(before: Line, line: Line, leading: number): boolean {
  const gap = before.y - line.y;
  const size = Math.max(before.size, line.size);
  if (Math.abs(before.size - line.size) > size * 0.12) return false;
  const usual = Math.max(Math.min(leading, size * 2), size * 1.05);
  if (gap <= usual * 1.3) return true;
  return gap <= usual * 2.2 && goesOn(before.text, line.text);
}

/** Whether a short line in a font of its own, of the body's size, heads the line after it. */
function isHeadOf(line: Line, next: Line, before: Line | undefined, column: Column, body: Body): boolean {
  return (
    Boolean(line.font) &&
    line.font !== body.font &&
    line.font !== next.font &&
    line.font !== before?.font &&
    line.size >= body.size * 0.95 &&
    line.text.length <= 120 &&
    !line.cells &&
    !/[.,;:]$/.test(line.text) &&
    /^[^\p{L}]*[\p{Lu}\p{Lo}]/u.test(line.text) &&
    !/^\p{Ll}/u.test(next.text) &&
    hasRoom(line, next, column.right)
  );
}

/** Whether the first word of the next line would still have found room: then the line was ended on purpose. */
function hasRoom(line: Line, next: Line, right: number): boolean {
  const word = /^(?:[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]{2}|\S+)/u.exec(next.text)?.[0] ?? '';
  const width = ((next.right - next.x) / Math.max(1, next.text.length)) * (word.length + 1);
  // In centred lines the room is on both sides.
  return right - line.right > width + line.size * 0.5;
}

/** Whether most lines end on purpose, and not with a sentence; fewer are enough where each begins with a capital. */
function keepsLines(lines: readonly Line[], right: number): boolean {
  if (lines.filter(({ cells, text }) => cells || isContents(text)).length > lines.length / 2) return true;
  if (lines.length < 4) return false;
  const ended = lines.slice(0, -1).filter((line, i) => hasRoom(line, lines[i + 1] as Line, right));
  const unfinished = ended.filter(({ text }) => !endsSentence(text));
  const capitals = lines.filter(({ text }) => /^\P{L}*\p{Lu}/u.test(text)).length;
  const least = capitals >= lines.length * 0.9 ? 0.4 : 0.6;
  return ended.length >= (lines.length - 1) * least && unfinished.length >= ended.length * 0.5;
}

/* Paragraphs */

function partParagraphs(group: Group): Group[] {
  if (group.kept || group.kind === 'heading') return [group];
  const parts: Line[][] = [];
  group.lines.forEach((line, i) => {
    const before = group.lines[i - 1];
    const part = parts.at(-1);
    if (part && before && !beginsParagraph(before, line, part, group)) part.push(line);
    else parts.push([line]);
  });
  return parts.map((lines, i) => ({ ...group, lines, first: group.first && i === 0 }));
}

const BULLET = /^\s*(?:[•◦▪■●○‣–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+\S/iu;

function beginsParagraph(before: Line, line: Line, part: readonly Line[], { left, right }: Group): boolean {
  if (goesOn(before.text, line.text)) return false;
  const ended = endsSentence(before.text);
  const room = hasRoom(before, line, right);
  if (BULLET.test(line.text) && (ended || room)) return true;
  const indented = line.x > left + line.size * 0.8;
  const wasIndented = before.x > left + line.size * 0.8;
  // The second line of a list's item hangs under its first.
  if (indented && !wasIndented && !isCentred(before, line)) return ended || (room && part.length > 1);
  if (room && ended) return true;
  return room && right - before.right > (right - left) * 0.3 && !isCentred(before, line);
}

function isCentred(a: Line, b: Line): boolean {
  return Math.abs(a.x + a.right - b.x - b.right) < 4 && Math.abs(a.x - b.x) > 2;
}

/** Whether a sentence goes on: the words before it have not ended, and it begins with a small letter or in a word. */
function goesOn(before: string, text: string): boolean {
  if (endsSentence(before) || BULLET.test(text)) return false;
  return (
    /^[^\p{L}\p{N}]*\p{Ll}/u.test(text) || (/[\p{L}\p{N}][-‐]$/u.test(before) && /^[\p{L}\p{N}]/u.test(text))
  );
}

/**
 * The paragraph that a group goes on with: the last one, or one before footnotes and captions. Fragments, such as items
 * of a list or rows of a table, go on as lines of their own.
 */
function openParagraph(
  paragraphs: readonly Paragraph[],
  group: Group,
): { paragraph: Paragraph; how: 'run' | 'line' } | undefined {
  const [line] = group.lines;
  if (!line || group.kind === 'heading') return undefined;
  const recent = paragraphs.slice(-LOOK_BACK).reverse();
  const last = recent[0];
  const end = last?.rows.at(-1)?.at(-1);
  if (last && end && last.kind === 'paragraph' && last.rows.length < MOST_ROWS) {
    const fragment = /^\P{L}*\p{Ll}/u.test(line.text) && !endsSentence(end.text);
    if (fragment && (group.kept || last.rows.length > 1 || BULLET.test(line.text)))
      return { paragraph: last, how: 'line' };
  }
  if (group.kept) return undefined;
  for (const [i, paragraph] of recent.entries()) {
    const before = paragraph.rows.at(-1)?.at(-1);
    if (!before || paragraph.rows.length > 1 || paragraph.kind === 'heading') continue;
    if (Math.abs(before.size - line.size) > line.size * 0.08) continue;
    if (goesOn(before.text, line.text)) return { paragraph, how: 'run' };
    const indented = line.x > group.left + line.size * 0.8;
    const full = !hasRoom(before, line, paragraph.right) && !endsSentence(before.text);
    return (i > 0 || group.first) && full && !indented && !BULLET.test(line.text)
      ? { paragraph, how: 'run' }
      : undefined;
  }
  return undefined;
}

/** How many lines of its own a paragraph of fragments may have. */
const MOST_ROWS = 150;

/** How many paragraphs may lie between the parts of one: notes, captions, headings of a figure. */
const LOOK_BACK = 8;

const half = (points: number) => Math.round(points * 2) / 2;

/** The value with the greatest weight. */
function commonest<T>(weighed: readonly (readonly [T, number])[]): T {
  const sums = new Map<T, number>();
  for (const [value, weight] of weighed) sums.set(value, (sums.get(value) ?? 0) + weight);
  const [first, ...rest] = sums;
  return (rest.reduce((best, one) => (one[1] > (best?.[1] ?? 0) ? one : best), first) ?? [0 as T])[0];
}

import { WIDE } from './lines.ts';
import { composeAccents } from './pdf-letters.ts';
import type { Piece } from './pdf-pieces.ts';

/** A line of a page, or the part of it that stands in one column. Measures are in points from the lower left. */
export interface Line {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  /** That of most of its letters. */
  readonly size: number;
  /** The font of all of its letters, or none. */
  readonly font: string | undefined;
  /** Whether wide gaps part it into cells. */
  readonly cells: boolean;
}

/** Pieces that stand side by side, one set after the other, without a gap as wide as one between columns. */
export interface Segment {
  readonly pieces: readonly Piece[];
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly letters: number;
}

/** A gap between words of one line is narrower, in parts of the letters' height; one between cells is wider. */
const WORD_GAP = 1.1;
const CELL_GAP = 2.2;

export function segmentsOf(pieces: readonly Piece[]): Segment[] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && isBeside(last, piece)) run.push(piece);
    else runs.push([piece]);
  }
  return runs.map(toSegment);
}

function isBeside(last: Piece, piece: Piece): boolean {
  const size = Math.max(last.size, piece.size);
  const gap = Math.max(piece.x - last.right, last.x - piece.right);
  return Math.abs(last.y - piece.y) < size * 0.5 && gap < size * WORD_GAP && gap > -size * 0.5;
}

function toSegment(pieces: readonly Piece[]): Segment {
  const large = pieces.reduce((a, b) => (b.size > a.size * 1.05 ? b : a));
  return {
    pieces,
    x: pieces.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY),
    right: pieces.reduce((most, { right }) => Math.max(most, right), Number.NEGATIVE_INFINITY),
    y: large.y,
    size: large.size,
    letters: pieces.reduce((sum, { text }) => sum + text.length, 0),
  };
}

/** Segments of one column as its lines, from top to bottom. */
export function linesOf(segments: readonly Segment[]): Line[] {
  const rows: Segment[][] = [];
  for (const segment of segments.toSorted((a, b) => b.y - a.y)) {
    const row = rows.findLast(
      (one, i) => i >= rows.length - 3 && one.every((other) => isLevel(other, segment)),
    );
    if (row) row.push(segment);
    else rows.push([segment]);
  }
  return rows.map((row) => toLine(row.flatMap(({ pieces }) => pieces))).filter(({ text }) => text !== '');
}

/** Whether segments stand at one height, none over the other. */
function isLevel(a: Segment, b: Segment): boolean {
  const size = Math.max(a.size, b.size);
  const overlap = Math.min(a.right, b.right) - Math.max(a.x, b.x);
  return Math.abs(a.y - b.y) < Math.min(size * 0.5, Math.min(a.size, b.size) * 0.9) && overlap < size * 0.4;
}

function toLine(pieces: readonly Piece[]): Line {
  const { size, y, x, right, letters } = toSegment(pieces);
  const ordered = inOrder(pieces);
  const rtl = isRtl(pieces);
  let text = '';
  let cells = false;
  let cell = '';
  for (const [i, piece] of ordered.entries()) {
    const last = ordered[i - 1];
    const gap = last ? Math.max(piece.x - last.right, last.x - piece.right) : 0;
    // A bullet or number stands apart from its item without being a cell.
    if (
      last &&
      gap > size * CELL_GAP &&
      (cells || !/^\s*(?:\p{P}|\p{S}|[\p{L}\p{N}]{1,3}[.)])\s*$/u.test(cell))
    ) {
      text = `${text.trimEnd()}\t`;
      cells = true;
      cell = '';
    } else if (last && isSpaced(last, piece, gap, rtl)) text += ' ';
    text += piece.text;
    cell += piece.text;
  }
  const fonts = weigh(pieces, ({ font }) => font);
  return {
    text: composeAccents(text.replaceAll(/[^\S\t]+/g, ' ').trim()),
    x,
    right,
    y,
    size: Number(weigh(pieces, (piece) => piece.size.toFixed(1)).most) || size,
    font: fonts.weight >= letters * 0.95 ? fonts.most : undefined,
    cells,
  };
}

function isSpaced(last: Piece, piece: Piece, gap: number, rtl: boolean): boolean {
  if (/\s$/.test(last.text) || /^\s/.test(piece.text)) return false;
  const size = Math.max(last.size, piece.size);
  const wide = WIDE.test(last.text.at(-1) ?? '') && WIDE.test(piece.text[0] ?? '');
  if (wide) return gap > size * 0.8;
  return piece.spaced === last || last.spaced === piece || gap > size * (rtl ? 0.25 : 0.15);
}

const RTL = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/gu;

export function isRtl(pieces: readonly Piece[]): boolean {
  const text = pieces.map((piece) => piece.text).join('');
  const count = text.match(RTL)?.length ?? 0;
  return count > 0 && count * 2 >= (text.match(/\p{L}/gu)?.length ?? 0);
}

/** In the order in which they are read: from the right in Arabic and Hebrew, but for Latin words and numbers in it. */
function inOrder(pieces: readonly Piece[]): Piece[] {
  const fromLeft = pieces.toSorted((a, b) => a.x - b.x);
  if (!isRtl(pieces)) return fromLeft;
  const ordered: Piece[] = [];
  let latin: Piece[] = [];
  for (const piece of fromLeft.toReversed()) {
    if (/[\p{L}\p{N}]/u.test(piece.text) && !isRtl([piece])) {
      latin.unshift(piece);
      continue;
    }
    ordered.push(...latin, piece);
    latin = [];
  }
  return [...ordered, ...latin];
}

function weigh(pieces: readonly Piece[], of: (piece: Piece) => string): { most: string; weight: number } {
  const sums = new Map<string, number>();
  for (const piece of pieces) sums.set(of(piece), (sums.get(of(piece)) ?? 0) + piece.text.length);
  return [...sums].reduce((best, [most, weight]) => (weight > best.weight ? { most, weight } : best), {
    most: '',
    weight: 0,
  });
}

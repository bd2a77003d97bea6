import { FIELD } from './pdf-fields.ts';
import { isRtl, type Line, linesOf, type Segment } from './pdf-lines.ts';

/** Lines that stand under each other, and how far the longest of them reach; those from right to left as in a mirror. */
export interface Column {
  readonly lines: readonly Line[];
  readonly left: number;
  readonly right: number;
}

/**
 * Parts a page into columns, in the order in which they are read: where a gutter runs beside lines of prose, what
 * stands before it is read first, down to a line that crosses it.
 */
export function columnsOf(segments: readonly Segment[]): Column[] {
  const gutter = findGutter(segments);
  if (!gutter) return toColumn(segments);
  const rtl = isRtl(segments.flatMap(({ pieces }) => pieces));
  const sideOf = (segment: Segment) =>
    segment.x >= gutter.right - TOLERANCE
      ? 'right'
      : segment.right <= gutter.left + TOLERANCE
        ? 'left'
        : 'across';
  const columns: Column[] = [];
  let band: Segment[] = [];
  let across: Segment[] = [];
  const read = () => {
    columns.push(...toColumn(across));
    const sides = [
      band.filter((one) => sideOf(one) === 'left'),
      band.filter((one) => sideOf(one) === 'right'),
    ];
    for (const side of rtl ? sides.reverse() : sides) if (side.length > 0) columns.push(...columnsOf(side));
    across = [];
    band = [];
  };
  for (const segment of segments.toSorted((a, b) => b.y - a.y)) {
    const crosses = sideOf(segment) === 'across';
    if (crosses && band.length > 0) read();
    (crosses ? across : band).push(segment);
  }
  read();
  return columns;
}

/** In points: what begins at one edge need not begin there to a hair. */
const TOLERANCE = 2;

/** The least of parallel lines, and of their letters on average, that make columns rather than a table. */
const LEAST_LINES = 3;
const LEAST_LETTERS = 12;

interface Gutter {
  /** Where the column before it ends, and where the one after it begins. */
  readonly left: number;
  readonly right: number;
}

/** The space between two columns of prose beside which most letters stand; what fills a form is none. */
function findGutter(all: readonly Segment[]): Gutter | undefined {
  const segments = all.filter(({ pieces }) => pieces.some(({ font }) => font !== FIELD));
  if (segments.length < LEAST_LINES * 2) return undefined;
  const begins = new Map<number, number>();
  for (const { x } of segments) begins.set(Math.round(x), (begins.get(Math.round(x)) ?? 0) + 1);
  const near = (x: number) => [-2, -1, 0, 1, 2].reduce((sum, by) => sum + (begins.get(x + by) ?? 0), 0);
  const candidates = [...begins.keys()]
    .filter((x) => near(x) >= LEAST_LINES)
    .sort((a, b) => near(b) - near(a))
    .slice(0, 40);
  const byHeight = segments.toSorted((a, b) => b.y - a.y);
  let best: (Gutter & { readonly letters: number }) | undefined;
  for (const x of candidates) {
    const gutter = gutterBefore(x, byHeight);
    if (gutter && gutter.letters > (best?.letters ?? 0)) best = gutter;
  }
  return best;
}

function gutterBefore(x: number, byHeight: readonly Segment[]): (Gutter & { letters: number }) | undefined {
  const after = byHeight.filter((one) => one.x >= x - TOLERANCE);
  const before = byHeight.filter((one) => one.right <= x - one.size * 0.4);
  const [right, left] = [besideOf(after, before), besideOf(before, after)];
  if (right.length < LEAST_LINES || left.length < LEAST_LINES) return undefined;
  const columns = isProse(left) && isProse(right);
  if (!columns && !isBeside(left, right) && !isBeside(right, left)) return undefined;
  const [top, foot] = [
    Math.max(right[0]?.y ?? 0, left[0]?.y ?? 0),
    Math.min(right.at(-1)?.y ?? 0, left.at(-1)?.y ?? 0),
  ];
  const crossing = byHeight.filter(
    (one) => one.x < x - TOLERANCE && one.right > x - one.size * 0.4 && one.y < top && one.y > foot,
  );
  if (crossing.length > Math.min(left.length, right.length) * 0.7) return undefined;
  return {
    left: Math.max(...before.map((one) => one.right)),
    right: x,
    letters: [...left, ...right].reduce((sum, { letters }) => sum + letters, 0) - crossing.length * 40,
  };
}

/** Those that one of the others stands beside, both from top to bottom. */
function besideOf(segments: readonly Segment[], others: readonly Segment[]): Segment[] {
  let at = 0;
  return segments.filter(({ y, size }) => {
    while (at < others.length && (others[at]?.y ?? 0) > y + size) at++;
    const other = others[at];
    return other !== undefined && other.y > y - size;
  });
}

/** Lines as long as their column, with words in them, rather than cells of a table. */
function isProse(segments: readonly Segment[]): boolean {
  const letters = segments.reduce((sum, one) => sum + one.letters, 0) / segments.length;
  const left = Math.min(...segments.map(({ x }) => x));
  const widths = segments.map(({ right }) => right - left).sort((a, b) => a - b);
  const middle = widths[Math.floor(widths.length / 2)] ?? 0;
  return letters >= LEAST_LETTERS && middle >= (widths.at(-1) ?? 0) * 0.6;
}

/** Whether one side is plainly prose and the other no cells of its rows: a box beside the text, whose lines stand anyhow. */
function isBeside(prose: readonly Segment[], box: readonly Segment[]): boolean {
  const letters = prose.reduce((sum, one) => sum + one.letters, 0) / prose.length;
  const level = box.filter(({ y }) => prose.some((one) => Math.abs(one.y - y) < 1)).length;
  return (
    prose.length >= LEAST_LINES * 2 &&
    letters >= LEAST_LETTERS * 2 &&
    isProse(prose) &&
    level < box.length * 0.4
  );
}

function toColumn(segments: readonly Segment[]): Column[] {
  if (segments.length === 0) return [];
  const fromLeft = linesOf(segments);
  // What is read from the right is judged as if seen in a mirror.
  const lines = isRtl(segments.flatMap(({ pieces }) => pieces))
    ? fromLeft.map((line) => ({ ...line, x: -line.right, right: -line.x }))
    : fromLeft;
  const starts = new Map<number, number>();
  for (const { x, text } of lines) starts.set(Math.round(x), (starts.get(Math.round(x)) ?? 0) + text.length);
  const [left] = [...starts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0]);
  const ends = lines.map(({ right }) => right).sort((a, b) => b - a);
  return [{ lines, left, right: ends[Math.floor(ends.length * 0.05)] ?? 0 }];
}

import { endsSentence, WIDE } from './lines.ts';

/**
 * What the lines of a part (what stands between two blank lines) are: verse or anything else whose lines were set
 * by hand, prose that was wrapped to a width, or a paragraph a line.
 */
export interface Layout {
  readonly kind: 'lines' | 'wrapped' | 'each';
  /** Whether lines that are kept might be wrapped prose, or the reverse. */
  readonly doubtful: boolean;
}

/**
 * Judges each part of a text by its own lines and by those around it. Signs are weighed, as logarithms of how
 * much likelier each is in verse than in wrapped prose; they need no list of words, so they serve any language:
 *
 * - whether the next line's first word would have fitted on the line: a program wraps no earlier than it must;
 * - whether lines begin with a capital oftener than words within lines do (in German, half of all words do);
 * - whether lines end with a punctuation mark, and if not, with a word of more than three letters: verse seldom breaks
 *   after “the” or “und”;
 * - whether the last line is about as long as the others.
 */
export function judgeLayout(parts: readonly (readonly string[])[]): Layout[] {
  const text: TextSigns = { width: widthOf(parts), capitals: capitalsWithin(parts) };
  const signs = parts.map((lines) => signsOf(lines, text));
  const all = sumOf(signs);
  const sum = scoreOf(all, text);
  const unwrapped = isUnwrapped(parts, text.width) ? 4 : 0;
  return parts.map((lines, i): Layout => {
    const own = signs[i] ?? all;
    const around = subtract(all, own);
    const score = scoreOf(own, text) + clamp(scoreOf(around, text) / 2, 4) + signOfWidth(lines) + unwrapped;
    if (isOneEach(lines) && sum > -4) return { kind: 'each', doubtful: false };
    return {
      kind: score < -DOUBT ? 'wrapped' : 'lines',
      doubtful: lines.length > 1 && Math.abs(score) <= DOUBT,
    };
  });
}

/** How far from even the odds have to be: e² is 7 to 1. */
const DOUBT = 2;

/** Whether a line of wrapped prose ends before its time, as the last one of a paragraph does. */
export function isShort(line: string, next: string, width: number): boolean {
  const length = line.trimEnd().length;
  return length < width * 0.8 && length + 1 + firstWord(next.trim()).length < width * 0.95;
}

/** The width that lines may have been wrapped to: of the longest line, but for a few that stand out. */
export function widthOf(parts: readonly (readonly string[])[]): number {
  const lengths = parts
    .flatMap((lines) => lines.slice(0, -1))
    .map((line) => line.trimEnd().length)
    .sort((a, b) => b - a);
  const most = lengths.slice(0, Math.ceil(lengths.length / 10) + 1);
  return lengths.find((length, i) => i >= most.length - 1 || length <= (lengths[i + 1] ?? 0) * 1.15) ?? 0;
}

interface TextSigns {
  readonly width: number;
  /** The share of capitals among first letters of words within lines. */
  readonly capitals: number;
}

/** What the lines of a part show: sums of logarithms, and how many lines begin with which letter. */
type Signs = readonly [layout: number, upper: number, lower: number];

function signsOf(lines: readonly string[], { width }: TextSigns): Signs {
  if (lines.length < 2) return [0, 0, 0];
  let layout = 0;
  let [upper, lower] = [0, 0];
  lines.slice(0, -1).forEach((line, i) => {
    const next = lines[i + 1]?.trim() ?? '';
    layout += signOfEnd(line.trim());
    if (endsSentence(line)) return;
    const room = width - line.trimEnd().length - 1 - firstWord(next).length;
    layout += room < 1 ? -0.9 : room < width / 5 ? 1.3 : 2.7;
    const letter = firstLetter(next);
    if (/\p{Lu}/u.test(letter)) upper++;
    else if (/\p{Ll}/u.test(letter)) lower++;
  });
  const last = (lines.at(-1)?.trim().length ?? 0) / width;
  return [layout + (last > 0.7 ? 0.7 : last < 0.5 ? -0.5 : 0), upper, lower];
}

function scoreOf([layout, upper, lower]: Signs, { capitals }: TextSigns): number {
  return layout + signOfCapitals(upper, lower, capitals);
}

const sumOf = (all: readonly Signs[]): Signs =>
  all.reduce(([a, b, c], [x, y, z]) => [a + x, b + y, c + z], [0, 0, 0]);
const subtract = ([a, b, c]: Signs, [x, y, z]: Signs): Signs => [a - x, b - y, c - z];

function signOfEnd(line: string): number {
  if (/[\p{Po}\p{Pe}\p{Pf}"']$/u.test(line)) return 0.6;
  if (WIDE.test(line.at(-1) ?? '')) return -0.3;
  return /(?:^|[^\p{L}])\p{L}{1,3}$/u.test(line) ? -1.1 : 0;
}

/** Most verse begins its lines with capitals; some does as prose does, which tells nothing. */
function signOfCapitals(upper: number, lower: number, within: number): number {
  const likelihood = (share: number) => upper * Math.log(share) + lower * Math.log(1 - share);
  const prose = likelihood(within);
  return clamp(Math.log(0.7 * Math.exp(likelihood(0.96) - prose) + 0.3), 40);
}

function capitalsWithin(parts: readonly (readonly string[])[]): number {
  let [upper, all] = [0, 0];
  for (const line of parts.flat()) {
    for (const [, letter = ''] of line.trim().matchAll(/(?<=[\p{L},;] ["'“„‘«]?)(\p{Lu}|\p{Ll})/gu)) {
      all++;
      if (/\p{Lu}/u.test(letter)) upper++;
    }
  }
  return Math.min(Math.max((upper + 0.5) / (all + 4), 0.04), 0.9);
}

/** Where a paragraph stands on one long line, no other was wrapped. */
function isUnwrapped(parts: readonly (readonly string[])[], width: number): boolean {
  const alone = parts.filter(({ length }) => length === 1).map(([line = '']) => line.length);
  return Math.max(0, ...alone) > Math.max(width * 1.3, 100);
}

/** Lines of verse are shorter than those that programs make. */
function signOfWidth(lines: readonly string[]): number {
  const width = Math.max(...lines.map(({ length }) => length));
  const [narrow, wide] = lines.some((line) => WIDE.test(line)) ? [25, 30] : [50, 60];
  return width < narrow ? 2.2 : width >= wide ? -2 : 0;
}

/** Nearly every line ends a sentence, and they are longer than lines of verse. */
function isOneEach(lines: readonly string[]): boolean {
  if (lines.length < 2) return false;
  const ends = lines.filter(endsSentence).length;
  return (
    (ends >= lines.length * 0.75 && lines.some((line) => line.length > (WIDE.test(line) ? 30 : 60))) ||
    lines.every((line) => line.startsWith('\u3000'))
  );
}

/** Scripts without spaces wrap after any character. */
function firstWord(line: string): string {
  return WIDE.test(line[0] ?? '') ? (line[0] ?? '') : (/^\S+/.exec(line)?.[0] ?? '');
}

const firstLetter = (line: string) => /^[^\p{L}\p{N}]*(\p{L})/u.exec(line)?.[1] ?? '';
const clamp = (value: number, most: number) => Math.min(Math.max(value, -most), most);

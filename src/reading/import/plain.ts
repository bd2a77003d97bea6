import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import { takeAozoraMarks } from './aozora.ts';
import { headOf, takeHead } from './head.ts';
import { headingOf, ITEM, isCapitals, isHeading, isNumbered } from './headings.ts';
import type { Dropped, Parsed } from './imported.ts';
import { isShort, judgeLayout, type Layout, widthOf } from './layout.ts';
import {
  endsSentence,
  joinLines,
  type OnHyphen,
  remarkOnLines,
  type WrittenWords,
  wordsIn,
} from './lines.ts';

/**
 * Plain text. Blank lines part paragraphs; lines that were wrapped to a width are joined, lines that each are a
 * paragraph become one each, and lines of verse are kept with their indents. Where it is in doubt which they are,
 * they are kept, and `other` has them joined.
 */
export function fromPlain(source: string): Parsed {
  const licensed = takeLicence(trimLines(source));
  const marked = takeAozoraMarks(licensed.text);
  const text = unquoteMail(marked.text);
  const head = takeHead({ ...licensed.facts, ...marked.facts }, partsOf(text), { alone: true });
  const known = wordsIn(text);
  const parts = readParts(head.blocks.map((block) => block.text));
  const doubtful = parts.flatMap(({ layout, lines }) => (layout.doubtful ? [lines.join('\n')] : []));
  const hyphens: Dropped[] = [];
  return {
    facts: head.facts,
    blocks: writeParts(parts, 'lines', known, (words) => hyphens.push({ words, why: 'hyphen' })),
    ...(doubtful.length > 0 && { other: writeParts(parts, 'wrapped', known, () => undefined) }),
    dropped: [...licensed.dropped, ...marked.dropped, ...head.dropped, ...hyphens],
    remarks: [...head.remarks, ...remarkOnLines(doubtful)],
  };
}

/** Without spaces at the ends of lines; a new page (form feed) parts paragraphs. */
function trimLines(source: string): string {
  const text = source.replaceAll('\t', '    ').replaceAll('\f', '\n\n');
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function partsOf(text: string): Block[] {
  const parts = text.split(/\n{2,}/).map((part) => part.replace(/^\n/, '').trimEnd());
  return parts.filter((part) => part !== '').map((part) => ({ kind: 'paragraph', text: part }));
}

/** Project Gutenberg sets its licence around a text, with what it knows of it. */
function takeLicence(text: string): { text: string; facts: Partial<Facts>; dropped: Dropped[] } {
  const start = /^\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*$/m.exec(text);
  if (!start) return { text, facts: {}, dropped: [] };
  const from = start.index + start[0].length;
  const end = /^\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG/m.exec(text.slice(from));
  const to = end ? from + end.index : text.length;
  const { byline, headline, language } = headOf(text.slice(0, start.index)).facts;
  return {
    text: text.slice(from, to),
    facts: { ...(headline && { headline }), ...(byline && { byline }), ...(language && { language }) },
    dropped: [text.slice(0, from), text.slice(to)].map((words) => ({ words, why: 'licence' })),
  };
}

/** What a mail quotes, without the marks before its lines; a change of whose words they are parts paragraphs. */
function unquoteMail(text: string): string {
  if (!/^> ?\S.*\n>/m.test(text)) return text;
  let depth = 0;
  return text
    .split('\n')
    .map((line) => {
      const [marks = ''] = /^(?:> ?)*/.exec(line) ?? [];
      const now = marks.replaceAll(' ', '').length;
      const parted = now !== depth && line !== '' ? '\n' : '';
      depth = now;
      return parted + line.slice(marks.length);
    })
    .join('\n');
}

/** Lines that stand together: a heading, or one or more paragraphs of one layout. */
interface Part {
  readonly kind: Block['kind'];
  /** The name of who speaks, on a line of its own. */
  readonly label?: string | undefined;
  readonly lines: readonly string[];
  readonly layout: Layout;
}

function readParts(parts: readonly string[]): Part[] {
  const firsts = new Map<string, number>();
  for (const part of parts) {
    const [first = '', second] = part.split('\n');
    if (second !== undefined) firsts.set(first, (firsts.get(first) ?? 0) + 1);
  }
  const read = parts.flatMap((part, i): Omit<Part, 'layout'>[] => {
    if (i < parts.length - 1 && isHeading(part, lengthAfter(parts, i)))
      return [{ kind: 'heading', lines: [headingOf(part)] }];
    const [first = '', ...rest] = part.split('\n');
    if (rest.length > 0 && first.trim().length > 4 && isNumbered(first) && !isNumbered(part))
      return [{ kind: 'heading', lines: [first] }, ...itemsOf(rest)];
    const isLabel = rest.length > 0 && isLabelLine(first, rest, firsts.get(first) ?? 0);
    return isLabel ? [{ kind: 'paragraph', label: first.trim(), lines: rest }] : itemsOf([first, ...rest]);
  });
  const layouts = judgeLayout(read.map(({ kind, lines }) => (kind === 'heading' ? [] : lines)));
  return read.map((part, i) => ({ ...part, layout: layouts[i] ?? { kind: 'lines', doubtful: false } }));
}

/** How many characters follow before the next line of capitals. */
function lengthAfter(parts: readonly string[], at: number): number {
  const after = parts.slice(at + 1, at + 20);
  const end = after.findIndex((part) => isCapitals(part) || isNumbered(part));
  return after.slice(0, end < 0 ? undefined : end).join('').length;
}

/** A line alone above what somebody says, such as `HAMLET` or `Bernardo.` */
function isLabelLine(first: string, rest: readonly string[], times: number): boolean {
  const line = first.trim();
  if (line.length > 40 || /[!?,;]$/.test(line) || !/^\p{Lu}/u.test(line)) return false;
  return isCapitals(line) ? !isCapitals(rest.join(' ')) : times > 1 && line.split(' ').length <= 3;
}

/** Items of a list, notes and turns of a talk that stand on lines of their own, each with the lines that go on from it. */
function itemsOf(lines: readonly string[]): Omit<Part, 'layout'>[] {
  const begins = lines.map((line) => ITEM.test(line) || TURN.test(line));
  const many = begins.filter(Boolean).length;
  if (many < 2 || !begins[0] || (many < lines.length / 2 && /^\s*[-–—]/.test(lines[0] ?? '')))
    return [{ kind: 'paragraph', lines }];
  return groupBy(lines, (_, i) => begins[i] ?? false).map((item) => ({ kind: 'paragraph', lines: item }));
}

/** `LOPEZ: In 1968`, `Dr. Smith: No.` */
const TURN = /^\s*\p{Lu}[\p{L}\p{N} .'’()-]{0,40}: \S/u;

/** @param inDoubt how to read lines of which it is not certain what they are */
function writeParts(
  parts: readonly Part[],
  inDoubt: 'lines' | 'wrapped',
  known: WrittenWords,
  onHyphen: OnHyphen,
): Block[] {
  const width = widthOf(parts.map(({ lines }) => lines));
  const indents = sharedIndents(parts);
  return parts.flatMap(({ kind, label, lines, layout }, i): Block[] => {
    const as = kind === 'heading' ? 'wrapped' : layout.doubtful ? inDoubt : layout.kind;
    const join = (some: readonly string[]) =>
      joinLines(
        some.map((line) => line.trim()),
        known,
        onHyphen,
      );
    const written =
      as === 'lines'
        ? [dedent(lines, indents[i] ?? 0)]
        : as === 'each'
          ? lines.map((line) => line.trim())
          : groupLines(lines, width).map(join);
    const [first = '', ...others] = written;
    return [label ? `${label}\n${first}` : first, ...others].map((words) => ({ kind, text: words }));
  });
}

/** The indent that all lines of verse share, over all its stanzas. */
function sharedIndents(parts: readonly Part[]): number[] {
  const isVerse = (part: Part | undefined) =>
    part?.kind === 'paragraph' && part.layout.kind === 'lines' && part.lines.length > 1;
  const poems = groupBy(parts, (part, i) => !isVerse(part) || !isVerse(parts[i - 1]));
  return poems.flatMap((poem) => {
    const least = Math.min(...poem.flatMap(({ lines }) => lines.map(indentOf)));
    return poem.map(() => least);
  });
}

const indentOf = (line: string) => line.length - line.trimStart().length;

/** Lines without the indent that all share. A line alone needs none. */
function dedent(lines: readonly string[], indent: number): string {
  return lines.length === 1 ? (lines[0] ?? '').trim() : lines.map((line) => line.slice(indent)).join('\n');
}

/**
 * Wrapped lines of several paragraphs: a new one begins with an indented line (or, where the lines after the first are
 * indented, with one that is not), or after a short line that ends a sentence.
 */
function groupLines(lines: readonly string[], width: number): string[][] {
  const least = Math.min(...lines.map(indentOf));
  const indented = lines.map((line) => indentOf(line) >= least + (line.includes('\u3000') ? 1 : 2));
  const isItem = ITEM.test(lines[0] ?? '') || TURN.test(lines[0] ?? '');
  const many = indented.filter(Boolean).length;
  const hanging = !indented[0] && many > (isItem ? 0 : lines.length / 2);
  return groupBy(lines, (line, i) => {
    const before = lines[i - 1] ?? '';
    const short = endsSentence(before) && isShort(before, line, width) && !/^\p{Ll}/u.test(line.trim());
    return short || (hanging ? !indented[i] : indented[i] === true);
  });
}

function groupBy<One>(all: readonly One[], begins: (one: One, i: number) => boolean): One[][] {
  const groups: One[][] = [];
  all.forEach((one, i) => {
    const last = groups.at(-1);
    if (last && !begins(one, i)) last.push(one);
    else groups.push([one]);
  });
  return groups;
}

import { cutTo, toOneLine, truncate } from '../../text/cut.ts';
import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import { type Head, takeHead } from './head.ts';
import { isNumbered } from './headings.ts';
import type { Dropped, Parsed } from './imported.ts';

/**
 * Normalizes white space and takes the headline and what stands under it out of the body. No word is changed.
 *
 * Lines within a paragraph are kept with their indents (verse, code); a blank line parts paragraphs, as in the
 * project's own form.
 *
 * @param options.alone whether a first paragraph of a few words can be the headline
 */
export function normalize(
  { facts, blocks, other, dropped, remarks = [], ...rest }: Parsed,
  options: { readonly alone?: boolean } = {},
): Parsed {
  let invisible = 0;
  const clean = (text: string) => {
    const seen = text.replaceAll(INVISIBLE, '');
    invisible += text.length - seen.length;
    return collapseSpaces(seen);
  };
  const cleanFacts = Object.fromEntries(
    Object.entries(facts)
      .map(([fact, words]) => [fact, toOneLine(clean(words))])
      .filter(([, words]) => words),
  ) as Partial<Facts>;
  const cleanBlocks = blocks.flatMap((block) => cleanBlock(block, clean));
  const ornaments = cleanBlocks.filter(isOrnament);
  const read = (some: readonly Block[]) => takeHeads(cleanFacts, some, options);
  const titled = read(cleanBlocks.filter((block) => !isOrnament(block)));
  const otherBlocks = other
    ?.flatMap((block) => cleanBlock(block, collapseSpaces))
    .filter((block) => !isOrnament(block));
  return {
    ...rest,
    facts: titled.facts,
    blocks: titled.blocks,
    ...(otherBlocks && { other: read(otherBlocks).blocks }),
    dropped: [
      ...listDropped([...titled.dropped, ...dropped], titled.facts),
      ...ornaments.map(({ text }): Dropped => ({ words: text, why: 'ornament' })),
      ...(invisible ? [{ words: String(invisible), why: 'invisible' } as const] : []),
    ],
    remarks: [...titled.remarks, ...remarks],
  };
}

function cleanBlock({ kind, text }: Block, clean: (text: string) => string): Block[] {
  const words = kind === 'heading' ? [toOneLine(clean(text))] : clean(text).split(/\n{2,}/);
  return words.filter((part) => part.trim() !== '').map((part) => ({ kind, text: part }));
}

/**
 * Runs of spaces become one, but those that indent a line by two or more; lines and paragraphs stay apart; a tab parts
 * the cells of a table.
 */
function collapseSpaces(text: string): string {
  return text
    .split(/\r\n?|[\n\u2028\u2029\u0085]/)
    .map(collapseLine)
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

function collapseLine(line: string): string {
  const words = line.trim().replaceAll(/\s+/g, (run) => run.replaceAll(/[^\t]/g, '') || ' ');
  const indent = line.slice(0, line.length - line.trimStart().length).replaceAll('\t', '    ').length;
  return indent > 1 && words !== '' ? ' '.repeat(indent) + words : words;
}

/**
 * Control characters, soft hyphens, zero-width spaces, and marks that turn the direction of what follows.
 * Joiners stay: Persian, Indic scripts and emoji are written with them.
 */
const INVISIBLE = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A line of stars or dashes between parts. */
const ORNAMENT = /^[\s*#~_=+•·–—⁂☆★❦-]+$/u;

const isOrnament = ({ text }: Block) => ORNAMENT.test(text);

/**
 * A headline and byline that the body repeats leave it; without a headline, a heading that begins the body is it, but
 * for one that names a part of it, such as “Chapter 1”.
 */
function takeHeads(
  facts: Partial<Facts>,
  blocks: readonly Block[],
  options: { readonly alone?: boolean },
): Head {
  const [first, ...rest] = blocks;
  if (facts.headline === undefined && first?.kind === 'heading' && !isNumbered(first.text))
    return takeHeads({ headline: cutTo(first.text, 500), ...facts }, rest, options);
  const repeated = [facts.headline, facts.standfirst, facts.byline, `By ${facts.byline}`].map((words) =>
    fold(words ?? ''),
  );
  return takeHead(
    facts,
    blocks.filter(({ text }, i) => i >= BEGINNING || !repeated.includes(fold(text))),
    options,
  );
}

/** Blocks in which what stands in the facts may be repeated. */
const BEGINNING = 4;

const fold = (text: string) => toOneLine(text).toLowerCase();

/** What stands in the facts is not dropped; equal words (a running head) are listed once. */
function listDropped(dropped: readonly Dropped[], facts: Partial<Facts>): Dropped[] {
  const known = new Set(Object.values(facts).map(fold));
  const listed = new Map<string, Dropped>();
  for (const { words, why } of dropped) {
    const line = toOneLine(words);
    if (line && !known.has(fold(line)))
      listed.set(`${why} ${line}`, { words: truncate(line, LISTED_WORDS), why });
  }
  const all = [...listed.values()];
  const more = all.length - LISTED;
  return more > 0 ? [...all.slice(0, LISTED), { words: `${more} more`, why: 'elsewhere' }] : all;
}

/** How many things that were left out are kept in a list, and how many characters of each. */
const LISTED = 1000;
const LISTED_WORDS = 20_000;

import { cutTo, toOneLine, truncate } from '../../text/cut.ts';
import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import type { Dropped, Parsed } from './imported.ts';

/**
 * Normalizes white space and takes the headline out of the body. No word is changed.
 *
 * Lines within a paragraph are kept (verse); a blank line parts paragraphs, as in the project's own form.
 */
export function normalize({ facts, blocks, dropped, ...rest }: Parsed): Parsed {
  let invisible = 0;
  const clean = (text: string) => {
    const seen = text.replaceAll(INVISIBLE, '');
    invisible += text.length - seen.length;
    return collapseSpaces(seen);
  };
  const cleanFacts = Object.fromEntries(
    Object.entries(facts)
      .map(([fact, words]) => [fact, clean(words).replaceAll('\n', ' ')])
      .filter(([, words]) => words),
  ) as Partial<Facts>;
  const cleanBlocks = blocks.flatMap(({ kind, text }) =>
    (kind === 'heading' ? [toOneLine(clean(text))] : clean(text).split(/\n{2,}/))
      .filter((words) => words !== '')
      .map((words): Block => ({ kind, text: words })),
  );
  const ornaments = cleanBlocks.filter(({ text }) => ORNAMENT.test(text));
  const titled = takeHeadline(
    cleanFacts,
    cleanBlocks.filter(({ text }) => !ORNAMENT.test(text)),
  );
  return {
    ...rest,
    ...titled,
    dropped: [
      ...listDropped(dropped, titled.facts),
      ...ornaments.map(({ text }): Dropped => ({ words: text, why: 'ornament' })),
      ...(invisible ? [{ words: String(invisible), why: 'invisible' } as const] : []),
    ],
  };
}

/** Runs of spaces become one; lines and paragraphs stay apart; a tab parts the cells of a table. */
function collapseSpaces(text: string): string {
  return text
    .replaceAll(/\r\n?|\u2028|\u2029|\u0085/g, '\n')
    .replaceAll(/[^\S\n\t]*\t\s*?(?=[^\S\n]|\S|$)/g, '\t')
    .replaceAll(/[^\S\n\t]+/g, ' ')
    .replaceAll(/[ \t]*\n[ \t]*/g, '\n')
    .trim();
}

/**
 * Control characters, soft hyphens, zero-width spaces, and marks that turn the direction of what follows.
 * Joiners stay: Persian, Indic scripts and emoji are written with them.
 */
const INVISIBLE = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A line of stars or dashes between parts. */
const ORNAMENT = /^[\s*#~_=+•·–—⁂☆★❦-]+$/u;

/** A headline and byline that the body repeats leave it; without a headline, a heading that begins the body is it. */
function takeHeadline(facts: Partial<Facts>, blocks: readonly Block[]): Pick<Parsed, 'facts' | 'blocks'> {
  const [first, ...rest] = blocks;
  if (facts.headline === undefined && first?.kind === 'heading')
    return takeHeadline({ headline: cutTo(first.text, 500), ...facts }, rest);
  const repeated = [facts.headline, facts.standfirst, facts.byline, `By ${facts.byline}`].map((words) =>
    fold(words ?? ''),
  );
  return {
    facts,
    blocks: blocks.filter(({ text }, i) => i >= BEGINNING || !repeated.includes(fold(text))),
  };
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
const LISTED_WORDS = 300;

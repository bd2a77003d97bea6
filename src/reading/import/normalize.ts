import { cutTo, truncate } from '../../text/cut.ts';
import type { Block } from '../file.ts';
import type { Facts } from '../reading.ts';
import type { Dropped, Parsed } from './imported.ts';

/**
 * Evens out white space and takes the headline out of the body. No word is changed.
 *
 * Lines within a paragraph are kept (verse); a blank line parts paragraphs, as in the project's own form.
 */
export function evened({ facts, blocks, dropped }: Parsed): Parsed {
  let invisible = 0;
  const even = (text: string) => {
    const seen = text.replaceAll(INVISIBLE, '');
    invisible += text.length - seen.length;
    return spaced(seen);
  };
  const evenFacts = Object.fromEntries(
    Object.entries(facts)
      .map(([fact, words]) => [fact, even(words).replaceAll('\n', ' ')])
      .filter(([, words]) => words),
  ) as Partial<Facts>;
  const evenBlocks = blocks.flatMap(({ kind, text }) =>
    (kind === 'heading' ? [even(text).replaceAll(/\s+/g, ' ')] : even(text).split(/\n{2,}/))
      .filter((words) => words !== '')
      .map((words): Block => ({ kind, text: words })),
  );
  const ornaments = evenBlocks.filter(({ text }) => ORNAMENT.test(text));
  const titled = headlined(
    evenFacts,
    evenBlocks.filter(({ text }) => !ORNAMENT.test(text)),
  );
  return {
    ...titled,
    dropped: [
      ...droppedOnce(dropped, titled.facts, spaced),
      ...ornaments.map(({ text }): Dropped => ({ words: text, why: 'ornament' })),
      ...(invisible ? [{ words: String(invisible), why: 'invisible' } as const] : []),
    ],
  };
}

/** Runs of spaces become one; lines and paragraphs stay apart; a tab parts the cells of a table. */
function spaced(text: string): string {
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
function headlined(facts: Partial<Facts>, blocks: readonly Block[]): Pick<Parsed, 'facts' | 'blocks'> {
  const [first, ...rest] = blocks;
  if (facts.headline === undefined && first?.kind === 'heading')
    return headlined({ headline: cutTo(first.text, 500), ...facts }, rest);
  const repeated = [facts.headline, facts.standfirst, facts.byline, `By ${facts.byline}`].map((words) =>
    folded(words ?? ''),
  );
  return {
    facts,
    blocks: blocks.filter(({ text }, i) => i >= BEGINNING || !repeated.includes(folded(text))),
  };
}

/** Blocks in which what stands in the facts may be repeated. */
const BEGINNING = 4;

const folded = (text: string) => text.replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** What stands in the facts is not dropped; equal words (a running head) are listed once. */
function droppedOnce(
  dropped: readonly Dropped[],
  facts: Partial<Facts>,
  even: (text: string) => string,
): Dropped[] {
  const known = new Set(Object.values(facts).map(folded));
  const listed = new Map<string, Dropped>();
  for (const { words, why } of dropped) {
    const line = even(words).replaceAll(/\s+/g, ' ');
    if (line && !known.has(folded(line)))
      listed.set(`${why} ${line}`, { words: truncate(line, LISTED_WORDS), why });
  }
  const all = [...listed.values()];
  const more = all.length - LISTED;
  return more > 0 ? [...all.slice(0, LISTED), { words: `${more} more`, why: 'elsewhere' }] : all;
}

/** How many things that were left out are kept in a list, and how many characters of each. */
const LISTED = 1000;
const LISTED_WORDS = 300;

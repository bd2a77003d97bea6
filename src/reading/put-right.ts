import { parseDate } from '../dates/parse-date.ts';
import { UserError } from '../errors.ts';
import type { Annotations } from './annotations.ts';
import type { Block } from './make.ts';
import type { Facts, Reading } from './reading.ts';

/** Facts that a paragraph may turn out to be, and that may turn out to be a paragraph. */
export const STATED = ['headline', 'standfirst', 'byline', 'publisher', 'place', 'date'] as const;
export type Stated = (typeof STATED)[number];

/** What is put right in a text that came in wrong. `block` counts headings and paragraphs together, from 0. */
export type Fix =
  | { readonly kind: 'fact'; readonly block: number; readonly fact: Stated }
  | { readonly kind: 'heading' | 'paragraph' | 'join' | 'drop'; readonly block: number }
  /** `at`: the character with which the second paragraph begins. */
  | { readonly kind: 'split'; readonly block: number; readonly at: number }
  | { readonly kind: 'words'; readonly block: number; readonly text: string }
  /** A fact goes back to the beginning of the text. */
  | { readonly kind: 'back'; readonly fact: Exclude<Stated, 'headline'> };

export interface Body {
  readonly facts: Facts;
  readonly blocks: readonly Block[];
}

/** How to take a fix back: put these blocks in the place of as many as there are now, and these facts. */
export interface Undo {
  readonly at: number;
  readonly now: number;
  readonly blocks: readonly Block[];
  readonly facts: Facts;
}

/**
 * Carries a fix out.
 *
 * @returns the text, what it takes to undo that, and words that are in it no more
 * @throws UserError where it can't be done, with what to do instead
 */
export function putRight(
  { facts, blocks }: Body,
  fix: Fix,
): Body & { readonly undo: Undo; readonly dropped: readonly string[] } {
  const at = fix.kind === 'back' ? 0 : fix.block;
  const block = blocks[at];
  const next = blocks[at + 1];
  if (!block) throw noSuchBlock();
  const replace = (
    removed: number,
    put: readonly Block[],
    { facts: changed = facts, dropped = [] }: { facts?: Facts; dropped?: readonly string[] } = {},
  ) => {
    const made = [...blocks.slice(0, at), ...put, ...blocks.slice(at + removed)];
    if (!made.some(({ kind }) => kind === 'paragraph'))
      throw new UserError(
        'fix-empty',
        'That would leave no paragraph. Discard the draft instead, and add the text anew.',
      );
    const undo = { at, now: put.length, blocks: blocks.slice(at, at + removed), facts };
    return { facts: changed, blocks: made, undo, dropped };
  };
  switch (fix.kind) {
    case 'fact': {
      const before = facts[fix.fact];
      const words = block.text.replaceAll(/\s+/g, ' ');
      const value =
        fix.fact === 'date' ? parseDate(words) : fix.fact === 'byline' ? words.replace(/^by\s+/i, '') : words;
      return replace(1, [], { facts: { ...facts, [fix.fact]: value }, dropped: before ? [before] : [] });
    }
    case 'heading':
      return replace(1, [{ kind: 'heading', text: block.text.replaceAll(/\s+/g, ' ') }]);
    case 'paragraph':
      return replace(1, [{ kind: 'paragraph', text: block.text }]);
    case 'join':
      if (!next) throw new UserError('fix-last', 'Nothing follows here that it could be joined with.');
      return replace(2, [
        { kind: block.kind, text: `${block.text}${isVerse(block, next) ? '\n' : ' '}${next.text}` },
      ]);
    case 'split': {
      const parts = [block.text.slice(0, fix.at).trim(), block.text.slice(fix.at).trim()];
      if (parts.includes('')) throw noSuchBlock();
      return replace(
        1,
        parts.map((text) => ({ kind: 'paragraph', text })),
      );
    }
    case 'words': {
      const text = fix.text.trim();
      if (text === '')
        throw new UserError(
          'fix-no-words',
          'Without words it is no paragraph: choose “Leave it out” instead.',
        );
      return replace(1, [{ kind: block.kind, text }], { dropped: text === block.text ? [] : [block.text] });
    }
    case 'drop':
      return replace(1, [], { dropped: [block.text] });
    case 'back': {
      const { [fix.fact]: words, ...rest } = facts;
      if (words === undefined) throw noSuchBlock();
      return replace(0, [{ kind: 'paragraph', text: words }], { facts: rest });
    }
  }
}

/** Takes the last fix back. */
export function undoFix({ blocks }: Body, { at, now, blocks: before, facts }: Undo): Body {
  return { facts, blocks: [...blocks.slice(0, at), ...before, ...blocks.slice(at + now)] };
}

/**
 * Annotations with the numbers of the paragraphs that their words stand in after a fix. What has lost its words keeps
 * its number, and is told as an orphan.
 */
export function followWords(annotations: Annotations, before: Reading, after: Reading): Annotations {
  const shift = after.paragraphs.length - before.paragraphs.length;
  const same = (n: number, m: number) => before.paragraphs[n - 1]?.text === after.paragraphs[m - 1]?.text;
  let first = 1;
  while (first <= before.paragraphs.length && same(first, first)) first++;
  const numberOf = (n: number, words: string | undefined): number => {
    if (n < first) return n;
    const near = [n, n + shift, n - 1, n + 1, n + 2].filter((m) => m >= 1 && m <= after.paragraphs.length);
    const own = before.paragraphs[n - 1]?.text ?? '';
    const holds = (m: number) => {
      const text = after.paragraphs[m - 1]?.text ?? '';
      return words ? text.includes(words) : text.includes(own) || own.includes(text);
    };
    return (same(n, n + shift) ? n + shift : near.find(holds)) ?? n;
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const quoted = value as { readonly quote?: unknown };
    const words = typeof quoted.quote === 'string' ? quoted.quote : undefined;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => {
        if (key === 'paragraph') return [key, numberOf(one as number, words)];
        if (key === 'paragraphs')
          return [key, [...new Set((one as number[]).map((n) => numberOf(n, undefined)))]];
        return [key, walk(one)];
      }),
    );
  };
  return walk(annotations) as Annotations;
}

/** Lines that are kept are joined as lines. */
function isVerse(one: Block, other: Block): boolean {
  return one.text.includes('\n') && other.text.includes('\n');
}

function noSuchBlock(): UserError {
  return new UserError('fix-gone', 'That is no longer there: the text has changed. Open the draft again.');
}

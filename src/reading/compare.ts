import { diffArrays } from 'diff';
import { inSlices, type Work } from '../text/slices.ts';
import { wordsOf } from '../text/words.ts';
import type { Annotations } from './annotations.ts';
import type { Reading } from './reading.ts';

/** How two versions of a text differ, by the numbers of their paragraphs. */
export interface Comparison {
  /** New numbers of paragraphs that the old version does not have. */
  readonly added: readonly number[];
  /** Old numbers of paragraphs that the new version does not have. */
  readonly removed: readonly number[];
  readonly changed: readonly Pair[];
  /** Paragraphs with the same words, perhaps under another number. */
  readonly same: readonly Pair[];
}

export interface Pair {
  readonly before: number;
  readonly after: number;
}

/** Between two paragraphs that stayed, more added and removed ones than this are not compared one by one. */
const MAX_EDITS = 200;
/** From this part of words in common on, a paragraph is a changed one and no other. */
const ALIKE = 0.5;

/**
 * Finds what became of each paragraph. Paragraphs that occur once in both versions are the fixed points
 * (patience diff, after B. Cohen); what lies between them is compared by Myers' algorithm (1986), and what is
 * left is paired by the words in common. In slices, as two books may differ in much.
 */
export function compareReadings(before: Reading, after: Reading): Promise<Comparison> {
  return inSlices(comparisonWork(before, after));
}

function* comparisonWork(before: Reading, after: Reading): Work<Comparison> {
  const old = before.paragraphs.map(({ text }) => text);
  const now = after.paragraphs.map(({ text }) => text);
  const result = {
    added: [] as number[],
    removed: [] as number[],
    changed: [] as Pair[],
    same: [] as Pair[],
  };
  let from: Pair = { before: 1, after: 1 };
  for (const fixed of [...fixedPoints(old, now), { before: old.length + 1, after: now.length + 1 }]) {
    yield* compareBetween(old, now, from, fixed, result);
    if (fixed.before <= old.length) result.same.push(fixed);
    from = { before: fixed.before + 1, after: fixed.after + 1 };
  }
  return result;
}

/** Paragraphs that both versions have once, in an order that both share: the longest such row of them. */
function fixedPoints(old: readonly string[], now: readonly string[]): Pair[] {
  const [inOld, inNow] = [onceIn(old), onceIn(now)];
  const pairs = [...inOld].flatMap(([text, before]) => {
    const after = inNow.get(text);
    return after === undefined ? [] : [{ before, after }];
  });
  return longestRising(pairs);
}

function onceIn(texts: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  const twice = new Set<string>();
  texts.forEach((text, i) => {
    if (numbers.has(text)) twice.add(text);
    numbers.set(text, i + 1);
  });
  return new Map([...numbers].filter(([text]) => !twice.has(text)));
}

/** The longest part of pairs, in order of `before`, whose `after` rises (patience sorting). */
function longestRising(pairs: readonly Pair[]): Pair[] {
  const piles: { readonly pair: Pair; readonly below: (typeof piles)[number] | undefined }[] = [];
  for (const pair of pairs) {
    let [low, high] = [0, piles.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((piles[middle]?.pair.after ?? 0) < pair.after) low = middle + 1;
      else high = middle;
    }
    piles[low] = { pair, below: piles[low - 1] };
  }
  const row: Pair[] = [];
  for (let at = piles.at(-1); at; at = at.below) row.push(at.pair);
  return row.reverse();
}

type MutableComparison = { readonly [part in keyof Comparison]: Comparison[part][number][] };

/** Compares the paragraphs from one pair of numbers to before another. */
function* compareBetween(
  old: readonly string[],
  now: readonly string[],
  from: Pair,
  to: Pair,
  into: MutableComparison,
): Work<void> {
  yield;
  const here = old.slice(from.before - 1, to.before - 1);
  const there = now.slice(from.after - 1, to.after - 1);
  const edits = diffArrays(here, there, { maxEditLength: MAX_EDITS }) ?? [
    { value: here, removed: true, added: false },
    { value: there, removed: false, added: true },
  ];
  let [b, a] = [from.before, from.after];
  const gone: number[] = [];
  const come: number[] = [];
  for (const { value, added, removed } of edits) {
    for (const _ of value) {
      if (removed) gone.push(b++);
      else if (added) come.push(a++);
      else into.same.push({ before: b++, after: a++ });
    }
  }
  const pairs = yield* pairUp(gone, come, old, now);
  into.changed.push(...pairs);
  into.removed.push(...gone.filter((n) => !pairs.some((pair) => pair.before === n)));
  into.added.push(...come.filter((n) => !pairs.some((pair) => pair.after === n)));
}

/** Annotations with the new numbers of the paragraphs that they stand in. Their words are not touched. */
export function renumberAnnotations(annotations: Annotations, { same, changed }: Comparison): Annotations {
  const numbers = new Map([...same, ...changed].map(({ before, after }) => [before, after]));
  const number = (n: number) => numbers.get(n) ?? n;
  return walk(annotations, (key, value) => {
    if (key === 'paragraph') return number(value as number);
    return key === 'paragraphs' ? (value as number[]).map(number) : undefined;
  });
}

function walk<T>(value: T, change: (key: string, value: unknown) => unknown): T {
  if (Array.isArray(value)) return value.map((one) => walk(one, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, change(key, one) ?? walk(one, change)]),
  ) as T;
}

/** Of paragraphs between two that stayed, in order, those that have most words in common. */
function* pairUp(
  gone: readonly number[],
  come: readonly number[],
  old: readonly string[],
  now: readonly string[],
): Work<Pair[]> {
  if (gone.length * come.length > 10_000) return [];
  const candidates: { readonly after: number; readonly words: WordCounts }[] = [];
  for (const after of come) {
    candidates.push({ after, words: countWords(now[after - 1] ?? '') });
    yield;
  }
  const pairs: Pair[] = [];
  let from = 0;
  for (const before of gone) {
    const words = countWords(old[before - 1] ?? '');
    const at = candidates.findIndex((one, i) => i >= from && likeness(words, one.words) >= ALIKE);
    yield;
    const found = candidates[at];
    if (!found) continue;
    pairs.push({ before, after: found.after });
    from = at + 1;
  }
  return pairs;
}

interface WordCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

function countWords(text: string): WordCounts {
  const words = wordsOf(text);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, total: words.length };
}

/** The part of words that two paragraphs have in common (Dice 1945); 0 where their lengths rule out `ALIKE`. */
function likeness(a: WordCounts, b: WordCounts): number {
  const half = (a.total + b.total) / 2;
  if (Math.min(a.total, b.total) < ALIKE * half || half === 0) return 0;
  let common = 0;
  for (const [word, count] of a.counts) common += Math.min(count, b.counts.get(word) ?? 0);
  return common / half;
}

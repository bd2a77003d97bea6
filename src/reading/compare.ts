import { diffArrays } from 'diff';
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

/** Beyond so many paragraphs added and removed, the texts are taken to have nothing in common. */
const MAX_EDITS = 2000;
/** From this part of words in common on, a paragraph is a changed one and no other. */
const ALIKE = 0.5;

/** Finds what became of each paragraph (Myers 1986, by whole paragraphs). */
export function compareReadings(before: Reading, after: Reading): Comparison {
  const old = before.paragraphs.map(({ text }) => text);
  const now = after.paragraphs.map(({ text }) => text);
  const edits = diffArrays(old, now, { maxEditLength: MAX_EDITS }) ?? [
    { value: old, removed: true, added: false },
    { value: now, removed: false, added: true },
  ];
  const same: Pair[] = [];
  const gone: number[] = [];
  const come: number[] = [];
  const changed: Pair[] = [];
  let [b, a] = [1, 1];
  let open: { gone: number[]; come: number[] } = { gone: [], come: [] };
  const close = () => {
    const pairs = pairUp(open.gone, open.come, old, now);
    changed.push(...pairs);
    gone.push(...open.gone.filter((n) => !pairs.some((pair) => pair.before === n)));
    come.push(...open.come.filter((n) => !pairs.some((pair) => pair.after === n)));
    open = { gone: [], come: [] };
  };
  for (const { value, added, removed } of edits) {
    if (!added && !removed) close();
    for (const _ of value) {
      if (removed) open.gone.push(b++);
      else if (added) open.come.push(a++);
      else same.push({ before: b++, after: a++ });
    }
  }
  close();
  return { added: come, removed: gone, changed, same };
}

/** Annotations with the new numbers of the paragraphs that they stand in. Their words are not touched. */
export function renumbered(annotations: Annotations, { same, changed }: Comparison): Annotations {
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
function pairUp(
  gone: readonly number[],
  come: readonly number[],
  old: readonly string[],
  now: readonly string[],
): Pair[] {
  if (gone.length * come.length > 10_000) return [];
  const pairs: Pair[] = [];
  let from = 0;
  for (const before of gone) {
    const at = come.findIndex(
      (after, i) => i >= from && likeness(old[before - 1] ?? '', now[after - 1] ?? '') >= ALIKE,
    );
    if (at < 0) continue;
    pairs.push({ before, after: come[at] as number });
    from = at + 1;
  }
  return pairs;
}

/** The part of words that two paragraphs have in common (Dice 1945). */
function likeness(a: string, b: string): number {
  const words = (text: string) => text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
  const [first, second] = [words(a), words(b)];
  const left = new Map<string, number>();
  for (const word of first) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of second) {
    const count = left.get(word) ?? 0;
    if (count > 0) common++;
    left.set(word, count - 1);
  }
  return first.length + second.length === 0 ? 0 : (2 * common) / (first.length + second.length);
}

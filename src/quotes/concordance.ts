import type { Reading } from '../reading/reading.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Half-open range of tokens of a reading, counted through all its paragraphs. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/**
 * All tokens of a reading in one row, sorted so that any stretch of them is found without reading the whole.
 * The sorting is a suffix array, built by doubling (Manber and Myers, 1993).
 */
export interface Concordance {
  readonly tokens: readonly Token[];
  /** Number of the paragraph (from 1) that each token stands in. */
  readonly paragraphs: Int32Array;
  /** Number of the sentence, counted through all paragraphs, that each token stands in. */
  readonly sentences: Int32Array;
  readonly ids: Int32Array;
  /** The tokens as this reading's ids; -1 for one that it does not hold. */
  readonly idsOf: (tokens: readonly Token[]) => Int32Array;
  /**
   * What a token weighs when texts are compared: marks little, and so what an editor put in square brackets;
   * words in many paragraphs less than rare ones.
   */
  readonly weight: (token: Token, id: number) => number;
  /** The weights of all its own tokens. */
  readonly weights: Int32Array;
  /** Everywhere that one token stands, in order. */
  readonly places: (id: number) => Int32Array;
  /** Everywhere that `ids[from..to)` stands, in the order of the text; no more than 2,000 places. */
  readonly find: (ids: Int32Array, from: number, to: number) => number[];
  /** How many tokens from `ids[from]` on stand together somewhere: the longest such stretch. */
  readonly longest: (ids: Int32Array, from: number) => number;
}

const made = new WeakMap<Reading, Concordance>();

/** Made once for each reading: about 1 ms for 1,000 words. */
export function concordanceOf(reading: Reading): Concordance {
  let concordance = made.get(reading);
  if (!concordance) {
    concordance = make(reading);
    made.set(reading, concordance);
  }
  return concordance;
}

export const WEIGHT = { mark: 1, common: 3, word: 4 } as const;

function make(reading: Reading): Concordance {
  const tokens: Token[] = [];
  const numbers: number[] = [];
  const sentences: number[] = [];
  let earlier = 0;
  for (const { n, text, sentences: slices } of reading.paragraphs) {
    let own = 0;
    for (const token of tokensOf(text)) {
      while ((slices[own + 1]?.start ?? Number.POSITIVE_INFINITY) <= token.start) own++;
      tokens.push(token);
      numbers.push(n);
      sentences.push(earlier + own);
    }
    earlier += slices.length;
  }
  const vocabulary = new Map<string, number>();
  const ids = Int32Array.from(tokens, ({ norm }) => {
    const id = vocabulary.get(norm) ?? vocabulary.size;
    if (id === vocabulary.size) vocabulary.set(norm, id);
    return id;
  });
  const common = commonIn(ids, numbers, vocabulary.size, reading.paragraphs.length);
  const suffixes = suffixArray(ids);

  const weight = ({ kind, bracketed }: Token, id: number) =>
    kind !== 'word' || bracketed ? WEIGHT.mark : common[id] ? WEIGHT.common : WEIGHT.word;

  /** The part of `[low, high)` whose suffixes have `id` at `depth`. */
  const narrow = (low: number, high: number, depth: number, id: number): [number, number] => {
    const start = firstFrom(ids, suffixes, low, high, depth, id);
    return [start, firstFrom(ids, suffixes, start, high, depth, id + 1)];
  };

  return {
    tokens,
    paragraphs: Int32Array.from(numbers),
    sentences: Int32Array.from(sentences),
    ids,
    idsOf: (others) => Int32Array.from(others, ({ norm }) => vocabulary.get(norm) ?? -1),
    weight,
    weights: Int32Array.from(tokens, (token, i) => weight(token, ids[i]!)),
    places: placesIn(ids, vocabulary.size),
    find: (wanted, from, to) => {
      let [low, high] = [0, ids.length];
      for (let i = from; i < to && low < high; i++) {
        const id = wanted[i]!;
        if (id < 0) return [];
        [low, high] = narrow(low, high, i - from, id);
      }
      return Array.from(suffixes.slice(low, Math.min(high, low + 2000)).sort());
    },
    longest: (wanted, from) => {
      let [low, high] = [0, ids.length];
      for (let i = from; i < wanted.length; i++) {
        const id = wanted[i]!;
        if (id < 0) return i - from;
        [low, high] = narrow(low, high, i - from, id);
        if (low === high) return i - from;
      }
      return wanted.length - from;
    },
  };
}

/** The places of each token, sorted by counting. */
function placesIn(ids: Int32Array, size: number): (id: number) => Int32Array {
  const ends = new Int32Array(size + 1);
  for (const id of ids) ends[id + 1] = ends[id + 1]! + 1;
  for (let id = 0; id < size; id++) ends[id + 1] = ends[id + 1]! + ends[id]!;
  const next = ends.slice();
  const sorted = new Int32Array(ids.length);
  ids.forEach((id, place) => {
    sorted[next[id]!] = place;
    next[id] = next[id]! + 1;
  });
  return (id) => (id < 0 ? NOWHERE : sorted.subarray(ends[id], ends[id + 1]));
}
const NOWHERE = new Int32Array(0);

/** The first of the sorted suffixes `[low, high)` that has `wanted` or a greater id at `depth`. */
function firstFrom(
  ids: Int32Array,
  suffixes: Int32Array,
  low: number,
  high: number,
  depth: number,
  wanted: number,
): number {
  let [a, b] = [low, high];
  while (a < b) {
    const middle = (a + b) >> 1;
    const at = suffixes[middle]! + depth;
    if (at >= ids.length || ids[at]! < wanted) a = middle + 1;
    else b = middle;
  }
  return a;
}

/** Words in more than a quarter of the paragraphs: "the", "of", and what the text is about. */
function commonIn(ids: Int32Array, numbers: readonly number[], size: number, paragraphs: number): Uint8Array {
  const counts = new Int32Array(size);
  const last = new Int32Array(size);
  ids.forEach((id, i) => {
    if (last[id] !== numbers[i]) counts[id] = counts[id]! + 1;
    last[id] = numbers[i]!;
  });
  return Uint8Array.from(counts, (count) => (count > Math.max(2, paragraphs / 4) ? 1 : 0));
}

function suffixArray(ids: Int32Array): Int32Array {
  const n = ids.length;
  let rank = ids;
  let order = Int32Array.from({ length: n }, (_, i) => i);
  for (let step = 1; ; step *= 2) {
    const second = (i: number) => (i + step < n ? rank[i + step]! + 1 : 0);
    // One number for a pair of ranks sorts faster than a comparison of two; both are below 2^26.
    const keys = Float64Array.from(order, (_, i) => rank[i]! * 0x4000000 + second(i));
    order = order.sort((a, b) => keys[a]! - keys[b]!);
    const next = new Int32Array(n);
    for (let k = 1; k < n; k++) {
      const [before, here] = [order[k - 1]!, order[k]!];
      next[here] = next[before]! + (keys[before] === keys[here] ? 0 : 1);
    }
    rank = next;
    if (n === 0 || rank[order[n - 1]!] === n - 1) return order;
  }
}

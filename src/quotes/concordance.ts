import type { AnnotatedReading } from '../reading/annotations.ts';
import { keyOf, type Reading } from '../reading/reading.ts';
import { createCache } from '../text/cache.ts';
import { atOnce, inSlices, type Work } from '../text/slices.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Half-open range of tokens of a reading, counted through all its paragraphs. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/** All tokens of a reading in one row, from 0, with the places of each, so that words are found without reading it. */
export interface Concordance {
  /** How many tokens there are. */
  readonly length: number;
  /** Those of a range, which lies within them. */
  readonly tokens: (range: TokenRange) => Token[];
  /** Where in its paragraph each token begins and ends. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Number of the paragraph (from 1) that each token stands in. */
  readonly paragraphs: Int32Array;
  /** Number of the sentence, counted through all paragraphs, that each token stands in. */
  readonly sentences: Int32Array;
  /** What each token is known by: the number of its `norm` in `norms`. */
  readonly ids: Int32Array;
  readonly norms: readonly string[];
  /** The `norm` of a token; undefined before the first and after the last. */
  readonly norm: (at: number) => string | undefined;
  readonly isWord: (at: number) => boolean;
  /** The tokens as this reading's ids; -1 for one that it does not hold. */
  readonly idsOf: (tokens: readonly Token[]) => Int32Array;
  /**
   * What a token weighs when texts are compared: marks little, and so what an editor put in square brackets;
   * words in many paragraphs less than rare ones.
   */
  readonly weight: (token: Pick<Token, 'kind' | 'bracketed'>, id: number) => number;
  /** The weights of all its own tokens. */
  readonly weights: Uint8Array;
  /** Everywhere that one token stands, in order. */
  readonly places: (id: number) => Int32Array;
  /** Everywhere that these ids, one at least, stand together, in the order of the text. */
  readonly find: (ids: Int32Array) => Iterable<number>;
  /** How many of these ids, from the first on, stand together somewhere: the longest such stretch. */
  readonly longest: (ids: Int32Array) => number;
}

/** A reading in which words can be found. */
export interface PreparedText extends AnnotatedReading {
  readonly concordance: Concordance;
}

export async function prepareText(text: AnnotatedReading): Promise<PreparedText> {
  return { ...text, concordance: await concordanceOf(text.reading) };
}

/** Bytes that concordances may take, about: three of 500,000 words, or a thousand of articles. */
const KEPT = 64e6;

const kept = createCache(KEPT, bytesOf);

/** The concordance of a reading, kept from earlier or made in slices: about 1 ms for 1,000 words. */
export function concordanceOf(reading: Reading): Promise<Concordance> {
  return kept.obtain(keyOf(reading), () => inSlices(concordanceWork(reading)));
}

/** Makes the concordance of a reading at once. */
export function makeConcordance(reading: Reading): Concordance {
  return atOnce(concordanceWork(reading));
}

export const WEIGHT = { mark: 1, common: 3, word: 4 } as const;

function* concordanceWork({ paragraphs }: Reading): Work<Concordance> {
  const vocabulary = new Map<string, number>();
  const columns = {
    ids: new Column(),
    starts: new Column(),
    ends: new Column(),
    kinds: new Column(),
    paragraphs: new Column(),
    sentences: new Column(),
  };
  let earlier = 0;
  for (const { n, text, sentences } of paragraphs) {
    let own = 0;
    for (const { norm, start, end, kind, bracketed } of tokensOf(text)) {
      while ((sentences[own + 1]?.start ?? Number.POSITIVE_INFINITY) <= start) own++;
      const id = vocabulary.get(norm) ?? vocabulary.size;
      if (id === vocabulary.size) vocabulary.set(norm, id);
      columns.ids.push(id);
      columns.starts.push(start);
      columns.ends.push(end);
      columns.kinds.push(KINDS.indexOf(kind) * 2 + Number(bracketed));
      columns.paragraphs.push(n);
      columns.sentences.push(earlier + own);
    }
    earlier += sentences.length;
    yield;
  }
  const [ids, starts, ends] = [columns.ids.all(), columns.starts.all(), columns.ends.all()];
  const kinds = new Uint8Array(columns.kinds.all());
  const [numbers, sentences] = [columns.paragraphs.all(), columns.sentences.all()];
  const norms = [...vocabulary.keys()];
  yield;
  const common = yield* commonIn(ids, numbers, norms.length, paragraphs.length);
  const places = yield* placesIn(ids, norms.length);
  const weight: Concordance['weight'] = ({ kind, bracketed }, id) =>
    kind !== 'word' || bracketed ? WEIGHT.mark : common[id] ? WEIGHT.common : WEIGHT.word;
  const form = (at: number) => ({ kind: KINDS[kinds[at]! >> 1]!, bracketed: (kinds[at]! & 1) === 1 });
  const weights = new Uint8Array(ids.length);
  for (let at = 0; at < ids.length; at++) {
    if (at % AT_ONCE === 0) yield;
    weights[at] = weight(form(at), ids[at]!);
  }

  return {
    length: ids.length,
    tokens: ({ from, to }) =>
      Array.from({ length: to - from }, (_, i) => {
        const at = from + i;
        return { norm: norms[ids[at]!]!, start: starts[at]!, end: ends[at]!, ...form(at) };
      }),
    starts,
    ends,
    paragraphs: numbers,
    sentences,
    ids,
    norms,
    norm: (at) => norms[ids[at] ?? -1],
    isWord: (at) => kinds[at]! >> 1 === WORD,
    idsOf: (others) => Int32Array.from(others, ({ norm }) => vocabulary.get(norm) ?? -1),
    weight,
    weights,
    places,
    find: (wanted) => stretches(ids, wanted, places),
    longest: (wanted) => {
      const { done, value } = stretches(ids, wanted, places).next();
      return done ? value : wanted.length;
    },
  };
}

const KINDS: readonly Token['kind'][] = ['word', 'mark', 'ellipsis'];
const WORD = KINDS.indexOf('word');

/** The arrays, and about 100 for each distinct token. */
function bytesOf({ length, norms }: Concordance): number {
  return length * 26 + norms.length * 100;
}

/** A row of numbers that grows; a plain array of as many takes much longer to grow. */
class Column {
  #numbers = new Int32Array(256);
  #length = 0;

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Int32Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = number;
  }

  all(): Int32Array {
    return this.#numbers.slice(0, this.#length);
  }
}

/** Tokens that are counted before others are served. */
const AT_ONCE = 50_000;

/** The places of each token, sorted by counting. */
function* placesIn(ids: Int32Array, size: number): Work<(id: number) => Int32Array> {
  const ends = new Int32Array(size + 1);
  for (const id of ids) ends[id + 1]!++;
  for (let id = 0; id < size; id++) ends[id + 1]! += ends[id]!;
  const next = ends.slice();
  const sorted = new Int32Array(ids.length);
  for (let place = 0; place < ids.length; place++) {
    if (place % AT_ONCE === 0) yield;
    sorted[next[ids[place]!]!++] = place;
  }
  return (id) => (id < 0 ? NOWHERE : sorted.subarray(ends[id], ends[id + 1]));
}
const NOWHERE = new Int32Array(0);

/**
 * Yields each place of `wanted` in `ids`, and returns how many of `wanted` stand together at most: from place to
 * place of the first of them, each token compared about once, however often the text repeats itself (Knuth, Morris
 * and Pratt, 1977).
 */
function* stretches(
  ids: Int32Array,
  wanted: Int32Array,
  places: (id: number) => Int32Array,
): Generator<number, number> {
  const borders = bordersOf(wanted);
  const starts = places(wanted[0]!);
  let [next, at, matched, longest] = [0, 0, 0, 0];
  for (;;) {
    if (matched === 0) {
      while (starts[next]! < at) next++;
      if (next >= starts.length) return longest;
      at = starts[next]!;
    }
    while (matched < wanted.length && ids[at] === wanted[matched]) {
      at++;
      matched++;
    }
    longest = Math.max(longest, matched);
    if (matched === wanted.length) yield at - matched;
    matched = borders[matched - 1]!;
  }
}

/** For each beginning of `ids`, how long the longest shorter one is that it ends with. */
function bordersOf(ids: Int32Array): Int32Array {
  const borders = new Int32Array(ids.length);
  let border = 0;
  for (let i = 1; i < ids.length; i++) {
    while (border > 0 && ids[i] !== ids[border]) border = borders[border - 1]!;
    if (ids[i] === ids[border]) border++;
    borders[i] = border;
  }
  return borders;
}

/** Words in more than a quarter of the paragraphs: "the", "of", and what the text is about. */
function* commonIn(
  ids: Int32Array,
  numbers: Int32Array,
  size: number,
  paragraphs: number,
): Work<readonly boolean[]> {
  const counts = new Int32Array(size);
  const last = new Int32Array(size);
  for (let at = 0; at < ids.length; at++) {
    if (at % AT_ONCE === 0) yield;
    const id = ids[at]!;
    if (last[id] !== numbers[at]) counts[id]!++;
    last[id] = numbers[at]!;
  }
  return Array.from(counts, (count) => count > Math.max(2, paragraphs / 4));
}

import { type Concordance, type Span, WEIGHT } from './concordance.ts';
import type { Token } from './tokens.ts';

/** A stretch of a reading that is like some words, though not the same. */
export interface Near extends Span {
  /** What the words and the stretch differ by, in weights: see `Concordance.weight`. */
  readonly cost: number;
  /** 1 where nothing differs, 0 where nothing is alike. */
  readonly likeness: number;
}

/** Tokens to either side of a diagonal that are compared: what one insertion or omission may be long. */
const BAND = 64;
/** Diagonals that are tried. */
const TRIED = 3;
/** A token in more places than this says little of where words come from. */
const TOO_COMMON = 60;

/**
 * The stretches of a reading nearest to some words, best first; equally near ones are all given.
 *
 * Tokens that both hold vote for a diagonal (place in the reading less place in the words). Along the best few,
 * a band is compared by weighted edit distance, the words as a whole against any stretch (Sellers, 1980).
 * Time grows with the number of tokens times the band, whatever they are.
 */
export function nearestTo(words: readonly Token[], concordance: Concordance): Near[] {
  const ids = concordance.idsOf(words);
  const weights = Int32Array.from(ids, (id, i) => concordance.weight(id, (words[i] as Token).kind));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const near = diagonals(ids, weights, concordance).flatMap((diagonal) =>
    alongDiagonal(ids, weights, diagonal, concordance).map((fit) => ({
      ...fit,
      likeness: 1 - fit.cost / total,
    })),
  );
  const best = Math.min(...near.map(({ cost }) => cost));
  return distinct(near.filter(({ cost }) => cost === best));
}

function distinct(near: readonly Near[]): Near[] {
  const kept: Near[] = [];
  for (const one of [...near].sort((a, b) => a.from - b.from || a.to - b.to))
    if (kept.every((other) => other.to <= one.from)) kept.push(one);
  return kept;
}

function diagonals(ids: Int32Array, weights: Int32Array, concordance: Concordance): number[] {
  const shift = ids.length;
  const votes = new Float64Array(Math.ceil((concordance.ids.length + shift) / BAND) + 2);
  const seen = new Map<number, number[]>();
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    if (id < 0) continue;
    let places = seen.get(id);
    if (!places) {
      places = concordance.find(ids, i, i + 1);
      seen.set(id, places);
    }
    if (places.length > TOO_COMMON) continue;
    for (const place of places) {
      const bucket = Math.floor((place - i + shift) / BAND);
      votes[bucket] = (votes[bucket] as number) + (weights[i] as number) / Math.sqrt(places.length);
    }
  }
  const pairs = Array.from(votes, (vote, bucket) => ({ bucket, vote: vote + (votes[bucket + 1] ?? 0) }));
  const best = pairs.filter(({ vote }) => vote > 0).sort((a, b) => b.vote - a.vote);
  const taken: number[] = [];
  for (const { bucket } of best) {
    if (taken.length === TRIED) break;
    if (taken.every((other) => Math.abs(other - bucket) > 1)) taken.push(bucket);
  }
  return taken.map((bucket) => (bucket + 1) * BAND - shift);
}

/** The stretches within the band whose cost is least. */
function alongDiagonal(
  ids: Int32Array,
  weights: Int32Array,
  diagonal: number,
  { tokens, ids: text, paragraphs, weight }: Concordance,
): (Span & { cost: number })[] {
  const width = 4 * BAND + 1;
  const base = diagonal - 2 * BAND;
  // Column c of row i is the place in the reading before token base + i + c.
  let costs = new Int32Array(width + 1);
  let starts = new Int32Array(width + 1);
  const own = new Int32Array(ids.length + width);
  for (let k = 0; k < own.length; k++) {
    const j = base + k;
    const token = tokens[j];
    own[k] = token ? weight(text[j] as number, token.kind) : FORBIDDEN;
  }
  for (let c = 0; c <= width; c++) {
    const j = base + c;
    const inside = j >= 0 && j <= text.length;
    costs[c] = inside && c < width ? 0 : FORBIDDEN;
    starts[c] = j;
  }
  for (let i = 0; i < ids.length; i++) {
    const nextCosts = new Int32Array(width + 1);
    const nextStarts = new Int32Array(width + 1);
    const id = ids[i] as number;
    const inserted = weights[i] as number;
    for (let c = 0; c < width; c++) {
      const j = base + i + c;
      const kept = own[i + c] as number;
      const step = paragraphs[j] === paragraphs[j - 1] ? 0 : 2;
      // Both go on by one token: equal, or one put for the other, a word for a word rather than for a mark.
      const replaced = Math.max(inserted, kept) + step + (Math.min(inserted, kept) === WEIGHT.mark ? 1 : 0);
      let cost = (costs[c] as number) + (id >= 0 && text[j] === id ? 0 : replaced);
      let start = starts[c] as number;
      // The words have a token more: the row goes on, the place stays.
      const added = (costs[c + 1] as number) + inserted;
      if (added < cost) {
        cost = added;
        start = starts[c + 1] as number;
      }
      // The reading has a token more; a new paragraph is a step too.
      if (c > 0) {
        const omitted = (nextCosts[c - 1] as number) + kept + step;
        if (omitted < cost) {
          cost = omitted;
          start = nextStarts[c - 1] as number;
        }
      }
      nextCosts[c] = Math.min(cost, FORBIDDEN);
      nextStarts[c] = start;
    }
    nextCosts[width] = FORBIDDEN;
    costs = nextCosts;
    starts = nextStarts;
  }
  const best = Math.min(...costs);
  if (best >= FORBIDDEN) return [];
  const found: (Span & { cost: number })[] = [];
  for (let c = 0; c < width; c++) {
    const to = base + ids.length + c;
    const from = starts[c] as number;
    if (costs[c] === best && to > from) found.push({ from, to, cost: best });
  }
  return found;
}

const FORBIDDEN = 1 << 28;

import { type Concordance, type TokenRange, WEIGHT } from './concordance.ts';
import type { Token } from './tokens.ts';

/** A stretch of a reading that is like some words, though not the same. */
export interface Near extends TokenRange {
  /** What the words and the stretch differ by, in weights: see `Concordance.weight`. */
  readonly cost: number;
  /** 1 where nothing differs, 0 where nothing is alike. */
  readonly likeness: number;
}

/** Tokens to either side of a diagonal that are compared: what one insertion or omission may be long. */
const BAND = 32;
/** Diagonals that are tried, and the share of the best one's votes that another needs. */
const TRIED = 3;
const WORTH_TRYING = 0.5;
/** A token that stands more often than this says little of where words come from. */
const TOO_COMMON = 60;

/**
 * The stretches of a reading nearest to some words; equally near ones are all given, in the order of the text,
 * and none that is less like than asked for.
 *
 * Tokens that both hold vote for a diagonal (place in the reading less place in the words). Along the best few,
 * a band is compared by weighted edit distance, the words as a whole against any stretch (Sellers, 1980).
 * Time grows with the number of tokens times the band, whatever they are.
 */
export function nearestTo(words: readonly Token[], concordance: Concordance, likeness: number): Near[] {
  const ids = concordance.idsOf(words);
  const weights = Int32Array.from(words, (word, i) => concordance.weight(word, ids[i]!));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let limit = Math.floor(total * (1 - likeness));
  let near: Near[] = [];
  for (const diagonal of diagonals(ids, weights, concordance))
    for (const fit of alongDiagonal(ids, weights, diagonal, concordance, limit)) {
      if (fit.cost < limit) near = [];
      limit = fit.cost;
      near.push({ ...fit, likeness: 1 - fit.cost / total });
    }
  return distinct(near.filter(({ cost }) => cost === limit));
}

function distinct(near: readonly Near[]): Near[] {
  const kept: Near[] = [];
  for (const one of [...near].sort((a, b) => a.from - b.from || a.to - b.to))
    if (kept.every((other) => other.to <= one.from)) kept.push(one);
  return kept;
}

function diagonals(ids: Int32Array, weights: Int32Array, concordance: Concordance): number[] {
  const shift = ids.length;
  const votes = new Float64Array(Math.ceil((concordance.length + shift) / BAND) + 2);
  const voted = new Set<number>();
  for (let i = 0; i < ids.length; i++) {
    const places = concordance.places(ids[i]!);
    if (places.length > TOO_COMMON) continue;
    const vote = weights[i]! / Math.sqrt(places.length);
    for (const place of places) {
      const bucket = Math.floor((place - i + shift) / BAND);
      votes[bucket] = votes[bucket]! + vote;
      voted.add(bucket);
    }
  }
  const taken: number[] = [];
  let most = 0;
  while (taken.length < TRIED) {
    const [bucket, vote] = mostVoted(votes, voted, taken);
    if (vote === 0 || vote < WORTH_TRYING * most) break;
    most = Math.max(most, vote);
    taken.push(bucket);
  }
  return taken.map((bucket) => (bucket + 1) * BAND - shift);
}

/** The first pair of neighbouring buckets with most votes, away from those taken already. */
function mostVoted(
  votes: Float64Array,
  voted: ReadonlySet<number>,
  taken: readonly number[],
): [bucket: number, vote: number] {
  let [best, most] = [0, 0];
  for (const own of voted)
    for (const bucket of [own - 1, own]) {
      const vote = (votes[bucket] ?? 0) + votes[bucket + 1]!;
      if (bucket < 0 || vote < most || (vote === most && bucket >= best)) continue;
      if (taken.every((other) => Math.abs(other - bucket) > 1)) [best, most] = [bucket, vote];
    }
  return [best, most];
}

/** The stretches within the band whose cost is least, where that is within the limit. */
function alongDiagonal(
  ids: Int32Array,
  weights: Int32Array,
  diagonal: number,
  concordance: Concordance,
  limit: number,
): (TokenRange & { cost: number })[] {
  const width = 4 * BAND + 1;
  const base = diagonal - 2 * BAND;
  const { size, text, own, steps } = windowOf(concordance, base, ids.length + width);
  // Column c of row i is the place in the reading before token base + i + c; the last column is a wall.
  let costs = new Int32Array(width + 1).fill(FORBIDDEN);
  let starts = new Int32Array(width + 1);
  let nextCosts = new Int32Array(width + 1).fill(FORBIDDEN);
  let nextStarts = new Int32Array(width + 1);
  for (let c = 0; c < width; c++) {
    if (base + c >= 0 && base + c <= size) costs[c] = 0;
    starts[c] = base + c;
  }
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    const inserted = UNIT * weights[i]!;
    let omittedCost = FORBIDDEN;
    let omittedStart = 0;
    let lowest = FORBIDDEN;
    for (let c = 0; c < width; c++) {
      const kept = own[i + c]!;
      const step = steps[i + c]!;
      // Both go on by one token: equal, or one put for the other, a word for a word rather than for a mark.
      let cost = costs[c]!;
      let start = starts[c]!;
      if (id >= 0 && text[i + c] === id) cost -= 1;
      else
        cost += (inserted > kept ? inserted : kept) + step + (inserted === MARK || kept === MARK ? UNIT : 0);
      // The words have a token more: the row goes on, the place stays.
      const added = costs[c + 1]! + inserted;
      if (added < cost) {
        cost = added;
        start = starts[c + 1]!;
      }
      // The reading has a token more.
      const omitted = omittedCost + kept + step;
      if (omitted < cost) {
        cost = omitted;
        start = omittedStart;
      }
      if (cost > FORBIDDEN) cost = FORBIDDEN;
      if (cost < lowest) lowest = cost;
      nextCosts[c] = cost;
      nextStarts[c] = start;
      omittedCost = cost;
      omittedStart = start;
    }
    // Whole units never fall from row to row.
    if (lowest > limit * UNIT) return [];
    [costs, nextCosts] = [nextCosts, costs];
    [starts, nextStarts] = [nextStarts, starts];
  }
  const best = costs.reduce((a, b) => Math.min(a, b), FORBIDDEN);
  if (best > limit * UNIT) return [];
  const found: (TokenRange & { cost: number })[] = [];
  for (let c = 0; c < width; c++) {
    const to = base + ids.length + c;
    const from = starts[c]!;
    if (costs[c] === best && to > from) found.push({ from, to, cost: Math.ceil(best / UNIT) });
  }
  return found;
}

/** What the band reads of the reading's tokens from `base` on: their ids, weights, and steps into a new paragraph. */
function windowOf(concordance: Concordance, base: number, length: number) {
  const { ids, paragraphs, weights } = concordance;
  const text = new Int32Array(length).fill(-2);
  const own = new Int32Array(length).fill(FORBIDDEN);
  const steps = new Int32Array(length);
  for (let k = Math.max(0, -base); k < length && base + k < ids.length; k++) {
    const j = base + k;
    text[k] = ids[j]!;
    own[k] = UNIT * weights[j]!;
    steps[k] = j > 0 && paragraphs[j] !== paragraphs[j - 1] ? 2 * UNIT : 0;
  }
  return { size: ids.length, text, own, steps };
}

const FORBIDDEN = 1 << 29;
/** What one unit of cost counts for, so that of equal costs the one with more equal tokens is taken. */
const UNIT = 4096;
const MARK = UNIT * WEIGHT.mark;

import { ASKED, COMMON, COMMON_OF } from './weights.ts';

/**
 * What a match of a term weighs.
 *
 * @param paragraphs in the reading
 * @param paragraphsWith how many of them have the term
 */
export type TermWeight = (paragraphs: number, paragraphsWith: number, term: string) => number;

const COMMON_BY_TERM = tableOf(COMMON);
const ASKED_BY_TERM = tableOf(ASKED);

/**
 * How rare a term is, both in the reading and in the background, times how far a question's having it means that
 * the answer has it ("kind" and "happen" seldom stand in an answer).
 *
 * Rarity is BM25's idf (Robertson and Zaragoza, 2009), once of the reading's paragraphs alone, once with the
 * readings of the background counted as so many more; half of each.
 */
export const termWeight: TermWeight = termWeightBy(COMMON_BY_TERM, COMMON_OF, ASKED_BY_TERM);

/** How rare a term is in the background alone, by the same measure. */
export function backgroundRarity(term: string): number {
  return idf(COMMON_OF, COMMON_BY_TERM.get(term) ?? 0) * (ASKED_BY_TERM.get(term) ?? 1);
}

/**
 * @param common in how many readings of the background each term stands
 * @param of the readings of the background
 */
export function termWeightBy(
  common: ReadonlyMap<string, number>,
  of: number,
  asked: ReadonlyMap<string, number>,
): TermWeight {
  return (paragraphs, paragraphsWith, term) => {
    const background = common.get(term) ?? 0;
    const rarity = (idf(paragraphs, paragraphsWith) + idf(paragraphs + of, paragraphsWith + background)) / 2;
    return rarity * (asked.get(term) ?? 1);
  };
}

function idf(documents: number, having: number): number {
  return Math.log(1 + (documents - having + 0.5) / (having + 0.5));
}

/** `{ 12: 'stem stem', … }`: the terms that have each figure. */
function tableOf(terms: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(terms).flatMap(([figure, list]) =>
      list.split(' ').map((term) => [term, Number(figure)] as const),
    ),
  );
}

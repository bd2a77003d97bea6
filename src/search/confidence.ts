import type { ReadingIndex } from './index.ts';
import type { Matches } from './match.ts';
import type { Question } from './question.ts';
import { backgroundRarity } from './term-weight.ts';
import { CONFIDENCE, CONFIDENCE_AT_NOTHING } from './weights.ts';

/**
 * What is counted to tell whether a reading speaks of what is asked: shares of the question, so that they mean
 * the same in every reading, and how much the reading makes of its words.
 */
export const COVERAGE = {
  paragraph:
    "share of the question's weight that the best paragraph has (a relative counts by closeness, a synonym 0.6)",
  sentence: 'the same of the best sentence',
  spokenOf:
    "rarity of the question's terms, each by the number of paragraphs that have it; logarithms of both",
  namesMissing: "share of the question's rarity that is in names and numbers which the reading lacks",
} as const;

export type Coverage = keyof typeof COVERAGE;
export const COVERAGE_NAMES = Object.keys(COVERAGE) as readonly Coverage[];

/**
 * How likely the reading speaks of what is asked, 0 to 1: a logistic regression over `COVERAGE`, fitted to
 * tell questions about a reading from questions about other readings.
 */
export function confidenceOf(index: ReadingIndex, question: Question, matches: Matches): number {
  const counted = coverageOf(index, question, matches);
  let logit = CONFIDENCE_AT_NOTHING;
  for (const name of COVERAGE_NAMES) logit += CONFIDENCE[name] * counted[name];
  return 1 / (1 + Math.exp(-logit));
}

export function coverageOf(
  index: ReadingIndex,
  { terms }: Question,
  m: Matches,
): Readonly<Record<Coverage, number>> {
  const { width, termWeights, held, paragraphsWith } = m;
  let spokenOf = 0;
  let namesMissing = 0;
  let rarity = 0;
  for (let t = 0; t < width; t++) {
    const rare = backgroundRarity(terms[t]!.term);
    rarity += rare;
    spokenOf += rare * held[t]! * Math.log(1 + paragraphsWith[t]!);
    if (terms[t]!.named) namesMissing += rare * (1 - held[t]!);
  }
  const all = termWeights.reduce((sum, one) => sum + one, 0);
  const best = (rows: number, exact: Float32Array, relative: Float32Array, synonym: Float32Array) => {
    let most = 0;
    for (let row = 0; row < rows; row++) {
      let covered = 0;
      for (let t = 0; t < width; t++) {
        const at = row * width + t;
        covered +=
          exact[at]! > 0 ? termWeights[t]! : termWeights[t]! * Math.max(relative[at]!, 0.6 * synonym[at]!);
      }
      if (covered > most) most = covered;
    }
    return all > 0 ? most / all : 0;
  };
  return {
    paragraph: best(index.paragraphLength.length, m.inParagraph, m.relativeInParagraph, m.synonymInParagraph),
    sentence: best(index.sentenceLength.length, m.inSentence, m.relativeInSentence, m.synonymInSentence),
    spokenOf: Math.log(1 + spokenOf),
    namesMissing: rarity > 0 ? namesMissing / rarity : 0,
  };
}

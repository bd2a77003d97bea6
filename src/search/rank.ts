import { candidatesOf } from './candidates.ts';
import { confidenceOf } from './confidence.ts';
import { countFeatures, FEATURE_NAMES, type FeatureRows } from './features.ts';
import { formsOf } from './forms.ts';
import type { NameForms, ReadingIndex } from './index.ts';
import { matchesOf } from './match.ts';
import type { Question } from './question.ts';
import { termWeight } from './term-weight.ts';
import { WEIGHTS } from './weights.ts';

/** A paragraph where a question may be answered, and the sentence in it that most likely answers. */
export interface Hit {
  /** From 0. */
  readonly paragraph: number;
  /** The sentence's number in the reading, from 0. */
  readonly sentence: number;
  /** Comparable for one question, between readings too. */
  readonly score: number;
}

/** Paragraphs looked at closely. The right one is among the first 12 for 98 of 100 questions. */
export const LOOKED_AT = 12;

export interface Ranked {
  /** The best paragraphs, each with its best sentence, best first. */
  readonly hits: readonly Hit[];
  /** 0 to 1: how likely the reading speaks of what is asked. */
  readonly confidence: number;
}

/** A reading, and the question as it is put to it. */
export interface Asked {
  readonly index: ReadingIndex;
  readonly question: Question;
  /** Forms of names that hold in this reading, beside those that it defines. */
  readonly names: readonly NameForms[];
}

/** For each reading, its best places. @param limit of hits in each */
export function rank(asked: readonly Asked[], limit: number): Ranked[] {
  const sought = asked.map((one) => ({ ...one, forms: formsOf(one.index, one.question, one.names) }));
  const candidates = candidatesOf(sought, Math.max(LOOKED_AT, limit));
  return sought.map(({ index, question, forms }, i) => {
    const matches = matchesOf(index, question, forms, termWeight);
    const features = countFeatures(index, question, matches, candidates[i]!);
    return {
      hits: hitsOf(index, features, LINEAR).slice(0, limit),
      confidence: confidenceOf(index, question, matches),
    };
  });
}

const LINEAR = Float64Array.from(FEATURE_NAMES, (name) => WEIGHTS[name]);

/**
 * Scores the candidates by weights. A sentence's score is the sum of its features by their weights, and so the
 * logarithm of its odds; a paragraph is as likely as its sentences together.
 */
export function hitsOf(
  index: ReadingIndex,
  { count, sentences, rows }: FeatureRows,
  weights: Float64Array,
): Hit[] {
  const width = weights.length;
  const hits: Hit[] = [];
  let row = 0;
  while (row < count) {
    const paragraph = index.sentenceParagraph[sentences[row]!]!;
    let sentence = sentences[row]!;
    let best = -Infinity;
    let odds = 0;
    for (; row < count && index.sentenceParagraph[sentences[row]!] === paragraph; row++) {
      let score = 0;
      for (let f = 0; f < width; f++) score += weights[f]! * rows[row * width + f]!;
      if (score > best) {
        best = score;
        sentence = sentences[row]!;
      }
      odds += Math.exp(score);
    }
    hits.push({ paragraph, sentence, score: Math.log(odds) });
  }
  return hits.sort((a, b) => b.score - a.score || a.paragraph - b.paragraph);
}

import { type CandidateIndex, candidatesOf } from './candidates.ts';
import { confidenceOf } from './confidence.ts';
import { type Candidates, candidatesFor, FEATURE_NAMES } from './features.ts';
import type { NameForms, ReadingIndex } from './index.ts';
import { matchesOf } from './match.ts';
import type { Question } from './question.ts';
import { WEIGHTS } from './weights.ts';
import { worthOf } from './worth.ts';

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

/**
 * @param names forms of names that hold in this reading, beside those that it defines
 * @param search what names the candidates; without it, the counts do
 */
export function rank(
  index: ReadingIndex,
  question: Question,
  names: readonly NameForms[],
  limit: number,
  search?: CandidateIndex,
): Ranked {
  const most = Math.max(LOOKED_AT, limit);
  const paragraphs = search ? candidatesOf(search, index, question, names, most) : most;
  const matches = matchesOf(index, question, worthOf, names);
  const confidence = confidenceOf(index, question, matches);
  const candidates = candidatesFor(index, question, matches, paragraphs);
  return { hits: hitsOf(index, candidates, LINEAR).slice(0, limit), confidence };
}

const LINEAR = Float64Array.from(FEATURE_NAMES, (name) => WEIGHTS[name]);

/**
 * Scores the candidates by weights. A sentence's score is the sum of its features by their weights, and so the
 * logarithm of its odds; a paragraph is as likely as its sentences together.
 */
export function hitsOf(
  index: ReadingIndex,
  { count, sentences, rows }: Candidates,
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

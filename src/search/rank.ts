import { type ReadingIndex, termNumber } from './index.ts';
import type { Question } from './question.ts';

/** A sentence that a question may mean. */
export interface Hit {
  /** From 0. */
  readonly paragraph: number;
  /** Its place in the paragraph, from 0. */
  readonly from: number;
  readonly score: number;
}

/** The best sentence of each of the best paragraphs, best first. */
export function rank(index: ReadingIndex, question: Question, limit: number): Hit[] {
  const paragraphs = index.paragraphLength.length;
  const scores = new Float64Array(index.sentenceLength.length);
  const paragraphScores = new Float64Array(paragraphs);
  for (const { term } of question.terms) {
    const number = termNumber(index, term);
    if (number < 0) continue;
    const df = index.paragraphsWith[number] as number;
    const idf = Math.log(1 + (paragraphs - df + 0.5) / (df + 0.5));
    for (let i = index.postings[number]!; i < index.postings[number + 1]!; i++) {
      const s = index.postingSentence[i]!;
      const count = index.postingCount[i]!;
      scores[s]! += (idf * count * 2.2) / (count + 0.4 + (0.8 * index.sentenceLength[s]!) / 14);
      paragraphScores[index.sentenceParagraph[s]!]! += idf;
    }
  }
  const hits: Hit[] = [];
  for (let p = 0; p < paragraphs; p++) {
    const first = index.paragraphSentences[p]!;
    let best = first;
    for (let s = first; s < index.paragraphSentences[p + 1]!; s++) if (scores[s]! > scores[best]!) best = s;
    if (paragraphScores[p]! > 0)
      hits.push({ paragraph: p, from: best - first, score: scores[best]! + paragraphScores[p]! });
  }
  return hits.sort((a, b) => b.score - a.score || a.paragraph - b.paragraph).slice(0, limit);
}

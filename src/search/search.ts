import type { Quote } from '../quotes/quote.ts';
import { quoteOf } from '../quotes/quote.ts';
import type { AnnotatedReading } from '../reading/annotations.ts';
import type { Reading } from '../reading/reading.ts';
import type { Answer } from './answer.ts';
import { bytesOf, indexOf, isEnglish, type ReadingIndex, termNumber } from './index.ts';
import { parseQuestion, type Question } from './question.ts';
import { rank } from './rank.ts';

export interface Search {
  /** Quotes that answer a question, best first, from one or several readings; or nothing, with the reason. */
  readonly ask: (
    texts: readonly AnnotatedReading[],
    question: string,
    options?: { readonly limit?: number },
  ) => Answer;
  /** The passages nearest to some words, whether or not they answer anything. */
  readonly nearest: (texts: readonly AnnotatedReading[], words: string, limit: number) => readonly Quote[];
  /** Counts readings ahead of a question, letting other work run in between: for asking many at once. */
  readonly warm: (texts: readonly AnnotatedReading[]) => Promise<void>;
}

/** Below this confidence there is no answer. */
export const ABSTAIN_BELOW = 0.5;

/** @param options.cacheBytes what the indexes may keep, about */
export function createSearch({ cacheBytes }: { readonly cacheBytes: number }): Search {
  const indexes = new Map<string, ReadingIndex>();
  let kept = 0;

  function indexFor(reading: Reading): ReadingIndex {
    let index = indexes.get(reading.version);
    if (index) indexes.delete(reading.version);
    else {
      index = indexOf(reading);
      kept += bytesOf(index);
    }
    indexes.set(reading.version, index);
    for (const [version, oldest] of indexes) {
      if (kept <= cacheBytes || version === reading.version) break;
      indexes.delete(version);
      kept -= bytesOf(oldest);
    }
    return index;
  }

  function hits(texts: readonly AnnotatedReading[], words: string, limit: number) {
    const found = texts.flatMap(({ reading }) => {
      const index = indexFor(reading);
      const question = parseQuestion(words, index.english);
      const confidence = coverage(index, question);
      return rank(index, question, limit).map((hit) => ({ ...hit, reading, confidence }));
    });
    return found.sort(
      (a, b) => b.confidence - a.confidence || b.score - a.score || (a.reading.id < b.reading.id ? -1 : 1),
    );
  }

  function quotes(texts: readonly AnnotatedReading[], words: string, limit: number) {
    return hits(texts, words, limit)
      .slice(0, limit)
      .map(({ reading, paragraph, from }) => {
        const p = reading.paragraphs[paragraph]!;
        return quoteOf(reading, p, p.sentences[from]!);
      });
  }

  return {
    ask(texts, question, { limit = 3 } = {}) {
      const parsed = parseQuestion(question, true);
      if (parsed.terms.length === 0)
        return { kind: 'nothing', reason: 'no-words', missing: [], nearest: [], confidence: 0 };
      const confidence = Math.max(
        0,
        ...texts.map(({ reading }) =>
          coverage(indexFor(reading), parseQuestion(question, isEnglish(reading.facts.language))),
        ),
      );
      const found = quotes(texts, question, limit);
      if (confidence >= ABSTAIN_BELOW && found.length > 0)
        return { kind: 'found', quotes: found, confidence };
      const missing = parsed.terms
        .filter(({ term }) => texts.every(({ reading }) => termNumber(indexFor(reading), term) < 0))
        .map(({ word }) => word);
      return { kind: 'nothing', reason: 'not-covered', missing, nearest: found, confidence };
    },
    nearest: (texts, words, limit) => quotes(texts, words, limit),
    async warm(texts) {
      for (const { reading } of texts) {
        if (indexes.has(reading.version)) continue;
        indexFor(reading);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

function coverage(index: ReadingIndex, question: Question): number {
  const held = question.terms.filter(({ term }) => termNumber(index, term) >= 0).length;
  return question.terms.length === 0 ? 0 : held / question.terms.length;
}

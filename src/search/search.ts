import type { AnnotatedReading } from '../reading/annotations.ts';
import { type Quote, quoteOf } from '../reading/quote.ts';
import type { Slice } from '../reading/reading.ts';
import type { Answer } from './answer.ts';
import { createCache } from './cache.ts';
import { candidateBytesOf, candidateIndexOf } from './candidates.ts';
import { excerptOf } from './excerpt.ts';
import {
  bytesOf,
  indexOf,
  isEnglish,
  type NameForms,
  nameForms,
  type ReadingIndex,
  termNumber,
} from './index.ts';
import { parseQuestion, type Question } from './question.ts';
import { type Hit, rank } from './rank.ts';
import { backgroundRarity } from './worth.ts';

export interface Search {
  /** Quotes that answer a question, best first, from one or several readings; or nothing, with the reason. */
  readonly ask: (
    texts: readonly AnnotatedReading[],
    question: string,
    options?: { readonly limit?: number },
  ) => Answer;
  /** The passages nearest to some words, best first, whether or not they answer anything. */
  readonly nearest: (texts: readonly AnnotatedReading[], words: string, limit: number) => readonly Quote[];
  /** Counts readings ahead of a question, letting other work run in between: for asking many at once. */
  readonly warm: (texts: readonly AnnotatedReading[]) => Promise<void>;
}

/**
 * Below this confidence there is no answer. Confidence is the chance that the reading speaks of what is asked
 * (see `confidenceOf`), so this is "as likely as not".
 */
const ABSTAIN_BELOW = 0.5;

/** Of many readings, those that have most of the question are looked into. */
const READINGS_LOOKED_INTO = 8;
/**
 * MiniSearch names the candidates where no more readings than that are asked and they are not longer than this
 * together. Over more, the counts of the readings do alone: MiniSearch's indexes take twenty times the memory.
 */
const PARAGRAPHS_SEARCHED = 500;
/** What MiniSearch's indexes may keep, in bytes: few, as they are made anew in a few ms. */
const CANDIDATE_BYTES = 4e6;
/** A further quote that is less likely than the best by more than this factor is left away. */
const FURTHER_ODDS = Math.log(15);

/** @param options.cacheBytes what the indexes of readings may keep in memory, about */
export function createSearch({ cacheBytes = 80e6 }: { readonly cacheBytes?: number } = {}): Search {
  const indexes = createCache(cacheBytes, indexOf, bytesOf);
  const candidates = createCache(
    CANDIDATE_BYTES,
    (reading) => {
      const index = indexes.of(reading);
      return { search: candidateIndexOf(index), bytes: candidateBytesOf(index) };
    },
    ({ bytes }) => bytes,
  );

  /** The places in all readings, best first, however the readings are ordered. */
  function findings(texts: readonly AnnotatedReading[], words: string, limit: number): Finding[] {
    const questions = { english: parseQuestion(words, true), other: parseQuestion(words, false) };
    const asked = texts.map((text): Asked => {
      const question = isEnglish(text.reading.facts.language) ? questions.english : questions.other;
      return { text, index: indexes.of(text.reading), question };
    });
    const searched = isFew(texts);
    return mostCovered(asked)
      .flatMap(({ text, index, question }) => {
        const names = namesIn(text, index.english);
        const { hits, confidence } = rank(
          index,
          question,
          names,
          limit,
          searched ? candidates.of(text.reading).search : undefined,
        );
        return hits.map((hit): Finding => {
          const behind = hits[0]!.score - hit.score;
          return { ...hit, text, index, confidence, behind, standing: logit(confidence) - behind };
        });
      })
      .sort(
        (a, b) =>
          b.standing - a.standing ||
          compare(a.text.reading.id, b.text.reading.id) ||
          compare(a.text.reading.version, b.text.reading.version) ||
          a.paragraph - b.paragraph,
      );
  }

  return {
    ask(texts, question, { limit = 3 } = {}) {
      if (parseQuestion(question, true).terms.length === 0)
        return { kind: 'nothing', reason: 'no-words', missing: [], nearest: [], confidence: 0 };
      const found = findings(texts, question, limit);
      const confidence = found[0]?.confidence ?? 0;
      if (confidence >= ABSTAIN_BELOW) {
        const standing = found[0]!.standing;
        const answers = found.filter(
          (one) => one.confidence >= ABSTAIN_BELOW && standing - one.standing <= FURTHER_ODDS,
        );
        return { kind: 'found', quotes: answers.slice(0, limit).map(quoteFor), confidence };
      }
      const missing = missingFrom(
        texts.map(({ reading }) => indexes.of(reading)),
        question,
      );
      return {
        kind: 'nothing',
        reason: 'not-covered',
        missing,
        nearest: found.slice(0, limit).map(quoteFor),
        confidence,
      };
    },
    nearest: (texts, words, limit) => findings(texts, words, limit).slice(0, limit).map(quoteFor),
    async warm(texts) {
      for (const { reading } of texts) {
        if (indexes.has(reading)) continue;
        indexes.of(reading);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

function isFew(texts: readonly AnnotatedReading[]): boolean {
  const paragraphs = texts.reduce((sum, { reading }) => sum + reading.paragraphs.length, 0);
  return texts.length <= READINGS_LOOKED_INTO && paragraphs <= PARAGRAPHS_SEARCHED;
}

/** Names that editors declare: synonyms, and what the text calls each person. */
function namesIn({ annotations: { synonyms, people } }: AnnotatedReading, english: boolean): NameForms[] {
  const called = people.map(({ name, aliases }) => [name, ...aliases]);
  return [...synonyms, ...called].map((forms) => nameForms(forms, english));
}

interface Asked {
  readonly text: AnnotatedReading;
  readonly index: ReadingIndex;
  readonly question: Question;
}

interface Finding extends Hit {
  readonly text: AnnotatedReading;
  readonly index: ReadingIndex;
  readonly confidence: number;
  /** How much less likely than the best of its reading; a logarithm of odds, as is `standing`. */
  readonly behind: number;
  readonly standing: number;
}

/** The readings that have most of the question, by rarity: a look at each, so that hundreds cost little. */
function mostCovered(asked: readonly Asked[]): Asked[] {
  if (asked.length <= READINGS_LOOKED_INTO) return [...asked];
  return asked
    .map((one) => {
      let held = 0;
      for (const { term } of one.question.terms) {
        const number = termNumber(one.index, term);
        if (number >= 0)
          held += backgroundRarity(term) * (1 + Math.log(1 + one.index.paragraphsWith[number]!) / 8);
      }
      return { one, held };
    })
    .sort(
      (a, b) =>
        b.held - a.held ||
        compare(a.one.text.reading.id, b.one.text.reading.id) ||
        compare(a.one.text.reading.version, b.one.text.reading.version),
    )
    .slice(0, READINGS_LOOKED_INTO)
    .map(({ one }) => one);
}

function quoteFor({ text: { reading }, index, paragraph, sentence }: Finding): Quote {
  const within = reading.paragraphs[paragraph]!;
  const slice: Slice = excerptOf(within, sentence - index.paragraphSentences[paragraph]!);
  return quoteOf(reading, within, slice);
}

function missingFrom(indexes: readonly ReadingIndex[], asked: string): string[] {
  const { terms } = parseQuestion(asked, true);
  const plain = parseQuestion(asked, false).terms;
  return terms
    .filter(({ term, word }) => {
      const unstemmed = plain.find((other) => other.word === word)?.term ?? term;
      return indexes.every((index) => termNumber(index, index.english ? term : unstemmed) < 0);
    })
    .map(({ word }) => word);
}

function logit(chance: number): number {
  return Math.log(chance / (1 - chance));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

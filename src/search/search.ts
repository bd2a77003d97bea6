import { type AnnotatedReading, type Annotations, NO_ANNOTATIONS } from '../reading/annotations.ts';
import { type Outline, outlineOf } from '../reading/outline.ts';
import { type Quote, quoteOf } from '../reading/quote.ts';
import { keyOf, type Reading, type Slice } from '../reading/reading.ts';
import { createCache } from '../text/cache.ts';
import { inSlices } from '../text/slices.ts';
import type { Answer } from './answer.ts';
import { excerptOf } from './excerpt.ts';
import {
  buildIndex,
  bytesOf,
  indexWork,
  isEnglish,
  type NameForms,
  nameForms,
  type ReadingIndex,
  termNumber,
} from './index.ts';
import { parseQuestion } from './question.ts';
import { type Asked, type Hit, rank } from './rank.ts';
import { backgroundRarity } from './term-weight.ts';

export interface Search {
  /**
   * Quotes that answer a question, best first, from one or several readings; or nothing, with the reason. A reading
   * is counted at its first question, in slices: others are served meanwhile. Of a reading in outline that is counted,
   * only words to be quoted are fetched.
   */
  readonly ask: (
    texts: readonly (AnnotatedReading | Outline)[],
    question: string,
    options?: { readonly limit?: number },
  ) => Promise<Answer>;
}

/**
 * Below this confidence there is no answer. Confidence is the chance that the reading speaks of what is asked
 * (see `confidenceOf`), so this is "as likely as not".
 */
const ABSTAIN_BELOW = 0.5;

/** Of many readings, those that have most of the question are looked into. */
const READINGS_LOOKED_INTO = 8;
/** A further quote that is less likely than the best by more than this factor is left away. */
const FURTHER_ODDS = Math.log(15);

/** @param options.cacheBytes what the indexes of readings may keep in memory, about */
export function createSearch({ cacheBytes = 80e6 }: { readonly cacheBytes?: number } = {}): Search {
  const indexes = createCache(cacheBytes, bytesOf);
  const indexOf = ({ reading, words }: Outline) =>
    indexes.obtain(keyOf(reading), async () => inSlices(indexWork(await words())));

  return {
    async ask(texts, question, { limit = 3 } = {}) {
      if (parseQuestion(question, true).terms.length === 0)
        return { kind: 'nothing', reason: 'no-words', missing: [], nearest: [], confidence: 0 };
      const counted: Counted[] = [];
      // One after the other, so that of many no more words are in memory than of one.
      for (const text of texts.map(asOutline)) counted.push({ text, index: await indexOf(text) });
      const found = await findings(counted, question, limit);
      const confidence = found[0]?.confidence ?? 0;
      if (confidence >= ABSTAIN_BELOW) {
        const standing = found[0]!.standing;
        const answers = found.filter(
          (one) => one.confidence >= ABSTAIN_BELOW && standing - one.standing <= FURTHER_ODDS,
        );
        return { kind: 'found', quotes: await quotesFor(answers.slice(0, limit)), confidence };
      }
      return {
        kind: 'nothing',
        reason: 'not-covered',
        missing: missingFrom(counted, question),
        nearest: await quotesFor(found.slice(0, limit)),
        confidence,
      };
    },
  };
}

/** The passage of a reading nearest to some words. Counts the reading each time: for its editors, before it is used. */
export function nearestPassage(reading: Reading, words: string): string | undefined {
  const text = outlineOf({ reading, annotations: NO_ANNOTATIONS });
  const asked = askedTexts([{ text, index: buildIndex(reading) }], words);
  const [nearest] = findingsIn(
    asked.map((one) => ({ ...one, names: [] })),
    1,
  );
  return nearest && quoteIn(reading, nearest).text;
}

interface Counted {
  readonly text: Outline;
  readonly index: ReadingIndex;
}

function asOutline(text: AnnotatedReading | Outline): Outline {
  return 'words' in text ? text : outlineOf(text);
}

/** The places in all readings, best first, however the readings are ordered. */
async function findings(texts: readonly Counted[], words: string, limit: number): Promise<Finding[]> {
  const covered = await Promise.all(
    mostCovered(askedTexts(texts, words)).map(async (one) => {
      const names = namesIn(await one.text.annotations(), isEnglish(one.text.reading.facts.language));
      return { ...one, names };
    }),
  );
  return findingsIn(covered, limit);
}

/** The question as it is put to each reading. */
function askedTexts(texts: readonly Counted[], words: string): AskedText[] {
  const questions = { english: parseQuestion(words, true), other: parseQuestion(words, false) };
  const rarities = {
    english: questions.english.terms.map(({ term }) => backgroundRarity(term)),
    other: questions.other.terms.map(({ term }) => backgroundRarity(term)),
  };
  return texts.map(({ text, index }) => {
    const language = isEnglish(text.reading.facts.language) ? 'english' : 'other';
    return { text, index, question: questions[language], rarities: rarities[language] };
  });
}

function findingsIn(covered: readonly (AskedText & Asked)[], limit: number): Finding[] {
  return rank(covered, limit)
    .flatMap(({ hits, confidence }, i) => {
      const { text, index } = covered[i]!;
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

/** Names that editors declare: synonyms, and what the text calls each person. */
function namesIn({ synonyms, people }: Annotations, english: boolean): NameForms[] {
  const called = people.map(({ name, aliases }) => [name, ...aliases]);
  return [...synonyms, ...called].map((forms) => nameForms(forms, english));
}

interface AskedText extends Counted, Omit<Asked, 'names'> {
  readonly rarities: readonly number[];
}

interface Finding extends Hit, Counted {
  readonly confidence: number;
  /** How much less likely than the best of its reading; a logarithm of odds, as is `standing`. */
  readonly behind: number;
  readonly standing: number;
}

/** The readings that have most of the question, by rarity: a look at each, so that hundreds cost little. */
function mostCovered(asked: readonly AskedText[]): AskedText[] {
  if (asked.length <= READINGS_LOOKED_INTO) return [...asked];
  return asked
    .map((one) => {
      let held = 0;
      one.question.terms.forEach(({ term }, t) => {
        const number = termNumber(one.index, term);
        if (number >= 0) held += one.rarities[t]! * (1 + Math.log(1 + one.index.paragraphsWith[number]!) / 8);
      });
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

function quotesFor(found: readonly Finding[]): Promise<Quote[]> {
  return Promise.all(found.map(async (one) => quoteIn(await one.text.words(), one)));
}

function quoteIn(reading: Reading, { index, paragraph, sentence }: Finding): Quote {
  const within = reading.paragraphs[paragraph]!;
  const slice: Slice = excerptOf(within, sentence - index.paragraphSentences[paragraph]!);
  return quoteOf(reading, within, slice);
}

function missingFrom(texts: readonly Counted[], asked: string): string[] {
  const { terms } = parseQuestion(asked, true);
  const plain = parseQuestion(asked, false).terms;
  return terms
    .filter(({ term, word }) => {
      const unstemmed = plain.find((other) => other.word === word)?.term ?? term;
      return texts.every(({ index }) => termNumber(index, index.english ? term : unstemmed) < 0);
    })
    .map(({ word }) => word);
}

function logit(chance: number): number {
  return Math.log(chance / (1 - chance));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

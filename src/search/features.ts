import { type Numbers, type ReadingIndex, termNumber, Written } from './index.ts';
import type { Matches } from './match.ts';
import type { Question } from './question.ts';

/**
 * What is counted of a sentence as a place where a question may be answered. Each feature has a weight in
 * `weights.ts`, fitted by `npm run tune`. A term's weight is told in `term-weight.ts`.
 */
export const FEATURES = {
  paragraph: 'BM25 of the paragraph (Robertson and Zaragoza, 2009; k1 1.2, b 0.75)',
  sentence: 'BM25 of the sentence, as if sentences were the documents',
  sentenceCovered: 'weight of the terms that the sentence has',
  everyTerm: '1 where the sentence has every term, or a relative or synonym of it',
  rarest: 'weight of the rarest term that the sentence has',
  paragraphRelatives: 'weight of the terms of which the paragraph has only a relative, by closeness',
  sentenceRelatives: 'the same of the sentence',
  paragraphSynonyms: 'weight of the terms of which the paragraph has only a synonym',
  sentenceSynonyms: 'the same of the sentence',
  phrase: "weight of the question's neighbouring terms that stand together in a sentence of the paragraph",
  names: 'weight of the names and numbers of the question that the paragraph has',
  around: 'weight of the terms that only the sentences right before and after have',
  carried: 'weight of the terms that the sentence before has, where this one carries on ("It also …")',
  sentenceNames: 'weight of the names and numbers of the question that the sentence has',
  counted: 'whether, for "how many …", the sentence has a number right before what is counted',
  neighbours: 'BM25 of the better of the paragraphs before and after',
  wording: 'pairs of words, small ones too, that stand side by side in the question and in the sentence',
  kind: 'whether the sentence has the kind of thing that is asked for: a date, a number, a name, a place, a cause',
  definition: 'whether the question asks what something is, and the sentence begins with its name',
  opening: '1 for the first sentence of a paragraph',
  length: 'logarithm of the number of words in the paragraph: long ones match by chance',
} as const;

export type Feature = keyof typeof FEATURES;
export const FEATURE_NAMES = Object.keys(FEATURES) as readonly Feature[];

const WIDTH = FEATURE_NAMES.length;
const AT = Object.fromEntries(FEATURE_NAMES.map((name, i) => [name, i])) as Record<Feature, number>;

/** What is counted of some sentences. */
export interface FeatureRows {
  readonly count: number;
  /** The sentences, paragraph by paragraph. */
  readonly sentences: Uint32Array;
  /** A row of `FEATURE_NAMES.length` figures for each. */
  readonly rows: Float32Array;
}

/** @param paragraphs whose sentences are counted, from 0 */
export function countFeatures(
  index: ReadingIndex,
  question: Question,
  matches: Matches,
  paragraphs: readonly number[],
): FeatureRows {
  const bm25 = scoring(index, matches);
  let count = 0;
  for (const p of paragraphs) count += index.paragraphSentences[p + 1]! - index.paragraphSentences[p]!;
  const sentences = new Uint32Array(count);
  const rows = new Float32Array(count * WIDTH);

  const pairs = question.pairs.map(([a, b]) => [termNumber(index, a), termNumber(index, b)] as const);
  const pairKeys = pairs.filter(([a, b]) => a >= 0 && b >= 0).map(([a, b]) => a * PAIR + b);
  let row = 0;
  for (const p of paragraphs) {
    const first = row;
    let phrase = 0;
    for (let s = index.paragraphSentences[p]!; s < index.paragraphSentences[p + 1]!; s++) {
      sentences[row] = s;
      const x = rows.subarray(row * WIDTH, (row + 1) * WIDTH);
      countMatches(index, question, matches, s, p, x);
      phrase = Math.max(phrase, countWords(index, question, matches, pairKeys, s, x));
      x[AT.sentence] = bm25.sentence(s);
      row++;
    }
    countParagraph(
      index,
      question,
      matches,
      bm25.paragraph,
      p,
      phrase,
      rows.subarray(first * WIDTH, row * WIDTH),
    );
  }
  return { count, sentences, rows };
}

const PAIR = 2 ** 26;

const K1 = 1.2;
const B = 0.75;

/** BM25 of a paragraph, and of a sentence, as if sentences were the documents. */
function scoring(index: ReadingIndex, { width, termWeights, inSentence, inParagraph }: Matches) {
  const bm25 = (lengths: Numbers, counts: Float32Array) => {
    let words = 0;
    for (let i = 0; i < lengths.length; i++) words += lengths[i]!;
    const perWord = (K1 * B * lengths.length) / Math.max(1, words);
    return (i: number): number => {
      const norm = K1 * (1 - B) + perWord * lengths[i]!;
      let score = 0;
      for (let t = 0; t < width; t++) {
        const count = counts[i * width + t]!;
        if (count > 0) score += (termWeights[t]! * count * (K1 + 1)) / (count + norm);
      }
      return score;
    };
  };
  return {
    paragraph: bm25(index.paragraphLength, inParagraph),
    sentence: bm25(index.sentenceLength, inSentence),
  };
}

function countMatches(
  index: ReadingIndex,
  { terms }: Question,
  m: Matches,
  s: number,
  p: number,
  x: Float32Array,
): void {
  const { width, termWeights, inSentence, relativeInSentence, synonymInSentence } = m;
  const before = s > index.paragraphSentences[p]! ? (s - 1) * width : -1;
  const after = s + 1 < index.paragraphSentences[p + 1]! ? (s + 1) * width : -1;
  let covered = 0;
  let rarest = 0;
  let relatives = 0;
  let synonyms = 0;
  let around = 0;
  let carried = 0;
  let names = 0;
  const carriesOn = (index.written[index.sentenceWords[s]!]! & Written.back) !== 0;
  let every = 1;
  for (let t = 0; t < width; t++) {
    const at = s * width + t;
    const w = termWeights[t]!;
    if (inSentence[at]! > 0) {
      covered += w;
      if (terms[t]!.named) names += w;
      if (w > rarest) rarest = w;
      continue;
    }
    if (relativeInSentence[at]! > 0) relatives += w * relativeInSentence[at]!;
    else if (synonymInSentence[at]! > 0) synonyms += w;
    else every = 0;
    if (carriesOn && before >= 0 && inSentence[before + t]! > 0) carried += w;
    if ((before >= 0 && inSentence[before + t]! > 0) || (after >= 0 && inSentence[after + t]! > 0))
      around += w;
  }
  x[AT.sentenceCovered] = covered;
  x[AT.rarest] = rarest;
  x[AT.sentenceRelatives] = relatives;
  x[AT.sentenceSynonyms] = synonyms;
  x[AT.around] = around;
  x[AT.carried] = carried;
  x[AT.sentenceNames] = names;
  x[AT.everyTerm] = every;
  x[AT.opening] = s === index.paragraphSentences[p]! ? 1 : 0;
}

/** Goes through the words of a sentence. Returns the weight of the phrases in it. */
function countWords(
  { words, written, sentenceWords }: ReadingIndex,
  { asks, definition, terms }: Question,
  { width, numbers, termWeights }: Matches,
  pairs: readonly number[],
  s: number,
  x: Float32Array,
): number {
  let phrase = 0;
  let wording = 0;
  let seen = 0;
  let lastNumber = -10;
  let begun = false;
  let defines = 0;
  let counted = 0;
  let name = false;
  let place = false;
  let lastTerm = -1;
  let lastAt = 0;
  let lastWord = -1;
  let lastWritten = 0;
  const first = sentenceWords[s]!;
  const end = sentenceWords[s + 1]!;
  for (let w = first; w < end; w++) {
    const word = words[w]!;
    const how = written[w]!;
    let term = -1;
    if ((how & Written.stop) === 0)
      for (let t = 0; t < width; t++)
        if (numbers[t] === word) {
          term = t;
          break;
        }
    if (!begun && (how & Written.stop) === 0) {
      begun = true;
      if (definition && term >= 0) defines = 1;
    }
    if (term >= 0) {
      if (lastTerm >= 0 && term === lastTerm + 1 && w - lastAt <= 3)
        phrase += ((termWeights[term]! + termWeights[lastTerm]!) / 2) * (terms[term]!.joined ? 1 : 2 / 3);
      if (asks === 'number' && terms[term]!.focus && w - lastNumber <= 3) counted = 1;
      lastTerm = term;
      lastAt = w;
    } else {
      seen |= how;
      if ((how & (Written.digit | Written.amount)) !== 0) lastNumber = w;
      if (w > first && (how & Written.capital) !== 0 && (how & Written.stop) === 0) {
        if ((lastWritten & (Written.capital | Written.stop)) === Written.capital) name = true;
        if ((lastWritten & Written.place) !== 0) place = true;
      }
    }
    if (lastWord >= 0 && pairs.includes(lastWord * PAIR + word)) wording++;
    lastWord = word;
    lastWritten = term >= 0 ? 0 : how;
  }
  const newName = (seen & Written.capital) !== 0;
  x[AT.wording] = wording;
  x[AT.counted] = counted;
  x[AT.definition] = defines;
  x[AT.kind] =
    asks === 'when'
      ? Number((seen & Written.date) !== 0)
      : asks === 'number'
        ? Number((seen & (Written.digit | Written.amount)) !== 0)
        : asks === 'who'
          ? (Number(name) + Number(newName)) * 0.4
          : asks === 'where'
            ? Number(place) * 0.5
            : asks === 'why'
              ? Number((seen & Written.cause) !== 0)
              : 0;
  return phrase;
}

function countParagraph(
  index: ReadingIndex,
  { terms }: Question,
  { width, termWeights, inParagraph, relativeInParagraph, synonymInParagraph }: Matches,
  bm25: (paragraph: number) => number,
  p: number,
  phrase: number,
  rows: Float32Array,
): void {
  let relatives = 0;
  let synonyms = 0;
  let names = 0;
  for (let t = 0; t < width; t++) {
    const at = p * width + t;
    if (inParagraph[at]! > 0) {
      if (terms[t]!.named) names += termWeights[t]!;
    } else if (relativeInParagraph[at]! > 0) relatives += termWeights[t]! * relativeInParagraph[at]!;
    else if (synonymInParagraph[at]! > 0) synonyms += termWeights[t]!;
  }
  const own = bm25(p);
  const before = p > 0 ? bm25(p - 1) : 0;
  const after = p + 1 < index.paragraphLength.length ? bm25(p + 1) : 0;
  const neighbours = Math.max(before, after);
  for (let x = 0; x < rows.length; x += WIDTH) {
    rows[x + AT.paragraph] = own;
    rows[x + AT.paragraphRelatives] = relatives;
    rows[x + AT.paragraphSynonyms] = synonyms;
    rows[x + AT.names] = names;
    rows[x + AT.phrase] = phrase;
    rows[x + AT.neighbours] = neighbours;
    rows[x + AT.length] = Math.log(1 + index.paragraphLength[p]!);
  }
}

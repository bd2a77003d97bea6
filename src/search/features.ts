import { type Numbers, type ReadingIndex, termNumber, Written } from './index.ts';
import type { Matches } from './match.ts';
import type { Question } from './question.ts';

/**
 * What is counted of a sentence as a place where a question may be answered. Each feature has a weight in
 * `weights.ts`, fitted by `npm run tune`. "Worth" is what a match of a term is worth (see `worth.ts`).
 */
export const FEATURES = {
  paragraph: 'BM25 of the paragraph (Robertson and Zaragoza, 2009; k1 1.2, b 0.75)',
  sentence: 'BM25 of the sentence, as if sentences were the documents',
  sentenceCovered: 'worth of the terms that the sentence has',
  everyTerm: '1 where the sentence has every term, or a relative or synonym of it',
  rarest: 'worth of the rarest term that the sentence has',
  paragraphRelatives: 'worth of the terms of which the paragraph has only a relative, by closeness',
  sentenceRelatives: 'the same of the sentence',
  paragraphSynonyms: 'worth of the terms of which the paragraph has only a synonym',
  sentenceSynonyms: 'the same of the sentence',
  phrase: "worth of the question's neighbouring terms that stand together in a sentence of the paragraph",
  names: 'worth of the names and numbers of the question that the paragraph has',
  around: 'worth of the terms that only the sentences right before and after have',
  carried: 'worth of the terms that the sentence before has, where this one carries on ("It also …")',
  sentenceNames: 'worth of the names and numbers of the question that the sentence has',
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

export interface Candidates {
  readonly count: number;
  /** The sentences, paragraph by paragraph. */
  readonly sentences: Uint32Array;
  /** A row of `FEATURE_NAMES.length` figures for each; valid until the next call. */
  readonly rows: Float32Array;
}

/**
 * What is counted of the sentences of some paragraphs.
 *
 * @param chosen the paragraphs, from 0; or how many to look at, of those that share most with the question
 */
export function candidatesFor(
  index: ReadingIndex,
  question: Question,
  matches: Matches,
  paragraphs: readonly number[] | number,
): Candidates {
  const chosen = typeof paragraphs === 'number' ? bestParagraphs(index, matches, paragraphs) : paragraphs;
  const bm25 = scoring(index, matches);
  let count = 0;
  for (const p of chosen) count += index.paragraphSentences[p + 1]! - index.paragraphSentences[p]!;
  const sentences = new Uint32Array(count);
  if (rows.length < count * WIDTH) rows = new Float32Array(count * WIDTH * 2);
  else rows.fill(0, 0, count * WIDTH);

  const pairs = question.pairs.map(([a, b]) => [termNumber(index, a), termNumber(index, b)] as const);
  const pairKeys = pairs.filter(([a, b]) => a >= 0 && b >= 0).map(([a, b]) => a * PAIR + b);
  let row = 0;
  for (const p of chosen) {
    const first = row;
    let phrase = 0;
    for (let s = index.paragraphSentences[p]!; s < index.paragraphSentences[p + 1]!; s++) {
      sentences[row] = s;
      countMatches(index, question, matches, s, p, row * WIDTH);
      phrase = Math.max(phrase, countWords(index, question, matches, pairKeys, s, row * WIDTH));
      rows[row * WIDTH + AT.sentence] = bm25.sentence(s);
      row++;
    }
    countParagraph(index, question, matches, bm25.paragraph, p, phrase, first, row);
  }
  return { count, sentences, rows };
}

const PAIR = 2 ** 26;
let rows = new Float32Array(WIDTH * 512);

const K1 = 1.2;
const B = 0.75;

/** BM25 of a paragraph, and of a sentence, as if sentences were the documents. */
function scoring(index: ReadingIndex, { width, worth, inSentence, inParagraph }: Matches) {
  const bm25 = (lengths: Numbers, counts: Float32Array) => {
    let words = 0;
    for (let i = 0; i < lengths.length; i++) words += lengths[i]!;
    const perWord = (K1 * B * lengths.length) / Math.max(1, words);
    return (i: number): number => {
      const norm = K1 * (1 - B) + perWord * lengths[i]!;
      let score = 0;
      for (let t = 0; t < width; t++) {
        const count = counts[i * width + t]!;
        if (count > 0) score += (worth[t]! * count * (K1 + 1)) / (count + norm);
      }
      return score;
    };
  };
  return {
    paragraph: bm25(index.paragraphLength, inParagraph),
    sentence: bm25(index.sentenceLength, inSentence),
  };
}

/** By the paragraph's score, its best sentence's, and its relatives and synonyms; none that shares nothing. */
function bestParagraphs(index: ReadingIndex, matches: Matches, most: number): number[] {
  const { paragraphSentences, paragraphLength } = index;
  const { width, worth, inParagraph, relativeInParagraph, synonymInParagraph } = matches;
  const bm25 = scoring(index, matches);
  const first = new Float64Array(paragraphLength.length);
  const order: number[] = [];
  for (let p = 0; p < first.length; p++) {
    let best = 0;
    for (let s = paragraphSentences[p]!; s < paragraphSentences[p + 1]!; s++)
      best = Math.max(best, bm25.sentence(s));
    let soft = 0;
    for (let t = 0; t < width; t++)
      if (inParagraph[p * width + t] === 0)
        soft +=
          worth[t]! * Math.max(relativeInParagraph[p * width + t]!, synonymInParagraph[p * width + t]! / 2);
    first[p] = bm25.paragraph(p) + best + soft;
    if (first[p]! > 0) order.push(p);
  }
  return order.sort((a, b) => first[b]! - first[a]! || a - b).slice(0, most);
}

function countMatches(
  index: ReadingIndex,
  { terms }: Question,
  m: Matches,
  s: number,
  p: number,
  x: number,
): void {
  const { width, worth, inSentence, relativeInSentence, synonymInSentence } = m;
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
    const w = worth[t]!;
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
  rows[x + AT.sentenceCovered] = covered;
  rows[x + AT.rarest] = rarest;
  rows[x + AT.sentenceRelatives] = relatives;
  rows[x + AT.sentenceSynonyms] = synonyms;
  rows[x + AT.around] = around;
  rows[x + AT.carried] = carried;
  rows[x + AT.sentenceNames] = names;
  rows[x + AT.everyTerm] = every;
  rows[x + AT.opening] = s === index.paragraphSentences[p]! ? 1 : 0;
}

/** Goes through the words of a sentence. Returns the worth of the phrases in it. */
function countWords(
  { words, written, sentenceWords }: ReadingIndex,
  { asks, definition, terms }: Question,
  { width, numbers, worth }: Matches,
  pairs: readonly number[],
  s: number,
  x: number,
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
        phrase += ((worth[term]! + worth[lastTerm]!) / 2) * (terms[term]!.joined ? 1 : 2 / 3);
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
  rows[x + AT.wording] = wording;
  rows[x + AT.counted] = counted;
  rows[x + AT.definition] = defines;
  rows[x + AT.kind] =
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
  { width, worth, inParagraph, relativeInParagraph, synonymInParagraph }: Matches,
  bm25: (paragraph: number) => number,
  p: number,
  phrase: number,
  from: number,
  to: number,
): void {
  let relatives = 0;
  let synonyms = 0;
  let names = 0;
  for (let t = 0; t < width; t++) {
    const at = p * width + t;
    if (inParagraph[at]! > 0) {
      if (terms[t]!.named) names += worth[t]!;
    } else if (relativeInParagraph[at]! > 0) relatives += worth[t]! * relativeInParagraph[at]!;
    else if (synonymInParagraph[at]! > 0) synonyms += worth[t]!;
  }
  const own = bm25(p);
  const before = p > 0 ? bm25(p - 1) : 0;
  const after = p + 1 < index.paragraphLength.length ? bm25(p + 1) : 0;
  const neighbours = Math.max(before, after);
  for (let row = from; row < to; row++) {
    const x = row * WIDTH;
    rows[x + AT.paragraph] = own;
    rows[x + AT.paragraphRelatives] = relatives;
    rows[x + AT.paragraphSynonyms] = synonyms;
    rows[x + AT.names] = names;
    rows[x + AT.phrase] = phrase;
    rows[x + AT.neighbours] = neighbours;
    rows[x + AT.length] = Math.log(1 + index.paragraphLength[p]!);
  }
}

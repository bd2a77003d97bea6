import type { Reading } from '../reading/reading.ts';
import { atOnce, type Work } from '../text/slices.ts';
import { eachWord } from '../text/words.ts';
import { abbreviationsIn, type Names } from './names.ts';
import { isStopWord, stemOf, termOf } from './terms.ts';

/**
 * A reading, counted: which term stands in which sentence, and how each word is written. Typed arrays only, so
 * that a process can keep the indexes of thousands of readings (about 1 KB a paragraph).
 *
 * A term is a stem. Within one index it is known by its number: its place among all terms in order of spelling,
 * so that terms of the same beginning are neighbours. Sentences are numbered through the reading, from 0, and
 * so are paragraphs here.
 */
export interface ReadingIndex {
  /** Where each term is found by its hash: its number and 1, or 0; a power of two of places, probed in order. */
  readonly places: Numbers;
  readonly english: boolean;
  /** All terms, joined, and where each begins; one more at the end. */
  readonly spelling: string;
  readonly spellingAt: Numbers;
  /** For each term, in how many paragraphs it stands: 0 for one that only the headline or a heading holds. */
  readonly paragraphsWith: Numbers;
  /** Where each term's postings begin; one more at the end. Stop words have none. */
  readonly postings: Numbers;
  readonly postingSentence: Numbers;
  readonly postingCount: Uint8Array;
  /** All words of the body in order, as terms, and how they are written, as bits of `Written`. */
  readonly words: Numbers;
  readonly written: Uint8Array;
  /** Where each sentence's words begin; one more at the end. */
  readonly sentenceWords: Numbers;
  readonly sentenceParagraph: Numbers;
  /** Where each paragraph's sentences begin; one more at the end. */
  readonly paragraphSentences: Numbers;
  /** Words that are not stop words: what BM25 calls the length. */
  readonly sentenceLength: Numbers;
  readonly paragraphLength: Numbers;
  readonly headings: readonly Heading[];
  /** Names in several forms that the text itself defines, each form as terms. */
  readonly names: readonly NameForms[];
}

/** A heading and the paragraphs under it, from 0, half-open. */
export interface Heading {
  readonly terms: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** The forms of one name, each as its terms in order. */
export type NameForms = readonly (readonly string[])[];

/** As small as its largest figure allows. */
export type Numbers = Uint16Array | Uint32Array;

/** How a word is written. */
export const Written = {
  capital: 1,
  digit: 2,
  /** "1951", "1990s", "January", "century": what a date is made of. */
  date: 4,
  stop: 8,
  /** "three", "million", "half" */
  amount: 16,
  /** "because", "due", "in order to" */
  cause: 32,
  /** "in", "at", "from": before a name, it is likely a place. */
  place: 64,
  /** "it", "they", "this": at the head of a sentence, it carries on what the one before speaks of. */
  back: 128,
} as const;

/** Counts a reading. */
export function buildIndex(reading: Reading): ReadingIndex {
  return atOnce(indexWork(reading));
}

/** The same, so that it can be done in slices. */
export function* indexWork(reading: Reading): Work<ReadingIndex> {
  const english = isEnglish(reading.facts.language);
  const vocabulary = new Vocabulary(english);
  const words: number[] = [];
  const written: number[] = [];
  const sentenceWords = [0];
  const sentenceParagraph: number[] = [];
  const paragraphSentences = [0];
  const names: NameForms[] = [];
  for (const { text, sentences, n } of reading.paragraphs) {
    for (const forms of abbreviationsIn(text)) names.push(nameForms(forms, english));
    for (const { start, end } of sentences) {
      const take = (word: string, at: number) => {
        const term = vocabulary.take(word);
        words.push(term);
        written.push(vocabulary.kinds[term]! | (isCapital(text, at) ? Written.capital : 0));
      };
      eachWord(text, take, start, end);
      sentenceWords.push(words.length);
      sentenceParagraph.push(n - 1);
    }
    paragraphSentences.push(sentenceParagraph.length);
    yield;
  }
  const { headline, standfirst } = reading.facts;
  for (const line of [headline, standfirst, ...reading.sections.map((section) => section.heading)])
    if (line) eachWord(line, (word) => vocabulary.take(word));

  const { spelling, spellingAt, places, numberOf } = yield* vocabulary.inOrder();
  for (let w = 0; w < words.length; w++) words[w] = numberOf[words[w]!]!;
  return {
    english,
    spelling,
    spellingAt,
    places,
    headings: headingsOf(reading, english),
    names,
    ...(yield* countWork(
      words,
      new Uint8Array(written),
      sentenceWords,
      sentenceParagraph,
      paragraphSentences,
      spellingAt.length - 1,
    )),
  };
}

function headingsOf({ sections, paragraphs }: Reading, english: boolean): Heading[] {
  return sections.map(({ heading, before }, i) => ({
    terms: termsOf(heading, english),
    from: before - 1,
    to: (sections[i + 1]?.before ?? paragraphs.length + 1) - 1,
  }));
}

/** The number of a term, or -1 where the reading does not have it. */
export function termNumber({ places, spelling, spellingAt }: ReadingIndex, term: string): number {
  const mask = places.length - 1;
  for (let place = hashOf(term) & mask; ; place = (place + 1) & mask) {
    const number = places[place]! - 1;
    if (number < 0) return -1;
    const from = spellingAt[number]!;
    if (spellingAt[number + 1]! - from === term.length && spelling.startsWith(term, from)) return number;
  }
}

/** Where a term stands or would stand among the terms. */
export function placeOf({ spelling, spellingAt }: ReadingIndex, term: string): number {
  let low = 0;
  let high = spellingAt.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(spelling, spellingAt[middle]!, spellingAt[middle + 1]!, term)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function spelt({ spelling, spellingAt }: ReadingIndex, number: number): string {
  return spelling.slice(spellingAt[number], spellingAt[number + 1]);
}

export function nameForms(names: Names, english: boolean): NameForms {
  return names.map((name) => termsOf(name, english));
}

function termsOf(text: string, english: boolean): string[] {
  const terms: string[] = [];
  eachWord(text, (word) => {
    if (!isStopWord(word)) terms.push(stemOf(word, english));
  });
  return terms;
}

/** FNV-1a over UTF-16 code units. */
function hashOf(term: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function placesOf(terms: readonly string[]): Numbers {
  const length = 2 ** Math.ceil(Math.log2(1.5 * terms.length + 2));
  const places = new Uint32Array(length);
  const mask = length - 1;
  terms.forEach((term, number) => {
    let place = hashOf(term) & mask;
    while (places[place] !== 0) place = (place + 1) & mask;
    places[place] = number + 1;
  });
  return small(places.subarray(0, length));
}

function small(values: ArrayLike<number>): Numbers {
  for (let i = 0; i < values.length; i++) if (values[i]! > 0xffff) return new Uint32Array(values);
  return new Uint16Array(values);
}

export function isEnglish(language: string): boolean {
  return /^en\b/i.test(language);
}

/** Bytes that an index keeps, about. */
export function bytesOf(index: ReadingIndex): number {
  let bytes = 1000 + index.spelling.length * 2;
  for (const value of Object.values(index)) if (ArrayBuffer.isView(value)) bytes += value.byteLength + 100;
  return bytes;
}

function isBefore(spelling: string, from: number, to: number, term: string): boolean {
  const length = Math.min(to - from, term.length);
  for (let i = 0; i < length; i++) {
    const difference = spelling.charCodeAt(from + i) - term.charCodeAt(i);
    if (difference !== 0) return difference < 0;
  }
  return to - from < term.length;
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 128 ? code >= 65 && code <= 90 : /^\p{Lu}/u.test(text.slice(at, at + 2));
}

/** The terms of a reading while it is being counted, numbered as they come. */
class Vocabulary {
  readonly kinds: number[] = [];
  readonly #english: boolean;
  readonly #terms: string[] = [];
  readonly #ofTerm = new Map<string, number>();
  readonly #ofWord = new Map<string, number>();

  constructor(english: boolean) {
    this.#english = english;
  }

  take(word: string): number {
    let number = this.#ofWord.get(word);
    if (number !== undefined) return number;
    const stop = isStopWord(word);
    const term = termOf(word, this.#english);
    number = this.#ofTerm.get(term);
    if (number === undefined) {
      number = this.#terms.push(term) - 1;
      this.#ofTerm.set(term, number);
      this.kinds.push(kindOf(word, stop));
    }
    this.#ofWord.set(word, number);
    return number;
  }

  *inOrder() {
    const order = yield* this.#sorted();
    const terms = order.map((number) => this.#terms[number]!);
    const spellingAt = [0];
    const numberOf = new Uint32Array(order.length);
    order.forEach((number, place) => {
      numberOf[number] = place;
      spellingAt.push(spellingAt[place]! + terms[place]!.length);
    });
    return { spelling: terms.join(''), spellingAt: small(spellingAt), places: placesOf(terms), numberOf };
  }

  /** The numbers of the terms in order of spelling: sorted by their first letter, then those of one letter each. */
  *#sorted(): Work<number[]> {
    const byLetter = new Map<number, number[]>();
    this.#terms.forEach((term, number) => {
      const letter = term.charCodeAt(0);
      const others = byLetter.get(letter);
      if (others) others.push(number);
      else byLetter.set(letter, [number]);
    });
    const order: number[] = [];
    for (const letter of [...byLetter.keys()].sort((a, b) => a - b)) {
      yield;
      const numbers = byLetter.get(letter)!;
      numbers.sort((a, b) => (this.#terms[a]! < this.#terms[b]! ? -1 : 1));
      for (const number of numbers) order.push(number);
    }
    return order;
  }
}

function kindOf(word: string, stop: boolean): number {
  let kind = stop ? Written.stop : 0;
  if (/^\p{N}/u.test(word))
    kind |= Written.digit | (/^(?:1\d|20)\d\d(?:s|年)?$/.test(word) ? Written.date : 0);
  if (DATES.test(word)) kind |= Written.date;
  if (AMOUNTS.test(word)) kind |= Written.amount;
  if (CAUSES.test(word)) kind |= Written.cause;
  if (PLACES.test(word)) kind |= Written.place;
  if (BACK.test(word)) kind |= Written.back;
  return kind;
}

const DATES =
  /^(?:january|february|march|april|june|july|august|september|october|november|december|spring|summer|autumn|winter|century|centuries|decades?)$/;
const AMOUNTS =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|third|percent)$/;
const CAUSES = /^(?:because|due|since|causes?|caused|reasons?|results?|resulted|therefore|thus|order|so)$/;
const BACK = /^(?:he|she|they|it|his|her|their|its|this|these|those|such|both)$/;
const PLACES = /^(?:in|at|from|near|to|of|on)$/;

/** Postings and lengths, from the words. */
function* countWork(
  words: readonly number[],
  written: Uint8Array,
  sentenceWords: readonly number[],
  sentenceParagraph: readonly number[],
  paragraphSentences: readonly number[],
  terms: number,
) {
  const sentences = sentenceParagraph.length;
  const paragraphs = paragraphSentences.length - 1;
  const sentenceLength = new Uint32Array(sentences);
  const paragraphLength = new Uint32Array(paragraphs);
  const paragraphsWith = new Uint32Array(terms);
  const postings = new Uint32Array(terms + 1);
  /** Where each term was met last, counted from 1. */
  const lastSentence = new Uint32Array(terms);
  const lastParagraph = new Uint32Array(terms);
  const eachTerm = function* (take: (term: number, sentence: number) => void): Work<void> {
    for (let s = 0; s < sentences; s++) {
      if (s % 1000 === 0) yield;
      const end = sentenceWords[s + 1]!;
      for (let w = sentenceWords[s]!; w < end; w++)
        if ((written[w]! & Written.stop) === 0) take(words[w]!, s);
    }
  };

  yield* eachTerm((term, s) => {
    const p = sentenceParagraph[s]!;
    sentenceLength[s]!++;
    paragraphLength[p]!++;
    if (lastParagraph[term] !== p + 1) paragraphsWith[term]!++;
    lastParagraph[term] = p + 1;
    if (lastSentence[term] !== s + 1) postings[term + 1]!++;
    lastSentence[term] = s + 1;
  });
  for (let term = 0; term < terms; term++) postings[term + 1]! += postings[term]!;

  const next = new Uint32Array(terms);
  next.set(postings.subarray(0, terms));
  const length = postings[terms]!;
  const postingSentence = new Uint32Array(length);
  const postingCount = new Uint8Array(length);
  yield* eachTerm((term, s) => {
    const open = next[term]! - 1;
    if (open >= postings[term]! && postingSentence[open] === s) postingCount[open]!++;
    else {
      postingSentence[open + 1] = s;
      postingCount[open + 1] = 1;
      next[term]!++;
    }
  });
  yield;
  return {
    words: small(words),
    written,
    sentenceWords: small(sentenceWords),
    sentenceParagraph: small(sentenceParagraph),
    paragraphSentences: small(paragraphSentences),
    sentenceLength: small(sentenceLength.subarray(0, sentences)),
    paragraphLength: small(paragraphLength.subarray(0, paragraphs)),
    paragraphsWith: small(paragraphsWith.subarray(0, terms)),
    postings: small(postings.subarray(0, terms + 1)),
    postingSentence: small(postingSentence.subarray(0, length)),
    postingCount,
  };
}

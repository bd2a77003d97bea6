import { EVERYDAY } from './everyday.ts';
import { type NameForms, placeOf, type ReadingIndex, termNumber } from './index.ts';
import type { Question } from './question.ts';
import { createScratch } from './scratch.ts';
import { eachNearSpelling } from './spelling.ts';
import { stemOf } from './terms.ts';

/**
 * Which terms of a question stand in which sentence and paragraph, and how: as such, as a relative (a word of
 * the same beginning: "Norse" and "Norsemen"), or as a synonym, which a word of the heading is taken for too.
 * Forms of one name that the text or its editors declare count as the term itself. The tables have a row for
 * each sentence (or paragraph) and a column for each term, and are valid until the next call of `matchesOf`.
 */
export interface Matches {
  /** Columns. */
  readonly width: number;
  /** For each term, its number in the index, or -1. */
  readonly numbers: Int32Array;
  /** What a match of each term is worth: see `worthOf`. */
  readonly worth: Float64Array;
  /** Whether the reading has each term: 1 as such, less by a relative or a synonym, 0 where not at all. */
  readonly held: Float64Array;
  /** In how many paragraphs the reading has it, or else the commonest word that it is held by. */
  readonly paragraphsWith: Float64Array;
  /** How often. */
  readonly inSentence: Float32Array;
  readonly inParagraph: Float32Array;
  /** How closely related the closest relative is, 0 to 1. */
  readonly relativeInSentence: Float32Array;
  readonly relativeInParagraph: Float32Array;
  readonly synonymInSentence: Float32Array;
  readonly synonymInParagraph: Float32Array;
}

export type Worth = (paragraphs: number, paragraphsWith: number, term: string) => number;

/** @param names forms of names that hold in this reading, beside those it defines */
export function matchesOf(
  index: ReadingIndex,
  { terms }: Question,
  worthOf: Worth,
  names: readonly NameForms[] = [],
): Matches {
  const { postings, postingSentence, postingCount, sentenceParagraph, paragraphSentences, paragraphsWith } =
    index;
  const width = terms.length;
  const paragraphs = index.paragraphLength.length;
  const sentences = sentenceParagraph.length;
  const numbers = new Int32Array(width);
  const worth = new Float64Array(width);
  const held = new Float64Array(width);
  const reach = new Float64Array(width);
  const inSentence = table(0, sentences * width);
  const relativeInSentence = table(1, sentences * width);
  const synonymInSentence = table(2, sentences * width);
  const inParagraph = table(3, paragraphs * width);
  const relativeInParagraph = table(4, paragraphs * width);
  const synonymInParagraph = table(5, paragraphs * width);

  const mark = (
    column: number,
    number: number,
    strength: number,
    bySentence: Float32Array,
    byParagraph: Float32Array,
  ) => {
    for (let i = postings[number]!; i < postings[number + 1]!; i++) {
      const s = postingSentence[i]!;
      const sentence = s * width + column;
      const paragraph = sentenceParagraph[s]! * width + column;
      if (bySentence[sentence]! < strength) bySentence[sentence] = strength;
      if (byParagraph[paragraph]! < strength) byParagraph[paragraph] = strength;
    }
  };

  terms.forEach(({ term }, column) => {
    const number = termNumber(index, term);
    numbers[column] = number;
    worth[column] = worthOf(paragraphs, number < 0 ? 0 : paragraphsWith[number]!, term);
    if (number >= 0)
      for (let i = postings[number]!; i < postings[number + 1]!; i++) {
        const s = postingSentence[i]!;
        inSentence[s * width + column] = postingCount[i]!;
        inParagraph[sentenceParagraph[s]! * width + column]! += postingCount[i]!;
      }
    let best = number < 0 ? 0 : 1;
    reach[column] = number < 0 ? 0 : paragraphsWith[number]!;
    const relate = (other: number, closeness: number) => {
      best = Math.max(best, closeness);
      if (number < 0) reach[column] = Math.max(reach[column]!, paragraphsWith[other]!);
      mark(column, other, closeness, relativeInSentence, relativeInParagraph);
    };
    eachRelative(index, term, relate);
    for (const name of namesFor(index, term, terms, names)) {
      const other = termNumber(index, name);
      best = 1;
      reach[column] = Math.max(reach[column]!, paragraphsWith[other]!);
      mark(column, other, 1, inSentence, inParagraph);
    }
    for (const synonym of synonymsOf(index, term)) {
      const other = termNumber(index, synonym);
      if (other < 0) continue;
      best = Math.max(best, SYNONYM_HELD);
      if (number < 0) reach[column] = Math.max(reach[column]!, paragraphsWith[other]!);
      mark(column, other, 1, synonymInSentence, synonymInParagraph);
    }
    for (const { terms: words, from, to } of index.headings) {
      if (!words.includes(term)) continue;
      best = Math.max(best, SYNONYM_HELD);
      reach[column] = Math.max(reach[column]!, to - from);
      for (let p = from; p < to; p++) synonymInParagraph[p * width + column] = 1;
      const end = paragraphSentences[to]!;
      for (let at = paragraphSentences[from]!; at < end; at++) synonymInSentence[at * width + column] = 1;
    }
    // Spelling mistakes are forgiven only where nothing else matches.
    if (best === 0) eachNearSpelling(index, term, (other) => relate(other, MISSPELT_HELD));
    held[column] = best;
  });
  return {
    width,
    numbers,
    worth,
    held,
    paragraphsWith: reach,
    inSentence,
    inParagraph,
    relativeInSentence,
    relativeInParagraph,
    synonymInSentence,
    synonymInParagraph,
  };
}

const SYNONYM_HELD = 0.6;
/** How close a likely misspelling counts as. */
const MISSPELT_HELD = 0.8;

/** Terms that share the first letters, at least four and six tenths of the term; closeness is the share in common. */
function eachRelative(
  index: ReadingIndex,
  term: string,
  take: (number: number, closeness: number) => void,
): void {
  if (term.length < 4) return;
  const { spelling, spellingAt } = index;
  const beginning = relativesBegin(term);
  const shared = beginning.length;
  const last = spellingAt.length - 1;
  for (let number = placeOf(index, beginning); number < last; number++) {
    const from = spellingAt[number]!;
    const length = spellingAt[number + 1]! - from;
    const most = Math.min(length, term.length);
    let common = 0;
    while (common < most && spelling.charCodeAt(from + common) === term.charCodeAt(common)) common++;
    if (common < shared) return;
    if (common < length || common < term.length) take(number, common / Math.max(length, term.length));
  }
}

/** What all relatives of a term begin with. */
export function relativesBegin(term: string): string {
  return term.slice(0, Math.max(4, Math.ceil(term.length * 0.6)));
}

export function hasRelative(index: ReadingIndex, term: string): boolean {
  let has = false;
  eachRelative(index, term, () => {
    has = true;
  });
  return has;
}

/** Words of everyday that mean about the same, as terms, whether the reading has them or not. */
export function synonymsOf({ english }: ReadingIndex, term: string): readonly string[] {
  return (english && EVERYDAY_SYNONYMS.get(term)) || [];
}

/** Where the question has one form of a name in full, what to look for as well: the rarest term of each other form. */
export function namesFor(
  index: ReadingIndex,
  term: string,
  terms: Question['terms'],
  names: readonly NameForms[],
): string[] {
  const others: string[] = [];
  for (const group of [index.names, names])
    for (const forms of group)
      for (const form of forms) {
        if (!form.includes(term) || !form.every((part) => terms.some((asked) => asked.term === part)))
          continue;
        for (const other of forms) if (other !== form) others.push(...rarest(index, other));
      }
  return others;
}

function rarest(index: ReadingIndex, form: readonly string[]): string[] {
  const held = form.map((term) => [termNumber(index, term), term] as const).filter(([number]) => number >= 0);
  held.sort(([a], [b]) => index.paragraphsWith[a]! - index.paragraphsWith[b]!);
  return held.slice(0, 1).map(([, term]) => term);
}

const EVERYDAY_SYNONYMS: ReadonlyMap<string, readonly string[]> = (() => {
  const synonyms = new Map<string, Set<string>>();
  for (const group of EVERYDAY) {
    const stems = group.map((word) => stemOf(word, true));
    for (const a of stems) {
      const set = synonyms.get(a) ?? new Set();
      synonyms.set(a, set);
      for (const b of stems) if (a !== b) set.add(b);
    }
  }
  return new Map([...synonyms].map(([term, set]) => [term, [...set]]));
})();

const table = createScratch((length) => new Float32Array(length));

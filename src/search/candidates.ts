import MiniSearch from 'minisearch';
import { type NameForms, type ReadingIndex, spelt, termNumber, Written } from './index.ts';
import { hasRelative, namesFor, relativesBegin, synonymsOf } from './match.ts';
import type { Question } from './question.ts';

/**
 * MiniSearch over the paragraphs of a reading, known by their number from 0. It is given the stems that the
 * reading was counted by, and so neither tokenizes nor stems anew; stop words are left out.
 */
export type CandidateIndex = MiniSearch<Document>;

interface Document {
  readonly id: number;
  /** Its stems, and those of the heading that it stands under. */
  readonly text: string;
}

export function candidateIndexOf(index: ReadingIndex): CandidateIndex {
  const search = new MiniSearch<Document>({
    fields: ['text'],
    tokenize: parts,
    processTerm: itself,
  });
  const terms: string[] = [];
  const { words, written, sentenceWords, paragraphSentences, headings } = index;
  for (let p = 0; p < paragraphSentences.length - 1; p++) {
    const text: string[] = [];
    const end = sentenceWords[paragraphSentences[p + 1]!]!;
    for (let w = sentenceWords[paragraphSentences[p]!]!; w < end; w++) {
      if ((written[w]! & Written.stop) !== 0) continue;
      const number = words[w]!;
      terms[number] ??= spelt(index, number);
      text.push(terms[number]);
    }
    const heading = headings.find(({ from, to }) => p >= from && p < to)?.terms ?? [];
    search.add({ id: p, text: [...text, ...heading].join(' ') });
  }
  return search;
}

/** Bytes that it keeps, about: measured, maps within maps for each term, and an entry for each place of a term. */
export function candidateBytesOf({ spellingAt, postingSentence, paragraphLength }: ReadingIndex): number {
  return (
    10_000 + spellingAt.length * BYTES_A_TERM + postingSentence.length * 40 + paragraphLength.length * 200
  );
}

const BYTES_A_TERM = 600;

/**
 * The paragraphs that may answer, best first by BM25+ (Lv and Zhai, 2011), at most `most`. Any term of the question
 * or form of the same name is enough. Where the reading lacks a term, its relatives and synonyms are; where it
 * lacks these too, near spellings. Terms that most paragraphs have tell nothing where there are rarer ones.
 *
 * @param names forms of names that hold in this reading, beside those it defines
 */
export function candidatesOf(
  search: CandidateIndex,
  index: ReadingIndex,
  { terms }: Question,
  names: readonly NameForms[],
  most: number,
): number[] {
  const sought: { term: string; boost?: number; prefix?: boolean; fuzzy?: number }[] = [];
  const telling = Math.max(most, COMMON * index.paragraphLength.length);
  const common: { term: string }[] = [];
  for (const { term } of terms) {
    const named = namesFor(index, term, terms, names);
    for (const form of named) sought.push({ term: form });
    const number = termNumber(index, term);
    if (number >= 0 && index.paragraphsWith[number]! > 0) {
      (index.paragraphsWith[number]! > telling ? common : sought).push({ term });
      continue;
    }
    const synonyms = synonymsOf(index, term).filter((synonym) => termNumber(index, synonym) >= 0);
    for (const synonym of synonyms) sought.push({ term: synonym, boost: SYNONYM });
    if (hasRelative(index, term)) sought.push({ term: relativesBegin(term), prefix: true });
    else if (number >= 0 || named.length + synonyms.length > 0) sought.push({ term });
    else if (term.length > 4) sought.push({ term, fuzzy: SLIPS });
  }
  if (sought.length === 0) sought.push(...common);
  return search
    .search(sought.map(({ term }) => term).join(' '), {
      weights: { prefix: 1, fuzzy: 1 },
      boostTerm: (_, i) => sought[i]!.boost ?? 1,
      prefix: (_, i) => sought[i]!.prefix ?? false,
      fuzzy: (_, i) => sought[i]!.fuzzy ?? false,
    })
    .slice(0, most)
    .map(({ id }) => id);
}

/** Letters wrong, too many or too few: two swapped are two. */
const SLIPS = 2;
const SYNONYM = 0.5;
/** Terms in more than this share of the paragraphs are left away. */
const COMMON = 0.4;

function parts(terms: string): string[] {
  return terms.split(' ');
}

function itself(term: string): string {
  return term;
}

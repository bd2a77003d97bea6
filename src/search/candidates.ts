import MiniSearch from 'minisearch';
import type { TermForms } from './forms.ts';
import type { Heading, ReadingIndex } from './index.ts';

/**
 * The paragraphs of each reading that may answer, from 0, best first by MiniSearch's BM25+ (Lv and Zhai, 2011).
 *
 * MiniSearch is given no more of the paragraphs than what is sought: an index of all words would take twenty times
 * the memory of the counts, and longer to make than a question over many readings may take.
 *
 * @param readings each with what stands in it for the terms of one question
 * @param most of each reading
 */
export function candidatesOf(
  readings: readonly { readonly index: ReadingIndex; readonly forms: readonly TermForms[] }[],
  most: number,
): number[][] {
  const search = new MiniSearch<Document>({ fields: ['tokens'], tokenize: split });
  const boosts = new Map<string, number>();
  const paragraphs: Candidate[] = [];
  readings.forEach(({ index, forms }, reading) => {
    const mean = meanOf(index.paragraphLength);
    for (const [paragraph, tokens] of tokensIn(index, soughtIn(index, forms), boosts)) {
      search.add({ id: paragraphs.length, tokens });
      paragraphs.push({ reading, paragraph, boost: 1 / (1 + index.paragraphLength[paragraph]! / mean) });
    }
  });
  const candidates = readings.map((): number[] => []);
  const found = search.search([...boosts.keys()].sort().join(' '), {
    boostTerm: (token) => boosts.get(token)!,
    // The lengths that MiniSearch knows are of what is sought: they are left out, the paragraphs' own are put in.
    bm25: { k: 1.2, b: 0, d: 0.5 },
    boostDocument: (id) => paragraphs[id]!.boost,
  });
  for (const { id } of found) {
    const { reading, paragraph } = paragraphs[id]!;
    if (candidates[reading]!.length < most) candidates[reading]!.push(paragraph);
  }
  return candidates;
}

interface Candidate {
  readonly reading: number;
  readonly paragraph: number;
  readonly boost: number;
}

/** A paragraph, as MiniSearch is given it. */
interface Document {
  readonly id: number;
  /** What it has of what is sought, a token each time. */
  readonly tokens: string;
}

interface Sought {
  /** What MiniSearch knows it by: few and always the same, which takes half the time that ever new words do. */
  readonly token: string;
  readonly boost: number;
  /** Numbers of terms of the reading. */
  readonly terms: readonly number[];
  readonly headings: readonly Heading[];
}

const RELATIVE = 0.7;
const SYNONYM = 0.5;
/** The rarest six tell nearly all, and time is bounded: what is commoner has more paragraphs to look at. */
const MOST_SOUGHT = 6;
/** Where the rarest alone stands in more paragraphs, it is sought in all of them. */
const MOST_PARAGRAPHS = 1000;

/**
 * What is sought in a reading, rarest first: the terms of the question with forms of the same name; where the reading
 * lacks a term, its relatives and synonyms.
 */
function soughtIn({ paragraphsWith }: ReadingIndex, forms: readonly TermForms[]): Sought[] {
  const sought = forms.flatMap(({ number, names, relatives, synonyms, headings }, i): Sought[] => {
    const terms = number < 0 ? names : [number, ...names];
    const itself = { token: `t${i}`, boost: 1, terms, headings };
    if (number >= 0 && paragraphsWith[number]! > 0) return [itself];
    return [
      itself,
      { token: `r${i}`, boost: RELATIVE, terms: relatives.map((one) => one.number), headings: [] },
      { token: `s${i}`, boost: SYNONYM, terms: synonyms, headings: [] },
    ];
  });
  const paragraphsOf = ({ terms, headings }: Sought) =>
    terms.reduce((sum, term) => sum + paragraphsWith[term]!, 0) +
    headings.reduce((sum, { from, to }) => sum + to - from, 0);
  let paragraphs = 0;
  return sought
    .map((one) => ({ ...one, paragraphs: paragraphsOf(one) }))
    .filter((one) => one.paragraphs > 0)
    .sort((a, b) => a.paragraphs - b.paragraphs)
    .slice(0, MOST_SOUGHT)
    .filter((one, i) => {
      paragraphs += one.paragraphs;
      return i === 0 || paragraphs <= MOST_PARAGRAPHS;
    });
}

/** Each paragraph that has something sought, with its tokens. A heading's are those of all that stands under it. */
function tokensIn(
  { postings, postingSentence, postingCount, sentenceParagraph }: ReadingIndex,
  sought: readonly Sought[],
  boosts: Map<string, number>,
): Map<number, string> {
  const tokens = new Map<number, string>();
  for (const { token, boost, terms, headings } of sought) {
    boosts.set(token, boost);
    const add = (paragraph: number) => {
      const before = tokens.get(paragraph);
      tokens.set(paragraph, before ? `${before} ${token}` : token);
    };
    for (const term of terms)
      for (let at = postings[term]!; at < postings[term + 1]!; at++)
        for (let count = postingCount[at]!; count > 0; count--) add(sentenceParagraph[postingSentence[at]!]!);
    for (const { from, to } of headings) for (let p = from; p < to; p++) add(p);
  }
  return tokens;
}

function split(tokens: string): string[] {
  return tokens.split(' ');
}

function meanOf(lengths: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < lengths.length; i++) sum += lengths[i]!;
  return Math.max(1, sum) / lengths.length;
}

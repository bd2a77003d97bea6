import { EVERYDAY } from './everyday.ts';
import { type Heading, type NameForms, placeOf, type ReadingIndex, termNumber } from './index.ts';
import type { Question, QuestionTerm } from './question.ts';
import { eachNearSpelling } from './spelling.ts';
import { stemOf } from './terms.ts';

/** What in a reading stands for one term of a question. Terms of the reading are their numbers in its index. */
export interface TermForms {
  /** The term itself, or -1 where the reading does not have it. */
  readonly number: number;
  /** Of each other form of a name that the question has in full, the rarest term: it counts as the term itself. */
  readonly names: readonly number[];
  /** Words of the same beginning ("Norse" and "Norsemen"); where nothing else stands for the term, near spellings. */
  readonly relatives: readonly Relative[];
  /** Everyday words that mean about the same. */
  readonly synonyms: readonly number[];
  /** Headings that have the term: what stands under them is taken to speak of it. */
  readonly headings: readonly Heading[];
}

interface Relative {
  readonly number: number;
  /** 0 to 1. */
  readonly closeness: number;
}

/**
 * What stands for each term of a question, in the order of its terms.
 *
 * @param names forms of names that hold in this reading, beside those it defines
 */
export function formsOf(index: ReadingIndex, { terms }: Question, names: readonly NameForms[]): TermForms[] {
  return terms.map(({ term }) => {
    const number = termNumber(index, term);
    const forms = {
      number,
      names: namesFor(index, term, terms, names),
      relatives: relativesOf(index, term),
      synonyms: synonymsOf(index, term),
      headings: index.headings.filter((heading) => heading.terms.includes(term)),
    };
    const { relatives, synonyms, headings } = forms;
    const others = forms.names.length + relatives.length + synonyms.length + headings.length;
    // Spelling mistakes are forgiven only where nothing else matches.
    if (number < 0 && others === 0)
      eachNearSpelling(index, term, (near) => relatives.push({ number: near, closeness: MISSPELT }));
    return forms;
  });
}

const MISSPELT = 0.8;

/** Terms that share the first letters, at least four and six tenths of the term; closeness is the share in common. */
function relativesOf(index: ReadingIndex, term: string): Relative[] {
  const relatives: Relative[] = [];
  if (term.length < 4) return relatives;
  const { spelling, spellingAt } = index;
  const beginning = term.slice(0, Math.max(4, Math.ceil(term.length * 0.6)));
  const last = spellingAt.length - 1;
  for (let number = placeOf(index, beginning); number < last; number++) {
    const from = spellingAt[number]!;
    const length = spellingAt[number + 1]! - from;
    const most = Math.min(length, term.length);
    let common = 0;
    while (common < most && spelling.charCodeAt(from + common) === term.charCodeAt(common)) common++;
    if (common < beginning.length) break;
    if (common < length || common < term.length)
      relatives.push({ number, closeness: common / Math.max(length, term.length) });
  }
  return relatives;
}

function namesFor(
  index: ReadingIndex,
  term: string,
  terms: readonly QuestionTerm[],
  names: readonly NameForms[],
): number[] {
  const others: number[] = [];
  for (const group of [index.names, names])
    for (const forms of group)
      for (const form of forms) {
        if (!form.includes(term) || !form.every((part) => terms.some((asked) => asked.term === part)))
          continue;
        for (const other of forms) if (other !== form) others.push(...rarestOf(index, other));
      }
  return others;
}

/** The rarest term of a name that the reading has, if any. */
function rarestOf(index: ReadingIndex, form: readonly string[]): number[] {
  return form
    .map((term) => termNumber(index, term))
    .filter((number) => number >= 0)
    .sort((a, b) => index.paragraphsWith[a]! - index.paragraphsWith[b]!)
    .slice(0, 1);
}

function synonymsOf(index: ReadingIndex, term: string): number[] {
  const synonyms = (index.english && SYNONYMS.get(term)) || [];
  return [...synonyms].map((synonym) => termNumber(index, synonym)).filter((number) => number >= 0);
}

const SYNONYMS: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const synonyms = new Map<string, Set<string>>();
  for (const group of EVERYDAY) {
    const stems = group.map((word) => stemOf(word, true));
    for (const a of stems) {
      const set = synonyms.get(a) ?? new Set();
      synonyms.set(a, set);
      for (const b of stems) if (a !== b) set.add(b);
    }
  }
  return synonyms;
})();

import type { TermForms } from './forms.ts';
import type { ReadingIndex } from './index.ts';
import type { Question } from './question.ts';
import type { TermWeight } from './term-weight.ts';

/**
 * Which terms of a question stand in which sentence and paragraph, and how: as such, or a form of the same name; as
 * a relative; or as a synonym, which a word of the heading is taken for too. The tables have a row for each sentence
 * (or paragraph) and a column for each term.
 */
export interface Matches {
  /** Columns. */
  readonly width: number;
  /** For each term, its number in the index, or -1. */
  readonly numbers: Int32Array;
  /** What a match of each term weighs: see `termWeight`. */
  readonly termWeights: Float64Array;
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

/** @param forms what stands for each term of the question */
export function matchesOf(
  index: ReadingIndex,
  { terms }: Question,
  forms: readonly TermForms[],
  weigh: TermWeight,
): Matches {
  const { postings, postingSentence, postingCount, sentenceParagraph, paragraphSentences } = index;
  const width = terms.length;
  const paragraphs = index.paragraphLength.length;
  const sentences = sentenceParagraph.length;
  const numbers = new Int32Array(width);
  const termWeights = new Float64Array(width);
  const held = new Float64Array(width);
  const paragraphsWith = new Float64Array(width);
  const inSentence = new Float32Array(sentences * width);
  const relativeInSentence = new Float32Array(sentences * width);
  const synonymInSentence = new Float32Array(sentences * width);
  const inParagraph = new Float32Array(paragraphs * width);
  const relativeInParagraph = new Float32Array(paragraphs * width);
  const synonymInParagraph = new Float32Array(paragraphs * width);

  forms.forEach(({ number, names, relatives, synonyms, headings }, column) => {
    const mark = (other: number, strength: number, bySentence: Float32Array, byParagraph: Float32Array) => {
      for (let i = postings[other]!; i < postings[other + 1]!; i++) {
        const s = postingSentence[i]!;
        const sentence = s * width + column;
        const paragraph = sentenceParagraph[s]! * width + column;
        if (bySentence[sentence]! < strength) bySentence[sentence] = strength;
        if (byParagraph[paragraph]! < strength) byParagraph[paragraph] = strength;
      }
    };
    const own = number < 0 ? 0 : index.paragraphsWith[number]!;
    let best = number < 0 ? 0 : 1;
    let most = own;
    const hold = (strength: number, having: number) => {
      best = Math.max(best, strength);
      most = Math.max(most, having);
    };
    if (number >= 0)
      for (let i = postings[number]!; i < postings[number + 1]!; i++) {
        const s = postingSentence[i]!;
        inSentence[s * width + column] = postingCount[i]!;
        inParagraph[sentenceParagraph[s]! * width + column]! += postingCount[i]!;
      }
    for (const name of names) {
      hold(1, index.paragraphsWith[name]!);
      mark(name, 1, inSentence, inParagraph);
    }
    for (const { number: relative, closeness } of relatives) {
      hold(closeness, number < 0 ? index.paragraphsWith[relative]! : 0);
      mark(relative, closeness, relativeInSentence, relativeInParagraph);
    }
    for (const synonym of synonyms) {
      hold(SYNONYM_HELD, number < 0 ? index.paragraphsWith[synonym]! : 0);
      mark(synonym, 1, synonymInSentence, synonymInParagraph);
    }
    for (const { from, to } of headings) {
      hold(SYNONYM_HELD, to - from);
      for (let p = from; p < to; p++) synonymInParagraph[p * width + column] = 1;
      const end = paragraphSentences[to]!;
      for (let s = paragraphSentences[from]!; s < end; s++) synonymInSentence[s * width + column] = 1;
    }
    numbers[column] = number;
    termWeights[column] = weigh(paragraphs, own, terms[column]!.term);
    held[column] = best;
    paragraphsWith[column] = most;
  });
  return {
    width,
    numbers,
    termWeights,
    held,
    paragraphsWith,
    inSentence,
    inParagraph,
    relativeInSentence,
    relativeInParagraph,
    synonymInSentence,
    synonymInParagraph,
  };
}

const SYNONYM_HELD = 0.6;

import { candidatesOf } from '../src/search/candidates.ts';
import { countFeatures, FEATURE_NAMES } from '../src/search/features.ts';
import { formsOf } from '../src/search/forms.ts';
import { buildIndex, type ReadingIndex, spelt, termNumber } from '../src/search/index.ts';
import { matchesOf } from '../src/search/match.ts';
import { parseQuestion } from '../src/search/question.ts';
import { hitsOf, LOOKED_AT } from '../src/search/rank.ts';
import { type TermWeight, termWeightBy } from '../src/search/term-weight.ts';
import { type Asked, type AskedQuestion, answersHold } from './questions.ts';

/** An answerable question with what was counted of its candidates. */
export interface Counted {
  readonly reading: number;
  readonly asked: AskedQuestion;
  readonly sentences: Uint32Array;
  readonly rows: Float32Array;
  /** For each candidate: 0 elsewhere, 1 in the right paragraph, 2 a sentence that answers. */
  readonly right: Uint8Array;
}

export interface Indexed extends Asked {
  readonly index: ReadingIndex;
}

export interface Tables {
  readonly common: ReadonlyMap<string, number>;
  readonly of: number;
  readonly asked: ReadonlyMap<string, number>;
}

export function indexed(set: readonly Asked[]): Indexed[] {
  return set.map((one) => ({ ...one, index: buildIndex(one.reading) }));
}

/** Terms in fewer readings are as good as rare. */
const COMMON_FROM = 3;
/** A term's figure is drawn towards the mean of all, as if this many more questions had it. */
const DRAWN_BY = 8;
const MEAN_HELD = 0.75;

/** How common terms are, and how far those of a question stand in the paragraph that answers it. */
export function tablesFrom(set: readonly Indexed[]): Tables {
  const readingsWith = new Map<string, number>();
  const seen = new Map<string, { questions: number; held: number; readings: Set<Indexed> }>();
  for (const one of set) {
    const { index } = one;
    for (let t = 0; t < index.spellingAt.length - 1; t++) {
      const term = spelt(index, t);
      if (!term.endsWith('\0')) readingsWith.set(term, (readingsWith.get(term) ?? 0) + 1);
    }
    for (const question of answerable(one))
      for (const { term } of parseQuestion(question.text, true).terms) {
        const number = termNumber(index, term);
        if (number < 0) continue;
        const figures = seen.get(term) ?? { questions: 0, held: 0, readings: new Set() };
        seen.set(term, figures);
        figures.questions++;
        figures.readings.add(one);
        for (let i = index.postings[number]!; i < index.postings[number + 1]!; i++)
          if (index.sentenceParagraph[index.postingSentence[i]!] === question.paragraph) {
            figures.held++;
            break;
          }
      }
  }
  const asked = new Map<string, number>();
  for (const [term, { questions, held, readings }] of seen) {
    if (readings.size < 3) continue;
    const share = (held + MEAN_HELD * DRAWN_BY) / (questions + DRAWN_BY);
    asked.set(term, Math.round((share / MEAN_HELD) * 20) / 20);
  }
  return {
    common: new Map([...readingsWith].filter(([, n]) => n >= COMMON_FROM)),
    of: set.length,
    asked: new Map([...asked].filter(([, share]) => share !== 1)),
  };
}

export function termWeightFrom({ common, of, asked }: Tables): TermWeight {
  return termWeightBy(common, of, asked);
}

export function answerable({ questions }: Asked): AskedQuestion[] {
  return questions.filter((question) => !question.impossible);
}

/** Counts the candidates of every answerable question. */
export function count(set: readonly Indexed[], weigh: TermWeight): Counted[] {
  return set.flatMap((one, reading) =>
    answerable(one).map((asked) => {
      const question = parseQuestion(asked.text, true);
      const forms = formsOf(one.index, question, []);
      const candidates = candidatesOf([{ index: one.index, forms }], LOOKED_AT)[0]!;
      const matches = matchesOf(one.index, question, forms, weigh);
      const { sentences, rows } = countFeatures(one.index, question, matches, candidates);
      const right = Uint8Array.from(sentences, (s) => {
        const p = one.index.sentenceParagraph[s]!;
        if (p !== asked.paragraph) return 0;
        const slice = one.reading.paragraphs[p]!.sentences[s - one.index.paragraphSentences[p]!]!;
        return answersHold(asked, slice.start, slice.end) ? 2 : 1;
      });
      return { reading, asked, sentences, rows, right };
    }),
  );
}

/**
 * Fits the weights: a conditional logit (McFadden, 1974) over each question's candidates, which makes likely
 * both the right paragraph, as the sum of its sentences, and in it the sentence that answers. Adam (Kingma and
 * Ba, 2015) with a falling rate; the same questions give the same weights.
 */
export function fit(
  counted: readonly Counted[],
  use: readonly number[] = FEATURE_NAMES.map((_, i) => i),
): Float64Array {
  const usable = counted.filter(({ right }) => right.includes(2));
  const width = use.length;
  const scale = deviations(usable, use);
  const data = usable.map(({ rows, right }) => {
    const x = new Float32Array(right.length * width);
    for (let i = 0; i < right.length; i++)
      use.forEach((f, d) => {
        x[i * width + d] = rows[i * FEATURE_NAMES.length + f]! / scale[d]!;
      });
    return { x, right };
  });
  const weights = new Float64Array(width);
  const momentum = new Float64Array(width);
  const spread = new Float64Array(width);
  const gradient = new Float64Array(width);
  const batches = Math.ceil(data.length / BATCH);
  let step = 0;
  for (let pass = 0; pass < PASSES; pass++) {
    for (let b = 0; b < batches; b++) {
      gradient.fill(0);
      let size = 0;
      // Every `batches`th question: each batch has some of every reading.
      for (let i = b; i < data.length; i += batches, size++) addGradient(data[i]!, weights, gradient);
      step++;
      const rate = 0.05 * (1 - step / (PASSES * batches + 1));
      for (let d = 0; d < width; d++) {
        const g = gradient[d]! / size + 1e-4 * weights[d]!;
        momentum[d] = 0.9 * momentum[d]! + 0.1 * g;
        spread[d] = 0.99 * spread[d]! + 0.01 * g * g;
        weights[d]! -=
          (rate * (momentum[d]! / (1 - 0.9 ** step))) / (Math.sqrt(spread[d]! / (1 - 0.99 ** step)) + 1e-8);
      }
    }
  }
  const all = new Float64Array(FEATURE_NAMES.length);
  use.forEach((f, d) => {
    all[f] = weights[d]! / scale[d]!;
  });
  return all;
}

const BATCH = 500;
const PASSES = 12;
/** How much the right sentence counts beside the right paragraph. */
const SENTENCE = 0.7;

function addGradient(
  { x, right }: { readonly x: Float32Array; readonly right: Uint8Array },
  weights: Float64Array,
  gradient: Float64Array,
): void {
  const width = weights.length;
  const scores = Array.from(right, (_, i) => {
    let score = 0;
    for (let d = 0; d < width; d++) score += weights[d]! * x[i * width + d]!;
    return score;
  });
  const most = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - most));
  const sum = (from: number) => odds.reduce((total, o, i) => (right[i]! >= from ? total + o : total), 0);
  const [all, paragraph, sentence] = [sum(0), sum(1), sum(2)];
  odds.forEach((o, i) => {
    let g = o / all;
    if (right[i]! >= 1) g -= ((1 - SENTENCE) * o) / paragraph;
    if (right[i] === 2) g -= (SENTENCE * o) / sentence;
    for (let d = 0; d < width; d++) gradient[d]! += g * x[i * width + d]!;
  });
}

function deviations(counted: readonly Counted[], use: readonly number[]): Float64Array {
  const scale = new Float64Array(use.length);
  use.forEach((f, d) => {
    let n = 0;
    let sum = 0;
    let squares = 0;
    for (const { rows, right } of counted)
      for (let i = 0; i < right.length; i++) {
        const x = rows[i * FEATURE_NAMES.length + f]!;
        n++;
        sum += x;
        squares += x * x;
      }
    scale[d] = Math.sqrt(Math.max(1e-9, squares / n - (sum / n) ** 2));
  });
  return scale;
}

/** Shares in per cent. */
export interface Ranked {
  readonly hit1: number;
  readonly hit3: number;
  readonly sentence1: number;
}

export function measure(set: readonly Indexed[], counted: readonly Counted[], weights: Float64Array): Ranked {
  let hit1 = 0;
  let hit3 = 0;
  let sentence1 = 0;
  for (const { reading, asked, sentences, rows, right } of counted) {
    const hits = hitsOf(set[reading]!.index, { count: sentences.length, sentences, rows }, weights);
    const at = hits.findIndex(({ paragraph }) => paragraph === asked.paragraph);
    if (at === 0) {
      hit1++;
      if (right[sentences.indexOf(hits[0]!.sentence)] === 2) sentence1++;
    }
    if (at >= 0 && at < 3) hit3++;
  }
  const share = (n: number) => (100 * n) / counted.length;
  return { hit1: share(hit1), hit3: share(hit3), sentence1: share(sentence1) };
}

import type { AnnotatedReading } from '../reading/annotations.ts';
import { type Quote, quoteOf } from '../reading/quote.ts';
import { type Paragraph, paragraph, type Reading, type Slice } from '../reading/reading.ts';
import { cautionOf } from '../text/cautions.ts';
import { attributionOf } from './attribution.ts';
import type { Concordance, PreparedText, TokenRange } from './concordance.ts';
import type { CautionWord, Passage, Piece } from './verdict.ts';

/** Words before a quote, in its sentence, that are near enough to turn or soften it. */
const REACH = 6;

/**
 * The passage that spans of tokens are, in order: their words as quotes, what lies between them, and the words of
 * the same sentences that turn or soften them and are left out.
 *
 * @param edges whether a cut is marked before the first span and after the last
 */
export function passageOf(
  text: PreparedText,
  spans: readonly TokenRange[],
  edges: { readonly before: boolean; readonly after: boolean } = { before: false, after: false },
): Passage {
  const { concordance } = text;
  const gaps = spans.slice(1).map((span, i) => ({ from: spans[i]?.to ?? span.from, to: span.from }));
  const marked = gaps.filter(({ from, to }) => wordsIn(concordance, from, to));
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) throw new RangeError('a passage has a span at least');
  const outside = [
    edges.before
      ? { from: sentenceStart(concordance, first.from), to: first.from }
      : { from: justBefore(concordance, first.from), to: first.from },
    ...marked,
    ...(edges.after ? [{ from: last.to, to: sentenceEnd(concordance, last.to - 1) }] : []),
  ];
  const kept = new Set(
    spans.flatMap(({ from, to }) => [sentence(concordance, from), sentence(concordance, to - 1)]),
  );
  return {
    pieces: spans.flatMap((span) => piecesOf(text, quotesOf(text, span))),
    cut: marked.flatMap((gap) => quotesOf(text, gap)),
    cautions: outside.flatMap((span) => cautionWordsIn(concordance, span, kept)),
  };
}

/** A passage whose slice is wider than its tokens: with the marks that stand around them. */
export function passageOfSlice(text: PreparedText, span: TokenRange, slice: Slice): Passage {
  const n = text.concordance.paragraphs[span.from]!;
  const quote = quoteOf(text.reading, paragraphOf(text.reading, n), slice);
  return { ...passageOf(text, [span]), pieces: piecesOf(text, [quote]) };
}

/** The quotes that a span of tokens is: one for each paragraph that it touches. */
export function quotesOf(
  { reading, concordance }: Pick<PreparedText, 'reading' | 'concordance'>,
  { from, to }: TokenRange,
): Quote[] {
  const { starts, ends, paragraphs } = concordance;
  const quotes: Quote[] = [];
  for (let start = from; start < to; ) {
    let end = start + 1;
    while (end < to && paragraphs[end] === paragraphs[start]) end++;
    const slice = { start: starts[start]!, end: ends[end - 1]! };
    quotes.push(quoteOf(reading, paragraphOf(reading, paragraphs[start]!), slice));
    start = end;
  }
  return quotes;
}

/** The whole of the sentence that a token stands in. */
export function sentenceAround(concordance: Concordance, token: number): TokenRange {
  return { from: sentenceStart(concordance, token), to: sentenceEnd(concordance, token) };
}

function piecesOf(text: AnnotatedReading, quotes: readonly Quote[]): Piece[] {
  return quotes.map((quote) => ({ quote, attribution: attributionOf(text, quote) }));
}

function cautionWordsIn(
  { norm, sentences }: Concordance,
  { from, to }: TokenRange,
  kept: ReadonlySet<number>,
): CautionWord[] {
  const turns: CautionWord[] = [];
  for (let i = from; i < to; i++) {
    if (!kept.has(sentences[i]!)) continue;
    const word = norm(i) ?? '';
    const caution = cautionOf(word);
    if (caution) turns.push({ word, caution });
  }
  return turns;
}

function wordsIn({ isWord }: Concordance, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (isWord(i)) return true;
  return false;
}

function justBefore(concordance: Concordance, at: number): number {
  const start = sentenceStart(concordance, at);
  let from = at;
  for (let words = 0; from > start && words < REACH; from--) {
    if (!concordance.isWord(from - 1) && concordance.norm(from - 1) !== '-') break;
    words++;
  }
  return from;
}

const sentence = ({ sentences }: Concordance, token: number) => sentences[token]!;

function sentenceStart(concordance: Concordance, token: number): number {
  let at = token;
  while (at > 0 && sentence(concordance, at - 1) === sentence(concordance, token)) at--;
  return at;
}

function sentenceEnd(concordance: Concordance, token: number): number {
  let at = token;
  while (at < concordance.length && sentence(concordance, at) === sentence(concordance, token)) at++;
  return at;
}

function paragraphOf(reading: Reading, n: number): Paragraph {
  const found = paragraph(reading, n);
  if (!found) throw new RangeError(`no ¶${n}`);
  return found;
}

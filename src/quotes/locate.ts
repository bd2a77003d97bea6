import { UserError } from '../errors.ts';
import type { AnnotatedReading, Quoted } from '../reading/annotations.ts';
import { type Quote, quoteOf } from '../reading/quote.ts';
import { check } from './check.ts';
import type { PreparedText } from './concordance.ts';

/**
 * Finds words that an editor gives as a quote, and takes them as the text has them: the form of quotation
 * marks, dashes and spaces is forgiven, no word is.
 *
 * @param written the words; `¶3` before them says which paragraph is meant, where several have them, and
 *   `¶3#2` that it is the second time in it
 * @throws UserError where the text does not say so, with the nearest passage, or says it in several paragraphs
 */
export function locate(text: PreparedText, written: string): Quoted {
  const [, number, time, words = ''] =
    /^\s*(?:¶\s*(\d+)(?:#(\d+))?\s*:?\s*)?([\s\S]*?)\s*$/.exec(written) ?? [];
  if (words === '') throw new UserError('quote-empty', 'A quote has no words. Give words of the text.');
  const found = quotesWith(text, words).filter(
    ({ paragraph }) => number === undefined || paragraph === Number(number),
  );
  const paragraphs = [...new Set(found.map(({ paragraph }) => paragraph))];
  const first = found[Number(time ?? 1) - 1] ?? found[0];
  if (!first) throw notThere(text, words, number);
  if (paragraphs.length > 1)
    throw new UserError(
      'quote-ambiguous',
      `“${words}” stands in ${paragraphs.map((n) => `¶${n}`).join(' and ')}. Write which you mean before the words: ¶${paragraphs[0]} ${words}`,
    );
  return toQuoted(text, first);
}

/** The passage nearest to words that the text does not say, as `¶3: “…”`. */
export function nearestPassage(text: PreparedText, words: string): string | undefined {
  const { verdict } = check(text, { words });
  const passages =
    verdict.kind === 'absent'
      ? verdict.nearest
      : verdict.kind === 'altered'
        ? verdict.passages
        : verdict.kind === 'stitched'
          ? verdict.parts.flatMap((part) => part.passages)
          : [];
  const quote = passages[0]?.pieces[0]?.quote;
  return quote && `¶${quote.paragraph}: “${quote.text}”`;
}

/** Everywhere that the text has these words, to the letter if it has them so anywhere. */
function quotesWith(text: PreparedText, words: string): Quote[] {
  const bare = /^["“„«](.*)["”»]$/s.exec(words)?.[1] ?? words;
  const exact = [words, bare].map((form) => exactly(text, form)).find((passages) => passages.length > 0);
  if (exact) return exact;
  const { verdict } = check(text, { words });
  if (verdict.kind !== 'verbatim' && verdict.kind !== 'verbatim-but') return [];
  return verdict.passages.flatMap(({ pieces }) =>
    pieces.length === 1 ? pieces.map(({ quote }) => quote) : [],
  );
}

function exactly({ reading }: AnnotatedReading, words: string): Quote[] {
  const quotes: Quote[] = [];
  for (const paragraph of reading.paragraphs) {
    const { text } = paragraph;
    for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + 1))
      quotes.push(quoteOf(reading, paragraph, { start, end: start + words.length }));
  }
  return quotes;
}

/** A quote as annotations name it: equal words in one paragraph are told apart by counting. */
function toQuoted({ reading }: AnnotatedReading, { paragraph, text: quote, start }: Quote): Quoted {
  const words = reading.paragraphs[paragraph - 1]?.text ?? '';
  let occurrence = 1;
  for (let at = words.indexOf(quote); at >= 0 && at < start; at = words.indexOf(quote, at + 1)) occurrence++;
  return { paragraph, quote, ...(occurrence > 1 && { occurrence }) };
}

function notThere(text: PreparedText, words: string, number: string | undefined): UserError {
  const nearest = nearestPassage(text, words);
  return new UserError(
    'quote-not-there',
    `${number === undefined ? 'The text' : `¶${number}`} does not say “${words}”. Quote it word for word.${nearest ? ` The nearest passage is ${nearest}` : ''}`,
  );
}

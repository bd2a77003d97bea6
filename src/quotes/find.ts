import type { AnnotatedReading } from '../reading/annotations.ts';
import { type Quote, quoteOf } from '../reading/quote.ts';
import type { Paragraph, Reading } from '../reading/reading.ts';
import { concordanceOf } from './concordance.ts';
import { type Token, tokensOf } from './tokens.ts';

/**
 * Everywhere that a reading has these words together in one paragraph, in the order of the text. Case, spaces,
 * brackets and the form of quotation marks and dashes are forgiven; the last word may be only begun.
 *
 * @param limit how many places at most
 */
export function findWords(
  { reading }: Pick<AnnotatedReading, 'reading'>,
  words: string,
  limit: number,
): Quote[] {
  const wanted = tokensOf(words);
  const last = wanted.at(-1);
  if (!last) return [];
  const { tokens, paragraphs, idsOf, find } = concordanceOf(reading);
  const ids = idsOf(wanted);
  const before = wanted.length - 1;
  const starts = before === 0 ? tokens.keys() : find(ids, 0, before);

  const quotes: Quote[] = [];
  for (const start of starts) {
    const end = start + before;
    if (!tokens[end]?.norm.startsWith(last.norm) || paragraphs[start] !== paragraphs[end]) continue;
    quotes.push(
      between(reading, paragraphs[start] as number, (tokens[start] as Token).start, tokens[end].end),
    );
    if (quotes.length === limit) break;
  }
  return quotes;
}

function between(reading: Reading, n: number, start: number, end: number): Quote {
  return quoteOf(reading, reading.paragraphs[n - 1] as Paragraph, { start, end });
}

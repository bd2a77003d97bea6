import type { AnnotatedReading } from '../reading/annotations.ts';
import type { Quote } from '../reading/quote.ts';
import { concordanceOf } from './concordance.ts';
import { quotesOf } from './passage.ts';
import { tokensOf } from './tokens.ts';

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
  const { tokens, idsOf, find } = concordanceOf(reading);
  const ids = idsOf(wanted);
  const before = wanted.length - 1;
  const starts = before === 0 ? tokens.keys() : find(ids, 0, before);

  const quotes: Quote[] = [];
  for (const start of starts) {
    const end = start + before;
    if (!tokens[end]?.norm.startsWith(last.norm)) continue;
    const [quote, further] = quotesOf(reading, { from: start, to: end + 1 });
    if (quote && !further) quotes.push(quote);
    if (quotes.length === limit) break;
  }
  return quotes;
}

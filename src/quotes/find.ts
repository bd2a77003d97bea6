import type { Quote } from '../reading/quote.ts';
import type { PreparedText } from './concordance.ts';
import { quotesOf } from './passage.ts';
import { tokensOf } from './tokens.ts';

/**
 * Everywhere that a reading has these words together in one paragraph, in the order of the text. Case, spaces,
 * brackets and the form of quotation marks and dashes are forgiven; the last word may be only begun.
 *
 * @param limit how many places at most
 */
export function findWords(
  text: Pick<PreparedText, 'reading' | 'concordance'>,
  words: string,
  limit: number,
): Quote[] {
  const wanted = tokensOf(words);
  const last = wanted.at(-1);
  if (!last) return [];
  const { ids, norms, idsOf, find } = text.concordance;
  const before = wanted.length - 1;
  const starts = before === 0 ? ids.keys() : find(idsOf(wanted.slice(0, before)));
  const begun = norms.map((norm) => norm.startsWith(last.norm));

  const quotes: Quote[] = [];
  for (const start of starts) {
    const end = start + before;
    if (!begun[ids[end] ?? -1]) continue;
    const [quote, further] = quotesOf(text, { from: start, to: end + 1 });
    if (quote && !further) quotes.push(quote);
    if (quotes.length === limit) break;
  }
  return quotes;
}

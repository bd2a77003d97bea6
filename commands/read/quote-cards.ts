import type { APIButtonComponent } from 'discord-api-types/v10';
import type { CardBlock } from '../../src/discord/layout.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import type { Quote } from '../../src/reading/quote.ts';
import { noteBlocks, quoteBlocks } from '../cards/quote.ts';
import { citeButton } from './quote-actions.ts';
import { contextButton } from './reading.ts';

/** Quotes with what can be done with each, then the editors' notes on their paragraphs. */
export function quotesAndNotes(
  text: AnnotatedReading,
  quotes: readonly Quote[],
  moreButtons: (quote: Quote) => readonly APIButtonComponent[] = () => [],
): CardBlock[] {
  return [
    ...quotes.flatMap((quote) =>
      quoteBlocks(text, quote, { buttons: [...quoteButtons(quote), ...moreButtons(quote)] }),
    ),
    ...noteBlocks(
      text,
      quotes.map(({ paragraph }) => paragraph),
    ),
  ];
}

/** To see a quote in context, and to cite it. */
export function quoteButtons(quote: Quote): APIButtonComponent[] {
  return [contextButton(quote), citeButton(quote)];
}

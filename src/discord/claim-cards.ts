import type { APIButtonComponent } from 'discord-api-types/v10';
import type { Quote } from '../quotes/quote.ts';
import type { AnnotatedReading } from '../reading/annotations.ts';
import { cardReply, noteBlocks, quoteBlocks } from './cards.ts';
import { escapeMarkdown } from './render.ts';
import type { MessageReply } from './reply.ts';

/** Somebody's own claim beside the text's words, posted for all, with the claim's author named. */
export function claimReply(
  text: AnnotatedReading,
  options: {
    readonly author: { readonly id: string; readonly name: string };
    readonly claim: string;
    readonly quote: Quote;
    readonly buttons?: readonly APIButtonComponent[];
  },
): MessageReply {
  const { author, claim, quote, buttons = [] } = options;
  return cardReply(
    '### A claim, and the text',
    [
      { markdown: `**${escapeMarkdown(author.name)}** (<@${author.id}>) claims:\n${escapeMarkdown(claim)}` },
      ...quoteBlocks(text, quote, { buttons }),
      ...noteBlocks(text, [quote.paragraph]),
    ],
    { public: true },
  );
}

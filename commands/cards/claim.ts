import type { APIButtonComponent } from 'discord-api-types/v10';
import { escapeMarkdown } from '../../src/discord/render.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import type { Quote } from '../../src/reading/quote.ts';
import { cardReply, noteBlocks, quoteBlocks } from './quote.ts';

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

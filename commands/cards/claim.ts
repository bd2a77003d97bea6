import type { APIButtonComponent } from 'discord-api-types/v10';
import { cardReply } from '../../src/discord/layout.ts';
import { lines, md, mention } from '../../src/discord/markdown.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import type { Quote } from '../../src/reading/quote.ts';
import { noteBlocks, quoteBlocks } from './quote.ts';

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
    md`### A claim, and the text`,
    [
      { markdown: lines(md`**${author.name}** (${mention('user', author.id)}) claims:`, md`${claim}`) },
      ...quoteBlocks(text, quote, { buttons }),
      ...noteBlocks(text, [quote.paragraph]),
    ],
    { public: true },
  );
}

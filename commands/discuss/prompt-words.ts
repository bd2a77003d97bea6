import type { APITextDisplayComponent } from 'discord-api-types/v10';
import { text } from '../../src/discord/components.ts';
import { blockQuote, lines, md } from '../../src/discord/markdown.ts';
import { attributionOf } from '../../src/quotes/attribution.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import type { Quote } from '../../src/reading/quote.ts';
import { partsOf, speakerOf } from '../cards/quote.ts';

/* What a prompt is about, as its cards show it. */

/** Numbers of paragraphs in words: “¶6, ¶8”. */
export function pilcrows(paragraphs: readonly number[]): string {
  return paragraphs.map((n) => `¶${n}`).join(', ');
}

/** Characters of Markdown for all paragraphs together, beside a question, rules and buttons. */
const PARAGRAPHS_ROOM = 2300;

/** Paragraphs verbatim. One that is too long is shown up to a sentence's end, and the cut is marked. */
export function paragraphTexts(
  source: AnnotatedReading,
  quotes: readonly Quote[],
): APITextDisplayComponent[] {
  const room = Math.floor(PARAGRAPHS_ROOM / Math.max(1, quotes.length));
  return quotes.map((quote) => {
    const about = md`**¶${quote.paragraph}** · ${speakerOf(attributionOf(source, quote))}`;
    const limit = Math.max(150, room - about.length - 80);
    const [first = '', ...rest] = partsOf(quote.text, quote.reading.facts.language, limit);
    if (rest.length === 0) return text(lines(blockQuote(first), about));
    return text(
      lines(
        md`${blockQuote(first)} […]`,
        md`${about} · cut here, all of it: /reading paragraph ${quote.paragraph}`,
      ),
    );
  });
}

import { ComponentType } from 'discord-api-types/v10';
import { linkTo } from '../../src/citation/link.ts';
import { type Citation, STYLES, type Style } from '../../src/citation/styles.ts';
import { cardMessage, linkRow, select } from '../../src/discord/components.ts';
import { codeBlock, lines, type Markdown, md, subtext } from '../../src/discord/markdown.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import type { Quote } from '../../src/reading/quote.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { shorten, truncate } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import type { Services } from '../services.ts';

/**
 * A citation ready to copy, with a menu of the other styles.
 *
 * @param options.quote the quote to cite; without one, the whole reading
 * @param options.menu custom id of the menu
 */
export async function citeReply(
  { cite }: Pick<Services, 'cite'>,
  reading: Reading,
  style: Style,
  options: { readonly quote?: Quote; readonly menu: string },
): Promise<MessageReply> {
  const { quote } = options;
  const citation = await cite(reading, style, quote?.paragraph);
  const headline = shorten(reading.facts.headline, 200);
  const missing = missingFacts(reading);
  return cardMessage(
    COLOURS.quote,
    [
      quote ? md`### Cite ¶${quote.paragraph} of “${headline}”` : md`### Cite “${headline}”`,
      citationLines(citation, style),
      lines(
        missing.length === 0
          ? undefined
          : subtext(md`Not known of this reading, so left out: ${missing.join(', ')}.`),
        subtext(md`Version of the text: ${citation.version.slice(0, 12)} (SHA-256)`),
      ),
      select({
        type: ComponentType.StringSelect,
        custom_id: options.menu,
        placeholder: 'Another style',
        options: STYLES.map(({ id, name }) => ({ label: name, value: id, default: id === style })),
      }),
      ...linkRow(
        quote ? 'Go to these very words' : 'Go to the text',
        quote ? linkTo(reading, quote) : reading.facts.url,
      ),
    ],
    { public: false },
  );
}

/** The most that a reference may take, so that it and its form in the text fit a message. */
const CITATION = 3000;

function citationLines({ reference, inText }: Citation, style: Style): Markdown {
  const name = STYLES.find(({ id }) => id === style)?.name ?? style;
  const block = (words: string) => codeBlock(truncate(words, CITATION));
  return lines(md`**${name}**`, block(reference), ...(inText ? [md`In the text:`, block(inText)] : []));
}

/** What is not known of a reading is left out of its citation, and said. */
function missingFacts({ facts }: Reading): string[] {
  return [
    facts.byline ? undefined : 'the author',
    facts.publisher ? undefined : 'the publisher',
    facts.date ? undefined : 'the date',
    facts.url ? undefined : 'the address',
  ].filter((fact) => fact !== undefined);
}

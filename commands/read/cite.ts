import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { linkTo } from '../../src/citation/link.ts';
import { type Citation, STYLES, type Style } from '../../src/citation/styles.ts';
import { COLOURS, card, escapeMarkdown, text } from '../../src/discord/render.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import type { Quote } from '../../src/reading/quote.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { shorten, truncate } from '../../src/text/cut.ts';
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
  const what = quote
    ? `¶${quote.paragraph} of “${shorten(reading.facts.headline, 200)}”`
    : `“${shorten(reading.facts.headline, 200)}”`;
  const link = quote ? linkTo(reading, quote) : reading.facts.url;
  return {
    kind: 'message',
    public: false,
    components: [
      card(
        COLOURS.quote,
        text(`### Cite ${escapeMarkdown(what)}`),
        text(wordsOf(citation, style)),
        text(
          `-# ${[missing(reading), `Version of the text: ${citation.version.slice(0, 12)} (SHA-256)`].filter(Boolean).join('\n-# ')}`,
        ),
        {
          type: ComponentType.ActionRow,
          components: [
            {
              type: ComponentType.StringSelect,
              custom_id: options.menu,
              placeholder: 'Another style',
              options: STYLES.map(({ id, name }) => ({ label: name, value: id, default: id === style })),
            },
          ],
        },
        ...(link && link.length <= 512
          ? [
              {
                type: ComponentType.ActionRow as const,
                components: [
                  {
                    type: ComponentType.Button as const,
                    style: ButtonStyle.Link as const,
                    label: quote ? 'Go to these very words' : 'Go to the text',
                    url: link,
                  },
                ],
              },
            ]
          : []),
      ),
    ],
  };
}

function wordsOf({ reference, inText }: Citation, style: Style): string {
  const name = STYLES.find(({ id }) => id === style)?.name ?? style;
  const listed = `**${name}**\n${codeBlock(reference)}`;
  return inText ? `${listed}\nIn the text:\n${codeBlock(inText)}` : listed;
}

/** Words as they are, for copying. Three backticks would end the block, and no citation has them. */
function codeBlock(words: string): string {
  return `\`\`\`\n${truncate(words.replaceAll('```', "'''"), 3000)}\n\`\`\``;
}

/** What is not known of a reading is left out of its citation, and said. */
function missing({ facts }: Reading): string | undefined {
  const unknown = [
    facts.byline ? undefined : 'the author',
    facts.publisher ? undefined : 'the publisher',
    facts.date ? undefined : 'the date',
    facts.url ? undefined : 'the address',
  ].filter((fact) => fact !== undefined);
  return unknown.length > 0 ? `Not known of this reading, so left out: ${unknown.join(', ')}.` : undefined;
}

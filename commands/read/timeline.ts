import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import { formatDate } from '../../src/dates/format-date.ts';
import type { Command } from '../../src/discord/command.ts';
import { COLOURS, escapeMarkdown } from '../../src/discord/render.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { timeline as entriesOf, type TimelineEntry } from '../../src/timeline/timeline.ts';
import { cardReply, noteBlocks, quoteBlocks } from '../cards/quote.ts';
import { EVERYWHERE, place, SHARE } from '../common.ts';
import type { Services } from '../services.ts';
import { citeButton } from './quote-actions.ts';
import { contextButton } from './reading.ts';

type Needs = Pick<Services, 'shelf'>;

export const timeline = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'timeline',
    description: 'What happened when, with the words that say so',
    ...EVERYWHERE,
    options: [
      option('from', 'The earliest date: 1951, June 2019 or 2019-06-25'),
      option('to', 'The latest date: 1951, June 2019 or 2019-06-25'),
      option('about', 'Only events whose quote has these words'),
      SHARE,
    ],
  },
  async run(request, { shelf }): Promise<Reply> {
    const { text } = await shelf.current(place(request));
    const { from, to, about } = request.options;
    const filter = {
      ...(typeof from === 'string' ? { from } : {}),
      ...(typeof to === 'string' ? { to } : {}),
      ...(typeof about === 'string' ? { about } : {}),
    };
    const entries = entriesOf(text, filter);
    if (entries.length === 0) {
      const all = text.annotations.events.length;
      return cardReply('### No event is noted', [
        {
          markdown:
            all === 0
              ? 'No events are noted for this reading. A moderator can add them with /library annotate.'
              : `None of the ${all} events noted for this reading fits. Leave out a filter to see more.`,
        },
      ]);
    }
    const blocks = entries.flatMap((entry) =>
      quoteBlocks(text, entry.quote, {
        above: dateLine(entry),
        buttons: [contextButton(entry.quote), citeButton(entry.quote)],
      }),
    );
    const notes = noteBlocks(
      text,
      entries.map(({ quote }) => quote.paragraph),
    );
    return cardReply('## Timeline', [...blocks, ...notes], {
      colour: COLOURS.quote,
      shareable: true,
      more: 'Narrow it with from, to or about.',
    });
  },
} satisfies Command<Needs>;

/** The date in the text's own words first; then what they come to, with just the precision that they give. */
function dateLine({ event }: TimelineEntry): string {
  const kind = event.dates === 'report' ? 'date of the report' : 'date of the event';
  return `**${escapeMarkdown(event.words)}** · ${escapeMarkdown(event.label)}\n-# ${kind}: ${escapeMarkdown(formatDate(event.date))}`;
}

function option(name: string, description: string) {
  return { type: ApplicationCommandOptionType.String as const, name, description, max_length: 100 };
}

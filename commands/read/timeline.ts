import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { formatDate } from '../../src/dates/format-date.ts';
import { slashCommand } from '../../src/discord/command.ts';
import { cardReply } from '../../src/discord/layout.ts';
import { lines, type Markdown, md, subtext } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { timeline as entriesOf, type TimelineEntry } from '../../src/timeline/timeline.ts';
import { noteBlocks, quoteBlocks } from '../cards/quote.ts';
import { EVERYWHERE, place, SHARE } from '../common.ts';
import type { Services } from '../services.ts';
import { quoteButtons } from './quote-cards.ts';

type Needs = Pick<Services, 'shelf'>;

export const timeline = slashCommand({
  data: {
    name: 'timeline',
    description: 'What happened when, with the words that say so',
    ...EVERYWHERE,
  },
  options: [
    option('from', 'The earliest date: 1951, June 2019 or 2019-06-25'),
    option('to', 'The latest date: 1951, June 2019 or 2019-06-25'),
    option('about', 'Only events whose quote has these words'),
    SHARE,
  ],
  async run(request, { shelf }: Needs): Promise<Reply> {
    const { text } = await shelf.current(place(request));
    const { from, to, about } = request.options;
    const entries = entriesOf(text, { from, to, about });
    if (entries.length === 0) {
      const all = text.annotations.events.length;
      return cardReply(md`### No event is noted`, [
        {
          markdown:
            all === 0
              ? md`No events are noted for this reading. A moderator can add them with /library annotate.`
              : md`None of the ${all} events noted for this reading fits. Leave out a filter to see more.`,
        },
      ]);
    }
    const blocks = entries.flatMap((entry) =>
      quoteBlocks(text, entry.quote, {
        above: dateLine(entry),
        buttons: quoteButtons(entry.quote),
      }),
    );
    const notes = noteBlocks(
      text,
      entries.map(({ quote }) => quote.paragraph),
    );
    return cardReply(md`## Timeline`, [...blocks, ...notes], {
      shareable: true,
      more: md`Narrow it with from, to or about.`,
    });
  },
});

/** The date in the text's own words first; then what they come to, with just the precision that they give. */
function dateLine({ event }: TimelineEntry): Markdown {
  const kind = event.dates === 'report' ? 'date of the report' : 'date of the event';
  return lines(md`**${event.words}** · ${event.label}`, subtext(md`${kind}: ${formatDate(event.date)}`));
}

function option<const Name extends string>(name: Name, description: string) {
  return { type: ApplicationCommandOptionType.String, name, description, max_length: 100 } as const;
}

import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, customId } from '../../src/discord/action.ts';
import { slashCommand } from '../../src/discord/command.ts';
import { button } from '../../src/discord/components.ts';
import { type CardBlock, cardReply } from '../../src/discord/layout.ts';
import { lines, type Markdown, md, subtext } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { type DisputeView, findDispute, suggestDisputes, viewDispute } from '../../src/disputes/disputes.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading, Dispute } from '../../src/reading/annotations.ts';
import { shorten } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { noteBlocks, quoteBlocks } from '../cards/quote.ts';
import { EVERYWHERE, place, readingId, SHARE } from '../common.ts';
import type { Services } from '../services.ts';
import { quoteButtons } from './quote-cards.ts';

type Needs = Pick<Services, 'shelf'>;

const open = action(customId('dispute', readingId, z.string().max(40)), {
  async run([reading, id], { guildId }, { shelf }: Needs): Promise<Reply> {
    const text = await shelf.get(guildId, reading);
    const dispute = text?.annotations.disputes.find((one) => one.id === id);
    if (!text || !dispute)
      throw new UserError('dispute-gone', 'This dispute is no longer there. /context lists what is.');
    return disputeReply(text, viewDispute(text, dispute));
  },
});

/** A button that opens the card of a dispute. @param reading its id */
export const disputeButton = (reading: string, { id }: Dispute) =>
  button('See the positions', open.id(reading, id));

export const context = slashCommand({
  data: {
    name: 'context',
    description: 'What is contested in the text: the positions, who holds them, their words',
    ...EVERYWHERE,
  },
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'topic',
      description: 'The dispute; leave it out to see all',
      autocomplete: true,
      max_length: 200,
    },
    SHARE,
  ],
  actions: () => [open],
  async autocomplete({ typed }, request, { shelf }: Needs) {
    const { text } = await shelf.current(place(request));
    return suggestDisputes(text, typed).map(({ id, topic }) => ({ name: topic, value: id }));
  },
  async run(request, { shelf }: Needs): Promise<Reply> {
    const { text } = await shelf.current(place(request));
    const { topic } = request.options;
    if (topic === undefined) return list(text, md`## What is contested here`);
    const dispute = findDispute(text, topic);
    if (dispute) return disputeReply(text, viewDispute(text, dispute));
    return list(text, lines(md`### No dispute about “${shorten(topic, 100)}” is noted`, md`These are:`));
  },
});

function list(text: AnnotatedReading, heading: Markdown): Reply {
  const { disputes } = text.annotations;
  if (disputes.length === 0) {
    return cardReply(md`## No disputes are noted for this reading`, [
      { markdown: md`A moderator can add them with /library annotate. To search the text, use /ask.` },
    ]);
  }
  const blocks = disputes.map(
    (dispute): CardBlock => ({
      markdown: lines(
        md`**${dispute.topic}**`,
        md`${dispute.question} · ${dispute.positions.length} positions`,
      ),
      buttons: [disputeButton(text.reading.id, dispute)],
    }),
  );
  return cardReply(heading, blocks, {
    colour: COLOURS.dispute,
    shareable: true,
    more: md`Name a topic to see one.`,
  });
}

function disputeReply(text: AnnotatedReading, { dispute, positions }: DisputeView): Reply {
  const blocks = positions.flatMap(({ position, holders, quotes }, i): CardBlock[] => {
    const title = md`**${i + 1}. ${position.position}**`;
    if (quotes.length === 0) return [{ markdown: lines(title, md`This side is not in the article.`) }];
    const held = holders.length > 0 ? md`Held by: ${holders.join(', ')}` : undefined;
    return [
      { markdown: lines(title, held) },
      ...quotes.flatMap((quote) => quoteBlocks(text, quote, { buttons: quoteButtons(quote) })),
    ];
  });
  const paragraphs = positions.flatMap(({ quotes }) => quotes.map((quote) => quote.paragraph));
  return cardReply(
    lines(
      md`## ${dispute.question}`,
      subtext(
        md`The question and the names of the positions are an editor’s; the quotes are the article’s. No verdict is given.`,
      ),
    ),
    [...blocks, ...noteBlocks(text, paragraphs)],
    { colour: COLOURS.dispute, shareable: true },
  );
}

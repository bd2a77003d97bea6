import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, readingId } from '../../src/discord/action.ts';
import type { Command } from '../../src/discord/command.ts';
import { button, COLOURS, escapeMarkdown } from '../../src/discord/render.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { type DisputeView, findDispute, suggestDisputes, viewDispute } from '../../src/disputes/disputes.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading, Dispute } from '../../src/reading/annotations.ts';
import { shorten } from '../../src/text/cut.ts';
import { type Block, cardReply, noteBlocks, quoteBlocks } from '../cards/quote.ts';
import { EVERYWHERE, place, SHARE } from '../common.ts';
import type { Services } from '../services.ts';
import { citeButton } from './quote-actions.ts';
import { contextButton } from './reading.ts';

type Needs = Pick<Services, 'shelf'>;

const open = action<Needs, [string, string]>({
  name: 'dispute',
  state: z.tuple([readingId, z.string().max(40)]),
  async run([reading, id], { guildId }, { shelf }) {
    const text = await shelf.get(guildId, reading);
    const dispute = text?.annotations.disputes.find((one) => one.id === id);
    if (!text || !dispute)
      throw new UserError('dispute-gone', 'This dispute is no longer there. /context lists what is.');
    return disputeReply(text, viewDispute(text, dispute));
  },
});

/** A button that opens the card of a dispute. */
export const disputeButton = (text: AnnotatedReading, { id }: Dispute) =>
  button('See the positions', open.id(text.reading.id, id));

export const context = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'context',
    description: 'What is contested in the text: the positions, who holds them, their words',
    ...EVERYWHERE,
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
  },
  actions: [open],
  async autocomplete({ typed }, request, { shelf }) {
    const { text } = await shelf.current(place(request));
    return suggestDisputes(text, typed).map(({ id, topic }) => ({ name: topic, value: id }));
  },
  async run(request, { shelf }): Promise<Reply> {
    const { text } = await shelf.current(place(request));
    const topic = request.options['topic'];
    if (topic === undefined) return list(text, '## What is contested here');
    const dispute = findDispute(text, String(topic));
    if (dispute) return disputeReply(text, viewDispute(text, dispute));
    return list(
      text,
      `### No dispute about “${escapeMarkdown(shorten(String(topic), 100))}” is noted\nThese are:`,
    );
  },
} satisfies Command<Needs>;

function list(text: AnnotatedReading, heading: string): Reply {
  const { disputes } = text.annotations;
  if (disputes.length === 0) {
    return cardReply('## No disputes are noted for this reading', [
      { markdown: 'A moderator can add them with /library annotate. To search the text, use /ask.' },
    ]);
  }
  const blocks = disputes.map(
    (dispute): Block => ({
      markdown: `**${escapeMarkdown(dispute.topic)}**\n${escapeMarkdown(dispute.question)} · ${dispute.positions.length} positions`,
      buttons: [disputeButton(text, dispute)],
    }),
  );
  return cardReply(heading, blocks, {
    colour: COLOURS.dispute,
    shareable: true,
    more: 'Name a topic to see one.',
  });
}

function disputeReply(text: AnnotatedReading, { dispute, positions }: DisputeView): Reply {
  const blocks = positions.flatMap(({ position, holders, quotes }, i): Block[] => {
    const title = `**${i + 1}. ${escapeMarkdown(position.position)}**`;
    if (quotes.length === 0) return [{ markdown: `${title}\nThis side is not in the article.` }];
    const held = holders.length > 0 ? `\nHeld by: ${escapeMarkdown(holders.join(', '))}` : '';
    return [
      { markdown: `${title}${held}` },
      ...quotes.flatMap((quote) =>
        quoteBlocks(text, quote, { buttons: [contextButton(quote), citeButton(quote)] }),
      ),
    ];
  });
  const paragraphs = positions.flatMap(({ quotes }) => quotes.map((quote) => quote.paragraph));
  return cardReply(
    `## ${escapeMarkdown(dispute.question)}\n-# The question and the names of the positions are an editor’s; the quotes are the article’s. No verdict is given.`,
    [...blocks, ...noteBlocks(text, paragraphs)],
    { colour: COLOURS.dispute, shareable: true },
  );
}

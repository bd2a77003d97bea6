import { ApplicationCommandType } from 'discord-api-types/v10';
import type { Command } from '../../src/discord/command.ts';
import { COLOURS, escapeMarkdown } from '../../src/discord/render.ts';
import { UserError } from '../../src/errors.ts';
import { plainOf } from '../../src/quotes/claimed-quotes.ts';
import { cutTo, shorten } from '../../src/text/cut.ts';
import { cardReply, noteBlocks, quoteBlocks } from '../cards/quote.ts';
import { EVERYWHERE, place } from '../common.ts';
import type { Services } from '../services.ts';
import { citeButton, replyButton } from './quote-actions.ts';
import { contextButton } from './reading.ts';

const PASSAGES = 3;

export const findMessage = {
  data: { type: ApplicationCommandType.Message, name: 'Find in the reading', ...EVERYWHERE },
  async run(request, { shelf, search }) {
    const { content = '', text: cards = '' } = request.message ?? {};
    const claim = plainOf(cutTo(content.trim() || cards, 8000)).trim();
    if (claim === '')
      throw new UserError(
        'message-empty',
        'This message has no words to look for. To search the text, use /ask.',
      );
    const { text } = await shelf.current(place(request));
    const answer = search.ask([text], cutTo(claim, 2000), { limit: PASSAGES });
    const found = answer.kind === 'found';
    const passages = found ? answer.quotes : answer.nearest;
    const said = found
      ? 'The passages nearest to it, offered to be read; whether they bear it out is yours to judge.'
      : passages.length > 0
        ? 'This reading does not speak of it. The nearest passages, which may not be about it:'
        : 'This reading does not speak of it, and nothing in it is near.';
    return cardReply(
      `### In the reading\n-# For: “${escapeMarkdown(shorten(claim, 300))}”\n${said}`,
      [
        ...passages.flatMap((quote) =>
          quoteBlocks(text, quote, {
            buttons: [contextButton(quote), citeButton(quote), replyButton(quote)],
          }),
        ),
        ...noteBlocks(
          text,
          passages.map(({ paragraph }) => paragraph),
        ),
      ],
      { colour: found ? COLOURS.quote : COLOURS.note, shareable: true },
    );
  },
} satisfies Command<Pick<Services, 'shelf' | 'search'>>;

import { messageCommand } from '../../src/discord/command.ts';
import { cardReply } from '../../src/discord/layout.ts';
import { lines, md, subtext } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { UserError } from '../../src/errors.ts';
import { plainOf } from '../../src/quotes/claimed-quotes.ts';
import { cutTo, shorten } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { EVERYWHERE, place } from '../common.ts';
import type { Services } from '../services.ts';
import { replyButton } from './quote-actions.ts';
import { quotesAndNotes } from './quote-cards.ts';

const PASSAGES = 3;

export const findMessage = messageCommand({
  data: { name: 'Find in the reading', ...EVERYWHERE },
  async run(request, { shelf, search }: Pick<Services, 'shelf' | 'search'>): Promise<Reply> {
    const { content = '', text: cards = '' } = request.message ?? {};
    const claim = plainOf(cutTo(content.trim() || cards, 8000)).trim();
    if (claim === '')
      throw new UserError(
        'message-empty',
        'This message has no words to look for. To search the text, use /ask.',
      );
    const { text } = await shelf.current(place(request));
    const answer = await search.ask([text], cutTo(claim, 2000), { limit: PASSAGES });
    const found = answer.kind === 'found';
    const passages = found ? answer.quotes : answer.nearest;
    const said = found
      ? md`The passages nearest to it, offered to be read; whether they bear it out is yours to judge.`
      : passages.length > 0
        ? md`This reading does not speak of it. The nearest passages, which may not be about it:`
        : md`This reading does not speak of it, and nothing in it is near.`;
    return cardReply(
      lines(md`### In the reading`, subtext(md`For: “${shorten(claim, 300)}”`), said),
      quotesAndNotes(text, passages, (quote) => [replyButton(quote)]),
      { colour: found ? COLOURS.quote : COLOURS.note, shareable: true },
    );
  },
});

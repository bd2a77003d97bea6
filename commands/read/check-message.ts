import { messageCommand } from '../../src/discord/command.ts';
import { md } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { UserError } from '../../src/errors.ts';
import { claimedQuotesIn } from '../../src/quotes/claimed-quotes.ts';
import { cutTo } from '../../src/text/cut.ts';
import { EVERYWHERE } from '../common.ts';
import type { Services } from '../services.ts';
import { checkReply } from './check.ts';

export const checkMessage = messageCommand({
  data: { name: 'Check this quote', ...EVERYWHERE },
  async run(request, services: Pick<Services, 'shelf'>): Promise<Reply> {
    const { content = '', text = '' } = request.message ?? {};
    const { quotes, more, marked } = claimedQuotesIn(cutTo(content.trim() || text, 8000));
    if (quotes.length === 0)
      throw new UserError(
        'message-empty',
        'This message has no words to check. To check a quote from elsewhere, use /check.',
      );
    const left = more > 0 ? md`${more} more were left out.` : undefined;
    const said = marked
      ? left
      : md`The message marks no quote, by quotation marks or a block quote, so all of it was checked.`;
    return checkReply(request, services, quotes, said);
  },
});

import { ApplicationCommandType } from 'discord-api-types/v10';
import type { Command } from '../../src/discord/command.ts';
import { UserError } from '../../src/errors.ts';
import { claimsIn } from '../../src/quotes/claimed-quotes.ts';
import { cutTo } from '../../src/text/cut.ts';
import { EVERYWHERE } from '../common.ts';
import type { Services } from '../services.ts';
import { checkReply } from './check.ts';

export const checkMessage = {
  data: { type: ApplicationCommandType.Message, name: 'Check this quote', ...EVERYWHERE },
  async run(request, services) {
    const { content = '', text = '' } = request.message ?? {};
    const { claims, more, marked } = claimsIn(cutTo(content.trim() || text, 8000));
    if (claims.length === 0)
      throw new UserError(
        'message-empty',
        'This message has no words to check. To check a quote from elsewhere, use /check.',
      );
    const left = more > 0 ? ` ${more} more were left out.` : '';
    const said = marked
      ? left.trim()
      : 'The message marks no quote, by quotation marks or a block quote, so all of it was checked.';
    return checkReply(request, services, claims, said);
  },
} satisfies Command<Pick<Services, 'shelf'>>;

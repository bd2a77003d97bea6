import type { Request } from '../../src/discord/request.ts';
import type { Prompt } from '../../src/discussion/prompt.ts';
import type { Quote } from '../../src/reading/quote.ts';
import type { Services } from '../services.ts';

/** Keeps a quote that is posted in the thread of an open discussion, for its summary; elsewhere it does nothing. */
export async function noteCitation(
  services: Pick<Services, 'discussions'>,
  request: Request,
  quote: Quote,
  claim: string,
): Promise<void> {
  if (request.guildId === null) return;
  const prompt = await services.discussions.inThread(request.guildId, request.channelId);
  if (prompt?.state === 'posted') await keepCitation(services, prompt, request, quote, claim);
}

/** Keeps a quote for the summary of a discussion. */
export function keepCitation(
  { discussions }: Pick<Services, 'discussions'>,
  { guildId, id }: Prompt,
  { user, now }: Request,
  { reading, paragraph, start, end, text }: Quote,
  claim: string,
): Promise<void> {
  return discussions.cite(guildId, id, {
    userId: user.id,
    at: now,
    reading: reading.id,
    version: reading.version,
    paragraph,
    start,
    end,
    text,
    claim,
  });
}

import type { Request } from '../../src/discord/request.ts';
import type { Prompt } from '../../src/discussion/prompt.ts';
import type { PostedQuote } from '../../src/discussion/summary.ts';
import { UserError } from '../../src/errors.ts';
import type { Quote } from '../../src/reading/quote.ts';
import type { Services } from '../services.ts';

/** Keeps a quote that is posted in the thread of an open discussion, for its summary; elsewhere it does nothing. */
export async function noteCitation(
  services: Pick<Services, 'discussions' | 'serverView'>,
  request: Request,
  quote: Quote,
  claim: string,
): Promise<void> {
  const { guildId, botInServer, channelId } = request;
  if (guildId === null || !botInServer) return;
  const prompt = await services.discussions.inThread(guildId, channelId);
  if (prompt?.state === 'posted') await keepCitation(services, prompt, request, quote, claim);
}

/**
 * Keeps a quote for the summary of a discussion. What the bot posts for a member goes by the thread's own rules.
 *
 * @throws UserError where its thread is locked, slow mode lets the member wait, or they have posted the same before
 */
export async function keepCitation(
  { discussions, serverView }: Pick<Services, 'discussions' | 'serverView'>,
  prompt: Prompt,
  request: Request,
  quote: Quote,
  claim: string,
): Promise<void> {
  const { guildId, id, plan, trace } = prompt;
  const { user, now, moderates } = request;
  const own = (await discussions.citations(guildId, id)).filter(({ userId }) => userId === user.id);
  if (own.some((one) => isSame(one, quote, claim)))
    throw new UserError('quote-repeated', 'You have posted this very quote and claim here already.');
  if (!(await moderates())) {
    if (trace.threadId && serverView.isLocked(guildId, trace.threadId))
      throw new UserError(
        'thread-locked',
        'This thread is locked just now. You can quote here when it is opened again.',
      );
    const last = own.at(-1)?.at ?? new Date(0);
    const waitMs = last.getTime() + (plan?.slowSeconds ?? 0) * 1000 - now.getTime();
    if (waitMs > 0)
      throw new UserError(
        'quote-slow',
        `This discussion has slow mode, for quotes too. You can post your next one in ${duration(waitMs)}.`,
      );
  }
  const { reading, paragraph, start, end, text } = quote;
  await discussions.cite(guildId, id, {
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

function isSame(one: PostedQuote, { reading, paragraph, start, end }: Quote, claim: string): boolean {
  const sameSlice = one.paragraph === paragraph && one.start === start && one.end === end;
  return sameSlice && one.reading === reading.id && one.version === reading.version && one.claim === claim;
}

/** A wait in words, no shorter than it is. */
function duration(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (ms < 60_000) return `${Math.ceil(ms / 1000)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

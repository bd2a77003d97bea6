import { z } from 'zod';
import { action, readingId } from '../../src/discord/action.ts';
import { button, COLOURS, escapeMarkdown } from '../../src/discord/render.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { shorten } from '../../src/text/cut.ts';
import { cardReply } from '../cards/quote.ts';
import { place } from '../common.ts';
import { actOf, guildOf, type Needs, unknownReading } from './needs.ts';

/** Where a reading can be chosen; the nearest choice wins. */
export const WHERE = {
  here: 'here: this channel or thread',
  channel: 'this channel with all its threads',
  server: 'the whole server',
} as const;
type Where = keyof typeof WHERE;

export const useIn = action<Needs, [string, Where]>({
  name: 'library-use',
  access: 'moderator',
  state: z.tuple([readingId, z.enum(['here', 'channel', 'server'])]),
  run: async ([id, where], request, services) => putInUse(request, services, id, where),
});

export function useButtons(id: string) {
  return [
    button('Use it here', useIn.id(id, 'here')),
    button('Use it in the whole server', useIn.id(id, 'server')),
  ];
}

export async function use(request: Request, services: Needs): Promise<Reply> {
  const named = request.options['reading'];
  const where = (request.options['where'] ?? 'here') as Where;
  return putInUse(request, services, named === undefined ? null : String(named).trim(), where);
}

async function putInUse(
  request: Request,
  services: Needs,
  id: string | null,
  where: Where,
): Promise<MessageReply> {
  const { wholeShelf: shelf, placements } = services;
  const guildId = guildOf(request);
  const text = id === null ? undefined : await shelf.get(guildId, id);
  if (id !== null && !text) throw unknownReading(id);
  const { channelId, parentId } = request;
  const placeId = { here: channelId, channel: parentId ?? channelId, server: guildId }[where];
  await placements.place(guildId, placeId, id, actOf(request));
  const scope = where === 'server' ? 'the whole server' : `<#${placeId}>`;
  const now = await shelf.current(place(request));
  const inUse = `In use here now: **${escapeMarkdown(shorten(now.text.reading.facts.headline, 200))}**. /reading about says why.`;
  return cardReply(
    text
      ? `### Chosen for ${scope}: ${escapeMarkdown(shorten(text.reading.facts.headline, 200))}`
      : `### Nothing is chosen for ${scope} any more`,
    [{ markdown: inUse }],
    { colour: COLOURS.moderation, shareable: true },
  );
}

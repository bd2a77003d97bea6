import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, customId } from '../../src/discord/action.ts';
import { subcommand } from '../../src/discord/command.ts';
import { button } from '../../src/discord/components.ts';
import { cardReply } from '../../src/discord/layout.ts';
import { md, mention } from '../../src/discord/markdown.ts';
import { choicesFrom } from '../../src/discord/options.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import { shorten } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { place, readingId } from '../common.ts';
import { actOf, type Needs, offerShelf, readingOption, unknownReading } from './needs.ts';

/** Where a reading can be chosen; the nearest choice wins. */
const WHERE = {
  here: 'here: this channel or thread',
  channel: 'this channel with all its threads',
  server: 'the whole server',
} as const;
type Where = keyof typeof WHERE;

export const use = subcommand({
  data: { name: 'use', description: 'Choose the reading for a place; the nearest choice wins' },
  access: 'moderator',
  options: [
    readingOption('Leave it out to take the choice for that place away'),
    {
      type: ApplicationCommandOptionType.String,
      name: 'where',
      description: 'By default here: this channel or thread',
      choices: choicesFrom(WHERE),
    },
  ],
  autocomplete: offerShelf,
  run(request, services: Needs): Promise<Reply> {
    const { reading, where = 'here' } = request.options;
    return putInUse(request, services, reading?.trim() ?? null, where);
  },
});

export const useIn = action(customId('library-use', readingId, z.enum(['here', 'channel', 'server'])), {
  access: 'moderator',
  run: async ([id, where], request, services: Needs): Promise<Reply> =>
    putInUse(request, services, id, where),
});

export function useButtons(id: string) {
  return [
    button('Use it here', useIn.id(id, 'here')),
    button('Use it in the whole server', useIn.id(id, 'server')),
  ];
}

async function putInUse(
  request: ServerRequest,
  services: Needs,
  id: string | null,
  where: Where,
): Promise<MessageReply> {
  const { wholeShelf: shelf, placements } = services;
  const { guildId, channelId, parentId } = request;
  const text = id === null ? undefined : await shelf.get(guildId, id);
  if (id !== null && !text) throw unknownReading(id);
  const placeId = { here: channelId, channel: parentId ?? channelId, server: guildId }[where];
  await placements.place(guildId, placeId, id, actOf(request));
  const scope = where === 'server' ? md`the whole server` : mention('channel', placeId);
  const now = await shelf.current(place(request));
  return cardReply(
    text
      ? md`### Chosen for ${scope}: ${shorten(text.reading.facts.headline, 200)}`
      : md`### Nothing is chosen for ${scope} any more`,
    [
      {
        markdown: md`In use here now: **${shorten(now.text.reading.facts.headline, 200)}**. /reading about says why.`,
      },
    ],
    { colour: COLOURS.moderation, shareable: true },
  );
}

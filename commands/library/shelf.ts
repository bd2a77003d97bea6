import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, readingId } from '../../src/discord/action.ts';
import { button, COLOURS, escapeMarkdown } from '../../src/discord/render.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import { archiveOf, filesOf } from '../../src/reading/export.ts';
import { type RemovedReading, UNDO_DAYS } from '../../src/reading/reading-store.ts';
import { shorten } from '../../src/text/cut.ts';
import { type Block, cardReply } from '../cards/quote.ts';
import { place } from '../common.ts';
import { draftButton } from './draft.ts';
import { actOf, guildOf, type Needs, readingOf, unknownReading } from './needs.ts';
import { useButtons, useIn } from './use.ts';

/* Which readings there are and where each is in use. */

const undo = action<Needs, [string]>({
  name: 'library-restore',
  access: 'moderator',
  state: z.tuple([readingId]),
  run: async ([id], request, services) => putBack(request, services, id),
});

export const shelfActions = [useIn, undo];

export async function list(
  request: Request,
  { wholeShelf: shelf, readings, placements }: Needs,
): Promise<Reply> {
  const guildId = guildOf(request);
  const [all, drafts, removed, placed, current] = await Promise.all([
    shelf.list(guildId),
    readings.drafts(guildId),
    readings.removed(guildId, request.now),
    placements.list(guildId),
    shelf.current(place(request)),
  ]);
  const usedIn = (id: string) =>
    placed
      .filter((one) => one.readingId === id)
      .map(({ placeId }) => (placeId === guildId ? 'the whole server' : `<#${placeId}>`));
  const blocks: Block[] = [
    ...all.map(({ id, facts, paragraphs, shipped }): Block => {
      const places = usedIn(id);
      const details = [
        `\`${id}\``,
        `${paragraphs} paragraphs`,
        ...(shipped ? ['comes with the bot'] : []),
        ...(id === current.text.reading.id ? ['**in use here**'] : []),
        ...(places.length > 0
          ? [`chosen for ${places.slice(0, 10).join(', ')}${places.length > 10 ? ' …' : ''}`]
          : []),
      ];
      return { markdown: `**${escapeMarkdown(shorten(facts.headline, 200))}**\n${details.join(' · ')}` };
    }),
    ...drafts.map(
      ({ id, revision, facts, createdBy }): Block => ({
        markdown: `**Draft: ${escapeMarkdown(shorten(facts.headline, 200))}**\n\`${id}\` · waits for a moderator${createdBy ? ` · by <@${createdBy}>` : ''}`,
        buttons: [draftButton(id, revision)],
      }),
    ),
    ...removed.map(
      (one): Block => ({
        markdown: `**Removed: ${escapeMarkdown(shorten(one.facts.headline, 200))}**\n\`${one.id}\` · can be restored until ${until(one)}`,
        buttons: [button('Restore', undo.id(one.id))],
      }),
    ),
  ];
  return cardReply('## This server’s library', blocks, {
    colour: COLOURS.moderation,
    more: 'Type a part of a name in /library use to find the others.',
  });
}

export async function remove(request: Request, services: Needs): Promise<Reply> {
  const guildId = guildOf(request);
  const id = String(request.options['reading'] ?? '').trim();
  if (!(await services.readings.remove(guildId, id, actOf(request)))) {
    if (await services.wholeShelf.get(guildId, id))
      throw new UserError(
        'reading-shipped',
        'This reading comes with the bot and stays. Choose another one with /library use.',
      );
    throw unknownReading(id);
  }
  const removed = (await services.readings.removed(guildId, request.now)).find((one) => one.id === id);
  const date = removed ? until(removed) : `${UNDO_DAYS} days from now`;
  return cardReply(
    `### Removed: ${escapeMarkdown(shorten(removed?.facts.headline ?? id, 200))}`,
    [
      {
        markdown: `Nobody can use it now. It can be restored until ${date}; then it is gone for good. Where it was chosen, the next nearest reading is in use.`,
        buttons: [button('Undo', undo.id(id))],
      },
    ],
    { colour: COLOURS.moderation },
  );
}

export async function restore(request: Request, services: Needs): Promise<Reply> {
  return putBack(request, services, String(request.options['reading'] ?? '').trim());
}

async function putBack(request: Request, { readings }: Needs, id: string): Promise<MessageReply> {
  const guildId = guildOf(request);
  if (!(await readings.restore(guildId, id, request.now)))
    throw new UserError(
      'restore-late',
      `No removed reading “${shorten(id, 60)}” can be restored: it is in use again, or was removed more than ${UNDO_DAYS} days ago. /library list shows what there is.`,
    );
  const headline = (await readings.current(guildId, id))?.facts.headline ?? id;
  return cardReply(
    `### Restored: ${escapeMarkdown(shorten(headline, 200))}`,
    [{ markdown: 'It is back, with its annotations, wherever it was chosen.', buttons: useButtons(id) }],
    { colour: COLOURS.moderation },
  );
}

export async function exportReading(request: Request, services: Needs): Promise<Reply> {
  const shown = await readingOf(request, services);
  const { id, facts, version } = shown.reading;
  // What is kept includes orphans: an export leaves nothing behind.
  const text = (await services.readings.current(guildOf(request), id))?.text ?? shown;
  const files =
    request.options['as'] === 'files'
      ? Object.entries(filesOf(text)).map(([name, words]) => ({ name, data: Buffer.from(words) }))
      : [{ name: `${id}.zip`, data: await archiveOf(text) }];
  const reply = cardReply(
    `### Export: ${escapeMarkdown(shorten(facts.headline, 200))}`,
    [
      {
        markdown: `The text with all its annotations, version ${version.slice(0, 12)}. /library add takes it back, and so does a folder in \`data/readings\`.`,
      },
    ],
    { colour: COLOURS.moderation },
  );
  return {
    ...reply,
    components: [
      ...reply.components,
      ...files.map(({ name }) => ({
        type: ComponentType.File as const,
        file: { url: `attachment://${name}` },
      })),
    ],
    files,
  };
}

function until({ removedAt }: RemovedReading): string {
  return `<t:${Math.floor(removedAt.getTime() / 1000) + UNDO_DAYS * 86_400}:D>`;
}

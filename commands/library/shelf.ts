import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { action, customId } from '../../src/discord/action.ts';
import { subcommand } from '../../src/discord/command.ts';
import { button } from '../../src/discord/components.ts';
import { type CardBlock, cardReply } from '../../src/discord/layout.ts';
import {
  inlineCode,
  joinMarkdown,
  lines,
  type Markdown,
  md,
  mention,
  timestamp,
} from '../../src/discord/markdown.ts';
import { choicesFrom } from '../../src/discord/options.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import { archiveOf, filesOf } from '../../src/reading/export.ts';
import { type RemovedReading, UNDO_DAYS } from '../../src/reading/reading-store.ts';
import { shorten } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { place, readingId } from '../common.ts';
import { draftButton, fixInUse } from './draft-state.ts';
import {
  actOf,
  type Needs,
  offerReadings,
  offerShelf,
  readingOf,
  readingOption,
  requiredReading,
  unknownReading,
} from './needs.ts';
import { useButtons, useIn } from './use.ts';

/* Which readings there are and where each is in use. */

/** How many places are named where one reading is chosen for many. */
const PLACES_NAMED = 10;

export const list = subcommand({
  data: { name: 'list', description: 'Readings, drafts and removed readings, and what is used where' },
  access: 'moderator',
  async run(request, { wholeShelf: shelf, readings, placements }: Needs): Promise<Reply> {
    const { guildId, now } = request;
    const [all, drafts, removed, placed, current] = await Promise.all([
      shelf.list(guildId),
      readings.drafts(guildId),
      readings.removed(guildId, now),
      placements.list(guildId),
      shelf.current(place(request)),
    ]);
    const usedIn = (id: string): Markdown | undefined => {
      const places = placed
        .filter((one) => one.readingId === id)
        .map(({ placeId }) => (placeId === guildId ? md`the whole server` : mention('channel', placeId)));
      if (places.length === 0) return undefined;
      const more = places.length > PLACES_NAMED ? ' …' : '';
      return md`chosen for ${joinMarkdown(places.slice(0, PLACES_NAMED), md`, `)}${more}`;
    };
    const entry = (title: string, ...details: readonly (Markdown | undefined)[]) =>
      lines(md`**${shorten(title, 200)}**`, joinMarkdown(details, md` · `));
    const blocks: CardBlock[] = [
      ...all.map(
        ({ id, facts, paragraphs, shipped }): CardBlock => ({
          markdown: entry(
            facts.headline,
            inlineCode(id),
            md`${paragraphs} paragraphs`,
            shipped ? md`comes with the bot` : undefined,
            id === current.text.reading.id ? md`**in use here**` : undefined,
            usedIn(id),
          ),
          ...(!shipped && { buttons: [button('Put right', fixInUse.id(id))] }),
        }),
      ),
      ...drafts.map(
        ({ id, revision, facts, createdBy }): CardBlock => ({
          markdown: entry(
            `Draft: ${facts.headline}`,
            inlineCode(id),
            md`waits for a moderator`,
            createdBy ? md`by ${mention('user', createdBy)}` : undefined,
          ),
          buttons: [draftButton(id, revision)],
        }),
      ),
      ...removed.map(
        (one): CardBlock => ({
          markdown: entry(
            `Removed: ${one.facts.headline}`,
            inlineCode(one.id),
            md`can be restored until ${until(one)}`,
          ),
          buttons: [button('Restore', undo.id(one.id))],
        }),
      ),
    ];
    return cardReply(md`## This server’s library`, blocks, {
      colour: COLOURS.moderation,
      more: md`Type a part of a name in /library use to find the others.`,
    });
  },
});

export const remove = subcommand({
  data: {
    name: 'remove',
    description: `Take a reading out of use; it can be restored for ${UNDO_DAYS} days`,
  },
  access: 'moderator',
  options: [requiredReading('One of this server’s own')],
  autocomplete: async (focused, { guildId }, { readings }: Needs) =>
    offerReadings(await readings.list(guildId), focused),
  async run(request, services: Needs): Promise<Reply> {
    const { guildId, now, options } = request;
    const id = options.reading.trim();
    if (!(await services.readings.remove(guildId, id, actOf(request)))) {
      if (await services.wholeShelf.get(guildId, id))
        throw new UserError(
          'reading-shipped',
          'This reading comes with the bot and stays. Choose another one with /library use.',
        );
      throw unknownReading(id);
    }
    const removed = (await services.readings.removed(guildId, now)).find((one) => one.id === id);
    const date = removed ? until(removed) : md`${UNDO_DAYS} days from now`;
    return cardReply(
      md`### Removed: ${shorten(removed?.facts.headline ?? id, 200)}`,
      [
        {
          markdown: md`Nobody can use it now. It can be restored until ${date}; then it is gone for good. Where it was chosen, the next nearest reading is in use.`,
          buttons: [button('Undo', undo.id(id))],
        },
      ],
      { colour: COLOURS.moderation },
    );
  },
});

export const restore = subcommand({
  data: { name: 'restore', description: 'Put a removed reading back' },
  access: 'moderator',
  options: [requiredReading('A removed one')],
  autocomplete: async (focused, { guildId, now }, { readings }: Needs) =>
    offerReadings(await readings.removed(guildId, now), focused),
  run: (request, services: Needs): Promise<Reply> =>
    putBack(request, services, request.options.reading.trim()),
});

const undo = action(customId('library-restore', readingId), {
  access: 'moderator',
  run: ([id], request, services: Needs): Promise<Reply> => putBack(request, services, id),
});

async function putBack(
  { guildId, now }: ServerRequest,
  { readings }: Needs,
  id: string,
): Promise<MessageReply> {
  if (!(await readings.restore(guildId, id, now)))
    throw new UserError(
      'restore-late',
      `No removed reading “${shorten(id, 60)}” can be restored: it is in use again, or was removed more than ${UNDO_DAYS} days ago. /library list shows what there is.`,
    );
  const headline = (await readings.current(guildId, id))?.facts.headline ?? id;
  return cardReply(
    md`### Restored: ${shorten(headline, 200)}`,
    [
      {
        markdown: md`It is back, with its annotations, wherever it was chosen.`,
        buttons: useButtons(id),
      },
    ],
    { colour: COLOURS.moderation },
  );
}

export const exportReading = subcommand({
  data: { name: 'export', description: 'The text and its annotations as files that /library add takes' },
  access: 'moderator',
  options: [
    readingOption('Leave it out for the one in use here'),
    {
      type: ApplicationCommandOptionType.String,
      name: 'as',
      description: 'By default one archive',
      choices: choicesFrom({ zip: 'one archive (ZIP)', files: 'separate files' }),
    },
  ],
  autocomplete: offerShelf,
  async run(request, services: Needs): Promise<Reply> {
    const shown = await readingOf(request, services, request.options.reading);
    const { id, facts, version } = shown.reading;
    // What is kept includes orphans: an export leaves nothing behind.
    const text = (await services.readings.current(request.guildId, id))?.text ?? shown;
    const files =
      request.options.as === 'files'
        ? Object.entries(filesOf(text)).map(([name, words]) => ({ name, data: Buffer.from(words) }))
        : [{ name: `${id}.zip`, data: await archiveOf(text) }];
    const reply = cardReply(
      md`### Export: ${shorten(facts.headline, 200)}`,
      [
        {
          markdown: md`The text with all its annotations, version ${version.slice(0, 12)}. /library add takes it back, and so does a folder in \`data/readings\`.`,
        },
      ],
      { colour: COLOURS.moderation },
    );
    return { ...reply, files };
  },
});

export const shelfActions = [useIn, undo];

function until({ removedAt }: RemovedReading): Markdown {
  return timestamp(new Date(removedAt.getTime() + UNDO_DAYS * 86_400_000), 'D');
}

import { action, customId } from '../../src/discord/action.ts';
import { button, cardMessage, rows } from '../../src/discord/components.ts';
import { inlineCode, lines, md } from '../../src/discord/markdown.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { shorten } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { count, previewReply } from './draft.ts';
import { DRAFT, draftOf, draftView } from './draft-state.ts';
import type { Needs } from './needs.ts';
import { useButtons } from './use.ts';

/* A text that is sent twice: by two moderators, or by one who looks for it. */

interface SameText {
  readonly id: string;
  readonly headline: string;
  readonly paragraphs: number;
  /** Where it is a draft that waits. */
  readonly revision?: number;
}

/** A reading or draft of this server with the same paragraphs, whatever its facts say; the draft itself is none. */
export async function findSameText(
  guildId: string,
  reading: Reading,
  { wholeShelf, readings }: Needs,
  itself?: { readonly id: string; readonly revision: number },
): Promise<SameText | undefined> {
  const [shelved, drafts] = await Promise.all([wholeShelf.list(guildId), readings.drafts(guildId)]);
  const isAsLong = ({ paragraphs }: { readonly paragraphs: number }) =>
    paragraphs === reading.paragraphs.length;
  for (const { id, facts, paragraphs } of shelved.filter(isAsLong)) {
    const other = (await wholeShelf.get(guildId, id))?.reading;
    if (other && sayTheSame(other, reading)) return { id, headline: facts.headline, paragraphs };
  }
  for (const { id, revision, facts, paragraphs } of drafts.filter(isAsLong)) {
    if (id === itself?.id && revision === itself.revision) continue;
    const other = (await readings.draft(guildId, id, revision))?.text.reading;
    if (other && sayTheSame(other, reading)) return { id, revision, headline: facts.headline, paragraphs };
  }
  return undefined;
}

function sayTheSame(one: Reading, other: Reading): boolean {
  return one.paragraphs.every(({ text }, i) => text === other.paragraphs[i]?.text);
}

/** Asks whether to open the text that is there, or to go on with the draft that repeats it. */
export function sameTextReply(same: SameText, id: string, revision: number): MessageReply {
  const where =
    same.revision === undefined
      ? md`It is in this server’s library.`
      : md`It is a draft that waits for a moderator.`;
  return cardMessage(
    COLOURS.moderation,
    [
      lines(md`### This is the same text as “${shorten(same.headline, 200)}”`, md`${where} Open that one?`),
      ...rows([
        button('Open that one', openSame.id(id, revision)),
        button('Add it all the same', draftView.id(id, revision, 'about', 0)),
      ]),
    ],
    { public: false },
  );
}

/** Throws the second draft away and shows the text that was there. */
export const openSame = action(customId('draft-same', ...DRAFT), {
  access: 'moderator',
  async run([id, revision], request, services: Needs): Promise<Reply> {
    const draft = await draftOf(request, services, id, revision);
    const same = await findSameText(request.guildId, draft.text.reading, services, draft);
    if (!same) return previewReply(request, services, id, revision);
    await services.readings.discard(request.guildId, id, revision);
    if (same.revision !== undefined) return previewReply(request, services, same.id, same.revision);
    return cardMessage(
      COLOURS.moderation,
      [
        lines(
          md`### ${shorten(same.headline, 200)}`,
          md`In this server’s library under the name ${inlineCode(same.id)}, with ${count(same.paragraphs, 'paragraph', 'paragraphs')}.`,
        ),
        ...rows(useButtons(same.id)),
      ],
      { public: false, update: true },
    );
  },
});

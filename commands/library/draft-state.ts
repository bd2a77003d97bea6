import { z } from 'zod';
import { customId } from '../../src/discord/action.ts';
import { button } from '../../src/discord/components.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import type { Origin, Revision } from '../../src/reading/reading-store.ts';
import { readingId } from '../common.ts';
import { actOf, type Needs } from './needs.ts';

/* What the cards of a draft share: their ids, the draft that they are about, and how another takes its place. */

const revisionNumber = z.coerce.number().int().min(1).max(1_000_000);
export const DRAFT = [readingId, revisionNumber] as const;

export const VIEWS = {
  about: 'Overview',
  text: 'Paragraphs',
  dropped: 'Left out',
  changes: 'Changes',
} as const;
export type View = keyof typeof VIEWS;

export const draftView = customId(
  'draft',
  ...DRAFT,
  z.enum(Object.keys(VIEWS) as [View, ...View[]]),
  z.coerce.number().int().min(0).max(10_000),
);

/** A heading or paragraph of a draft, counted together from 0. */
export const block = z.coerce.number().int().min(0).max(20_000);
export const fixView = customId('fix', ...DRAFT, block);
export const fixInUse = customId('fix-start', readingId);

export function draftButton(id: string, revision: number) {
  return button('Open the draft', draftView.id(id, revision, 'about', 0));
}

export async function draftOf(
  { guildId }: ServerRequest,
  { readings }: Needs,
  id: string,
  revision: number,
): Promise<Revision> {
  const draft = await readings.draft(guildId, id, revision);
  if (!draft) throw draftGone();
  return draft;
}

export function draftGone(): UserError {
  return new UserError(
    'draft-gone',
    'This draft is no longer there: it was approved, changed or thrown away. /library list shows what there is.',
  );
}

/** Keeps a changed text in the place of a draft. Returns its revision. */
export async function replaceRevision(
  request: ServerRequest,
  { readings }: Needs,
  draft: Revision,
  text: AnnotatedReading,
  origin: Origin | null = draft.origin,
): Promise<number> {
  const revision = await readings.saveDraft(request.guildId, text, actOf(request), origin);
  await readings.discard(request.guildId, draft.id, draft.revision);
  return revision;
}

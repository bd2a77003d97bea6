import { type APIMessageTopLevelComponent, MessageFlags } from 'discord-api-types/v10';

/* What the parts of a discussion have in common. */

/** Nobody is notified by what the bot posts. */
export const SILENT = { allowed_mentions: { parse: [] } } as const;

/** A message of Components V2, as Discord takes it. */
export function messageBody(components: readonly APIMessageTopLevelComponent[]) {
  return { components, flags: MessageFlags.IsComponentsV2, ...SILENT };
}

/** The id of a part that another stands in or hangs on: parts are posted in their order. */
export function idOf(posted: string | undefined): string {
  if (posted === undefined) throw new Error('a part was asked for before the one that it belongs to');
  return posted;
}

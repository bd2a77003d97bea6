import { UNDO_DAYS } from '../reading/reading-store.ts';
import { type GuildStore, type Housekeeping, PURGE_DAYS } from './guilds.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Deletes for good what is due: all of a server that the bot left `PURGE_DAYS` ago, and readings and drafts that
 * can no longer be restored; and which process carried out interactions that nobody can answer any more. Meant to run at the start and once a day; several processes may.
 *
 * @returns what was deleted, for the log
 */
export async function sweep(
  { guilds, housekeeping }: { readonly guilds: GuildStore; readonly housekeeping: Housekeeping },
  now: Date,
): Promise<{ readonly servers: number; readonly readings: number }> {
  await housekeeping.dropClaimsBefore(new Date(now.getTime() - HOUR));
  const due = await housekeeping.leftBefore(new Date(now.getTime() - PURGE_DAYS * DAY));
  for (const guildId of due) await guilds.purge(guildId);
  const readings = await housekeeping.dropRemovedBefore(new Date(now.getTime() - UNDO_DAYS * DAY));
  return { servers: due.length, readings };
}

/**
 * Compares what is stored with the servers that the bot is in, after a time in which it heard nothing.
 *
 * @param isOurs whether this process would know of the server, where several share the servers among them
 */
export async function reconcile(
  { guilds, housekeeping }: { readonly guilds: GuildStore; readonly housekeeping: Housekeeping },
  present: ReadonlySet<string>,
  isOurs: (guildId: string) => boolean,
  now: Date,
): Promise<void> {
  for (const guildId of await housekeeping.present())
    if (isOurs(guildId) && !present.has(guildId)) await guilds.markLeft(guildId, now);
  const never = new Date(8.64e15);
  for (const guildId of await housekeeping.leftBefore(never))
    if (present.has(guildId)) await guilds.markJoined(guildId);
}

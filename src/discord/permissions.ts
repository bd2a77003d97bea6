import { PermissionFlagsBits } from 'discord-api-types/v10';
import { UserError } from '../errors.ts';
import type { Request } from './request.ts';

/** Discord's own names, as its settings show them. */
const NAMES = [
  ['ViewChannel', 'View Channel'],
  ['SendMessages', 'Send Messages'],
  ['SendMessagesInThreads', 'Send Messages in Threads'],
  ['CreatePublicThreads', 'Create Public Threads'],
  ['CreatePrivateThreads', 'Create Private Threads'],
  ['ManageThreads', 'Manage Threads'],
  ['ManageMessages', 'Manage Messages'],
  ['PinMessages', 'Pin Messages'],
  ['SendPolls', 'Create Polls'],
  ['AttachFiles', 'Attach Files'],
  ['EmbedLinks', 'Embed Links'],
  ['ReadMessageHistory', 'Read Message History'],
] as const satisfies readonly (readonly [keyof typeof PermissionFlagsBits, string])[];

export type PermissionName = (typeof NAMES)[number][0];

/** The permissions of `needed` that a bit field lacks, by the names that people see. */
export function missingPermissions(held: bigint, needed: readonly PermissionName[]): string[] {
  if (held & PermissionFlagsBits.Administrator) return [];
  return NAMES.filter(([key]) => needed.includes(key) && !(held & PermissionFlagsBits[key])).map(
    ([, name]) => name,
  );
}

/**
 * Holds that both the asker and the bot may write in this channel. Discord lets an application answer in public
 * where neither may write; a channel that is closed to them stays closed here.
 *
 * @throws UserError that names the missing permissions
 */
export function checkMayPost({ guildId, parentId, permissions }: Request): void {
  if (guildId === null) return;
  const needed: PermissionName[] = [parentId === null ? 'SendMessages' : 'SendMessagesInThreads'];
  const asker = missingPermissions(permissions.member, needed);
  if (asker.length > 0)
    throw new UserError(
      'asker-may-not-post',
      `You lack the permission ${asker.join(', ')} in this channel, so it can't be shared here. Share it in another channel.`,
    );
  const bot = missingPermissions(permissions.app, needed);
  if (bot.length > 0)
    throw new UserError(
      'bot-may-not-post',
      `The bot lacks the permission ${bot.join(', ')} in this channel. Ask somebody who manages the server to allow it, or share it in another channel.`,
    );
}

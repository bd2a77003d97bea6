import { PermissionFlagsBits } from 'discord-api-types/v10';
import { UserError } from '../errors.ts';
import type { Request, ServerRequest } from './request.ts';

/**
 * Who may use a command, or what a button, menu or modal does: everyone, everywhere; or, in servers only, every
 * member, moderators, or people who may manage the server. The router checks it for each of them.
 */
export type Access = 'everyone' | 'member' | 'moderator' | 'admin';

/** The request that a command or an action of this access gets. */
export type RequestFor<
  A extends Access,
  Options = unknown,
  Field extends string = never,
> = A extends 'everyone' ? Request<Options, Field> : ServerRequest<Options, Field>;

/**
 * Returns the request as one of this access.
 *
 * @throws UserError where the asker lacks the right that a command, an action or a part of one needs
 */
export async function checkAccess<A extends Access>(access: A, request: Request): Promise<RequestFor<A>> {
  const { guildId, botInServer, moderates, permissions } = request;
  const checked = request as RequestFor<A>;
  if (access === 'everyone') return checked;
  if (guildId === null)
    throw new UserError('server-only', 'This works in servers only. Use it in a channel of one.');
  if (!botInServer)
    throw new UserError(
      'bot-absent',
      'This works only in servers that the bot is in. Ask who manages this one.',
    );
  if (access === 'moderator' && !(await moderates()))
    throw new UserError(
      'not-moderator',
      'Only moderators of this server may do this. Ask one of them, or somebody who may manage the server, to set the moderator role.',
    );
  if (
    access === 'admin' &&
    !(permissions.member & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator))
  )
    throw new UserError(
      'not-admin',
      'Only people with the permission “Manage Server” may do this. Ask one of them.',
    );
  return checked;
}

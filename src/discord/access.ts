import { PermissionFlagsBits } from 'discord-api-types/v10';
import { UserError } from '../errors.ts';
import type { Access } from './command.ts';
import type { Request } from './request.ts';

/** @throws UserError where the asker lacks the right that a command, an action or a part of one needs */
export function checkAccess(access: Access | undefined, { isModerator, permissions }: Request): void {
  if (access === 'moderator' && !isModerator)
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
}

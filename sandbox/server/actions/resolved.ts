/** The full objects of all that an interaction names by id, as its `resolved` has them. */
import type { APIAttachment } from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { guildOf, permissionsIn } from '../permissions.ts';
import { presentChannel } from '../present/channel.ts';
import { presentAttachment } from '../present/message.ts';
import { presentMember, presentRole, presentUserById } from '../present/server.ts';
import type { Channel } from '../world.ts';

export interface Resolved {
  users: Record<string, unknown>;
  members: Record<string, unknown>;
  roles: Record<string, unknown>;
  channels: Record<string, unknown>;
  messages: Record<string, unknown>;
  attachments: Record<string, APIAttachment>;
}

export function emptyResolved(): Resolved {
  return { users: {}, members: {}, roles: {}, channels: {}, messages: {}, attachments: {} };
}

/** As a field of an interaction's data, without its empty parts; no field if all are empty. */
export function resolvedField(resolved: Resolved): { resolved?: Partial<Resolved> } {
  const filled = Object.entries(resolved).filter(([, part]) => Object.keys(part).length > 0);
  return filled.length ? { resolved: Object.fromEntries(filled) } : {};
}

/** Adds what an id names. False if it names nothing in this channel's server. */
export function resolve(context: Context, channel: Channel, id: string, into: Resolved): boolean {
  const { world } = context;
  const guild = guildOf(world, channel);
  const role = guild?.roles.get(id);
  const target = world.channels.get(id);
  if (world.users.has(id)) {
    into.users[id] = presentUserById(world, id);
    const member = guild?.members.get(id);
    if (member) {
      const { user: _, ...fields } = presentMember(world, member);
      into.members[id] = { ...fields, permissions: String(permissionsIn(world, channel, id)) };
    }
  } else if (role) into.roles[id] = presentRole(role);
  else if (target) {
    const permissions = String(permissionsIn(world, target, world.application.botId));
    into.channels[id] = {
      ...presentChannel(world, target, world.application.botId),
      permissions,
      app_permissions: permissions,
    };
  } else if (world.files.has(id))
    into.attachments[id] = { ...presentAttachment(context, { fileId: id }), ephemeral: true };
  else return false;
  return true;
}

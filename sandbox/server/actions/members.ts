/** Who is in a server, and with which roles. Asks nobody. */
import type { Context } from '../context.ts';
import { findGuild } from '../find.ts';
import { unknownMember, unknownRole } from '../refusal.ts';
import { addMember } from '../world.ts';

/** Lets a person, or the bot with its own role, join a server. */
export function joinGuild(context: Context, guildId: string, userId: string): void {
  const guild = findGuild(context, guildId);
  const { roles } = addMember(guild, userId, context.clock.now());
  for (const role of guild.roles.values()) if (role.botId === userId) roles.push(role.id);
  context.emit({ type: 'member-added', guild, userId });
}

/** Lets a person or the bot leave a server. */
export function leaveGuild(context: Context, guildId: string, userId: string): void {
  const guild = findGuild(context, guildId);
  if (guild.members.delete(userId)) context.emit({ type: 'member-removed', guild, userId });
}

/** Gives or takes a role. */
export function setRole(
  context: Context,
  guildId: string,
  userId: string,
  roleId: string,
  has: boolean,
): void {
  const guild = findGuild(context, guildId);
  const member = guild.members.get(userId);
  if (!member) throw unknownMember();
  member.roles = member.roles.filter((id) => id !== roleId);
  if (has) member.roles.push(roleId);
  context.emit({ type: 'member-updated', guild, userId });
}

/** Takes a role out of its server, from its members and from every channel. */
export function deleteRole(context: Context, guildId: string, roleId: string): void {
  const guild = findGuild(context, guildId);
  if (!guild.roles.delete(roleId)) throw unknownRole();
  for (const member of guild.members.values()) member.roles = member.roles.filter((id) => id !== roleId);
  for (const channel of context.world.channels.values())
    if (channel.guildId === guildId) channel.overwrites = channel.overwrites.filter((it) => it.id !== roleId);
  context.emit({ type: 'role-deleted', guild, roleId });
}

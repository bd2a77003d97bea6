/** What a person does beside talking to the bot; and how servers and conversations come and change. */
import { ChannelType } from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { addChannel } from '../default-world.ts';
import { channelFor, messageSeenBy } from '../find.ts';
import { unknownMessage } from '../refusal.ts';
import type { Channel } from '../world.ts';
import { removeMessage } from './messages.ts';

/** The conversation of two, opened if there is none. */
export function directChannel(context: Context, one: string, other: string): Channel {
  const known = [...context.world.channels.values()].find(
    (it) => it.type === ChannelType.DM && it.recipients.includes(one) && it.recipients.includes(other),
  );
  return (
    known ??
    addChannel(context.world, {
      id: context.newId(),
      guildId: null,
      type: ChannelType.DM,
      name: '',
      recipients: [one, other],
    })
  );
}

/** Takes a private reply away from its reader, and from the bot with it. */
export function dismiss(context: Context, userId: string, channelId: string, messageId: string): void {
  const message = messageSeenBy(context, userId, channelFor(context, userId, channelId), messageId);
  if (message.visibleTo !== userId) throw unknownMessage();
  removeMessage(context, message);
}

/** Gives or takes a role. */
export function setRole(
  context: Context,
  guildId: string,
  userId: string,
  roleId: string,
  has: boolean,
): void {
  const guild = context.world.guilds.get(guildId);
  const member = guild?.members.get(userId);
  if (!guild || !member) return;
  member.roles = member.roles.filter((id) => id !== roleId);
  if (has) member.roles.push(roleId);
  context.emit({ type: 'member-updated', guild, userId });
}

/** Takes a role out of its server, from its members and from every channel. */
export function deleteRole(context: Context, guildId: string, roleId: string): void {
  const guild = context.world.guilds.get(guildId);
  if (!guild?.roles.delete(roleId)) return;
  for (const member of guild.members.values()) member.roles = member.roles.filter((id) => id !== roleId);
  for (const channel of context.world.channels.values())
    if (channel.guildId === guildId) channel.overwrites = channel.overwrites.filter((it) => it.id !== roleId);
  context.emit({ type: 'role-deleted', guild, roleId });
}

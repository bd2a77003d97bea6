/** Registered commands: replaced, listed, and who may use which where. */
import { ChannelType } from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { guildOf, may, Permission, permissionsIn } from '../permissions.ts';
import { type CommandBody, checkCommands } from '../rules/commands.ts';
import type { Channel, Command } from '../world.ts';

/** Commands of all servers (`guildId` null) or of one, in the order of registration. */
export function commandsOf(context: Context, guildId: string | null): Command[] {
  return [...context.world.commands.values()].filter((it) => it.guildId === guildId);
}

/** Replaces them all; those whose type and name stay keep their id. */
export function replaceCommands(context: Context, guildId: string | null, body: unknown): Command[] {
  const bodies = checkCommands(body);
  const before = commandsOf(context, guildId);
  for (const { id } of before) context.world.commands.delete(id);
  const after = bodies.map((body): Command => {
    const id = before.find((old) => sameName(old.body, body))?.id ?? context.newId();
    return { id, guildId, version: context.newId(), body };
  });
  for (const command of after) context.world.commands.set(command.id, command);
  context.emit({ type: 'commands-changed' });
  return after;
}

/** How a command came to be usable: through the server, through the user's own installation, or both. */
export interface Installed {
  guild: boolean;
  user: boolean;
}

/**
 * What a person may use in a channel. Registered in a server a command is for its members; with
 * `default_member_permissions` only for who has them there; in a conversation only with a fitting context.
 */
export function usableCommands(context: Context, userId: string, channel: Channel): Command[] {
  return [...context.world.commands.values()].filter(
    (it) => installedFor(context, it, userId, channel) !== null,
  );
}

/** Null where the person may not use it. */
export function installedFor(
  context: Context,
  command: Command,
  userId: string,
  channel: Channel,
): Installed | null {
  const { world } = context;
  const { body } = command;
  const permissions = permissionsIn(world, channel, userId);
  if (!(permissions & Permission.UseApplicationCommands)) return null;
  if (channel.thread?.locked && !(permissions & Permission.ManageThreads)) return null;
  const guild = guildOf(world, channel);
  if (command.guildId && command.guildId !== channel.guildId) return null;

  const types = command.guildId ? [0] : (body.integration_types ?? [0]);
  const hasBot = guild
    ? guild.members.has(world.application.botId)
    : channel.recipients.includes(world.application.botId);
  const installed = {
    guild: types.includes(0) && hasBot,
    user: types.includes(1) && world.application.userInstalls.has(userId),
  };
  if (!installed.guild && !installed.user) return null;
  if (!command.guildId && !contextsOf(body).includes(contextOf(context, channel))) return null;

  const needed = body.default_member_permissions;
  if (guild && needed !== null && needed !== undefined) {
    if (needed === '0' && !may(world, channel, userId, Permission.Administrator)) return null;
    if (!may(world, channel, userId, BigInt(needed))) return null;
  }
  return installed;
}

/** Discord's InteractionContextType: a server, a conversation with the bot, any other conversation. */
export function contextOf(context: Context, channel: Channel): 0 | 1 | 2 {
  if (channel.guildId) return 0;
  return channel.type === ChannelType.DM && channel.recipients.includes(context.world.application.botId)
    ? 1
    : 2;
}

function contextsOf(body: CommandBody): number[] {
  if (body.contexts) return body.contexts;
  return body.dm_permission === false ? [0] : [0, 1, 2];
}

function sameName(a: CommandBody, b: CommandBody): boolean {
  return a.name === b.name && a.type === b.type;
}

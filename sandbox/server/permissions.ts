/** Who may do what, as Discord computes it (https://docs.discord.com/developers/topics/permissions). */
import { OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { missingAccess, missingPermissions, unknownChannel } from './refusal.ts';
import type { Channel, Guild, World } from './world.ts';

export const Permission = PermissionFlagsBits;
const ALL_PERMISSIONS = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

const TEXT_WITHOUT_SENDING =
  Permission.MentionEveryone |
  Permission.SendTTSMessages |
  Permission.AttachFiles |
  Permission.EmbedLinks |
  Permission.SendPolls;

/** What both may do in a conversation of their own. */
const DIRECT =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.ReadMessageHistory |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.AddReactions |
  Permission.UseApplicationCommands |
  Permission.UseExternalEmojis |
  Permission.SendPolls |
  Permission.PinMessages |
  Permission.UseExternalApps |
  Permission.MentionEveryone;

export function guildOf(world: World, channel: Channel): Guild | undefined {
  return channel.guildId ? world.guilds.get(channel.guildId) : undefined;
}

/** A member's permissions in the whole server. None for who is not a member. */
export function guildPermissions(guild: Guild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (!member) return 0n;
  if (guild.ownerId === userId) return ALL_PERMISSIONS;
  let permissions = guild.roles.get(guild.id)?.permissions ?? 0n;
  for (const id of member.roles) permissions |= guild.roles.get(id)?.permissions ?? 0n;
  return permissions & Permission.Administrator ? ALL_PERMISSIONS : permissions;
}

/** A person's permissions in a channel, thread or direct conversation; 0 where they may not even view it. */
export function permissionsIn(world: World, channel: Channel, userId: string): bigint {
  if (!channel.guildId) return channel.recipients.includes(userId) ? DIRECT : 0n;
  const guild = world.guilds.get(channel.guildId);
  if (!guild?.members.has(userId)) return 0n;
  if (!channel.thread) return implied(withOverwrites(guild, channel, userId));
  const parent = world.channels.get(channel.parentId ?? '');
  if (!parent) return 0n;
  return implied(withOverwrites(guild, parent, userId), true);
}

/** Does the person have all of these there? */
export function may(world: World, channel: Channel, userId: string, ...bits: bigint[]): boolean {
  const needed = bits.reduce((all, bit) => all | bit, Permission.ViewChannel);
  return (permissionsIn(world, channel, userId) & needed) === needed;
}

export function mayView(world: World, channel: Channel, userId: string): boolean {
  return may(world, channel, userId);
}

/** Refuses who may not view it (50001) or lacks one of these there (50013). */
export function need(world: World, channel: Channel, userId: string, ...bits: bigint[]): void {
  if (!channel.guildId && !channel.recipients.includes(userId)) throw unknownChannel();
  if (!mayView(world, channel, userId)) throw missingAccess();
  if (!may(world, channel, userId, ...bits)) throw missingPermissions();
}

/** The permission to send in this kind of channel. */
export function sendingIn(channel: Channel): bigint {
  return channel.thread ? Permission.SendMessagesInThreads : Permission.SendMessages;
}

function withOverwrites(guild: Guild, channel: Channel, userId: string): bigint {
  let permissions = guildPermissions(guild, userId);
  if (permissions === ALL_PERMISSIONS) return permissions;
  const apply = (allow: bigint, deny: bigint) => {
    permissions = (permissions & ~deny) | allow;
  };
  const of = (id: string) => channel.overwrites.find((overwrite) => overwrite.id === id);
  const everyone = of(guild.id);
  if (everyone) apply(BigInt(everyone.allow), BigInt(everyone.deny));
  let allow = 0n;
  let deny = 0n;
  for (const id of guild.members.get(userId)?.roles ?? []) {
    const overwrite = of(id);
    if (overwrite?.type !== OverwriteType.Role) continue;
    allow |= BigInt(overwrite.allow);
    deny |= BigInt(overwrite.deny);
  }
  apply(allow, deny);
  const own = of(userId);
  if (own) apply(BigInt(own.allow), BigInt(own.deny));
  return permissions;
}

/** Who can't view a channel can do nothing in it; who can't send can send nothing of any kind. */
function implied(permissions: bigint, thread = false): bigint {
  if (!(permissions & Permission.ViewChannel)) return 0n;
  const sends = thread ? Permission.SendMessagesInThreads : Permission.SendMessages;
  return permissions & sends ? permissions : permissions & ~TEXT_WITHOUT_SENDING;
}

/** A person's raw options against a command's: what Discord's own client would not let pass is refused. */
import {
  type APIAttachment,
  type APIApplicationCommandInteractionDataOption as DataOption,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { guildFor } from '../find.ts';
import { permissionsIn } from '../permissions.ts';
import {
  presentAttachment,
  presentChannel,
  presentMember,
  presentRole,
  presentUserById,
} from '../present.ts';
import { invalidField } from '../refusal.ts';
import type { CommandBody, OptionBody } from '../rules/commands.ts';
import type { Channel } from '../world.ts';

/** Full objects of all that options name by id, as an interaction's `resolved` has them. */
export interface Resolving {
  users: Record<string, unknown>;
  members: Record<string, unknown>;
  roles: Record<string, unknown>;
  channels: Record<string, unknown>;
  messages: Record<string, unknown>;
  attachments: Record<string, APIAttachment>;
}

export function newResolving(): Resolving {
  return { users: {}, members: {}, roles: {}, channels: {}, messages: {}, attachments: {} };
}

/** Without its empty parts; undefined if all are. */
export function resolvedOrNothing(resolving: Resolving): Partial<Resolving> | undefined {
  const filled = Object.entries(resolving).filter(([, part]) => Object.keys(part).length > 0);
  return filled.length ? Object.fromEntries(filled) : undefined;
}

/**
 * The options as the bot hears them, in the command's types. With `draft` (autocompletion) what is
 * required may be missing and what is being typed may not fit yet.
 */
export function checkOptions(
  context: Context,
  channel: Channel,
  userId: string,
  body: CommandBody,
  given: readonly DataOption[],
  resolving: Resolving,
  draft = false,
): DataOption[] {
  return checkLevel(context, channel, userId, body.options ?? [], given, resolving, draft);
}

function checkLevel(
  context: Context,
  channel: Channel,
  userId: string,
  known: readonly OptionBody[],
  given: readonly DataOption[],
  resolving: Resolving,
  draft: boolean,
): DataOption[] {
  const nests = known.some((it) => it.type === Option.Subcommand || it.type === Option.SubcommandGroup);
  if (nests && given.length !== 1) throw wrong([], 'Choose one subcommand.');
  const checked = given.map((it) => {
    const option = known.find((each) => each.name === it.name);
    if (!option) throw wrong([it.name], 'The command has no such option.');
    if (option.type === Option.Subcommand || option.type === Option.SubcommandGroup) {
      const inner = ('options' in it ? it.options : undefined) ?? [];
      const options = checkLevel(context, channel, userId, option.options ?? [], inner, resolving, draft);
      return { type: option.type, name: it.name, options } as DataOption;
    }
    const raw = (it as { value?: unknown }).value;
    const focused = (it as { focused?: boolean }).focused === true;
    const value = focused ? raw : checkValue(context, channel, option, raw, resolving);
    return { type: option.type, name: it.name, value, ...(focused ? { focused } : {}) } as DataOption;
  });
  if (draft) return checked;
  for (const option of known)
    if (option.required && !given.some((it) => it.name === option.name))
      throw wrong([option.name], 'This option is required.');
  return checked;
}

function checkValue(
  context: Context,
  channel: Channel,
  option: OptionBody,
  raw: unknown,
  resolving: Resolving,
): unknown {
  const at = [option.name];
  switch (option.type) {
    case Option.String: {
      const value = String(raw);
      const length = [...value].length;
      if (length < (option.min_length ?? 0) || length > Math.min(option.max_length ?? 6000, 6000))
        throw wrong(at, `Write ${option.min_length ?? 0} to ${option.max_length ?? 6000} characters.`);
      return checkChoice(option, value);
    }
    case Option.Integer:
    case Option.Number: {
      const value = Number(raw);
      if (!Number.isFinite(value) || (option.type === Option.Integer && !Number.isInteger(value)))
        throw wrong(at, option.type === Option.Integer ? 'Give a whole number.' : 'Give a number.');
      if (value < (option.min_value ?? -(2 ** 53)) || value > (option.max_value ?? 2 ** 53))
        throw wrong(
          at,
          `Give a number from ${option.min_value ?? '-2^53'} to ${option.max_value ?? '2^53'}.`,
        );
      return checkChoice(option, value);
    }
    case Option.Boolean:
      return raw === true || raw === 'true';
    case Option.Channel: {
      const target = context.world.channels.get(String(raw));
      if (!target || target.guildId !== channel.guildId) throw wrong(at, 'Choose a channel.');
      if (option.channel_types?.length && !option.channel_types.includes(target.type))
        throw wrong(at, 'Choose a channel of another kind.');
      break;
    }
    case Option.Attachment:
      if (!context.world.files.has(String(raw))) throw wrong(at, 'Choose a file.');
      break;
    default:
      break;
  }
  if (!resolve(context, channel, String(raw), resolving)) throw wrong(at, 'There is no such entry.');
  return String(raw);
}

/** Puts what an id names into `resolved`. False if it names nothing here. */
export function resolve(context: Context, channel: Channel, id: string, into: Resolving): boolean {
  const { world } = context;
  const guild = channel.guildId
    ? guildFor(context, world.guilds.get(channel.guildId)?.ownerId ?? '', channel.guildId)
    : undefined;
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
  else if (target)
    into.channels[id] = {
      ...presentChannel(context, target, world.application.botId),
      permissions: String(permissionsIn(world, target, world.application.botId)),
      app_permissions: String(permissionsIn(world, target, world.application.botId)),
    };
  else if (world.files.has(id))
    into.attachments[id] = { ...presentAttachment(context, { fileId: id }), ephemeral: true };
  else return false;
  return true;
}

function checkChoice<T extends string | number>(option: OptionBody, value: T): T {
  if (option.choices?.length && !option.choices.some((it) => it.value === value))
    throw wrong([option.name], 'Choose one of the choices.');
  return value;
}

function wrong(path: string[], message: string) {
  const refusal = invalidField(['data', 'options', ...path], 'INTERACTION_OPTION_INVALID', message);
  refusal.message = path.length ? `${path[0]}: ${message}` : message;
  return refusal;
}

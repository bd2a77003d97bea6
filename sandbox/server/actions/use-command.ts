/** Using a command, as a person does: what they chose is checked, and the bot hears of it. */
import {
  ApplicationCommandType,
  type APIApplicationCommandInteractionDataOption as DataOption,
  InteractionType,
} from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { channelFor, messageSeenBy } from '../find.ts';
import { presentMessage } from '../present/message.ts';
import { invalidField, missingPermissions, unknownCommand } from '../refusal.ts';
import type { Channel, Interaction } from '../world.ts';
import { installedFor } from './commands.ts';
import { startInteraction } from './interactions.ts';
import { checkOptions } from './options.ts';
import { emptyResolved, type Resolved, resolve, resolvedField } from './resolved.ts';

export interface CommandUse {
  channelId: string;
  commandId: string;
  /** Of a slash command: raw values, as a person may send what was never suggested. */
  options?: readonly DataOption[] | undefined;
  /** Of the others: a message's or user's id. */
  targetId?: string | undefined;
}

export interface Choice {
  name: string;
  value: string | number;
}

/** Runs a command as a person who may. */
export function useCommand(context: Context, userId: string, use: CommandUse): Interaction {
  const { channel, command, installed } = commandFor(context, userId, use);
  const { type, name } = command.body;
  const resolved = emptyResolved();
  const isSlash = type === ApplicationCommandType.ChatInput;
  const options = isSlash ? checkOptions(context, channel, command.body, use.options ?? [], resolved) : [];
  if (!isSlash) resolveTarget(context, userId, channel, type, use.targetId ?? '', resolved);
  return startInteraction(context, userId, channel, installed, {
    type: InteractionType.ApplicationCommand,
    commandName: fullName(name, options),
    data: {
      id: command.id,
      name,
      type,
      ...(command.guildId ? { guild_id: command.guildId } : {}),
      ...(options.length ? { options } : {}),
      ...(isSlash ? {} : { target_id: use.targetId }),
      ...resolvedField(resolved),
    },
  });
}

/** Asks the bot for choices for the focused option; none if it does not answer in time. */
export function autocomplete(context: Context, userId: string, use: CommandUse): Promise<Choice[]> {
  const { channel, command, installed } = commandFor(context, userId, use);
  const options = checkOptions(context, channel, command.body, use.options ?? [], emptyResolved(), true);
  const { name, type } = command.body;
  return new Promise((onChoices) => {
    startInteraction(context, userId, channel, installed, {
      type: InteractionType.ApplicationCommandAutocomplete,
      commandName: name,
      data: { id: command.id, name, type, options },
      onChoices,
    });
  });
}

function commandFor(context: Context, userId: string, use: CommandUse) {
  const channel = channelFor(context, userId, use.channelId);
  const command = context.world.commands.get(use.commandId);
  if (!command) throw unknownCommand();
  const installed = installedFor(context, command, userId, channel);
  if (!installed) throw missingPermissions();
  return { channel, command, installed };
}

function resolveTarget(
  context: Context,
  userId: string,
  channel: Channel,
  type: number,
  id: string,
  into: Resolved,
): void {
  if (type === ApplicationCommandType.Message) {
    const message = messageSeenBy(context, userId, channel, id);
    into.messages[id] = presentMessage(context, message, { userId: context.world.application.botId });
  } else if (!context.world.users.has(id) || !resolve(context, channel, id, into))
    throw invalidField(['data', 'target_id'], 'UNKNOWN_USER', 'There is no such person.');
}

/** A command's name with those of its subcommands. */
function fullName(name: string, options: readonly DataOption[]): string {
  const inner = options[0];
  return inner && (inner.type === 1 || inner.type === 2)
    ? fullName(`${name} ${inner.name}`, inner.options ?? [])
    : name;
}

/** Pressing a button or choosing in a menu of a message, as a person does. */
import { ComponentType, InteractionType } from 'discord-api-types/v10';
import { type Component, flatten, numberComponents } from '../component.ts';
import type { Context } from '../context.ts';
import { channelFor, messageSeenBy } from '../find.ts';
import { guildOf } from '../permissions.ts';
import { invalidField, missingPermissions, Refusal } from '../refusal.ts';
import type { Channel, Interaction } from '../world.ts';
import { startInteraction } from './interactions.ts';
import { emptyResolved, type Resolved, resolve, resolvedField } from './resolved.ts';
import { reopenThread } from './thread-state.ts';

export interface ComponentUse {
  channelId: string;
  messageId: string;
  customId: string;
  /** Of a menu: option values, or ids of users, roles, channels. */
  values?: readonly string[] | undefined;
}

/** Presses a button or chooses in a menu of a message that the person sees. */
export function useComponent(context: Context, userId: string, use: ComponentUse): Interaction {
  const channel = channelFor(context, userId, use.channelId);
  const message = messageSeenBy(context, userId, channel, use.messageId);
  const component = flatten(numberComponents(message.components)).find((it) => it.custom_id === use.customId);
  const at = ['data', 'custom_id'];
  if (!component)
    throw invalidField(at, 'COMPONENT_CUSTOM_ID_NOT_FOUND', 'The message has no such component.');
  if (component.disabled) throw invalidField(at, 'COMPONENT_DISABLED', 'This is disabled.');
  const { botId } = context.world.application;
  if (message.authorId !== botId) throw missingPermissions();
  if (message.visibleTo === null && channel.thread?.archived) reopenThread(context, userId, channel);
  const resolved = emptyResolved();
  const isButton = component.type === ComponentType.Button;
  if (!isButton) checkChosen(context, channel, component, use.values ?? [], resolved);
  const inGuild = guildOf(context.world, channel)?.members.has(botId) ?? channel.recipients.includes(botId);
  return startInteraction(
    context,
    userId,
    channel,
    { guild: inGuild, user: !inGuild },
    {
      type: InteractionType.MessageComponent,
      data: {
        custom_id: use.customId,
        component_type: component.type,
        id: component.id,
        ...(isButton ? {} : { values: use.values ?? [] }),
        ...resolvedField(resolved),
      },
      source: message,
    },
  );
}

/**
 * Checks what was chosen in a menu or a group, and resolves what it names by id.
 * @throws Refusal 50035
 */
export function checkChosen(
  context: Context,
  channel: Channel,
  menu: Component,
  values: readonly string[],
  into: Resolved,
): void {
  const options = menu.options as { value: string }[] | undefined;
  const all = menu.type === ComponentType.CheckboxGroup ? (options?.length ?? 1) : 1;
  const least = (menu.min_values as number | null | undefined) ?? 1;
  const most = (menu.max_values as number | null | undefined) ?? all;
  if (menu.required === false && values.length === 0) return;
  const prefix = `${menu.custom_id}: `;
  if (values.length < least || values.length > most)
    throw new Refusal(400, 50035, `${prefix}Choose ${least === most ? most : `${least} to ${most}`}.`);
  for (const value of values)
    if (!(options ? options.some((it) => it.value === value) : resolve(context, channel, value, into)))
      throw new Refusal(400, 50035, `${prefix}There is no such entry.`);
}

/** Submitting and closing a modal, as a person does. */
import { ComponentType, InteractionType } from 'discord-api-types/v10';
import type { Component } from '../component.ts';
import type { Context } from '../context.ts';
import { channelFor } from '../find.ts';
import { Refusal, unknownInteraction } from '../refusal.ts';
import type { Channel, Interaction } from '../world.ts';
import { startInteraction } from './interactions.ts';
import { emptyResolved, type Resolved, resolvedField } from './resolved.ts';
import { checkChosen } from './use-component.ts';

/** By custom id: a text, what was chosen, or ids of uploaded files. */
export type Fields = Readonly<Record<string, string | readonly string[] | boolean>>;

/** Submits a modal that was shown to this person. */
export function submitModal(
  context: Context,
  userId: string,
  interactionId: string,
  fields: Fields,
): Interaction {
  const { opener, modal } = modalFor(context, userId, interactionId);
  const channel = channelFor(context, userId, opener.channelId);
  const resolved = emptyResolved();
  const fill = ({ type, id, custom_id, component, ...it }: Component): object => {
    if (component) return { type, id, component: fill(component) };
    if (!custom_id) return { type, id };
    const field = { ...it, type, custom_id };
    return { type, id, custom_id, ...fieldValue(context, channel, field, fields[custom_id], resolved) };
  };
  const components = modal.components.map(fill);
  opener.modal = null;
  const owners = opener.payload.authorizing_integration_owners;
  return startInteraction(
    context,
    userId,
    channel,
    { guild: '0' in owners, user: '1' in owners },
    {
      type: InteractionType.ModalSubmit,
      data: { custom_id: modal.customId, components, ...resolvedField(resolved) },
      source: context.world.messages.get(channel.id)?.get(opener.sourceMessageId ?? ''),
      opener,
    },
  );
}

/** Closes a modal without an answer; the bot hears nothing. */
export function dismissModal(context: Context, userId: string, interactionId: string): void {
  modalFor(context, userId, interactionId).opener.modal = null;
}

function modalFor(context: Context, userId: string, interactionId: string) {
  const opener = [...context.world.interactions.values()].find((it) => it.id === interactionId);
  if (!opener?.modal || opener.userId !== userId) throw unknownInteraction();
  return { opener, modal: opener.modal };
}

/** What a field is submitted with. @throws Refusal 50035 where it is not what the field takes */
function fieldValue(
  context: Context,
  channel: Channel,
  field: Component,
  given: Fields[string] | undefined,
  resolved: Resolved,
): { value: string | boolean | null } | { values: readonly string[] } {
  if (field.type === ComponentType.TextInput) return { value: checkText(field, given) };
  if (field.type === ComponentType.Checkbox) return { value: given === true || given === 'true' };
  const values = given === undefined || given === '' || typeof given === 'boolean' ? [] : [given].flat();
  checkChosen(context, channel, field, values, resolved);
  return field.type === ComponentType.RadioGroup ? { value: values[0] ?? null } : { values };
}

function checkText(field: Component, given: Fields[string] | undefined): string {
  const text = typeof given === 'string' ? given : String(field.value ?? '');
  const least = (field.min_length as number | null | undefined) ?? 0;
  const most = (field.max_length as number | null | undefined) ?? 4000;
  const { length } = [...text];
  if (field.required !== false && length === 0)
    throw new Refusal(400, 50035, `${field.custom_id}: This field is required`);
  if (length > 0 && (length < least || length > most))
    throw new Refusal(400, 50035, `${field.custom_id}: Must be between ${least} and ${most} in length.`);
  return text;
}

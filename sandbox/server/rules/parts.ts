/** Parts that messages and modals both have: menus, and what holds for all their components together. */
import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Component, childrenOf } from '../component.ts';
import { list, snowflake, text, whole, wholes } from './form.ts';
import { addIssue, addLengthIssue } from './issues.ts';

export const id = whole(0, 2 ** 31 - 1).nullish();
export const customId = text(1, 100);
export const emoji = z.looseObject({ id: snowflake.nullish(), name: z.string().nullish() });

/** Text between other components. Discord trims it, so that spaces alone are nothing. */
export const textDisplay = z.looseObject({
  type: z.literal(ComponentType.TextDisplay),
  id,
  content: text(1, 4000).superRefine((value, ctx) => {
    if (value && !value.trim()) addLengthIssue(ctx, 1, 4000);
  }),
});

export const option = z.looseObject({
  label: text(1, 100),
  value: text(1, 100),
  description: text(0, 100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});

const selectFields = {
  id,
  custom_id: customId,
  placeholder: text(0, 150).nullish(),
  min_values: whole(0, 25).nullish(),
  max_values: whole(1, 25).nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
};
const stringSelect = z
  .looseObject({ type: z.literal(ComponentType.StringSelect), ...selectFields, options: list(option, 1, 25) })
  .superRefine((it, ctx) => {
    checkBounds(it, ctx);
    checkOptionValues(it, ctx);
    if ((it.max_values ?? 1) > it.options.length)
      addIssue(ctx, ['max_values'], 'SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS');
  });
const entitySelect = z
  .looseObject({
    type: z.union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)]),
    ...selectFields,
    channel_types: wholes(0, 20).nullish(),
    default_values: list(
      z.looseObject({ id: snowflake, type: z.enum(['user', 'role', 'channel']) }),
      0,
      25,
    ).nullish(),
  })
  .superRefine(checkBounds);

/** Menus, by their type: of own options; of people, roles, both, channels. */
export const selects = {
  3: stringSelect,
  5: entitySelect,
  6: entitySelect,
  7: entitySelect,
  8: entitySelect,
};

export function checkBounds(
  it: { min_values?: number | null | undefined; max_values?: number | null | undefined },
  ctx: z.RefinementCtx,
): void {
  if ((it.min_values ?? 1) > (it.max_values ?? 1))
    addIssue(ctx, ['min_values'], 'COMPONENT_MIN_VALUES_EXCEEDS_MAX');
}

export function checkOptionValues(it: { options: { value: string }[] }, ctx: z.RefinementCtx): void {
  const values = it.options.map(({ value }) => value);
  values.forEach((value, at) => {
    if (values.indexOf(value) < at)
      addIssue(ctx, ['options', at, 'value'], 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED');
  });
}

/** No custom id and no id twice, wherever they stand. */
export function checkIds(components: unknown, ctx: z.RefinementCtx): void {
  const customIds = new Set<string>();
  const ids = new Set<number>();
  const visit = (it: Component, path: PropertyKey[]) => {
    if (it.custom_id !== undefined && customIds.has(it.custom_id))
      addIssue(ctx, [...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED');
    if (it.id && ids.has(it.id)) addIssue(ctx, [...path, 'id'], 'COMPONENT_ID_DUPLICATED');
    if (typeof it.custom_id === 'string') customIds.add(it.custom_id);
    if (it.id) ids.add(it.id);
    for (const [step, child] of childrenOf(it)) visit(child, [...path, ...step]);
  };
  (components as Component[]).forEach((it, at) => {
    if (it) visit(it, [at]);
  });
}

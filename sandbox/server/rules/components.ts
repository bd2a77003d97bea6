/** What a message's and a modal's components may be (https://docs.discord.com/developers/components/reference). */
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { breach, byType, choice, list, snowflake, text, webAddress, whole } from './form.ts';

/** A component, plain: as Discord's JSON has it. */
export interface Component {
  type: number;
  id?: number;
  custom_id?: string;
  components?: Component[];
  component?: Component;
  accessory?: Component;
  [field: string]: unknown;
}

const id = whole(0, 2 ** 31 - 1).nullish();
const customId = text(1, 100);
const emoji = z.looseObject({ id: snowflake.nullish(), name: z.string().nullish() });

const button = z
  .looseObject({
    type: z.literal(ComponentType.Button),
    id,
    style: choice([1, 2, 3, 4, 5, 6]),
    label: text(0, 80).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: webAddress(['discord'], 512).nullish(),
    disabled: z.boolean().nullish(),
    sku_id: snowflake.nullish(),
  })
  .superRefine((it, context) => {
    const required = (field: string) =>
      breach(context, [field], 'BASE_TYPE_REQUIRED', 'This field is required');
    const exclusive = 'A custom id and url cannot both be specified';
    if (it.style === ButtonStyle.Premium) {
      if (!it.sku_id) required('sku_id');
      return;
    }
    if (it.custom_id && it.url)
      breach(context, ['custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', exclusive);
    else if (it.style === ButtonStyle.Link) {
      if (!it.url) breach(context, ['url'], 'BASE_TYPE_REQUIRED', 'A url is required');
    } else if (!it.custom_id) breach(context, ['custom_id'], 'BASE_TYPE_REQUIRED', 'A custom id is required');
    if (!it.label && !it.emoji)
      breach(context, [], 'BUTTON_COMPONENT_INVALID_LABEL_OR_EMOJI', 'A label or emoji is required');
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
const bounds = (
  it: { min_values?: number | null | undefined; max_values?: number | null | undefined },
  context: Parameters<typeof breach>[0],
) => {
  if ((it.min_values ?? 1) > (it.max_values ?? 1))
    breach(
      context,
      ['min_values'],
      'COMPONENT_MIN_VALUES_EXCEEDS_MAX',
      'min_values must not be over max_values',
    );
};
const option = z.looseObject({
  label: text(1, 100),
  value: text(1, 100),
  description: text(0, 100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});
const uniqueValues = (it: { options: { value: string }[] }, context: Parameters<typeof breach>[0]) => {
  it.options.forEach(({ value }, at) => {
    if (it.options.findIndex((other) => other.value === value) < at)
      breach(
        context,
        ['options', at, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
  });
};
const stringSelect = z
  .looseObject({ type: z.literal(ComponentType.StringSelect), ...selectFields, options: list(option, 1, 25) })
  .superRefine((it, context) => {
    bounds(it, context);
    uniqueValues(it, context);
    if ((it.max_values ?? 1) > it.options.length)
      breach(
        context,
        ['max_values'],
        'SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS',
        'max_values must not be over the number of options',
      );
  });
const entitySelect = z
  .looseObject({
    type: z.union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)]),
    ...selectFields,
    channel_types: z.array(whole(0, 20)).nullish(),
    default_values: list(
      z.looseObject({ id: snowflake, type: z.enum(['user', 'role', 'channel']) }),
      0,
      25,
    ).nullish(),
  })
  .superRefine(bounds);

const textInputFields = {
  type: z.literal(ComponentType.TextInput),
  id,
  custom_id: customId,
  style: choice([1, 2]),
  min_length: whole(0, 4000).nullish(),
  max_length: whole(1, 4000).nullish(),
  required: z.boolean().nullish(),
  value: text(0, 4000).nullish(),
  placeholder: text(0, 100).nullish(),
};
const textInput = z.looseObject({ ...textInputFields, label: z.null().optional() });
const labelledTextInput = z.looseObject({ ...textInputFields, label: text(1, 45) });

const media = z.looseObject({ url: webAddress(['attachment']) });
const description = text(1, 1024).nullish();
const textDisplay = z.looseObject({ type: z.literal(ComponentType.TextDisplay), id, content: text(1, 4000) });
const thumbnail = z.looseObject({
  type: z.literal(ComponentType.Thumbnail),
  id,
  media,
  description,
  spoiler: z.boolean().nullish(),
});
const section = z.looseObject({
  type: z.literal(ComponentType.Section),
  id,
  components: list(byType({ [ComponentType.TextDisplay]: textDisplay }), 1, 3),
  accessory: byType({ [ComponentType.Button]: button, [ComponentType.Thumbnail]: thumbnail }),
});
const gallery = z.looseObject({
  type: z.literal(ComponentType.MediaGallery),
  id,
  items: list(z.looseObject({ media, description, spoiler: z.boolean().nullish() }), 1, 10),
});
const file = z.looseObject({
  type: z.literal(ComponentType.File),
  id,
  file: z.looseObject({
    url: z.string().refine((url) => url.startsWith('attachment://'), {
      error: `Scheme is not supported. Scheme must be one of ('attachment').`,
      params: { rule: 'URL_TYPE_INVALID_SCHEME' },
    }),
  }),
  spoiler: z.boolean().nullish(),
});
const separator = z.looseObject({
  type: z.literal(ComponentType.Separator),
  id,
  divider: z.boolean().nullish(),
  spacing: choice([1, 2]).nullish(),
});

const selects = { 3: stringSelect, 5: entitySelect, 6: entitySelect, 7: entitySelect, 8: entitySelect };
const WIDTH = { [ComponentType.Button]: 1 } as Record<number, number>;
const actionRow = z
  .looseObject({
    type: z.literal(ComponentType.ActionRow),
    id,
    components: list(byType({ [ComponentType.Button]: button, ...selects }), 1, 5),
  })
  .superRefine((it, context) => {
    let width = 0;
    it.components.forEach((component, at) => {
      width += WIDTH[component.type] ?? 5;
      if (width > 5)
        breach(
          context,
          ['components', at],
          'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
          'The specified component exceeds the maximum width',
        );
    });
  });

const layout = {
  [ComponentType.ActionRow]: actionRow,
  [ComponentType.Section]: section,
  [ComponentType.TextDisplay]: textDisplay,
  [ComponentType.MediaGallery]: gallery,
  [ComponentType.File]: file,
  [ComponentType.Separator]: separator,
};
const container = z.looseObject({
  type: z.literal(ComponentType.Container),
  id,
  components: list(byType(layout), 1, 40),
  accent_color: whole(0, 0xffffff).nullish(),
  spoiler: z.boolean().nullish(),
});

/** Components of a message without the Components V2 flag: up to 5 rows. */
export const rows = list(byType({ [ComponentType.ActionRow]: actionRow }), 0, 5).superRefine(uniqueCustomIds);

/** Components of a message with the flag: at most 40, nested ones counted, and 4,000 characters of text. */
export const layoutV2 = z
  .array(byType({ ...layout, [ComponentType.Container]: container }))
  .superRefine((components, context) => {
    const all = flatten(components as Component[]);
    if (all.length > 40)
      breach(
        context,
        [],
        'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
        `The total number of components in this message exceeds the maximum of 40 (${all.length})`,
      );
    let characters = 0;
    for (const it of all)
      if (it.type === ComponentType.TextDisplay) characters += [...String(it.content)].length;
    if (characters > 4000)
      breach(
        context,
        [],
        'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
        `The total displayable text size of this message exceeds the maximum of 4000 (${characters})`,
      );
    uniqueCustomIds(components, context);
  });

const choiceOption = z.looseObject({
  label: text(1, 100),
  value: text(1, 100),
  description: text(0, 100).nullish(),
  default: z.boolean().nullish(),
});
const fileUpload = z
  .looseObject({
    type: z.literal(ComponentType.FileUpload),
    id,
    custom_id: customId,
    min_values: whole(0, 10).nullish(),
    max_values: whole(1, 10).nullish(),
    required: z.boolean().nullish(),
  })
  .superRefine(bounds);
const radioGroup = z
  .looseObject({
    type: z.literal(21),
    id,
    custom_id: customId,
    options: list(choiceOption, 2, 10),
    required: z.boolean().nullish(),
  })
  .superRefine(uniqueValues);
const checkboxGroup = z
  .looseObject({
    type: z.literal(22),
    id,
    custom_id: customId,
    options: list(choiceOption, 1, 10),
    min_values: whole(0, 10).nullish(),
    max_values: whole(1, 10).nullish(),
    required: z.boolean().nullish(),
  })
  .superRefine(uniqueValues);
const checkbox = z.looseObject({
  type: z.literal(23),
  id,
  custom_id: customId,
  default: z.boolean().nullish(),
});
const label = z.looseObject({
  type: z.literal(ComponentType.Label),
  id,
  label: text(1, 45),
  description: text(0, 100).nullish(),
  component: byType({
    [ComponentType.TextInput]: textInput,
    ...selects,
    [ComponentType.FileUpload]: fileUpload,
    21: radioGroup,
    22: checkboxGroup,
    23: checkbox,
  }),
});
const modalRow = z.looseObject({
  type: z.literal(ComponentType.ActionRow),
  id,
  components: list(byType({ [ComponentType.TextInput]: labelledTextInput }), 1, 1),
});

/** What an interaction's answer with a modal holds. */
export const modal = z.looseObject({
  custom_id: customId,
  title: text(1, 45),
  components: list(
    byType({
      [ComponentType.ActionRow]: modalRow,
      [ComponentType.TextDisplay]: textDisplay,
      [ComponentType.Label]: label,
    }),
    1,
    5,
  ).superRefine(uniqueCustomIds),
});

/** Every component, those inside others too, in the order in which they show. */
export function flatten(components: readonly Component[]): Component[] {
  return components.flatMap((it) => [
    it,
    ...flatten(it.components ?? []),
    ...(it.component ? flatten([it.component]) : []),
    ...(it.accessory ? flatten([it.accessory]) : []),
  ]);
}

function uniqueCustomIds(components: unknown, context: Parameters<typeof breach>[0]): void {
  const seen = new Set<string>();
  const ids = new Set<number>();
  const visit = (it: Component, path: PropertyKey[]) => {
    if (typeof it.custom_id === 'string') {
      if (seen.has(it.custom_id))
        breach(
          context,
          [...path, 'custom_id'],
          'COMPONENT_CUSTOM_ID_DUPLICATED',
          'Component custom id cannot be duplicated',
        );
      seen.add(it.custom_id);
    }
    if (it.id) {
      if (ids.has(it.id))
        breach(context, [...path, 'id'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
      ids.add(it.id);
    }
    it.components?.forEach((inner, at) => {
      visit(inner, [...path, 'components', at]);
    });
    if (it.component) visit(it.component, [...path, 'component']);
    if (it.accessory) visit(it.accessory, [...path, 'accessory']);
  };
  (components as Component[]).forEach((it, at) => {
    if (it) visit(it, [at]);
  });
}

/** Gives each component without an id the next free one, as Discord does. */
export function numbered(components: readonly Component[]): Component[] {
  const taken = new Set(flatten(components).map((it) => it.id));
  let next = 1;
  const free = () => {
    while (taken.has(next)) next += 1;
    return next++;
  };
  const visit = (it: Component): Component => ({
    ...it,
    id: it.id || free(),
    ...(it.components ? { components: it.components.map(visit) } : {}),
    ...(it.component ? { component: visit(it.component) } : {}),
    ...(it.accessory ? { accessory: visit(it.accessory) } : {}),
  });
  return components.map(visit);
}

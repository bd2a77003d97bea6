/** What a modal may be. */
import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { byType, choice, list, text, whole } from './form.ts';
import {
  checkBounds,
  checkIds,
  checkOptionValues,
  customId,
  id,
  option,
  selects,
  textDisplay,
} from './parts.ts';

const textInput = z.looseObject({
  type: z.literal(ComponentType.TextInput),
  id,
  custom_id: customId,
  style: choice([1, 2]),
  min_length: whole(0, 4000).nullish(),
  max_length: whole(1, 4000).nullish(),
  required: z.boolean().nullish(),
  value: text(0, 4000).nullish(),
  placeholder: text(0, 100).nullish(),
  label: z.null().optional(),
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
  .superRefine(checkBounds);
const radioGroup = z
  .looseObject({
    type: z.literal(ComponentType.RadioGroup),
    id,
    custom_id: customId,
    options: list(option, 2, 10),
    required: z.boolean().nullish(),
  })
  .superRefine(checkOptionValues);
const checkboxGroup = z
  .looseObject({
    type: z.literal(ComponentType.CheckboxGroup),
    id,
    custom_id: customId,
    options: list(option, 1, 10),
    min_values: whole(0, 10).nullish(),
    max_values: whole(1, 10).nullish(),
    required: z.boolean().nullish(),
  })
  .superRefine(checkOptionValues);
const checkbox = z.looseObject({
  type: z.literal(ComponentType.Checkbox),
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
    [ComponentType.RadioGroup]: radioGroup,
    [ComponentType.CheckboxGroup]: checkboxGroup,
    [ComponentType.Checkbox]: checkbox,
  }),
});

/** A modal as an interaction's response holds it. */
export const modal = z.looseObject({
  custom_id: customId,
  title: text(1, 45),
  components: list(
    byType({ [ComponentType.TextDisplay]: textDisplay, [ComponentType.Label]: label }),
    1,
    5,
  ).superRefine(checkIds),
});

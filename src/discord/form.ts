import {
  type APILabelComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';

/** A text field with its label; not required unless it says so. */
export function input(
  customId: string,
  label: string,
  { description, ...options }: Partial<APITextInputComponent> & { readonly description?: string } = {},
): APILabelComponent {
  return {
    type: ComponentType.Label,
    label,
    ...(description && { description }),
    component: {
      type: ComponentType.TextInput,
      custom_id: customId,
      style: TextInputStyle.Short,
      required: false,
      ...options,
    },
  };
}

import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APISelectMenuOption,
  type APITextDisplayComponent,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { cutTo } from '../text/cut.ts';
import { text } from './components.ts';
import type { Markdown } from './markdown.ts';
import type { ModalReply } from './reply.ts';

/* Forms (modals): what they ask is read back by the same ids from `Request.fields`. */

/** A form. Its parts are fields, or words that stand between them. */
export function form(
  customId: string,
  title: string,
  ...parts: readonly (APILabelComponent | Markdown)[]
): ModalReply {
  const components = parts.map((part): APILabelComponent | APITextDisplayComponent =>
    'source' in part ? text(part) : part,
  );
  const modal: APIModalInteractionResponseCallbackData = { custom_id: customId, title, components };
  return { kind: 'modal', modal };
}

/** A field to write in: required, and one line, unless it says otherwise. */
export function textField(
  id: string,
  label: string,
  options: {
    readonly value?: string | undefined;
    readonly description?: string;
    readonly required?: boolean;
    /** Characters; Discord takes 4,000 at most. */
    readonly max?: number;
    readonly paragraph?: boolean;
  } = {},
): APILabelComponent {
  const { value, description, required = true, max = 4000, paragraph = false } = options;
  return labelled(label, description, {
    type: ComponentType.TextInput,
    custom_id: id,
    style: paragraph ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    max_length: max,
    ...(value && { value: cutTo(value, max) }),
  });
}

/** A field to choose one of several from. */
export function choiceField(
  id: string,
  label: string,
  options: readonly APISelectMenuOption[],
  description?: string,
): APILabelComponent {
  return labelled(label, description, {
    type: ComponentType.StringSelect,
    custom_id: id,
    options: [...options],
  });
}

export function labelled(
  label: string,
  description: string | undefined,
  component: APILabelComponent['component'],
): APILabelComponent {
  return { type: ComponentType.Label, label, ...(description && { description }), component };
}

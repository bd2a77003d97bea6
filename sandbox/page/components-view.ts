/** Components of a message: rows of buttons and selects, and Components V2. */
import {
  type APIButtonComponent,
  type APIMessage,
  type APIMessageComponent,
  type APISelectMenuComponent,
  ButtonStyle,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { markdown } from './markdown-view.ts';
import { fileItem, mediaItem } from './media-view.ts';
import type { Choice } from './select.ts';
import { choicesOf, type PickKind } from './state.ts';
import type { ViewContext } from './view-context.ts';

export function components(message: APIMessage, context: ViewContext): TemplateResult {
  return html`${message.components?.map((component) => componentView(component, message, context))}`;
}

function componentView(
  component: APIMessageComponent,
  message: APIMessage,
  context: ViewContext,
): TemplateResult {
  const inside = (inner: APIMessageComponent) => componentView(inner, message, context);
  switch (component.type) {
    case ComponentType.ActionRow:
      return html`<discord-action-row class="row" role="group">${component.components.map(inside)}</discord-action-row>`;
    case ComponentType.Button:
      return button(component, message, context);
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      return select(component, message, context);
    case ComponentType.TextDisplay:
      return markdown(component.content, context);
    case ComponentType.Section:
      return html`<div class="section">
        <div class="section-text">${component.components.map(inside)}</div>
        <div class="section-accessory">${inside(component.accessory)}</div>
      </div>`;
    case ComponentType.MediaGallery:
      return html`<div class="gallery" data-count=${Math.min(component.items.length, 4)}>
        ${component.items.map(mediaItem)}
      </div>`;
    case ComponentType.File:
      return fileItem(component);
    case ComponentType.Separator:
      return html`<div
        class=${`separator ${component.spacing === SeparatorSpacingSize.Large ? 'large' : ''} ${component.divider === false ? 'bare' : ''}`}
        role=${component.divider === false ? nothing : 'separator'}
      ></div>`;
    case ComponentType.Container:
      return html`<div
        class="container"
        style=${component.accent_color == null ? nothing : `--accent:#${component.accent_color.toString(16).padStart(6, '0')}`}
      >
        ${component.components.map(inside)}
      </div>`;
    default:
      return html`<p class="outside">A component of a kind that this page does not draw.</p>`;
  }
}

const BUTTON_TYPES: Partial<Record<ButtonStyle, string>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'destructive',
};

function button(component: APIButtonComponent, message: APIMessage, context: ViewContext): TemplateResult {
  const label = 'label' in component ? component.label : undefined;
  const emoji = 'emoji' in component ? component.emoji?.name : undefined;
  const id = 'custom_id' in component ? component.custom_id : undefined;
  const waits = id !== undefined && context.state.pending.has(`${message.id}/${id}`);
  return html`<sandbox-button
    type=${BUTTON_TYPES[component.style] ?? 'secondary'}
    url=${'url' in component && /^(https?|discord):/i.test(component.url) ? component.url : nothing}
    data-custom-id=${id ?? nothing}
    class=${waits ? 'waits' : ''}
    ?disabled=${component.disabled || waits}
    @click=${() => id !== undefined && !component.disabled && !waits && context.actions.useComponent(message, id)}
    >${emoji && label ? `${emoji} ` : emoji}${label ?? ''}</sandbox-button
  >`;
}

function select(
  component: APISelectMenuComponent,
  message: APIMessage,
  context: ViewContext,
): TemplateResult {
  const waits = context.state.pending.has(`${message.id}/${component.custom_id}`);
  return html`<sandbox-select
    data-custom-id=${component.custom_id}
    .choices=${selectChoices(component, context)}
    .placeholder=${component.placeholder ?? ''}
    .min=${component.min_values ?? 1}
    .max=${component.max_values ?? 1}
    ?disabled=${component.disabled || waits}
    @choose=${(event: CustomEvent<{ values: string[] }>) =>
      context.actions.useComponent(message, component.custom_id, event.detail.values)}
  ></sandbox-select>`;
}

const PICKS: Partial<Record<ComponentType, PickKind>> = {
  [ComponentType.UserSelect]: 'user',
  [ComponentType.RoleSelect]: 'role',
  [ComponentType.MentionableSelect]: 'mentionable',
  [ComponentType.ChannelSelect]: 'channel',
};

/** What a select offers: its own options, or the people, roles or channels of the place. */
export function selectChoices(component: APISelectMenuComponent, context: ViewContext): Choice[] {
  if (component.type === ComponentType.StringSelect) {
    return component.options.map((option) => ({
      value: option.value,
      label: option.label,
      ...(option.description ? { description: option.description } : {}),
      ...(option.emoji?.name ? { emoji: option.emoji.name } : {}),
      chosen: option.default ?? false,
    }));
  }
  const chosen = new Set(component.default_values?.map((value) => value.id));
  return choicesOf(context.state, PICKS[component.type]!).map((choice) => ({
    ...choice,
    chosen: chosen.has(choice.value),
  }));
}

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
import { fileCard, mediaItem } from './media-view.ts';
import type { Choice, PickKind, Scene } from './scene.ts';

export function components(message: APIMessage, scene: Scene): TemplateResult {
  return html`${message.components?.map((component) => one(component, message, scene))}`;
}

function one(component: APIMessageComponent, message: APIMessage, scene: Scene): TemplateResult {
  const inside = (inner: APIMessageComponent) => one(inner, message, scene);
  switch (component.type) {
    case ComponentType.ActionRow:
      return html`<discord-action-row class="row" role="group">${component.components.map(inside)}</discord-action-row>`;
    case ComponentType.Button:
      return button(component, message, scene);
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      return select(component, message, scene);
    case ComponentType.TextDisplay:
      return markdown(component.content, scene);
    case ComponentType.Section:
      return html`<div class="section">
        <div class="section-text">${component.components.map(inside)}</div>
        <div class="section-accessory">${inside(component.accessory)}</div>
      </div>`;
    case ComponentType.Thumbnail:
      return html`<div class="thumbnail">${mediaItem(message, component.media, component.description, component.spoiler)}</div>`;
    case ComponentType.MediaGallery:
      return html`<div class="gallery" data-count=${Math.min(component.items.length, 4)}>
        ${component.items.map((item) => mediaItem(message, item.media, item.description, item.spoiler))}
      </div>`;
    case ComponentType.File: {
      const name =
        component.name ??
        component.file.url
          .replace(/^attachment:\/\//, '')
          .split('/')
          .at(-1) ??
        'file';
      const own = message.attachments.find((file) => file.filename === name);
      return fileCard({
        url: own?.url ?? component.file.url,
        name,
        kind: 'file',
        alt: '',
        size: component.size ?? own?.size,
        spoiler: component.spoiler,
      });
    }
    case ComponentType.Separator:
      return html`<div
        class=${`separator ${component.spacing === SeparatorSpacingSize.Large ? 'large' : ''} ${component.divider === false ? 'bare' : ''}`}
        role=${component.divider === false ? nothing : 'separator'}
      ></div>`;
    case ComponentType.Container: {
      const inner = html`<div
        class="container"
        style=${component.accent_color == null ? nothing : `--accent:#${component.accent_color.toString(16).padStart(6, '0')}`}
      >
        ${component.components.map(inside)}
      </div>`;
      return component.spoiler
        ? html`<details class="media-spoiler"><summary>Spoiler: show</summary>${inner}</details>`
        : inner;
    }
    default:
      return html`<p class="outside">A component of a kind that this page does not draw.</p>`;
  }
}

const BUTTON_TYPES: Partial<Record<ButtonStyle, string>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'destructive',
};

function button(component: APIButtonComponent, message: APIMessage, scene: Scene): TemplateResult {
  const label = 'label' in component ? component.label : undefined;
  const emoji = 'emoji' in component ? component.emoji?.name : undefined;
  const id = 'custom_id' in component ? component.custom_id : undefined;
  const waits = id !== undefined && scene.pending.has(`${message.id}/${id}`);
  return html`<sandbox-button
    type=${BUTTON_TYPES[component.style] ?? 'secondary'}
    url=${'url' in component && /^(https?|discord):/i.test(component.url) ? component.url : nothing}
    data-custom-id=${id ?? nothing}
    class=${waits ? 'waits' : ''}
    ?disabled=${component.disabled || waits}
    @click=${() => id !== undefined && !component.disabled && !waits && scene.act.press(message, id)}
    >${emoji && label ? `${emoji} ` : emoji}${label ?? ''}</sandbox-button
  >`;
}

function select(component: APISelectMenuComponent, message: APIMessage, scene: Scene): TemplateResult {
  const waits = scene.pending.has(`${message.id}/${component.custom_id}`);
  return html`<sandbox-select
    data-custom-id=${component.custom_id}
    .choices=${selectChoices(component, scene)}
    .placeholder=${component.placeholder ?? ''}
    .min=${component.min_values ?? 1}
    .max=${component.max_values ?? 1}
    ?disabled=${component.disabled || waits}
    @choose=${(event: CustomEvent<{ values: string[] }>) =>
      scene.act.choose(message, component.custom_id, event.detail.values)}
  ></sandbox-select>`;
}

const PICKS: Partial<Record<ComponentType, PickKind>> = {
  [ComponentType.UserSelect]: 'user',
  [ComponentType.RoleSelect]: 'role',
  [ComponentType.MentionableSelect]: 'mentionable',
  [ComponentType.ChannelSelect]: 'channel',
};

/** What a select offers: its own options, or the people, roles or channels of the place. */
export function selectChoices(component: APISelectMenuComponent, scene: Pick<Scene, 'choices'>): Choice[] {
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
  return scene
    .choices(PICKS[component.type]!)
    .map((choice) => ({ ...choice, chosen: chosen.has(choice.value) }));
}

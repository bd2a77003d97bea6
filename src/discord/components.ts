import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APISelectMenuComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { truncate } from '../text/cut.ts';
import { Markdown } from './markdown.ts';
import type { MessageReply } from './reply.ts';

/* Small pure functions from plain values to Components V2. */

/** Discord's own limits of a V2 message. */
export const LIMITS = { components: 40, text: 4000, buttonLabel: 80, buttonsPerRow: 5, url: 512 } as const;

/** The colours of a card: of what was asked for, and of what is said beside it. */
export const ACCENT = 0x3b6ea5;
export const NEUTRAL = 0x6b6b6b;

export function text({ source }: Markdown): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content: source };
}

export function card(
  colour: number,
  ...components: readonly APIComponentInContainer[]
): APIContainerComponent {
  return { type: ComponentType.Container, accent_color: colour, components: [...components] };
}

export function button(
  label: string,
  customId: string,
  style: Exclude<ButtonStyle, ButtonStyle.Link | ButtonStyle.Premium> = ButtonStyle.Secondary,
): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style,
    label: truncate(label, LIMITS.buttonLabel),
    custom_id: customId,
  };
}

/** A row with a button that opens an address; none where the address is longer than Discord takes. */
export function linkRow(label: string, url: string | undefined): APIActionRowComponent<APIButtonComponent>[] {
  if (!url || url.length > LIMITS.url) return [];
  return rows([{ type: ComponentType.Button, style: ButtonStyle.Link, label, url }]);
}

/** Rows of at most five buttons. */
export function rows(buttons: readonly APIButtonComponent[]): APIActionRowComponent<APIButtonComponent>[] {
  const made: APIActionRowComponent<APIButtonComponent>[] = [];
  for (let i = 0; i < buttons.length; i += LIMITS.buttonsPerRow) {
    made.push({ type: ComponentType.ActionRow, components: buttons.slice(i, i + LIMITS.buttonsPerRow) });
  }
  return made;
}

/** To turn the pages of a message, counted from 0; none where there is but one. */
export function pageButtons(
  page: number,
  pages: number,
  idOf: (page: number) => string,
): APIButtonComponent[] {
  return [
    ...(page > 0 ? [button('Previous', idOf(page - 1))] : []),
    ...(page + 1 < pages ? [button('Next', idOf(page + 1))] : []),
  ];
}

/** A row with a select menu. */
export function select(menu: APISelectMenuComponent): APIActionRowComponent<APISelectMenuComponent> {
  return { type: ComponentType.ActionRow, components: [menu] };
}

/** A message of one card; its parts are words, or rows of buttons and menus. */
export function cardMessage(
  colour: number,
  parts: readonly (Markdown | APIComponentInContainer)[],
  options: Partial<Omit<MessageReply, 'kind' | 'components'>> = {},
): MessageReply {
  const components = parts.map((part) => (Markdown.is(part) ? text(part) : part));
  return { kind: 'message', components: [card(colour, ...components)], ...options };
}

/** A private message that says something to the asker: what went wrong and what to do, or that a thing is done. */
export function messageReply(words: Markdown): MessageReply {
  return cardMessage(NEUTRAL, [words], { public: false });
}

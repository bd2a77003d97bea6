import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { truncate } from '../text/cut.ts';
import type { MessageReply } from './reply.ts';

/* Small pure functions from plain values to Components V2. Markdown is escaped here and nowhere else. */

/** Discord's own limits of a V2 message. */
export const LIMITS = { components: 40, text: 4000, buttonLabel: 80, buttonsPerRow: 5 } as const;

export const COLOURS = { quote: 0x3b6ea5, dispute: 0x8a5a00, note: 0x6b6b6b, moderation: 0x7a3e9d } as const;

/**
 * Text that Discord shows as it is written: no formatting, no mention, no link made of it, no emoji, no
 * timestamp. A zero-width space is never added, so that what is copied from Discord is the text.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_~|<>[\]@:]/g, '\\$&')
    .replaceAll(/^(\s*\d+)([.)])/gm, '$1\\$2')
    .replaceAll(/^(\s*)([+#=-])/gm, '$1\\$2');
}

/** Verbatim words as a block quote: every line is marked, nothing is changed. */
export function blockQuote(text: string): string {
  return escapeMarkdown(text)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

export function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
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

/** Rows of at most five buttons. */
export function rows(buttons: readonly APIButtonComponent[]) {
  const made = [];
  for (let i = 0; i < buttons.length; i += LIMITS.buttonsPerRow) {
    made.push({
      type: ComponentType.ActionRow as const,
      components: buttons.slice(i, i + LIMITS.buttonsPerRow),
    });
  }
  return made;
}

/** A private message that says something to the asker: what went wrong and what to do, or that a thing is done. */
export function messageReply(markdown: string): MessageReply {
  return { kind: 'message', public: false, components: [card(COLOURS.note, text(markdown))] };
}

/** What can be done with one message: the apps' commands for messages first, then Discord's own. */
import {
  type APIApplicationCommand,
  type APIMessage,
  ApplicationCommandType,
  MessageFlags,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { place } from './select.ts';
import { channelOf, isThread, type Known, userName } from './state.ts';

export interface MenuDeeds {
  messageCommand(command: APIApplicationCommand, message: APIMessage): void;
  reply(message: APIMessage): void;
  openThread(message: APIMessage): void;
  remove(message: APIMessage): void;
  closeMenu(): void;
}

export function messageMenu(
  known: Known,
  menu: NonNullable<Known['menu']>,
  deeds: MenuDeeds,
): TemplateResult {
  const { message } = menu;
  const channel = channelOf(known, message.channel_id);
  const commands = (known.commands.get(message.channel_id) ?? []).filter(
    (one) => one.type === ApplicationCommandType.Message,
  );
  const author = userName(known, message.author.id) ?? message.author.username;
  const secret = ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const threadable = channel && !isThread(channel) && channel.can.openThread && !message.thread && !secret;
  const item = (label: string, deed: () => void) =>
    html`<button type="button" role="menuitem" tabindex="-1" @click=${deed}>${label}</button>`;
  return html`<div
    class="menu"
    role="menu"
    popover="manual"
    aria-label=${`The message of ${author}`}
    ${ref((element) => show(element as HTMLElement | undefined, menu.opener))}
    @keydown=${(event: KeyboardEvent) => key(event, deeds)}
    @focusout=${(event: FocusEvent) => {
      const to = event.relatedTarget as Node | null;
      if (to && !(event.currentTarget as HTMLElement).contains(to)) deeds.closeMenu();
    }}
  >
    <p role="presentation">Apps</p>
    ${commands.length === 0 ? html`<p role="presentation">No app offers anything for messages here.</p>` : nothing}
    ${commands.map((one) => item(one.name, () => deeds.messageCommand(one, message)))}
    <hr role="separator" />
    ${channel?.can.send && !secret ? item('Reply', () => deeds.reply(message)) : nothing}
    ${threadable ? item('Start a thread', () => deeds.openThread(message)) : nothing}
    ${message.author.id === known.me ? item('Delete my message', () => deeds.remove(message)) : nothing}
    ${item('Close', deeds.closeMenu)}
  </div>`;
}

function show(panel: HTMLElement | undefined, opener: HTMLElement): void {
  if (!panel || panel.matches(':popover-open')) return;
  queueMicrotask(() => {
    if (!panel.isConnected || panel.matches(':popover-open')) return;
    panel.showPopover();
    place(panel, opener);
    panel.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  });
}

function key(event: KeyboardEvent, deeds: MenuDeeds): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1 + items.length,
    Home: 0,
    End: items.length - 1,
  };
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    deeds.closeMenu();
  } else if (event.key in to) {
    event.preventDefault();
    items[to[event.key]! % items.length]?.focus();
  }
}

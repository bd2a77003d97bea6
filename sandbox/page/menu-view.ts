/** What can be done with one message: the apps' commands for messages first, then Discord's own. */
import { ApplicationCommandType, MessageFlags } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Actions } from './actions.ts';
import { hasFlag } from './message-text.ts';
import { placeNear } from './select.ts';
import { channelOf, isThread, type PageState, userName } from './state.ts';
import type { ViewContext } from './view-context.ts';

export function messageMenu(
  menu: NonNullable<PageState['menu']>,
  { state, actions }: ViewContext,
): TemplateResult {
  const { message } = menu;
  const channel = channelOf(state, message.channel_id);
  const commands = (state.commands.get(message.channel_id) ?? []).filter(
    (one) => one.type === ApplicationCommandType.Message,
  );
  const author = userName(state, message.author.id) ?? message.author.username;
  const secret = hasFlag(message, MessageFlags.Ephemeral);
  const threadable = channel && !isThread(channel) && channel.can.openThread && !message.thread && !secret;
  const item = (label: string, run: () => void) =>
    html`<button type="button" role="menuitem" tabindex="-1" @click=${run}>${label}</button>`;
  return html`<div
    class="menu"
    role="menu"
    popover="manual"
    aria-label=${`The message of ${author}`}
    ${ref((element) => show(element as HTMLElement | undefined, menu.opener))}
    @keydown=${(event: KeyboardEvent) => key(event, actions)}
    @focusout=${(event: FocusEvent) => {
      const to = event.relatedTarget as Node | null;
      if (to && !(event.currentTarget as HTMLElement).contains(to)) actions.closeMenu();
    }}
  >
    <p role="presentation">Apps</p>
    ${commands.length === 0 ? html`<p role="presentation">No app offers anything for messages here.</p>` : nothing}
    ${commands.map((one) => item(one.name, () => actions.runMessageCommand(one, message)))}
    <hr role="separator" />
    ${channel?.can.send && !secret ? item('Reply', () => actions.replyTo(message)) : nothing}
    ${threadable ? item('Start a thread', () => actions.nameThread(message.channel_id, message)) : nothing}
    ${message.author.id === state.me ? item('Delete my message', () => actions.deleteMessage(message)) : nothing}
    ${item('Close', () => actions.closeMenu())}
  </div>`;
}

function show(panel: HTMLElement | undefined, opener: HTMLElement): void {
  if (!panel || panel.matches(':popover-open')) return;
  queueMicrotask(() => {
    if (!panel.isConnected || panel.matches(':popover-open')) return;
    panel.showPopover();
    placeNear(panel, opener);
    panel.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  });
}

function key(event: KeyboardEvent, actions: Actions): void {
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
    actions.closeMenu();
  } else if (event.key in to) {
    event.preventDefault();
    items[to[event.key]! % items.length]?.focus();
  }
}

/**
 * The Discord elements of @skyra/discord-components-core, with what they lack here: no picture from
 * outside, times that a machine can read, disabled buttons that are disabled, and readable contrast.
 */
import '@skyra/discord-components-core/discord-action-row.js';
import { DiscordAuthorInfo } from '@skyra/discord-components-core/discord-author-info.js';
import { DiscordButton } from '@skyra/discord-components-core/discord-button.js';
import { DiscordCommand } from '@skyra/discord-components-core/discord-command.js';
import { DiscordMessage } from '@skyra/discord-components-core/discord-message.js';
import '@skyra/discord-components-core/discord-messages.js';
import { DiscordReply } from '@skyra/discord-components-core/discord-reply.js';
import { css, LitElement } from 'lit';
import { fullTime } from './time.ts';

/** A message with a `<time>` that has its instant and a title in full. */
export class SandboxMessage extends DiscordMessage {
  declare sentAt?: string;

  override updated(): void {
    const time = this.renderRoot.querySelector('time');
    if (!time || !this.sentAt) return;
    time.dateTime = this.sentAt;
    time.title = fullTime(new Date(this.sentAt));
  }
}

/** A button that can be focused through its host and is disabled for keyboards too. */
export class SandboxButton extends DiscordButton {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  override updated(): void {
    const inner = this.renderRoot.querySelector('button');
    if (inner) inner.disabled = this.disabled;
  }

  override checkParentElement(): void {}
}

customElements.define('sandbox-message', SandboxMessage);
customElements.define('sandbox-button', SandboxButton);

restyle(
  SandboxMessage,
  css`
    :host, :host([light-theme]) { color: var(--text); font-family: inherit; padding-right: 1em; font-size: 1rem; }
    .discord-message-timestamp, :host([light-theme]) .discord-message-timestamp,
    .discord-message-edited, :host([light-theme]) .discord-message-edited { color: var(--muted); }
    .discord-message-content { min-width: 0; }
    .discord-message-body { line-height: 1.375rem; }
    .discord-author-avatar img { cursor: default; }
    .discord-message-body-only-indent { margin-left: 0; }
    .discord-message-timestamp-hover::before { content: none !important; }
    @media (max-width: 480px) {
      :host { padding-left: 0.75rem; padding-right: 0.75rem; }
      .discord-author-avatar { margin-right: 10px; min-width: 32px; }
      .discord-author-avatar img { width: 32px; height: 32px; }
      .discord-message-body-only-indent { width: 42px; flex: none; }
    }
  `,
);
restyle(
  DiscordAuthorInfo,
  css`
    :host .discord-author-username, :host([light-theme]) .discord-author-username { color: var(--strong); }
    :host .discord-author-username:hover { text-decoration: none; cursor: default; }
    .discord-application-tag { background-color: #4752c4 !important; text-transform: none !important; font-size: 0.6875rem !important; }
  `,
);
restyle(
  SandboxButton,
  css`
    :host > *:first-child { font-family: inherit; border-radius: 8px; padding: 0 14px; min-height: 32px; height: auto; margin: 0; line-height: 1.15; }
    :host > *:first-child:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    svg { margin-inline-start: 6px; }
    .success { background-color: #1f7a45; }
    .destructive { background-color: #c9292e; }
    .primary { background-color: #4f5bd5; }
    .secondary { background-color: var(--button); color: var(--button-text); }
    .secondary.hoverable:hover, a.secondary:hover { background-color: var(--button-hover); }
    button.disabled { opacity: 0.55; }
  `,
);
const quieter = css`
  :host, :host([light-theme]) { color: var(--muted); font-family: inherit; white-space: pre; overflow: hidden; }
  .discord-replied-message-username, :host([light-theme]) .discord-replied-message-username { color: var(--strong); opacity: 1; }
  .discord-replied-message-username:hover { text-decoration: none; cursor: default; }
  .discord-replied-message-content { overflow: hidden; text-overflow: ellipsis; }
  @media (max-width: 480px) { :host { margin-left: 42px; } }
`;
restyle(DiscordReply, quieter);
restyle(
  DiscordCommand,
  css`
    ${quieter}
    :host .discord-slash-command-name, :host .discord-slash-command-name:hover,
    .discord-context-command-name {
      color: var(--mention-text) !important; background-color: var(--mention); opacity: 1; border-radius: 3px; padding: 0 4px;
    }
  `,
);

/** Lit adopts a defined element's `elementStyles` when one is made: what is added here comes after its own. */
function restyle(element: unknown, styles: ReturnType<typeof css>): void {
  (element as { elementStyles: unknown[] }).elementStyles.push(styles);
}

/** One message of a channel, as Discord shows it. */
import { type APIMessage, type APIThreadChannel, MessageFlags, MessageType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { avatarFor } from './avatar.ts';
import { components } from './components-view.ts';
import { icons } from './icons.ts';
import { markdown } from './markdown-view.ts';
import { attachment } from './media-view.ts';
import { hasFlag, messageText } from './message-text.ts';
import { poll } from './poll-view.ts';
import { counted, displayName } from './text.ts';
import { fullTime, messageTime } from './time.ts';
import type { ViewContext } from './view-context.ts';

const GROUPED_WITHIN = 7 * 60_000;

/** Draws `message`; `before` is the one above it, under whose name it may stand. */
export function messageItem(
  message: APIMessage,
  before: APIMessage | undefined,
  context: ViewContext,
): TemplateResult {
  const sent = new Date(message.timestamp);
  const author = displayName(message.author);
  const secret = hasFlag(message, MessageFlags.Ephemeral);
  const under = isGrouped(message, before);
  return html`<li
    class=${`message${secret ? ' secret' : ''}${under ? ' grouped' : ''}${mentions(message, context.state.me) ? ' for-me' : ''}`}
    data-message=${message.id}
  >
    <article aria-label=${`${author}${message.author.bot ? ', app' : ''}, ${fullTime(sent)}`}>
      ${
        isSystem(message)
          ? html`<p class="system">${systemText(message, author, context)} <time datetime=${message.timestamp} title=${fullTime(sent)}>${messageTime(sent, Date.now())}</time></p>`
          : html`<sandbox-message
            author=${author}
            avatar=${avatarFor(message.author.id, author)}
            ?bot=${message.author.bot ?? false}
            ?edited=${Boolean(message.edited_timestamp) && !hasFlag(message, MessageFlags.Loading)}
            ?light-theme=${context.light}
            ?message-body-only=${under}
            timestamp=${messageTime(sent, Date.now())}
            .sentAt=${message.timestamp}
          >
            ${above(message, context)}
            ${
              hasFlag(message, MessageFlags.Loading)
                ? html`<span class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${author} is thinking…</span>`
                : message.content
                  ? markdown(message.content, context)
                  : nothing
            }
            ${below(message, context)}
          </sandbox-message>`
      }
      <div class="message-tools">
        <button
          type="button"
          aria-haspopup="menu"
          aria-expanded=${context.state.menu?.message.id === message.id}
          aria-label=${`More for the message of ${author}: apps, threads`}
          @click=${(event: Event) => context.actions.openMenu(message, event.currentTarget as HTMLElement)}
        >
          <span class="wide-only">Apps</span>${icons.more}
        </button>
      </div>
    </article>
  </li>`;
}

function above(message: APIMessage, context: ViewContext): TemplateResult | typeof nothing {
  const command = message.interaction;
  if (
    command &&
    (message.type === MessageType.ChatInputCommand || message.type === MessageType.ContextMenuCommand)
  ) {
    const user = displayName(command.user);
    return html`<discord-command
      slot="reply"
      author=${user}
      avatar=${avatarFor(command.user.id, user)}
      command=${command.name}
      type="slash_command"
      ?light-theme=${context.light}
    ></discord-command>`;
  }
  if (message.type !== MessageType.Reply) return nothing;
  const to = message.referenced_message;
  if (!to) return html`<discord-reply slot="reply" deleted ?light-theme=${context.light}></discord-reply>`;
  const name = displayName(to.author);
  return html`<discord-reply
    slot="reply"
    author=${name}
    avatar=${avatarFor(to.author.id, name)}
    ?bot=${to.author.bot ?? false}
    ?light-theme=${context.light}
    >${messageText(to).slice(0, 140)}</discord-reply
  >`;
}

function below(message: APIMessage, context: ViewContext): unknown {
  const thread = message.thread as APIThreadChannel | undefined;
  return [
    message.attachments?.length && !hasFlag(message, MessageFlags.IsComponentsV2)
      ? html`<div slot="attachments" class="attachments">${message.attachments.map(attachment)}</div>`
      : nothing,
    message.embeds?.length
      ? html`<p slot="embeds" class="outside">An embed, which this page does not draw.</p>`
      : nothing,
    message.poll ? html`<div slot="components">${poll(message, context)}</div>` : nothing,
    message.components?.length
      ? html`<div slot="components" class="components">${components(message, context)}</div>`
      : nothing,
    thread
      ? html`<button slot="thread" type="button" class="thread-link" @click=${() => context.actions.openChannel(thread.id)}>
          <strong>${thread.name}</strong> <span>${counted(thread.message_count ?? 0, 'message')} ›</span>
        </button>`
      : nothing,
    hasFlag(message, MessageFlags.Ephemeral)
      ? html`<p slot="thread" class="secret-note">
          ${icons.eye} Only you can see this ·
          <button type="button" class="link" @click=${() => context.actions.dismiss(message)}>Dismiss message</button>
        </p>`
      : nothing,
  ];
}

const SYSTEM: ReadonlySet<MessageType> = new Set([MessageType.ThreadCreated, MessageType.PollResult]);

function isSystem(message: APIMessage): boolean {
  return SYSTEM.has(message.type);
}

function systemText(message: APIMessage, author: string, context: ViewContext): TemplateResult {
  const thread = message.message_reference?.channel_id;
  switch (message.type) {
    case MessageType.ThreadCreated:
      return html`<strong>${author}</strong> started a thread:
        ${
          thread
            ? html`<button type="button" class="link" @click=${() => context.actions.openChannel(thread)}>${message.content}</button>`
            : message.content
        }`;
    case MessageType.PollResult:
      return html`The poll of <strong>${author}</strong> has ended.`;
    default:
      return html`<strong>${author}</strong>: ${message.content}`;
  }
}

function isGrouped(message: APIMessage, before: APIMessage | undefined): boolean {
  return (
    before !== undefined &&
    message.type === MessageType.Default &&
    !isSystem(before) &&
    before.author.id === message.author.id &&
    !message.interaction_metadata &&
    !message.interaction &&
    hasFlag(before, MessageFlags.Ephemeral) === hasFlag(message, MessageFlags.Ephemeral) &&
    Date.parse(message.timestamp) - Date.parse(before.timestamp) < GROUPED_WITHIN
  );
}

function mentions(message: APIMessage, person: string): boolean {
  return Boolean(message.mention_everyone || message.mentions?.some((user) => user.id === person));
}

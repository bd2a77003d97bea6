/** One message of a channel, as Discord shows it. */
import { type APIMessage, type APIThreadChannel, MessageFlags, MessageType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { avatarFor } from './avatar.ts';
import { components } from './components-view.ts';
import { embed } from './embed-view.ts';
import { icons } from './icons.ts';
import { plainText } from './markdown.ts';
import { markdown } from './markdown-view.ts';
import { attachment } from './media-view.ts';
import { poll } from './poll-view.ts';
import type { Scene } from './scene.ts';
import { counted } from './text.ts';
import { fullTime, messageTime } from './time.ts';

const GROUPED_WITHIN = 7 * 60_000;

/** Draws `message`; `before` is the one above it, under whose name it may stand. */
export function messageItem(
  message: APIMessage,
  before: APIMessage | undefined,
  scene: Scene,
): TemplateResult {
  const sent = new Date(message.timestamp);
  const author = message.author.global_name ?? message.author.username;
  const secret = has(message, MessageFlags.Ephemeral);
  const under = isGrouped(message, before);
  return html`<li
    class=${`message${secret ? ' secret' : ''}${under ? ' grouped' : ''}${mentions(message, scene.me) ? ' for-me' : ''}`}
    data-message=${message.id}
  >
    <article aria-label=${`${author}${message.author.bot ? ', app' : ''}, ${fullTime(sent)}`}>
      ${
        isSystem(message)
          ? html`<p class="system">${systemText(message, author, scene)} <time datetime=${message.timestamp} title=${fullTime(sent)}>${messageTime(sent, Date.now())}</time></p>`
          : html`<sandbox-message
            author=${author}
            avatar=${avatarFor(message.author.id, author)}
            ?bot=${message.author.bot ?? false}
            ?edited=${Boolean(message.edited_timestamp) && !has(message, MessageFlags.Loading)}
            ?light-theme=${scene.light}
            ?message-body-only=${under}
            timestamp=${messageTime(sent, Date.now())}
            .sentAt=${message.timestamp}
          >
            ${above(message, scene)}
            ${
              has(message, MessageFlags.Loading)
                ? html`<span class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${author} is thinking…</span>`
                : message.content
                  ? markdown(message.content, scene)
                  : nothing
            }
            ${below(message, scene)}
          </sandbox-message>`
      }
      <div class="message-tools">
        <button
          type="button"
          aria-haspopup="menu"
          aria-expanded=${scene.menuOn === message.id}
          aria-label=${`More for the message of ${author}: apps, threads`}
          @click=${(event: Event) => scene.act.messageMenu(message, event.currentTarget as HTMLElement)}
        >
          <span class="wide-only">Apps</span>${icons.more}
        </button>
      </div>
    </article>
  </li>`;
}

/** What a message says, in one line without marks: for the live region and for replies. */
export function spoken(message: APIMessage): string {
  if (has(message, MessageFlags.Loading)) return 'is thinking';
  const parts = [
    message.content,
    ...(message.embeds ?? []).flatMap((one) => [one.title, one.description]),
    ...texts(message.components),
  ];
  if (message.poll) parts.push(`Poll: ${message.poll.question.text ?? ''}`);
  const said = plainText(parts.filter(Boolean).join('\n'));
  const files = message.attachments?.length ? counted(message.attachments.length, 'file') : '';
  return [said, files].filter(Boolean).join('. ') || 'a message without words';
}

function above(message: APIMessage, scene: Scene): TemplateResult | typeof nothing {
  const command = message.interaction;
  if (
    command &&
    (message.type === MessageType.ChatInputCommand || message.type === MessageType.ContextMenuCommand)
  ) {
    const user = command.user.global_name ?? command.user.username;
    return html`<discord-command
      slot="reply"
      author=${user}
      avatar=${avatarFor(command.user.id, user)}
      command=${command.name}
      type="slash_command"
      ?light-theme=${scene.light}
    ></discord-command>`;
  }
  if (message.type !== MessageType.Reply) return nothing;
  const to = message.referenced_message;
  if (!to) return html`<discord-reply slot="reply" deleted ?light-theme=${scene.light}></discord-reply>`;
  const name = to.author.global_name ?? to.author.username;
  return html`<discord-reply
    slot="reply"
    author=${name}
    avatar=${avatarFor(to.author.id, name)}
    ?bot=${to.author.bot ?? false}
    ?light-theme=${scene.light}
    >${spoken(to).slice(0, 140)}</discord-reply
  >`;
}

function below(message: APIMessage, scene: Scene): unknown {
  const thread = message.thread as APIThreadChannel | undefined;
  return [
    message.attachments?.length && !has(message, MessageFlags.IsComponentsV2)
      ? html`<div slot="attachments" class="attachments">${message.attachments.map(attachment)}</div>`
      : nothing,
    has(message, MessageFlags.SuppressEmbeds)
      ? nothing
      : (message.embeds ?? []).map((one) => embed(one, scene)),
    message.poll ? html`<div slot="components">${poll(message, scene)}</div>` : nothing,
    message.components?.length
      ? html`<div slot="components" class="components">${components(message, scene)}</div>`
      : nothing,
    message.reactions?.length
      ? html`<p slot="reactions" class="reactions">${message.reactions.map((one) => html`<span class=${one.me ? 'reaction mine' : 'reaction'}>${one.emoji.name} ${one.count}</span>`)}</p>`
      : nothing,
    thread
      ? html`<button slot="thread" type="button" class="thread-link" @click=${() => scene.act.openChannel(thread.id)}>
          <strong>${thread.name}</strong> <span>${counted(thread.message_count ?? 0, 'message')} ›</span>
        </button>`
      : nothing,
    has(message, MessageFlags.Ephemeral)
      ? html`<p slot="thread" class="secret-note">
          ${icons.eye} Only you can see this ·
          <button type="button" class="link" @click=${() => scene.act.dismiss(message)}>Dismiss message</button>
        </p>`
      : nothing,
  ];
}

const SYSTEM: ReadonlySet<MessageType> = new Set([
  MessageType.ThreadCreated,
  MessageType.ChannelPinnedMessage,
  MessageType.UserJoin,
  MessageType.PollResult,
  MessageType.ChannelNameChange,
]);

function isSystem(message: APIMessage): boolean {
  return SYSTEM.has(message.type);
}

function systemText(message: APIMessage, author: string, scene: Scene): TemplateResult {
  const thread = message.message_reference?.channel_id;
  switch (message.type) {
    case MessageType.ThreadCreated:
      return html`<strong>${author}</strong> started a thread:
        ${
          thread
            ? html`<button type="button" class="link" @click=${() => scene.act.openChannel(thread)}>${message.content}</button>`
            : message.content
        }`;
    case MessageType.ChannelPinnedMessage:
      return html`<strong>${author}</strong> pinned a message to this channel.`;
    case MessageType.UserJoin:
      return html`<strong>${author}</strong> joined.`;
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
    has(before, MessageFlags.Ephemeral) === has(message, MessageFlags.Ephemeral) &&
    Date.parse(message.timestamp) - Date.parse(before.timestamp) < GROUPED_WITHIN
  );
}

function mentions(message: APIMessage, person: string): boolean {
  return Boolean(message.mention_everyone || message.mentions?.some((user) => user.id === person));
}

function has(message: APIMessage, flag: MessageFlags): boolean {
  return Boolean((message.flags ?? 0) & flag);
}

/** The words of V2 texts, in order, however deep. */
function texts(inner: unknown): string[] {
  if (Array.isArray(inner)) return inner.flatMap(texts);
  if (typeof inner !== 'object' || inner === null) return [];
  const { content, components } = inner as { content?: unknown; components?: unknown };
  return [...(typeof content === 'string' ? [content] : []), ...texts(components)];
}

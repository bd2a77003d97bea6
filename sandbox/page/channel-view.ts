/** The open channel: its beginning, its posts if it is a forum, its messages. */
import { type APIMessage, ChannelType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PageChannel } from '../server/page-api.ts';
import type { Runnable } from './commands.ts';
import { icons } from './icons.ts';
import { messageItem } from './message-view.ts';
import { botName, isForum, isThread, postsOf, titleOf } from './state.ts';
import { counted } from './text.ts';
import type { ViewContext } from './view-context.ts';

export function channelBody(
  channel: PageChannel,
  commands: readonly Runnable[],
  context: ViewContext,
): TemplateResult {
  const { state, light, actions } = context;
  const messages = state.messages.get(channel.id);
  return html`<div class=${isForum(channel) ? 'scroll forum' : 'scroll'}>
    <discord-messages no-background ?light-theme=${light}>
      ${
        !messages
          ? html`<p class="system" role="status">Opening…</p>`
          : state.complete.has(channel.id)
            ? beginning(channel, messages.length, commands, context)
            : html`<p class="system"><button type="button" class="plain" @click=${() => actions.showOlder()}>Show older messages</button></p>`
      }
      ${isForum(channel) ? posts(channel, context) : nothing}
      ${keyed(
        light,
        html`<ol class="messages" aria-label=${`Messages in ${titleOf(channel)}`}>
          ${repeat(
            messages ?? [],
            (message) => message.id,
            (message, at) => drawnOnce(message, messages?.[at - 1], context),
          )}
        </ol>`,
      )}
    </discord-messages>
  </div>`;
}

function beginning(
  channel: PageChannel,
  count: number,
  commands: readonly Runnable[],
  context: ViewContext,
): TemplateResult {
  const { actions } = context;
  const title = titleOf(channel);
  if (isForum(channel)) {
    return html`<section class="welcome">
      <h3>${title}</h3>
      <p>A forum: every post is a thread of its own.</p>
      ${
        channel.can.openThread
          ? html`<button type="button" class="primary" @click=${() => actions.nameThread(channel.id)}>New post</button>`
          : nothing
      }
    </section>`;
  }
  return html`<section class="welcome" aria-labelledby="welcome">
    <div class="big">${signIcon(channel)}</div>
    <h3 id="welcome">${isThread(channel) ? title : `Welcome to ${title}`}</h3>
    ${
      count > 0 || isThread(channel)
        ? html`<p>This is the beginning of ${title}.</p>`
        : invitation(commands, context)
    }
  </section>`;
}

/** Says what this is, with the examples whose commands are there, to be sent with one press. */
function invitation(commands: readonly Runnable[], { state, actions }: ViewContext): TemplateResult {
  const examples = (state.world?.examples ?? []).flatMap(({ command, options }) => {
    const found = commands.find(({ name }) => name === command);
    const words = Object.values(options).join(' · ') || found?.description;
    return found ? [{ command, options, words }] : [];
  });
  return html`<p>
      This is a Discord on your own machine, with ${botName(state)} in it; nothing you write leaves it. Ask by a command:
      ${examples.length > 0 ? 'press one below, or ' : ''}type <kbd>/</kbd> to see them all.
    </p>
    ${
      commands.length > 0
        ? html`<ul class="examples" aria-label="Commands to try">
            ${examples.map(
              ({ command, options, words }) => html`<li>
                <button type="button" class="example" @click=${() => actions.fillCommand(command, options)}>
                  <strong>/${command}</strong><span>${words}</span>
                </button>
              </li>`,
            )}
          </ul>`
        : html`<p role="status">The bot has no commands here yet: it is still starting, or it is not running.</p>`
    }`;
}

function posts(forum: PageChannel, { state, actions }: ViewContext): TemplateResult {
  const found = postsOf(state, forum);
  if (found.length === 0) return html`<p class="system">No posts yet.</p>`;
  const tags = new Map(forum.availableTags.map((tag) => [tag.id, tag.name]));
  return html`<ul class="posts" aria-label="Posts">
    ${found.map(
      (post) => html`<li>
        <button type="button" class="post" @click=${() => actions.openChannel(post.id)}>
          <strong>${post.name}</strong>
          <span
            >${post.thread?.appliedTags.map((id) => html`<span class="tag">${tags.get(id) ?? id}</span>`)}${counted(
              post.thread?.messageCount ?? 0,
              'message',
            )}${post.thread?.locked ? ' · locked' : ''}</span
          >
        </button>
      </li>`,
    )}
  </ul>`;
}

export function signIcon(channel: PageChannel): TemplateResult {
  if (isForum(channel)) return icons.forum;
  if (isThread(channel)) return icons.thread;
  if (channel.type === ChannelType.DM) return icons.person;
  return channel.type === ChannelType.GuildAnnouncement ? icons.news : icons.channel;
}

/** Draws a message again only when something of it may look different: a long channel stays quick. */
function drawnOnce(
  message: APIMessage,
  before: APIMessage | undefined,
  context: ViewContext,
): TemplateResult {
  const { state, light } = context;
  const pending = [...state.pending].filter((key) => key.startsWith(message.id)).join();
  const minute = Math.floor(Date.now() / 60_000);
  const seen = [
    message,
    before,
    light,
    state.worldVersion,
    minute,
    pending,
    state.menu?.message.id === message.id,
  ];
  return html`${guard(seen, () => messageItem(message, before, context))}`;
}

/** The open channel: its beginning, its posts if it is a forum, its messages. */
import { type APIMessage, ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PageChannel, PageTry } from '../server/page-api.ts';
import type { Filled, Runnable } from './commands.ts';
import { icons } from './icons.ts';
import { messageItem } from './message-view.ts';
import type { Scene } from './scene.ts';
import { botName, isForum, isThread, type Known, postsOf, titleOf } from './state.ts';
import { counted } from './text.ts';

export interface ChannelDeeds {
  open(channelId: string): void;
  older(): void;
  tryOut(command: string, filled: Filled): void;
  newPost(channelId: string): void;
}

export function channelBody(
  known: Known,
  channel: PageChannel,
  scene: Scene,
  runnable: readonly Runnable[],
  deeds: ChannelDeeds,
): TemplateResult {
  const messages = known.messages.get(channel.id);
  return html`<div class=${isForum(channel) ? 'scroll forum' : 'scroll'}>
    <discord-messages no-background ?light-theme=${scene.light}>
      ${
        !messages
          ? html`<p class="system" role="status">Opening…</p>`
          : known.whole.has(channel.id)
            ? beginning(known, channel, messages.length, runnable, deeds)
            : html`<p class="system"><button type="button" class="plain" @click=${deeds.older}>Show older messages</button></p>`
      }
      ${isForum(channel) ? posts(known, channel, deeds) : nothing}
      ${keyed(
        scene.light,
        html`<ol class="messages" aria-label=${`Messages in ${titleOf(channel)}`}>
          ${repeat(
            messages ?? [],
            (message) => message.id,
            (message, at) => drawnOnce(message, messages?.[at - 1], scene),
          )}
        </ol>`,
      )}
    </discord-messages>
  </div>`;
}

function beginning(
  known: Known,
  channel: PageChannel,
  count: number,
  runnable: readonly Runnable[],
  deeds: ChannelDeeds,
): TemplateResult {
  const title = titleOf(channel);
  if (isForum(channel)) {
    return html`<section class="welcome">
      <h3>${title}</h3>
      <p>A forum: every post is a thread of its own.</p>
      ${
        channel.can.openThread
          ? html`<button type="button" class="primary" @click=${() => deeds.newPost(channel.id)}>New post</button>`
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
        : html`<p>
            This is a Discord on your own machine, with ${botName(known)} in it; nothing you write leaves it. Ask by a command:
            press one below, or type <kbd>/</kbd> to see them all.
          </p>
          ${tries(known.world?.tries ?? [], runnable, deeds)}`
    }
  </section>`;
}

/** What the world invites to; without that, the first commands, those that take words before the others. */
function tries(
  invited: readonly PageTry[],
  runnable: readonly Runnable[],
  deeds: ChannelDeeds,
): TemplateResult {
  const known = invited.flatMap(({ command, options }) => {
    const found = runnable.find((one) => one.name === command);
    return found
      ? [{ command, options, words: Object.values(options).join(' · ') || found.description }]
      : [];
  });
  const commands = [...runnable].sort((a, b) => Number(takesWords(b)) - Number(takesWords(a))).slice(0, 3);
  const shown =
    known.length > 0
      ? known
      : commands.map((one) => ({ command: one.name, options: {}, words: one.description }));
  if (shown.length === 0) {
    return html`<p role="status">The bot has no commands here yet: it is still starting, or it is not running.</p>`;
  }
  return html`<ul class="tries" aria-label="Commands to try">
    ${shown.map(
      (one) => html`<li>
        <button type="button" class="try" @click=${() => deeds.tryOut(one.command, one.options)}>
          <strong>/${one.command}</strong><span>${one.words}</span>
        </button>
      </li>`,
    )}
  </ul>`;
}

function takesWords(one: Runnable): boolean {
  return one.options.some((option) => option.required && option.type === ApplicationCommandOptionType.String);
}

function posts(known: Known, forum: PageChannel, deeds: ChannelDeeds): TemplateResult {
  const found = postsOf(known, forum);
  if (found.length === 0) return html`<p class="system">No posts yet.</p>`;
  const tags = new Map(forum.availableTags.map((tag) => [tag.id, tag.name]));
  return html`<ul class="posts" aria-label="Posts">
    ${found.map(
      (post) => html`<li>
        <button type="button" class="post" @click=${() => deeds.open(post.id)}>
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
function drawnOnce(message: APIMessage, before: APIMessage | undefined, scene: Scene): TemplateResult {
  const pending = [...scene.pending].filter((key) => key.startsWith(message.id)).join();
  const minute = Math.floor(Date.now() / 60_000);
  const seen = [
    message,
    before,
    scene.light,
    scene.worldVersion,
    minute,
    pending,
    scene.menuOn === message.id,
  ];
  return html`${guard(seen, () => messageItem(message, before, scene))}`;
}

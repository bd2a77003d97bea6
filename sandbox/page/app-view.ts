/** The page's frame: the side with servers and channels, the open channel, and what lies above them. */
import { ChannelType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { PageChannel, PageGuild, PagePerson } from '../server/page-api.ts';
import { avatarFor } from './avatar.ts';
import { channelBody, signIcon } from './channel-view.ts';
import { runnables } from './commands.ts';
import { icons } from './icons.ts';
import { messageMenu } from './menu-view.ts';
import { modalDialog } from './modal-view.ts';
import { botName, channelOf, isForum, isThread, type PageState, titleOf } from './state.ts';
import { displayName } from './text.ts';
import { threadDialog } from './thread-view.ts';
import type { ViewContext } from './view-context.ts';

export function appView(context: ViewContext): TemplateResult {
  const { state, narrow, actions } = context;
  const channel = channelOf(state, state.channelId);
  return html`<a class="skip" href="#write" @click=${(event: Event) => {
    event.preventDefault();
    actions.focusComposer();
  }}>Skip to writing</a>
    <div class="app" @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && state.sideOpen && actions.showSide(false)}>
      ${side(context)}
      <button
        type="button"
        class=${state.sideOpen ? 'shade open' : 'shade'}
        tabindex="-1"
        aria-label="Close the list of channels"
        @click=${() => actions.showSide(false)}
      ></button>
      <main class="chat" ?inert=${state.sideOpen && narrow}>
        ${head(channel, context)} ${notices(context)} ${channel ? openChannel(channel, context) : noChannel(state)}
      </main>
    </div>
    ${state.menu ? messageMenu(state.menu, context) : nothing}
    ${state.modal ? keyed(state.modal.interactionId, modalDialog(state.modal, context)) : nothing}
    ${state.newThread ? threadDialog(state.newThread, context) : nothing}`;
}

// ---- The side

function side(context: ViewContext): TemplateResult {
  const { state, actions } = context;
  const me = state.people.find((person) => person.id === state.me);
  const name = me ? displayName(me.user) : '';
  const direct = state.world?.directMessages ?? [];
  return html`<nav class=${state.sideOpen ? 'side open' : 'side'} id="side" aria-label="Servers and channels">
    <div class="side-head">
      <h1>Sandbox</h1>
      <p>A Discord on this machine</p>
    </div>
    <div class="side-scroll">
      ${state.world?.guilds.map((guild) => guildList(guild, context))}
      ${
        direct.length > 0
          ? html`<h2 class="guild-name" id="direct">Direct messages</h2>
            <ul aria-labelledby="direct">
              ${direct.map((channel) => html`<li>${channelButton(channel, context)}</li>`)}
            </ul>`
          : nothing
      }
    </div>
    <div class="person">
      <img src=${avatarFor(state.me, name)} alt="" />
      <div>
        <label for="speak-as">You speak as</label>
        <select id="speak-as" title=${me?.about ?? ''} @change=${(event: Event) => actions.speakAs((event.target as HTMLSelectElement).value)}>
          ${state.people.map(
            (person) =>
              html`<option value=${person.id} ?selected=${person.id === state.me}>
                ${personLabel(person)}
              </option>`,
          )}
        </select>
      </div>
    </div>
  </nav>`;
}

function personLabel(person: PagePerson): string {
  const name = displayName(person.user);
  return name.toLowerCase().includes(person.handle) ? name : `${name} (${person.handle})`;
}

function guildList(guild: PageGuild, context: ViewContext): TemplateResult {
  const threads = guild.channels.filter((channel) => isThread(channel) && !channel.thread?.archived);
  const rest = guild.channels.filter(
    (channel) => !isThread(channel) && channel.type !== ChannelType.GuildCategory,
  );
  return html`<h2 class="guild-name" id=${`guild-${guild.id}`}>${guild.name}</h2>
    <ul aria-labelledby=${`guild-${guild.id}`}>
      ${rest.map((channel) => {
        const own = threads.filter((thread) => thread.parentId === channel.id);
        return html`<li>
          ${channelButton(channel, context)}
          ${
            own.length > 0
              ? html`<ul class="threads" aria-label=${`Threads of ${channel.name}`}>
                ${own.map((thread) => html`<li>${channelButton(thread, context)}</li>`)}
              </ul>`
              : nothing
          }
        </li>`;
      })}
    </ul>
    ${guild.hasBot ? nothing : html`<p class="guild-note">${botName(context.state)} is not in this server.</p>`}`;
}

function channelButton(channel: PageChannel, { state, actions }: ViewContext): TemplateResult {
  const unread = state.unread.has(channel.id);
  return html`<button
    type="button"
    class=${unread ? 'channel unread' : 'channel'}
    aria-current=${channel.id === state.channelId ? 'page' : nothing}
    @click=${() => actions.openChannel(channel.id)}
  >
    <span class="channel-sign">${signIcon(channel)}</span><span class="channel-name">${channel.name}</span
    >${unread ? html`<span class="dot"><span class="visually-hidden">unread</span></span>` : nothing}
  </button>`;
}

// ---- The channel

function head(channel: PageChannel | undefined, { state, actions }: ViewContext): TemplateResult {
  const online = state.connected && state.world?.bot.online === true;
  const status = state.connected ? `${botName(state)} is ${online ? 'online' : 'offline'}` : 'Connecting…';
  return html`<header class="chat-head">
    <button
      type="button"
      class="open-side"
      aria-label="Channels and people"
      aria-expanded=${state.sideOpen}
      aria-controls="side"
      @click=${() => actions.showSide(true)}
    >
      ${icons.menu}
    </button>
    ${channel ? html`<span class="sign">${signIcon(channel)}</span><h2>${channel.name}</h2>` : html`<h2>No channel</h2>`}
    ${channel?.topic ? html`<p class="topic" title=${channel.topic}>${channel.topic}</p>` : nothing}
    <p class=${online ? 'status on' : 'status'} role="status" title=${status}>
      <i aria-hidden="true"></i><span>${status}</span>
    </p>
  </header>`;
}

function openChannel(channel: PageChannel, context: ViewContext): TemplateResult {
  const { state, actions } = context;
  const commands = runnables(state.commands.get(channel.id) ?? []);
  return html`${keyed(channel.id, channelBody(channel, commands, context))}
    <sandbox-composer
      id="write"
      .runnables=${commands}
      .host=${actions}
      .place=${titleOf(channel)}
      .closed=${whyClosed(channel)}
      .replyTo=${state.replyTo?.channel_id === channel.id ? displayName(state.replyTo.author) : ''}
    ></sandbox-composer>`;
}

function whyClosed(channel: PageChannel): string {
  if (isForum(channel)) return 'Open a post to write in it, or make a new one.';
  if (channel.thread?.locked && !channel.can.send) return 'This thread is locked.';
  return channel.can.send || channel.can.useCommands
    ? ''
    : 'You may not write here. Speak as someone else to try.';
}

function noChannel(state: PageState): TemplateResult {
  return html`<div class="scroll"><p class="system">${state.connected ? 'You see no channel here. Speak as someone else.' : 'Connecting to the sandbox…'}</p></div>`;
}

// ---- Above everything

function notices({ state, actions }: ViewContext): TemplateResult {
  return html`<div class="notices" role="alert">
    ${state.notices.map(
      (notice) => html`<div class="notice">
        <span>${notice.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss this notice" @click=${() => actions.dismissNotice(notice.id)}>${icons.close}</button>
      </div>`,
    )}
  </div>`;
}

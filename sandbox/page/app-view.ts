/** The page's frame: the side with servers and channels, the open channel, and what lies above them. */
import { ChannelType } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { PageChannel, PageGuild, PagePerson } from '../server/page-api.ts';
import { avatarFor } from './avatar.ts';
import { type ChannelDeeds, channelBody, signIcon } from './channel-view.ts';
import type { Runnable } from './commands.ts';
import type { ComposerPort } from './composer.ts';
import { icons } from './icons.ts';
import { type MenuDeeds, messageMenu } from './menu-view.ts';
import { type ModalView, modalDialog } from './modal-view.ts';
import type { Scene } from './scene.ts';
import { botName, channelOf, isForum, isThread, type Known, titleOf } from './state.ts';
import { type ThreadDeeds, threadDialog } from './thread-view.ts';

export interface Deeds extends ChannelDeeds, MenuDeeds {
  open(channelId: string): void;
  speakAs(personId: string): void;
  drawer(open: boolean): void;
  forget(noticeId: number): void;
  modal: Pick<ModalView, 'submit' | 'cancel'>;
  thread: ThreadDeeds;
  composer: ComposerPort;
}

export function appView(known: Known, scene: Scene, runnable: Runnable[], deeds: Deeds): TemplateResult {
  const channel = channelOf(known, known.channelId);
  return html`<a class="skip" href="#write" @click=${toComposer}>Skip to writing</a>
    <div class="app" @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && known.drawer && deeds.drawer(false)}>
      ${side(known, deeds)}
      <button
        type="button"
        class=${known.drawer ? 'shade open' : 'shade'}
        tabindex="-1"
        aria-label="Close the list of channels"
        @click=${() => deeds.drawer(false)}
      ></button>
      <main class="chat" ?inert=${known.drawer && narrow()}>
        ${head(known, channel, deeds)} ${notices(known, deeds)}
        ${channel ? keyed(channel.id, channelBody(known, channel, scene, runnable, deeds)) : empty(known)}
        ${
          channel
            ? html`<sandbox-composer
              id="write"
              .runnables=${runnable}
              .scene=${scene}
              .port=${deeds.composer}
              .place=${titleOf(channel)}
              .closed=${whyClosed(channel)}
              .replyTo=${replyName(known)}
            ></sandbox-composer>`
            : nothing
        }
      </main>
    </div>
    ${known.menu ? messageMenu(known, known.menu, deeds) : nothing}
    ${
      known.modal
        ? keyed(
            known.modal.interactionId,
            modalDialog(
              { ...known.modal, fault: known.modal.fault, from: botName(known), ...deeds.modal },
              scene,
            ),
          )
        : nothing
    }
    ${known.threading ? threadDialog(known, known.threading, deeds.thread) : nothing}`;
}

// ---- The side

function side(known: Known, deeds: Deeds): TemplateResult {
  const me = known.people.find((person) => person.id === known.me);
  const name = me ? (me.user.global_name ?? me.user.username) : '';
  const direct = known.world?.directMessages ?? [];
  return html`<nav class=${known.drawer ? 'side open' : 'side'} id="side" aria-label="Servers and channels">
    <div class="side-head">
      <h1>Sandbox</h1>
      <p>A Discord on this machine</p>
    </div>
    <div class="side-scroll">
      ${known.world?.guilds.map((guild) => guildList(guild, known, deeds))}
      ${
        direct.length > 0
          ? html`<h2 class="guild-name" id="direct">Direct messages</h2>
            <ul aria-labelledby="direct">
              ${direct.map((channel) => html`<li>${channelButton(channel, known, deeds)}</li>`)}
            </ul>`
          : nothing
      }
    </div>
    <div class="person">
      <img src=${avatarFor(known.me, name)} alt="" />
      <div>
        <label for="speak-as">You speak as</label>
        <select id="speak-as" title=${me?.about ?? ''} @change=${(event: Event) => deeds.speakAs((event.target as HTMLSelectElement).value)}>
          ${known.people.map(
            (person) =>
              html`<option value=${person.id} ?selected=${person.id === known.me}>
                ${personLabel(person)}
              </option>`,
          )}
        </select>
      </div>
    </div>
  </nav>`;
}

function personLabel(person: PagePerson): string {
  const name = person.user.global_name ?? person.user.username;
  return name.toLowerCase().includes(person.handle) ? name : `${name} (${person.handle})`;
}

function guildList(guild: PageGuild, known: Known, deeds: Deeds): TemplateResult {
  const threads = guild.channels.filter((channel) => isThread(channel) && !channel.thread?.archived);
  const rest = guild.channels.filter(
    (channel) => !isThread(channel) && channel.type !== ChannelType.GuildCategory,
  );
  return html`<h2 class="guild-name" id=${`guild-${guild.id}`}>${guild.name}</h2>
    <ul aria-labelledby=${`guild-${guild.id}`}>
      ${rest.map((channel) => {
        const own = threads.filter((thread) => thread.parentId === channel.id);
        return html`<li>
          ${channelButton(channel, known, deeds)}
          ${
            own.length > 0
              ? html`<ul class="threads" aria-label=${`Threads of ${channel.name}`}>
                ${own.map((thread) => html`<li>${channelButton(thread, known, deeds)}</li>`)}
              </ul>`
              : nothing
          }
        </li>`;
      })}
    </ul>
    ${guild.hasBot ? nothing : html`<p class="guild-note">${botName(known)} is not in this server.</p>`}`;
}

function channelButton(channel: PageChannel, known: Known, deeds: Deeds): TemplateResult {
  const unread = known.unread.has(channel.id);
  return html`<button
    type="button"
    class=${unread ? 'channel unread' : 'channel'}
    aria-current=${channel.id === known.channelId ? 'page' : nothing}
    @click=${() => deeds.open(channel.id)}
  >
    <span class="channel-sign">${signIcon(channel)}</span><span class="channel-name">${channel.name}</span
    >${unread ? html`<span class="dot"><span class="visually-hidden">unread</span></span>` : nothing}
  </button>`;
}

// ---- The channel

function head(known: Known, channel: PageChannel | undefined, deeds: Deeds): TemplateResult {
  const online = known.connected && known.world?.bot.online === true;
  const state = known.connected ? `${botName(known)} is ${online ? 'online' : 'offline'}` : 'Connecting…';
  return html`<header class="chat-head">
    <button
      type="button"
      class="open-side"
      aria-label="Channels and people"
      aria-expanded=${known.drawer}
      aria-controls="side"
      @click=${() => deeds.drawer(true)}
    >
      ${icons.menu}
    </button>
    ${channel ? html`<span class="sign">${signIcon(channel)}</span><h2>${channel.name}</h2>` : html`<h2>No channel</h2>`}
    ${channel?.topic ? html`<p class="topic" title=${channel.topic}>${channel.topic}</p>` : nothing}
    <p class=${online ? 'status on' : 'status'} role="status" title=${state}>
      <i aria-hidden="true"></i><span>${state}</span>
    </p>
  </header>`;
}

function replyName(known: Known): string {
  const author = known.replyTo?.channel_id === known.channelId ? known.replyTo.author : undefined;
  return author ? (author.global_name ?? author.username) : '';
}

function whyClosed(channel: PageChannel): string {
  if (isForum(channel)) return 'Open a post to write in it, or make a new one.';
  if (channel.thread?.locked && !channel.can.send) return 'This thread is locked.';
  return channel.can.send || channel.can.useCommands
    ? ''
    : 'You may not write here. Speak as someone else to try.';
}

function empty(known: Known): TemplateResult {
  return html`<div class="scroll"><p class="system">${known.connected ? 'You see no channel here. Speak as someone else.' : 'Connecting to the sandbox…'}</p></div>`;
}

// ---- Above everything

function notices(known: Known, deeds: Deeds): TemplateResult {
  return html`<div class="notices" role="alert">
    ${known.notices.map(
      (notice) => html`<div class="notice">
        <span>${notice.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss this notice" @click=${() => deeds.forget(notice.id)}>${icons.close}</button>
      </div>`,
    )}
  </div>`;
}

function toComposer(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('sandbox-composer')?.focus();
}

export function narrow(): boolean {
  return matchMedia('(max-width: 760px)').matches;
}

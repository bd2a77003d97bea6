/** What a person does on the page, as requests; and what comes of it. */
import type { APIMessage } from 'discord-api-types/v10';
import { type Deeds, narrow } from './app-view.ts';
import { type Filled, interactionOptions, type Runnable } from './commands.ts';
import { closeDialog } from './dialog.ts';
import type { ModalFilled } from './modal-view.ts';
import type { Page } from './page.ts';
import type { Acts } from './scene.ts';
import { PORTION, type Session } from './session.ts';
import { channelOf, take, userName } from './state.ts';

/** Inside messages (`acts`) and around them (`deeds`). */
export function deedsOf(page: Page, session: Session): { acts: Acts; deeds: Deeds } {
  const { known, live, interactions, stick } = page;
  const asked = () => session.server;
  /** What a modal was opened by: the focus goes back there. */
  let opener: () => HTMLElement | null = () => page.composer();

  const newestHere = () => known.messages.get(known.channelId)?.at(-1)?.id;

  function openChannel(id: string): void {
    if (!channelOf(known, id)) return;
    const closes = known.drawer && narrow();
    known.drawer = false;
    session.open(id);
    if (closes) page.focusSoon('.open-side');
  }

  function closeMenu(): void {
    const opener = known.menu?.opener;
    known.menu = undefined;
    page.draw();
    opener?.focus();
  }

  async function runCommand(runnable: Runnable, filled: Filled, files: Record<string, File>): Promise<void> {
    const values = { ...filled };
    for (const [option, file] of Object.entries(files))
      values[option] = (await asked().upload([file]))[0] ?? '';
    const options = interactionOptions(runnable, values);
    const body = { channelId: known.channelId, commandId: runnable.command.id, options };
    opener = () => page.composer();
    await interactions.outcome(asked().act('command', body));
    stick.toEnd();
  }

  async function component(message: APIMessage, customId: string, values?: string[]): Promise<void> {
    const key = `${message.id}/${customId}`;
    const pressed = () => inMessage(message, `[data-custom-id="${CSS.escape(customId)}"]`);
    opener = pressed;
    const had = document.activeElement;
    const newest = newestHere();
    known.pending.add(key);
    page.draw();
    const body = {
      channelId: message.channel_id,
      messageId: message.id,
      customId,
      ...(values ? { values } : {}),
    };
    await page.tried(() => interactions.outcome(asked().act('component', body)));
    known.pending.delete(key);
    page.draw();
    await new Promise(requestAnimationFrame);
    // A button that waits is disabled and loses the focus: it comes back, unless a person moved on.
    const moved = document.activeElement !== document.body && document.activeElement !== had;
    if (!moved && !known.modal) pressed()?.focus({ preventScroll: true });
    if (newestHere() !== newest) stick.toEnd();
  }

  async function vote(message: APIMessage, answerIds: number[]): Promise<void> {
    const voted = message.poll?.results?.answer_counts.some((count) => count.me_voted);
    if (answerIds.length === 0 && !voted) return live.say('Select an answer first.');
    const body = { channelId: message.channel_id, messageId: message.id, answerIds };
    if (!(await page.tried(() => asked().act('vote', body)))) return;
    live.say(answerIds.length > 0 ? 'Your vote is counted.' : 'Your vote is taken back.');
    requestAnimationFrame(() => inMessage(message, '.poll-foot button')?.focus());
  }

  async function dismiss(message: APIMessage): Promise<void> {
    const body = { channelId: message.channel_id, messageId: message.id };
    if (!(await page.tried(() => asked().act('dismiss', body)))) return;
    take(known, { type: 'message-deleted', ...body });
    page.draw();
    page.composer()?.focus();
    live.say('Dismissed.');
  }

  async function submitModal(filled: ModalFilled): Promise<void> {
    const { modal } = known;
    if (!modal || modal.sending) return;
    Object.assign(modal, { sending: true, fault: undefined });
    page.draw();
    try {
      const fields = { ...filled.fields };
      for (const [id, files] of Object.entries(filled.files)) fields[id] = await asked().upload(files);
      await interactions.outcome(asked().act('submit-modal', { interactionId: modal.interactionId, fields }));
      if (known.modal === modal) closeModal();
    } catch (error) {
      modal.fault = (error as Error).message;
    }
    modal.sending = false;
    page.draw();
  }

  function closeModal(): void {
    closeDialog();
    known.modal = undefined;
    page.draw();
    requestAnimationFrame(() => document.activeElement === document.body && opener()?.focus());
  }

  async function startThread(name: string, content: string, tags: string[]): Promise<void> {
    const { threading } = known;
    if (!threading || threading.sending) return;
    threading.sending = true;
    page.draw();
    try {
      const { channelId } = await asked().act('thread', {
        channelId: threading.channelId,
        name,
        ...(threading.message ? { messageId: threading.message.id } : {}),
        ...(content ? { content } : {}),
        ...(tags.length > 0 ? { tags } : {}),
      });
      closeDialog();
      known.threading = undefined;
      await arrived(channelId);
      openChannel(channelId);
      page.focusSoon('sandbox-composer textarea');
    } catch (error) {
      Object.assign(threading, { fault: (error as Error).message, sending: false });
    }
    page.draw();
  }

  /** A new thread is told by an event, which may come after the request's answer. */
  async function arrived(channelId: string): Promise<void> {
    for (let tries = 0; tries < 20 && !channelOf(known, channelId); tries++) {
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async function older(): Promise<void> {
    const { channelId } = known;
    const first = known.messages.get(channelId)?.[0];
    const found = first && (await page.tried(() => asked().messages(channelId, first.id)));
    if (!found) return;
    if (found.length < PORTION) known.whole.add(channelId);
    const scroll = document.querySelector('.scroll');
    const fromEnd = scroll ? scroll.scrollHeight - scroll.scrollTop : 0;
    known.messages.set(channelId, [...found, ...(known.messages.get(channelId) ?? [])]);
    page.draw();
    await new Promise(requestAnimationFrame);
    if (scroll) scroll.scrollTop = scroll.scrollHeight - fromEnd;
  }

  const acts: Acts = {
    press: (message, customId) => void component(message, customId),
    choose: (message, customId, values) => void component(message, customId, values),
    vote: (message, answerIds) => void vote(message, answerIds),
    dismiss: (message) => void dismiss(message),
    messageMenu(message, opener) {
      known.menu = { message, opener };
      page.draw();
    },
    openChannel,
    pickCommand: (name) => page.composer()?.begin(name),
  };

  const deeds: Deeds = {
    open: openChannel,
    speakAs(personId) {
      session.become(personId);
      live.say(`You speak as ${userName(known, personId) ?? 'someone else'}.`);
    },
    drawer(open) {
      known.drawer = open;
      page.draw();
      page.focusSoon(open ? '.side [aria-current], .side .channel' : '.open-side');
    },
    forget: (id) => page.forgetNotice(id),
    older: () => void older(),
    tryOut: (command, filled) => page.composer()?.begin(command, filled),
    newPost(channelId) {
      known.threading = { channelId, sending: false };
      page.draw();
    },
    messageCommand(command, message) {
      closeMenu();
      opener = () => inMessage(message, '.message-tools button');
      const body = { channelId: message.channel_id, commandId: command.id, targetId: message.id };
      void page.tried(() => interactions.outcome(asked().act('command', body)));
    },
    reply(message) {
      closeMenu();
      known.replyTo = message;
      page.draw();
      page.focusSoon('sandbox-composer textarea');
    },
    openThread(message) {
      closeMenu();
      known.threading = { channelId: message.channel_id, message, sending: false };
      page.draw();
    },
    remove(message) {
      closeMenu();
      const body = { channelId: message.channel_id, messageId: message.id };
      void page.tried(() => asked().act('delete-message', body));
      page.composer()?.focus();
    },
    closeMenu,
    modal: {
      submit: (filled) => void submitModal(filled),
      cancel() {
        const { modal } = known;
        closeModal();
        if (modal)
          void asked()
            .act('dismiss-modal', { interactionId: modal.interactionId })
            .catch(() => {});
      },
    },
    thread: {
      start: (name, content, tags) => void startThread(name, content, tags),
      cancel() {
        closeDialog();
        known.threading = undefined;
        page.draw();
      },
    },
    composer: {
      send: (content, files) =>
        page.told(async () => {
          const ids = await asked().upload(files);
          const attached = ids.length > 0 ? { files: ids } : {};
          const { channelId, replyTo } = known;
          const reply = replyTo?.channel_id === channelId ? { replyTo: replyTo.id } : {};
          await asked().act('message', { channelId, content, ...attached, ...reply });
          known.replyTo = undefined;
          page.draw();
          stick.toEnd();
        }),
      run: (runnable, filled, files) => page.told(() => runCommand(runnable, filled, files)),
      async complete(runnable, filled, focused) {
        const options = interactionOptions(runnable, filled, focused);
        const body = { channelId: known.channelId, commandId: runnable.command.id, options };
        return (await asked().act('autocomplete', body)).choices;
      },
      noReply() {
        known.replyTo = undefined;
        page.draw();
      },
      say: (text) => live.say(text),
    },
  };
  return { acts, deeds };
}

function inMessage(message: APIMessage, selector: string): HTMLElement | null {
  const place = document.querySelector(`[data-message="${CSS.escape(message.id)}"]`);
  return place?.querySelector<HTMLElement>(selector) ?? null;
}

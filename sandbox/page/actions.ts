/** What a person does on the page: what is asked of the server for it, and what the page shows then. */
import type { APIApplicationCommand, APIMessage } from 'discord-api-types/v10';
import { BATCH } from './client.ts';
import { type Filled, interactionOptions } from './commands.ts';
import type { ComposerHost } from './composer.ts';
import { closeDialog } from './dialog.ts';
import type { FilledModal } from './modal-form.ts';
import type { Page } from './page.ts';
import type { Session } from './session.ts';
import { applyEvent, channelOf, choicesOf, userName } from './state.ts';

export type Actions = ReturnType<typeof createActions>;

export function createActions(page: Page, session: Session) {
  const { state, live, interactions, stick } = page;
  /** What a modal was opened by: the focus goes back there. */
  let opener: () => HTMLElement | null = () => page.composer();

  const newestHere = () => state.messages.get(state.channelId)?.at(-1)?.id;

  function openChannel(id: string): void {
    if (!channelOf(state, id)) return;
    const closesSide = state.sideOpen && page.isNarrow();
    state.sideOpen = false;
    session.open(id);
    if (closesSide) page.focusSoon('.open-side');
  }

  function closeMenu(): void {
    const opener = state.menu?.opener;
    state.menu = undefined;
    page.draw();
    opener?.focus();
  }

  function setReplyTo(message?: APIMessage): void {
    state.replyTo = message;
    page.draw();
  }

  /** Presses a button, or chooses `values` in a select. */
  async function useComponent(message: APIMessage, customId: string, values?: string[]): Promise<void> {
    const key = `${message.id}/${customId}`;
    const pressed = () => findInMessage(message, `[data-custom-id="${CSS.escape(customId)}"]`);
    opener = pressed;
    const focused = document.activeElement;
    const newest = newestHere();
    state.pending.add(key);
    page.draw();
    const body = { ...addressOf(message), customId, values };
    await page.attempt(() => interactions.waitFor(session.client.act('component', body)));
    state.pending.delete(key);
    page.draw();
    await new Promise(requestAnimationFrame);
    // A button that waits is disabled and loses the focus: it comes back, unless a person moved on.
    const moved = document.activeElement !== document.body && document.activeElement !== focused;
    if (!moved && !state.modal) pressed()?.focus({ preventScroll: true });
    if (newestHere() !== newest) stick.toEnd();
  }

  /** Sets one's votes; none takes them back. */
  async function vote(message: APIMessage, answerIds: number[]): Promise<void> {
    const voted = message.poll?.results?.answer_counts.some((count) => count.me_voted);
    if (answerIds.length === 0 && !voted) return live.say('Select an answer first.');
    const body = { ...addressOf(message), answerIds };
    if (!(await page.attempt(() => session.client.act('vote', body)))) return;
    live.say(answerIds.length > 0 ? 'Your vote is counted.' : 'Your vote is taken back.');
    requestAnimationFrame(() => findInMessage(message, '.poll-foot button')?.focus());
  }

  async function dismiss(message: APIMessage): Promise<void> {
    const body = addressOf(message);
    if (!(await page.attempt(() => session.client.act('dismiss', body)))) return;
    applyEvent(state, { type: 'message-deleted', ...body });
    page.draw();
    page.composer()?.focus();
    live.say('Dismissed.');
  }

  function runMessageCommand(command: APIApplicationCommand, message: APIMessage): void {
    closeMenu();
    opener = () => findInMessage(message, '.message-tools button');
    const body = { channelId: message.channel_id, commandId: command.id, targetId: message.id };
    void page.attempt(() => interactions.waitFor(session.client.act('command', body)));
  }

  function deleteMessage(message: APIMessage): void {
    closeMenu();
    void page.attempt(() => session.client.act('delete-message', addressOf(message)));
    page.composer()?.focus();
  }

  async function submitModal(filled: FilledModal): Promise<void> {
    const { modal } = state;
    if (!modal || modal.sending) return;
    Object.assign(modal, { sending: true, fault: undefined });
    page.draw();
    try {
      const { interactionId } = modal;
      const fields = { ...filled.fields };
      for (const [id, files] of Object.entries(filled.files)) fields[id] = await session.client.upload(files);
      await interactions.waitFor(session.client.act('submit-modal', { interactionId, fields }));
      if (state.modal === modal) closeModal();
    } catch (error) {
      modal.fault = (error as Error).message;
    }
    modal.sending = false;
    page.draw();
  }

  function closeModal(): void {
    closeDialog();
    state.modal = undefined;
    page.draw();
    requestAnimationFrame(() => document.activeElement === document.body && opener()?.focus());
  }

  /** The server is told, but nobody waits for it. */
  function cancelModal(): void {
    const { modal } = state;
    closeModal();
    if (modal)
      session.client.act('dismiss-modal', { interactionId: modal.interactionId }).catch(() => undefined);
  }

  function nameThread(channelId: string, message?: APIMessage): void {
    if (message) closeMenu();
    state.newThread = { channelId, sending: false, ...(message && { message }) };
    page.draw();
  }

  /** Opens the thread that was named: on its message or, without one, as a post with its first `content`. */
  async function startThread(name: string, content: string, tags: string[]): Promise<void> {
    const { newThread } = state;
    if (!newThread || newThread.sending) return;
    newThread.sending = true;
    page.draw();
    try {
      const { message, channelId } = newThread;
      const started = message
        ? await session.client.act('thread', { ...addressOf(message), name })
        : await session.client.act('post', { channelId, name, content, tags });
      cancelThread();
      await untilThere(started.channelId);
      openChannel(started.channelId);
      page.focusSoon('sandbox-composer textarea');
    } catch (error) {
      Object.assign(newThread, { fault: (error as Error).message, sending: false });
    }
    page.draw();
  }

  function cancelThread(): void {
    closeDialog();
    state.newThread = undefined;
    page.draw();
  }

  /** A new thread comes by an event, which may be later than the request's answer. */
  async function untilThere(channelId: string): Promise<void> {
    for (let tries = 0; tries < 20 && !channelOf(state, channelId); tries++) {
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async function showOlder(): Promise<void> {
    const { channelId } = state;
    const first = state.messages.get(channelId)?.[0];
    const older = first && (await page.attempt(() => session.client.messages(channelId, first.id)));
    if (!older) return;
    if (older.length < BATCH) state.complete.add(channelId);
    const scroll = document.querySelector('.scroll');
    const fromEnd = scroll ? scroll.scrollHeight - scroll.scrollTop : 0;
    state.messages.set(channelId, [...older, ...(state.messages.get(channelId) ?? [])]);
    page.draw();
    await new Promise(requestAnimationFrame);
    if (scroll) scroll.scrollTop = scroll.scrollHeight - fromEnd;
  }

  const composer: ComposerHost = {
    async send(content, files) {
      const sent = await page.attempt(async () => {
        const { channelId, replyTo } = state;
        return session.client.act('message', {
          channelId,
          content,
          files: await session.client.upload(files),
          replyTo: replyTo?.channel_id === channelId ? replyTo.id : undefined,
        });
      });
      if (!sent) return false;
      setReplyTo();
      stick.toEnd();
      return true;
    },
    async run(runnable, filled, files) {
      opener = () => page.composer();
      const done = await page.attempt(async () => {
        const values = { ...filled };
        for (const [option, file] of Object.entries(files))
          values[option] = (await session.client.upload([file]))[0] ?? '';
        const options = interactionOptions(runnable, values);
        const body = { channelId: state.channelId, commandId: runnable.command.id, options };
        await interactions.waitFor(session.client.act('command', body));
        return true;
      });
      if (done) stick.toEnd();
      return done ?? false;
    },
    async complete(runnable, filled, focused) {
      const options = interactionOptions(runnable, filled, focused);
      const body = { channelId: state.channelId, commandId: runnable.command.id, options };
      return (await session.client.act('autocomplete', body)).choices;
    },
    choices: (kind) => choicesOf(state, kind),
    cancelReply: () => setReplyTo(),
    announce: (text) => live.say(text),
  };

  return {
    composer,
    openChannel,
    showOlder,
    useComponent,
    vote,
    dismiss,
    closeMenu,
    runMessageCommand,
    deleteMessage,
    submitModal,
    cancelModal,
    nameThread,
    startThread,
    cancelThread,
    openMenu(message: APIMessage, opener: HTMLElement) {
      state.menu = { message, opener };
      page.draw();
    },
    replyTo(message: APIMessage) {
      closeMenu();
      setReplyTo(message);
      page.focusSoon('sandbox-composer textarea');
    },
    fillCommand(name: string, filled?: Filled) {
      page.composer()?.begin(name, filled);
    },
    focusComposer() {
      page.composer()?.focus();
    },
    speakAs(personId: string) {
      session.become(personId);
      live.say(`You speak as ${userName(state, personId) ?? 'someone else'}.`);
    },
    showSide(open: boolean) {
      state.sideOpen = open;
      page.draw();
      page.focusSoon(open ? '.side [aria-current], .side .channel' : '.open-side');
    },
    dismissNotice: (id: number) => page.dismissNotice(id),
  };
}

function addressOf(message: APIMessage): { channelId: string; messageId: string } {
  return { channelId: message.channel_id, messageId: message.id };
}

function findInMessage(message: APIMessage, selector: string): HTMLElement | null {
  const place = document.querySelector(`[data-message="${CSS.escape(message.id)}"]`);
  return place?.querySelector<HTMLElement>(selector) ?? null;
}

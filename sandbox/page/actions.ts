/** What a person does on the page: what is asked of the server for it, and what the page shows then. */
import type { APIApplicationCommand, APIMessage } from 'discord-api-types/v10';
import type { PageInteraction } from '../server/page-api.ts';
import { BATCH } from './client.ts';
import { type Filled, interactionOptions, type Runnable } from './commands.ts';
import type { ComposerHost } from './composer.ts';
import { closeDialog } from './dialog.ts';
import type { FilledModal } from './modal-form.ts';
import type { Page } from './page.ts';
import type { Choice } from './select.ts';
import type { Session } from './session.ts';
import { applyEvent, channelOf, choicesOf, type PickKind, userName } from './state.ts';
import type { Suggestion } from './suggest-input.ts';

const BOX = 'sandbox-composer textarea';

export class Actions implements ComposerHost {
  /** What a modal was opened by: the focus goes back there. */
  private opener: () => HTMLElement | null = () => this.page.composer();

  constructor(
    private readonly page: Page,
    private readonly session: Session,
  ) {}

  // ---- People and channels

  speakAs(personId: string): void {
    this.session.become(personId);
    this.announce(`You speak as ${userName(this.state, personId) ?? 'someone else'}.`);
  }

  openChannel(id: string): void {
    if (!channelOf(this.state, id)) return;
    const closesSide = this.state.sideOpen && this.page.isNarrow();
    this.state.sideOpen = false;
    this.session.open(id);
    if (closesSide) this.page.focusSoon('.open-side');
  }

  showSide(open: boolean): void {
    this.state.sideOpen = open;
    this.page.draw();
    this.page.focusSoon(open ? '.side [aria-current], .side .channel' : '.open-side');
  }

  async showOlder(): Promise<void> {
    const { state, page } = this;
    const { channelId } = state;
    const first = state.messages.get(channelId)?.[0];
    const older = first && (await page.attempt(() => this.client.messages(channelId, first.id)));
    if (!older) return;
    if (older.length < BATCH) state.complete.add(channelId);
    const scroll = document.querySelector('.scroll');
    const fromEnd = scroll ? scroll.scrollHeight - scroll.scrollTop : 0;
    state.messages.set(channelId, [...older, ...(state.messages.get(channelId) ?? [])]);
    page.draw();
    await new Promise(requestAnimationFrame);
    if (scroll) scroll.scrollTop = scroll.scrollHeight - fromEnd;
  }

  dismissNotice(id: number): void {
    this.page.dismissNotice(id);
  }

  // ---- Writing

  async send(content: string, files: readonly File[]): Promise<boolean> {
    const sent = await this.page.attempt(async () => {
      const { channelId, replyTo } = this.state;
      return this.client.run('message', {
        channelId,
        content,
        files: await this.client.upload(files),
        replyTo: replyTo?.channel_id === channelId ? replyTo.id : undefined,
      });
    });
    if (!sent) return false;
    this.cancelReply();
    this.page.stick.toEnd();
    return true;
  }

  async run(runnable: Runnable, filled: Filled, files: Readonly<Record<string, File>>): Promise<boolean> {
    this.opener = () => this.page.composer();
    const done = await this.interact(async () => {
      const values = { ...filled };
      for (const [option, file] of Object.entries(files))
        values[option] = (await this.client.upload([file]))[0] ?? '';
      const options = interactionOptions(runnable, values);
      const { channelId } = this.state;
      return this.client.run('command', { channelId, commandId: runnable.command.id, options });
    });
    if (done) this.page.stick.toEnd();
    return done;
  }

  async complete(runnable: Runnable, filled: Filled, focused: string): Promise<Suggestion[]> {
    const options = interactionOptions(runnable, filled, focused);
    const body = { channelId: this.state.channelId, commandId: runnable.command.id, options };
    return (await this.client.run('autocomplete', body)).choices;
  }

  choices(kind: PickKind): Choice[] {
    return choicesOf(this.state, kind);
  }

  announce(text: string): void {
    this.page.live.say(text);
  }

  cancelReply(): void {
    this.state.replyTo = undefined;
    this.page.draw();
  }

  /** Takes up a command in the composer, with some of its fields filled in. */
  fillCommand(name: string, filled?: Filled): void {
    this.page.composer()?.begin(name, filled);
  }

  focusComposer(): void {
    this.page.composer()?.focus();
  }

  // ---- With a message

  /** Presses a button, or chooses `values` in a select. */
  async useComponent(message: APIMessage, customId: string, values?: string[]): Promise<void> {
    const { state, page } = this;
    const key = `${message.id}/${customId}`;
    const pressed = () => findInMessage(message, `[data-custom-id="${CSS.escape(customId)}"]`);
    this.opener = pressed;
    const focused = document.activeElement;
    const newest = this.newestHere();
    state.pending.add(key);
    page.draw();
    await this.interact(() => this.client.run('component', { ...addressOf(message), customId, values }));
    state.pending.delete(key);
    page.draw();
    await new Promise(requestAnimationFrame);
    // A button that waits is disabled and loses the focus: it comes back, unless a person moved on.
    const moved = document.activeElement !== document.body && document.activeElement !== focused;
    if (!moved && !state.modal) pressed()?.focus({ preventScroll: true });
    if (this.newestHere() !== newest) page.stick.toEnd();
  }

  /** Sets one's votes; none takes them back. */
  async vote(message: APIMessage, answerIds: number[]): Promise<void> {
    const voted = message.poll?.results?.answer_counts.some((count) => count.me_voted);
    if (answerIds.length === 0 && !voted) return this.announce('Select an answer first.');
    const body = { ...addressOf(message), answerIds };
    if (!(await this.page.attempt(() => this.client.run('vote', body)))) return;
    this.announce(answerIds.length > 0 ? 'Your vote is counted.' : 'Your vote is taken back.');
    requestAnimationFrame(() => findInMessage(message, '.poll-foot button')?.focus());
  }

  async dismiss(message: APIMessage): Promise<void> {
    const body = addressOf(message);
    if (!(await this.page.attempt(() => this.client.run('dismiss', body)))) return;
    applyEvent(this.state, { type: 'message-deleted', ...body });
    this.page.draw();
    this.focusComposer();
    this.announce('Dismissed.');
  }

  openMenu(message: APIMessage, opener: HTMLElement): void {
    this.state.menu = { message, opener };
    this.page.draw();
  }

  closeMenu(): void {
    const opener = this.state.menu?.opener;
    this.state.menu = undefined;
    this.page.draw();
    opener?.focus();
  }

  runMessageCommand(command: APIApplicationCommand, message: APIMessage): void {
    this.closeMenu();
    this.opener = () => findInMessage(message, '.message-tools button');
    const body = { channelId: message.channel_id, commandId: command.id, targetId: message.id };
    void this.interact(() => this.client.run('command', body));
  }

  replyTo(message: APIMessage): void {
    this.closeMenu();
    this.state.replyTo = message;
    this.page.draw();
    this.page.focusSoon(BOX);
  }

  deleteMessage(message: APIMessage): void {
    this.closeMenu();
    void this.page.attempt(() => this.client.run('delete-message', addressOf(message)));
    this.focusComposer();
  }

  // ---- Modals and threads

  async submitModal(filled: FilledModal): Promise<void> {
    const { modal } = this.state;
    if (!modal || modal.sending) return;
    Object.assign(modal, { sending: true, fault: undefined });
    this.page.draw();
    try {
      const { interactionId } = modal;
      const fields = { ...filled.fields };
      for (const [id, files] of Object.entries(filled.files)) fields[id] = await this.client.upload(files);
      await this.page.interactions.waitFor(this.client.run('submit-modal', { interactionId, fields }));
      if (this.state.modal === modal) this.closeModal();
    } catch (error) {
      modal.fault = (error as Error).message;
    }
    modal.sending = false;
    this.page.draw();
  }

  /** Tells the server, and does not wait for it. */
  cancelModal(): void {
    const { modal } = this.state;
    this.closeModal();
    if (modal)
      this.client.run('dismiss-modal', { interactionId: modal.interactionId }).catch(() => undefined);
  }

  /** Asks for the name of a thread on a message or, without one, of a post in a forum. */
  nameThread(channelId: string, message?: APIMessage): void {
    if (message) this.closeMenu();
    this.state.newThread = { channelId, sending: false, ...(message && { message }) };
    this.page.draw();
  }

  /** Opens the thread that was named. `content` and `tags` are a post's. */
  async startThread(name: string, content: string, tags: string[]): Promise<void> {
    const { newThread } = this.state;
    if (!newThread || newThread.sending) return;
    newThread.sending = true;
    this.page.draw();
    try {
      const { message, channelId } = newThread;
      const started = message
        ? await this.client.run('thread', { ...addressOf(message), name })
        : await this.client.run('post', { channelId, name, content, tags });
      this.cancelThread();
      await this.untilThere(started.channelId);
      this.openChannel(started.channelId);
      this.page.focusSoon(BOX);
    } catch (error) {
      Object.assign(newThread, { fault: (error as Error).message, sending: false });
    }
    this.page.draw();
  }

  cancelThread(): void {
    closeDialog();
    this.state.newThread = undefined;
    this.page.draw();
  }

  // ---- How

  private get state() {
    return this.page.state;
  }

  private get client() {
    return this.session.client;
  }

  /** Starts an interaction and waits for what becomes of it; whether it was answered. A failure is shown. */
  private async interact(start: () => Promise<PageInteraction>): Promise<boolean> {
    const answered = await this.page.attempt(async () => {
      await this.page.interactions.waitFor(start());
      return true;
    });
    return answered ?? false;
  }

  private newestHere(): string | undefined {
    return this.state.messages.get(this.state.channelId)?.at(-1)?.id;
  }

  private closeModal(): void {
    closeDialog();
    this.state.modal = undefined;
    this.page.draw();
    requestAnimationFrame(() => document.activeElement === document.body && this.opener()?.focus());
  }

  /** A new thread comes by an event, which may be later than the request's answer. */
  private async untilThere(channelId: string): Promise<void> {
    for (let tries = 0; tries < 20 && !channelOf(this.state, channelId); tries++) {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

function addressOf(message: APIMessage): { channelId: string; messageId: string } {
  return { channelId: message.channel_id, messageId: message.id };
}

function findInMessage(message: APIMessage, selector: string): HTMLElement | null {
  const place = document.querySelector(`[data-message="${CSS.escape(message.id)}"]`);
  return place?.querySelector<HTMLElement>(selector) ?? null;
}

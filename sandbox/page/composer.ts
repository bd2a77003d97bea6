/**
 * Where one writes: plain messages with files, and after `/` (or the Commands button) a list of commands, one of
 * which is then filled in.
 */
import { ApplicationCommandOptionType as Kind } from 'discord-api-types/v10';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { CommandForm, CommandHost } from './command-form.ts';
import { type Filled, matching, type Runnable, typedCommand } from './commands.ts';
import { icons } from './icons.ts';
import { counted } from './text.ts';

/** What the composer asks of the page. */
export interface ComposerHost extends CommandHost {
  /** Resolves to whether it was sent; if not, the page has said why. */
  send(content: string, files: readonly File[]): Promise<boolean>;
  /** The next message answers nothing after all. */
  cancelReply(): void;
}

const MOST_FILES = 10;

@customElement('sandbox-composer')
export class SandboxComposer extends LitElement {
  @property({ attribute: false }) accessor runnables: Runnable[] = [];
  @property({ attribute: false }) accessor host!: ComposerHost;
  /** The channel's name with its sign. */
  @property() accessor place = '';
  /** Why nothing can be written here, if so. */
  @property() accessor closed = '';
  /** Whose message the next one answers, if any. */
  @property() accessor replyTo = '';
  @state() private accessor text = '';
  @state() private accessor files: readonly File[] = [];
  @state() private accessor picking = false;
  /** Of the picker. */
  @state() private accessor active = 0;
  /** The command that is being filled in. */
  @state() private accessor running: { runnable: Runnable; given: Filled } | undefined;
  @state() private accessor busy = false;

  /** No shadow root: one style sheet serves the whole page. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /**
   * Takes up a command, with fields filled as given, and brings the focus to the first that is not; when
   * all are, to Send.
   */
  begin(name: string, filled: Filled = {}): void {
    const runnable =
      this.runnables.find((one) => one.name === name) ??
      this.runnables.find((one) => one.command.name === name);
    if (runnable) void this.take(runnable, filled, 'send');
  }

  async openPicker(): Promise<void> {
    this.running = undefined;
    this.text = '/';
    this.picking = true;
    this.active = 0;
    this.announceFound();
    await this.updateComplete;
    this.querySelector('textarea')?.focus();
  }

  override focus(): void {
    this.querySelector<HTMLElement>('.run :is(input, .select-button), textarea')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<div class="composer">${this.content()}</div>`;
  }

  private content(): unknown {
    if (this.running) {
      const { runnable, given } = this.running;
      return keyed(
        this.running,
        html`<sandbox-command-form
          .runnable=${runnable}
          .given=${given}
          .host=${this.host}
          @leave=${this.leave}
        ></sandbox-command-form>`,
      );
    }
    if (this.closed) return html`<p class="box closed">${this.closed}</p>`;
    return [this.picking ? this.picker() : nothing, this.replyLine(), this.fileList(), this.textBox()];
  }

  // ---- A message

  private textBox(): TemplateResult {
    const activeId = this.found().length > 0 ? `picker-${this.active}` : nothing;
    return html`<form
      class="box"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.send();
      }}
    >
      <button type="button" class="tool commands-button" aria-expanded=${this.picking} @click=${this.togglePicker}>
        <span aria-hidden="true">/ </span>Commands
      </button>
      <textarea
        rows="1"
        aria-label=${`Message ${this.place}. Type a slash for commands.`}
        placeholder=${`Message ${this.place}`}
        maxlength="2000"
        aria-autocomplete="list"
        aria-controls=${this.picking ? 'picker' : nothing}
        aria-activedescendant=${activeId}
        .value=${this.text}
        ?readonly=${this.busy}
        @input=${this.typed}
        @keydown=${this.key}
        @paste=${(event: ClipboardEvent) => this.addFiles(event.clipboardData?.files)}
      ></textarea>
      <label class="tool attach" title="Attach files"
        >${icons.attach}<span class="visually-hidden">Attach files</span
        ><input
          class="visually-hidden"
          type="file"
          multiple
          @change=${(event: Event) => {
            const box = event.target as HTMLInputElement;
            this.addFiles(box.files);
            box.value = '';
          }}
      /></label>
      <button type="submit" class="tool send" ?disabled=${this.busy || this.isEmpty()}>Send</button>
    </form>`;
  }

  private replyLine(): TemplateResult | typeof nothing {
    if (!this.replyTo) return nothing;
    return html`<p class="reply-line">
      Replying to <strong>${this.replyTo}</strong>
      <button type="button" class="quiet" aria-label="Do not reply" @click=${() => this.host.cancelReply()}>${icons.close}</button>
    </p>`;
  }

  private fileList(): TemplateResult | typeof nothing {
    if (this.files.length === 0) return nothing;
    return html`<ul class="files" aria-label="Files to send">
      ${this.files.map(
        (file) =>
          html`<li>
            <span>${file.name}</span
            ><button
              type="button"
              class="quiet"
              aria-label=${`Remove ${file.name}`}
              @click=${() => {
                this.files = this.files.filter((other) => other !== file);
              }}
            >
              ${icons.close}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  private addFiles(files: FileList | null | undefined): void {
    this.files = [...this.files, ...(files ?? [])].slice(0, MOST_FILES);
  }

  private isEmpty(): boolean {
    return !this.text.trim() && this.files.length === 0;
  }

  private async send(): Promise<void> {
    if (this.busy || this.isEmpty()) return;
    this.busy = true;
    const sent = await this.host.send(this.text.trim(), this.files);
    this.busy = false;
    if (sent) {
      this.text = '';
      this.files = [];
      this.picking = false;
    }
    await this.updateComplete;
    this.focus();
  }

  private typed(event: Event): void {
    this.text = (event.target as HTMLTextAreaElement).value;
    const named = typedCommand(this.runnables, this.text);
    if (named) {
      const first = named.runnable.options[0];
      const takesRest = first?.type === Kind.String && named.rest;
      void this.take(named.runnable, takesRest ? { [first.name]: named.rest } : {}, 'last');
      return;
    }
    const picking = /^\/[^\n]*$/.test(this.text);
    if (picking || this.picking) this.active = 0;
    this.picking = picking;
    if (picking) this.announceFound();
  }

  private key(event: KeyboardEvent): void {
    const found = this.found();
    if (found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.active = (this.active + step + found.length) % found.length;
      void this.updateComplete.then(() =>
        this.querySelector('.panel .active')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if (found.length > 0 && (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey))) {
      event.preventDefault();
      void this.take(found[this.active] ?? found[0]!, {}, 'last');
    } else if (event.key === 'Escape' && this.picking) {
      event.preventDefault();
      this.picking = false;
      if (this.text === '/') this.text = '';
    } else if (event.key === 'Escape' && this.replyTo) this.host.cancelReply();
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void this.send();
    }
  }

  // ---- A command

  private picker(): TemplateResult {
    const found = this.found();
    return html`<div class="panel" @mousedown=${(event: Event) => event.preventDefault()}>
      <h3>${found.length > 0 ? 'Commands: choose with the arrows and Enter, or press one' : 'No command fits. Escape to write a message.'}</h3>
      <div id="picker" role="listbox" aria-label="Commands">
        ${found.map(
          (one, at) => html`<div
            id=${`picker-${at}`}
            role="option"
            class=${at === this.active ? 'option active' : 'option'}
            aria-selected=${at === this.active}
            @click=${() => this.take(one, {}, 'last')}
            @mousemove=${() => {
              this.active = at;
            }}
          >
            <span class="option-text"
              ><span class="option-label">/${one.name} <span class="option-args">${one.options.map((option) => option.name).join(' ')}</span></span
              ><span class="option-description">${one.description}</span></span
            >
          </div>`,
        )}
      </div>
    </div>`;
  }

  private found(): Runnable[] {
    return this.picking ? matching(this.runnables, this.text.replace(/^\//, '')) : [];
  }

  private announceFound(): void {
    this.host.announce(counted(this.found().length, 'command'));
  }

  private togglePicker(): void {
    if (!this.picking) {
      void this.openPicker();
      return;
    }
    this.picking = false;
    this.text = '';
  }

  private async take(runnable: Runnable, given: Filled, whenFull: 'last' | 'send'): Promise<void> {
    this.running = { runnable, given };
    this.text = '';
    this.picking = false;
    this.host.announce(`Command ${runnable.name}. ${runnable.description}`);
    await this.updateComplete;
    await this.querySelector<CommandForm>('sandbox-command-form')?.focusFirst(whenFull);
  }

  private async leave(): Promise<void> {
    this.running = undefined;
    await this.updateComplete;
    this.querySelector('textarea')?.focus();
  }
}

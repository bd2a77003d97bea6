/**
 * Where one writes: plain messages with files, and after `/` (or the Commands button) a command, its
 * options each in a field of its own, completed by the bot while one types.
 */
import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as Kind,
} from 'discord-api-types/v10';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  completes,
  type Filled,
  faults,
  firstShown,
  kindName,
  matching,
  type Runnable,
  typedCommand,
} from './commands.ts';
import { icons } from './icons.ts';
import type { Choice, PickKind, Scene } from './scene.ts';
import { counted } from './text.ts';

export interface Completion {
  name: string;
  value: string | number;
}

/** What the composer asks of its surroundings. Promises reject with an Error in plain words. */
export interface ComposerPort {
  send(content: string, files: File[]): Promise<void>;
  run(runnable: Runnable, filled: Filled, files: Record<string, File>): Promise<void>;
  complete(runnable: Runnable, filled: Filled, focused: string): Promise<Completion[]>;
  /** The next message answers nothing after all. */
  noReply(): void;
  say(text: string): void;
}

interface Running {
  runnable: Runnable;
  filled: Filled;
  /** What a field shows where that is not its value: the name of a completion. */
  labels: Record<string, string>;
  files: Record<string, File>;
  shown: string[];
  faults: Record<string, string>;
}

interface Suggesting {
  option: string;
  choices: Completion[];
  active: number;
  state: 'waiting' | 'here' | 'failed';
}

const COMPLETE_AFTER = 140;

export class SandboxComposer extends LitElement {
  static override properties = {
    runnables: { attribute: false },
    scene: { attribute: false },
    port: { attribute: false },
    place: {},
    closed: {},
    replyTo: {},
    text: { state: true },
    files: { state: true },
    picker: { state: true },
    active: { state: true },
    running: { state: true },
    suggesting: { state: true },
    busy: { state: true },
  };
  declare runnables: Runnable[];
  declare scene: Scene;
  declare port: ComposerPort;
  /** The channel's name with its sign. */
  declare place: string;
  /** Why nothing can be written here, if so. */
  declare closed: string;
  /** Whose message the next one answers, if any. */
  declare replyTo: string;
  declare private text: string;
  declare private files: File[];
  declare private picker: boolean;
  declare private active: number;
  declare private running: Running | undefined;
  declare private suggesting: Suggesting | undefined;
  declare private busy: boolean;
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    Object.assign(this, {
      runnables: [],
      place: '',
      closed: '',
      replyTo: '',
      text: '',
      files: [],
      picker: false,
      active: 0,
      busy: false,
    });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /**
   * Takes up a command, with fields filled as given, and brings the focus to the first that is not; when
   * all are, to Send.
   */
  begin(name: string, filled: Filled = {}): boolean {
    const runnable =
      this.runnables.find((one) => one.name === name) ??
      this.runnables.find((one) => one.command.name === name);
    if (!runnable) return false;
    this.take(runnable, filled, 'send');
    return true;
  }

  async openPicker(): Promise<void> {
    this.running = undefined;
    this.text = '/';
    this.picker = true;
    this.active = 0;
    await this.updateComplete;
    this.querySelector('textarea')?.focus();
    this.announcePicker();
  }

  override focus(): void {
    this.querySelector<HTMLElement>('.run input, .run .select-button, textarea')?.focus();
  }

  protected override render(): TemplateResult {
    if (this.running) return html`<div class="composer">${this.runForm(this.running)}</div>`;
    if (this.closed) {
      return html`<div class="composer"><p class="box closed">${this.closed}</p></div>`;
    }
    return html`<div class="composer">${this.picker ? this.pickerPanel() : nothing}${this.replyLine()}${this.fileList()}${this.textBox()}</div>`;
  }

  // ---- Plain messages, and the picker above them

  private textBox(): TemplateResult {
    const found = this.found();
    return html`<form
      class="box"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.sendText();
      }}
    >
      <button type="button" class="tool commands-button" aria-expanded=${this.picker} @click=${this.togglePicker}>
        <span aria-hidden="true">/ </span>Commands
      </button>
      <textarea
        rows="1"
        aria-label=${`Message ${this.place}. Type a slash for commands.`}
        placeholder=${`Message ${this.place}`}
        maxlength="2000"
        aria-autocomplete="list"
        aria-controls=${this.picker ? 'picker' : nothing}
        aria-activedescendant=${this.picker && found.length > 0 ? `picker-${this.active}` : nothing}
        .value=${this.text}
        ?readonly=${this.busy}
        @input=${this.typed}
        @keydown=${this.textKey}
        @paste=${this.pasted}
      ></textarea>
      <label class="tool attach" title="Attach files"
        >${icons.attach}<span class="visually-hidden">Attach files</span
        ><input
          class="visually-hidden"
          type="file"
          multiple
          @change=${(event: Event) => {
            const box = event.target as HTMLInputElement;
            this.files = [...this.files, ...(box.files ?? [])].slice(0, 10);
            box.value = '';
          }}
      /></label>
      <button type="submit" class="tool send" ?disabled=${this.busy || (!this.text.trim() && this.files.length === 0)}>Send</button>
    </form>`;
  }

  private replyLine(): TemplateResult | typeof nothing {
    if (!this.replyTo) return nothing;
    return html`<p class="reply-line">
      Replying to <strong>${this.replyTo}</strong>
      <button type="button" class="quiet" aria-label="Do not reply" @click=${this.port.noReply}>${icons.close}</button>
    </p>`;
  }

  private fileList(): TemplateResult | typeof nothing {
    if (this.files.length === 0) return nothing;
    return html`<ul class="files" aria-label="Files to send">
      ${this.files.map(
        (file, at) =>
          html`<li>
            <span>${file.name}</span
            ><button
              type="button"
              class="quiet"
              aria-label=${`Remove ${file.name}`}
              @click=${() => {
                this.files = this.files.filter((_, other) => other !== at);
              }}
            >
              ${icons.close}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  private pickerPanel(): TemplateResult {
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
            @click=${() => this.take(one)}
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
    return this.picker ? matching(this.runnables, this.text.replace(/^\//, '')) : [];
  }

  private typed(event: Event): void {
    this.text = (event.target as HTMLTextAreaElement).value;
    const named = typedCommand(this.runnables, this.text);
    if (named) {
      const first = named.runnable.options[0];
      this.take(
        named.runnable,
        first?.type === Kind.String && named.rest ? { [first.name]: named.rest } : {},
      );
      return;
    }
    const open = /^\/[^\n]*$/.test(this.text);
    if (open || this.picker) this.active = 0;
    this.picker = open;
    if (open) this.announcePicker();
  }

  private announcePicker(): void {
    this.port.say(counted(this.found().length, 'command'));
  }

  private togglePicker(): void {
    if (!this.picker) {
      void this.openPicker();
      return;
    }
    this.picker = false;
    this.text = '';
  }

  private textKey(event: KeyboardEvent): void {
    const found = this.found();
    if (this.picker && found.length > 0) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        const step = event.key === 'ArrowDown' ? 1 : -1;
        this.active = (this.active + step + found.length) % found.length;
        void this.updateComplete.then(() =>
          this.querySelector('.panel .active')?.scrollIntoView({ block: 'nearest' }),
        );
        return;
      }
      if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) {
        event.preventDefault();
        this.take(found[this.active] ?? found[0]!);
        return;
      }
    }
    if (event.key === 'Escape' && !this.picker && this.replyTo) this.port.noReply();
    else if (event.key === 'Escape' && this.picker) {
      event.preventDefault();
      this.picker = false;
      if (this.text === '/') this.text = '';
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void this.sendText();
    }
  }

  private pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) this.files = [...this.files, ...files].slice(0, 10);
  }

  private async sendText(): Promise<void> {
    const content = this.text.trim();
    if (this.busy || (!content && this.files.length === 0)) return;
    await this.busily(async () => {
      await this.port.send(content, this.files);
      this.text = '';
      this.files = [];
      this.picker = false;
    });
    this.focus();
  }

  // ---- A command and its fields

  /** `whenFull` says where the focus goes if no field that shows is empty: to the last, or to Send. */
  private take(runnable: Runnable, filled: Filled = {}, whenFull: 'field' | 'send' = 'field'): void {
    const shown = [...new Set([...firstShown(runnable), ...Object.keys(filled)])];
    this.running = { runnable, filled: { ...filled }, labels: {}, files: {}, shown, faults: {} };
    this.text = '';
    this.picker = false;
    this.suggesting = undefined;
    const field = shown.find((name) => !filled[name]) ?? (whenFull === 'field' ? shown.at(-1) : undefined);
    void this.updateComplete.then(() => {
      if (field) this.focusField(field);
      else this.querySelector<HTMLElement>('.run button[type="submit"]')?.focus();
    });
    this.port.say(`Command ${runnable.name}. ${runnable.description}`);
  }

  private focusField(name: string): void {
    const field = this.querySelector(`[data-option="${CSS.escape(name)}"]`);
    const control = field?.querySelector<HTMLElement>('input, .select-button');
    control?.focus();
    if (control instanceof HTMLInputElement && control.type === 'text')
      control.setSelectionRange(control.value.length, control.value.length);
  }

  private leave(): void {
    this.running = undefined;
    this.suggesting = undefined;
    void this.updateComplete.then(() => this.querySelector('textarea')?.focus());
  }

  private runForm(running: Running): TemplateResult {
    const { runnable } = running;
    const fields = runnable.options.filter((option) => running.shown.includes(option.name));
    const more = runnable.options.filter((option) => !running.shown.includes(option.name));
    return html`<form
      class="run"
      novalidate
      aria-label=${`Command /${runnable.name}`}
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.send(running);
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && !event.defaultPrevented) this.leave();
      }}
    >
      <div class="run-head">
        <h3>/${runnable.name}</h3>
        <p>${runnable.description}</p>
        <button type="button" class="quiet" aria-label=${`Leave /${runnable.name}`} @click=${() => this.leave()}>${icons.close}</button>
      </div>
      <div class="fields">${repeat(
        fields,
        (option) => `${runnable.name} ${option.name}`,
        (option) => this.field(option, running),
      )}</div>
      <div class="run-foot">
        ${more.map(
          (option) =>
            html`<button
              type="button"
              class="add-option"
              title=${option.description}
              @click=${() => {
                running.shown.push(option.name);
                this.requestUpdate();
                void this.updateComplete.then(() => this.focusField(option.name));
              }}
            >
              + ${option.name}
            </button>`,
        )}
        <span class="spread"></span>
        <button type="submit" class="primary" ?disabled=${this.busy}>${this.busy ? 'Sending…' : 'Send'}</button>
      </div>
    </form>`;
  }

  private field(option: APIApplicationCommandBasicOption, running: Running): TemplateResult {
    const id = `option-${option.name}`;
    const fault = running.faults[option.name];
    const list = picksFromList(option);
    const wide = option.type === Kind.String && !list && running.shown.length < 3;
    const label = html`${option.name}${option.required ? html` <span class="needed">(needed)</span>` : nothing}`;
    return html`<div class=${wide ? 'field wide' : 'field'} data-option=${option.name}>
      ${list ? html`<span class="label">${label}</span>` : html`<label for=${id}>${label}</label>`}
      ${this.control(option, running, id, Boolean(fault))}
      <p class="about" id=${`${id}-about`}>${option.description}${option.type === Kind.Integer || option.type === Kind.Number ? ` (${kindName(option)})` : nothing}</p>
      <p class="fault" id=${`${id}-fault`} role="alert">${fault ?? nothing}</p>
    </div>`;
  }

  private control(
    option: APIApplicationCommandBasicOption,
    running: Running,
    id: string,
    faulty: boolean,
  ): TemplateResult {
    const { name } = option;
    const described = `${id}-about ${id}-fault`;
    if (option.type === Kind.Attachment) {
      return html`<input
        id=${id}
        type="file"
        aria-describedby=${described}
        aria-invalid=${faulty}
        @change=${(event: Event) => {
          const file = (event.target as HTMLInputElement).files?.[0];
          if (file) running.files[name] = file;
          else delete running.files[name];
          this.mend(name);
        }}
      />`;
    }
    if (picksFromList(option)) {
      return html`<sandbox-select
        .choices=${listed(option, this.scene, running.filled[name])}
        .placeholder=${`Choose ${kindName(option) === 'text' ? name : kindName(option)}`}
        .label=${name}
        .min=${option.required ? 1 : 0}
        @choose=${(event: CustomEvent<{ values: string[] }>) => {
          running.filled[name] = event.detail.values[0] ?? '';
          this.mend(name);
        }}
      ></sandbox-select>`;
    }
    const suggesting = this.suggesting?.option === name ? this.suggesting : undefined;
    const help = completes(option);
    return html`<input
        id=${id}
        type="text"
        inputmode=${option.type === Kind.Integer ? 'numeric' : option.type === Kind.Number ? 'decimal' : nothing}
        autocomplete="off"
        aria-describedby=${described}
        aria-invalid=${faulty}
        role=${help ? 'combobox' : nothing}
        aria-autocomplete=${help ? 'list' : nothing}
        aria-expanded=${help ? Boolean(suggesting) : nothing}
        aria-controls=${help ? `${id}-list` : nothing}
        aria-activedescendant=${suggesting && suggesting.active >= 0 ? `${id}-list-${suggesting.active}` : nothing}
        .value=${running.labels[name] ?? running.filled[name] ?? ''}
        @input=${(event: Event) => {
          running.filled[name] = (event.target as HTMLInputElement).value;
          delete running.labels[name];
          this.mend(name);
          if (help) this.suggestSoon(name);
        }}
        @focus=${() => help && !running.labels[name] && this.suggestSoon(name)}
        @blur=${() => help && this.stopSuggesting(name)}
        @keydown=${(event: KeyboardEvent) => suggesting && this.suggestionKey(event, suggesting)}
      />${help ? this.suggestions(`${id}-list`, suggesting) : nothing}`;
  }

  /** A fault said before is taken back as soon as it is mended. */
  private mend(name: string): void {
    const { running } = this;
    if (running?.faults[name]) {
      const still = faults(running.runnable, running.filled, running.files)[name];
      if (still) running.faults[name] = still;
      else delete running.faults[name];
    }
    this.requestUpdate();
  }

  private async send(running: Running): Promise<void> {
    if (this.busy) return;
    running.faults = faults(running.runnable, running.filled, running.files);
    const wrong = Object.keys(running.faults);
    if (wrong.length > 0) {
      running.shown = [...new Set([...running.shown, ...wrong])];
      this.requestUpdate();
      await this.updateComplete;
      this.focusField(wrong[0]!);
      return;
    }
    const filled = Object.fromEntries(
      Object.entries(running.filled).filter(([, value]) => value.trim() !== ''),
    );
    await this.busily(async () => {
      await this.port.run(running.runnable, filled, running.files);
      this.leave();
    });
  }

  private async busily(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await work();
    } catch {
      // The port has said what went wrong; what was written stays, to be sent again.
    } finally {
      this.busy = false;
    }
    await this.updateComplete;
  }

  // ---- Completion

  private suggestions(id: string, suggesting: Suggesting | undefined): TemplateResult {
    const { choices = [], state = 'here', active = -1 } = suggesting ?? {};
    return html`<div
      class="suggestions"
      ?hidden=${!suggesting}
      @mousedown=${(event: Event) => event.preventDefault()}
    >
      <div id=${id} role="listbox" aria-label="Suggestions">
        ${choices.map(
          (choice, at) => html`<div
            id=${`${id}-${at}`}
            role="option"
            class=${at === active ? 'option active' : 'option'}
            aria-selected=${at === active}
            @click=${() => this.accept(choice)}
          >
            <span class="option-text">${choice.name}</span>
          </div>`,
        )}
      </div>
      ${
        choices.length > 0
          ? nothing
          : html`<p>
            ${state === 'waiting' ? 'Looking…' : state === 'failed' ? 'No suggestions came; write on.' : 'No suggestions; what you write is sent as it is.'}
          </p>`
      }
    </div>`;
  }

  /** What was suggested for, or is still on its way to, other words than those in the field goes at once. */
  private suggestSoon(option: string): void {
    clearTimeout(this.timer);
    this.asked++;
    this.suggesting = { option, choices: [], active: -1, state: 'waiting' };
    this.timer = setTimeout(() => void this.suggest(option), COMPLETE_AFTER);
  }

  private async suggest(option: string): Promise<void> {
    const { running } = this;
    if (!running) return;
    const asked = ++this.asked;
    const answer = await this.port.complete(running.runnable, { ...running.filled }, option).then(
      (choices) => ({ choices, state: 'here' as const }),
      () => ({ choices: [], state: 'failed' as const }),
    );
    if (asked !== this.asked || this.suggesting?.option !== option) return;
    this.suggesting = { option, active: -1, ...answer };
    if (answer.choices.length > 0) this.port.say(counted(answer.choices.length, 'suggestion'));
  }

  private stopSuggesting(option: string): void {
    clearTimeout(this.timer);
    this.asked++;
    if (this.suggesting?.option === option) this.suggesting = undefined;
  }

  private suggestionKey(event: KeyboardEvent, suggesting: Suggesting): void {
    const { choices, active } = suggesting;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.stopSuggesting(suggesting.option);
    } else if (choices.length === 0) return;
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const next =
        active < 0 && step < 0 ? choices.length - 1 : (active + step + choices.length) % choices.length;
      this.suggesting = { ...suggesting, active: next };
      void this.updateComplete.then(() =>
        this.querySelector('.suggestions .active')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if ((event.key === 'Enter' || event.key === 'Tab') && active >= 0) {
      if (event.key === 'Enter') event.preventDefault();
      this.accept(choices[active]!);
    }
  }

  private accept(choice: Completion): void {
    const { running, suggesting } = this;
    if (!running || !suggesting) return;
    running.filled[suggesting.option] = String(choice.value);
    running.labels[suggesting.option] = choice.name;
    this.mend(suggesting.option);
    this.stopSuggesting(suggesting.option);
  }
}

const PICKS: Partial<Record<Kind, PickKind>> = {
  [Kind.User]: 'user',
  [Kind.Role]: 'role',
  [Kind.Mentionable]: 'mentionable',
  [Kind.Channel]: 'channel',
};

function picksFromList(option: APIApplicationCommandBasicOption): boolean {
  return (
    option.type === Kind.Boolean ||
    option.type in PICKS ||
    ('choices' in option && Boolean(option.choices?.length))
  );
}

function listed(
  option: APIApplicationCommandBasicOption,
  scene: Scene,
  chosen: string | undefined,
): Choice[] {
  const all: Choice[] =
    option.type === Kind.Boolean
      ? [
          { value: 'true', label: 'True' },
          { value: 'false', label: 'False' },
        ]
      : PICKS[option.type]
        ? scene.choices(PICKS[option.type]!)
        : (('choices' in option && option.choices) || []).map((choice) => ({
            value: String(choice.value),
            label: choice.name,
          }));
  return all.map((choice) => ({ ...choice, chosen: choice.value === chosen }));
}

customElements.define('sandbox-composer', SandboxComposer);

/** A command that was picked: its options, each in a field of its own. Fires `leave` when it is sent or given up. */
import {
  type APIApplicationCommandBasicOption as BasicOption,
  ApplicationCommandOptionType as Kind,
} from 'discord-api-types/v10';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { completes, type Filled, faults, firstShown, kindName, type Runnable } from './commands.ts';
import { icons } from './icons.ts';
import type { Choice } from './select.ts';
import type { PickKind } from './state.ts';
import type { Suggestion } from './suggest-input.ts';

/** What the form asks of the page. */
export interface CommandHost {
  /** Resolves to whether it was run; if not, the page has said why. */
  run(runnable: Runnable, filled: Filled, files: Record<string, File>): Promise<boolean>;
  /** Rejects where no suggestions came. */
  complete(runnable: Runnable, filled: Filled, focused: string): Promise<Suggestion[]>;
  /** The people, roles or channels to choose from. */
  choices(kind: PickKind): Choice[];
  /** Has it read aloud. */
  announce(text: string): void;
}

const PICKS: Partial<Record<Kind, PickKind>> = {
  [Kind.User]: 'user',
  [Kind.Role]: 'role',
  [Kind.Mentionable]: 'mentionable',
  [Kind.Channel]: 'channel',
};

@customElement('sandbox-command-form')
export class CommandForm extends LitElement {
  @property({ attribute: false }) accessor runnable!: Runnable;
  /** What is filled in to begin with. */
  @property({ attribute: false }) accessor given: Filled = {};
  @property({ attribute: false }) accessor host!: CommandHost;
  @state() private accessor busy = false;
  private filled: Filled = {};
  private files: Record<string, File> = {};
  private shown: string[] = [];
  private faults: Record<string, string> = {};

  /** No shadow root: one style sheet serves the whole page. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.filled = { ...this.given };
    this.shown = [...new Set([...firstShown(this.runnable), ...Object.keys(this.given)])];
  }

  /** Brings the focus to the first field that is empty; where none is, to the last, or to Send. */
  async focusFirst(whenFull: 'last' | 'send'): Promise<void> {
    const empty = this.shown.find((name) => !this.filled[name]);
    const field = empty ?? (whenFull === 'last' ? this.shown.at(-1) : undefined);
    if (field) return this.focusField(field);
    await this.updateComplete;
    this.querySelector<HTMLElement>('button[type="submit"]')?.focus();
  }

  private async focusField(name: string): Promise<void> {
    await this.updateComplete;
    const field = this.querySelector(`[data-option="${CSS.escape(name)}"]`);
    const control = field?.querySelector<HTMLElement>('sandbox-select, sandbox-suggest-input, input');
    if (control instanceof LitElement) await control.updateComplete;
    control?.focus();
  }

  protected override render(): TemplateResult {
    const { name, description, options } = this.runnable;
    const isShown = (option: BasicOption) => this.shown.includes(option.name);
    return html`<form
      class="run"
      novalidate
      aria-label=${`Command /${name}`}
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.send();
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && !event.defaultPrevented) this.leave();
      }}
    >
      <div class="run-head">
        <h3>/${name}</h3>
        <p>${description}</p>
        <button type="button" class="quiet" aria-label=${`Leave /${name}`} @click=${this.leave}>${icons.close}</button>
      </div>
      <div class="fields">${repeat(
        options.filter(isShown),
        (option) => option.name,
        (option) => this.field(option),
      )}</div>
      <div class="run-foot">
        ${options
          .filter((option) => !isShown(option))
          .map(
            (option) =>
              html`<button
                type="button"
                class="add-option"
                title=${option.description}
                @click=${() => this.showField(option.name)}
              >
                + ${option.name}
              </button>`,
          )}
        <span class="spread"></span>
        <button type="submit" class="primary" ?disabled=${this.busy}>${this.busy ? 'Sending…' : 'Send'}</button>
      </div>
    </form>`;
  }

  private field(option: BasicOption): TemplateResult {
    const { name, type } = option;
    const id = `option-${name}`;
    const list = picksFromList(option);
    const wide = type === Kind.String && !list && this.shown.length < 3;
    const label = html`${name}${option.required ? html` <span class="needed">(needed)</span>` : nothing}`;
    return html`<div class=${wide ? 'field wide' : 'field'} data-option=${name}>
      ${list ? html`<span class="label">${label}</span>` : html`<label for=${id}>${label}</label>`}
      ${this.control(option, id)}
      <p class="about" id=${`${id}-about`}>${option.description}${isNumber(option) ? ` (${kindName(option)})` : nothing}</p>
      <p class="fault" id=${`${id}-fault`} role="alert">${this.faults[name] ?? nothing}</p>
    </div>`;
  }

  private control(option: BasicOption, id: string): TemplateResult {
    const { name } = option;
    const { runnable, host } = this;
    const described = `${id}-about ${id}-fault`;
    const invalid = name in this.faults;
    if (option.type === Kind.Attachment) {
      return html`<input
        id=${id}
        type="file"
        aria-describedby=${described}
        aria-invalid=${invalid}
        @change=${(event: Event) => {
          const file = (event.target as HTMLInputElement).files?.[0];
          if (file) this.files[name] = file;
          else delete this.files[name];
          this.recheck(name);
        }}
      />`;
    }
    if (picksFromList(option)) {
      return html`<sandbox-select
        .choices=${choicesFor(option, host, this.filled[name])}
        .placeholder=${`Choose ${kindName(option) === 'text' ? name : kindName(option)}`}
        .label=${name}
        .min=${option.required ? 1 : 0}
        @choose=${(event: CustomEvent<{ values: string[] }>) => this.fill(name, event.detail.values[0] ?? '')}
      ></sandbox-select>`;
    }
    return html`<sandbox-suggest-input
      .inputId=${id}
      .numeric=${option.type === Kind.Integer ? 'numeric' : option.type === Kind.Number ? 'decimal' : undefined}
      .describedBy=${described}
      .invalid=${invalid}
      .value=${this.filled[name] ?? ''}
      .suggest=${completes(option) ? () => host.complete(runnable, this.filled, name) : undefined}
      .announce=${(text: string) => host.announce(text)}
      @fill=${(event: CustomEvent<string>) => this.fill(name, event.detail)}
    ></sandbox-suggest-input>`;
  }

  private showField(name: string): void {
    this.shown.push(name);
    this.requestUpdate();
    void this.focusField(name);
  }

  private fill(name: string, value: string): void {
    this.filled[name] = value;
    this.recheck(name);
  }

  /** A fault that was shown goes, or changes, as soon as the field does. */
  private recheck(name: string): void {
    if (name in this.faults) {
      const fault = faults(this.runnable, this.filled, this.files)[name];
      if (fault) this.faults[name] = fault;
      else delete this.faults[name];
    }
    this.requestUpdate();
  }

  private async send(): Promise<void> {
    if (this.busy) return;
    this.faults = faults(this.runnable, this.filled, this.files);
    const wrong = Object.keys(this.faults);
    if (wrong[0]) {
      this.shown = [...new Set([...this.shown, ...wrong])];
      this.requestUpdate();
      return this.focusField(wrong[0]);
    }
    const filled = Object.fromEntries(Object.entries(this.filled).filter(([, value]) => value.trim() !== ''));
    this.busy = true;
    const done = await this.host.run(this.runnable, filled, this.files);
    this.busy = false;
    if (done) this.leave();
  }

  private leave(): void {
    this.dispatchEvent(new CustomEvent('leave'));
  }
}

function isNumber({ type }: BasicOption): boolean {
  return type === Kind.Integer || type === Kind.Number;
}

function picksFromList(option: BasicOption): boolean {
  return (
    option.type === Kind.Boolean ||
    option.type in PICKS ||
    ('choices' in option && Boolean(option.choices?.length))
  );
}

function choicesFor(option: BasicOption, host: CommandHost, chosen: string | undefined): Choice[] {
  const kind = PICKS[option.type];
  const all: Choice[] =
    option.type === Kind.Boolean
      ? [
          { value: 'true', label: 'True' },
          { value: 'false', label: 'False' },
        ]
      : kind
        ? host.choices(kind)
        : (('choices' in option && option.choices) || []).map(({ name, value }) => ({
            value: String(value),
            label: name,
          }));
  return all.map((choice) => ({ ...choice, chosen: choice.value === chosen }));
}

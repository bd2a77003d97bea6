/**
 * A select of Discord's: a button that opens a list, one choice or several. Follows the ARIA pattern of
 * a select-only combobox: the focus stays on the button, the arrows move in the list.
 *
 * Fires `choose` with `{ values }`: at once for one choice, on closing for several.
 */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

export interface Choice {
  value: string;
  label: string;
  description?: string;
  emoji?: string;
  chosen?: boolean;
}

let count = 0;

@customElement('sandbox-select')
export class SandboxSelect extends LitElement {
  @property({ attribute: false }) accessor choices: readonly Choice[] = [];
  @property() accessor placeholder = '';
  @property() accessor label = '';
  @property({ type: Number }) accessor min = 1;
  @property({ type: Number }) accessor max = 1;
  @property({ type: Boolean }) accessor disabled = false;
  /** The values chosen now; set by the element, may be read at any time. */
  @state() accessor values: string[] = [];
  @state() private accessor open = false;
  @state() private accessor active = 0;
  private readonly listId = `select-${++count}`;
  private valuesBefore = '';
  private typed = { text: '', at: 0 };

  /** No shadow root: one style sheet serves the whole page, and labels may point in here. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('choices')) return;
    const before = (changed.get('choices') as Choice[] | undefined) ?? [];
    if (JSON.stringify(before) === JSON.stringify(this.choices)) return;
    this.values = this.choices.filter((choice) => choice.chosen).map((choice) => choice.value);
  }

  private get several(): boolean {
    return this.max > 1;
  }

  override focus(options?: FocusOptions): void {
    this.querySelector<HTMLElement>('.select-button')?.focus(options);
  }

  protected override render() {
    const chosen = this.choices.filter((choice) => this.values.includes(choice.value));
    const shown = chosen.map((choice) => choice.label).join(', ');
    return html`<button
        type="button"
        class="select-button"
        role="combobox"
        aria-label=${`${this.label || this.placeholder || 'Select'}${shown ? `: ${shown}` : ''}`}
        aria-haspopup="listbox"
        aria-expanded=${this.open}
        aria-controls=${this.listId}
        aria-activedescendant=${this.open && this.choices.length > 0 ? `${this.listId}-${this.active}` : nothing}
        ?disabled=${this.disabled}
        @click=${() => (this.open ? this.close() : this.show())}
        @keydown=${this.key}
        @blur=${() => this.close()}
      >
        <span class=${shown ? '' : 'select-placeholder'}>${shown || this.placeholder || 'Make a selection'}</span>
        <span class="select-arrow" aria-hidden="true"></span>
      </button>
      <div
        id=${this.listId}
        class="select-list"
        role="listbox"
        popover="manual"
        aria-label=${this.label || this.placeholder || 'Choices'}
        aria-multiselectable=${this.several ? 'true' : nothing}
        @mousedown=${(event: Event) => event.preventDefault()}
      >
        ${this.choices.length === 0 ? html`<p class="select-empty">Nothing to choose from here.</p>` : nothing}
        ${this.choices.map((choice, at) => this.option(choice, at))}
        ${this.several ? html`<p class="select-hint">${this.hint()}</p>` : nothing}
      </div>`;
  }

  private option(choice: Choice, at: number) {
    const chosen = this.values.includes(choice.value);
    return html`<div
      id=${`${this.listId}-${at}`}
      role="option"
      class=${at === this.active ? 'option active' : 'option'}
      aria-selected=${chosen}
      @click=${() => this.toggle(at)}
      @mousemove=${() => {
        this.active = at;
      }}
    >
      ${choice.emoji ? html`<span class="option-emoji">${choice.emoji}</span>` : nothing}
      <span class="option-text"
        ><span class="option-label">${choice.label}</span>${
          choice.description ? html`<span class="option-description">${choice.description}</span>` : nothing
        }</span
      >
      <span class="option-mark" aria-hidden="true">${chosen ? '✓' : ''}</span>
    </div>`;
  }

  private hint(): string {
    const many = this.min === this.max ? `${this.max}` : `${this.min} to ${this.max}`;
    return `Choose ${many}; Escape or a press outside when done.`;
  }

  private show(): void {
    if (this.disabled) return;
    this.valuesBefore = this.values.join('\n');
    this.active = Math.max(
      0,
      this.choices.findIndex((choice) => this.values.includes(choice.value)),
    );
    this.open = true;
    const list = this.querySelector<HTMLElement>('.select-list')!;
    list.showPopover();
    placeNear(list, this.querySelector<HTMLElement>('.select-button')!);
    list.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  private close(): void {
    if (!this.open) return;
    this.open = false;
    this.querySelector<HTMLElement>('.select-list')?.hidePopover();
    const changed = this.values.join('\n') !== this.valuesBefore;
    if (this.several && changed && this.values.length >= this.min) this.fire();
  }

  private toggle(at: number): void {
    const choice = this.choices[at];
    if (!choice) return;
    const has = this.values.includes(choice.value);
    if (!this.several) {
      this.values = has && this.min === 0 ? [] : [choice.value];
      this.close();
      this.fire();
    } else if (has) this.values = this.values.filter((value) => value !== choice.value);
    else if (this.values.length < this.max) this.values = [...this.values, choice.value];
  }

  private fire(): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: { values: this.values }, bubbles: true }));
  }

  private key(event: KeyboardEvent): void {
    const last = this.choices.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, this.active + 1),
      ArrowUp: Math.max(0, this.active - 1),
      Home: 0,
      End: last,
    };
    if (!this.open) {
      if (!['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(event.key)) return;
      event.preventDefault();
      this.show();
    } else if (event.key in moves) {
      event.preventDefault();
      this.activate(moves[event.key]!);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.toggle(this.active);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) this.find(event.key);
  }

  private find(letter: string): void {
    const now = Date.now();
    this.typed = { text: (now - this.typed.at < 800 ? this.typed.text : '') + letter.toLowerCase(), at: now };
    const at = this.choices.findIndex((choice) => choice.label.toLowerCase().startsWith(this.typed.text));
    if (at >= 0) this.activate(at);
  }

  private activate(at: number): void {
    this.active = at;
    void this.updateComplete.then(() => this.querySelector('.active')?.scrollIntoView({ block: 'nearest' }));
  }
}

/** Below its opener, or above it where there is more room; never wider than the window. */
export function placeNear(panel: HTMLElement, opener: HTMLElement): void {
  const from = opener.getBoundingClientRect();
  const gap = 4;
  const below = innerHeight - from.bottom - gap;
  const above = from.top - gap;
  const up = below < Math.min(260, panel.scrollHeight) && above > below;
  const width = Math.min(Math.max(from.width, 220), innerWidth - 16);
  Object.assign(panel.style, {
    width: `${width}px`,
    left: `${Math.max(8, Math.min(from.left, innerWidth - width - 8))}px`,
    maxHeight: `${Math.min(340, Math.max(120, up ? above : below) - gap)}px`,
    top: up ? 'auto' : `${from.bottom + gap}px`,
    bottom: up ? `${innerHeight - from.top + gap}px` : 'auto',
  });
}

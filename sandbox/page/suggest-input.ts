/**
 * A line of text that the bot completes while one types, if it is given `suggest`: a combobox with a list.
 *
 * Fires `fill` with the value, typed or taken from the list.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { counted } from './text.ts';

export interface Suggestion {
  name: string;
  value: string | number;
}

const DELAY_MS = 140;

@customElement('sandbox-suggest-input')
export class SuggestInput extends LitElement {
  @property({ attribute: false }) accessor suggest: (() => Promise<Suggestion[]>) | undefined;
  @property({ attribute: false }) accessor announce: (text: string) => void = () => {};
  @property() accessor value = '';
  @property() accessor inputId = '';
  @property() accessor numeric: 'numeric' | 'decimal' | undefined;
  @property() accessor describedBy = '';
  @property({ type: Boolean }) accessor invalid = false;
  /** What shows where that is not the value: the name of the suggestion that was taken. */
  @state() private accessor label: string | undefined;
  @state() private accessor suggestions: Suggestion[] = [];
  @state() private accessor active = -1;
  @state() private accessor status: 'closed' | 'waiting' | 'here' | 'failed' = 'closed';
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** No shadow root: one style sheet serves the whole page, and labels may point in here. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override focus(): void {
    const input = this.querySelector('input');
    input?.focus();
    input?.setSelectionRange(input.value.length, input.value.length);
  }

  protected override render(): TemplateResult {
    const helps = this.suggest !== undefined;
    const listId = `${this.inputId}-list`;
    return html`<input
        id=${this.inputId}
        type="text"
        inputmode=${this.numeric ?? nothing}
        autocomplete="off"
        aria-describedby=${this.describedBy}
        aria-invalid=${this.invalid}
        role=${helps ? 'combobox' : nothing}
        aria-autocomplete=${helps ? 'list' : nothing}
        aria-expanded=${helps ? this.status !== 'closed' : nothing}
        aria-controls=${helps ? listId : nothing}
        aria-activedescendant=${this.active >= 0 ? `${listId}-${this.active}` : nothing}
        .value=${this.label ?? this.value}
        @input=${(event: Event) => {
          this.fill((event.target as HTMLInputElement).value);
          this.ask();
        }}
        @focus=${() => this.label ?? this.ask()}
        @blur=${this.close}
        @keydown=${this.key}
      />${helps ? this.list(listId) : nothing}`;
  }

  private list(id: string): TemplateResult {
    return html`<div
      class="suggestions"
      ?hidden=${this.status === 'closed'}
      @mousedown=${(event: Event) => event.preventDefault()}
    >
      <div id=${id} role="listbox" aria-label="Suggestions">
        ${this.suggestions.map(
          (suggestion, at) => html`<div
            id=${`${id}-${at}`}
            role="option"
            class=${at === this.active ? 'option active' : 'option'}
            aria-selected=${at === this.active}
            @click=${() => this.accept(suggestion)}
          >
            <span class="option-text">${suggestion.name}</span>
          </div>`,
        )}
      </div>
      ${this.suggestions.length > 0 ? nothing : html`<p>${this.emptyText()}</p>`}
    </div>`;
  }

  private emptyText(): string {
    if (this.status === 'waiting') return 'Looking…';
    return this.status === 'failed'
      ? 'No suggestions came; write on.'
      : 'No suggestions; what you write is sent as it is.';
  }

  private fill(value: string, label?: string): void {
    this.value = value;
    this.label = label;
    this.dispatchEvent(new CustomEvent('fill', { detail: value }));
  }

  /** What was suggested for, or is still on its way to, other words than those in the field goes at once. */
  private ask(): void {
    this.close();
    if (!this.suggest) return;
    this.status = 'waiting';
    this.timer = setTimeout(() => void this.load(), DELAY_MS);
  }

  private async load(): Promise<void> {
    const asked = ++this.asked;
    const suggestions = await this.suggest?.().catch(() => undefined);
    if (asked !== this.asked) return;
    this.suggestions = suggestions ?? [];
    this.status = suggestions ? 'here' : 'failed';
    if (suggestions?.length) this.announce(counted(suggestions.length, 'suggestion'));
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asked++;
    this.suggestions = [];
    this.active = -1;
    this.status = 'closed';
  }

  private key(event: KeyboardEvent): void {
    const { suggestions, active } = this;
    if (this.status === 'closed') return;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.close();
    } else if (suggestions.length === 0) return;
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const from = active < 0 && step < 0 ? 0 : active;
      this.active = (from + step + suggestions.length) % suggestions.length;
      void this.updateComplete.then(() =>
        this.querySelector('.active')?.scrollIntoView({ block: 'nearest' }),
      );
    } else if ((event.key === 'Enter' || event.key === 'Tab') && active >= 0) {
      if (event.key === 'Enter') event.preventDefault();
      this.accept(suggestions[active]!);
    }
  }

  private accept(suggestion: Suggestion): void {
    this.fill(String(suggestion.value), suggestion.name);
    this.close();
  }
}

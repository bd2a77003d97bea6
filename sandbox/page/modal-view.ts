/** A modal: a dialog that a command or a button opened, its fields, and what was filled in. */
import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { selectChoices } from './components-view.ts';
import { shownDialog } from './dialog.ts';
import { icons } from './icons.ts';
import { markdown } from './markdown-view.ts';
import type { Scene } from './scene.ts';
import type { SandboxSelect } from './select.ts';

export interface ModalFilled {
  fields: Record<string, string | string[] | boolean>;
  files: Record<string, File[]>;
}

export interface ModalView {
  modal: APIModalInteractionResponseCallbackData;
  /** Who asks: the bot's name. */
  from: string;
  fault: string | undefined;
  sending: boolean;
  submit(filled: ModalFilled): void;
  cancel(): void;
}

/** Drawn while a modal waits. `showModal` gives the focus back when the dialog closes. */
export function modalDialog(view: ModalView, scene: Scene): TemplateResult {
  return html`<dialog
    class="modal"
    aria-labelledby="modal-title"
    ${shownDialog()}
    @cancel=${(event: Event) => {
      event.preventDefault();
      view.cancel();
    }}
  >
    <form
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const form = event.currentTarget as HTMLFormElement;
        if (mended(form)) view.submit(collect(form));
      }}
    >
      <div class="modal-head">
        <div><h2 id="modal-title">${view.modal.title}</h2><p class="about">${view.from} asks</p></div>
        <button type="button" class="quiet" aria-label="Close" @click=${view.cancel}>${icons.close}</button>
      </div>
      <div class="modal-body">
        ${view.modal.components.map((component) => row(component, scene))}
        ${view.fault ? html`<p class="fault" role="alert">${view.fault}</p>` : nothing}
      </div>
      <div class="modal-foot">
        <button type="button" class="plain" @click=${view.cancel}>Cancel</button>
        <button type="submit" class="primary" ?disabled=${view.sending}>${view.sending ? 'Sending…' : 'Submit'}</button>
      </div>
    </form>
  </dialog>`;
}

type Row = APIModalInteractionResponseCallbackData['components'][number];

function row(component: Row, scene: Scene): TemplateResult {
  if (component.type === ComponentType.ActionRow) {
    return html`${component.components.map((input) => labelled(input.label ?? '', undefined, input, scene))}`;
  }
  if (component.type === ComponentType.Label) {
    return labelled(component.label, component.description, component.component, scene);
  }
  if (component.type === ComponentType.TextDisplay) return markdown(component.content, scene);
  return html`<p class="outside">A field of a kind that this page does not draw.</p>`;
}

function labelled(
  label: string,
  about: string | undefined,
  field: APIComponentInLabel,
  scene: Scene,
): TemplateResult {
  const id = `modal-${field.custom_id}`;
  const needed = isNeeded(field);
  return html`<div class="field" data-field=${field.custom_id} data-needed=${needed}>
    ${
      grouped(field)
        ? html`<span class="label" id=${`${id}-label`}>${label}${needed ? html` <span class="needed">(needed)</span>` : nothing}</span>`
        : html`<label for=${id}>${label}${needed ? html` <span class="needed">(needed)</span>` : nothing}</label>`
    }
    ${about ? html`<p class="about" id=${`${id}-about`}>${about}</p>` : nothing}
    ${input(field, id, label, scene)}
    <p class="fault" id=${`${id}-fault`} role="alert"></p>
  </div>`;
}

function input(field: APIComponentInLabel, id: string, label: string, scene: Scene): TemplateResult {
  const described = `${id}-about ${id}-fault`;
  switch (field.type) {
    case ComponentType.TextInput:
      return textInput(field, id, described);
    case ComponentType.FileUpload:
      return html`<input
        id=${id}
        type="file"
        name=${field.custom_id}
        ?multiple=${(field.max_values ?? 1) > 1}
        aria-describedby=${described}
      />`;
    case ComponentType.RadioGroup:
      return choices(id, label, 'radio', field.custom_id, field.options);
    case ComponentType.CheckboxGroup:
      return choices(id, label, 'checkbox', field.custom_id, field.options);
    case ComponentType.Checkbox:
      return html`<input id=${id} type="checkbox" name=${field.custom_id} ?checked=${field.default ?? false} aria-describedby=${described} />`;
    default:
      return html`<sandbox-select
        .choices=${selectChoices(field, scene)}
        .placeholder=${field.placeholder ?? ''}
        .label=${label}
        .min=${field.min_values ?? 1}
        .max=${field.max_values ?? 1}
        @choose=${(event: Event) => event.stopPropagation()}
      ></sandbox-select>`;
  }
}

function textInput(field: APITextInputComponent, id: string, described: string): TemplateResult {
  if (field.style === TextInputStyle.Paragraph) {
    return html`<textarea
      id=${id}
      name=${field.custom_id}
      placeholder=${field.placeholder ?? ''}
      minlength=${ifDefined(field.min_length)}
      maxlength=${field.max_length ?? 4000}
      aria-describedby=${described}
      .defaultValue=${field.value ?? ''}
    ></textarea>`;
  }
  return html`<input
    id=${id}
    type="text"
    autocomplete="off"
    name=${field.custom_id}
    placeholder=${field.placeholder ?? ''}
    minlength=${ifDefined(field.min_length)}
    maxlength=${field.max_length ?? 4000}
    aria-describedby=${described}
    .defaultValue=${field.value ?? ''}
  />`;
}

interface ChoiceOption {
  value: string;
  label: string;
  description?: string | undefined;
  default?: boolean | undefined;
}

function choices(
  id: string,
  label: string,
  type: 'radio' | 'checkbox',
  name: string,
  options: readonly ChoiceOption[],
) {
  return html`<div class="choices" role=${type === 'radio' ? 'radiogroup' : 'group'} aria-label=${label} id=${id}>
    ${options.map(
      (option) => html`<label
        ><input type=${type} name=${name} value=${option.value} ?checked=${option.default ?? false} /><span
          >${option.label}${option.description ? html`<small>${option.description}</small>` : nothing}</span
        ></label
      >`,
    )}
  </div>`;
}

function grouped(field: APIComponentInLabel): boolean {
  return ![ComponentType.TextInput, ComponentType.FileUpload, ComponentType.Checkbox].includes(field.type);
}

function isNeeded(field: APIComponentInLabel): boolean {
  if (field.type === ComponentType.Checkbox) return false;
  return field.required !== false;
}

/** Says at each field what is missing, and brings the focus to the first; true when nothing is. */
function mended(form: HTMLFormElement): boolean {
  let first: HTMLElement | undefined;
  for (const field of form.querySelectorAll<HTMLElement>('[data-field]')) {
    const control = field.querySelector<HTMLElement>('input, textarea, sandbox-select')!;
    const fault = faultOf(field, control);
    field.querySelector('.fault')!.textContent = fault;
    if (fault) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
    if (fault) first ??= control;
  }
  first?.focus();
  return first === undefined;
}

function faultOf(field: HTMLElement, control: HTMLElement): string {
  const needed = field.dataset.needed === 'true';
  if (control.localName === 'sandbox-select') {
    const { values, min } = control as SandboxSelect;
    if (values.length === 0) return needed ? 'Choose one.' : '';
    return values.length < min ? `Choose at least ${min}.` : '';
  }
  const box = control as HTMLInputElement;
  if (box.type === 'file') return needed && !box.files?.length ? 'Choose a file.' : '';
  if (box.type === 'radio' || box.type === 'checkbox') {
    return needed && !field.querySelector(':checked') ? 'Choose one.' : '';
  }
  if (!box.value.trim()) return needed ? 'This one is needed.' : '';
  return box.minLength > 0 && box.value.length < box.minLength
    ? `Write at least ${box.minLength} characters.`
    : '';
}

/** What was filled in, by custom id; files apart, to be uploaded before. */
function collect(form: HTMLFormElement): ModalFilled {
  const filled: ModalFilled = { fields: {}, files: {} };
  for (const place of form.querySelectorAll<HTMLElement>('[data-field]')) {
    const id = place.dataset.field!;
    const select = place.querySelector<SandboxSelect>('sandbox-select');
    const control = place.querySelector<HTMLInputElement>('input, textarea');
    const checked = [...place.querySelectorAll<HTMLInputElement>(':checked')].map((box) => box.value);
    if (select) filled.fields[id] = select.values;
    else if (control?.type === 'file') filled.files[id] = [...(control.files ?? [])];
    else if (control?.type === 'radio') filled.fields[id] = checked[0] ?? '';
    else if (control?.type === 'checkbox')
      filled.fields[id] = place.querySelector('.choices') ? checked : control.checked;
    else filled.fields[id] = control?.value ?? '';
  }
  return filled;
}

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
import { showDialog } from './dialog.ts';
import { icons } from './icons.ts';
import { markdown } from './markdown-view.ts';
import { checkFields, readFields } from './modal-form.ts';
import { botName, type OpenModal } from './state.ts';
import type { ViewContext } from './view-context.ts';

/** Drawn while a modal waits. `showModal` gives the focus back when the dialog closes. */
export function modalDialog({ modal, sending, fault }: OpenModal, context: ViewContext): TemplateResult {
  const { state, actions } = context;
  return html`<dialog
    class="modal"
    aria-labelledby="modal-title"
    ${showDialog()}
    @cancel=${(event: Event) => {
      event.preventDefault();
      actions.cancelModal();
    }}
  >
    <form
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const form = event.currentTarget as HTMLFormElement;
        if (checkFields(form)) void actions.submitModal(readFields(form));
      }}
    >
      <div class="modal-head">
        <div><h2 id="modal-title">${modal.title}</h2><p class="about">${botName(state)} asks</p></div>
        <button type="button" class="quiet" aria-label="Close" @click=${() => actions.cancelModal()}>${icons.close}</button>
      </div>
      <div class="modal-body">
        ${modal.components.map((component) => row(component, context))}
        ${fault ? html`<p class="fault" role="alert">${fault}</p>` : nothing}
      </div>
      <div class="modal-foot">
        <button type="button" class="plain" @click=${() => actions.cancelModal()}>Cancel</button>
        <button type="submit" class="primary" ?disabled=${sending}>${sending ? 'Sending…' : 'Submit'}</button>
      </div>
    </form>
  </dialog>`;
}

type Row = APIModalInteractionResponseCallbackData['components'][number];

function row(component: Row, context: ViewContext): TemplateResult {
  if (component.type === ComponentType.ActionRow) {
    return html`${component.components.map((input) => labelled(input.label ?? '', undefined, input, context))}`;
  }
  if (component.type === ComponentType.Label) {
    return labelled(component.label, component.description, component.component, context);
  }
  if (component.type === ComponentType.TextDisplay) return markdown(component.content, context);
  return html`<p class="outside">A field of a kind that this page does not draw.</p>`;
}

function labelled(
  label: string,
  about: string | undefined,
  field: APIComponentInLabel,
  context: ViewContext,
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
    ${input(field, id, label, context)}
    <p class="fault" id=${`${id}-fault`} role="alert"></p>
  </div>`;
}

function input(field: APIComponentInLabel, id: string, label: string, context: ViewContext): TemplateResult {
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
        .choices=${selectChoices(field, context)}
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

/** What was filled in to a modal's form, and what is missing there. */
import type { SandboxSelect } from './select.ts';

export interface FilledModal {
  /** By custom id. */
  fields: Record<string, string | string[] | boolean>;
  /** By custom id; to be uploaded before. */
  files: Record<string, File[]>;
}

/** Says at each field what is missing, and brings the focus to the first; true when nothing is. */
export function checkFields(form: HTMLFormElement): boolean {
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

export function readFields(form: HTMLFormElement): FilledModal {
  const filled: FilledModal = { fields: {}, files: {} };
  for (const field of form.querySelectorAll<HTMLElement>('[data-field]')) {
    const id = field.dataset.field!;
    const select = field.querySelector<SandboxSelect>('sandbox-select');
    const control = field.querySelector<HTMLInputElement>('input, textarea');
    const checked = [...field.querySelectorAll<HTMLInputElement>(':checked')].map((box) => box.value);
    if (select) filled.fields[id] = select.values;
    else if (control?.type === 'file') filled.files[id] = [...(control.files ?? [])];
    else if (control?.type === 'radio') filled.fields[id] = checked[0] ?? '';
    else if (control?.type === 'checkbox')
      filled.fields[id] = field.querySelector('.choices') ? checked : control.checked;
    else filled.fields[id] = control?.value ?? '';
  }
  return filled;
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

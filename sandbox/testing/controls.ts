/** Buttons, menus and modals as a person meets them. `R` is what comes of using one. */
import type { Component } from '../server/component.ts';
import type { Interaction } from '../server/world.ts';

export function labelOf({ label, emoji }: Component): string {
  return String(label ?? (emoji as { name?: string } | undefined)?.name ?? '');
}

export class Button<R> {
  constructor(
    private readonly component: Component,
    private readonly use: (customId: string, as?: string) => R,
  ) {}

  get label(): string {
    return labelOf(this.component);
  }

  get disabled(): boolean {
    return Boolean(this.component.disabled);
  }

  get url(): string | undefined {
    return this.component.url as string | undefined;
  }

  /** Presses it; `as` another person than the one who looks. */
  press(as?: string): R {
    return this.use(this.component.custom_id ?? '', as);
  }
}

interface Option {
  label: string;
  value: string;
  description?: string;
}

export class Select<R> {
  constructor(
    private readonly component: Component,
    private readonly use: (customId: string, values: string[]) => R,
  ) {}

  get options(): Option[] {
    return (this.component.options as Option[] | undefined) ?? [];
  }

  /** Chooses by labels or values; ids where the menu is of people, roles or channels. */
  choose(...wanted: string[]): R {
    const values = wanted.map((it) => this.options.find((each) => each.label === it)?.value ?? it);
    return this.use(this.component.custom_id ?? '', values);
  }
}

export interface FileGiven {
  name: string;
  content: string | Uint8Array;
  contentType?: string;
}

export interface Field {
  customId: string;
  label: string;
  /** What stands in it now. */
  value: string;
  required: boolean;
  options: Option[];
}

type Plain = string | string[] | boolean;

export class Modal<R> {
  /** `upload` stores a file and gives its id; `send` submits. */
  constructor(
    private readonly shown: NonNullable<Interaction['modal']>,
    private readonly upload: (file: FileGiven) => string,
    private readonly send: (fields: Record<string, Plain>) => R,
  ) {}

  get title(): string {
    return this.shown.title;
  }

  /** Texts between the fields, labels and descriptions. */
  get text(): string {
    const texts = this.shown.components.flatMap((it) => [it.content, it.label, it.description]);
    return texts.filter(Boolean).join('\n');
  }

  get fields(): Field[] {
    return this.shown.components.flatMap(({ label, component: it }) =>
      it
        ? {
            customId: it.custom_id ?? '',
            label: String(label ?? ''),
            value: String(it.value ?? ''),
            required: it.required !== false,
            options: (it.options as Option[] | undefined) ?? [],
          }
        : [],
    );
  }

  /** Fills by label or custom id and submits. What is not named stays as it is. */
  submit(
    values: Record<string, string | readonly string[] | boolean | FileGiven | readonly FileGiven[]> = {},
  ): R {
    const filled: Record<string, Plain> = {};
    for (const [name, value] of Object.entries(values)) {
      const field =
        this.fields.find((it) => it.customId === name) ?? this.fields.find((it) => it.label === name);
      if (!field) {
        const labels = this.fields.map((it) => it.label).join(', ');
        throw new Error(`The modal has no field ${name}. It has: ${labels}.`);
      }
      const plain = (it: string | FileGiven): string =>
        typeof it === 'object'
          ? this.upload(it)
          : (field.options.find((option) => option.label === it)?.value ?? it);
      if (typeof value === 'boolean') filled[field.customId] = value;
      else if (typeof value === 'string') filled[field.customId] = plain(value);
      else filled[field.customId] = [value].flat().map((it) => plain(it as string | FileGiven));
    }
    return this.send(filled);
  }
}

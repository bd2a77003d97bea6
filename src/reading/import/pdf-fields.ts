import type { Piece } from './pdf-pieces.ts';

/** As much of pdf.js's annotation as is needed here. */
export interface Annotation {
  readonly subtype: string;
  /** None where it is shown nowhere. */
  readonly rect: readonly number[] | null;
  readonly hidden?: boolean;
  readonly fieldType?: string | null;
  readonly fieldValue?: unknown;
  readonly password?: boolean;
  readonly options?: readonly { readonly exportValue: string; readonly displayValue: string }[];
  readonly defaultAppearanceData?: { readonly fontSize: number };
  readonly contentsObj?: { readonly str: string };
}

/** The font of what was written into a form: that of no other words. */
export const FIELD = '';

/** What was written into the fields of a form, and words that were typed onto a page, where they stand. */
export function fieldPieces(annotations: readonly Annotation[]): Piece[] {
  return annotations
    .filter(({ rect, hidden, password }) => rect && !hidden && !password)
    .flatMap((annotation) => {
      const lines = writtenIn(annotation).split(/\r\n?|\n/);
      const [x = 0, foot = 0, right = 0, top = 0] = annotation.rect ?? [];
      const size = annotation.defaultAppearanceData?.fontSize || Math.min((top - foot) * 0.7, 12);
      const first = lines.length > 1 ? top - size * 1.1 : (top + foot) / 2 - size * 0.3;
      return lines
        .map((text, i): Piece => {
          const end = Math.min(right, x + text.length * size * 0.5);
          return { text, x, right: end, y: first - i * size * 1.2, size, font: FIELD };
        })
        .filter(({ text }) => text.trim() !== '');
    });
}

function writtenIn({ subtype, fieldType, fieldValue, options, contentsObj }: Annotation): string {
  if (subtype === 'FreeText') return contentsObj?.str ?? '';
  if (subtype !== 'Widget') return '';
  const values = [fieldValue].flat().filter((value) => typeof value === 'string');
  if (fieldType === 'Tx') return values.join('\n');
  const shown = (value: string) =>
    options?.find(({ exportValue }) => exportValue === value)?.displayValue ?? value;
  return fieldType === 'Ch' ? values.map(shown).join('\n') : '';
}

import { type AnnotatedReading, type Annotations, NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';

/** A text with these paragraphs; one that begins with `## ` is a heading. */
export function textOf(
  id: string,
  paragraphs: readonly string[],
  { language = 'en', ...annotations }: { readonly language?: string } & Partial<Annotations> = {},
): AnnotatedReading {
  const blocks = paragraphs.map((text) =>
    text.startsWith('## ')
      ? { kind: 'heading' as const, text: text.slice(3) }
      : { kind: 'paragraph' as const, text },
  );
  return {
    reading: makeReading(id, { headline: 'A text', language }, blocks),
    annotations: { ...NO_ANNOTATIONS, ...annotations },
  };
}

export const HARBOUR = textOf('harbour', [
  'The harbour of Lowmere was dug by hand between 1841 and 1849. Eleven hundred men worked there.',
  'Its engineer, Ada Quill, drew the plans in a rented room above a bakery. She never saw the finished basin. ' +
    'She died of a fever in the spring of 1848.',
  'The Lowmere Harbour Board (LHB) charged every ship two shillings. The fee paid for dredging, because silt came ' +
    'down the river each winter.',
  'Herring boats left before dawn. By noon the quay smelled of tar and fish.',
  'In 1902 the railway reached the town, and the boats began to sell their catch in the capital.',
]);

export const ORCHARD = textOf('orchard', [
  'The orchard at Fenwick holds forty kinds of apple. Most were grafted by the monks of Saint Odo.',
  'Wasps are the chief enemy of the pickers, who wear nets in September.',
  'A cider press stands in the barn. It was bought from a widow in 1911.',
]);

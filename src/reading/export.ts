import { stringify } from 'yaml';
import type { AnnotatedReading, Annotations } from './annotations.ts';
import { formatReading } from './file.ts';

/** The files of a reading in the project's own form, by name: what `data/readings/` and an import take. */
export function filesOf({ reading, annotations }: AnnotatedReading): Readonly<Record<string, string>> {
  const yaml = formatAnnotations(annotations);
  return { 'reading.md': formatReading(reading), ...(yaml && { 'annotations.yaml': yaml }) };
}

/** The files packed together, in a folder that bears the reading's id. */
export async function archiveOf(text: AnnotatedReading): Promise<Buffer> {
  const { default: JSZip } = await import('jszip');
  const archive = new JSZip();
  for (const [name, words] of Object.entries(filesOf(text)))
    archive.file(`${text.reading.id}/${name}`, words);
  return archive.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

/** Empty where there are no annotations. */
function formatAnnotations(annotations: Annotations): string {
  const some = Object.entries(annotations).filter(([, all]) => all.length > 0);
  return some.length === 0 ? '' : stringify(Object.fromEntries(some), { lineWidth: 0 });
}

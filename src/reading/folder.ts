import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isCollection, isNode, LineCounter, parseDocument } from 'yaml';
import { SetupError } from '../errors.ts';
import { type AnnotatedReading, annotationsSchema, NO_ANNOTATIONS } from './annotations.ts';
import { faultsOf } from './faults.ts';
import { parseReading } from './file.ts';
import type { Reading } from './reading.ts';

/** Finds the passage of a reading nearest to some words: an argument, so that reading needs no search. */
export type FindNearest = (reading: Reading, words: string) => string | undefined;

/**
 * Every reading below a folder: a folder each, named by the reading's id, with `reading.md` and, if there are
 * any, `annotations.yaml`.
 *
 * @throws SetupError that names file, line and, for words that are not in the text, the nearest passage
 */
export function loadReadings(folder: string, nearest: FindNearest): AnnotatedReading[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => loadReading(join(folder, name), nearest));
}

export function loadReading(folder: string, nearest: FindNearest): AnnotatedReading {
  const id = basename(folder);
  if (!/^[a-z0-9-]{1,40}$/.test(id)) throw new SetupError(`${folder}: name it with a-z, 0-9 and hyphens.`);
  const file = join(folder, 'reading.md');
  const reading = inFile(file, () => parseReading(id, readFileSync(file, 'utf8')));
  const annotations = join(folder, 'annotations.yaml');
  return {
    reading,
    annotations: existsSync(annotations) ? loadAnnotations(annotations, reading, nearest) : NO_ANNOTATIONS,
  };
}

function loadAnnotations(file: string, reading: Reading, nearest: FindNearest) {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const at = (path: readonly PropertyKey[]) => `${file}:${lineOf(document, lines, path)}`;

  const [broken] = document.errors;
  if (broken) throw new SetupError(`${file}:${broken.linePos?.[0].line ?? 1} ${broken.message}`);

  const parsed = annotationsSchema.safeParse(document.toJS() ?? {});
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `${at(path)} ${path.join('.')}: ${message}`,
    );
    throw new SetupError(faults.join('\n'));
  }

  const faults = faultsOf(reading, parsed.data).map(({ path, message, words }) => {
    const passage = words === undefined ? undefined : nearest(reading, words);
    return `${at(path)} ${message}${passage ? ` The nearest passage is: ${passage}` : ''}`;
  });
  if (faults.length > 0) throw new SetupError(faults.join('\n'));
  return parsed.data;
}

/** The line of the innermost part of `path` that the file has. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return isCollection(document.contents) && document.contents.range
    ? lines.linePos(document.contents.range[0]).line
    : 1;
}

function inFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new SetupError(`${file}: ${(error as Error).message}`);
  }
}

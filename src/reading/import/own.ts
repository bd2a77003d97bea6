import { parse } from 'yaml';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { truncate } from '../../text/cut.ts';
import { type Annotations, annotationsSchema } from '../annotations.ts';
import { parseReading } from '../file.ts';
import { blocksOf } from '../make.ts';
import type { Archive } from './archive.ts';
import { brokenFileError } from './broken.ts';
import { decode } from './decode.ts';
import type { Parsed } from './imported.ts';

/** The project's own form: `reading.md` alone. Its words are taken as they are. */
export function fromOwn(text: string): Parsed {
  const reading = parseReading('imported', text);
  return { facts: reading.facts, blocks: blocksOf(reading), dropped: [] };
}

/** `reading.md` with `annotations.yaml` beside it, packed together, as an export gives them. */
export function fromOwnArchive(archive: Archive): Parsed {
  const reading = fileOf(archive, 'reading.md');
  if (!reading) throw brokenFileError('own');
  const annotations = fileOf(archive, 'annotations.yaml');
  const id = [...archive.keys()]
    .map((path) => /^([a-z0-9-]{1,40})\/reading\.md$/.exec(path)?.[1])
    .find(Boolean);
  return {
    ...fromOwn(decode(reading).text),
    ...(id && { id }),
    ...(annotations && { annotations: annotationsOf(decode(annotations).text) }),
  };
}

/** At the top of the archive, or in a folder in it. */
function fileOf(archive: Archive, name: string): Buffer | undefined {
  const path = [...archive.keys()]
    .filter((key) => key === name || key.endsWith(`/${name}`))
    .sort((a, b) => a.length - b.length)[0];
  return path === undefined ? undefined : archive.get(path);
}

function annotationsOf(text: string): Annotations {
  let said: unknown;
  try {
    said = parse(text) ?? {};
  } catch (error) {
    throw new UserError(
      'annotations-yaml',
      `annotations.yaml is not YAML: ${truncate((error as Error).message, 300)}`,
    );
  }
  const annotations = annotationsSchema.safeParse(said);
  if (annotations.success) return annotations.data;
  throw new UserError(
    'annotations-form',
    `annotations.yaml does not fit:\n${truncate(z.prettifyError(annotations.error), 1500)}`,
  );
}

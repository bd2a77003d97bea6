import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { type Block, blocksOf, makeReading } from './make.ts';
import type { Facts, Reading } from './reading.ts';

/*
 * The project's own form of a reading, `reading.md`:
 *
 *   ---
 *   headline: …            (YAML front matter: the facts that are known)
 *   ---
 *   First paragraph.
 *
 *   ## A section heading
 *
 *   Second paragraph.
 *
 * A blank line parts paragraphs. A paragraph whose words begin with `#` or a backslash, or that is `---`,
 * is written with a backslash before it, so that any text survives being written and read again.
 */

const fact = z.string().trim().min(1);

export const factsSchema = z.strictObject({
  headline: fact.max(500),
  standfirst: fact.max(4000).optional(),
  byline: fact.max(300).optional(),
  publisher: fact.max(300).optional(),
  place: fact.max(200).optional(),
  date: fact.max(60).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  retrieved: z.iso.date().optional(),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .default('en'),
});

/**
 * Reads the project's own form.
 *
 * @throws UserError where the front matter or the body is not as described above
 */
export function parseReading(id: string, source: string): Reading {
  const file = /^\uFEFF?---\r?\n([\s\S]*?\r?\n)---\r?\n([\s\S]*)$/.exec(source);
  if (!file)
    throw new UserError(
      'reading-front-matter',
      'A reading begins with its facts between two lines of three hyphens (---).',
    );
  const facts = factsSchema.safeParse(parseFrontMatter(file[1] ?? ''));
  if (!facts.success)
    throw new UserError('reading-facts', `The facts at the top do not fit:\n${z.prettifyError(facts.error)}`);
  const blocks = (file[2] ?? '')
    .replaceAll('\r\n', '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseBlock);
  if (!blocks.some(({ kind }) => kind === 'paragraph'))
    throw new UserError('reading-empty', 'The reading has no paragraph.');
  return makeReading(id, facts.data as Facts, blocks);
}

/** Writes the project's own form: `parseReading(id, formatReading(reading))` is the same reading. */
export function formatReading(reading: Reading): string {
  const body = blocksOf(reading).map(({ kind, text }) =>
    kind === 'heading' ? `## ${text}` : text.replace(/^(?=[#\\]|---)/, '\\'),
  );
  return `---\n${stringify(reading.facts, { lineWidth: 0 })}---\n\n${body.join('\n\n')}\n`;
}

function parseFrontMatter(source: string): unknown {
  try {
    // The `failsafe` schema keeps every value a string: a date stays as it was written.
    return parse(source, { schema: 'failsafe' });
  } catch (error) {
    throw new UserError('reading-yaml', `The facts at the top are not YAML: ${(error as Error).message}`);
  }
}

function parseBlock(part: string): Block {
  const heading = /^## +(.+)$/.exec(part);
  if (heading?.[1]) return { kind: 'heading', text: heading[1].trim() };
  return { kind: 'paragraph', text: part.replace(/^\\(?=[#\\]|---)/, '') };
}

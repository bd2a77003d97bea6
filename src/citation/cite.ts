import { readFile } from 'node:fs/promises';
import type { Reading } from '../reading/reading.ts';
import { type Item, itemOf } from './item.ts';
import { risOf } from './ris.ts';

/** Ways to cite, in the order in which they are offered. */
export const STYLES = [
  { id: 'apa', name: 'APA, 7th edition' },
  { id: 'mla', name: 'MLA, 9th edition' },
  { id: 'chicago', name: 'Chicago, 17th edition, author-date' },
  { id: 'vancouver', name: 'Vancouver' },
  { id: 'bibtex', name: 'BibTeX' },
  { id: 'ris', name: 'RIS' },
  { id: 'csl-json', name: 'CSL-JSON' },
] as const;

export type Style = (typeof STYLES)[number]['id'];

export interface Citation {
  /** The entry for a list of references. */
  readonly reference: string;
  /** How the text refers to the entry, with the paragraph; formats for programs have none. */
  readonly inText?: string;
  /** SHA-256, in hex, of the words that are cited. */
  readonly version: string;
}

/**
 * Cites a reading, or one of its paragraphs, by citation.js. Facts that are not known are left out as the style
 * says; formats that have no place for a paragraph or the version carry them as a note.
 *
 * @param n the paragraph, ¶n
 */
export async function cite(
  { id, facts, version }: Pick<Reading, 'id' | 'facts' | 'version'>,
  style: Style,
  n?: number,
): Promise<Citation> {
  const { Cite } = await loaded();
  const note = `${n === undefined ? '' : `Paragraph ${n}. `}Text version (SHA-256): ${version}`;
  const item = itemOf({ id, facts }, note);
  switch (style) {
    case 'bibtex':
      return { reference: new Cite(item).format('bibtex').trim(), version };
    case 'ris': {
      const [tags = {}] = new Cite(item).format('ris', { format: 'object' });
      return { reference: risOf(item, tags), version };
    }
    case 'csl-json':
      return { reference: JSON.stringify([item], null, 2), version };
    default:
      return { ...styled(Cite, item, style, n), version };
  }
}

type CiteClass = Awaited<ReturnType<typeof loaded>>['Cite'];

function styled(Cite: CiteClass, { note: _, ...item }: Item, style: Style, n?: number) {
  const cited = new Cite(item);
  const options = { template: TEMPLATES[style] ?? style, lang: 'en-US' };
  const locator = n === undefined ? {} : { locator: String(n), label: 'paragraph' };
  const inText = cited.format('citation', { ...options, entry: { id: item.id, ...locator } }).trim();
  return {
    reference: cited.format('bibliography', options).trim(),
    inText: n === undefined ? inText : withParagraph(inText, style, n),
  };
}

/** MLA writes "par.", which its style leaves to the language's terms and sets without a space; Vancouver's style has no place for a paragraph. */
function withParagraph(inText: string, style: Style, n: number): string {
  if (style === 'mla') return inText.replace(/para\.\s*(?=\d+\)$)/, 'par. ');
  return style === 'vancouver' ? inText.replace(/\)$/, `, para. ${n})`) : inText;
}

/** Styles that citation.js does not bring, by the name under which they are added. */
const TEMPLATES: Partial<Record<Style, string>> = { mla: 'pilcrow-mla', chicago: 'pilcrow-chicago' };
const FILES = { mla: 'modern-language-association.csl', chicago: 'chicago-author-date.csl' } as const;

let loading: ReturnType<typeof load> | undefined;

/** Citation.js is heavy (about a second), so it is loaded when somebody first cites. */
function loaded() {
  loading ??= load();
  return loading;
}

async function load() {
  const core = await import('@citation-js/core');
  await import('@citation-js/plugin-csl');
  await import('@citation-js/plugin-bibtex');
  await import('@citation-js/plugin-ris');
  const { styles } = core.plugins.config.get('@csl');
  for (const style of ['mla', 'chicago'] as const)
    styles.add(TEMPLATES[style] ?? style, await readFile(fileOf(FILES[style]), 'utf8'));
  return core;
}

/** This file runs from `src/citation/`, or built from `dist/src/citation/`. */
function fileOf(name: string): URL {
  const up = new URL('../..', import.meta.url).pathname.endsWith('/dist/') ? '../../..' : '../..';
  return new URL(`${up}/data/citation-styles/${name}`, import.meta.url);
}

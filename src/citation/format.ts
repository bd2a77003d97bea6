import { readFile } from 'node:fs/promises';
import { PROJECT_FOLDER } from '../project.ts';
import { type Item, itemOf } from './item.ts';
import { risOf } from './ris.ts';
import type { Citation, Cited, Style } from './styles.ts';

/** Cites by citation.js; see cite.ts, which runs this in a thread. */
export async function format({ reading: { id, facts, version }, style, n }: Cited): Promise<Citation> {
  const { Cite } = await load();
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
      return { ...formatStyled(Cite, item, style, n), version };
  }
}

type CiteClass = Awaited<ReturnType<typeof load>>['Cite'];

function formatStyled(Cite: CiteClass, { note: _, ...item }: Item, style: Style, n?: number) {
  const cited = new Cite(item);
  const options = { template: ADDED[style]?.template ?? style, lang: 'en-US' };
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

/** Styles that citation.js does not bring, and the names under which they are added. */
const ADDED: Partial<Record<Style, { readonly template: string; readonly file: string }>> = {
  mla: { template: 'pilcrow-mla', file: 'modern-language-association.csl' },
  chicago: { template: 'pilcrow-chicago', file: 'chicago-author-date.csl' },
};

/** Citation.js with all that is used of it; what is loaded already costs nothing. */
async function load() {
  const loaded = await import('@citation-js/core');
  const core = loaded.default ?? loaded;
  await import('@citation-js/plugin-csl');
  await import('@citation-js/plugin-bibtex');
  await import('@citation-js/plugin-ris');
  const { styles } = core.plugins.config.get('@csl');
  for (const { template, file } of Object.values(ADDED))
    if (!styles.has(template)) styles.add(template, await readFile(fileOf(file), 'utf8'));
  return core;
}

function fileOf(name: string): URL {
  return new URL(`data/citation-styles/${name}`, PROJECT_FOLDER);
}

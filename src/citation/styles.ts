import type { Reading } from '../reading/reading.ts';

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

/** What is to be cited: a reading, or its paragraph ¶n. */
export interface Cited {
  readonly reading: Pick<Reading, 'id' | 'facts' | 'version'>;
  readonly style: Style;
  readonly n: number | undefined;
}

export interface Citation {
  /** The entry for a list of references. */
  readonly reference: string;
  /** How the text refers to the entry, with the paragraph; formats for programs have none. */
  readonly inText?: string;
  /** SHA-256, in hex, of the words that are cited. */
  readonly version: string;
}

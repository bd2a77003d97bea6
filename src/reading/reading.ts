/** One text that a group studies. Plain data: it can be stored, sent to a worker and compared. */
export interface Reading {
  /** Slug, unique in its library: `a-z`, `0-9` and hyphens, at most 40 characters. */
  readonly id: string;
  /** SHA-256, in hex, of the words as they are cited: headline, standfirst, section headings, paragraphs. */
  readonly version: string;
  readonly facts: Facts;
  readonly sections: readonly Section[];
  readonly paragraphs: readonly Paragraph[];
}

/** What is known of a reading besides its words. What is not known is left out, never invented. */
export interface Facts {
  readonly headline: string;
  readonly standfirst?: string;
  readonly byline?: string;
  readonly publisher?: string;
  readonly place?: string;
  /** EDTF, with the precision that is known. */
  readonly date?: string;
  readonly url?: string;
  /** The day on which it was fetched from `url`, as EDTF. */
  readonly retrieved?: string;
  /** BCP 47, such as `en` or `ja`. */
  readonly language: string;
}

/** A heading within the body. It has no number of its own and stands before paragraph `before`. */
export interface Section {
  readonly heading: string;
  readonly before: number;
}

export interface Paragraph {
  /** ¶n, from 1. */
  readonly n: number;
  readonly text: string;
  /** Half-open slices of `text`, in order; together they hold all of it but the spaces between sentences. */
  readonly sentences: readonly Slice[];
}

/** A half-open range of UTF-16 code units: `text.slice(start, end)`. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/**
 * What is made of a reading is kept by this: its version, how much of it is shown (a group may have been assigned a
 * part), and its language, which decides on sentences and stems.
 */
export function keyOf({
  version,
  paragraphs,
  facts,
}: Pick<Reading, 'version' | 'facts'> & { readonly paragraphs: { readonly length: number } }): string {
  return `${facts.language} ${paragraphs.length} ${version}`;
}

/** The paragraph with this number, or undefined where the reading has none. */
export function paragraph(reading: Reading, n: number): Paragraph | undefined {
  return reading.paragraphs[n - 1];
}

/** The heading of the section that ¶n stands in, if any. */
export function sectionOf(reading: Reading, n: number): Section | undefined {
  return reading.sections.findLast((section) => section.before <= n);
}

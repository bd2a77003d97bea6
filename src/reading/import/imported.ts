import type { Annotations } from '../annotations.ts';
import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';

/** A file that somebody brings. Without a name it is text that was pasted. */
export interface Source {
  readonly name?: string;
  readonly data: Uint8Array;
  /** What the sender says it is. Only a hint: its content decides. */
  readonly contentType?: string | null;
  /** The headline that the sender gives it. A title that the text itself begins with then stays in it. */
  readonly headline?: string;
}

/** What a file holds, as it would be cited. A moderator completes the facts and approves it. */
export interface Imported {
  readonly format: Format;
  /** How the bytes of a text were read, such as `utf-8` or `shift_jis`. */
  readonly encoding?: string;
  /** The facts that the file itself states. */
  readonly facts: Partial<Facts>;
  /** The source's words; only white space is normalized. */
  readonly blocks: readonly Block[];
  /**
   * The blocks read in the other way, where it is in doubt whether some lines are verse: joined, as `blocks` keeps
   * them.
   */
  readonly other?: readonly Block[];
  /** Every word of the file that is not in `blocks` or `facts`. */
  readonly dropped: readonly Dropped[];
  /** Both in the project's own form alone. */
  readonly id?: string;
  readonly annotations?: Annotations;
  /** What its sender should know, such as a name that says PDF over a page of HTML. */
  readonly remarks: readonly string[];
}

/** What a parser of one format gives, the date as the file writes it; the rest is the same for all. */
export type Parsed = Omit<Imported, 'format' | 'encoding' | 'remarks'> & Partial<Pick<Imported, 'remarks'>>;

export const FORMATS = {
  own: 'Pilcrow reading',
  plain: 'plain text',
  markdown: 'Markdown',
  html: 'HTML',
  pdf: 'PDF',
  docx: 'DOCX',
  epub: 'EPUB',
  odt: 'OpenDocument',
  rtf: 'RTF',
  subtitles: 'subtitles',
  mhtml: 'saved web page',
} as const;
export type Format = keyof typeof FORMATS;

/** What to do where a file is of no kind that is read. */
export const ACCEPTED = 'Send plain text, Markdown, HTML, PDF, DOCX, ODT, RTF, EPUB or subtitles (SRT, VTT).';

/** What the sender of a document of a word processor should know. */
export function documentRemarks({ byline }: Partial<Facts>, dropped: readonly Dropped[]): string[] {
  return [
    ...(dropped.some(({ why }) => why === 'deleted')
      ? ['The file has tracked changes. Inserted words were taken, deleted ones are listed as left out.']
      : []),
    ...(byline
      ? [`The author, “${byline}”, is from the file’s properties: it may be who typed it. Check the facts.`]
      : []),
  ];
}

export interface Dropped {
  readonly words: string;
  readonly why: Why;
}

export const WHY = {
  menu: 'menu',
  header: 'header of the page',
  footer: 'footer of the page',
  aside: 'stands beside the text',
  caption: 'caption',
  picture: 'description of a picture',
  formula: 'other form of a formula',
  byline: 'line on the author, the date or the source',
  link: 'leads to another text',
  licence: 'licence around the text',
  form: 'form or button',
  hidden: 'hidden on the page',
  elsewhere: 'not part of the article',
  'page-number': 'page number',
  'running-head': 'repeated at the top or foot of pages',
  hyphen: 'hyphen at the end of a line',
  contents: 'table of contents',
  footnote: 'footnote',
  comment: 'comment beside the text',
  deleted: 'deleted in a tracked change',
  ruby: 'pronunciation beside the text (ruby)',
  address: 'address of a link',
  head: 'read as title, author, date or place',
  note: 'note of who typed the text',
  ornament: 'ornament between parts',
  label: 'name of a speaker who goes on',
  time: 'times of subtitles, counted',
  moderator: 'taken out or corrected by a moderator',
  invisible: 'invisible characters, counted',
} as const;
export type Why = keyof typeof WHY;

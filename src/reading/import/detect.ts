import { UserError } from '../../errors.ts';
import { decode } from './decode.ts';
import { ACCEPTED, type Format, type Source } from './imported.ts';

/**
 * What kind of file this is, by its content. The name only tells Markdown from plain text, which look alike.
 *
 * @throws UserError where it is empty or of a kind that cannot be read, with what to do
 */
export function formatOf({ name, data, contentType }: Source): Format | 'archive' {
  if (data.byteLength === 0) throw empty();
  const start = Buffer.from(data.buffer, data.byteOffset, Math.min(data.byteLength, 1024)).toString('latin1');
  if (start.includes('%PDF-')) return 'pdf';
  if (start.startsWith('{\\rtf')) return 'rtf';
  if (looksLikeMhtml(start)) return 'mhtml';
  if (/^PK(?:\x03\x04|\x05\x06)/.test(start)) return 'archive';
  const other = OTHERS.find(({ begins }) => begins.test(start));
  if (other) throw new UserError('import-kind', `This is ${other.is}. ${other.instead}`);

  const { text } = decode(data);
  if (text.trim() === '') throw empty();
  if (/^---\r?\n[\s\S]{0,20000}?^headline:/m.test(text) && text.startsWith('---')) return 'own';
  if (looksLikeHtml(text)) return 'html';
  if (looksLikeSubtitles(text)) return 'subtitles';
  const said = nameSays(name);
  const pasted = name === undefined && /^#{1,6} \S/m.test(text);
  return said === 'markdown' || contentType?.startsWith('text/markdown') || pasted ? 'markdown' : 'plain';
}

/**
 * What the files of an archive make together.
 *
 * @param names paths in the archive
 * @throws UserError where they make nothing that can be read
 */
export function formatOfArchive(names: readonly string[]): 'epub' | 'docx' | 'odt' | 'own' {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/^META-INF\/container\.xml$/)) return 'epub';
  if (has(/^word\/document\d*\.xml$/)) return 'docx';
  if (has(/^(?:[^/]+\/)?reading\.md$/)) return 'own';
  if (has(/^content\.xml$/)) return 'odt';
  if (has(/^xl\//) || has(/^ppt\//))
    throw new UserError('import-kind', `This is a spreadsheet or slides. ${ACCEPTED}`);
  throw new UserError(
    'import-kind',
    `This is a ZIP archive without a reading in it. Unpack it and send the text. ${ACCEPTED}`,
  );
}

/** The format that a file's name promises, if it is one that can be read. */
export function nameSays(name: string | undefined): Format | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(name ?? '')?.[1]?.toLowerCase();
  return extension === undefined ? undefined : EXTENSIONS[extension];
}

const EXTENSIONS: Readonly<Record<string, Format>> = {
  txt: 'plain',
  text: 'plain',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  pdf: 'pdf',
  docx: 'docx',
  epub: 'epub',
  odt: 'odt',
  rtf: 'rtf',
  srt: 'subtitles',
  vtt: 'subtitles',
  mht: 'mhtml',
  mhtml: 'mhtml',
};

/** Kinds of file that people send by mistake, by their first bytes (read as Latin-1). */
const OTHERS: readonly { readonly begins: RegExp; readonly is: string; readonly instead: string }[] = [
  {
    begins: /^\xd0\xcf\x11\xe0/,
    is: 'a file of an old Microsoft Office (.doc)',
    instead: 'Save it as DOCX or as plain text.',
  },
  {
    begins: /^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*|BM....\0\0\0\0)/s,
    is: 'a picture',
    instead: 'Send the text itself, or run text recognition (OCR) over it first.',
  },
  {
    begins: /^(?:\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ)/,
    is: 'a packed archive',
    instead: 'Unpack it and send the text.',
  },
  {
    begins: /^(?:ID3|OggS|fLaC|....ftyp|RIFF....WAVE|\x1aE\xdf\xa3)/s,
    is: 'sound or video',
    instead: ACCEPTED,
  },
  { begins: /^(?:\x7fELF|MZ[\s\S]*\0|\xca\xfe\xba\xbe|\0asm)/, is: 'a program', instead: ACCEPTED },
];

function looksLikeHtml(text: string): boolean {
  const start = text
    .slice(0, 20_000)
    .replace(/^(?:\s|<\?[^>]*\?>|<!--[\s\S]*?-->)+/, '')
    .slice(0, 200);
  return /^<(?:!doctype\s+html|html|head|body|meta|title|main|article|section|div|p|h[1-6]|span|table|ul|ol|font|center)\b/i.test(
    start,
  );
}

/** A message's headers, among them one that says that several parts follow. */
function looksLikeMhtml(start: string): boolean {
  return /^[\w-]+:[^\n]*\n(?:[^\n]+\n){0,30}?content-type:\s*multipart\/related/i.test(
    start.replaceAll('\r\n', '\n'),
  );
}

/** Subtitles have times; a text that only speaks of them does not begin with one. */
function looksLikeSubtitles(text: string): boolean {
  return /^\s*(?:WEBVTT\b|(?:\d+\s*\n)?\d+:\d\d:\d\d[,.]\d{3} --> \d+:\d\d:\d\d[,.]\d{3})/.test(text);
}

function empty(): UserError {
  return new UserError('import-empty', 'The file is empty. Check what you sent, or paste the text.');
}

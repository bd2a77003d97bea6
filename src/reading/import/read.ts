import { parseDate } from '../../dates/parse-date.ts';
import { UserError } from '../../errors.ts';
import { shorten } from '../../text/cut.ts';
import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import { type Archive, unzip } from './archive.ts';
import { brokenFileError, isOurFault } from './broken.ts';
import { decode } from './decode.ts';
import { formatOf, formatOfArchive, nameSays } from './detect.ts';
import { FORMATS, type Format, type Imported, type Parsed, type Source } from './imported.ts';
import { LIMITS } from './limits.ts';
import { normalize } from './normalize.ts';

/**
 * Reads a file in this thread. Each format's parser, with its libraries, is loaded when it is needed.
 *
 * @throws UserError where the file is empty, of no known kind, broken or over a limit
 */
export async function readSource(source: Source): Promise<Imported> {
  const kind = formatOf(source);
  const archive = kind === 'archive' ? await unzip(source.data) : undefined;
  const format = kind === 'archive' ? formatOfArchive([...(archive?.keys() ?? [])]) : kind;
  const read = archive ? readArchive(format, archive) : readFile(format, source.data);
  const { encoding, ...parsed } = await read.catch((error: unknown) => {
    throw error instanceof UserError || isOurFault(error) ? error : brokenFileError(format);
  });
  const imported =
    format === 'own'
      ? parsed
      : normalize(addHeadline(parsed, source.headline), { alone: UNTITLED.has(format) });
  checkLimits(imported, format);
  const { facts, remark } = readDate(imported.facts);
  return {
    ...imported,
    facts,
    format,
    ...(encoding && { encoding }),
    remarks: [...remarks(source, format), ...(imported.remarks ?? []), ...(remark ? [remark] : [])],
  };
}

/** Kinds of file in which a title is often a paragraph like any other. */
const UNTITLED: ReadonlySet<Format> = new Set(['docx', 'odt', 'rtf', 'markdown']);

function addHeadline({ facts, blocks, ...rest }: Parsed, headline: string | undefined): Parsed {
  if (!headline) return { facts, blocks, ...rest };
  const first: Block[] = facts.headline ? [{ kind: 'heading', text: facts.headline }] : [];
  return { facts: { ...facts, headline }, blocks: [...first, ...blocks], ...rest };
}

/** There is nobody to ask: a date that is not understood, or can be read in two ways, is not known. */
function readDate({ date, ...facts }: Partial<Facts>): { facts: Partial<Facts>; remark?: string } {
  if (!date) return { facts };
  try {
    return { facts: { ...facts, date: parseDate(date) } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { facts, remark: `The date that the file gives was not taken. ${error.message}` };
  }
}

async function readArchive(format: Format, archive: Archive): Promise<Parsed & { encoding?: string }> {
  if (format === 'docx') return (await import('./docx.ts')).fromDocx(archive);
  if (format === 'epub') return (await import('./epub.ts')).fromEpub(archive);
  if (format === 'odt') return (await import('./odt.ts')).fromOdt(archive);
  return (await import('./own.ts')).fromOwnArchive(archive);
}

async function readFile(format: Format, data: Uint8Array): Promise<Parsed & { encoding?: string }> {
  if (format === 'pdf') return (await import('./pdf.ts')).fromPdf(data);
  if (format === 'rtf') return (await import('./rtf.ts')).fromRtf(data);
  if (format === 'mhtml') return (await import('./mhtml.ts')).fromMhtml(data);
  const { text, encoding, remarks } = decode(data);
  const parsed = (await parserOf(format))(text);
  return { ...parsed, encoding, remarks: [...remarks, ...(parsed.remarks ?? [])] };
}

async function parserOf(format: Format): Promise<(text: string) => Parsed> {
  if (format === 'html') return (await import('./html.ts')).fromHtml;
  if (format === 'markdown') return (await import('./markdown.ts')).fromMarkdown;
  if (format === 'subtitles') return (await import('./subtitles.ts')).fromSubtitles;
  if (format === 'own') return (await import('./own.ts')).fromOwn;
  return (await import('./plain.ts')).fromPlain;
}

function checkLimits({ blocks }: Parsed, format: Format): void {
  const paragraphs = blocks.filter(({ kind }) => kind === 'paragraph');
  if (paragraphs.length === 0)
    throw new UserError(
      'import-no-text',
      format === 'pdf'
        ? 'This PDF holds no text, perhaps only pictures of pages. Run text recognition (OCR) over it first, or send the text.'
        : `No paragraph of text was found in this ${FORMATS[format]} file. Check that it holds the text itself, or paste the text.`,
    );
  if (paragraphs.length > LIMITS.paragraphs)
    throw new UserError(
      'import-paragraphs',
      `The text has ${paragraphs.length.toLocaleString('en')} paragraphs; a reading has at most ${LIMITS.paragraphs.toLocaleString('en')}. Add it in parts, such as one reading a chapter.`,
    );
  const long = blocks.find(({ text }) => text.length > LIMITS.paragraph);
  if (long)
    throw new UserError(
      'import-paragraph-long',
      `One paragraph has ${long.text.length.toLocaleString('en')} characters, over ${LIMITS.paragraph.toLocaleString('en')}. Part it with blank lines. It begins: ${shorten(long.text, 80)}`,
    );
  if (blocks.reduce((sum, { text }) => sum + text.length, 0) > LIMITS.text)
    throw new UserError(
      'import-text-long',
      `The text is longer than ${LIMITS.text.toLocaleString('en')} characters. Add it in parts, such as one reading a chapter.`,
    );
}

function remarks(source: Source, format: Format): string[] {
  const said = nameSays(source.name);
  return said && said !== format && format !== 'own'
    ? [
        `The file's name says ${FORMATS[said]}, but it holds ${FORMATS[format]}. It was read as ${FORMATS[format]}.`,
      ]
    : [];
}

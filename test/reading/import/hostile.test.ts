import { describe, expect, it } from 'vitest';
import { createImporter } from '../../../src/reading/import/import.ts';
import { LIMITS } from '../../../src/reading/import/limits.ts';
import { readSource } from '../../../src/reading/import/read.ts';
import { refusal } from '../../support/refusals.ts';
import { docx, epub, packedSpaces, pdf, text, zip } from './files.ts';

const { importFile } = createImporter();

const EMPTY = refusal('import-empty', 'The file is empty. Check what you sent, or paste the text.');
const NO_TEXT = refusal(
  'import-binary',
  'The file is not text: it holds bytes that no text has (such as NUL). Send plain text, Markdown, HTML, PDF, DOCX, ODT, RTF, EPUB or subtitles (SRT, VTT).',
);
const DAMAGED = refusal(
  'import-archive',
  'The file is damaged: it cannot be unpacked. Send it again, or save it again from the program that made it.',
);
const UNPACKED = refusal(
  'import-unpacked',
  'Unpacked, the file is larger than 64 MB or holds more than 2000 files. Send the text without pictures, or in parts.',
);
const MEMORY = refusal(
  'import-memory',
  'The file takes too much memory to read. Send a smaller part, or save it as plain text.',
);
const LOCKED = refusal('import-locked', 'The file is locked with a password. Send it without one.');
const unusual = (format: string) =>
  refusal(
    'import-broken',
    `This ${format} file is damaged or made in an unusual way, and could not be read. Save it again from the program that made it, or send it as plain text.`,
  );
const noParagraph = (format: string) =>
  refusal(
    'import-no-text',
    `No paragraph of text was found in this ${format} file. Check that it holds the text itself, or paste the text.`,
  );
const other = (is: string, instead: string) => refusal('import-kind', `This is ${is}. ${instead}`);

/** An archive whose directory claims that its one file is small. */
async function lyingZip(): Promise<Uint8Array> {
  const data = Buffer.from(await zip({ 'word/document.xml': Buffer.alloc(10_000_000, 32) }));
  const directory = data.indexOf('PK\x01\x02');
  data.writeUInt32LE(1000, directory + 24);
  return data;
}

/** An archive whose one file is encrypted, as its flags say. */
async function lockedZip(): Promise<Uint8Array> {
  const data = Buffer.from(await zip({ 'reading.md': 'Words.' }));
  data.writeUInt16LE(1, 6);
  data.writeUInt16LE(1, data.indexOf('PK\x01\x02') + 8);
  return data;
}

describe('a file that cannot be read', () => {
  it.each<[string, string, () => Uint8Array | Promise<Uint8Array>, unknown]>([
    ['empty', 'a.txt', () => text(''), EMPTY],
    ['of spaces', 'a.txt', () => text(' \n\n\t '), EMPTY],
    ['with NUL bytes', 'a.txt', () => text('Some words\0\0 and more.'), NO_TEXT],
    [
      'of random bytes',
      'a.txt',
      () => Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) % 256)),
      NO_TEXT,
    ],
    [
      'a picture called text',
      'a.txt',
      () => Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
      other('a picture', 'Send the text itself, or run text recognition (OCR) over it first.'),
    ],
    [
      'an old Word file',
      'a.docx',
      () => Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0', 'latin1'),
      other('a file of an old Microsoft Office (.doc)', 'Save it as DOCX or as plain text.'),
    ],
    ['a broken PDF', 'a.pdf', () => text('%PDF-1.4\nnothing of a PDF follows'), unusual('PDF')],
    [
      'half a PDF',
      'a.pdf',
      () => {
        const whole = pdf([[{ text: 'Words.', y: 700 }]]);
        return whole.slice(0, 200);
      },
      unusual('PDF'),
    ],
    ['a PDF with a password', 'a.pdf', () => pdf([[{ text: 'Words.', y: 700 }]], { locked: true }), LOCKED],
    ['an archive with a password', 'a.zip', lockedZip, LOCKED],
    ['a broken archive', 'a.docx', async () => (await docx([{ text: 'Words.' }])).slice(0, 900), DAMAGED],
    [
      'a DOCX with broken XML',
      'a.docx',
      () => docx([], { 'word/document.xml': '<w:document><w:body><w:p>' }),
      unusual('DOCX'),
    ],
    [
      'an EPUB that lacks a chapter',
      'a.epub',
      () =>
        epub({ 'a.xhtml': '<p>x</p>' }, '', {
          'OEBPS/book.opf':
            '<package><manifest><item id="a" href="gone.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
        }),
      refusal(
        'import-epub',
        'This EPUB is damaged: a chapter that it names is not in it. Get the book again.',
      ),
    ],
    [
      'a spreadsheet',
      'a.xlsx',
      () => zip({ 'xl/workbook.xml': '<x/>' }),
      refusal(
        'import-kind',
        'This is a spreadsheet or slides. Send plain text, Markdown, HTML, PDF, DOCX, ODT, RTF, EPUB or subtitles (SRT, VTT).',
      ),
    ],
    [
      'an OpenDocument file without a text',
      'a.ods',
      () => zip({ 'content.xml': '<x/>' }),
      noParagraph('OpenDocument'),
    ],
    [
      'an archive of something else',
      'a.zip',
      () => zip({ 'photo.txt': 'x' }),
      refusal(
        'import-kind',
        'This is a ZIP archive without a reading in it. Unpack it and send the text. Send plain text, Markdown, HTML, PDF, DOCX, ODT, RTF, EPUB or subtitles (SRT, VTT).',
      ),
    ],
    ['of headings alone', 'a.md', () => text('# One\n\n## Two\n'), noParagraph('Markdown')],
    [
      'of too many paragraphs',
      'a.txt',
      () => text('A line.\n\n'.repeat(5001)),
      refusal(
        'import-paragraphs',
        'The text has 5,001 paragraphs; a reading has at most 5,000. Add it in parts, such as one reading a chapter.',
      ),
    ],
    [
      'of one endless paragraph',
      'a.txt',
      () => text(`${'word '.repeat(5000)}`),
      refusal(
        'import-paragraph-long',
        `One paragraph has 24,999 characters, over 20,000. Part it with blank lines. It begins: ${'word '.repeat(15)}word…`,
      ),
    ],
    [
      'of too many words',
      'a.txt',
      () => text(`${'word '.repeat(3900)}\n\n`.repeat(210)),
      refusal(
        'import-text-long',
        'The text is longer than 4,000,000 characters. Add it in parts, such as one reading a chapter.',
      ),
    ],
    [
      'facts that do not fit',
      'reading.md',
      () => text('---\nheadline: ""\n---\n\nWords.'),
      refusal(
        'reading-facts',
        'The facts at the top do not fit:\n✖ Too small: expected string to have >=1 characters\n  → at headline',
      ),
    ],
  ])('is refused with a reason: %s', async (_, name, data, refused) => {
    // Read in this thread, which takes a tenth of the time; the thread's own part is tried once, below.
    await expect(readSource({ name, data: await data() })).rejects.toEqual(refused);
  });

  it('is refused with the same words from the thread in which the bot reads it', async () => {
    const source = { name: 'a.pdf', data: text('%PDF-1.4\nnothing of a PDF follows') };
    await expect(importFile(source)).rejects.toEqual(unusual('PDF'));
  });

  it('is refused before a thread is started where it is too large', async () => {
    const data = new Uint8Array(LIMITS.file + 1);
    await expect(importFile({ name: 'a.txt', data })).rejects.toEqual(
      refusal(
        'import-size',
        'The file is larger than 8 MB. Send the part that your group reads, or a smaller file.',
      ),
    );
  });

  it('is refused where too many wait, and those are read', async () => {
    const { importFile: read } = createImporter({ waiting: 1 });
    const source = { name: 'a.txt', data: text('A title\n\nWords.') };
    const waiting = read(source);
    await expect(read(source)).rejects.toEqual(
      refusal('import-busy', 'Many files are being read right now. Try again in a minute.'),
    );
    expect((await waiting).blocks).toEqual([{ kind: 'paragraph', text: 'Words.' }]);
  });
});

describe('a file that attacks', () => {
  it.each<[string, string, () => Uint8Array | Promise<Uint8Array>, unknown]>([
    [
      'unpacks to 70 MB',
      'a.docx',
      () => zip({ 'word/document.xml': Buffer.alloc(70_000_000, 32) }),
      UNPACKED,
    ],
    ['claims to be small and is not', 'a.docx', lyingZip, DAMAGED],
    [
      'holds 2,001 files',
      'a.epub',
      () => zip(Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`META-INF/${i}`, '']))),
      UNPACKED,
    ],
    [
      'nests a page 600 deep',
      'a.html',
      () => text(`<html><body>${'<div>'.repeat(600)}Words.`),
      refusal(
        'import-nesting',
        'The page has more than 500 elements inside each other. Paste its text instead.',
      ),
    ],
    [
      'is XML that grows',
      'a.docx',
      () =>
        docx([], {
          'word/document.xml': `<!DOCTYPE d [<!ENTITY a "${'x'.repeat(1000)}">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghij'[i]};`.repeat(10)}">`).join('')}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>`,
        }),
      unusual('DOCX'),
    ],
    [
      'is YAML that grows',
      'a.zip',
      () =>
        zip({
          'reading.md': '---\nheadline: h\n---\n\nWords.',
          'annotations.yaml': `a: &a [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `${'bcdefghij'[i]}: &${'bcdefghij'[i]} [${`*${'abcdefghij'[i]},`.repeat(10)}]`).join('\n')}`,
        }),
      refusal(
        'annotations-yaml',
        'annotations.yaml is not YAML: Excessive alias count indicates a resource exhaustion attack',
      ),
    ],
  ])('is refused before it does harm: %s', async (_, name, data, refused) => {
    await expect(importFile({ name, data: await data() })).rejects.toEqual(refused);
  });

  it('is killed where its time is over, in the midst of its work', async () => {
    // Read to its end, this takes several seconds without a pause.
    const page = text(`<html><body>${'<div>'.repeat(100_000)}Words.`);
    const slow = createImporter({ time: 1500 }).importFile({ name: 'a.html', data: page });
    await expect(slow).rejects.toEqual(
      refusal(
        'import-time',
        'The file takes longer than 1.5 seconds to read. Send a smaller part, or save it as plain text.',
      ),
    );
  });

  it('is not killed where it is the clock alone that runs, as on a busy machine', async () => {
    const { importFile: read } = createImporter({ time: 3000 });
    const waiting = read({ name: 'a.txt', data: text('A title\n\nWords.') });
    await new Promise(setImmediate);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3500);
    expect((await waiting).blocks).toEqual([{ kind: 'paragraph', text: 'Words.' }]);
  });

  it('is killed by the clock in the end', async () => {
    const page = text(`<html><body>${'<div>'.repeat(100_000)}Words.`);
    await expect(createImporter({ clock: 100 }).importFile({ name: 'a.html', data: page })).rejects.toEqual(
      refusal(
        'import-time',
        'The file takes longer than 0.1 seconds to read. Send a smaller part, or save it as plain text.',
      ),
    );
  });

  it('is killed where it takes too much memory, and the next file is read all the same', async () => {
    const small = createImporter({ heap: 24 });
    const page = text(`<html><body>${'<p>Some words of a paragraph, and a comma.</p>'.repeat(100_000)}`);
    const large = small.importFile({ name: 'a.html', data: page });
    const next = small.importFile({ name: 'b.txt', data: text('A title\n\nWords.') });
    await expect(large).rejects.toEqual(MEMORY);
    expect((await next).blocks).toEqual([{ kind: 'paragraph', text: 'Words.' }]);
  });

  it('takes no more memory than a small host has', async () => {
    const data = await pdf([[]], { stream: packedSpaces(4000) });
    const before = process.memoryUsage.rss();
    let peak = before;
    const sampling = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 5);
    const bomb = createImporter().importFile({ name: 'a.pdf', data });
    await expect(bomb).rejects.toEqual(MEMORY);
    clearInterval(sampling);
    expect(peak - before).toBeGreaterThan(100e6);
    expect(peak - before).toBeLessThan(300e6);
  });

  it.each([
    ['a page of a PDF that unpacks to 4 GB', 'a.pdf', () => pdf([[]], { stream: packedSpaces(4000) })],
    [
      'a picture of 60 MB beside readable words',
      'a.docx',
      () => docx([{ text: 'Words.' }], { 'word/media/a.png': ' '.repeat(60_000_000) }),
    ],
  ])('is killed where the process grows, though not its heap: %s', async (_, name, data) => {
    // Little: a process that has collected much before grows into what it still holds.
    const large = createImporter({ growth: 20 }).importFile({ name, data: await data() });
    await expect(large).rejects.toEqual(MEMORY);
  });
});

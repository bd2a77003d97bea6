import { describe, expect, it } from 'vitest';
import { createImporter } from '../../../src/reading/import/import.ts';
import { LIMITS } from '../../../src/reading/import/limits.ts';
import { readSource } from '../../../src/reading/import/read.ts';
import { docx, epub, packedSpaces, pdf, text, zip } from './files.ts';

const { importFile } = createImporter();

/** What the sender is told: one who sees anything but a UserError would see it as a fault of the program. */
const refusal = async (imported: Promise<unknown>) => {
  const error = await imported.then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  expect(error?.name, String(error?.stack)).toBe('UserError');
  return error?.message ?? '';
};
/** For those that go on until they are stopped, in ms: not the ten seconds that a file has otherwise. */
const SHORT = 2500;

/** An archive whose directory claims that its one file is small. */
async function lyingZip(): Promise<Uint8Array> {
  const data = Buffer.from(await zip({ 'word/document.xml': Buffer.alloc(10_000_000, 32) }));
  const directory = data.indexOf('PK\x01\x02');
  data.writeUInt32LE(1000, directory + 24);
  return data;
}

describe('a file that cannot be read', () => {
  it.each<[string, string, () => Uint8Array | Promise<Uint8Array>, RegExp]>([
    ['empty', 'a.txt', () => text(''), /empty/],
    ['of spaces', 'a.txt', () => text(' \n\n\t '), /empty/],
    ['with NUL bytes', 'a.txt', () => text('Some words\0\0 and more.'), /not text.*NUL/],
    [
      'of random bytes',
      'a.txt',
      () => Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) % 256)),
      /not text/,
    ],
    [
      'of damaged UTF-8',
      'a.txt',
      () => Buffer.concat([text('Größe und Maße: '.repeat(20)), Buffer.from([0xc3, 0x28])]),
      /UTF-8 with damaged/,
    ],
    [
      'a picture called text',
      'a.txt',
      () => Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
      /picture/,
    ],
    [
      'an old Word file',
      'a.docx',
      () => Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0', 'latin1'),
      /old Microsoft Office.*DOCX/,
    ],
    ['RTF', 'a.doc', () => text('{\\rtf1\\ansi Words.}'), /RTF.*DOCX/],
    ['a broken PDF', 'a.pdf', () => text('%PDF-1.4\nnothing of a PDF follows'), /PDF file is damaged/],
    [
      'half a PDF',
      'a.pdf',
      () => {
        const whole = pdf([[{ text: 'Words.', y: 700 }]]);
        return whole.slice(0, 200);
      },
      /PDF.*(?:damaged|no text)/,
    ],
    ['a broken archive', 'a.docx', async () => (await docx([{ text: 'Words.' }])).slice(0, 900), /damaged/],
    [
      'a DOCX with broken XML',
      'a.docx',
      () => docx([], { 'word/document.xml': '<w:document><w:body><w:p>' }),
      /DOCX|damaged/,
    ],
    [
      'an EPUB that lacks a chapter',
      'a.epub',
      () =>
        epub({ 'a.xhtml': '<p>x</p>' }, '', {
          'OEBPS/book.opf':
            '<package><manifest><item id="a" href="gone.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
        }),
      /chapter that it names/,
    ],
    ['a spreadsheet', 'a.xlsx', () => zip({ 'xl/workbook.xml': '<x/>' }), /spreadsheet/],
    ['an archive of something else', 'a.zip', () => zip({ 'photo.txt': 'x' }), /Unpack it/],
    ['of headings alone', 'a.md', () => text('# One\n\n## Two\n'), /No paragraph/],
    ['of too many paragraphs', 'a.txt', () => text('A line.\n\n'.repeat(5001)), /5,001 paragraphs.*5,000/],
    ['of one endless paragraph', 'a.txt', () => text(`${'word '.repeat(5000)}`), /24,999 characters/],
    ['facts that do not fit', 'reading.md', () => text('---\nheadline: ""\n---\n\nWords.'), /headline/],
  ])('is refused with a reason: %s', async (_, name, data, message) => {
    // Read in this thread, which takes a tenth of the time; the thread's own part is tried once, below.
    expect(await refusal(readSource({ name, data: await data() }))).toMatch(message);
  });

  it('is refused with the same words from the thread in which the bot reads it', async () => {
    const source = { name: 'a.pdf', data: text('%PDF-1.4\nnothing of a PDF follows') };
    expect(await refusal(importFile(source))).toBe(await refusal(readSource(source)));
  });

  it('is refused before a thread is started where it is too large', async () => {
    const data = new Uint8Array(LIMITS.file + 1);
    expect(await refusal(importFile({ name: 'a.txt', data }))).toMatch(/larger than 8 MB/);
  });
});

describe('a file that attacks', () => {
  it.each<[string, string, () => Uint8Array | Promise<Uint8Array>, RegExp, time?: number]>([
    [
      'unpacks to 70 MB',
      'a.docx',
      () => zip({ 'word/document.xml': Buffer.alloc(70_000_000, 32) }),
      /Unpacked/,
    ],
    ['claims to be small and is not', 'a.docx', lyingZip, /damaged|Unpacked/],
    [
      'holds 2,001 files',
      'a.epub',
      () => zip(Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`META-INF/${i}`, '']))),
      /more than 2000 files/,
    ],
    [
      'nests a page 600 deep',
      'a.html',
      () => text(`<html><body>${'<div>'.repeat(600)}Words.`),
      /inside each other/,
    ],
    [
      'nests a page 100,000 deep',
      'a.html',
      () => text(`<html><body>${'<div>'.repeat(100_000)}Words.`),
      /inside each other|takes/,
      SHORT,
    ],
    [
      'is a PDF whose page unpacks to 4 GB',
      'a.pdf',
      () => pdf([[]], { stream: packedSpaces(4000) }),
      /takes/,
      SHORT,
    ],
    [
      'is XML that grows',
      'a.docx',
      () =>
        docx([], {
          'word/document.xml': `<!DOCTYPE d [<!ENTITY a "${'x'.repeat(1000)}">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghij'[i]};`.repeat(10)}">`).join('')}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>`,
        }),
      /DOCX|takes/,
    ],
    [
      'is YAML that grows',
      'a.zip',
      () =>
        zip({
          'reading.md': '---\nheadline: h\n---\n\nWords.',
          'annotations.yaml': `a: &a [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `${'bcdefghij'[i]}: &${'bcdefghij'[i]} [${`*${'abcdefghij'[i]},`.repeat(10)}]`).join('\n')}`,
        }),
      /annotations.yaml/,
    ],
  ])('is stopped within the limits: %s', async (_, name, data, message, time = LIMITS.time) => {
    const bytes = await data();
    const begin = performance.now();
    expect(await refusal(createImporter({ time }).importFile({ name, data: bytes }))).toMatch(message);
    expect(performance.now() - begin).toBeLessThan(time + 2000);
  });

  it('takes too long', async () => {
    const slow = createImporter({ time: 1 }).importFile({ name: 'a.txt', data: text('Words.') });
    await expect(slow).rejects.toThrow(/longer than 10 seconds/);
  });

  it('takes too much memory, and the next file is read all the same', async () => {
    const small = createImporter({ heap: 24 });
    const page = text(`<html><body>${'<p>Some words of a paragraph, and a comma.</p>'.repeat(100_000)}`);
    const large = small.importFile({ name: 'a.html', data: page });
    const next = small.importFile({ name: 'b.txt', data: text('A title\n\nWords.') });
    await expect(large).rejects.toThrow(/memory/);
    expect((await next).blocks).toEqual([{ kind: 'paragraph', text: 'Words.' }]);
  });

  it('makes the process grow, though not its heap', async () => {
    const page = text(`<html><body>${'<p>Some words of a paragraph, and a comma.</p>'.repeat(100_000)}`);
    const large = createImporter({ growth: 1 }).importFile({ name: 'a.html', data: page });
    await expect(large).rejects.toThrow(/memory/);
  });
});

import { constants, deflateRawSync } from 'node:zlib';
import JSZip from 'jszip';

/* Small real files, made here so that a test shows what is in them. */

export function text(words: string): Uint8Array {
  return new TextEncoder().encode(words);
}

export function utf16(words: string, { mark = true } = {}): Uint8Array {
  return Buffer.from((mark ? '\uFEFF' : '') + words, 'utf16le');
}

export async function zip(files: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
  const archive = new JSZip();
  for (const [path, data] of Object.entries(files)) archive.file(path, data);
  return archive.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

/** A Word document of paragraphs, each in a style. */
export function docx(
  paragraphs: readonly { readonly style?: string; readonly text: string; readonly footnote?: boolean }[],
  more: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const body = paragraphs.map(
    ({ style, text: words, footnote }) =>
      `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t xml:space="preserve">${words}</w:t></w:r>${footnote ? '<w:r><w:footnoteReference w:id="2"/></w:r>' : ''}</w:p>`,
  );
  return docxOf(...body, more);
}

/** A Word document of paragraphs as XML, and other parts of it by their paths, if the last is an object. */
export function docxOf(
  ...parts: readonly (string | Readonly<Record<string, string>>)[]
): Promise<Uint8Array> {
  const body = parts.filter((part) => typeof part === 'string');
  const more = parts.find((part) => typeof part === 'object') ?? {};
  const W =
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"';
  const styles = ['Title', 'Heading1', 'Caption'].map(
    (id) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id.replace('1', ' 1')}"/></w:style>`,
  );
  const rel = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/>`;
  const RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
  return zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships ${RELS}>${rel('r1', 'officeDocument', 'word/document.xml')}</Relationships>`,
    'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships ${RELS}>${rel('r2', 'styles', 'styles.xml')}${rel('r3', 'footnotes', 'footnotes.xml')}</Relationships>`,
    'word/styles.xml': `<?xml version="1.0"?><w:styles ${W}>${styles.join('')}</w:styles>`,
    'word/footnotes.xml': `<?xml version="1.0"?><w:footnotes ${W}><w:footnote w:id="2"><w:p><w:r><w:t>A note below.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
    'word/document.xml': `<?xml version="1.0"?><w:document ${W}><w:body>${body.join('')}</w:body></w:document>`,
    ...more,
  });
}

/** An OpenDocument text: its body and automatic styles as XML. */
export function odt(body: string, styles = ''): Promise<Uint8Array> {
  const names = ['office', 'text', 'style', 'table', 'meta', 'dc']
    .map((prefix) => `xmlns:${prefix}="urn:${prefix}"`)
    .join(' ');
  return zip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content ${names}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    'styles.xml': `<office:document-styles ${names}><office:master-styles><style:master-page><style:footer><text:p>Draft of May</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`,
    'meta.xml': `<office:document-meta ${names}><office:meta><meta:initial-creator>Jane Doe</meta:initial-creator></office:meta></office:document-meta>`,
  });
}

export function epub(
  chapters: Readonly<Record<string, string>>,
  metadata = '<dc:title>A book</dc:title>',
  more: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const names = Object.keys(chapters);
  const items = names.map((name, i) => {
    const nav = name.startsWith('nav') ? ' properties="nav"' : '';
    return `<item id="i${i}" href="text/${encodeURIComponent(name)}" media-type="application/xhtml+xml"${nav}/>`;
  });
  return zip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    'OEBPS/book.opf': `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata><manifest>${items.join('')}</manifest><spine>${names.map((_, i) => `<itemref idref="i${i}"/>`).join('')}</spine></package>`,
    ...Object.fromEntries(
      Object.entries(chapters).map(([name, body]) => [
        `OEBPS/text/${name}`,
        `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>${body}</body></html>`,
      ]),
    ),
    ...more,
  });
}

export interface PdfLine {
  readonly text: string;
  readonly y: number;
  readonly x?: number;
  readonly size?: number;
  readonly font?: 'F1' | 'F2' | 'F3';
  /** What the text operator is given instead of the text, such as `<82a0>`. */
  readonly codes?: string;
}

/**
 * A PDF of pages of lines (612 × 792 points). F1 is Helvetica, F2 Helvetica-Bold.
 *
 * @param options.font F3, as its dictionary
 * @param options.annotations dictionaries of annotations of the first page
 */
export function pdf(
  pages: readonly (readonly PdfLine[])[],
  {
    title,
    stream,
    locked,
    font,
    annotations = [],
  }: {
    readonly title?: string;
    readonly stream?: Buffer;
    readonly locked?: boolean;
    readonly font?: string;
    readonly annotations?: readonly string[];
  } = {},
): Uint8Array {
  const escaped = (words: string) => words.replaceAll(/[\\()]/g, '\\$&');
  const contents = pages.map(
    (lines) =>
      stream ??
      Buffer.from(
        lines
          .map(
            ({ text: words, x = 72, y, size = 12, font: name = 'F1', codes = `(${escaped(words)})` }) =>
              `BT /${name} ${size} Tf ${x} ${y} Td ${codes} Tj ET`,
          )
          .join('\n'),
        'latin1',
      ),
  );
  const filter = stream ? '/Filter /FlateDecode ' : '';
  const objects: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(
      `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${5 + i * 2} 0 R`).join(' ')}] >>`,
    ),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    Buffer.from(title ? `<< /Title (${escaped(title)}) /Author (A. Author) >>` : '<< >>'),
    ...contents.flatMap((content, i) => [
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>${font ? ` /F3 ${font}` : ''} >> >> /Contents ${6 + i * 2} 0 R${i === 0 ? ` /Annots [${annotations.join(' ')}]` : ''} >>`,
      ),
      Buffer.concat([
        Buffer.from(`<< ${filter}/Length ${content.length} >>\nstream\n`),
        content,
        Buffer.from('\nendstream'),
      ]),
    ]),
  ];
  const lock = locked
    ? ` /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'00'.repeat(32)}> /U <${'00'.repeat(32)}> >>`
    : '';
  let at = 9;
  const offsets: number[] = [];
  const parts = objects.map((object, i) => {
    offsets.push(at);
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    at += part.length;
    return part;
  });
  const xref = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.concat([
    Buffer.from('%PDF-1.4\n'),
    ...parts,
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${xref}trailer << /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R${lock} >>\nstartxref\n${at}\n%%EOF`,
    ),
  ]);
}

/** A few megabytes at most that unpack to so many megabytes: one packed block, many times over. */
export function packedSpaces(megabytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(1_000_000, ' '), {
    level: 9,
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const end = deflateRawSync(Buffer.alloc(0));
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...new Array<Buffer>(megabytes).fill(block), end]);
}

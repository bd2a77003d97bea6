import { parseHTML } from 'linkedom';
import mammoth from 'mammoth';
import type { Facts } from '../reading.ts';
import type { Archive } from './archive.ts';
import { type DomElement, runsOf, splitRuns } from './dom.ts';
import type { Dropped, Parsed, Why } from './imported.ts';
import { parseXml } from './xml.ts';

/** A Word document. Headers, footers, captions and footnotes are listed as left out. */
export async function fromDocx(data: Uint8Array, archive: Archive): Promise<Parsed> {
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(data.buffer, data.byteOffset, data.byteLength) },
    {
      styleMap: [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        "p[style-name='caption'] => figcaption:fresh",
        "p[style-name='Caption'] => figcaption:fresh",
      ],
      // Pictures are not wanted, and as data addresses they would be large.
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    },
  );
  const { document } = parseHTML(`<html><body>${value}</body></html>`);
  const { blocks, dropped } = splitRuns(runsOf(document.body as unknown as DomElement, whyOf));
  return { facts: factsOf(archive), blocks, dropped: [...dropped, ...around(archive)] };
}

function whyOf(element: DomElement): Why | undefined {
  if (element.localName === 'figcaption') return 'caption';
  const note = /^(?:foot|end)note-/;
  if (element.localName === 'li' && note.test(element.getAttribute('id') ?? '')) return 'footnote';
  // The mark in the text, such as [1], is made by the program and no word of the author's.
  return element.localName === 'a' && note.test((element.getAttribute('href') ?? '').replace('#', ''))
    ? 'footnote'
    : undefined;
}

/** Headers and footers stand in files of their own. */
function around(archive: Archive): Dropped[] {
  return [...archive].flatMap(([name, data]): Dropped[] => {
    const kind = /^word\/(header|footer)\d*\.xml$/.exec(name)?.[1] as 'header' | 'footer' | undefined;
    if (!kind) return [];
    return [...parseXml(data).querySelectorAll('w\\:p')].map((p) => ({
      words: p.textContent ?? '',
      why: kind,
    }));
  });
}

/** What the document's properties state: title and author. Its dates are those of the file. */
function factsOf(archive: Archive): Partial<Facts> {
  const core = archive.get('docProps/core.xml');
  if (!core) return {};
  const page = parseXml(core);
  const said = (name: string) => page.querySelector(name)?.textContent?.trim();
  const headline = said('dc\\:title');
  const byline = said('dc\\:creator');
  return { ...(headline && { headline }), ...(byline && { byline }) };
}

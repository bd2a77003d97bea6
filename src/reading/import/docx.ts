import JSZip from 'jszip';
import { parseHTML } from 'linkedom';
import mammoth from 'mammoth';
import type { Facts } from '../reading.ts';
import type { Archive } from './archive.ts';
import { prepareDocument } from './docx-prepare.ts';
import { type DomElement, runsOf, splitRuns } from './dom.ts';
import { type Dropped, documentRemarks, type Parsed, type Why } from './imported.ts';
import { parseXml } from './xml.ts';

/** A Word document. Headers, footers, captions, footnotes, comments and deleted words are listed as left out. */
export async function fromDocx(archive: Archive): Promise<Parsed> {
  const path = [...archive.keys()].find((name) => /^word\/document\d*\.xml$/.test(name)) ?? '';
  const { xml, dropped: unseen } = prepareDocument(archive, path);
  const { value } = await mammoth.convertToHtml(
    { buffer: await packWords(archive, path, xml) },
    {
      // A file may bring a style map of its own, which can name words to leave out.
      includeEmbeddedStyleMap: false,
      styleMap: [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        "p[style-name='caption'] => figcaption:fresh",
        "p[style-name='Caption'] => figcaption:fresh",
      ],
    },
  );
  const { document } = parseHTML(`<html><body>${value}</body></html>`);
  const { blocks, dropped } = splitRuns(runsOf(document.body as unknown as DomElement, whyOf));
  const facts = factsOf(archive);
  return {
    facts,
    blocks,
    dropped: [...dropped, ...unseen, ...around(archive)],
    remarks: documentRemarks(facts, unseen),
  };
}

/** The parts that hold words, and what leads to them; pictures are not wanted. */
async function packWords(archive: Archive, path: string, document: string): Promise<Buffer> {
  const packed = new JSZip();
  for (const [name, data] of archive)
    if (/\.(?:xml|rels)$/i.test(name)) packed.file(name, name === path ? document : data);
  return packed.generateAsync({ type: 'nodebuffer' });
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

/** Headers, footers and comments stand in files of their own. */
function around(archive: Archive): Dropped[] {
  return [...archive].flatMap(([name, data]): Dropped[] => {
    const kind = /^word\/(header|footer|comment)s?\d*\.xml$/.exec(name)?.[1];
    if (!kind) return [];
    return [...parseXml(data).querySelectorAll('w\\:p')].map((p) => ({
      words: p.textContent ?? '',
      why: kind as 'header' | 'footer' | 'comment',
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

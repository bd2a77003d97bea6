import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import { type Dropped, documentRemarks, type Parsed } from './imported.ts';
import { LIMITS } from './limits.ts';
import { columnsOf } from './pdf-columns.ts';
import { type Annotation, fieldPieces } from './pdf-fields.ts';
import { dropContents, dropRunningHeads } from './pdf-heads.ts';
import { hasUnread, markUnread, namedGlyphs } from './pdf-letters.ts';
import { type Segment, segmentsOf } from './pdf-lines.ts';
import { openPdf } from './pdf-open.ts';
import { paragraphsOf } from './pdf-paragraphs.ts';
import { type Content, piecesOf } from './pdf-pieces.ts';

/** A PDF with text in it. Lines become paragraphs; page numbers and running heads are listed as left out. */
export async function fromPdf(data: Uint8Array): Promise<Parsed> {
  const document = await openPdf(data);
  /** The segments of each page, and of what is written in other directions on it. */
  const pages: { main: Segment[]; turned: Segment[][] }[] = [];
  let length = 0;
  for (let n = 1; n <= document.numPages && length <= LIMITS.text; n++) {
    const page = await document.getPage(n);
    const content = (await page.getTextContent({ disableNormalization: true })) as Content;
    const unread = content.items.some((item) => 'str' in item && hasUnread(item.str as string));
    const glyphs = unread ? await namedGlyphs(page, Object.keys(content.styles)) : undefined;
    const [written = [], ...turned] = piecesOf(content, glyphs).map(segmentsOf);
    const fields = fieldPieces((await page.getAnnotations()) as Annotation[]);
    const main = [...written, ...fields.flatMap((piece) => segmentsOf([piece]))];
    for (const segment of main) length += segment.letters;
    pages.push({ main, turned });
    page.cleanup();
  }
  const { info } = (await document.getMetadata()) as { info: { Title?: unknown; Author?: unknown } };
  const dropped: Dropped[] = [];
  const main = dropRunningHeads(
    pages.map((page) => page.main),
    dropped,
  );
  const columns = main.flatMap((segments, i) =>
    [segments, ...(pages[i]?.turned ?? [])].flatMap((some) => columnsOf(some)),
  );
  const hyphens: Dropped[] = [];
  const { blocks, remarks } = markUnread(
    paragraphsOf(dropContents(columns, dropped), (words) => hyphens.push({ words, why: 'hyphen' })),
  );
  const facts = factsOf(info, blocks);
  return {
    facts,
    blocks,
    dropped: [...dropped, ...hyphens],
    remarks: [...remarks, ...documentRemarks(facts, dropped)],
  };
}

/** Programs leave the file's name or their own in the title, and an author that the text itself may name another. */
function factsOf(
  { Title, Author }: { Title?: unknown; Author?: unknown },
  blocks: readonly Block[],
): Partial<Facts> {
  const title = typeof Title === 'string' ? Title.trim() : '';
  const author = typeof Author === 'string' ? Author.trim() : '';
  const stated = blocks
    .slice(0, 4)
    .some(({ text }) => /^(?:[Bb]y|BY)\s\p{Lu}/u.test(text) && text.length < 200);
  return {
    ...(title && !NO_TITLE.test(title) && { headline: title }),
    ...(author && !stated && { byline: author }),
  };
}

const NO_TITLE =
  /^(?:untitled\b.*|about:.*|(?:https?|file):.*|microsoft (?:word|powerpoint|excel)\b.*|.*\.(?:docx?|pdf|indd|tex|dvi|qxd|odt|rtf|txt|html?|pptx?|xlsx?|ps|pages))$/i;

import { getDocumentProxy } from 'unpdf';
import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import { lockedFileError } from './broken.ts';
import type { Dropped, Parsed } from './imported.ts';
import { LIMITS } from './limits.ts';
import { endsSentence, joinLines } from './lines.ts';
import { type Line, linesOf, type Page } from './pdf-lines.ts';

/** A PDF with text in it. Lines become paragraphs; page numbers and running heads are listed as left out. */
export async function fromPdf(data: Uint8Array): Promise<Parsed> {
  // pdf.js takes the bytes over; a file that is refused later must still be whole.
  const document = await getDocumentProxy(new Uint8Array(data), { verbosity: 0 }).catch(refuse);
  const pages: Page[] = [];
  let length = 0;
  for (let n = 1; n <= document.numPages && length <= LIMITS.text; n++) {
    const page = await document.getPage(n);
    const lines = linesOf(await page.getTextContent());
    length += lines.reduce((sum, { text }) => sum + text.length, 0);
    pages.push(lines);
    page.cleanup();
  }
  const { body, dropped } = withoutRunningHeads(pages);
  const { info } = (await document.getMetadata()) as { info: { Title?: unknown; Author?: unknown } };
  const hyphens: Dropped[] = [];
  const blocks = blocksOf(body, (words) => hyphens.push({ words, why: 'hyphen' }));
  return { facts: factsOf(info), blocks, dropped: [...dropped, ...hyphens] };
}

function refuse(error: { name?: string }): never {
  throw error.name === 'PasswordException' ? lockedFileError() : error;
}

/** Programs leave the file's name or their own in the title. */
function factsOf({ Title, Author }: { Title?: unknown; Author?: unknown }): Partial<Facts> {
  const title = typeof Title === 'string' ? Title.trim() : '';
  const author = typeof Author === 'string' ? Author.trim() : '';
  const fine =
    title &&
    !/^(?:untitled|microsoft (?:word|powerpoint)\b.*|.*\.(?:docx?|pdf|indd|tex|dvi|qxd|odt))$/i.test(title);
  return { ...(fine && { headline: title }), ...(author && { byline: author }) };
}

const PAGE_NUMBER = /^(?:page\s*)?[-–—]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—]?(?:\s*(?:of|\/)\s*\d{1,4})?$/i;

/** A line of a table of contents: dots that lead to the number of a page. */
const LEADERS = /(?:\. ?){6,}\s*(?:\d{1,4}|[ivxlc]{1,7})$/i;

/** Page numbers, lines that come again at the top or foot of several pages (but for their numbers), contents. */
function withoutRunningHeads(pages: readonly Page[]): { body: Page[]; dropped: Dropped[] } {
  const edges = pages.map((lines) => {
    const byHeight = lines.toSorted((a, b) => b.y - a.y);
    return new Set([...byHeight.slice(0, 2), ...byHeight.slice(-2)]);
  });
  // A title that is larger on its own page than at the top of the others is no running head there.
  const key = ({ text, size }: Line) => `${text.replaceAll(/\d+/g, '#')} ${Math.round(size)}`;
  const seen = new Map<string, number>();
  for (const lines of edges)
    for (const words of new Set([...lines].map(key))) seen.set(words, (seen.get(words) ?? 0) + 1);
  const often = Math.min(3, pages.length);

  const dropped: Dropped[] = [];
  const body = pages.map((lines, i) =>
    lines.filter((line) => {
      if (LEADERS.test(line.text)) {
        dropped.push({ words: line.text, why: 'contents' });
        return false;
      }
      if (!edges[i]?.has(line) || lines.length < 3) return true;
      const isNumber =
        PAGE_NUMBER.test(line.text) && (line === extreme(lines, 1) || line === extreme(lines, -1));
      const repeats = pages.length > 1 && (seen.get(key(line)) ?? 0) >= often;
      if (isNumber) dropped.push({ words: line.text, why: 'page-number' });
      else if (repeats) dropped.push({ words: line.text, why: 'running-head' });
      return !isNumber && !repeats;
    }),
  );
  return { body, dropped };
}

/** The highest line of a page (1), or the lowest (-1). */
function extreme(lines: Page, way: 1 | -1): Line | undefined {
  return lines.reduce((a, b) => ((b.y - a.y) * way > 0 ? b : a));
}

function blocksOf(pages: readonly Page[], onHyphen: (words: string) => void): Block[] {
  const all = pages.flat();
  const text = all.map((line) => line.text).join('\n');
  const size = commonest(all.map((line) => [Math.round(line.size * 2) / 2, line.text.length]));
  const leading =
    commonest(
      pages
        .flatMap((lines) =>
          lines
            .slice(1)
            .map((line, i): [number, number] => [Math.round(((lines[i]?.y ?? 0) - line.y) * 2) / 2, 1]),
        )
        .filter(([gap]) => gap > size * 0.8 && gap < size * 3),
    ) || size * 1.2;

  const blocks: { kind: Block['kind']; lines: Line[] }[] = [];
  for (const lines of pages) {
    const left = commonest(lines.map((line) => [Math.round(line.x), line.text.length]));
    const width = Math.max(0, ...lines.map((line) => line.right)) - left;
    lines.forEach((line, i) => {
      const kind = line.size > size * 1.15 ? 'heading' : 'paragraph';
      const last = blocks.at(-1);
      const before = last?.lines.at(-1);
      const goesOn =
        last &&
        before &&
        last.kind === kind &&
        (kind === 'heading' ? sameHeading : sameParagraph)({
          before,
          line,
          first: i === 0,
          leading,
          left,
          width,
        });
      if (goesOn) last.lines.push(line);
      else blocks.push({ kind, lines: [line] });
    });
  }
  return blocks.map(({ kind, lines }) => ({
    kind,
    text: joinLines(
      lines.map((line) => line.text),
      text,
      onHyphen,
    ),
  }));
}

interface Neighbours {
  readonly before: Line;
  readonly line: Line;
  /** Whether the line begins a page. */
  readonly first: boolean;
  /** Between lines of a paragraph, and the left edge and width of the column, in points. */
  readonly leading: number;
  readonly left: number;
  readonly width: number;
}

function sameHeading({ before, line, first }: Neighbours): boolean {
  const gap = before.y - line.y;
  return !first && Math.abs(before.size - line.size) < 1 && gap > 0 && gap < line.size * 1.8;
}

function sameParagraph({ before, line, first, leading, left, width }: Neighbours): boolean {
  const gap = before.y - line.y;
  const indented = line.x > left + line.size * 0.8;
  const short = before.right < left + width * 0.8;
  // On a new page or column only the words tell.
  if (first || gap <= 0) return !endsSentence(before.text) && !indented;
  if (gap > leading * 1.35) return false;
  if (indented && before.x < left + line.size * 0.8) return false;
  return !(short && endsSentence(before.text));
}

/** The value with the greatest weight. */
function commonest(weighed: readonly (readonly [number, number])[]): number {
  const sums = new Map<number, number>();
  for (const [value, weight] of weighed) sums.set(value, (sums.get(value) ?? 0) + weight);
  return [...sums].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

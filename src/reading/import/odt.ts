import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import type { Archive } from './archive.ts';
import type { DomElement, DomNode } from './dom.ts';
import { type Dropped, documentRemarks, type Parsed, type Why } from './imported.ts';
import { type NumberFormat, writeNumber } from './list-number.ts';
import { parseXml } from './xml.ts';

/** A text in the OpenDocument format 1.3, as LibreOffice writes it. */
export function fromOdt(archive: Archive): Parsed {
  const content = parseXml(archive.get('content.xml') ?? new Uint8Array());
  const blocks: Block[] = [];
  const dropped: Dropped[] = [];
  const styles = parentStyles(content);
  const counts = new Map<string, number>();
  const isTitle = (name: string | null) => /^(?:Title|Subtitle)$/.test(styles.get(name ?? '') ?? name ?? '');

  /** The words within a paragraph; notes and what is not shown go to what is left out. */
  const wordsOf = (node: DomNode): string =>
    [...node.childNodes]
      .map((child) => {
        if (child.nodeType === TEXT) return (child.textContent ?? '').replaceAll(/\s+/g, ' ');
        if (child.nodeType !== ELEMENT) return '';
        const element = child as DomElement;
        const why = ASIDE[element.localName];
        if (why) dropped.push({ words: element.textContent ?? '', why });
        if (why || UNSEEN.has(element.localName)) return '';
        if (element.localName === 'text:s') return ' '.repeat(Number(element.getAttribute('text:c') ?? 1));
        if (element.localName === 'text:tab') return '\t';
        if (element.localName === 'text:line-break') return '\n';
        if (element.localName === 'text:p') return `\n${wordsOf(element)}`;
        return wordsOf(element);
      })
      .join('');

  const walk = (node: DomNode, list?: List) => {
    for (const element of elementsOf(node)) {
      const name = element.localName;
      const why = ASIDE[name];
      if (why) dropped.push({ words: element.textContent ?? '', why });
      else if (name === 'text:h' || name === 'text:p') {
        const heading = name === 'text:h' || isTitle(element.getAttribute('text:style-name'));
        const words = wordsOf(element);
        blocks.push({ kind: heading ? 'heading' : 'paragraph', text: `${numberOf(list)}${words}` });
      } else if (name === 'table:table-row')
        blocks.push({
          kind: 'paragraph',
          text: elementsOf(element)
            .map((cell) => wordsOf(cell).trim())
            .join('\t'),
        });
      else if (name === 'text:list') walk(element, startList(element, content, list, counts));
      else {
        if (list && name === 'text:list-item')
          countItem(list, element.getAttribute('text:start-value'), counts);
        walk(element, list);
      }
    }
  };
  const body = content.querySelector('office\\:text');
  if (body) walk(body);
  const facts = factsOf(archive);
  return {
    facts,
    blocks,
    dropped: [...dropped, ...around(archive)],
    remarks: documentRemarks(facts, dropped),
  };
}

const ELEMENT = 1;
const TEXT = 3;

function elementsOf(node: DomNode): DomElement[] {
  return [...node.childNodes].filter(({ nodeType }) => nodeType === ELEMENT) as DomElement[];
}

const ASIDE: Readonly<Record<string, Why>> = {
  'text:note': 'footnote',
  'office:annotation': 'comment',
  'text:tracked-changes': 'deleted',
  'text:table-of-content': 'contents',
  'text:hidden-text': 'hidden',
  'text:ruby-text': 'ruby',
  'svg:title': 'picture',
  'svg:desc': 'picture',
};

/** What a program notes for itself, and a sign of an object that is not shown here. */
const UNSEEN = new Set(
  'text:sequence-decls text:variable-decls office:forms draw:image draw:object'.split(' '),
);

/** Styles made for single paragraphs go by a number; the one that they are made from has the name. */
function parentStyles(content: DomElement): Map<string, string> {
  return new Map(
    [...content.querySelectorAll('style\\:style')].map((style) => [
      style.getAttribute('style:name') ?? '',
      style.getAttribute('style:parent-style-name') ?? '',
    ]),
  );
}

/** A list that is being read: its items are counted, as the file holds no numbers (section 5.3). */
interface List {
  readonly style: string;
  readonly depth: number;
  readonly outer: List | undefined;
  readonly format: NumberFormat | undefined;
  readonly prefix: string;
  readonly suffix: string;
  /** How many levels' numbers are shown together, as in 2.1. */
  readonly shown: number;
  count: number;
  /** Whether the item's number still waits for its first paragraph. */
  fresh: boolean;
}

function startList(
  element: DomElement,
  content: DomElement,
  outer: List | undefined,
  counts: Map<string, number>,
): List {
  const style = element.getAttribute('text:style-name') ?? outer?.style ?? '';
  const depth = (outer?.depth ?? 0) + 1;
  const level = [...content.querySelectorAll('text\\:list-style')]
    .find((one) => one.getAttribute('style:name') === style)
    ?.querySelector(`text\\:list-level-style-number[text\\:level="${depth}"]`);
  const said = (name: string) => level?.getAttribute(name) ?? '';
  const goesOn = element.getAttribute('text:continue-numbering') === 'true';
  return {
    style,
    depth,
    outer,
    format: (said('style:num-format') || undefined) as NumberFormat | undefined,
    prefix: said('style:num-prefix'),
    suffix: said('style:num-suffix'),
    shown: Number(said('text:display-levels') || 1),
    count: goesOn ? (counts.get(style) ?? 0) : Number(said('text:start-value') || 1) - 1,
    fresh: false,
  };
}

function countItem(list: List, start: string | null, counts: Map<string, number>): void {
  list.count = start ? Number(start) : list.count + 1;
  list.fresh = true;
  counts.set(list.style, list.count);
}

/** What stands before an item's first paragraph: `2.1. `, or nothing for a bullet. */
function numberOf(list: List | undefined): string {
  if (!list?.fresh || !list.format) return '';
  list.fresh = false;
  const numbers: string[] = [];
  for (let level: List | undefined = list; level?.format && numbers.length < list.shown; level = level.outer)
    numbers.unshift(writeNumber(level.count, level.format));
  return `${list.prefix}${numbers.join('.')}${list.suffix} `;
}

/** Headers and footers stand with the styles of pages. */
function around(archive: Archive): Dropped[] {
  const styles = archive.get('styles.xml');
  if (!styles) return [];
  const page = parseXml(styles);
  return (['header', 'footer'] as const).flatMap((why) =>
    [...page.querySelectorAll(`style\\:${why} text\\:p`)].map((p) => ({ words: p.textContent ?? '', why })),
  );
}

/** What the document's properties state: title and author. Its dates are those of the file. */
function factsOf(archive: Archive): Partial<Facts> {
  const meta = archive.get('meta.xml');
  if (!meta) return {};
  const page = parseXml(meta);
  const said = (name: string) => page.querySelector(name)?.textContent?.trim();
  const headline = said('dc\\:title');
  const byline = said('meta\\:initial-creator') ?? said('dc\\:creator');
  return { ...(headline && { headline }), ...(byline && { byline }) };
}

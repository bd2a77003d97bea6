import { UserError } from '../../errors.ts';
import type { Block } from '../make.ts';
import type { Dropped, Why } from './imported.ts';
import { LIMITS } from './limits.ts';
import { unwrap } from './lines.ts';
import { type NumberFormat, writeNumber } from './list-number.ts';

/** As much of a DOM node as is needed here; linkedom's fit. */
export interface DomNode {
  readonly nodeType: number;
  readonly childNodes: Iterable<DomNode>;
  readonly textContent: string | null;
}

export interface DomElement extends DomNode {
  readonly parentElement: DomElement | null;
  readonly localName: string;
  readonly getAttribute: (name: string) => string | null;
  readonly querySelector: (selector: string) => DomElement | null;
  readonly querySelectorAll: (selector: string) => ArrayLike<DomElement> & Iterable<DomElement>;
}

/** Words of a page that stand together: one heading or paragraph, or one thing that is left out. */
export interface Run {
  readonly kind: Block['kind'];
  readonly text: string;
  readonly why?: Why;
  /** The text nodes that the words come from. */
  readonly nodes: readonly DomNode[];
  /** The innermost block element that they stand in. */
  readonly block?: DomElement | undefined;
  /** An empty block or line stands before them. */
  readonly gap?: boolean;
}

/**
 * The words of a page in order. A paragraph is what stands between the beginnings and ends of block elements;
 * a line break is kept, other white space outside `pre` becomes a space, cells of a table are parted by tabs.
 * What a browser writes before an item of a numbered list stands before its words.
 *
 * @param whyOf why an element with all that it holds is left out, if it is
 * @throws UserError where elements stand too deep inside each other
 */
export function runsOf(root: DomNode, whyOf: (element: DomElement) => Why | undefined): Run[] {
  const runs: Run[] = [];
  const numbers = new Map<DomElement, string>();
  let words = '';
  let nodes: DomNode[] = [];
  let block: DomElement | undefined;
  let gap = false;
  let number = '';
  let initial = '';

  const flush = (kind: Block['kind'], why: Why | undefined) => {
    if (initial && !why) leaveOut(initial, 'picture');
    initial = '';
    if (words.trim() !== '') {
      const text =
        number && !why && !words.trimStart().startsWith(number) ? number + words.trimStart() : words;
      if (!why) number = '';
      runs.push({ kind, text, nodes, block, ...(gap && { gap }), ...(why && { why }) });
      gap = false;
    }
    words = '';
    nodes = [];
  };

  const leaveOut = (text: string, why: Why) => runs.push({ kind: 'paragraph', text, why, nodes: [], block });

  const walk = (node: DomNode, kind: Block['kind'], why: Why | undefined, pre: boolean, depth: number) => {
    if (depth > LIMITS.nesting) throw tooDeep();
    for (const child of node.childNodes) {
      if (child.nodeType === TEXT) addText(child, pre);
      else if (child.nodeType === ELEMENT) enter(child as DomElement, kind, why, pre, depth + 1);
    }
  };

  const addText = (node: DomNode, pre: boolean) => {
    const text = pre ? (node.textContent ?? '') : unwrap(node.textContent ?? '');
    if (initial && text.trim() !== '') {
      if (/^\p{L}/u.test(text)) words += initial;
      else leaveOut(initial, 'picture');
      initial = '';
    }
    words += !pre && beginsLine(words) ? indentOf(node) + text.trimStart() : text;
    nodes.push(node);
  };

  const enter = (
    element: DomElement,
    kind: Block['kind'],
    why: Why | undefined,
    pre: boolean,
    depth: number,
  ) => {
    const name = element.localName.toLowerCase();
    const dropped = why ?? UNSEEN[name] ?? whyOf(element);
    if (WORDLESS.has(name)) return;
    if (name === 'br') words += '\n';
    else if (name === 'img') picture(element);
    else if (name === 'input') typed(element);
    else if (name === 'math') formula(element);
    else if (BLOCKS.has(name) && !(CELLS.has(name) && isPlainCell(element)) && !isInitial(element)) {
      flush(kind, why);
      const outer = { block, number };
      block = element;
      if (name === 'ol') for (const [item, its] of numbersIn(element)) numbers.set(item, its);
      number += numbers.get(element) ?? '';
      const before = runs.length;
      const inner = /^h[1-6]$/.test(name) ? 'heading' : kind;
      walk(element, inner, dropped, pre || name === 'pre', depth);
      const isEmpty = runs.length === before && words.trim() === '' && (words !== '' || name === 'p');
      flush(inner, dropped);
      gap ||= isEmpty;
      block = outer.block;
      if (number !== '') number = outer.number;
    } else if (dropped && !why) {
      const outer = { words, nodes, gap };
      words = '';
      nodes = [];
      walk(element, kind, dropped, pre, depth);
      flush(kind, dropped);
      ({ words, nodes, gap } = outer);
    } else {
      if (CELLS.has(name) && words.trim() !== '') words += '\t';
      const inner = CELLS.has(name) ? (element.querySelector(INSIDE_CELL) ?? element) : element;
      walk(inner, kind, why, pre, depth);
    }
  };

  /** A picture of a paragraph's first letter, or of an emoji, is a part of the words. */
  const picture = (element: DomElement) => {
    const text = element.getAttribute('alt')?.trim();
    if (!text) return;
    if (/^\p{Extended_Pictographic}[\p{Extended_Pictographic}\p{M}\u200d]*$/u.test(text)) words += text;
    else if (/^["“‘«„]?\p{Lu}$/u.test(text) && words.trim() === '') initial = text;
    else leaveOut(text, 'picture');
  };

  const typed = (element: DomElement) => {
    const text = element.getAttribute('value')?.trim() || element.getAttribute('placeholder')?.trim();
    if (text && !/^(?:hidden|checkbox|radio)$/i.test(element.getAttribute('type') ?? ''))
      leaveOut(text, 'form');
  };

  /** A formula is written as its author did, where that is known. */
  const formula = (element: DomElement) => {
    const shown = [...element.childNodes].map((node) => node.textContent?.trim()).join('');
    const source = element.querySelector('annotation')?.textContent ?? element.getAttribute('alttext');
    words += source ? source.trim().replace(/^\{\\displaystyle\s+([\s\S]*)\}$/, '$1') : shown;
    if (source) leaveOut(shown.replace(source, ''), 'formula');
  };

  walk(root, 'paragraph', undefined, false, 0);
  flush('paragraph', undefined);
  return runs;
}

/** Whether nothing but an indent stands in the last line. */
function beginsLine(words: string): boolean {
  let end = words.length;
  while (words[end - 1] === ' ') end--;
  return end === 0 || words[end - 1] === '\n';
}

/** Spaces that a browser keeps at the beginning of a line. */
const indentOf = ({ textContent }: DomNode) =>
  ' '.repeat(/^[ \t\n\r\f]*([\u00a0\u2002\u2003]+)/.exec(textContent ?? '')?.[1]?.length ?? 0);

/** The number before each item of an ordered list, by HTML's rules (HTML, section 4.4.8). */
function numbersIn(list: DomElement): [DomElement, string][] {
  if (/list-style(?:-type)?\s*:\s*none/i.test(list.getAttribute('style') ?? '')) return [];
  const items = ([...list.childNodes] as DomElement[]).filter((item) => item.localName === 'li');
  const isReversed = list.getAttribute('reversed') !== null;
  const format = FORMATS.find((one) => one === list.getAttribute('type')) ?? '1';
  let next = wholeOf(list.getAttribute('start')) ?? (isReversed ? items.length : 1);
  return items.map((item) => {
    const n = wholeOf(item.getAttribute('value')) ?? next;
    next = n + (isReversed ? -1 : 1);
    return [item, `${writeNumber(n, n > 0 ? format : '1')}. `];
  });
}

const wholeOf = (words: string | null) => (/^-?\d{1,9}$/.test(words ?? '') ? Number(words) : undefined);

const FORMATS: readonly NumberFormat[] = ['a', 'A', 'i', 'I'];

/** A large first letter is a part of the word that follows, whatever its element. */
function isInitial(element: DomElement): boolean {
  return (
    /drop-?cap/i.test(element.getAttribute('class') ?? '') && (element.textContent?.trim().length ?? 0) <= 2
  );
}

/** What runs say: the body, and what is left out. */
export function splitRuns(runs: readonly Run[]): { blocks: Block[]; dropped: Dropped[] } {
  return {
    blocks: runs
      .filter(({ why }) => !why)
      .map(({ kind, text }) => ({ kind, text: text.includes('\n') ? text : text.trimStart() })),
    dropped: runs.flatMap(({ text, why }) => (why ? [{ words: text, why }] : [])),
  };
}

const ELEMENT = 1;
const TEXT = 3;
/** Elements whose words are not shown, or are no part of the text wherever they stand. */
const UNSEEN: Readonly<Record<string, Why>> = {
  rt: 'ruby',
  svg: 'picture',
  canvas: 'picture',
  noscript: 'hidden',
  template: 'hidden',
  iframe: 'hidden',
  object: 'hidden',
  video: 'hidden',
  audio: 'hidden',
};
const WORDLESS = new Set('head title script style rp'.split(' '));
const CELLS = new Set(['td', 'th']);
const BLOCKS = new Set(
  'html body address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table caption tbody thead tfoot tr td th ul'.split(
    ' ',
  ),
);
const INSIDE_CELL = 'p, div, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6, section, article, pre';

/** A cell of words is a part of its row; a cell that lays out a page holds paragraphs of its own. */
function isPlainCell(cell: DomElement): boolean {
  const inside = cell.querySelectorAll(INSIDE_CELL);
  const [only] = inside;
  return (
    inside.length === 0 || (inside.length === 1 && only?.textContent?.trim() === cell.textContent?.trim())
  );
}

function tooDeep(): UserError {
  return new UserError(
    'import-nesting',
    `The page has more than ${LIMITS.nesting} elements inside each other. Paste its text instead.`,
  );
}

import { UserError } from '../../errors.ts';
import type { Block } from '../make.ts';
import type { Dropped, Why } from './imported.ts';
import { LIMITS } from './limits.ts';
import { unwrap } from './lines.ts';

/** As much of a DOM node as is needed here; linkedom's fit. */
export interface DomNode {
  readonly nodeType: number;
  readonly childNodes: Iterable<DomNode>;
  readonly textContent: string | null;
}

export interface DomElement extends DomNode {
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
}

/**
 * The words of a page in order. A paragraph is what stands between the beginnings and ends of block elements;
 * a line break is kept, other white space outside `pre` becomes a space, cells of a table are parted by tabs.
 *
 * @param whyOf why an element with all that it holds is left out, if it is
 * @throws UserError where elements stand too deep inside each other
 */
export function runsOf(root: DomNode, whyOf: (element: DomElement) => Why | undefined): Run[] {
  const runs: Run[] = [];
  let words = '';
  let nodes: DomNode[] = [];

  const flush = (kind: Block['kind'], why: Why | undefined) => {
    if (words.trim() !== '') runs.push({ kind, text: words, nodes, ...(why && { why }) });
    words = '';
    nodes = [];
  };

  const walk = (node: DomNode, kind: Block['kind'], why: Why | undefined, pre: boolean, depth: number) => {
    if (depth > LIMITS.nesting) throw tooDeep();
    for (const child of node.childNodes) {
      if (child.nodeType === TEXT) {
        words += pre ? child.textContent : unwrap(child.textContent ?? '');
        nodes.push(child);
      } else if (child.nodeType === ELEMENT) {
        enter(child as DomElement, kind, why, pre, depth + 1);
      }
    }
  };

  const enter = (
    element: DomElement,
    kind: Block['kind'],
    why: Why | undefined,
    pre: boolean,
    depth: number,
  ) => {
    const name = element.localName.toLowerCase();
    const dropped = why ?? (name === 'rt' ? 'ruby' : whyOf(element));
    if (UNSEEN.has(name)) return;
    if (name === 'br') words += '\n';
    else if (name === 'img') picture(element);
    else if (BLOCKS.has(name) && !(CELLS.has(name) && isPlainCell(element))) {
      flush(kind, why);
      const inner = /^h[1-6]$/.test(name) ? 'heading' : kind;
      walk(element, inner, dropped, pre || name === 'pre', depth);
      flush(inner, dropped);
    } else if (dropped && !why) {
      runs.push({ kind, text: element.textContent ?? '', why: dropped, nodes: [] });
    } else {
      if (CELLS.has(name) && words.trim() !== '') words += '\t';
      const inner = CELLS.has(name) ? (element.querySelector(INSIDE_CELL) ?? element) : element;
      walk(inner, kind, why, pre, depth);
    }
  };

  const picture = (element: DomElement) => {
    const text = element.getAttribute('alt')?.trim();
    if (text) runs.push({ kind: 'paragraph', text, why: 'picture', nodes: [] });
  };

  walk(root, 'paragraph', undefined, false, 0);
  flush('paragraph', undefined);
  return runs;
}

/** What runs say: the body, and what is left out. */
export function splitRuns(runs: readonly Run[]): { blocks: Block[]; dropped: Dropped[] } {
  return {
    blocks: runs.filter(({ why }) => !why).map(({ kind, text }) => ({ kind, text })),
    dropped: runs.flatMap(({ text, why }) => (why ? [{ words: text, why }] : [])),
  };
}

const ELEMENT = 1;
const TEXT = 3;
const UNSEEN = new Set(
  'head title script style noscript template svg math iframe object video audio canvas rp'.split(' '),
);
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

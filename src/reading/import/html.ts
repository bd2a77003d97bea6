import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { ancestorsOf, judgeRuns } from './article.ts';
import { type DomElement, type DomNode, type Run, runsOf, splitRuns } from './dom.ts';
import type { Parsed, Why } from './imported.ts';
import { findNotes } from './notes.ts';
import { textInData } from './page-data.ts';
import { factsOfPage } from './page-facts.ts';
import { joinVerse } from './verse.ts';

/**
 * A web page: Readability judges which of its words are the article; the words are taken from the page itself,
 * a whole paragraph at a time, so that nothing is lost or joined within one.
 */
export function fromHtml(source: string): Parsed {
  const { document, title } = parsePage(source);
  const root = document.documentElement as unknown as DomElement;
  openText(document);
  openTemplates(document);
  const { marks, notes } = findNotes(root);
  const runs = joinLabels(runsOf(root, (element) => marks.get(element) ?? whyOf(element)));
  const { article, kept } = findArticle(document, runs);
  const facts = factsOfPage(root, title, article ?? {});
  const isNote = ({ nodes }: Run) => ancestorsOf(nodes[0]).some((element) => notes.has(element));
  const judged = judgeRuns(runs, (run) => kept(run) || isNote(run), facts);
  const { blocks, dropped } = splitRuns(joinVerse(judged.runs));
  const data = textInData(root, blocks);
  return {
    facts: judged.facts,
    blocks: data.blocks ?? blocks,
    dropped: [
      ...dropped,
      ...(data.blocks ? blocks.map(({ text }) => ({ words: text, why: 'elsewhere' as const })) : []),
    ],
    remarks: [data.remark ?? doubt(judged.runs)].filter((remark) => remark !== undefined),
  };
}

/** Where more sentences were left out than taken, the text may be among them. */
function doubt(runs: readonly Run[]): string | undefined {
  const isSentence = ({ text }: Run) => text.trim().length >= 100 && /[.!?…。]["'”’»)]*\s*$/.test(text);
  const count = (some: readonly Run[]) => some.flatMap(({ text }) => text.trim().split(/\s+/)).length;
  const [taken, left] = [runs.filter(({ why }) => !why), runs.filter((run) => run.why && isSentence(run))];
  return count(left) > Math.max(50, count(taken))
    ? `More sentences of the page were left out (${count(left)} words) than were taken (${count(taken)} words). If the text is not whole, copy it from the page and paste it.`
    : undefined;
}

/** The number of a note that the page sets beside it, in an element of its own. */
function joinLabels(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const before = joined.at(-1);
    if (before && isLabel(before) && !isLabel(run) && !run.why && run.kind === 'paragraph')
      joined[joined.length - 1] = {
        ...run,
        text: `${before.text.trim()} ${run.text.trimStart()}`,
        nodes: [...before.nodes, ...run.nodes],
      };
    else joined.push(run);
  }
  return joined;
}

function isLabel({ nodes, text, why }: Run): boolean {
  const link = ancestorsOf(nodes[0]).find(({ localName }) => localName === 'a');
  return !why && /^\s*[[(]?\w{1,3}[\])]?\s*$/.test(text) && /^#/.test(link?.getAttribute('href') ?? '');
}

type Document = ReturnType<typeof parseHTML>['document'];

/**
 * HTML lets a page leave out `html`, `head` and `body`, or write them late; the parser needs them in their
 * places, so they are taken away and set around all of it.
 */
export function parsePage(source: string): { document: Document; title: string } {
  const language =
    /<html\b[^>]*?\blang\s*=\s*["']?([\w-]+)/i.exec(source.replaceAll(/<!--[\s\S]*?-->/g, ''))?.[1] ?? '';
  const inner = source.replaceAll(/<!doctype[^>]*>|<\/?(?:html|head|body)(?:\s[^>]*)?>/gi, '');
  const { document } = parseHTML(`<html lang="${language}"><head></head><body>${inner}</body></html>`);
  return { document, title: document.querySelector('title')?.textContent?.trim() ?? '' };
}

/** A form, a dialog or a hidden element that holds most of a page is no furniture. It becomes a plain element. */
function openText(document: Document): void {
  const all = wordsIn(document.body as unknown as DomElement);
  for (const element of document.querySelectorAll(
    'form, dialog, aside, footer, [role], [hidden], [style], noscript',
  ))
    if (whyOf(element as unknown as DomElement) && !CONSENT.test(`${element.id} ${element.className}`)) {
      if (wordsIn(element as unknown as DomElement) <= all / 2) continue;
      const plain = document.createElement('div');
      plain.append(...element.childNodes);
      element.replaceWith(plain);
    }
}

/** A page's template holds its text where a program is to write it: it is read where nothing longer is shown. */
function openTemplates(document: Document): void {
  const all = wordsIn(document.body as unknown as DomElement);
  for (const template of document.querySelectorAll(
    'template, script[type^="text/template"], script[type="text/html"]',
  )) {
    const plain = document.createElement('div');
    plain.innerHTML = template.localName === 'script' ? (template.textContent ?? '') : template.innerHTML;
    if (wordsIn(plain as unknown as DomElement) <= all) plain.setAttribute('hidden', '');
    template.replaceWith(plain);
  }
}

const CONSENT = /cookie|consent|gdpr|privacy/i;

/** Left out wherever they stand, since they are no part of a text. */
function whyOf(element: DomElement): Why | undefined {
  return (
    TAGS[element.localName.toLowerCase()] ??
    ROLES[element.getAttribute('role') ?? ''] ??
    (isHidden(element) ? 'hidden' : undefined)
  );
}

const TAGS: Readonly<Record<string, Why>> = {
  nav: 'menu',
  menu: 'menu',
  footer: 'footer',
  aside: 'aside',
  figcaption: 'caption',
  caption: 'caption',
  form: 'form',
  button: 'form',
  select: 'form',
  textarea: 'form',
  dialog: 'form',
  del: 'deleted',
  noscript: 'hidden',
};
const ROLES: Readonly<Record<string, Why>> = {
  navigation: 'menu',
  contentinfo: 'footer',
  complementary: 'aside',
  dialog: 'form',
  search: 'form',
};

/** Formulas stand twice: hidden, for those who hear the page, and as a picture of theirs. */
function isHidden(element: DomElement): boolean {
  return (
    (element.getAttribute('hidden') !== null ||
      /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '') ||
      HEARD.test(element.getAttribute('class') ?? '') ||
      (element.getAttribute('aria-hidden') === 'true' &&
        UNHEARD.test(`${element.localName} ${element.getAttribute('class')}`))) &&
    element.querySelector('math') === null
  );
}

/** Classes of words for those who hear a page. */
const HEARD =
  /(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text)?|assistive-text|element-invisible)(?:\s|$)/i;

/** What is kept from those who hear a page is often an icon or a letter in a word; a whole block is not shown yet. */
const UNHEARD = /^(?:div|section|ul|nav|header)\b|katex-html/;

/** Words in an element, roughly: the length of all that is shown or that a template holds, but for links. */
function wordsIn(node: DomNode): number {
  if (node.nodeType === 3) return node.textContent?.trim().length ?? 0;
  const name = (node as DomElement).localName?.toLowerCase();
  if (/^(?:script|style|head|template|a)$/.test(name)) return 0;
  return [...node.childNodes].reduce((sum, child) => sum + wordsIn(child), 0);
}

/** Asks Readability which words are the article. Each text node is marked, to be known again in what it gives. */
function findArticle(document: Document, runs: readonly Run[]) {
  const marks = new Map<DomNode, string>();
  for (const node of runs.flatMap(({ nodes }) => nodes)) {
    if (node.textContent?.trim() === '') continue;
    const mark = document.createElement('span');
    const text = node as unknown as Parameters<typeof mark.appendChild>[0];
    marks.set(node, String(marks.size));
    mark.setAttribute(MARK, String(marks.size - 1));
    text.parentNode?.replaceChild(mark, text);
    mark.appendChild(text);
  }
  const copy = document.cloneNode(true) as Document;
  const article = new Readability(copy as never, { serializer: (content) => content as unknown }).parse();
  const content = article?.content as unknown as DomElement | null | undefined;
  const kept = new Set([...(content?.querySelectorAll(`[${MARK}]`) ?? [])].map((e) => e.getAttribute(MARK)));
  return { article, kept: (run: Run) => isMostly(run, (node) => kept.has(marks.get(node) ?? '')) };
}

const MARK = 'data-pilcrow';

/** A paragraph is kept whole where most of it is: what stands within it is the author's. */
function isMostly({ nodes }: Run, isKept: (node: DomNode) => boolean): boolean {
  const length = (some: readonly DomNode[]) =>
    some.reduce((sum, { textContent }) => sum + (textContent?.trim().length ?? 0), 0);
  return length(nodes.filter(isKept)) * 2 > length(nodes);
}

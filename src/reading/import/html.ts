import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import type { Facts } from '../reading.ts';
import { type DomElement, type DomNode, type Run, runsOf, splitRuns } from './dom.ts';
import type { Parsed, Why } from './imported.ts';

/**
 * A web page: Readability judges which of its words are the article; the words are taken from the page itself,
 * a whole paragraph at a time, so that nothing is lost or joined within one.
 */
export function fromHtml(source: string): Parsed {
  const { document } = parsePage(source);
  const root = document.documentElement as unknown as DomElement;
  const runs = runsOf(root, whyOf);
  const pageFacts = factsOf(root);
  const { article, kept } = findArticle(document, runs);
  const judged = runs.map((run) => (run.why || kept(run) ? run : { ...run, why: hintOf(run) }));
  const found = judged.some(({ why, kind }) => !why && kind === 'paragraph') ? judged : runs;
  return {
    facts: { ...(article?.title && { headline: article.title }), ...bylineOf(article?.byline), ...pageFacts },
    ...splitRuns(found),
  };
}

/**
 * HTML lets a page leave out `html`, `head` and `body`, or write them late; the parser needs them in their
 * places, so they are taken away and set around all of it.
 */
export function parsePage(source: string) {
  const language = /<html\b[^>]*?\blang\s*=\s*["']?([\w-]+)/i.exec(source)?.[1] ?? '';
  const inner = source.replaceAll(/<!doctype[^>]*>|<\/?(?:html|head|body)(?:\s[^>]*)?>/gi, '');
  return parseHTML(`<html lang="${language}"><head></head><body>${inner}</body></html>`);
}

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
};
const ROLES: Readonly<Record<string, Why>> = {
  navigation: 'menu',
  contentinfo: 'footer',
  complementary: 'aside',
  dialog: 'form',
  search: 'form',
};

function isHidden(element: DomElement): boolean {
  return (
    element.getAttribute('hidden') !== null ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '')
  );
}

/** Asks Readability which words are the article. Each text node is marked, to be known again in what it gives. */
function findArticle(document: ReturnType<typeof parseHTML>['document'], runs: readonly Run[]) {
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
  const article = new Readability(document as never, { serializer: (content) => content as unknown }).parse();
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

/** What the element around words that Readability left out says of them. */
function hintOf({ nodes }: Run): Why {
  let node = nodes[0] as (DomElement & { readonly parentElement: DomElement | null }) | undefined | null;
  for (; node; node = node.parentElement as typeof node) {
    if (node.nodeType !== 1) continue;
    if (node.localName === 'header') return 'header';
    const named = `${node.getAttribute('class') ?? ''} ${node.getAttribute('id') ?? ''}`;
    const hint = HINTS.find(([words]) => words.test(named));
    if (hint) return hint[1];
  }
  return 'elsewhere';
}

const HINTS: readonly (readonly [RegExp, Why])[] = [
  [/\b(?:nav|menu|breadcrumbs?|toc)\b|navbar|menu-/i, 'menu'],
  [/foot(?:er)?\b|copyright/i, 'footer'],
  [/caption|credit/i, 'caption'],
  [/sidebar|related|share|social|promo|advert|newsletter|comment|cookie/i, 'aside'],
  [/\bheader\b|masthead/i, 'header'],
];

/** What a page states about itself: JSON-LD first, then its meta elements (Open Graph, Dublin Core, Highwire). */
function factsOf(page: DomElement): Partial<Facts> {
  const data = jsonLd(page);
  const meta = metaOf(page);
  const link = page.querySelector('link[rel="canonical"]')?.getAttribute('href');
  const headline = data?.headline ?? meta('og:title', 'citation_title', 'dc.title');
  const publisher = data?.publisher ?? meta('og:site_name', 'citation_publisher', 'dc.publisher');
  const date =
    data?.date ??
    meta('article:published_time', 'citation_publication_date', 'dc.date', 'date') ??
    page.querySelector('time[datetime]')?.getAttribute('datetime')?.trim();
  const url = [link, meta('og:url'), data?.url].find((address) => /^https?:\/\//.test(address ?? ''));
  const language = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.exec(page.getAttribute('lang') ?? '')?.[0];
  return {
    ...(headline && { headline }),
    ...bylineOf(data?.author ?? meta('citation_author', 'dc.creator', 'author')),
    ...(publisher && { publisher }),
    ...(date && { date }),
    ...(url && { url }),
    ...(language && { language }),
  };
}

function bylineOf(words: string | null | undefined): Pick<Facts, 'byline'> {
  const name = words?.trim().replace(/^by\s+/i, '');
  return name && !/^https?:/.test(name) ? { byline: name } : {};
}

function metaOf(page: DomElement): (...names: string[]) => string | undefined {
  const said = new Map<string, string>();
  for (const element of page.querySelectorAll('meta')) {
    const name = (element.getAttribute('property') ?? element.getAttribute('name') ?? '').toLowerCase();
    const content = element.getAttribute('content')?.trim();
    if (name && content && !said.has(name)) said.set(name, content);
  }
  return (...names) => names.map((name) => said.get(name)).find((words) => words !== undefined);
}

interface Article {
  readonly headline?: string | undefined;
  readonly author?: string | undefined;
  readonly publisher?: string | undefined;
  readonly date?: string | undefined;
  readonly url?: string | undefined;
}

/** The first article that the page describes in JSON-LD (schema.org). */
function jsonLd(page: DomElement): Article | undefined {
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    const article = nodesOf(script.textContent ?? '').find((node) =>
      /Article|Report|Posting/.test(String(node['@type'])),
    );
    if (article)
      return {
        headline: textOf(article.headline) ?? textOf(article.name),
        author: namesOf(article.author),
        publisher: namesOf(article.publisher),
        date: textOf(article.datePublished),
        url: textOf(article.url) ?? textOf(article.mainEntityOfPage),
      };
  }
  return undefined;
}

function nodesOf(json: string): Record<string, unknown>[] {
  try {
    return [JSON.parse(json) as unknown].flat().flatMap((node) => {
      const { '@graph': graph } = (node ?? {}) as { '@graph'?: unknown };
      return [node, ...(Array.isArray(graph) ? graph : [])] as Record<string, unknown>[];
    });
  } catch {
    return [];
  }
}

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() ? value : undefined);

function namesOf(value: unknown): string | undefined {
  const found = [value].flat().map((one) => textOf(one) ?? textOf((one as { name?: unknown } | null)?.name));
  return textOf(found.filter(Boolean).join(', '));
}

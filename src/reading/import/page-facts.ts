import { toOneLine } from '../../text/cut.ts';
import type { Facts } from '../reading.ts';
import type { DomElement } from './dom.ts';

/**
 * What a page states about itself: JSON-LD (schema.org) first, then its meta elements (Open Graph, Dublin Core,
 * Highwire), its `title` and its headings.
 *
 * @param title the page's `title` element
 * @param guessed the headline and byline that Readability found
 */
export function factsOfPage(
  page: DomElement,
  title: string,
  guessed: { readonly title?: string | null | undefined; readonly byline?: string | null | undefined },
): Partial<Facts> {
  const data = jsonLd(page);
  const meta = metaOf(page);
  const [link] = [page.querySelector('link[rel="canonical"]')?.getAttribute('href')];
  const publisher =
    data?.publisher ?? meta('og:site_name', 'citation_publisher', 'dc.publisher')[0] ?? undefined;
  const headline = headlineOf(page, publisher, [
    ...meta('og:title', 'citation_title', 'dc.title', 'twitter:title'),
    data?.headline,
    data?.name,
    title,
    guessed.title,
  ]);
  // An article that many write is as old as its last change.
  const isWiki = page.querySelector('#mw-content-text, .mw-parser-output') !== null;
  const date =
    (isWiki ? data?.modified : undefined) ??
    data?.date ??
    meta('article:published_time', 'citation_publication_date', 'dc.date', 'date')[0] ??
    page.querySelector('time[datetime]')?.getAttribute('datetime')?.trim();
  const url = [link, ...meta('og:url'), data?.url].find((address) => /^https?:\/\//.test(address ?? ''));
  const language = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.exec(page.getAttribute('lang') ?? '')?.[0];
  const author =
    data?.author ??
    namesOf(meta('citation_author', 'dc.creator', 'author', 'article:author')) ??
    guessed.byline;
  return {
    ...(headline && { headline }),
    ...bylineOf(author, publisher),
    ...(publisher && { publisher }),
    ...(date && { date }),
    ...(url && { url }),
    ...(language && { language }),
  };
}

/**
 * The longest heading that the page's titles repeat, since they often add the site's name or more; else its only
 * heading of the first level; else the first title, without the site's name.
 */
function headlineOf(
  page: DomElement,
  publisher: string | undefined,
  stated: readonly (string | null | undefined)[],
): string | undefined {
  const isSite = (text: string) => fold(text) === fold(publisher ?? '');
  const titles = stated.map((one) => toOneLine(one ?? '')).filter((one) => one !== '' && !isSite(one));
  const headings = [...page.querySelectorAll('h1, h2, h3, p.title, p.MsoTitle')]
    .map(({ localName, textContent }) => ({ localName, text: toOneLine(textContent ?? '') }))
    .filter(({ text }) => text !== '' && !isSite(text));
  const [repeated] = headings
    .filter(({ text }) => titles.some((one) => repeats(one, text)))
    .sort((a, b) => b.text.length - a.text.length);
  if (repeated) return repeated.text;
  const [first] = headings;
  const isOnly = headings.filter(({ localName }) => localName === 'h1').length === 1;
  if (first && (titles.length === 0 || (isOnly && first.localName === 'h1' && isAllOfSite(titles))))
    return first.text;
  return titles[0] && withoutSite(titles[0], publisher);
}

/** Where one title alone is stated, it may be the site's or the section's. */
const isAllOfSite = (titles: readonly string[]) => new Set(titles.map(fold)).size === 1;

const fold = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The whole title, or all of it before or after a mark that parts off the site's name. */
function repeats(title: string, heading: string): boolean {
  const parts = [title, ...partsOf(title)];
  return fold(heading) !== '' && parts.some((part) => fold(part) === fold(heading));
}

/** A title without what stands before its first, or after its last, mark of parting. */
function partsOf(title: string): string[] {
  const marks = [...title.matchAll(PARTING)];
  const [first, last] = [marks[0], marks.at(-1)];
  return first && last
    ? [title.slice(0, last.index), title.slice(first.index + first[0].length), title.slice(0, first.index)]
    : [];
}

const PARTING = /\s+[|»›·•/\\:–—-]\s+|\s*[|│]\s*|:\s+/g;

function withoutSite(title: string, publisher: string | undefined): string {
  const parted = /^(.{8,})\s+[|»›·•–—-]\s+(?!.*\s[|»›·•–—-]\s)(.+)$/.exec(title);
  const [, words = '', site = ''] = parted ?? [];
  if (words && (fold(site) === fold(publisher ?? '') || site.split(/\s+/).length <= 4)) return words.trim();
  return title;
}

function bylineOf(words: string | null | undefined, publisher: string | undefined): Pick<Facts, 'byline'> {
  const name = toOneLine(words ?? '').replace(/^(?:by|von|par|por|autor(?:in)?:|text:)\s+/i, '');
  if (!name || /^https?:/.test(name)) return {};
  const parts = publisher ? name.split(/\s*(?:[|,·•–—]|\s-\s|\bfor\b)\s*/) : [name];
  // The publisher's name is often glued to the author's.
  const own = parts.filter((part) => fold(part) !== fold(publisher ?? ''));
  return { byline: own.length === parts.length || own.length === 0 ? name : own.join(', ') };
}

function metaOf(page: DomElement): (...names: string[]) => string[] {
  const said = new Map<string, string[]>();
  for (const element of page.querySelectorAll('meta')) {
    const name = (element.getAttribute('property') ?? element.getAttribute('name') ?? '').toLowerCase();
    const content = element.getAttribute('content')?.trim();
    if (name && content) said.set(name, [...(said.get(name) ?? []), content]);
  }
  return (...names) => names.map((name) => said.get(name)).find((words) => words !== undefined) ?? [];
}

export interface Article {
  readonly headline?: string | undefined;
  readonly name?: string | undefined;
  readonly author?: string | undefined;
  readonly publisher?: string | undefined;
  readonly date?: string | undefined;
  readonly modified?: string | undefined;
  readonly url?: string | undefined;
  readonly body?: string | undefined;
}

/** The first article that the page describes in JSON-LD. */
export function jsonLd(page: DomElement): Article | undefined {
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    const article = nodesOf(script.textContent ?? '').find((node) =>
      /Article|Report|Posting/.test(String(node['@type'])),
    );
    if (article)
      return {
        headline: textOf(article.headline),
        name: textOf(article.name),
        author: namesOf(article.author),
        publisher: namesOf(article.publisher),
        date: textOf(article.datePublished),
        modified: textOf(article.dateModified),
        url: textOf(article.url) ?? textOf(article.mainEntityOfPage),
        body: textOf(article.articleBody),
      };
  }
  return undefined;
}

/** Pages set JSON in comments or CDATA, which were once to hide it from browsers. */
function nodesOf(script: string): Record<string, unknown>[] {
  const json = script.replaceAll(/^[\s/*]*(?:<!\[CDATA\[|<!--)[\s*/]*|[\s/*]*(?:\]\]>|-->)[\s*/;]*$/g, '');
  try {
    return [JSON.parse(json) as unknown].flat().flatMap((node) => {
      const { '@graph': graph } = (node ?? {}) as { '@graph'?: unknown };
      return [node, ...(Array.isArray(graph) ? graph : [])].filter(
        (one): one is Record<string, unknown> => typeof one === 'object' && one !== null,
      );
    });
  } catch {
    return [];
  }
}

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() ? value : undefined);

function namesOf(value: unknown): string | undefined {
  const found = [value].flat().map((one) => textOf(one) ?? textOf((one as { name?: unknown } | null)?.name));
  const names = found.filter((name) => name !== undefined && !/^https?:/.test(name));
  return textOf([...new Set(names)].join(names.some((name) => name?.includes(',')) ? '; ' : ', '));
}

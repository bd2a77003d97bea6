import { parseHTML } from 'linkedom';
import { UserError } from '../../errors.ts';
import type { Facts } from '../reading.ts';
import type { Archive } from './archive.ts';
import { decode } from './decode.ts';
import { type DomElement, runsOf, splitRuns } from './dom.ts';
import type { Dropped, Parsed, Why } from './imported.ts';
import { parseXml } from './xml.ts';

/** A book in EPUB 2 or 3: its chapters in the order of the spine (EPUB 3.3, section 5.7). */
export function fromEpub(archive: Archive): Parsed {
  const path = parseXml(file(archive, 'META-INF/container.xml'))
    .querySelector('rootfile')
    ?.getAttribute('full-path');
  const book = parseXml(file(archive, path ?? ''));
  const items = new Map(
    [...book.querySelectorAll('manifest item')].map((item) => [item.getAttribute('id'), item]),
  );
  const chapters = [...book.querySelectorAll('spine itemref')].flatMap((ref) => {
    const item = wordsOf(items, items.get(ref.getAttribute('idref')));
    if (!item) return [];
    const contents = /\bnav\b/.test(item?.getAttribute('properties') ?? '');
    const runs = runsOf(page(file(archive, resolve(path ?? '', item?.getAttribute('href') ?? ''))), whyOf);
    return [splitRuns(contents ? runs.map((run) => ({ ...run, why: 'contents' as const })) : runs)];
  });
  return {
    facts: factsOf(book),
    blocks: chapters.flatMap(({ blocks }) => blocks),
    dropped: chapters.flatMap(({ dropped }): Dropped[] => dropped),
  };
}

/** A picture or a file of another kind names what to show in its place (section 5.6.2); without that it has no words. */
function wordsOf(
  items: ReadonlyMap<string | null, DomElement>,
  item: DomElement | undefined,
  tried: readonly DomElement[] = [],
): DomElement | undefined {
  if (!item || tried.includes(item)) return undefined;
  const type = item.getAttribute('media-type');
  if (!type || /html|oeb1-document|dtbook/.test(type)) return item;
  return wordsOf(items, items.get(item.getAttribute('fallback')), [...tried, item]);
}

function whyOf(element: DomElement): Why | undefined {
  const type = `${element.getAttribute('epub:type') ?? ''} ${element.getAttribute('role') ?? ''}`;
  if (/\b(?:noteref|footnotes?|endnotes?|rearnotes?)\b|doc-(?:noteref|footnote|endnotes?)/.test(type))
    return 'footnote';
  if (/\bpagebreak\b|doc-pagebreak/.test(type)) return 'page-number';
  if (/\btoc\b|\blandmarks\b|page-list/.test(type) || element.localName === 'nav') return 'contents';
  return element.localName === 'figcaption' ? 'caption' : undefined;
}

function page(data: Buffer): DomElement {
  // Read as HTML: XHTML in books is often not well-formed. A closed empty element, `<a id="x"/>`, would
  // swallow what follows it there.
  const source = decode(data)
    .text.replace(/^\s*<\?xml[^>]*\?>/, '')
    .replaceAll(/<(a|span|p|div|i|b|em|strong|title|script|h[1-6])((?:\s[^<>]*)?)\/>/gi, '<$1$2></$1>');
  return parseHTML(source).document.documentElement as unknown as DomElement;
}

function file(archive: Archive, path: string): Buffer {
  const found = archive.get(path);
  if (!found)
    throw new UserError(
      'import-epub',
      'This EPUB is damaged: a chapter that it names is not in it. Get the book again.',
    );
  if (path !== 'META-INF/container.xml' && isLocked(archive, path))
    throw new UserError(
      'import-drm',
      'This EPUB is locked by its seller (DRM). Use an edition without that.',
    );
  return found;
}

/** Fonts may be scrambled in an open book, chapters only in a locked one. */
function isLocked(archive: Archive, path: string): boolean {
  const encryption = archive.get('META-INF/encryption.xml')?.toString('utf8') ?? '';
  return encryption.includes(`"${path}"`) || encryption.includes(`"${encodeURI(path)}"`);
}

/** A path of the manifest, which is relative to the file that it stands in and may be percent-encoded. */
function resolve(from: string, path: string): string {
  const { pathname } = new URL(path, `file:///${encodeURI(from)}`);
  return decodeURIComponent(pathname.slice(1));
}

function factsOf(book: DomElement): Partial<Facts> {
  const said = (name: string) =>
    [...book.querySelectorAll(`metadata dc\\:${name}`)].map((e) => e.textContent?.trim() ?? '');
  const [headline] = said('title');
  const byline = said('creator').join(', ');
  const [publisher] = said('publisher');
  const [date] = said('date');
  const language = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.exec(said('language')[0] ?? '')?.[0];
  const url = [...said('source'), ...said('identifier')].find((words) => /^https?:\/\/\S+$/.test(words));
  return {
    ...(headline && { headline }),
    ...(byline && { byline }),
    ...(publisher && { publisher }),
    ...(date && { date }),
    ...(language && { language }),
    ...(url && { url }),
  };
}

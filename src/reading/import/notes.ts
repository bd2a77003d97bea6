import type { DomElement } from './dom.ts';
import type { Why } from './imported.ts';

/**
 * Marks of footnotes, which are no part of the word that they stand at, the signs that lead back from a note, and
 * comments of those who read a draft: why each is left out. The notes themselves are the author's words.
 */
export function findNotes(page: DomElement): { marks: Map<DomElement, Why>; notes: Set<DomElement> } {
  const order = new Map<DomElement, number>();
  const named = new Map<string, DomElement>();
  for (const element of page.querySelectorAll('*')) {
    order.set(element, order.size);
    for (const name of [element.getAttribute('id'), element.getAttribute('name')])
      if (name && !named.has(name)) named.set(name, element);
  }
  const found = new Map<DomElement, Why>();
  const notes = new Set<DomElement>();
  for (const link of page.querySelectorAll('a[href*="#"]')) {
    const name = /#(.+)$/.exec(link.getAttribute('href') ?? '')?.[1] ?? '';
    const text = link.textContent?.trim() ?? '';
    const target = named.get(name) ?? named.get(decode(name));
    if (COMMENT.test(name)) {
      const isMark = !target || (order.get(target) ?? 0) > (order.get(link) ?? 0);
      found.set(isMark ? raisedOf(link) : blockOf(link), 'comment');
    } else if (BACK.test(text)) found.set(link, 'footnote');
    else if (MARK.test(text) && isNoteMark(link, name, target, order)) {
      found.set(raisedOf(link), 'footnote');
      if (target) notes.add(blockOf(target));
    }
  }
  for (const raised of page.querySelectorAll('sup'))
    if (!found.has(raised) && isBareMark(raised)) found.set(raised, 'footnote');
  for (const element of page.querySelectorAll('.mw-editsection, .mw-cite-backlink, .footnote-backref'))
    found.set(element, 'footnote');
  return { marks: found, notes };
}

/** `1`, `[12]`, `(a)`, `*`, `[note 3]`. */
const MARK = /^[[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|(?:note|nb|n\.)\s?\d{1,3}|[*†‡§¶‖#]{1,4})[\])]?$/i;

/** An arrow that leads back from a note. */
const BACK = /^[[(]?(?:[\^↩↑⤴⏎↵⬆⇑]\p{M}*)+[\])]?$/u;

/** Google Docs and Word name the comments of readers so. */
const COMMENT = /^_?(?:cmnt|msocom)/;

/** It leads to something later that is no heading; or it looks like nothing else. */
function isNoteMark(
  link: DomElement,
  name: string,
  target: DomElement | undefined,
  order: ReadonlyMap<DomElement, number>,
): boolean {
  if (target && (order.get(target) ?? 0) < (order.get(link) ?? 0)) return false;
  const isRaised = raisedOf(link) !== link;
  const isNamed = /note|^_?(?:fn|ftn|en)|ref|cite/i.test(name);
  return (
    (isRaised && (isNamed || target !== undefined || /^[[(]/.test(link.textContent?.trim() ?? ''))) ||
    (isNamed && target !== undefined && !/^h[1-6]$/.test(target.localName)) ||
    /noteref|footnote/i.test(`${link.getAttribute('role')} ${link.getAttribute('class')}`)
  );
}

function raisedOf(link: DomElement): DomElement {
  const around = link.parentElement;
  return around && (around.localName === 'sup' || around.parentElement?.localName === 'sup')
    ? around.localName === 'sup'
      ? around
      : (around.parentElement ?? link)
    : link;
}

/** A raised number after a word or a stop, not after a figure or a unit: 10², m², 1st. */
function isBareMark(raised: DomElement): boolean {
  const text = raised.textContent?.trim() ?? '';
  if (/^(?:\[\w{1,3}\]|\(\d{1,3}\)|[*†‡])$/.test(text)) return true;
  const before = (raised as DomElement & { previousSibling: { textContent: string | null } | null })
    .previousSibling?.textContent;
  return /^\d{1,2}(?:\s*,\s*\d{1,2})*$/.test(text) && /(?:[\p{P}]|\p{L}{3})\s*$/u.test(before ?? '');
}

function blockOf(element: DomElement): DomElement {
  let block = element;
  while (block.parentElement && !/^(?:p|div|li|td|dd)$/.test(block.localName)) block = block.parentElement;
  return block;
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

import type { Archive } from './archive.ts';
import { brokenFileError } from './broken.ts';
import { numbersOf } from './docx-numbers.ts';
import type { DomElement } from './dom.ts';
import type { Dropped } from './imported.ts';
import { parseXml } from './xml.ts';

/**
 * Writes what a Word document holds in ways that mammoth knows: it passes over simple fields, equations, numbers of
 * lists and page breaks, lets hidden words in, and takes deleted ones out without a word.
 *
 * @param path of the document's part in the archive
 * @returns the part anew, and what was taken out of it (ECMA-376, part 1, chapters 17 and 22.1)
 */
export function prepareDocument(
  archive: Archive,
  path: string,
): { readonly xml: string; readonly dropped: readonly Dropped[] } {
  const source = archive.get(path) ?? Buffer.alloc(0);
  // Word writes none; a stranger's could define what grows without end.
  if (source.includes('<!DOCTYPE')) throw brokenFileError('docx');
  const part = parseXml(source) as XmlDocument;
  const all = (name: string) => [...part.querySelectorAll(name.replace(':', '\\:'))] as XmlElement[];
  const make = (name: string, ...children: readonly (XmlElement | string)[]) => {
    const made = part.createElement(name);
    made.append(...children);
    return made;
  };
  const run = (words: string) => make('w:r', make('w:t', words));
  const dropped: Dropped[] = [];
  const drop = (element: XmlElement, why: Dropped['why']) => {
    dropped.push({ words: wordsOf(element), why });
    element.remove();
  };

  for (const name of ['w:del', 'w:moveFrom'])
    for (const element of all(name))
      if (element.parentElement?.localName !== 'w:rPr') drop(element, 'deleted');
  for (const mark of all('w:vanish')) {
    const owner = mark.parentElement?.parentElement;
    if (owner?.localName === 'w:r' && isOn(mark)) drop(owner, 'hidden');
  }
  for (const reading of all('w:rt')) drop(reading, 'ruby');
  for (const base of all('w:ruby')) base.replaceWith(...childrenOf(base.querySelector('w\\:rubyBase')));
  for (const name of ['w:fldSimple', 'w:smartTag', 'w:customXml'])
    for (const element of all(name)) element.replaceWith(...childrenOf(element));
  for (const equation of all('m:oMath')) equation.replaceWith(run(formula(equation)));
  for (const lines of all('m:oMathPara')) lines.replaceWith(...childrenOf(lines));
  // Two line breaks part paragraphs.
  for (const broken of all('w:br'))
    if (/^(?:page|column)$/.test(broken.getAttribute('w:type') ?? ''))
      broken.replaceWith(make('w:br'), make('w:br'));

  const numberOf = numbersOf(archive);
  for (const paragraph of all('w:p')) {
    const number = numberOf(paragraph);
    if (number) afterProperties(paragraph, run(`${number} `));
  }
  for (const frame of all('w:framePr')) {
    const letter = frame.parentElement?.parentElement;
    const paragraph = letter?.nextElementSibling;
    if (!frame.getAttribute('w:dropCap') || !letter || paragraph?.localName !== 'w:p') continue;
    afterProperties(paragraph, ...childrenOf(letter).filter(({ localName }) => localName !== 'w:pPr'));
    letter.remove();
  }
  return { xml: part.toString(), dropped };
}

/** As much of linkedom's elements as is needed here. */
interface XmlElement extends DomElement {
  readonly children: Iterable<XmlElement>;
  readonly parentElement: XmlElement | null;
  readonly nextElementSibling: XmlElement | null;
  readonly append: (...children: readonly (XmlElement | string)[]) => void;
  readonly prepend: (...children: readonly XmlElement[]) => void;
  readonly after: (...others: readonly XmlElement[]) => void;
  readonly replaceWith: (...others: readonly XmlElement[]) => void;
  readonly remove: () => void;
}

interface XmlDocument extends DomElement {
  readonly createElement: (name: string) => XmlElement;
  readonly toString: () => string;
}

function childrenOf(element: DomElement | null): XmlElement[] {
  return element ? [...(element as XmlElement).children] : [];
}

function afterProperties(paragraph: XmlElement, ...runs: readonly XmlElement[]): void {
  const properties = childrenOf(paragraph).find(({ localName }) => localName === 'w:pPr');
  if (properties) properties.after(...runs);
  else paragraph.prepend(...runs);
}

function wordsOf(element: DomElement): string {
  return [...element.querySelectorAll('w\\:t, w\\:delText')].map((text) => text.textContent ?? '').join('');
}

/** A switch is on where it stands, unless it says otherwise. */
function isOn(mark: DomElement): boolean {
  return !/^(?:0|false|off)$/.test(mark.getAttribute('w:val') ?? '');
}

/** An equation in one line, as it is typed: `(a+b)/c`, `x^2`. */
function formula(element: DomElement): string {
  const parts = childrenOf(element);
  const part = (name: string) => formula(parts.find(({ localName }) => localName === name) ?? NOTHING);
  switch (element.localName) {
    case 'm:t':
      return element.textContent ?? '';
    case 'm:f':
      return `${grouped(part('m:num'))}/${grouped(part('m:den'))}`;
    case 'm:sSup':
      return `${part('m:e')}^${grouped(part('m:sup'))}`;
    case 'm:sSub':
      return `${part('m:e')}_${grouped(part('m:sub'))}`;
    case 'm:rad':
      return `${part('m:deg')}√${grouped(part('m:e'))}`;
    case 'm:d':
      return `(${part('m:e')})`;
    case 'm:nary':
      return `${parts[0]?.querySelector('m\\:chr')?.getAttribute('m:val') ?? '∫'}${part('m:sub')}${part('m:sup')} ${part('m:e')}`;
    default:
      return parts.map(formula).join('');
  }
}

const NOTHING = { localName: '', children: [] } as unknown as XmlElement;

function grouped(words: string): string {
  return /^[\p{L}\p{N}.]*$/u.test(words) ? words : `(${words})`;
}

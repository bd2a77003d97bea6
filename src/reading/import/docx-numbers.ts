import type { Archive } from './archive.ts';
import type { DomElement } from './dom.ts';
import { type NumberFormat, writeNumber } from './list-number.ts';
import { parseXml } from './xml.ts';

interface Level {
  readonly start: number;
  readonly format: string;
  /** Such as `%1.%2`. */
  readonly text: string;
}

/**
 * Numbers of lists, which Word counts and does not write (ECMA-376, part 1, section 17.9).
 *
 * @returns for each paragraph in the order of the document, the number that stands before it, if any; bullets are none
 */
export function numbersOf(archive: Archive): (paragraph: DomElement) => string | undefined {
  const lists = readLists(archive);
  const styles = readStyles(archive);
  const counts = new Map<string, number[]>();
  return (paragraph) => {
    const properties = paragraph.querySelector('w\\:pPr');
    const style = val(properties, 'w\\:pStyle') ?? '';
    const own = properties?.querySelector('w\\:numPr');
    const id = val(own, 'w\\:numId') ?? styles.get(style)?.id;
    const list = lists.get(id ?? '');
    if (!list) return undefined;
    const depth = Number(val(own, 'w\\:ilvl') ?? styles.get(style)?.level ?? 0);
    const before = counts.get(list.counter) ?? [];
    const now = list.levels.slice(0, depth + 1).map((level, i) => {
      const last = before[i];
      if (last === undefined) return level.start;
      return i === depth ? last + 1 : last;
    });
    counts.set(list.counter, now);
    const level = list.levels[depth];
    if (!level || level.format === 'bullet' || level.format === 'none') return undefined;
    return level.text
      .replaceAll(/%(\d)/g, (_, n: string) =>
        writeNumber(now[Number(n) - 1] ?? 1, FORMATS[list.levels[Number(n) - 1]?.format ?? ''] ?? '1'),
      )
      .trim();
  };
}

function readLists(
  archive: Archive,
): Map<string, { readonly counter: string; readonly levels: readonly Level[] }> {
  const part = archive.get('word/numbering.xml');
  if (!part) return new Map();
  const page = parseXml(part);
  const levels = new Map(
    [...page.querySelectorAll('w\\:abstractNum')].map((abstract) => [
      abstract.getAttribute('w:abstractNumId'),
      [...abstract.querySelectorAll('w\\:lvl')].map(
        (level): Level => ({
          start: Number(val(level, 'w\\:start') ?? 1),
          format: val(level, 'w\\:numFmt') ?? 'decimal',
          text: val(level, 'w\\:lvlText') ?? '',
        }),
      ),
    ]),
  );
  return new Map(
    [...page.querySelectorAll('w\\:num')].map((list) => {
      const id = list.getAttribute('w:numId') ?? '';
      const abstract = val(list, 'w\\:abstractNumId');
      const starts = new Map(
        [...list.querySelectorAll('w\\:lvlOverride')].map((override) => [
          Number(override.getAttribute('w:ilvl')),
          val(override, 'w\\:startOverride'),
        ]),
      );
      const own = (levels.get(abstract ?? '') ?? []).map((level, i) => ({
        ...level,
        start: Number(starts.get(i) ?? level.start),
      }));
      // Lists of one kind count on, but for one that is told where to start.
      return [id, { counter: starts.size > 0 ? `${abstract} ${id}` : `${abstract}`, levels: own }];
    }),
  );
}

/** A style may number all paragraphs that have it, as headings of a law. */
function readStyles(archive: Archive): Map<string, { readonly id: string; readonly level: string }> {
  const part = archive.get('word/styles.xml');
  if (!part) return new Map();
  return new Map(
    [...parseXml(part).querySelectorAll('w\\:style')].flatMap((style) => {
      const id = val(style, 'w\\:numId');
      const level = val(style, 'w\\:ilvl') ?? '0';
      return id === undefined ? [] : [[style.getAttribute('w:styleId') ?? '', { id, level }] as const];
    }),
  );
}

function val(element: DomElement | null | undefined, name: string): string | undefined {
  return element?.querySelector(name)?.getAttribute('w:val') ?? undefined;
}

const FORMATS: Readonly<Record<string, NumberFormat>> = {
  lowerLetter: 'a',
  upperLetter: 'A',
  lowerRoman: 'i',
  upperRoman: 'I',
  decimalZero: '01',
};

import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import { headOf } from './head.ts';
import type { Dropped, Parsed } from './imported.ts';
import { endsSentence, joinLines } from './lines.ts';

/**
 * Plain text. Blank lines part paragraphs; lines that were wrapped to a width are joined, lines that each are a
 * paragraph become one each, and short lines (verse) are kept as lines.
 */
export function fromPlain(source: string): Parsed {
  const { text, facts: licensed, dropped } = withoutLicence(source);
  const parts = text
    .split(/\n(?:[^\S\n]*\n)+|\f/)
    .map((part) => part.replace(/^\n+|\s+$/g, ''))
    .filter((part) => part.trim() !== '');
  const { facts, body } = splitHead(parts);
  const hyphens: Dropped[] = [];
  const blocks = body.flatMap((part, i): Block[] => {
    if (isHeading(part) && i < body.length - 1) return [{ kind: 'heading', text: part.replace(/\n.*/, '') }];
    return paragraphsOf(part, text, (words) => hyphens.push({ words, why: 'hyphen' }));
  });
  return { facts: { ...licensed, ...facts }, blocks, dropped: [...dropped, ...hyphens] };
}

/** Project Gutenberg sets its licence around a text, with what it knows of it. */
function withoutLicence(source: string): { text: string; facts: Partial<Facts>; dropped: Dropped[] } {
  const text = source.replaceAll(/[^\S\n]+$/gm, '').replaceAll('\t', ' ');
  const start = /^\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*$/m.exec(text);
  if (!start) return { text, facts: {}, dropped: [] };
  const from = start.index + start[0].length;
  const end = /^\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG/m.exec(text.slice(from));
  const to = end ? from + end.index : text.length;
  const { byline, headline, language } = headOf(text.slice(0, start.index)).facts;
  return {
    text: text.slice(from, to),
    facts: { ...(headline && { headline }), ...(byline && { byline }), ...(language && { language }) },
    dropped: [text.slice(0, from), text.slice(to)].map((words) => ({ words, why: 'licence' })),
  };
}

/** A short line at the beginning is the headline; lines such as `Author: …` and `By …` after it are facts. */
function splitHead(parts: readonly string[]): { facts: Partial<Facts>; body: readonly string[] } {
  const [first = '', ...rest] = parts;
  const stated = headOf(first);
  if (stated.whole && rest.length > 0) return { facts: stated.facts, body: rest };
  if (!isTitle(first) || rest.length === 0) return { facts: {}, body: parts };
  const headline = first.trim();
  const [second = '', ...others] = rest;
  const more = headOf(second);
  if (more.whole && others.length > 0) return { facts: { headline, ...more.facts }, body: others };
  const author = /^by\s+([^\n]{2,100})$/i.exec(second.trim())?.[1];
  return author && others.length > 0
    ? { facts: { headline, byline: author }, body: others }
    : { facts: { headline }, body: rest };
}

function isTitle(part: string): boolean {
  const line = part.trim();
  return !line.includes('\n') && line.length <= 200 && !/[.!。,;:]["'”’)\]]*$/.test(line);
}

const NUMBERED =
  /^(?:chapter|part|book|section|act|scene|canto|letter)\s+(?:[ivxlcdm]+|\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b|^§\s*\d+|^第\s*[\d〇一二三四五六七八九十百]+\s*[章部編節回]/i;

/** A line of capitals, `Chapter 3 …`, or a line that is underlined. */
function isHeading(part: string): boolean {
  const line = part.trim();
  if (/^[^\n]{1,120}\n(?:={3,}|-{3,})$/.test(line)) return true;
  if (line.includes('\n') || line.length > 120) return false;
  const capitals = /\p{Lu}{2,}.*\p{Lu}/u.test(line) && !/\p{Ll}/u.test(line) && !/[.,;:]$/.test(line);
  return capitals || (NUMBERED.test(line) && !(line.length > 60 && endsSentence(line)));
}

function paragraphsOf(part: string, text: string, onHyphen: (words: string) => void): Block[] {
  const lines = part.split('\n');
  const made = isWrapped(lines)
    ? groupLines(lines).map((group) =>
        joinLines(
          group.map((line) => line.trim()),
          text,
          onHyphen,
        ),
      )
    : isOneEach(lines)
      ? lines
      : [lines.join('\n')];
  return made.map((words) => ({ kind: 'paragraph', text: words }));
}

/** All lines but the last of a paragraph come near the same width. */
function isWrapped(lines: readonly string[]): boolean {
  const widths = lines.map((line) => line.trimEnd().length);
  const widest = Math.max(...widths);
  const near = widths.filter((width) => width > widest * 0.75).length;
  const open = lines.slice(0, -1).filter((line) => !endsSentence(line)).length;
  return (
    lines.length > 1 &&
    widest >= 45 &&
    widest <= 120 &&
    near >= (lines.length - 1) * 0.6 &&
    open >= (lines.length - 1) / 2
  );
}

function isOneEach(lines: readonly string[]): boolean {
  const ends = lines.filter(endsSentence).length;
  return (
    (ends > lines.length / 2 && lines.some((line) => line.length > 60)) ||
    lines.every((line) => line.startsWith('\u3000'))
  );
}

/** Wrapped lines of several paragraphs: a new one begins with an indented line. */
function groupLines(lines: readonly string[]): string[][] {
  const made: string[][] = [];
  for (const line of lines) {
    const begins = /^(?:\s{2,}|\u3000)\S/.test(line) && made.length > 0;
    const last = made.at(-1);
    if (last && !begins) last.push(line);
    else made.push([line]);
  }
  return made;
}

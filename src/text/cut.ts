/*
 * Cuts never halve a character as a reader sees it: a grapheme cluster (UAX #29), such as an emoji with its joiners
 * or a letter with its accents. Lengths are in UTF-16 code units, in which Discord's limits are counted.
 */

/** The text up to a length. For limits; where people see the cut, it is marked: see `truncate` and `shorten`. */
export function cutTo(text: string, length: number): string {
  return text.slice(0, cutPoint(text, length));
}

/** The text up to a length, with its lines, and the cut marked. */
export function truncate(text: string, length: number): string {
  return text.length <= length ? text : `${cutTo(text, length - 1)}…`;
}

/** The text on one line, for a heading or a label: cut between words where that is near enough, and the cut marked. */
export function shorten(text: string, length: number): string {
  const line = toOneLine(text);
  if (line.length <= length) return line;
  const space = line.lastIndexOf(' ', length - 1);
  return `${cutTo(line, space > length / 2 ? space : length - 1)}…`;
}

/** The end of the text on one line, and the cut marked. */
export function shortenStart(text: string, length: number): string {
  const line = toOneLine(text);
  if (line.length <= length) return line;
  const from = line.length - length + 1;
  const character = GRAPHEMES.segment(line).containing(from);
  const start = character && character.index < from ? character.index + character.segment.length : from;
  return `…${line.slice(start)}`;
}

/** The last place at or before `at` where a text can be cut, but at a code point where no character ends before it. */
export function cutPoint(text: string, at: number): number {
  if (at >= text.length) return text.length;
  // What comes after the code point at `at` does not matter.
  const start = GRAPHEMES.segment(text.slice(0, at + 2)).containing(at)?.index ?? 0;
  if (start > 0) return start;
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
}

/** The text with every run of white space as one space, and none around it. */
export function toOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

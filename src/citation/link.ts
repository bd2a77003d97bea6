import type { Quote } from '../reading/quote.ts';
import type { Reading } from '../reading/reading.ts';

/** Discord's longest URL of a link button. */
export const MAX_LINK = 512;
/** Words that begin and end a range, and that go before and after words that occur twice, at most. */
const EDGE = 8;

/**
 * A link to the very words where the reading is published: its URL with a text fragment (WICG, URL Fragment Text
 * Directives). Words that occur twice get a prefix and a suffix; a link over 512 characters is cut to the range
 * from its first words to its last. Undefined where the reading has no URL, or where no such link leads to these
 * words and no others.
 */
export function linkTo(reading: Reading, quote: Quote): string | undefined {
  const { url } = reading.facts;
  if (!url) return undefined;
  const page = pageOf(reading, quote);
  const link = (directive: string) => `${url}${url.includes('#') ? '' : '#'}:~:text=${directive}`;
  for (const directive of directives(page)) {
    const made = link(directive);
    if (made.length <= MAX_LINK) return made;
  }
  return undefined;
}

/** The page as a browser sees it: its words with single spaces, and where in it the quote stands. */
interface Page {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function pageOf({ facts, sections, paragraphs }: Reading, quote: Quote): Page {
  let text = [facts.headline, facts.standfirst ?? ''].map(collapseSpaces).join(' ');
  let [from, to] = [0, 0];
  for (const paragraph of paragraphs) {
    for (const { heading, before } of sections)
      if (before === paragraph.n) text += ` ${collapseSpaces(heading)}`;
    text += ' ';
    if (paragraph.n === quote.paragraph) {
      from = text.length + collapseSpaces(paragraph.text.slice(0, quote.start)).trimStart().length;
      to = from + collapseSpaces(quote.text).trim().length;
    }
    text += collapseSpaces(paragraph.text).trim();
  }
  return { text, from, to };
}

const collapseSpaces = (text: string) => text.replace(/\s+/g, ' ');

/** From the plainest to the most roundabout; each leads to the quote and nowhere else. */
function* directives({ text, from, to }: Page): Generator<string> {
  const own = text.slice(from, to);
  const found = placesOf(text, own);
  if (found.length === 1) yield encode(own);
  for (const count of [2, 4, EDGE, 2 * EDGE]) {
    const before = lastWords(text.slice(0, from), count);
    const after = firstWords(text.slice(to), count);
    if (found.length > 1 && placesOf(text, text.slice(from - before.length, to + after.length)).length === 1)
      yield [
        ...(before.trim() ? [`${encode(before.trim())}-`] : []),
        encode(own),
        ...(after.trim() ? [`-${encode(after.trim())}`] : []),
      ].join(',');
  }
  for (let count = 3; count <= EDGE; count++) {
    const start = firstWords(own, count);
    const end = lastWords(own, count);
    if (start.length + end.length >= own.length) return;
    const next = placesOf(text, end.trim()).find((at) => at >= from + start.length);
    if (placesOf(text, start).length === 1 && next === to - end.trim().length)
      yield `${encode(start)},${encode(end.trim())}`;
  }
}

const firstWords = (text: string, count: number) =>
  new RegExp(`^ ?(?:[^ ]+ ){0,${count - 1}}[^ ]+`).exec(text)?.[0] ?? '';
const lastWords = (text: string, count: number) =>
  new RegExp(`(?:[^ ]+ ){0,${count - 1}}[^ ]+ ?$`).exec(text.slice(-1000))?.[0] ?? '';

/** Where the words stand; a browser compares without regard to case. */
function placesOf(text: string, words: string): number[] {
  const [page, wanted] = [fold(text), fold(words)];
  const places: number[] = [];
  for (let at = page.indexOf(wanted); at >= 0 && places.length < 100; at = page.indexOf(wanted, at + 1))
    places.push(at);
  return places;
}

/** In small letters, where that moves nothing. */
function fold(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
}

/**
 * Percent-encoded, with `-` too, as it and `,` and `&` part a directive. Half a character, which no URL can hold, is
 * replaced.
 */
function encode(words: string): string {
  return encodeURIComponent(words.replace(/\p{Cs}/gu, '\uFFFD')).replaceAll('-', '%2D');
}

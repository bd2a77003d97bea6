import type { APIButtonComponent } from 'discord-api-types/v10';
import { formatDate } from '../../src/dates/format-date.ts';
import { LIMITS } from '../../src/discord/components.ts';
import type { CardBlock } from '../../src/discord/layout.ts';
import {
  blockQuote,
  joinMarkdown,
  lines,
  link,
  type Markdown,
  md,
  subtext,
} from '../../src/discord/markdown.ts';
import { type Attribution, attributionOf } from '../../src/quotes/attribution.ts';
import type { AnnotatedReading, Note } from '../../src/reading/annotations.ts';
import type { Quote } from '../../src/reading/quote.ts';
import type { Slice } from '../../src/reading/reading.ts';
import { sentencesOf } from '../../src/reading/sentences.ts';
import { cutPoint } from '../../src/text/cut.ts';
import { paginate } from '../../src/text/pages.ts';

/* How words of a text look on a card: quotes, and the notes of editors beside them. */

/** How many characters of Markdown the words of one block may take, so that it fits a message beside a heading. */
const BLOCK = 2600;

/**
 * A quote as blocks: the exact words, ¶n, whose words they are, the date of the reading. Words that are too
 * long for one block are split at sentence ends and marked 1/2, 2/2; the buttons stand under the last part.
 *
 * @param options.named names the reading, for answers from several
 * @param options.above Markdown that stands over the words
 */
export function quoteBlocks(
  source: AnnotatedReading,
  quote: Quote,
  options: {
    readonly buttons?: readonly APIButtonComponent[];
    readonly named?: boolean;
    readonly above?: Markdown;
  } = {},
): CardBlock[] {
  const { facts } = quote.reading;
  const about = joinMarkdown(
    [
      md`**¶${quote.paragraph}**`,
      md`${speakerOf(attributionOf(source, quote))}`,
      options.named ? md`“${facts.headline}”` : undefined,
      facts.date ? md`${formatDate(facts.date)}` : undefined,
    ],
    md` · `,
  );
  const parts = partsOf(quote.text, facts.language);
  return parts.map((part, i) => ({
    markdown: lines(
      i === 0 ? options.above : undefined,
      blockQuote(part),
      parts.length > 1 ? md`${about} · ${i + 1}/${parts.length}` : about,
    ),
    ...(i === parts.length - 1 && options.buttons ? { buttons: options.buttons } : {}),
  }));
}

/** Editors' notes on these paragraphs: apart from quotes, each with its source. */
export function noteBlocks({ annotations }: AnnotatedReading, paragraphs: readonly number[]): CardBlock[] {
  return annotations.notes
    .filter((note) => note.paragraphs.some((n) => paragraphs.includes(n)))
    .map((note) => ({ markdown: noteText(note) }));
}

/** Whose words these are, as a card says it. */
export function speakerOf(attribution: Attribution): string {
  switch (attribution.kind) {
    case 'speech':
      return attribution.mode === 'direct'
        ? `${attribution.speaker} says`
        : `${attribution.speaker}, as the article reports`;
    case 'unnamed':
      return 'words in quotation marks, speaker not certain';
    case 'narration':
      return 'the article';
  }
}

/** Splits words at sentence ends, so that each part as it is rendered holds at most `limit` characters. */
export function partsOf(words: string, language: string, limit = BLOCK): string[] {
  if (fits(words, limit)) return [words];
  const sentences = sentencesOf(words, language).flatMap((slice) => pieces(words, slice, limit));
  const wordsOf = (part: readonly Slice[]) => words.slice(part[0]?.start, part.at(-1)?.end);
  return paginate(sentences, (part) => fits(wordsOf(part), limit))
    .map((part) => wordsOf(part).trim())
    .filter(Boolean);
}

/** Escaping and the marks of a block quote make at most so many characters of one. */
const MOST = 3;

/** Whether words as they are rendered hold at most `limit` characters. */
function fits(words: string, limit: number): boolean {
  return (words.length + 1) * MOST <= limit || blockQuote(words).length <= limit;
}

/** A sentence that is too long by itself is cut at spaces, or between characters where it has none. */
function pieces(words: string, { start, end }: Slice, limit: number): Slice[] {
  if (fits(words.slice(start, end), limit)) return [{ start, end }];
  const size = Math.floor(limit / MOST);
  let at = words.lastIndexOf(' ', start + size);
  if (at <= start) at = start + cutPoint(words.slice(start), size);
  return [{ start, end: at }, ...pieces(words, { start: at, end }, limit)];
}

function noteText({ text: words, source: { title, url }, paragraphs }: Note): Markdown {
  const named = url && url.length <= LIMITS.url ? link(title, url) : md`${title}`;
  const places =
    paragraphs
      .slice(0, 10)
      .map((n) => `¶${n}`)
      .join(', ') + (paragraphs.length > 10 ? ' …' : '');
  return lines(md`**Editor’s note on ${places}** — ${words}`, subtext(md`Source: ${named}`));
}

import type { APIButtonComponent, APIComponentInContainer } from 'discord-api-types/v10';
import { ComponentType, SeparatorSpacingSize } from 'discord-api-types/v10';
import { formatDate } from '../../src/dates/format-date.ts';
import { blockQuote, COLOURS, card, escapeMarkdown, LIMITS, rows, text } from '../../src/discord/render.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import { type Attribution, attributionOf } from '../../src/quotes/attribution.ts';
import type { AnnotatedReading, Note } from '../../src/reading/annotations.ts';
import type { Quote } from '../../src/reading/quote.ts';
import type { Slice } from '../../src/reading/reading.ts';
import { sentencesOf } from '../../src/reading/sentences.ts';
import { cutPoint, cutTo } from '../../src/text/cut.ts';
import { paginate } from '../../src/text/pages.ts';

/* What all commands show: quotes, notes, and how both are laid out over as many messages as they need. */

/** A part of a card that stays together: its words, then its buttons. */
export interface Block {
  readonly markdown: string;
  readonly buttons?: readonly APIButtonComponent[];
}

/** How much Markdown one block may hold, so that it fits a message beside a heading. */
const BLOCK = 3000;
/** What a message holds beside a block: its heading, a line on what was left out, the button that shares it. */
const HEADING = 250;
const BESIDE = 250;
/** The most that one block may hold, whatever it is. */
const PART = LIMITS.text - HEADING - BESIDE;
/** How many messages an answer may take: Discord allows five follow-ups where only a user installed the app. */
const MESSAGES = 5;

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
    readonly above?: string;
  } = {},
): Block[] {
  const { facts } = quote.reading;
  const about = [
    `**¶${quote.paragraph}**`,
    escapeMarkdown(speakerOf(attributionOf(source, quote))),
    ...(options.named ? [`“${escapeMarkdown(facts.headline)}”`] : []),
    ...(facts.date ? [escapeMarkdown(formatDate(facts.date))] : []),
  ].join(' · ');
  const parts = partsOf(quote.text, facts.language);
  return parts.map((part, i) => ({
    markdown: `${i === 0 && options.above ? `${options.above}\n` : ''}${blockQuote(part)}\n${about}${parts.length > 1 ? ` · ${i + 1}/${parts.length}` : ''}`,
    ...(i === parts.length - 1 && options.buttons ? { buttons: options.buttons } : {}),
  }));
}

/** Editors' notes on these paragraphs: apart from quotes, each with its source. */
export function noteBlocks({ annotations }: AnnotatedReading, paragraphs: readonly number[]): Block[] {
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

/**
 * Lays blocks out in cards, as few messages as they need: a heading over the first, a rule between blocks.
 * What does not fit in five messages is counted, never cut in silence.
 */
export function cardReply(
  heading: string,
  blocks: readonly Block[],
  options: Partial<Pick<MessageReply, 'shareable' | 'update' | 'public'>> & {
    readonly colour?: number;
    /** Said where not all blocks fit: what to do to see the rest. */
    readonly more?: string;
  } = {},
): MessageReply {
  const { colour = COLOURS.quote, more = '', ...reply } = options;
  const pages = pagesOf(heading, blocks);
  const shown = pages.slice(0, MESSAGES);
  const left = pages.slice(MESSAGES).flat().length;
  return shown.reduceRight<MessageReply | undefined>((further, page, i) => {
    const title = i > 0 ? repeated(heading) : heading;
    const numbered = shown.length > 1 ? `${title} (${i + 1}/${shown.length})` : title;
    const last = i === shown.length - 1 && left > 0 ? [text(`${left} more left out. ${more}`)] : [];
    return {
      kind: 'message',
      components: [card(colour, text(numbered), ...withoutRepeats(page).flatMap(layOut), ...last)],
      ...reply,
      // A message can take the place of one; the others follow it.
      ...(i > 0 ? { update: false } : {}),
      ...(further ? { followedBy: further } : {}),
    };
  }, undefined) as MessageReply;
}

/** Splits words at sentence ends, so that each part as it is rendered holds at most `limit` characters. */
export function partsOf(words: string, language: string, limit = BLOCK - 400): string[] {
  if (blockQuote(words).length <= limit) return [words];
  const sentences = sentencesOf(words, language).flatMap((slice) => pieces(words, slice, limit));
  const wordsOf = (part: readonly Slice[]) => words.slice(part[0]?.start, part.at(-1)?.end);
  return paginate(sentences, (part) => blockQuote(wordsOf(part)).length <= limit)
    .map((part) => wordsOf(part).trim())
    .filter(Boolean);
}

/** A sentence that is too long by itself is cut at spaces, or between characters where it has none. */
function pieces(words: string, { start, end }: Slice, limit: number): Slice[] {
  if (blockQuote(words.slice(start, end)).length <= limit) return [{ start, end }];
  // Escaping and the marks of a block quote make at most three characters of one.
  const size = Math.floor(limit / 3);
  let at = words.lastIndexOf(' ', start + size);
  if (at <= start) at = start + cutPoint(words.slice(start), size);
  return [{ start, end: at }, ...pieces(words, { start: at, end }, limit)];
}

function noteText({ text: words, source, paragraphs }: Note): string {
  const title = escapeMarkdown(source.title);
  const url = source.url?.replaceAll('>', '%3E') ?? '';
  const named = url && url.length <= 512 ? `[${title}](<${url}>)` : title;
  const places =
    paragraphs
      .slice(0, 10)
      .map((n) => `¶${n}`)
      .join(', ') + (paragraphs.length > 10 ? ' …' : '');
  return `**Editor’s note on ${places}** — ${escapeMarkdown(words)}\n-# Source: ${named}`;
}

function pagesOf(heading: string, blocks: readonly Block[]): Block[][] {
  return paginate(blocks.flatMap(parted), (page, number) => {
    const title = number > 0 ? repeated(heading) : heading;
    const length = page.reduce((sum, { markdown }) => sum + markdown.length, 0);
    const components = page
      .flatMap(layOut)
      .reduce((sum, part) => sum + 1 + ('components' in part ? part.components.length : 0), 0);
    return length <= LIMITS.text - BESIDE - title.length && components <= LIMITS.components - 5;
  });
}

/** The heading of further messages; a long one is read once. */
function repeated(heading: string): string {
  return heading.length <= HEADING ? heading : '-# …';
}

/** A block that no message holds, parted at line ends; its buttons stay under the last part. */
function parted(block: Block): Block[] {
  if (block.markdown.length <= PART) return [block];
  const lines = block.markdown.split('\n').flatMap(cutLine);
  const parts = paginate(lines, (part) => part.join('\n').length <= PART);
  return parts.map((part, i) => ({
    ...(i === parts.length - 1 && block),
    markdown: part.join('\n'),
  }));
}

/** A line that is too long by itself, cut at spaces, or else between characters and not within an escape. */
function cutLine(line: string): string[] {
  if (line.length <= PART) return [line];
  const space = line.lastIndexOf(' ', PART);
  const head =
    space > PART / 2 ? line.slice(0, space) : cutTo(line, PART).replace(/(?<!\\)((?:\\{2})*)\\$/, '$1');
  const mark = line.startsWith('> ') ? '> ' : '';
  return [head, ...cutLine(mark + line.slice(head.length).trimStart())];
}

/** Of equal buttons only the last stays: Discord takes a custom id once a message. */
function withoutRepeats(page: readonly Block[]): Block[] {
  const seen = new Set<string>();
  return page
    .toReversed()
    .map((block) => ({ ...block, buttons: block.buttons?.filter((b) => !isRepeat(b, seen)) ?? [] }))
    .reverse();
}

function isRepeat(button: APIButtonComponent, seen: Set<string>): boolean {
  if (!('custom_id' in button)) return false;
  if (seen.has(button.custom_id)) return true;
  seen.add(button.custom_id);
  return false;
}

function layOut({ markdown, buttons = [] }: Block): APIComponentInContainer[] {
  return [
    { type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small },
    text(markdown),
    ...rows(buttons),
  ];
}

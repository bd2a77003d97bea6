import { markedIn } from './marks.ts';
import { speakerBeside } from './tags.ts';
import type { ClaimedQuote } from './verdict.ts';

/** Quotes of one message that are checked; a longer list is read by nobody. */
export const MAX_QUOTES = 5;

export interface ClaimedQuotes {
  readonly quotes: readonly ClaimedQuote[];
  /** Quotes of the message beyond `MAX_QUOTES`. */
  readonly more: number;
  /** Whether the message marks quotes; else the whole of it is taken for one. */
  readonly marked: boolean;
}

/**
 * What a Discord message quotes: what stands in block quotes and in quotation marks, with the speaker that it
 * names beside them; without any, the whole message. Formatting is left out.
 */
export function claimedQuotesIn(message: string): ClaimedQuotes {
  const { blocks, rest } = blockQuotes(message);
  const quotes = [...blocks.map(quoteInBlock), ...quotesInMarks(plainOf(rest))].filter(({ words }) =>
    hasWord(words),
  );
  if (quotes.length === 0) {
    const words = plainOf(message).trim();
    return { quotes: hasWord(words) ? [{ words }] : [], more: 0, marked: false };
  }
  return { quotes: quotes.slice(0, MAX_QUOTES), more: Math.max(0, quotes.length - MAX_QUOTES), marked: true };
}

/** Words without the quotation marks that enclose them as a whole. */
export function unwrap(words: string): string {
  const trimmed = words.trim();
  const [span, ...more] = markedIn([trimmed])[0] ?? [];
  const whole = span && more.length === 0 && span.start === 1 && span.end === trimmed.length - 1;
  return whole ? trimmed.slice(1, -1).trim() : trimmed;
}

const hasWord = (words: string) => /[\p{L}\p{N}]/u.test(words);

/** `> ` marks a line, `>>> ` the rest of the message. */
function blockQuotes(message: string): { blocks: string[]; rest: string } {
  const blocks: string[] = [];
  const rest: string[] = [];
  const lines = message.split('\n');
  let open = false;
  for (const [i, line] of lines.entries()) {
    if (line.trimStart().startsWith('>>> ')) {
      blocks.push([line.trimStart().slice(4), ...lines.slice(i + 1)].join('\n'));
      break;
    }
    const quoted = /^\s{0,3}> ?(.*)$/.exec(line);
    if (quoted && /^\s{0,3}>(?: |$)/.test(line)) {
      if (open) blocks.push(`${blocks.pop()}\n${quoted[1]}`);
      else blocks.push(quoted[1] ?? '');
      open = true;
    } else {
      open = false;
      rest.push(line);
    }
  }
  return { blocks, rest: rest.join('\n') };
}

/** A last line that begins with a dash names the speaker. */
function quoteInBlock(block: string): ClaimedQuote {
  // A hyphen there is no list's mark.
  const lines = plainOf(block.trim().replace(/\n[^\S\n]*- (?=.*$)/, '\n– '))
    .trim()
    .split('\n');
  const signature = /^\s*[—–-]{1,2}\s*(\p{Lu}[^\n]{1,60})$/u.exec(lines.at(-1) ?? '')?.[1];
  const words = unwrap((signature && lines.length > 1 ? lines.slice(0, -1) : lines).join('\n'));
  return signature && lines.length > 1 ? { words, speaker: signature.trim() } : { words };
}

function quotesInMarks(text: string): ClaimedQuote[] {
  const lines = text.split('\n');
  return markedIn(lines).flatMap((spans, i) => {
    const line = lines[i] ?? '';
    return spans
      .filter(({ start, end }) => line[start - 1] !== "'" || line.slice(start, end).trim().includes(' '))
      .map(({ start, end }, k, kept): ClaimedQuote => {
        const words = line.slice(start, end).trim();
        const before = line.slice((kept[k - 1]?.end ?? -1) + 1, start - 1);
        const after = line.slice(end + 1, (kept[k + 1]?.start ?? line.length + 1) - 1);
        const tag = speakerBeside(before, after, words);
        return tag ? { words, speaker: tag.name } : { words };
      });
  });
}

/** The words that a message shows, without its formatting. A star or bar between spaces is no formatting. */
export function plainOf(message: string): string {
  return message
    .replace(/<(?:@[!&]?|#)\d{1,20}>|<a?:\w{1,32}:\d{1,20}>|<t:-?\d{1,16}(?::\w)?>/g, '')
    .replace(
      FORMATTING,
      (_, escaped: string | undefined, loose: string | undefined) => escaped ?? loose ?? '',
    )
    .replace(/^(?:#{1,3}|-#|[-*]) /gm, '');
}

const FORMATTING = new RegExp(
  [
    String.raw`\\([\\\x60*_~|<>[\](){}#+.!:@-])`,
    String.raw`(?<!\S)(\*+|~~|\|\|)(?!\S)`,
    String.raw`\*{1,3}|~~|\|\||\x60{1,3}`,
    // Within a word it is a letter like others: snake_case.
    String.raw`(?<![\p{L}\p{N}])_{1,3}|_{1,3}(?![\p{L}\p{N}])`,
  ].join('|'),
  'gu',
);

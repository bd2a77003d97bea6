import {
  channelMention,
  roleMention,
  subtext as subtextMarkdown,
  type TimestampStylesString,
  time,
  userMention,
} from '@discordjs/formatters';

/**
 * Markdown that may be shown. Made by `md`, which escapes what is put in, so that words of a text or of a person
 * can't be taken for formatting, mentions or links. A string is no `Markdown`, and forgetting to escape is no option.
 */
export class Markdown {
  /** Keeps any other object with a `source` from being passed for this. */
  readonly #escaped = true;

  constructor(readonly source: string) {}

  get length(): number {
    return this.source.length;
  }

  static is(value: unknown): value is Markdown {
    return typeof value === 'object' && value !== null && #escaped in value;
  }
}

/** Markdown with values put in: text is escaped, numbers and Markdown stay as they are. */
export function md(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Markdown)[]
): Markdown {
  return new Markdown(strings.reduce((made, part, i) => made + sourceOf(values[i - 1] ?? '') + part));
}

/** Pieces one after the other; those that are undefined are left out. */
export function joinMarkdown(parts: readonly (Markdown | undefined)[], separator: Markdown): Markdown {
  return new Markdown(
    parts
      .filter((part) => part !== undefined)
      .map(({ source }) => source)
      .join(separator.source),
  );
}

/** Lines below each other; those that are undefined are left out. */
export function lines(...parts: readonly (Markdown | undefined)[]): Markdown {
  return joinMarkdown(parts, new Markdown('\n'));
}

/** Verbatim words as a block quote: every line is marked, nothing is changed. */
export function blockQuote(words: string): Markdown {
  return new Markdown(
    escapeMarkdown(words)
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n'),
  );
}

/** Words as they are, for copying. Three backticks would end the block, so they become three apostrophes. */
export function codeBlock(words: string): Markdown {
  return new Markdown(`\`\`\`\n${words.replaceAll('```', "'''")}\n\`\`\``);
}

/** A short name as it is typed, such as an id. */
export function inlineCode(words: string): Markdown {
  return new Markdown(`\`${words.replaceAll('`', "'")}\``);
}

/** A link with its label. What would end the address early is encoded. */
export function link(label: string, url: string): Markdown {
  return new Markdown(`[${isolate(escapeMarkdown(label))}](<${url.replaceAll('>', '%3E')}>)`);
}

/** Small print. */
export function subtext(words: Markdown): Markdown {
  return new Markdown(subtextMarkdown(words.source));
}

/** A time as each reader's client writes it, in their language and time zone. */
export function timestamp(at: Date, style: TimestampStylesString): Markdown {
  return new Markdown(time(at, style));
}

/** Shown as a name that can be pressed; nobody is notified, as every reply silences mentions. */
export function mention(kind: 'user' | 'channel' | 'role', id: string): Markdown {
  return new Markdown(MENTIONS[kind](id));
}

const MENTIONS = { user: userMention, channel: channelMention, role: roleMention } as const;

function sourceOf(value: string | number | Markdown): string {
  if (Markdown.is(value)) return value.source;
  return typeof value === 'number' ? String(value) : isolate(escapeMarkdown(value));
}

/**
 * Keeps words that are written from right to left from turning what stands around them: each line of them in an
 * isolate of Unicode's bidirectional algorithm (UAX #9). Others stay as they are, for copying.
 */
function isolate(words: string): string {
  return RIGHT_TO_LEFT.test(words) ? words.replaceAll(/^.+$/gm, '\u2068$&\u2069') : words;
}

/** Letters of such scripts, and controls of direction. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * Text that Discord shows as it is written: no formatting, no mention, no link made of it, no emoji, no
 * timestamp. A zero-width space is never added, so that what is copied from Discord is the text.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_~|<>[\]@:]/g, '\\$&')
    .replaceAll(/^([^\S\n\r\u2028\u2029]*\d+)([.)])/gm, '$1\\$2')
    .replaceAll(/^([^\S\n\r\u2028\u2029]*)([+#=-])/gm, '$1\\$2');
}

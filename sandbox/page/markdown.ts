/**
 * Discord's Markdown, from text to a tree that any view can draw. Knows no DOM.
 *
 * `marked` does the inline work (emphasis, code, links, escapes). Discord's blocks are plainer than
 * CommonMark's: a line is a line, nothing continues lazily, so quotes, lists and subtext are read here.
 */
import { Marked, type Token, type TokenizerThis, type Tokens } from 'marked';

export type Inline =
  | { t: 'text'; text: string }
  | { t: 'break' }
  | { t: 'code'; text: string }
  | { t: 'strong' | 'em' | 'del' | 'underline' | 'spoiler'; inner: Inline[] }
  | { t: 'link'; href: string; inner: Inline[] }
  | { t: 'mention'; kind: MentionKind; id: string; name: string }
  | { t: 'time'; seconds: number; style: TimeStyle }
  | { t: 'emoji'; name: string };

export type MentionKind = 'user' | 'role' | 'channel' | 'command' | 'everyone';
export type TimeStyle = 't' | 'T' | 'd' | 'D' | 'f' | 'F' | 'R';
export type ListItem = { inner: Inline[]; nested: Block[] };
export type Block =
  | { t: 'paragraph' | 'subtext'; inner: Inline[] }
  | { t: 'heading'; level: 1 | 2 | 3; inner: Inline[] }
  | { t: 'gap'; lines: number }
  | { t: 'quote'; blocks: Block[] }
  | { t: 'code'; language: string; text: string }
  | { t: 'list'; ordered: boolean; start: number; items: ListItem[] };

/** Reads a message's or a text display's content. Never throws; what is not Markdown is text. */
export function parseMarkdown(source: string): Block[] {
  return blocks(dialect.lexer(source));
}

/** The same text with its marks taken off, for labels and announcements. */
export function plainText(source: string): string {
  return parseMarkdown(source).map(blockText).join(' ').replace(/\s+/g, ' ').trim();
}

const QUOTE = /^(?:> [^\n]*(?:\n|$))+/;
const QUOTE_REST = /^>>> ([\s\S]+)$/;
const LIST = /^ *(?:[-*]|\d+\.) [^\n]*(?:\n(?: *(?:[-*]|\d+\.) | {2,}\S)[^\n]*)*/;
const LIST_LINE = /^( *)([-*]|\d+\.) (.*)$/;
const SUBTEXT = /^-# +([^\n]+)(?:\n|$)/;
const HEADING = /^(#{1,3}) +([^\n]+)(?:\n|$)/;
const TIME = /^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/;
const MENTION = /^<(?:(@!?|@&|#)(\d+)|\/([^:>]{1,100}):(\d+))>|^@(everyone|here)\b/;
const EMOJI = /^<a?:(\w{2,32}):\d+>/;

const none = () => undefined;
const dialect = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: {
    // What CommonMark has and Discord has not.
    html: none,
    tag: none,
    table: none,
    def: none,
    reflink: none,
    lheading: none,
    hr: none,
    code: none,
    blockquote: none,
    list: none,
    heading(this: TokenizerThis['lexer'] extends never ? never : unknown, src: string) {
      const found = HEADING.exec(src);
      if (!found) return undefined;
      return {
        type: 'heading',
        raw: found[0],
        depth: found[1]!.length,
        text: found[2]!,
        tokens: inlineOf(this, found[2]!),
      } as Tokens.Heading;
    },
  } as never,
  extensions: [
    block('quote', /\n(?=> |>>> )/, (src, lexer) => {
      const found = QUOTE.exec(src) ?? QUOTE_REST.exec(src);
      if (!found) return undefined;
      const body = found[1] ?? found[0].replace(/^> /gm, '').replace(/\n$/, '');
      lexer.state.top = true;
      return { raw: found[0], tokens: lexer.blockTokens(body, []) };
    }),
    block('bullets', /\n(?= *(?:[-*]|\d+\.) )/, (src, lexer) => {
      const found = LIST.exec(src);
      return found
        ? { raw: found[0], lines: listLines(found[0], (text) => lexer.inlineTokens(text, [])) }
        : undefined;
    }),
    block('subtext', /\n(?=-# )/, (src, lexer) => {
      const found = SUBTEXT.exec(src);
      return found ? { raw: found[0], tokens: lexer.inlineTokens(found[1]!, []) } : undefined;
    }),
    inline('underline', '__', (src, lexer) => wrapped(/^__([\s\S]+?)__(?!_)/.exec(src), lexer)),
    inline('spoiler', '||', (src, lexer) => wrapped(/^\|\|([\s\S]+?)\|\|/.exec(src), lexer)),
    inline('time', '<t:', (src) => {
      const found = TIME.exec(src);
      return found ? { raw: found[0], seconds: Number(found[1]), style: found[2] ?? 'f' } : undefined;
    }),
    inline('mention', /[<@]/, (src) => {
      const found = MENTION.exec(src);
      if (!found) return undefined;
      const [raw, sign, id, command, commandId, all] = found;
      if (all) return { raw, kind: 'everyone', id: '', name: all };
      if (command) return { raw, kind: 'command', id: commandId, name: command };
      return { raw, kind: sign === '#' ? 'channel' : sign === '@&' ? 'role' : 'user', id, name: '' };
    }),
    inline('emoji', '<', (src) => {
      const found = EMOJI.exec(src);
      return found ? { raw: found[0], name: found[1] } : undefined;
    }),
  ],
});

type Lexer = TokenizerThis['lexer'];
type Found = { raw: string; [key: string]: unknown };

function block(name: string, next: RegExp, read: (src: string, lexer: Lexer) => Found | undefined) {
  return {
    name,
    level: 'block' as const,
    start: (src: string) => {
      const at = src.search(next);
      return at < 0 ? undefined : at + 1;
    },
    tokenizer(this: TokenizerThis, src: string) {
      const found = read(src, this.lexer);
      return found && { type: name, ...found };
    },
  };
}

function inline(name: string, sign: string | RegExp, read: (src: string, lexer: Lexer) => Found | undefined) {
  return {
    name,
    level: 'inline' as const,
    start: (src: string) => {
      const at = typeof sign === 'string' ? src.indexOf(sign) : src.search(sign);
      return at < 0 ? undefined : at;
    },
    tokenizer(this: TokenizerThis, src: string) {
      const found = read(src, this.lexer);
      return found && { type: name, ...found };
    },
  };
}

function wrapped(found: RegExpExecArray | null, lexer: Lexer): Found | undefined {
  return found ? { raw: found[0], tokens: lexer.inlineTokens(found[1]!, []) } : undefined;
}

type ListLine = { indent: number; ordered: boolean; start: number; tokens: Token[] };

function listLines(raw: string, tokens: (text: string) => Token[]): ListLine[] {
  const lines: { indent: number; mark: string; text: string }[] = [];
  for (const line of raw.split('\n')) {
    const found = LIST_LINE.exec(line);
    if (found) lines.push({ indent: found[1]!.length, mark: found[2]!, text: found[3]! });
    else if (lines.length > 0) lines[lines.length - 1]!.text += `\n${line.trim()}`;
  }
  return lines.map(({ indent, mark, text }) => ({
    indent,
    ordered: /\d/.test(mark),
    start: Number.parseInt(mark, 10) || 1,
    tokens: tokens(text),
  }));
}

/** Deeper lines belong to the item above them; a change from bullets to numbers starts a new list. */
function lists(lines: readonly ListLine[]): Block[] {
  const found: Extract<Block, { t: 'list' }>[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    let end = at + 1;
    while (end < lines.length && lines[end]!.indent > line.indent) end++;
    const item = { inner: inlines(line.tokens), nested: lists(lines.slice(at + 1, end)) };
    const last = found.at(-1);
    if (last && last.ordered === line.ordered) last.items.push(item);
    else found.push({ t: 'list', ordered: line.ordered, start: line.start, items: [item] });
    at = end;
  }
  return found;
}

function blocks(tokens: readonly Token[]): Block[] {
  return tokens.flatMap((token): Block[] => {
    switch (token.type) {
      case 'space': {
        const lines = token.raw.split('\n').length - 2;
        return lines > 0 ? [{ t: 'gap', lines }] : [];
      }
      case 'heading':
        return [{ t: 'heading', level: token.depth as 1 | 2 | 3, inner: inlines(token.tokens ?? []) }];
      case 'code':
        return [{ t: 'code', language: token.lang ?? '', text: token.text }];
      case 'quote':
        return [{ t: 'quote', blocks: blocks(token.tokens ?? []) }];
      case 'bullets':
        return lists((token as unknown as { lines: ListLine[] }).lines);
      case 'subtext':
        return [{ t: 'subtext', inner: inlines(token.tokens ?? []) }];
      default:
        return [
          {
            t: 'paragraph',
            inner: 'tokens' in token && token.tokens ? inlines(token.tokens) : [text(token.raw)],
          },
        ];
    }
  });
}

const WRAPPERS = { strong: 'strong', em: 'em', underline: 'underline', spoiler: 'spoiler' } as const;

function inlines(tokens: readonly Token[]): Inline[] {
  return tokens.flatMap((token): Inline[] => {
    const inner = () => inlines(('tokens' in token && token.tokens) || []);
    switch (token.type) {
      case 'strong':
      case 'em':
      case 'underline':
      case 'spoiler':
        return [{ t: WRAPPERS[token.type as keyof typeof WRAPPERS], inner: inner() }];
      case 'del':
        return token.raw.startsWith('~~')
          ? [{ t: 'del', inner: inner() }]
          : [text('~'), ...inner(), text('~')];
      case 'br':
        return [{ t: 'break' }];
      case 'escape':
        return [text((token as Tokens.Escape).text)];
      case 'codespan':
        return [{ t: 'code', text: (token as Tokens.Codespan).text }];
      case 'image':
      case 'link':
        return link(token as Tokens.Link | Tokens.Image, inner());
      case 'time':
      case 'mention':
      case 'emoji': {
        const { type, raw: _, ...rest } = token as { type: string; raw: string };
        return [{ t: type, ...rest } as Inline];
      }
      default:
        return [text(token.raw)];
    }
  });
}

/** Discord links http and https only; a picture's mark is an exclamation mark before a link. */
function link(token: Tokens.Link | Tokens.Image, inner: Inline[]): Inline[] {
  if (!/^https?:\/\//i.test(token.href)) return [text(token.raw)];
  const bare = 'autolink' in token || !token.raw.includes('](');
  if (bare && !/^<?https?:\/\//i.test(token.raw)) return [text(token.raw)];
  const shown = inner.length > 0 ? inner : [text(token.text || token.href)];
  const linked: Inline = { t: 'link', href: token.href, inner: shown };
  return token.type === 'image' ? [text('!'), linked] : [linked];
}

function text(value: string): Inline {
  return { t: 'text', text: value };
}

function inlineOf(tokenizer: unknown, src: string): Token[] {
  return (tokenizer as { lexer: Lexer }).lexer.inline(src);
}

function blockText(node: Block): string {
  switch (node.t) {
    case 'gap':
      return '';
    case 'code':
      return node.text;
    case 'quote':
      return node.blocks.map(blockText).join(' ');
    case 'list':
      return node.items
        .map((item) => [inlineText(item.inner), ...item.nested.map(blockText)].join(' '))
        .join(' ');
    default:
      return inlineText(node.inner);
  }
}

function inlineText(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      switch (node.t) {
        case 'text':
        case 'code':
          return node.text;
        case 'break':
          return ' ';
        case 'mention':
          return node.name;
        case 'time':
          return new Date(node.seconds * 1000).toLocaleString();
        case 'emoji':
          return `:${node.name}:`;
        case 'spoiler':
          return '(spoiler)';
        default:
          return inlineText(node.inner);
      }
    })
    .join('');
}

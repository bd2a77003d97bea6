import { parseHTML } from 'linkedom';
import { Marked, type Token, type Tokens } from 'marked';
import { parse } from 'yaml';
import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import { type DomElement, runsOf, splitRuns } from './dom.ts';
import { factNamed, headOf } from './head.ts';
import type { Dropped, Parsed } from './imported.ts';
import { judgeLayout } from './layout.ts';
import { remarkOnLines } from './lines.ts';

/**
 * Markdown (GFM, with footnotes): its marks are read, not shown; notes and addresses of links are listed as left out.
 * Markdown joins the lines of a paragraph; those of verse are kept, as in plain text.
 */
export function fromMarkdown(source: string): Parsed {
  const [front = '', yaml = ''] = /^---\n([\s\S]*?)\n(?:---|\.\.\.)\n/.exec(source) ?? [];
  const head = factsOf(yaml);
  const { parser, dropped } = createParser();
  const tokens = parser.lexer(source.slice(front.length));
  parser.walkTokens(tokens, keepNumbers);
  const doubtful = markVerse(parser, tokens);
  const body = bodyOf(parser.parser(tokens));
  const read = splitRuns(runsOf(body, () => undefined));
  return {
    facts: head.facts,
    blocks: read.blocks,
    ...(doubtful.length > 0 && { other: joined(parser, tokens, doubtful) }),
    dropped: [...head.dropped, ...read.dropped, ...dropped, ...addressesIn(body)],
    remarks: remarkOnLines(doubtful.map(({ raw }) => raw)),
  };
}

/** The facts of a front matter, and the lines of it that state none. */
function factsOf(yaml: string): { facts: Partial<Facts>; dropped: Dropped[] } {
  if (yaml === '') return { facts: {}, dropped: [] };
  let said: unknown;
  try {
    // The `failsafe` schema keeps every value a string: a date stays as it was written.
    said = parse(yaml, { schema: 'failsafe' });
  } catch {
    return { facts: headOf(yaml).facts, dropped: [{ words: yaml, why: 'head' }] };
  }
  const facts = Object.entries(said && typeof said === 'object' ? said : {}).map(
    ([name, value]) => factNamed(name, textOf(value)) ?? {},
  );
  return { facts: Object.assign({}, ...facts.toReversed()), dropped: [{ words: yaml, why: 'head' }] };
}

/** A value of the front matter: words, a list of them, or a person with a `name`. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (value && typeof value === 'object') return textOf((value as { name?: unknown }).name ?? '');
  return typeof value === 'string' ? value : '';
}

/** A parser, and where it lists notes and definitions of addresses, which no text shows. */
function createParser() {
  const dropped: Dropped[] = [];
  const parser = new Marked({
    extensions: [
      {
        name: 'footnote',
        level: 'block',
        tokenizer(source) {
          const [raw] =
            /^\[\^[^\]\s]+\]:[^\n]*(?:\n(?:[ \t]*\n)*(?: {2,}|\t)[^\n]*)*(?:\n+|$)/.exec(source) ?? [];
          if (raw === undefined) return undefined;
          dropped.push({ words: raw, why: 'footnote' });
          return { type: 'footnote', raw };
        },
        renderer: () => '',
      },
      {
        name: 'footnoteMark',
        level: 'inline',
        start: (source) => source.indexOf('[^'),
        tokenizer(source) {
          const [raw] = /^\[\^[^\]\s]+\]/.exec(source) ?? [];
          return raw === undefined ? undefined : { type: 'footnoteMark', raw };
        },
        renderer: () => '',
      },
    ],
    renderer: {
      paragraph(token) {
        // Within `pre` lines are kept, with their indents.
        return isVerse(token)
          ? `<pre>${indentOf(token)}${this.parser.parseInline(token.tokens)}</pre>\n`
          : false;
      },
      def({ raw }) {
        dropped.push({ words: raw, why: 'address' });
        return '';
      },
    },
  });
  return { parser, dropped };
}

/** Numbers and boxes of a list's items stay as they are written: `1984. It was a bright cold day` may be no list. */
function keepNumbers(token: Token): void {
  if (token.type !== 'list') return;
  const list = token as Tokens.List;
  for (const item of list.items) {
    const number = list.ordered ? (/^\s*(\d+[.)])/.exec(item.raw)?.[1] ?? '') : '';
    const box = item.task ? `[${item.checked ? 'x' : ' '}]` : '';
    item.task = false;
    const first = item.tokens.find(({ type }) => type === 'text' || type === 'paragraph');
    const words = [number, box, ''].filter((part, i) => part || i === 2).join(' ');
    if (first && 'tokens' in first && words.trim())
      first.tokens?.unshift({ type: 'text', raw: words, text: words, escaped: true });
  }
  list.ordered = false;
}

interface MaybeVerse extends Tokens.Paragraph {
  verse?: boolean;
}

const isVerse = (token: Tokens.Paragraph) => (token as MaybeVerse).verse === true;
const indentOf = ({ raw }: Tokens.Paragraph) => /^ */.exec(raw)?.[0] ?? '';

/** Marks the paragraphs whose lines are kept. Returns those of which that is not certain. */
function markVerse(parser: Marked, tokens: Token[]): MaybeVerse[] {
  const paragraphs: MaybeVerse[] = [];
  parser.walkTokens(tokens, (token) => {
    if (token.type === 'paragraph') paragraphs.push(token as MaybeVerse);
  });
  const layouts = judgeLayout(paragraphs.map(({ raw }) => raw.trimEnd().split('\n')));
  return paragraphs.filter((paragraph, i) => {
    const layout = layouts[i];
    paragraph.verse = layout?.kind === 'lines' && paragraph.raw.trimEnd().includes('\n');
    return paragraph.verse && layout?.doubtful;
  });
}

function joined(parser: Marked, tokens: Token[], doubtful: readonly MaybeVerse[]): Block[] {
  for (const paragraph of doubtful) paragraph.verse = false;
  return splitRuns(runsOf(bodyOf(parser.parser(tokens)), () => undefined)).blocks;
}

function bodyOf(html: string): DomElement {
  return parseHTML(`<html><body>${html}</body></html>`).document.body as unknown as DomElement;
}

/** Addresses and titles of links and pictures. */
function addressesIn(body: DomElement): Dropped[] {
  return [...body.querySelectorAll('a[href], img[src]')].flatMap((element): Dropped[] => {
    const address = element.getAttribute('href') ?? element.getAttribute('src') ?? '';
    const words = [address, element.getAttribute('title') ?? ''].join(' ').trim();
    return element.textContent?.includes(words) ? [] : [{ words, why: 'address' }];
  });
}

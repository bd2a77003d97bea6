import { Readable } from 'node:stream';
import { Tokenize } from 'rtf-stream-parser';
import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import { decodeAs } from './decode.ts';
import { type Dropped, documentRemarks, type Parsed, type Why } from './imported.ts';

/** Where the words of a group go: into the text, into a fact, to what is left out, or to nobody. */
type Destination = 'body' | 'nowhere' | keyof Facts | Why;

/** What a group inherits from the one around it, and changes for itself alone. */
interface Group {
  readonly destination: Destination;
  readonly encoding: string;
  /** How many bytes after a `\u` stand for the same character, for programs that know no Unicode. */
  readonly fallback: number;
}

/**
 * A document in the Rich Text Format (Microsoft's specification 1.9.1), as word processors write it where asked for
 * what all others read.
 */
export async function fromRtf(data: Uint8Array): Promise<Parsed> {
  const blocks: Block[] = [];
  const dropped: Dropped[] = [];
  const facts: { -readonly [fact in keyof Facts]?: string } = {};
  const fonts = new Map<number, string>();
  const headings = new Set<number>();
  const outer: Group[] = [];
  let group: Group = { destination: 'body', encoding: 'windows-1252', fallback: 1 };
  let [words, aside] = ['', ''];
  let bytes: Buffer[] = [];
  let skip = 0;
  let font = 0;
  let [ignorable, heading] = [false, false];
  /** In the list of styles, the one that is being named. */
  let style: { number?: number; name: string } | undefined;

  const decodeBytes = () => {
    if (bytes.length === 0) return;
    const text = decodeAs(Buffer.concat(bytes), group.encoding) ?? Buffer.concat(bytes).toString('latin1');
    bytes = [];
    add(text);
  };
  const add = (text: string) => {
    if (style) style.name += text;
    else if (group.destination === 'body') words += text;
    else if (group.destination !== 'nowhere') aside += text;
  };
  const endParagraph = () => {
    if (words.trim() !== '') blocks.push({ kind: heading ? 'heading' : 'paragraph', text: words });
    words = '';
  };
  const endAside = ({ destination }: Group) => {
    if (aside.trim() !== '') {
      if (destination in FACTS) facts[destination as keyof Facts] = aside.trim();
      else dropped.push({ words: aside, why: destination as Why });
    }
    aside = '';
  };
  const enter = (destination: Destination) => {
    if (group.destination === 'body' || group.destination === 'nowhere') group = { ...group, destination };
  };

  const control = (word: string, param: number | undefined) => {
    const known = DESTINATIONS[word];
    if (word === 'stylesheet') style = { name: '' };
    else if (known) enter(known);
    else if (ignorable && !(word in TEXT)) enter('nowhere');
    else if (word in TEXT) add(TEXT[word] ?? '');
    else if (word === 'par' || word === 'sect' || word === 'row') {
      if (group.destination === 'body') endParagraph();
      else add('\n');
    } else if (word === 'page') add('\n\n');
    else if (word === 'pard') heading = false;
    else if (word === 'outlinelevel') heading = (param ?? 9) < 9;
    else if (word === 'uc') group = { ...group, fallback: param ?? 1 };
    else if (word === 'ansicpg') group = { ...group, encoding: encodingOf(param ?? 1252) };
    else if (word === 'mac') group = { ...group, encoding: 'macintosh' };
    else if (word === 'fcharset') fonts.set(font, CHARSETS[param ?? 0] ?? '');
    else if (word === 'f') {
      font = param ?? 0;
      const encoding = fonts.get(font);
      if (encoding) group = { ...group, encoding };
    } else if (word === 's') {
      if (style) style.number = param ?? 0;
      else heading ||= headings.has(param ?? 0);
    } else if ((word === 'v' || word === 'deleted') && param !== 0)
      enter(word === 'v' ? 'hidden' : 'deleted');
    else if ((word === 'v' || word === 'deleted' || word === 'plain') && group.destination in SWITCHED) {
      endAside(group);
      group = { ...group, destination: 'body' };
    }
  };

  for await (const token of Readable.from([Buffer.from(data)]).pipe(new Tokenize()) as AsyncIterable<Token>) {
    if (token.word === "'" || token.type === TEXT_TOKEN) {
      const data = token.data ?? Buffer.alloc(0);
      const rest = data.subarray(Math.min(skip, data.length));
      skip -= data.length - rest.length;
      bytes.push(rest);
      continue;
    }
    decodeBytes();
    skip = 0;
    if (token.type === GROUP_START) {
      outer.push(group);
      ignorable = false;
      if (style) style = { name: '' };
    } else if (token.type === GROUP_END) {
      const before = outer.pop() ?? group;
      if (style) {
        if (style.number !== undefined && HEADING.test(style.name)) headings.add(style.number);
        // The list of styles stands in the document's own group.
        style = outer.length > 1 ? { name: '' } : undefined;
      } else if (before.destination !== group.destination) endAside(group);
      group = before;
    } else if (token.word === '*') ignorable = true;
    else if (token.word === 'u') {
      add(String.fromCharCode(((token.param ?? 0) + 0x10000) % 0x10000));
      skip = group.fallback;
    } else {
      control(token.word ?? '', token.param);
      ignorable = false;
    }
  }
  decodeBytes();
  endParagraph();
  return {
    facts,
    blocks,
    dropped,
    remarks: documentRemarks(facts, dropped),
  };
}

/** A token as rtf-stream-parser makes it; it exports no name for it. */
interface Token {
  readonly type: number;
  readonly word?: string;
  readonly param?: number;
  readonly data?: Buffer;
}
const [GROUP_START, GROUP_END, TEXT_TOKEN] = [0, 1, 3];

const TEXT: Readonly<Record<string, string>> = {
  tab: '\t',
  cell: '\t',
  line: '\n',
  lbr: '\n',
  emdash: '—',
  endash: '–',
  emspace: ' ',
  enspace: ' ',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  '~': '\u00a0',
  _: '-',
  '-': '',
  '\\': '\\',
  '{': '{',
  '}': '}',
};

const HEADING = /^(?:heading \d|title|subtitle)\b/i;

const FACTS = { headline: true, byline: true } as const;

/** Left out by a switch within the text, not by a group of their own. */
const SWITCHED = { hidden: true, deleted: true } as const;

const DESTINATIONS: Readonly<Record<string, Destination>> = {
  title: 'headline',
  author: 'byline',
  header: 'header',
  headerl: 'header',
  headerr: 'header',
  headerf: 'header',
  footer: 'footer',
  footerl: 'footer',
  footerr: 'footer',
  footerf: 'footer',
  footnote: 'footnote',
  annotation: 'comment',
  shptxt: 'body',
  ...Object.fromEntries(
    'fonttbl colortbl info pict fldinst listtable listoverridetable rsidtbl themedata datastore xe tc object revtbl filetbl'
      .split(' ')
      .map((word) => [word, 'nowhere' as const]),
  ),
};

/** Windows' character sets of fonts, as encodings. */
const CHARSETS: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};

const PAGES: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  65001: 'utf-8',
  866: 'ibm866',
  10000: 'macintosh',
};

function encodingOf(page: number): string {
  return PAGES[page] ?? `windows-${page}`;
}

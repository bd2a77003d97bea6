import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Inline, parseMarkdown } from '../../sandbox/page/markdown.ts';
import {
  blockQuote,
  codeBlock,
  escapeMarkdown,
  inlineCode,
  joinMarkdown,
  lines,
  link,
  md,
  mention,
  subtext,
  timestamp,
} from '../../src/discord/markdown.ts';

describe('escaped text, read as Discord reads Markdown', () => {
  it.each([
    '1. x',
    '1) x',
    '# h',
    '### h',
    '> q',
    '>>> q',
    '||s||',
    '<@1> <@&2> <#3> </ask:4>',
    '@everyone and @here',
    'https://example.org/a_b_c?x=1',
    '<https://example.org>',
    '[words](https://example.org)',
    '<t:1:R>',
    '-# x',
    '- x',
    '  - x',
    '+ x',
    '* x',
    ':smile: <:name:123>',
    '`code` ```block```',
    '**bold** __under__ _it_ *it* ~~gone~~',
    'snake_case_name 2*3*4',
    'a \\ backslash \\* and at the end \\',
    '"one-sided" — it\'s 10:30…',
    '===\n---\n***',
    'two\nlines\nand # more\n> quoted',
  ])('is what was written: %j', (words) => {
    expect(shown(escapeMarkdown(words))).toEqual({ words, plain: true });
  });

  it('is what was written, whatever was', () => {
    const nasty = fc.constantFrom(...'\\`*_~|<>[]()#:@-+=!.1 a\n&;/"\'é¶'.split(''));
    const words = fc
      .array(nasty, { minLength: 1, maxLength: 30 })
      .map((all) => all.join(''))
      .filter((text) => text === text.trim() && !/\n\s|\s\n|\n\n| {2}/.test(text));
    fc.assert(
      fc.property(words, (text) => {
        expect(shown(escapeMarkdown(text))).toEqual({ words: text, plain: true });
      }),
      { numRuns: 3000 },
    );
  });
});

describe('Markdown made by md', () => {
  it('has what is put in as it was written, and formatting only where the template says so', () => {
    const name = '*Mary* [x](<y>) @everyone';
    expect(md`**${name}** has ${2} hats`.source).toBe(
      '**\\*Mary\\* \\[x\\](\\<y\\>) \\@everyone** has 2 hats',
    );
    expect(md`- ${md`**bold**`}`.source).toBe('- **bold**');
  });

  it('takes nothing else for Markdown that only looks like it', () => {
    const forged = { source: '**x**', length: 5 } as never;
    expect(() => md`${forged}`).toThrow();
  });

  it('is joined from pieces, of which some may be left out', () => {
    expect(joinMarkdown([md`*a*`, undefined, md`${'*b*'}`], md` · `).source).toBe('*a* · \\*b\\*');
    expect(lines(md`a`, undefined, md``, md`b`).source).toBe('a\n\nb');
    expect(lines().source).toBe('');
    expect(md`*${3}*`.length).toBe(3);
  });

  it.each([
    ['codeBlock', codeBlock('*as it is* ```not```'), "```\n*as it is* '''not'''\n```"],
    ['inlineCode', inlineCode('*a* `b`'), "`*a* 'b'`"],
    ['link', link('[The] text', 'https://example.org/<a>'), '[\\[The\\] text](<https://example.org/<a%3E>)'],
    ['subtext', subtext(md`*small*`), '-# *small*'],
    ['timestamp', timestamp(new Date(1_561_420_800_000), 'D'), '<t:1561420800:D>'],
    ['user', mention('user', '300'), '<@300>'],
    ['channel', mention('channel', '200'), '<#200>'],
    ['role', mention('role', '100'), '<@&100>'],
  ])('by %s has what Discord shows as such', (_, made, source) => {
    expect(made.source).toBe(source);
  });

  it('is made of two hundred thousand line breaks, which took minutes while their square counted', () => {
    const words = '\n'.repeat(200_000);
    expect(escapeMarkdown(words)).toBe(words);
  });
});

it('a block quote holds every line, and nothing but its words', () => {
  const words = 'First # line\n1. second\n> third';
  const [quote, ...others] = parseMarkdown(blockQuote(words).source);
  expect(others).toEqual([]);
  expect(quote?.t === 'quote' && read(quote.blocks)).toEqual({ words, plain: true });
});

/** What a reader sees: the words, and whether there is anything but words in it. */
function shown(markdown: string) {
  return read(parseMarkdown(markdown));
}

function read(blocks: readonly Block[]): { words: string; plain: boolean } {
  let plain = true;
  let words = '';
  for (const block of blocks) {
    if (block.t === 'gap') words += '\n'.repeat(block.lines);
    else if (block.t === 'paragraph')
      words += (words && !words.endsWith('\n') ? '\n' : '') + inline(block.inner);
    else plain = false;
  }
  return { words, plain };

  function inline(parts: readonly Inline[]): string {
    return parts
      .map((part) => {
        if (part.t === 'text') return part.text;
        if (part.t === 'break') return '\n';
        plain = false;
        return '';
      })
      .join('');
  }
}

describe('words that are written from right to left', () => {
  const ISOLATED = '\u2068שלום\u2069';

  it('do not turn what stands around them', () => {
    expect(md`“${'שלום'}” (12)`.source).toBe(`“${ISOLATED}” (12)`);
    expect(md`${'שלום\nand on'}: 12`.source).toBe(`${ISOLATED}\n\u2068and on\u2069: 12`);
    expect(link('שלום', 'https://example.org').source).toBe(`[${ISOLATED}](<https://example.org>)`);
  });

  it('and controls of direction in a reading stay as they are where it is quoted', () => {
    expect(blockQuote('שלום \u202Eabc').source).toBe('> שלום \u202Eabc');
    expect(md`¶1 ${'a name with \u202E in it'}`.source).toBe('¶1 \u2068a name with \u202E in it\u2069');
  });

  it('are the only ones to which anything is added', () => {
    expect(md`“${'Café 条約 Ἀθήνα'}”`.source).toBe('“Café 条約 Ἀθήνα”');
  });
});

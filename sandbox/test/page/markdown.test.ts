import { describe, expect, test } from 'vitest';
import { type Block, parseMarkdown, plainText } from '../../page/markdown.ts';

const text = (value: string) => ({ t: 'text', text: value });
const paragraph = (...inner: unknown[]) => ({ t: 'paragraph', inner });

/** Neighbouring texts as one: how the parser cuts them is nobody's business. */
function joined(nodes: unknown): unknown {
  if (!Array.isArray(nodes)) {
    if (typeof nodes !== 'object' || nodes === null) return nodes;
    return Object.fromEntries(Object.entries(nodes).map(([key, value]) => [key, joined(value)]));
  }
  const whole: unknown[] = [];
  for (const node of nodes.map(joined) as { t?: string; text?: string }[]) {
    const last = whole.at(-1) as { t?: string; text?: string } | undefined;
    if (node?.t === 'text' && last?.t === 'text') last.text = `${last.text}${node.text}`;
    else whole.push(node);
  }
  return whole;
}

const read = (source: string) => joined(parseMarkdown(source)) as Block[];

describe("Discord's Markdown", () => {
  test('THEN a line is a line, and blank lines are kept', () => {
    expect(read('one\ntwo\n\n\nthree')).toEqual([
      paragraph(text('one'), { t: 'break' }, text('two')),
      { t: 'gap', lines: 2 },
      paragraph(text('three')),
    ]);
  });

  test.each([
    ['**a**', 'strong'],
    ['*a*', 'em'],
    ['_a_', 'em'],
    ['__a__', 'underline'],
    ['~~a~~', 'del'],
    ['||a||', 'spoiler'],
  ])('GIVEN %s THEN it is %s', (source, t) => {
    expect(read(source)).toEqual([paragraph({ t, inner: [text('a')] })]);
  });

  test.each([
    ['\\*a\\*', '*a*'],
    ['\\# a', '# a'],
    ['\\> a', '> a'],
    ['1\\. a', '1. a'],
    ['\\_\\_a\\_\\_', '__a__'],
  ])('GIVEN the escaped %s THEN it is the text %s', (source, shown) => {
    expect(read(source)).toEqual([paragraph(text(shown))]);
  });

  test.each([
    '<b>bold</b>',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '&lt;b&gt; &amp;',
    '---',
    '#### four',
    '#none',
    '~one~',
    'www.example.org',
    '[x](javascript:alert(1))',
    '[x](data:text/html,hi)',
    'snake_case_name',
  ])('GIVEN %s, which is no Markdown of Discord, THEN it stays the text that it is', (source) => {
    expect(read(source)).toEqual([paragraph(text(source))]);
  });

  test('GIVEN headings, subtext, quotes and code THEN each ends with its line', () => {
    expect(read('# A\n## B\n### C\n-# small\n> said\nafter')).toEqual([
      { t: 'heading', level: 1, inner: [text('A')] },
      { t: 'heading', level: 2, inner: [text('B')] },
      { t: 'heading', level: 3, inner: [text('C')] },
      { t: 'subtext', inner: [text('small')] },
      { t: 'quote', blocks: [paragraph(text('said'))] },
      paragraph(text('after')),
    ]);
    expect(read('>>> all\nof it')).toEqual([
      { t: 'quote', blocks: [paragraph(text('all'), { t: 'break' }, text('of it'))] },
    ]);
    expect(read('```ts\na < b\n```')).toEqual([{ t: 'code', language: 'ts', text: 'a < b' }]);
    expect(read('`a *b*`')).toEqual([paragraph({ t: 'code', text: 'a *b*' })]);
  });

  test('GIVEN a list THEN deeper lines belong to the item above', () => {
    const item = (value: string, nested: unknown[] = []) => ({ inner: [text(value)], nested });
    expect(read('- a\n  - b\n- c\nafter')).toEqual([
      {
        t: 'list',
        ordered: false,
        start: 1,
        items: [item('a', [{ t: 'list', ordered: false, start: 1, items: [item('b')] }]), item('c')],
      },
      paragraph(text('after')),
    ]);
    expect(read('3. x\n4. y')).toEqual([
      { t: 'list', ordered: true, start: 3, items: [item('x'), item('y')] },
    ]);
  });

  test('GIVEN marks of Discord THEN mentions, times and links are read', () => {
    const [first] = read('<@12> <@&3> <#4> </reading list:5> @everyone <t:1561766400:F> <:sign:6>');
    expect((first as { inner: { t: string }[] }).inner.filter((node) => node.t !== 'text')).toEqual([
      { t: 'mention', kind: 'user', id: '12', name: '' },
      { t: 'mention', kind: 'role', id: '3', name: '' },
      { t: 'mention', kind: 'channel', id: '4', name: '' },
      { t: 'mention', kind: 'command', id: '5', name: 'reading list' },
      { t: 'mention', kind: 'everyone', id: '', name: 'everyone' },
      { t: 'time', seconds: 1561766400, style: 'F' },
      { t: 'emoji', name: 'sign' },
    ]);
    expect(read('[here](https://example.org/a_b)')).toEqual([
      paragraph({ t: 'link', href: 'https://example.org/a_b', inner: [text('here')] }),
    ]);
    expect(read('https://example.org')).toEqual([
      paragraph({ t: 'link', href: 'https://example.org', inner: [text('https://example.org')] }),
    ]);
  });

  test('GIVEN marked text WHEN it is read aloud THEN the marks are gone and spoilers are kept', () => {
    expect(plainText('### ¶5\n> “It is **unlikely**”\n-# ||secret||')).toBe('¶5 “It is unlikely” (spoiler)');
  });
});

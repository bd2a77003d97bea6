import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/reading/import/read.ts';
import { text } from './files.ts';
import { POEMS, PROSE } from './verse-samples.ts';

const read = (words: string, name = 'a.txt') => readSource({ name, data: text(words) });

/** Wraps as a program does: no line ends before its time. Chinese and Japanese wrap anywhere but before a mark. */
function wrap(words: string, width: number): string {
  const isWide = /[\p{sc=Han}]/u.test(words);
  const lines: string[] = [];
  let line = '';
  for (const word of isWide ? words : words.split(' ')) {
    const longer = line === '' ? word : isWide ? line + word : `${line} ${word}`;
    if (longer.length <= (isWide ? width / 2 : width) || /^[。、，」》]/.test(word)) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line].join('\n');
}

const FORMS = [
  ['plain text', 'a.txt', ''],
  ['Markdown', 'a.md', '# Title\n\n'],
] as const;

describe.each(FORMS)('verse and wrapped prose in %s', (_, name, title) => {
  it.each(POEMS)('keeps the lines, stanzas and indents of verse: %s', async (_poem, poem) => {
    const { blocks } = await read(title + poem, name);
    expect(blocks).toEqual(poem.split('\n\n').map((stanza) => ({ kind: 'paragraph', text: stanza })));
  });

  it.each(PROSE)('joins lines that were wrapped at 60 to 78 characters: %s', async (_text, words) => {
    for (const width of [60, 65, 70, 72, 76, 78]) {
      const { blocks, remarks } = await read(title + wrap(words, width), name);
      expect(blocks, `at ${width}`).toEqual([{ kind: 'paragraph', text: words }]);
      expect(remarks).toEqual([]);
    }
  });

  it.each(PROSE)('never takes prose in a narrow column for certain verse: %s', async (_text, words) => {
    for (const width of [40, 45, 50, 55]) {
      const { blocks, remarks } = await read(title + wrap(words, width), name);
      if (blocks[0]?.text !== words)
        expect(remarks, `at ${width}`).toEqual([expect.stringContaining('verse or were only wrapped')]);
    }
  });

  it('tells a poem within prose from the prose around it', async () => {
    const [, prose] = PROSE[0] ?? ['', ''];
    const [, poem] = POEMS[5] ?? ['', ''];
    const wrapped = wrap(prose, 72);
    const { blocks } = await read(`${title}${wrapped}\n\n${poem}\n\n${wrapped}`, name);
    expect(blocks.map((block) => block.text)).toEqual([prose, ...poem.split('\n\n'), prose]);
  });
});

describe('lines in doubt', () => {
  const COUPLET = 'the wind goes over the hill\nand nobody sees it go';

  it('are kept, with the other reading beside them and a remark', async () => {
    const { blocks, other, remarks } = await read(COUPLET);
    expect(blocks).toEqual([{ kind: 'paragraph', text: COUPLET }]);
    expect(other).toEqual([{ kind: 'paragraph', text: 'the wind goes over the hill and nobody sees it go' }]);
    expect(remarks).toEqual([
      'In one paragraph, which begins “the wind goes over the hill and nobody sees it go”, it is not certain whether the lines are verse or were only wrapped to a width.',
    ]);
  });

  it('have no other reading where there is no doubt', async () => {
    expect(await read(POEMS[0]?.[1] ?? '')).not.toHaveProperty('other');
  });
});

describe('indents', () => {
  it('of code and of what is set by hand stay', async () => {
    const { blocks } = await read(
      '# A\n\n```\ndef f(x):\n    if x:\n\treturn 1\n\n    return 2\n```\n',
      'a.md',
    );
    expect(blocks.map((block) => block.text)).toEqual(['def f(x):\n    if x:\n    return 1', '    return 2']);
  });

  it('that all stanzas share are dropped', async () => {
    const { blocks } = await read(
      '    O rose,\n      thou art sick!\n\n    The worm\n\n      That flies\n    In the night,\n',
    );
    expect(blocks.map((block) => block.text)).toEqual([
      'O rose,\n  thou art sick!',
      'The worm',
      '  That flies\nIn the night,',
    ]);
  });
});

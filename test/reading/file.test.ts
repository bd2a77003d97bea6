import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatReading, parseReading } from '../../src/reading/file.ts';
import { blocksOf, makeReading } from '../../src/reading/make.ts';
import { refusal } from '../support/refusals.ts';

const SOURCE = `---
headline: "A title: with a colon"
date: 2019-06-25
language: en
---

First paragraph. It has two sentences.

## Part two

Second paragraph,
on two lines.
`;

describe('the form that a reading is kept in', () => {
  it('numbers the paragraphs and leaves headings without a number', () => {
    const reading = parseReading('a-title', SOURCE);
    expect(reading.paragraphs.map(({ n, text }) => [n, text])).toEqual([
      [1, 'First paragraph. It has two sentences.'],
      [2, 'Second paragraph,\non two lines.'],
    ]);
    expect(reading.sections).toEqual([{ heading: 'Part two', before: 2 }]);
    expect(reading.facts).toEqual({ headline: 'A title: with a colon', date: '2019-06-25', language: 'en' });
  });

  it('gives every change of the words, and no change of the facts around them, another version', () => {
    const version = (source: string) => parseReading('a-title', source).version;
    expect(version(SOURCE.replace('First', 'first'))).not.toBe(version(SOURCE));
    expect(version(SOURCE.replace('Part two', 'Part 2'))).not.toBe(version(SOURCE));
    expect(version(SOURCE.replace('2019-06-25', '2019'))).toBe(version(SOURCE));
  });

  it('says what is wrong with facts that do not fit', () => {
    const parsing = (source: string) => () => parseReading('x', source);
    expect(parsing('no facts at all')).toThrow(
      refusal(
        'reading-front-matter',
        'A reading begins with its facts between two lines of three hyphens (---).',
      ),
    );
    expect(parsing('---\nheadline: [\n---\n\nText.')).toThrow(
      refusal(
        'reading-yaml',
        'The facts at the top are not YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1:\n\nheadline: [\n\n^\n',
      ),
    );
    expect(parsing('---\nlanguage: en\n---\n\nText.')).toThrow(
      refusal(
        'reading-facts',
        'The facts at the top do not fit:\n✖ Invalid input: expected string, received undefined\n  → at headline',
      ),
    );
    expect(parsing('---\nheadline: h\nurl: "javascript:alert(1)"\n---\n\nText.')).toThrow(
      refusal('reading-facts', 'The facts at the top do not fit:\n✖ Invalid URL\n  → at url'),
    );
    expect(parsing('---\nheadline: h\n---\n\n## Only a heading\n')).toThrow(
      refusal('reading-empty', 'The reading has no paragraph.'),
    );
  });

  it('is read again as it was written, whatever the words', () => {
    const line = fc
      .array(fc.constantFrom('#', '##', '## ', '\\', '---', '- ', 'word', '¶', '“q”', '日本', '.', ' '), {
        minLength: 1,
      })
      .map((parts) => parts.join(''));
    const words = fc
      .array(line, { minLength: 1, maxLength: 3 })
      .map((lines) =>
        lines
          .map((l) => l.trim())
          .filter(Boolean)
          .join('\n'),
      )
      .filter((text) => text !== '');
    const block = fc.record({ kind: fc.constantFrom('heading' as const, 'paragraph' as const), text: words });
    fc.assert(
      fc.property(fc.array(block), words, fc.array(block), (before, words, after) => {
        const blocks = [...before, { kind: 'paragraph' as const, text: words }, ...after];
        const flat = blocks.map((b) =>
          b.kind === 'heading' ? { ...b, text: b.text.replaceAll('\n', ' ') } : b,
        );
        const reading = makeReading('r', { headline: 'h', language: 'en' }, flat);
        const again = parseReading('r', formatReading(reading));
        expect(blocksOf(again)).toEqual(blocksOf(reading));
        expect(again.version).toBe(reading.version);
      }),
    );
  });
});

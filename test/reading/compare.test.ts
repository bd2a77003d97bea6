import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotationsSchema } from '../../src/reading/annotations.ts';
import { compareReadings, renumberAnnotations } from '../../src/reading/compare.ts';
import { makeReading } from '../../src/reading/make.ts';
import { turnsOf } from '../support/turns.ts';

const reading = (texts: readonly string[]) =>
  makeReading(
    'r',
    { headline: 'h', language: 'en' },
    texts.map((text) => ({ kind: 'paragraph', text })),
  );
const compare = (before: readonly string[], after: readonly string[]) =>
  compareReadings(reading(before), reading(after));

describe('two versions of a text', () => {
  it('tells added, removed and changed paragraphs apart, by their numbers', async () => {
    const before = [
      'One stays as it is.',
      'Two is changed a little here.',
      'Three goes away.',
      'Four stays too.',
    ];
    const after = [
      'Zero is new.',
      'One stays as it is.',
      'Two was changed a little here.',
      'Four stays too.',
    ];
    expect(await compare(before, after)).toEqual({
      added: [1],
      removed: [3],
      changed: [{ before: 2, after: 3 }],
      same: [
        { before: 1, after: 2 },
        { before: 4, after: 4 },
      ],
    });
  });

  it('finds every third of 3,000 paragraphs changed', async () => {
    const before = Array.from({ length: 3000 }, (_, i) => `This is paragraph number ${i} of a long text.`);
    const after = before.map((text, i) => (i % 3 === 0 ? `${text} More.` : text));
    const { added, removed, changed } = await compare(before, after);
    expect([added.length, removed.length, changed.length]).toEqual([0, 0, 1000]);
  });

  it('compares books that differ in much, and lets others be served meanwhile', async () => {
    const other = (i: number) => `${'Another tale was told by the fire that night. '.repeat(10)}${i}`;
    const before = Array.from({ length: 2000 }, (_, i) => `${'It rained in the hills. '.repeat(20)}${i}`);
    const after = before.map((text, i) => (i % 200 > 100 ? other(i) : text));
    const [old, now] = [reading(before), reading(after)];
    const turns = await turnsOf(async () => {
      expect((await compareReadings(old, now)).removed).toHaveLength(990);
    });
    expect(turns).toBeGreaterThan(3);
  });

  it('accounts for every paragraph of both versions once, whatever they are', async () => {
    const texts = fc.array(fc.constantFrom('a b c', 'a b d', 'e', 'e', 'f g', 'h i j'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(texts, texts, async (before, after) => {
        const { added, removed, changed, same } = await compare(before, after);
        const up = (numbers: readonly number[]) => numbers.toSorted((x, y) => x - y);
        const all = (length: number) => Array.from({ length }, (_, i) => i + 1);
        expect(up([...removed, ...[...changed, ...same].map((pair) => pair.before)])).toEqual(
          all(before.length),
        );
        expect(up([...added, ...[...changed, ...same].map((pair) => pair.after)])).toEqual(all(after.length));
        for (const pair of same) expect(before[pair.before - 1]).toBe(after[pair.after - 1]);
      }),
    );
  });

  it('gives annotations the new numbers and touches nothing else', async () => {
    const annotations = annotationsSchema.parse({
      events: [
        {
          id: 'e',
          date: '1951',
          words: 'in 1951',
          dates: 'event',
          label: 'signed',
          quote: { paragraph: 1, quote: 'signed in 1951' },
        },
      ],
      notes: [{ id: 'n', paragraphs: [1, 2], text: 'A note.', source: { title: 'S' } }],
    });
    const comparison = await compare(
      ['It was signed in 1951.', 'End.'],
      ['New.', 'It was signed in 1951.', 'End.'],
    );
    const changed = renumberAnnotations(annotations, comparison);
    expect(changed.events[0]).toEqual({
      ...annotations.events[0],
      quote: { paragraph: 2, quote: 'signed in 1951' },
    });
    expect(changed.notes[0]?.paragraphs).toEqual([2, 3]);
  });
});

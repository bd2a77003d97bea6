import { describe, expect, it } from 'vitest';
import { annotationsSchema } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';
import { partOrphans } from '../../src/reading/orphans.ts';

const reading = (...texts: string[]) =>
  makeReading(
    'r',
    { headline: 'h', language: 'en' },
    texts.map((text) => ({ kind: 'paragraph', text })),
  );

const annotations = annotationsSchema.parse({
  people: [
    {
      id: 'doe',
      name: 'Doe',
      description: { paragraph: 1, quote: 'Doe, a professor' },
      says: [
        { paragraph: 1, quote: 'It holds', mode: 'direct' },
        { paragraph: 2, quote: 'It fell', mode: 'direct' },
      ],
    },
  ],
  disputes: [
    {
      id: 'hold',
      question: 'Does it hold?',
      topic: 'holding',
      positions: [
        { position: 'Yes', holders: ['doe'], quotes: [{ paragraph: 1, quote: 'It holds' }] },
        { position: 'No', quotes: [{ paragraph: 2, quote: 'It fell' }] },
      ],
    },
  ],
  notes: [{ id: 'n', paragraphs: [3], text: 'A note.', source: { title: 'A source' } }],
});

describe('annotations whose words are gone', () => {
  it('are none where the text bears everything out', () => {
    const text = { reading: reading('Doe, a professor: "It holds."', '"It fell."', 'End.'), annotations };
    expect(partOrphans(text)).toEqual({ text, orphans: [] });
  });

  it('are left out whole and named, and of a person only the words that are gone', () => {
    const changed = reading('Doe, a professor: "It holds."', '"It has fallen."');
    const { text, orphans } = partOrphans({ reading: changed, annotations });
    expect(orphans.map(({ kind, id, faults }) => [kind, id, faults[0]?.message])).toEqual([
      ['people', 'doe', '¶2 does not say “It fell”.'],
      ['disputes', 'hold', '¶2 does not say “It fell”.'],
      ['notes', 'n', 'The reading has no ¶3.'],
    ]);
    expect(text.annotations.people[0]?.says).toHaveLength(1);
    expect(text.annotations).toMatchObject({ disputes: [], notes: [] });
  });

  it('takes a dispute with a person who holds a side of it', () => {
    const changed = reading('Doe: "It holds."', '"It fell."', 'End.');
    const { text, orphans } = partOrphans({ reading: changed, annotations });
    expect(orphans.map(({ kind }) => kind)).toEqual(['people', 'disputes']);
    expect(text.annotations).toMatchObject({ people: [], disputes: [], notes: [{ id: 'n' }] });
  });
});

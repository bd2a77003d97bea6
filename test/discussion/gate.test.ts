import { describe, expect, test } from 'vitest';
import { gate, gatedShelf, isOpen, shelfInDiscussions } from '../../src/discussion/gate.ts';
import { makeReading } from '../../src/reading/make.ts';
import { outlineOf } from '../../src/reading/outline.ts';
import type { Location, Scope, Shelf } from '../../src/reading/shelf.ts';
import { aText } from './examples.ts';

const quote = (paragraph: number, words: string) => ({ paragraph, quote: words });
const { reading, annotations } = aText(['One.', 'Two.', 'Three.'], {
  people: [
    {
      id: 'first',
      name: 'First',
      description: quote(1, 'One'),
      says: [1, 3].map((n) => ({ ...quote(n, '.'), mode: 'direct' })),
    },
    { id: 'last', name: 'Last', description: quote(3, 'Three') },
  ],
  disputes: [
    {
      ...{ id: 'open', topic: 'Open', question: 'Is it open?' },
      positions: [
        { position: 'Yes', quotes: [quote(1, 'One'), quote(2, 'Two')] },
        { position: 'No', quotes: [] },
      ],
    },
    {
      ...{ id: 'ahead', topic: 'Ahead', question: 'Is it ahead?' },
      positions: [
        { position: 'Yes', quotes: [quote(1, 'One')] },
        { position: 'No', quotes: [quote(1, 'One'), quote(3, 'Three')] },
      ],
    },
  ],
  events: [1, 2, 3].map((n) => ({
    ...{ id: `event-${n}`, date: '2019', words: '2019', dates: 'event', label: 'It' },
    quote: quote(n, '.'),
  })),
  notes: [
    { id: 'open', paragraphs: [1, 2], text: 'A note', source: { title: 'A book' } },
    { id: 'ahead', paragraphs: [1, 3], text: 'A note', source: { title: 'A book' } },
  ],
  prompts: [
    { id: 'open', question: 'Why?', paragraphs: [2] },
    { id: 'ahead', question: 'Why?', paragraphs: [2, 3] },
  ],
  synonyms: [['One', 'First']],
});
const blocks = (['One.', 'Two.', 'Three.'] as const).flatMap((text) => [
  { kind: 'heading' as const, text: `Before ${text}` },
  { kind: 'paragraph' as const, text },
]);
const text = { reading: makeReading('short', reading.facts, blocks), annotations };

describe('a reading up to an assigned paragraph', () => {
  test('has its paragraphs and headings, and what editors say of them alone', () => {
    const seen = gate(text, 2);
    expect(seen.reading.paragraphs).toEqual(text.reading.paragraphs.slice(0, 2));
    expect(seen.reading.sections.map(({ heading }) => heading)).toEqual(['Before One.', 'Before Two.']);
    expect(seen.annotations).toEqual({
      people: [{ ...annotations.people[0], says: [annotations.people[0]?.says[0]] }],
      disputes: [annotations.disputes[0]],
      events: annotations.events.slice(0, 2),
      notes: [annotations.notes[0]],
      prompts: [annotations.prompts[0]],
      synonyms: annotations.synonyms,
    });
  });

  test('is the whole of it where all or nothing is assigned, and one object however often it is asked for', () => {
    expect([gate(text, undefined), gate(text, 3), gate(text, 4)].every((one) => one === text)).toBe(true);
    expect(gate(text, 2)).toBe(gate(text, 2));
    expect(gate(text, 1).reading.paragraphs).toHaveLength(1);
    expect(gate(text, 2).reading.paragraphs).toHaveLength(2);
  });

  test('is open to what is about its paragraphs alone', () => {
    expect(isOpen([1, 2], 2)).toBe(true);
    expect(isOpen([1, 3], 2)).toBe(false);
    expect(isOpen([1, 3], undefined)).toBe(true);
  });
});

describe('a shelf', () => {
  const other = aText(['Another text.']);
  const inner: Shelf & { scope: Scope } = {
    scope: 'channel',
    list: async () => [],
    outlines: async () => [outlineOf(text), outlineOf(other)],
    get: async (_, id) => ({ short: text, other })[id],
    current: async () => ({ text, scope: inner.scope }),
  };
  const thread: Location = { guildId: '100', channelId: 't', parentId: '200' };

  test('shows members what is assigned to their group, and all of it outside of servers', async () => {
    const assignments = async (guildId: string) => new Map(guildId === '100' ? [['short', 2]] : []);
    const shelf = gatedShelf(inner, {
      assignments,
      assigned: async (guildId, id) => (await assignments(guildId)).get(id),
    });
    const seen = gate(text, 2);
    expect(await shelf.get('100', 'short')).toBe(seen);
    expect(await shelf.get('101', 'short')).toBe(text);
    expect(await shelf.get(null, 'short')).toBe(text);
    expect(await shelf.get('100', 'gone')).toBeUndefined();
    expect(await shelf.current(thread)).toEqual({ text: seen, scope: 'channel' });
    expect(await shelf.current({ ...thread, guildId: null })).toEqual({ text, scope: 'channel' });
    expect(shelf.list).toBe(inner.list);
    const [short, whole] = await shelf.outlines('100');
    expect(short?.reading.paragraphs.length).toBe(2);
    expect(await short?.annotations()).toEqual(seen.annotations);
    expect(await short?.words()).toEqual(seen.reading);
    expect(await whole?.words()).toBe(other.reading);
    expect((await shelf.outlines(null)).map(({ reading }) => reading)).toEqual([text.reading, other.reading]);
  });

  describe('in the thread of a discussion', () => {
    const shelf = shelfInDiscussions(inner, async (guildId, threadId) => {
      if (guildId !== '100') return undefined;
      return { t: { reading: 'other' }, u: { reading: 'gone' } }[threadId];
    });

    test.each<[string, Partial<Location>, Scope, unknown]>([
      ['is on the reading of its prompt', {}, 'channel', { text: other, scope: 'thread' }],
      ['stays on what was chosen for the thread', {}, 'thread', { text, scope: 'thread' }],
      [
        'is on the channel’s where its reading is gone',
        { channelId: 'u' },
        'channel',
        { text, scope: 'channel' },
      ],
      ['is on the channel’s in another thread', { channelId: 'v' }, 'server', { text, scope: 'server' }],
      ['is on the channel’s outside of threads', { parentId: null }, 'channel', { text, scope: 'channel' }],
      [
        'is on the one that is shipped outside of servers',
        { guildId: null },
        'shipped',
        { text, scope: 'shipped' },
      ],
    ])('%s', async (_, where, scope, expected) => {
      inner.scope = scope;
      expect(await shelf.current({ ...thread, ...where })).toEqual(expected);
    });

    test('has the readings that the channel has', async () => {
      expect(await shelf.get('100', 'other')).toBe(other);
      expect(await shelf.list('100')).toEqual([]);
    });
  });
});

import { describe, expect, test } from 'vitest';
import { suggest } from '../../src/discussion/suggest.ts';
import { aText } from './examples.ts';

const PARAGRAPHS = [
  'The bridge is old. “It is safe. We made it well,” said Ann Lee. “You can walk on it. All do,” said Ann Lee.',
  'Perhaps it will hold. It may fall, and it might not; perhaps it could.',
  'Bob Roe, an engineer, doubts it. “It is not. It never was,” said Bob Roe.',
];
const people = [
  { id: 'ann', name: 'Ann Lee', description: { paragraph: 1, quote: 'Ann Lee' } },
  { id: 'bob', name: 'Bob Roe', description: { paragraph: 3, quote: 'an engineer' } },
];
const safe = { position: 'It is safe.', holders: ['ann'], quotes: [{ paragraph: 1, quote: 'It is safe' }] };
const unsafe = {
  position: 'It is not safe.',
  holders: ['bob', 'engineers'],
  quotes: [
    { paragraph: 3, quote: 'It is not' },
    { paragraph: 3, quote: 'doubts it' },
    { paragraph: 2, quote: 'may fall' },
  ],
};
const unknown = { position: 'Nobody can know.', holders: [], quotes: [] };
const dispute = { id: 'd', topic: 'Safety', question: 'Is the bridge safe?', positions: [safe, unsafe] };

const drafts = (annotations: Parameters<typeof aText>[1], from: string, paragraphs = PARAGRAPHS) =>
  suggest(aText(paragraphs, { people, ...annotations })).filter((draft) => draft.from === from);

describe('a draft', () => {
  test('is an editor’s question, with its paragraphs in order and once', () => {
    const prompts = [{ id: 'p', question: 'Why is it old?', paragraphs: [3, 1, 3] }];
    expect(drafts({ prompts }, 'editor')).toEqual([
      { from: 'editor', question: 'Why is it old?', paragraphs: [1, 3], stances: [] },
    ]);
  });

  test('has eight paragraphs at most, the first ones', () => {
    const paragraphs = [9, 1, 2, 3, 4, 5, 6, 7, 8];
    const [draft] = drafts({ prompts: [{ id: 'p', question: 'Why?', paragraphs }] }, 'editor');
    expect(draft?.paragraphs).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('asks who makes the stronger case in a dispute, and offers its sides', () => {
    expect(drafts({ disputes: [dispute] }, 'dispute')).toEqual([
      {
        from: 'dispute',
        question:
          'Is the bridge safe? Who makes the stronger case: Ann Lee (¶1) or Bob Roe and engineers (¶3, ¶2)?',
        paragraphs: [1, 2, 3],
        stances: ['It is safe.', 'It is not safe.', 'Undecided'],
      },
    ]);
  });

  test('names those who hold a side where its words are too long for a poll, and has no poll where they are too', () => {
    const long = { ...unsafe, position: `It is ${'very '.repeat(11)}unsafe.` };
    expect(drafts({ disputes: [{ ...dispute, positions: [safe, long] }] }, 'dispute')[0]?.stances).toEqual([
      'Ann Lee (¶1)',
      'Bob Roe and engineers (¶3, ¶2)',
      'Undecided',
    ]);
    const many = { ...long, holders: ['bob', 'all of the engineers who have ever seen it'] };
    expect(drafts({ disputes: [{ ...dispute, positions: [safe, many] }] }, 'dispute')[0]?.stances).toEqual(
      [],
    );
  });

  test('quotes a side that nobody in the text holds', () => {
    const held = { ...unknown, quotes: [{ paragraph: 2, quote: 'Perhaps' }] };
    expect(drafts({ disputes: [{ ...dispute, positions: [safe, held] }] }, 'dispute')).toMatchObject([
      {
        question: 'Is the bridge safe? Who makes the stronger case: Ann Lee (¶1) or “Nobody can know.” (¶2)?',
      },
    ]);
    const long = { ...held, position: `Nobody ${'ever '.repeat(11)}knows.` };
    expect(drafts({ disputes: [{ ...dispute, positions: [safe, long] }] }, 'dispute')[0]?.stances).toEqual([
      'Ann Lee (¶1)',
      'The position (¶2)',
      'Undecided',
    ]);
  });

  test('asks what would speak for a side that the text has no words for, and for no stronger case of one side', () => {
    const gone = { ...unsafe, quotes: [{ paragraph: 3, quote: 'words that are not there' }] };
    for (const [positions, missing] of [
      [[safe, unknown], 'Nobody can know.'],
      [[safe, gone], 'It is not safe.'],
    ] as const) {
      const disputes = [{ ...dispute, positions: [...positions] }];
      expect(drafts({ disputes }, 'dispute')).toEqual([]);
      expect(drafts({ disputes }, 'gap')[0]).toEqual({
        from: 'gap',
        question: `Is the bridge safe? The reading gives no words for one side: “${missing}” What would speak for it, and where would you look?`,
        paragraphs: [1],
        stances: [],
      });
    }
    const disputes = [{ ...dispute, positions: [unknown, unknown] }];
    expect(drafts({ disputes }, 'gap').map(({ question }) => question)).not.toContainEqual(
      expect.stringContaining('no words'),
    );
  });

  test('asks who is not quoted, naming those who are where they are first', () => {
    expect(drafts({}, 'gap')).toEqual([
      {
        from: 'gap',
        question:
          'The reading quotes Ann Lee (¶1) and Bob Roe (¶3) and nobody else directly. Who else is spoken about, and what might they say?',
        paragraphs: [1, 3],
        stances: [],
      },
    ]);
    expect(drafts({}, 'gap', ['Ann Lee said that it is safe.'])).toEqual([]);
  });

  test('asks what a note changes', () => {
    const source = { title: 'The inspection of 2019' };
    expect(
      drafts({ notes: [{ id: 'n', paragraphs: [1, 2], text: 'It was closed.', source }] }, 'note'),
    ).toEqual([
      {
        from: 'note',
        question:
          'The editors add a note on ¶1, ¶2 from “The inspection of 2019”. What does it change in how you read the passage?',
        paragraphs: [1, 2],
        stances: [],
      },
    ]);
  });

  test('asks how sure the text is where it hedges, as it is written there, the paragraph with most first', () => {
    const hedged = ['It seems old.', ...PARAGRAPHS.slice(1), 'It may, or it might. It may!', 'It seems new.'];
    expect(drafts({}, 'hedge', hedged).map(({ question, paragraphs }) => [question, paragraphs])).toEqual(
      [
        ['¶2 says “Perhaps”, “may”, and “might”', 2],
        ['¶4 says “may” and “might”', 4],
        ['¶1 says “seems”', 1],
        ['¶5 says “seems”', 5],
      ].map(([said, n]) => [
        `${said}. How sure is it, and what in the reading makes it more or less so?`,
        [n],
      ]),
    );
  });

  test('is left out where its question is too long for a poll', () => {
    const question = `${'x'.repeat(299)}?`;
    expect(drafts({ prompts: [{ id: 'p', question, paragraphs: [1] }] }, 'editor')).toHaveLength(1);
    const disputes = [{ ...dispute, question }];
    expect(drafts({ disputes }, 'dispute')).toEqual([]);
  });
});

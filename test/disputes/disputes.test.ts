import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  disputesAbout,
  findDispute,
  findPerson,
  suggestDisputes,
  viewDispute,
  viewPerson,
} from '../../src/disputes/disputes.ts';
import { loadReading } from '../../src/reading/folder.ts';

const folder = fileURLToPath(new URL('../../data/readings/us-japan-security-treaty', import.meta.url));
const text = loadReading(folder, () => undefined);

describe('disputes', () => {
  it.each([
    ['senate', 'senate'],
    ['Could a president end it without the Senate?', 'senate'],
    ['Northern Territories', 'islands'],
    ['who pays for the bases', 'cost-of-bases'],
    ['aegis', 'aegis-ashore'],
  ])('are found by what people type: %s', (typed, id) => {
    expect(findDispute(text, typed)?.id).toBe(id);
  });

  it('are not guessed at', () => {
    expect(findDispute(text, 'volcano')).toBeUndefined();
    expect(findDispute(text, '  ')).toBeUndefined();
  });

  it('are about a question only where they speak of all that it asks', () => {
    const about = (question: string) => disputesAbout(text.annotations, question).map(({ id }) => id);
    expect(about('Who should pay for the bases?')).toEqual(['cost-of-bases']);
    expect(about('Who should pay for the hotel?')).toEqual([]);
    expect(about('Who won?')).toEqual([]);
  });

  it('are all offered before anything is typed', () => {
    expect(suggestDisputes(text, '')).toHaveLength(6);
  });

  it('show holders by name, and a side that the text does not give as empty', () => {
    const view = viewDispute(text, findDispute(text, 'senate')!);
    expect(view.positions.map(({ holders, quotes }) => [holders, quotes.map((q) => q.paragraph)])).toEqual([
      [['James Brown'], [10]],
      [[], []],
    ]);
  });
});

describe('people', () => {
  it.each([
    ['Brown', 'james-brown'],
    ['the professor', 'james-brown'],
    ['shinzo', 'shinzo-abe'],
    ['donald-trump', 'donald-trump'],
  ])('are found by the names that the text uses: %s', (typed, id) => {
    expect(findPerson(text, typed)?.id).toBe(id);
  });

  it('come with what they said, and where', () => {
    const { description, said } = viewPerson(text, findPerson(text, 'Mason')!);
    expect(description?.text).toMatch(/^a lecturer in international relations/);
    expect(said.map(({ mode, quote }) => [mode, quote.paragraph])).toEqual([
      ['reported', 5],
      ['direct', 6],
    ]);
  });
});

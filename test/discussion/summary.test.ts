import { expect, test } from 'vitest';
import { type PostedQuote, type Session, summarise } from '../../src/discussion/summary.ts';
import { aPrompt } from './examples.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 3, 18, minute));
const quote = (userId: string | null, paragraph: number, minute: number, reading = 'short'): PostedQuote => ({
  ...{ userId, paragraph, reading, at: at(minute) },
  ...{ version: 'v', start: 0, end: 1, text: 'x', claim: '' },
});
const session: Session = {
  prompt: aPrompt({ reading: 'short' }),
  messages: [],
  extent: 'whole',
  citations: [],
};

test('a discussion in which nothing happened counts nothing', () => {
  expect(summarise(session)).toEqual({
    participants: 0,
    voted: undefined,
    wrote: 0,
    messages: 0,
    extent: 'whole',
    shared: 0,
    cited: [],
    citedElsewhere: 0,
    moved: [],
    before: 'none',
    after: 'none',
    endedEarly: false,
    notFinal: false,
    quotes: [],
  });
});

test('everybody counts once, whether they wrote or quoted; those who had their data deleted count as one', () => {
  const messages = [
    { userId: '301', at: at(1) },
    { userId: '301', at: at(2) },
  ];
  const citations = [quote('301', 1, 1), quote('302', 1, 2), quote(null, 1, 3), quote(null, 1, 4)];
  expect(summarise({ ...session, messages, citations })).toMatchObject({ participants: 3, messages: 2 });
});

test('paragraphs that were quoted oftenest come first, then the first ones; other readings are counted apart', () => {
  const citations = [
    quote('301', 5, 9),
    quote('301', 2, 1),
    quote('301', 8, 2),
    quote('301', 8, 3, 'other'),
    quote('301', 8, 4),
  ];
  const { cited, citedElsewhere, quotes } = summarise({ ...session, citations });
  expect(cited.map(({ paragraph, times }) => [paragraph, times])).toEqual([
    [8, 2],
    [2, 1],
    [5, 1],
  ]);
  expect(citedElsewhere).toBe(1);
  expect(quotes.map((one) => one.at.getMinutes())).toEqual([1, 2, 3, 4, 9]);
});

test('a poll that was counted once, or whose answers differ, is compared as far as it goes', () => {
  const before = {
    kind: 'counted',
    early: true,
    final: true,
    answers: [{ answer: 'Yes', votes: 1 }],
  } as const;
  const after = {
    kind: 'counted',
    early: false,
    final: true,
    answers: [{ answer: 'No', votes: 2 }],
  } as const;
  expect(summarise({ ...session, before, after })).toMatchObject({
    moved: [
      { answer: 'Yes', before: 1, after: 0 },
      { answer: 'No', before: 0, after: 2 },
    ],
    before: 'counted',
    after: 'counted',
    endedEarly: true,
  });
  expect(summarise({ ...session, before: { kind: 'gone' }, after })).toMatchObject({
    moved: [{ answer: 'No', before: undefined, after: 2 }],
    before: 'gone',
    endedEarly: false,
  });
});

test('who voted is told where it is known of each poll, and what was shared is no message of theirs', () => {
  const poll = { kind: 'counted', early: false, final: true, answers: [] } as const;
  const [before, after] = [
    { ...poll, voters: ['301', '302'] },
    { ...poll, final: false, voters: ['302', '303'] },
  ];
  const messages = [
    { userId: '301', at: at(1) },
    { userId: '304', at: at(2), shared: true },
  ] as const;
  expect(summarise({ ...session, messages, before, after })).toMatchObject({
    participants: 4,
    voted: 3,
    wrote: 1,
    messages: 1,
    shared: 1,
    notFinal: true,
  });
  expect(summarise({ ...session, before, after: poll }).voted).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/discussion/prompt.ts';
import { sessionAsCsv, sessionAsMarkdown } from '../../src/discussion/session-pack.ts';
import type { PostedQuote, Session } from '../../src/discussion/summary.ts';
import { aPrompt, aText } from './examples.ts';

const text = aText(['Emma is handsome.', 'She is clever.\nShe is rich.']);
const at = (minute: number) => new Date(Date.UTC(2026, 2, 3, 18, minute));
const step = (event: Step['event'], minute: number, more: Partial<Step> = {}): Step => ({
  event,
  from: 'proposed',
  to: 'approved',
  by: null,
  at: at(minute),
  why: '',
  team: false,
  ...more,
});
const quote = (userId: string | null, minute: number, more: Partial<PostedQuote> = {}): PostedQuote => ({
  userId,
  at: at(minute),
  reading: 'short',
  version: text.reading.version,
  paragraph: 2,
  start: 0,
  end: 27,
  text: 'She is clever.\nShe is rich.',
  claim: '',
  ...more,
});

const quiet: Session = {
  prompt: aPrompt({ reading: 'short', question: 'Is she *happy*?', paragraphs: [2] }),
  messages: [],
  extent: 'whole',
  citations: [],
};
const lively: Session = {
  prompt: aPrompt({
    reading: 'short',
    question: 'Is Emma happy?',
    paragraphs: [1, 3],
    trace: { threadId: 't', postedAt: at(0) },
    history: [
      step('edit', 0, { by: '309', why: 'Shorter', before: '1. Is Emma Woodhouse happy?' }),
      step('close', 30),
    ],
  }),
  messages: [
    { userId: '301', at: at(1) },
    { userId: '302', at: at(4) },
  ],
  extent: 'whole',
  citations: [
    quote('302', 3, { claim: 'She has all.' }),
    quote(null, 2, { reading: 'other', paragraph: 7, text: 'Words of another.' }),
  ],
  before: { kind: 'counted', early: false, final: true, answers: [{ answer: '[Yes]', votes: 4 }] },
  after: { kind: 'gone' },
};

describe('a discussion to take home, as Markdown', () => {
  test('says what was asked, the paragraphs word for word, what was counted, and the quotes in their order', () => {
    expect(sessionAsMarkdown(lively, text)).toBe(`# Is Emma happy?

Proposed as: 1\\. Is Emma Woodhouse happy?

Reading: A short text
Version: ${text.reading.version}

Opened: 2026-03-03T18:00:00.000Z
Closed: 2026-03-03T18:30:00.000Z

## Paragraphs

¶1

> Emma is handsome.

¶3

(no longer in the library)

## Counted

- People who took part: 3
- People who voted: not counted
- People who wrote: 2
- Messages: 2
- ¶2 quoted: 1×
- Quotes of other readings: 1
- Poll, \\[Yes\\]: 4 before, not counted after
- A poll was deleted and could not be counted.

## Quotes posted

Somebody, 2026-03-03T18:02:00.000Z, other ¶7:

> Words of another.

Person 2, 2026-03-03T18:03:00.000Z, ¶2:

> She is clever.
> She is rich.

Person 2 wrote: She has all.
`);
  });

  test('says so where nothing was quoted, and leaves out what there is not', () => {
    expect(sessionAsMarkdown(quiet, undefined)).toBe(`# Is she \\*happy\\*?


## Paragraphs

¶2

(no longer in the library)

## Counted

- People who took part: 0
- People who wrote: 0
- Messages: 0

## Quotes posted

None.
`);
  });

  test('says where a poll was ended by hand, or only the first was deleted', () => {
    const early = { kind: 'counted', early: true, final: true, answers: [] } as const;
    const ended = sessionAsMarkdown({ ...quiet, before: early }, text);
    expect(ended).toContain('- A poll was ended by hand before its time.');
    expect(ended).not.toContain('deleted');
    expect(sessionAsMarkdown({ ...quiet, before: { kind: 'gone' } }, text)).toContain('- A poll was deleted');
  });
});

test.each<[string, Partial<Session>, readonly string[]]>([
  ['none of its messages could be read', { extent: 'unreadable' }, ['- Messages could not be counted.']],
  [
    'only some of them were counted',
    { extent: 'part', messages: [{ userId: '301', at: at(1) }] },
    ['- People who wrote: 1', '- Messages: 1 (there are more, which were not counted)'],
  ],
  [
    'answers were shared',
    { messages: [{ userId: '301', at: at(1), shared: true }] },
    ['- People who wrote: 0', '- Messages: 0', '- Answers shared: 1'],
  ],
  [
    'Discord gives no result of a poll',
    { before: { kind: 'unknown' } },
    [
      '- People who voted: not counted',
      '- People who wrote: 0',
      '- Messages: 0',
      '- Discord gives no result of a poll, so it could not be counted.',
    ],
  ],
  [
    'Discord gives no result of the second poll',
    { after: { kind: 'unknown' } },
    [
      '- People who wrote: 0',
      '- Messages: 0',
      '- Discord gives no result of a poll, so it could not be counted.',
    ],
  ],
  [
    'a result is not final',
    { before: { kind: 'counted', early: false, final: false, answers: [], voters: ['301'] } },
    [
      '- People who voted: 1',
      '- People who wrote: 0',
      '- Messages: 0',
      '- The result of a poll is not final.',
    ],
  ],
])('a discussion to take home says so where %s', (_, facts, lines) => {
  const [, counts = ''] =
    /## Counted\n\n([\s\S]*?)\n\n##/.exec(sessionAsMarkdown({ ...quiet, ...facts }, text)) ?? [];
  expect(counts.split('\n').slice(1)).toEqual(lines);
});

describe('a discussion to take home, as a table', () => {
  test('has a row for each decision, message, quote and claim, by time, then the votes', () => {
    expect(sessionAsCsv(lively)).toBe(`what,at,who,paragraph,words,votes
edit,2026-03-03T18:00:00.000Z,Person 3,,Shorter,
message,2026-03-03T18:01:00.000Z,Person 1,,,
quote,2026-03-03T18:02:00.000Z,Somebody,other ¶7,Words of another.,
quote,2026-03-03T18:03:00.000Z,Person 2,¶2,"She is clever.
She is rich.",
claim,2026-03-03T18:03:00.000Z,Person 2,¶2,She has all.,
message,2026-03-03T18:04:00.000Z,Person 2,,,
close,2026-03-03T18:30:00.000Z,,,,
poll before,,,,[Yes],4
poll after,,,,[Yes],
`);
  });

  test('tells answers that were shared from messages', () => {
    const shared = sessionAsCsv({ ...quiet, messages: [{ userId: '301', at: at(1), shared: true }] });
    expect(shared).toContain('shared answer,2026-03-03T18:01:00.000Z,Person 1,,,');
  });

  test('names people where names are asked for', () => {
    expect(sessionAsCsv(lively, (id) => `Name of ${id}`)).toContain('T18:01:00.000Z,Name of 301,');
  });
});

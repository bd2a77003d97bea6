import { expect, test } from 'vitest';
import {
  EVENTS,
  type EventName,
  originalQuestion,
  type Prompt,
  type PromptEvent,
  type PromptState,
  STATES,
  transition,
  withHold,
} from '../../src/discussion/prompt.ts';
import { aPlan, aPrompt } from './examples.ts';

const AT = new Date('2026-03-01T12:00:00Z');

/** What the issue says may follow what: everything else is refused. */
const ALLOWED: Record<PromptState, Partial<Record<EventName, PromptState>>> = {
  proposed: { approve: 'approved', edit: 'proposed', reject: 'rejected' },
  approved: { edit: 'approved', reject: 'rejected', schedule: 'scheduled' },
  scheduled: {
    edit: 'scheduled',
    reject: 'rejected',
    schedule: 'scheduled',
    unschedule: 'approved',
    post: 'posted',
  },
  posted: { close: 'closed' },
  closed: {},
  rejected: {},
};

function anEvent(kind: EventName): PromptEvent {
  const common = { by: 'mod', at: AT, why: 'because' };
  if (kind === 'edit') return { ...common, kind, question: 'Edited?' };
  if (kind === 'schedule') return { ...common, kind, plan: aPlan };
  if (kind === 'post') return { ...common, kind, closesAt: AT };
  return { ...common, kind };
}

for (const from of STATES)
  for (const event of EVENTS)
    test(`${event} of a ${from} prompt leads to ${ALLOWED[from][event] ?? 'nothing'}`, () => {
      const before = aPrompt({ state: from });
      const after = transition(before, anEvent(event));
      expect(after?.state).toBe(ALLOWED[from][event]);
      if (!ALLOWED[from][event]) expect(after).toBeUndefined();
      if (after)
        expect(after.history.at(-1)).toMatchObject({
          event,
          from,
          to: after.state,
          by: 'mod',
          at: AT,
          why: 'because',
        });
      expect(before.history).toEqual([]);
    });

test('an edit keeps the question as it was proposed, however often it is edited', () => {
  const edit = (question: string): PromptEvent => ({ kind: 'edit', by: 'mod', at: AT, question });
  const approved = transition(aPrompt({ question: 'First?' }), { kind: 'approve', by: 'mod', at: AT });
  const once = approved && transition(approved, edit('Second?'));
  const twice = once && transition(once, edit('Third?'));
  expect(twice?.question).toBe('Third?');
  expect(twice && originalQuestion(twice)).toBe('First?');
});

const busy = aPrompt({
  plan: aPlan,
  trace: { threadId: 't' },
  hold: { kind: 'missed', since: AT, detail: '', told: true },
  lease: { by: 'p', until: AT, attempt: 2 },
});
const after = (state: PromptState, event: PromptEvent) => transition({ ...busy, state }, event) as Prompt;

test.each([
  ['goes back to the queue', 'scheduled', anEvent('unschedule'), ['plan', 'hold', 'lease']],
  ['is rejected', 'scheduled', anEvent('reject'), ['plan', 'hold', 'lease']],
  ['is posted', 'scheduled', anEvent('post'), ['hold', 'lease']],
  ['is closed', 'posted', anEvent('close'), ['hold', 'lease']],
  ['gets another time', 'scheduled', anEvent('schedule'), ['hold', 'lease']],
] as const)('a prompt that %s waits for nobody, and nobody is at work on it', (_, state, event, gone) => {
  const { hold, lease, plan, history, ...rest } = after(state, event);
  expect(Object.entries({ plan, hold, lease }).flatMap(([part, it]) => (it ? [] : part))).toEqual([...gone]);
  expect(rest).toMatchObject({ id: busy.id, question: busy.question, trace: busy.trace });
  expect(history).toEqual([expect.not.objectContaining({ before: expect.anything() })]);
});

test('an edit changes what it names, and leaves the rest of the prompt', () => {
  const before = { ...busy, state: 'scheduled' as const, stances: ['Yes', 'No'] };
  const edit = { kind: 'edit', by: 'mod', at: AT, question: 'Edited?' } as const;
  const { history, ...edited } = transition(before, edit) as Prompt;
  expect({ ...edited, history: [] }).toEqual({ ...before, question: 'Edited?' });
  expect(transition(before, { ...edit, paragraphs: [1], stances: [] })).toMatchObject({
    paragraphs: [1],
    stances: [],
  });
  expect(history).toEqual([
    {
      ...{ event: 'edit', from: 'scheduled', to: 'scheduled', by: 'mod', at: AT },
      ...{ why: '', team: false, before: busy.question },
    },
  ]);
  expect(originalQuestion(before)).toBe(busy.question);
});

test('a prompt that is scheduled has its plan, and one that is posted says until when it is open', () => {
  const plan = { ...aPlan, channelId: '201' };
  expect(after('approved', { kind: 'schedule', by: null, at: AT, plan }).plan).toEqual(plan);
  const closesAt = new Date(AT.getTime() + 1);
  expect(after('scheduled', { kind: 'post', by: null, at: AT, closesAt }).trace).toEqual({
    threadId: 't',
    postedAt: AT,
    closesAt,
  });
});

test('an approval changes nothing else, and says whether it is the team’s', () => {
  const event = { kind: 'approve', by: 'mod', at: AT, team: true } as const;
  const { history, ...approved } = after('proposed', event);
  expect({ ...approved, history: [] }).toEqual({ ...busy, state: 'approved' });
  expect(history).toMatchObject([{ event: 'approve', team: true, why: '' }]);
});

test('a prompt that waits for a moderator is nobody’s, and they have not been told', () => {
  const held = withHold(busy, { kind: 'ahead', since: AT, detail: '¶5' });
  expect(held).toEqual({ ...held, hold: { kind: 'ahead', since: AT, detail: '¶5', told: false } });
  expect([held.lease, held.plan]).toEqual([undefined, aPlan]);
});

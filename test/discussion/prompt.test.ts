import { expect, test } from 'vitest';
import {
  EVENTS,
  type EventName,
  originalQuestion,
  type PromptEvent,
  STATES,
  type State,
  transition,
} from '../../src/discussion/prompt.ts';
import { aPlan, aPrompt } from './examples.ts';

const AT = new Date('2026-03-01T12:00:00Z');

/** What the issue says may follow what: everything else is refused. */
const ALLOWED: Record<State, Partial<Record<EventName, State>>> = {
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
  const once = transition(aPrompt({ question: 'First?' }), edit('Second?'));
  const twice = once && transition(once, edit('Third?'));
  expect(twice?.question).toBe('Third?');
  expect(twice && originalQuestion(twice)).toBe('First?');
});

test('a prompt that goes back to the queue has no time and nobody at work on it', () => {
  const waiting = aPrompt({
    state: 'scheduled',
    plan: aPlan,
    hold: { kind: 'missed', since: AT, detail: '', told: true },
    lease: { by: 'p', until: AT, attempt: 2 },
  });
  const back = transition(waiting, { kind: 'unschedule', by: 'mod', at: AT });
  expect(back).not.toHaveProperty('plan');
  expect(back).not.toHaveProperty('hold');
  expect(back).not.toHaveProperty('lease');
});

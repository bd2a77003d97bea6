import { describe, expect, test } from 'vitest';
import { due, LATE_MS } from '../../src/discussion/due.ts';
import { dueOccurrence, type Slot } from '../../src/discussion/slot.ts';
import { nextWeekly, parseWhen, wallTime } from '../../src/discussion/when.ts';
import { refusal } from '../support/refusals.ts';
import { aPlan, aPrompt } from './examples.ts';

const HOUR = 3_600_000;
/** A Tuesday. */
const NOW = new Date('2026-11-24T20:30:00Z');

const PAST = refusal(
  'when-past',
  'That time has passed. Give one that is still to come, such as “tomorrow 18:00”.',
);
const unclear = (what: string) =>
  refusal(
    'when-unclear',
    `${what} Try “tomorrow 18:00”, “next Friday 19:30”, “in 2 hours” or “2027-01-31 18:00”.`,
  );

describe('a time in words is read in the zone of the server', () => {
  test.each([
    ['tomorrow 18:00', 'Europe/Berlin', '2026-11-25T17:00:00Z'],
    // In Tokyo it is Wednesday already.
    ['tomorrow 18:00', 'Asia/Tokyo', '2026-11-26T09:00:00Z'],
    ['tomorrow at 6pm', 'America/New_York', '2026-11-25T23:00:00Z'],
    ['Friday 19:30', 'Australia/Sydney', '2026-11-27T08:30:00Z'],
    ['today at 23:00', 'Europe/Berlin', '2026-11-24T22:00:00Z'],
    ['18:00', 'Europe/Berlin', '2026-11-25T17:00:00Z'],
    ['in 2 hours', 'Asia/Tokyo', '2026-11-24T22:30:00Z'],
    ['2027-01-31 18:00', 'Europe/Berlin', '2027-01-31T17:00:00Z'],
    ['2027-01-31T18:00', 'Europe/Berlin', '2027-01-31T17:00:00Z'],
    ['2027-07-31T18:00', 'Europe/Berlin', '2027-07-31T16:00:00Z'],
    ['31 January 2027 at 18:00', 'Asia/Tokyo', '2027-01-31T09:00:00Z'],
    ['2027-01-31 18:00 UTC', 'Asia/Tokyo', '2027-01-31T18:00:00Z'],
    // Dates are those of all other places: with dots the day comes first.
    ['31.1.2027 18:00', 'UTC', '2027-01-31T18:00:00Z'],
    ['01.02.2027 18:00', 'UTC', '2027-02-01T18:00:00Z'],
    ['1/31/2027 at 6pm', 'UTC', '2027-01-31T18:00:00Z'],
    ['2027年1月31日18:00', 'UTC', '2027-01-31T18:00:00Z'],
    ['31. Januar 2027 18h', 'UTC', '2027-01-31T18:00:00Z'],
    ['tomorrow 18h30', 'UTC', '2026-11-25T18:30:00Z'],
    ['in 2h', 'UTC', '2026-11-24T22:30:00Z'],
  ])('%s in %s', (words, zone, expected) => {
    expect(parseWhen(words, zone, NOW).at).toEqual(new Date(expected));
  });

  test('a time that summer time skips is moved on, one that comes twice is the first', () => {
    expect(parseWhen('2027-03-28 02:30', 'Europe/Berlin', NOW).at).toEqual(new Date('2027-03-28T01:30:00Z'));
    expect(parseWhen('2027-10-31 02:30', 'Europe/Berlin', NOW).at).toEqual(new Date('2027-10-31T00:30:00Z'));
    expect(parseWhen('2027-10-03 02:30', 'Australia/Sydney', NOW).at).toEqual(
      new Date('2027-10-02T16:30:00Z'),
    );
    expect(parseWhen('2027-04-04 02:30', 'Australia/Sydney', NOW).at).toEqual(
      new Date('2027-04-03T15:30:00Z'),
    );
  });

  test('an hour from now is an hour from now, though the clocks change in between', () => {
    const before = new Date('2027-03-28T00:30:00Z');
    expect(parseWhen('in 1 hour', 'Europe/Berlin', before).at).toEqual(new Date('2027-03-28T01:30:00Z'));
  });

  test.each([
    ['', unclear('I found no date or time in that.')],
    ['soonish', unclear('I found no date or time in that.')],
    ['tomorrow', unclear('Say the time of day as well.')],
    ['late tomorrow', unclear('I understand only a part of that.')],
    ['tomorrow 18:00 or 19:00', unclear('That names more than one time.')],
    ['tomorrow from 18:00 to 19:00', unclear('That names more than one time.')],
    ['every day at 18:00', unclear('I understand only a part of that.')],
    [
      '01/02/2027 18:00',
      refusal(
        'date-ambiguous',
        '01/02/2027 can be 1 February or 2 January 2027: write 2027-02-01 or 2027-01-02.',
      ),
    ],
    ['yesterday 18:00', PAST],
    ['today 21:30', PAST],
    ['2025-01-31 18:00', PAST],
    [
      '2099-01-31 18:00',
      refusal('when-far', 'That is more than two years away. Give a time within two years.'),
    ],
  ])('%s is refused with what to do next', (words, refused) => {
    expect(() => parseWhen(words, 'Europe/Berlin', NOW)).toThrow(refused);
  });
});

describe.each([
  { zone: 'Europe/Berlin', changes: 2, gap: '2027-03-28T02:30' },
  { zone: 'America/New_York', changes: 2, gap: '2027-03-14T02:30' },
  { zone: 'Australia/Sydney', changes: 2, gap: '2027-10-03T02:30' },
  { zone: 'Asia/Tokyo', changes: 0, gap: undefined },
])('a weekly slot through a year in $zone', ({ zone, changes, gap }) => {
  const first = parseWhen('2027-01-04 18:00', zone, NOW).at;
  const slot: Slot = {
    id: 's',
    guildId: '100',
    revision: 0,
    every: 'week',
    wall: wallTime(first, zone),
    zone,
    nextAt: first,
    plan: aPlan,
    setBy: null,
  };

  test('comes 52 times, at 18:00 on the wall each time', () => {
    const times: Date[] = [];
    let current = slot;
    // Time moves on by half hours, as a scheduler would see it.
    for (let t = first.getTime(); t < first.getTime() + 52 * 7 * 24 * HOUR; t += HOUR / 2) {
      const taken = dueOccurrence(current, new Date(t));
      if (!taken) continue;
      times.push(taken.at);
      current = taken.slot;
    }
    expect(times).toHaveLength(52);
    const walls = times.map((at) => wallTime(at, zone));
    expect(walls.filter((wall) => !wall.endsWith('T18:00'))).toEqual([]);
    expect(new Set(walls).size).toBe(52);
    const gaps = times.slice(1).map((at, i) => at.getTime() - (times[i] as Date).getTime());
    expect(gaps.filter((ms) => ms !== 7 * 24 * HOUR)).toHaveLength(changes);
    expect(gaps.filter((ms) => Math.abs(ms - 7 * 24 * HOUR) > HOUR)).toEqual([]);
  });

  test.skipIf(!gap)('set for an hour that is skipped in its first week, keeps the hour that was said', () => {
    const { at, wall } = parseWhen((gap as string).replace('T', ' '), zone, NOW);
    expect(wall).toBe(gap);
    expect(wallTime(at, zone)).toMatch(/T03:30$/);
    expect(wallTime(nextWeekly(wall, zone, at), zone)).toMatch(/T02:30$/);
  });

  test.skipIf(!gap)('is moved on in the week whose hour is skipped, and only in that', () => {
    const wall = gap as string;
    const before = new Date(Date.parse(`${wall}Z`) - 3 * 24 * HOUR);
    const at = nextWeekly(wall, zone, before);
    expect(wallTime(at, zone)).toBe(wall.replace('T02:30', 'T03:30'));
    expect(wallTime(nextWeekly(wall, zone, at), zone)).toMatch(/T02:30$/);
  });
});

test('a time is two years away at most', () => {
  expect(parseWhen('2028-11-25 20:30', 'UTC', NOW).at).toEqual(new Date('2028-11-25T20:30:00Z'));
  expect(() => parseWhen('2028-11-25 20:31', 'UTC', NOW)).toThrow(/two years/);
});

test.each([
  ['before its first time', '2026-12-01T00:00:00Z', '2027-01-04T18:00:00Z'],
  ['just before one', '2027-01-11T17:59:59Z', '2027-01-11T18:00:00Z'],
  ['at one', '2027-01-11T18:00:00Z', '2027-01-18T18:00:00Z'],
  ['long after', '2028-11-24T20:30:00Z', '2028-11-27T18:00:00Z'],
])('the next week of a slot, %s', (_, after, expected) => {
  expect(nextWeekly('2027-01-04T18:00', 'UTC', new Date(after))).toEqual(new Date(expected));
});

test('the next week of a slot is the one whose hour is skipped while the clocks are in between', () => {
  const after = new Date('2027-03-14T07:15:00Z');
  expect(nextWeekly('2027-03-07T02:30', 'America/New_York', after)).toEqual(new Date('2027-03-14T07:30:00Z'));
});

test('a slot that is for once comes once, and one whose time has not come does not', () => {
  const nextAt = new Date('2027-01-04T18:00:00Z');
  const slot: Slot = {
    ...{ id: 's', guildId: '100', revision: 0, every: 'once', wall: '2027-01-04T18:00', zone: 'UTC' },
    ...{ nextAt, plan: aPlan, setBy: null },
  };
  expect(dueOccurrence(slot, new Date(nextAt.getTime() - 1))).toBeUndefined();
  const { nextAt: _, ...over } = slot;
  expect(dueOccurrence(slot, nextAt)).toEqual({ at: nextAt, slot: over });
  expect(dueOccurrence(over, nextAt)).toBeUndefined();
});

test('of several weeks that were missed, the last one counts and the next is to come', () => {
  const slot: Slot = {
    id: 's',
    guildId: '100',
    revision: 0,
    every: 'week',
    wall: '2027-01-04T18:00',
    zone: 'UTC',
    nextAt: new Date('2027-01-04T18:00:00Z'),
    plan: aPlan,
    setBy: null,
  };
  expect(dueOccurrence(slot, new Date('2027-01-26T00:00:00Z'))).toMatchObject({
    at: new Date('2027-01-25T18:00:00Z'),
    slot: { nextAt: new Date('2027-02-01T18:00:00Z') },
  });
});

describe('what is due', () => {
  const at = aPlan.at;
  const later = (ms: number) => new Date(at.getTime() + ms);
  const scheduled = aPrompt({ state: 'scheduled', plan: aPlan });

  test('a scheduled prompt is posted from its time on, late up to an hour, and asked about after that', () => {
    expect(due([scheduled], later(-1)).post).toEqual([]);
    expect(due([scheduled], later(0)).post).toEqual([scheduled]);
    expect(due([scheduled], later(LATE_MS)).post).toEqual([scheduled]);
    expect(due([scheduled], later(LATE_MS + 1))).toMatchObject({ post: [], missed: [scheduled] });
  });

  test('what is due comes in the order of its time, and nothing else does', () => {
    const of = (id: string, ms: number) => ({ ...scheduled, id, plan: { ...aPlan, at: later(ms) } });
    const { plan: _, ...planless } = scheduled;
    const others = (['proposed', 'approved', 'closed', 'rejected'] as const).map((state) => ({
      ...scheduled,
      state,
    }));
    const found = due([of('b', 5), of('c', 9), of('a', 1), of('d', 99), ...others, planless], later(10));
    expect(found.post.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect([found.missed, found.close, found.tell]).toEqual([[], [], []]);
  });

  test('what has begun to be posted is finished, however late', () => {
    for (const trace of [{ starterId: 's' }, { threadId: 't' }]) {
      const begun = { ...scheduled, trace };
      expect(due([begun], later(2 * LATE_MS))).toMatchObject({ post: [begun], missed: [] });
    }
  });

  test('an open discussion that waits for a moderator is not closed', () => {
    const hold = { kind: 'permission' as const, since: at, detail: '', told: true };
    const trace = { threadId: 't', closesAt: at };
    expect(due([aPrompt({ state: 'posted', trace, hold })], later(0)).close).toEqual([]);
    const untold = aPrompt({ state: 'posted', trace, hold: { ...hold, told: false } });
    expect(due([untold], later(0))).toMatchObject({ close: [], tell: [untold] });
  });

  test('what another process is at work on is left to it until its lease ends', () => {
    const taken = { ...scheduled, lease: { by: 'other', until: later(5000), attempt: 1 } };
    expect(due([taken], later(4000)).post).toEqual([]);
    expect(due([taken], later(5000)).post).toEqual([taken]);
    expect(due([taken], later(2 * LATE_MS)).post).toEqual([taken]);
  });

  test('what waits for a moderator is not posted, and told once', () => {
    const hold = { kind: 'permission' as const, since: at, detail: '', told: false };
    const waiting = { ...scheduled, hold };
    expect(due([waiting], later(0))).toMatchObject({ post: [], tell: [waiting] });
    expect(due([{ ...waiting, hold: { ...hold, told: true } }], later(0)).tell).toEqual([]);
  });

  test('a discussion is closed when its time is over, or when the second poll is', () => {
    const posted = aPrompt({ state: 'posted', plan: aPlan, trace: { threadId: 't', closesAt: later(1000) } });
    expect(due([posted], later(999)).close).toEqual([]);
    expect(due([posted], later(1000)).close).toEqual([posted]);
    const asking = { ...posted, trace: { ...posted.trace, afterUntil: later(9000) } };
    expect(due([asking], later(1000)).close).toEqual([]);
    expect(due([asking], later(9000)).close).toEqual([asking]);
  });
});

import { expect, test } from 'vitest';
import { isLeased, LEASE_MS, withLease, withRenewedLease } from '../../src/discussion/lease.ts';
import { aPrompt } from './examples.ts';

const now = new Date('2026-03-02T18:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);

test('a prompt is one process’s for a minute, and the next one counts its attempt', () => {
  const mine = withLease(aPrompt(), 'one', now);
  expect(mine).toEqual(aPrompt({ lease: { by: 'one', until: later(60_000), attempt: 1 } }));
  if (!mine) throw new Error('not leased');
  expect([
    isLeased(mine, later(LEASE_MS - 1)),
    isLeased(mine, later(LEASE_MS)),
    isLeased(aPrompt(), now),
  ]).toEqual([true, false, false]);
  expect(withLease(mine, 'two', later(LEASE_MS - 1))).toBeUndefined();
  expect(withLease(mine, 'two', later(LEASE_MS))?.lease).toEqual({
    by: 'two',
    until: later(2 * LEASE_MS),
    attempt: 2,
  });
});

test('a lease that is renewed lasts a minute from then; a prompt without one stays without', () => {
  const mine = withLease(aPrompt(), 'one', now);
  expect(mine && withRenewedLease(mine, later(5000)).lease).toEqual({
    by: 'one',
    until: later(LEASE_MS + 5000),
    attempt: 1,
  });
  expect(withRenewedLease(aPrompt(), now)).toEqual(aPrompt());
});

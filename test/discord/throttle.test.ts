import { describe, expect, it } from 'vitest';
import { createThrottle } from '../../src/discord/throttle.ts';

describe('a throttle', () => {
  const at = (ms: number) => new Date(1_000_000 + ms);

  it('counts each person alone, over any stretch of the time', () => {
    const { take } = createThrottle({ times: 2, ms: 100 });
    expect([take('a', at(0)), take('a', at(90)), take('a', at(99)), take('b', at(99))]).toEqual([0, 0, 1, 0]);
    // What was refused does not count, and what is over makes room for as much.
    expect([take('a', at(100)), take('a', at(101)), take('a', at(190))]).toEqual([0, 89, 0]);
  });

  it('remembers a bounded number of people', () => {
    const { take } = createThrottle({ times: 1, ms: 100 });
    take('first', at(0));
    for (let i = 0; i < 10_000; i++) take(`${i}`, at(1));
    expect(take('9999', at(2))).toBe(99);
    expect(take('first', at(2))).toBe(0);
  });
});

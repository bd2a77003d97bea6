import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createThrottle, createTurns } from '../../src/discord/throttle.ts';

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

describe('turns', () => {
  it('of one person begin four at once, each of the others when one has ended, and hold nobody else up', async () => {
    const turns = createTurns();
    const ends: (() => void)[] = [];
    let begun = 0;
    const tell = () => {
      begun++;
      return new Promise<void>((end) => ends.push(end));
    };
    const all = Array.from({ length: 6 }, () => turns.run('a', tell));
    expect(begun).toBe(4);
    void turns.run('b', tell);
    expect(begun).toBe(5);
    for (let more = 1; more <= 2; more++) {
      ends.shift()?.();
      await sleep(1);
      expect(begun).toBe(5 + more);
    }
    for (const end of ends) end();
    await Promise.all(all);
    // All of them over, as many begin again.
    for (let i = 0; i < 6; i++) void turns.run('a', tell);
    expect(begun).toBe(7 + 4);
  });

  it('go on where one fails', async () => {
    const turns = createTurns();
    const failing = Array.from({ length: 5 }, () =>
      turns.run('a', async () => {
        throw new Error('no');
      }),
    );
    expect((await Promise.allSettled(failing)).every(({ status }) => status === 'rejected')).toBe(true);
    await turns.run('a', async () => {});
  });

  it('that come too late for Discord are not begun', async () => {
    const turns = createTurns();
    const slow = Array.from({ length: 4 }, () => turns.run('a', () => sleep(2600)));
    let begun = false;
    await turns.run('a', async () => {
      begun = true;
    });
    await Promise.all(slow);
    expect(begun).toBe(false);
  });
});

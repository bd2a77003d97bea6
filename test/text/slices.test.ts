import { expect, test } from 'vitest';
import { atOnce, inSlices, type Work } from '../../src/text/slices.ts';

/** Takes 1 ms a step, and notes the turn of the event loop that each step is in. */
function* busy(steps: number, turns: number[] = []): Work<string> {
  for (let step = 0; step < steps; step++) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    turns.push(turn);
    yield;
  }
  return `${steps} steps`;
}

let turn = 0;

/** Counts turns of the event loop until what is returned is called. */
function countTurns(): () => void {
  let counting = setImmediate(function count() {
    turn++;
    counting = setImmediate(count);
  });
  return () => clearImmediate(counting);
}

test('long work lets others be served in between', async () => {
  const stop = countTurns();
  const turns: number[] = [];
  await expect(inSlices(busy(60, turns))).resolves.toBe('60 steps');
  stop();
  expect(new Set(turns).size).toBeGreaterThanOrEqual(6);
});

test('all that is begun together shares a turn, and what came first is done first', async () => {
  const stop = countTurns();
  const turns: number[] = [];
  const done: number[] = [];
  await Promise.all([1, 2, 3, 4].map((n) => inSlices(busy(15, turns)).then(() => done.push(n))));
  stop();
  expect(done).toEqual([1, 2, 3, 4]);
  for (const one of new Set(turns)) expect(turns.filter((other) => other === one).length).toBeLessThan(15);
});

test('many small works need few turns', async () => {
  const stop = countTurns();
  const turns: number[] = [];
  const note = function* (): Work<void> {
    turns.push(turn);
    yield;
  };
  await Promise.all(Array.from({ length: 100 }, () => inSlices(note())));
  stop();
  expect(new Set(turns).size).toBeLessThan(10);
});

test('a fault of the work reaches who waits, and the next work is done', async () => {
  const failing = function* (): Work<never> {
    yield;
    throw new Error('cannot be read');
  };
  await expect(inSlices(failing())).rejects.toThrow('cannot be read');
  await expect(inSlices(busy(1))).resolves.toBe('1 steps');
});

test('at once, work is done before anything else', () => {
  expect(atOnce(busy(3))).toBe('3 steps');
});

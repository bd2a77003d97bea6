import { vi } from 'vitest';

/**
 * How many turns of the event loop others have while something is done, on a machine that needs a millisecond between two
 * looks at the clock: so that a fast one gives no other count than a slow one.
 */
export async function turnsOf(act: () => Promise<unknown>): Promise<number> {
  now = Math.max(now, performance.now());
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => ++now);
  let turns = 0;
  let counting = setImmediate(function count() {
    turns++;
    counting = setImmediate(count);
  });
  try {
    await act();
  } finally {
    clearImmediate(counting);
    clock.mockRestore();
  }
  return turns;
}

/** Goes on from one count to the next, as a clock does not go back. */
let now = 0;

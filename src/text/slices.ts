/*
 * One event loop serves every server, so nothing may hold it for long. Long work is written as a generator, which
 * yields wherever it can be left: every millisecond or so. It is then done in slices, or at once where nobody waits.
 */

/** Work that can be left at each `yield`, and its result. */
export type Work<T> = Generator<void, T, void>;

/** How much of a turn of the event loop all such work together takes, in milliseconds. */
const SHARE = 10;

/** Does work a slice a turn of the event loop, first come first served: in between, others are answered. */
export async function inSlices<T>(work: Work<T>): Promise<T> {
  for (;;) {
    while (performance.now() >= until) await nextTurn();
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Does work without a pause: at the start, in a worker thread, in a script. */
export function atOnce<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** When this turn's share is used up. */
let until = 0;
let next: Promise<void> | undefined;

/** One promise for all who wait, so that they share a turn, in the order in which they came. */
function nextTurn(): Promise<void> {
  next ??= new Promise((resolve) => {
    setImmediate(() => {
      next = undefined;
      until = performance.now() + SHARE;
      resolve();
    });
  });
  return next;
}

/** Time, as something that a test can move. All times are milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Runs a function once, `ms` from now; the answer takes it back. */
  after(ms: number, run: () => void): () => void;
}

export interface MovableClock extends Clock {
  /** Jumps forward and runs what has come due, in order. */
  advance(ms: number): void;
  /** Forgets everything that waits. */
  stop(): void;
}

const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** The machine's time (or `base`'s), which passes by itself and can be moved forward. */
export function startClock(base: () => number = Date.now): MovableClock {
  let ahead = 0;
  let alarm: NodeJS.Timeout | undefined;
  const waiting = new Set<{ due: number; run: () => void }>();
  const now = () => base() + ahead;

  function next() {
    let first: { due: number; run: () => void } | undefined;
    for (const timer of waiting) if (!first || timer.due < first.due) first = timer;
    return first;
  }
  function runDue() {
    for (let timer = next(); timer && timer.due <= now(); timer = next()) {
      waiting.delete(timer);
      timer.run();
    }
    setAlarm();
  }
  function setAlarm() {
    clearTimeout(alarm);
    const timer = next();
    if (!timer) return;
    alarm = setTimeout(runDue, Math.min(Math.max(timer.due - now(), 0), LONGEST_TIMEOUT));
    alarm.unref();
  }

  return {
    now,
    after(ms, run) {
      const timer = { due: now() + ms, run };
      waiting.add(timer);
      setAlarm();
      return () => {
        waiting.delete(timer);
        setAlarm();
      };
    },
    advance(ms) {
      ahead += ms;
      runDue();
    },
    stop() {
      waiting.clear();
      clearTimeout(alarm);
    },
  };
}

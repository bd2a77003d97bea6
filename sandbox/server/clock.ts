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

interface Timer {
  due: number;
  run: () => void;
}

/** The machine's time (or `base`'s), which passes by itself and can be moved forward. */
export function startClock(base: () => number = Date.now): MovableClock {
  let ahead = 0;
  let alarm: NodeJS.Timeout | undefined;
  let alarmDue = Number.POSITIVE_INFINITY;
  const waiting = new Set<Timer>();
  const now = () => base() + ahead;

  function next() {
    let first: Timer | undefined;
    for (const timer of waiting) if (!first || timer.due < first.due) first = timer;
    return first;
  }
  function runDue() {
    alarmDue = Number.POSITIVE_INFINITY;
    let timer = next();
    for (; timer && timer.due <= now(); timer = next()) {
      waiting.delete(timer);
      timer.run();
    }
    if (timer) setAlarm(timer.due);
  }
  // Thousands may wait: only an earlier one moves the alarm, and one that is taken back leaves it to ring in vain.
  function setAlarm(due: number) {
    if (due >= alarmDue) return;
    alarmDue = due;
    clearTimeout(alarm);
    alarm = setTimeout(runDue, Math.min(Math.max(due - now(), 0), LONGEST_TIMEOUT));
    alarm.unref();
  }

  return {
    now,
    after(ms, run) {
      const timer = { due: now() + ms, run };
      waiting.add(timer);
      setAlarm(timer.due);
      return () => void waiting.delete(timer);
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

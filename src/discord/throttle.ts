import { LRUCache } from 'lru-cache';

/** How much one person may do within a time, in ms. */
export interface Pace {
  readonly times: number;
  readonly ms: number;
}

/** Interactions of one person that are answered; what they type meanwhile asks for choices at every key. */
export const PACES = {
  interactions: { times: 20, ms: 10_000 },
  completions: { times: 100, ms: 10_000 },
} as const satisfies Record<string, Pace>;

/** How many people are remembered: who has done nothing for longest is forgotten first. */
const PEOPLE = 10_000;

export interface Throttle {
  /** Counts one more of this person's, unless it is one too many: then how long they have to wait, in ms; else 0. */
  readonly take: (userId: string, now: Date) => number;
}

export function createThrottle({ times, ms }: Pace): Throttle {
  /** By person, when what is counted was done, oldest first, in ms since 1970. */
  const done = new LRUCache<string, readonly number[]>({ max: PEOPLE });
  return {
    take(userId, now) {
      const at = now.getTime();
      const counted = (done.get(userId) ?? []).filter((time) => time > at - ms);
      const [oldest] = counted;
      if (oldest !== undefined && counted.length >= times) return oldest + ms - at;
      done.set(userId, [...counted, at]);
      return 0;
    },
  };
}

export interface Turns {
  /** Begins when few of this person's are under way; not at all where that takes longer than Discord waits. */
  readonly run: (userId: string, tell: () => Promise<void>) => Promise<void>;
}

/** Discord takes a first answer for 3 s; what waits longer than this can't be sent in time. */
const WORTH_MS = 2_500;

/** How many refusals of one person are under way at once: each is work that others wait for. */
const ABREAST = 4;

/** Sends few refusals of one person at once, so that a thousand of them hold nobody else up. */
export function createTurns(): Turns {
  /** By person, how many are under way, and what begins the next ones. */
  const people = new Map<string, { running: number; readonly waiting: (() => void)[] }>();
  return {
    async run(userId, tell) {
      const asked = performance.now();
      const mine = people.get(userId) ?? { running: 0, waiting: [] };
      people.set(userId, mine);
      if (mine.running === ABREAST) await new Promise<void>((begin) => mine.waiting.push(begin));
      else mine.running++;
      try {
        if (performance.now() - asked < WORTH_MS) await tell();
      } finally {
        const next = mine.waiting.shift();
        if (next) next();
        else if (--mine.running === 0) people.delete(userId);
      }
    },
  };
}

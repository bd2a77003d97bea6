import type { Plan } from './prompt.ts';
import { nextWeekly } from './when.ts';

/** A time that the next approved prompt about its reading is posted at, once or every week. */
export interface Slot {
  readonly id: string;
  readonly guildId: string;
  /** Raised by the store at each change. */
  readonly revision: number;
  readonly every: 'once' | 'week';
  /** The first time, on the wall in `zone`: `2026-12-01T18:00`. */
  readonly wall: string;
  /** IANA */
  readonly zone: string;
  /** When it comes next; undefined once it is over. */
  readonly nextAt?: Date;
  readonly plan: Omit<Plan, 'at' | 'slot'>;
  /** Id of the reading whose prompts it takes; without one, the reading that its channel is on when it comes. */
  readonly reading?: string;
  /** Id of the moderator who set it; null where they had their data deleted. */
  readonly setBy: string | null;
}

/** A slot whose time has come: the time that counts, and the slot as it goes on. */
export interface Occurrence {
  /** The last of its times that have come: of several missed, the others are left out. */
  readonly at: Date;
  readonly slot: Slot;
}

/** What is due of a slot, or undefined where nothing is. */
export function dueOccurrence(slot: Slot, now: Date): Occurrence | undefined {
  const { nextAt, ...rest } = slot;
  if (!nextAt || nextAt > now) return undefined;
  if (slot.every === 'once') return { at: nextAt, slot: rest };
  let at = nextAt;
  let following = nextWeekly(slot.wall, slot.zone, at);
  while (following <= now) {
    at = following;
    following = nextWeekly(slot.wall, slot.zone, at);
  }
  return { at, slot: { ...rest, nextAt: following } };
}

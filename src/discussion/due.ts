import type { Prompt } from './prompt.ts';

/** A prompt that is later than this is not posted without asking. */
export const LATE_MS = 60 * 60 * 1000;

/** What is to be done now, soonest first. */
export interface Due {
  readonly post: readonly Prompt[];
  /** To be held as `missed`. */
  readonly missed: readonly Prompt[];
  readonly close: readonly Prompt[];
  /** Held, and the moderators have not been told. */
  readonly tell: readonly Prompt[];
}

/** What is to be done now with these prompts; what another process is at work on is left out. */
export function due(prompts: readonly Prompt[], now: Date): Due {
  const ready = prompts
    .map((prompt) => ({ prompt, at: dueAt(prompt) }))
    .filter((entry): entry is { prompt: Prompt; at: Date } => entry.at !== undefined && entry.at <= now)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ prompt }) => prompt);
  const scheduled = ready.filter(({ state, hold }) => state === 'scheduled' && !hold);
  return {
    post: scheduled.filter((prompt) => !isMissed(prompt, now)),
    missed: scheduled.filter((prompt) => isMissed(prompt, now)),
    close: ready.filter(({ state, hold }) => state === 'posted' && !hold),
    tell: ready.filter(({ hold }) => hold !== undefined),
  };
}

/** When the bot has something to do with a prompt by itself; undefined where it waits for people. */
export function dueAt({ state, plan, trace, lease, hold }: Prompt): Date | undefined {
  const from = hold
    ? hold.told
      ? undefined
      : hold.since
    : state === 'scheduled'
      ? plan?.at
      : state === 'posted'
        ? (trace.afterUntil ?? trace.closesAt)
        : undefined;
  return from && lease && lease.until > from ? lease.until : from;
}

/** How late a prompt is, in milliseconds. */
export function lateness({ plan }: Prompt, now: Date): number {
  return plan ? now.getTime() - plan.at.getTime() : 0;
}

/** Late by more than an hour; but what has begun to be posted is finished, however late. */
function isMissed(prompt: Prompt, now: Date): boolean {
  return !prompt.lease && !hasBegun(prompt) && lateness(prompt, now) > LATE_MS;
}

/** Whether anything of it stands on Discord. */
export function hasBegun({ trace }: Prompt): boolean {
  return (trace.starterId ?? trace.threadId) !== undefined;
}

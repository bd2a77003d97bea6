import { type Claim, type Hold, type Prompt, without } from './prompt.ts';

/** A prompt that is later than this is not posted without asking. */
export const LATE_MS = 60 * 60 * 1000;
/** How long a process may work on a prompt before another may take over. */
export const LEASE_MS = 60 * 1000;
/** A request to Discord is given up after this, well before the lease ends, so that it can't arrive afterwards. */
export const REQUEST_MS = 20 * 1000;
/** After so many attempts the moderators are asked. */
export const MOST_ATTEMPTS = 5;

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
export function dueAt({ state, plan, trace, claim, hold }: Prompt): Date | undefined {
  const from = hold
    ? hold.told
      ? undefined
      : hold.since
    : state === 'scheduled'
      ? plan?.at
      : state === 'posted'
        ? (trace.afterUntil ?? trace.closesAt)
        : undefined;
  return from && claim && claim.until > from ? claim.until : from;
}

/** How late a prompt is, in milliseconds. */
export function lateness({ plan }: Prompt, now: Date): number {
  return plan ? now.getTime() - plan.at.getTime() : 0;
}

/** Late by more than an hour; but what has begun to be posted is finished, however late. */
function isMissed(prompt: Prompt, now: Date): boolean {
  return !prompt.claim && !hasBegun(prompt) && lateness(prompt, now) > LATE_MS;
}

/** Whether anything of it stands on Discord. */
export function hasBegun({ trace }: Prompt): boolean {
  return (trace.starterId ?? trace.threadId) !== undefined;
}

/** Whether a process is at work on it, so that nobody else may change it. */
export function isClaimed({ claim }: Prompt, now: Date): boolean {
  return claim !== undefined && claim.until > now;
}

/** The prompt as taken by a process, or undefined while another has it. */
export function claimed(prompt: Prompt, by: string, now: Date): Prompt | undefined {
  if (isClaimed(prompt, now)) return undefined;
  const claim: Claim = {
    by,
    until: new Date(now.getTime() + LEASE_MS),
    attempt: (prompt.claim?.attempt ?? 0) + 1,
  };
  return { ...prompt, claim };
}

/** The prompt with its claim lasting longer, by whoever has it. */
export function renewed(prompt: Prompt, now: Date): Prompt {
  if (!prompt.claim) return prompt;
  return { ...prompt, claim: { ...prompt.claim, until: new Date(now.getTime() + LEASE_MS) } };
}

/** The prompt as it waits for a moderator; nobody is at work on it. */
export function held(prompt: Prompt, hold: Omit<Hold, 'told'>): Prompt {
  return { ...without(prompt, 'claim'), hold: { ...hold, told: false } };
}

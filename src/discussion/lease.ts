import type { Lease, Prompt } from './prompt.ts';

/* Whoever works on a prompt holds a lease of it, so that of several processes one does. */

/** How long a process may work on a prompt before another may take over. */
export const LEASE_MS = 60 * 1000;
/** A request to Discord is given up after this, well before the lease ends, so that it can't arrive afterwards. */
export const REQUEST_MS = 20 * 1000;
/** After so many attempts the moderators are asked. */
export const MOST_ATTEMPTS = 5;

/** Whether a process is at work on it, so that nobody else may change it. */
export function isLeased({ lease }: Prompt, now: Date): boolean {
  return lease !== undefined && lease.until > now;
}

/** The prompt as leased to a process, or undefined while another has it. */
export function withLease(prompt: Prompt, by: string, now: Date): Prompt | undefined {
  if (isLeased(prompt, now)) return undefined;
  const lease: Lease = {
    by,
    until: new Date(now.getTime() + LEASE_MS),
    attempt: (prompt.lease?.attempt ?? 0) + 1,
  };
  return { ...prompt, lease };
}

/** The prompt with its lease lasting longer, for whoever has it. */
export function withRenewedLease(prompt: Prompt, now: Date): Prompt {
  if (!prompt.lease) return prompt;
  return { ...prompt, lease: { ...prompt.lease, until: new Date(now.getTime() + LEASE_MS) } };
}

import { encode } from '../../src/discord/action.ts';

/*
 * Custom ids of the buttons on what discussions post by themselves. What the buttons do stands with the
 * commands, which hold these names against their own.
 */
const withPrompt = (name: string) => (promptId: string) => encode(name, [promptId]);

export const PROMPT_IDS = {
  approve: withPrompt('p-approve'),
  approveAsTeam: withPrompt('p-approve-team'),
  edit: withPrompt('p-edit'),
  reject: withPrompt('p-reject'),
  schedule: withPrompt('p-schedule'),
  post: withPrompt('p-post'),
  unschedule: withPrompt('p-unschedule'),
  /** Looks again whether it stands there, and goes on from there. */
  retry: withPrompt('p-retry'),
  /** It stands there, a moderator says. */
  stands: withPrompt('p-stands'),
  close: withPrompt('p-close'),
  quote: withPrompt('p-quote'),
  hand: withPrompt('p-hand'),
  lowerHand: withPrompt('p-lower'),
  /** Calls who raised a hand first. */
  next: withPrompt('p-next'),
  report: withPrompt('p-report'),
  open: withPrompt('p-open'),
} as const;

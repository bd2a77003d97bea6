import { z } from 'zod';
import { customId } from '../../src/discord/action.ts';

/** The id of a prompt, as `newId` makes it. */
export const promptId = z.string().regex(/^[a-z0-9]{10}$/);

const aboutPrompt = (name: string) => customId(name, promptId);

/** The buttons about one prompt. Cards have them; what they do stands with the commands. */
export const PROMPT = {
  approve: aboutPrompt('p-approve'),
  approveAsTeam: aboutPrompt('p-approve-team'),
  edit: aboutPrompt('p-edit'),
  reject: aboutPrompt('p-reject'),
  schedule: aboutPrompt('p-schedule'),
  post: aboutPrompt('p-post'),
  unschedule: aboutPrompt('p-unschedule'),
  /** Looks again whether it stands there, and goes on from there. */
  retry: aboutPrompt('p-retry'),
  /** It stands there, a moderator says. */
  stands: aboutPrompt('p-stands'),
  close: aboutPrompt('p-close'),
  quote: aboutPrompt('p-quote'),
  raiseHand: aboutPrompt('p-hand'),
  lowerHand: aboutPrompt('p-lower'),
  /** Calls who raised a hand first. */
  callNext: aboutPrompt('p-next'),
  report: aboutPrompt('p-report'),
  writeToProposer: aboutPrompt('p-write'),
  open: aboutPrompt('p-open'),
} as const;

/** The buttons about one report; its id is made as those of prompts are. */
export const REPORT = { handled: customId('report-handled', promptId) } as const;

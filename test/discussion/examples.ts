import { fileURLToPath } from 'node:url';
import type { Plan, Prompt } from '../../src/discussion/prompt.ts';
import { loadReading } from '../../src/reading/folder.ts';

export const aPlan: Plan = {
  at: new Date('2026-03-02T18:00:00Z'),
  channelId: '200',
  poll: false,
  openHours: 168,
  slowSeconds: 0,
};

export function aPrompt(facts: Partial<Prompt> = {}): Prompt {
  return {
    id: 'prompt1',
    guildId: '100',
    revision: 0,
    state: 'proposed',
    reading: 'us-japan-security-treaty',
    question: 'Who makes the stronger case?',
    paragraphs: [6, 8],
    stances: [],
    proposer: '300',
    proposerSeenBy: 'members',
    proposedAt: new Date('2026-03-01T12:00:00Z'),
    trace: {},
    history: [],
    ...facts,
  };
}

/** The reading that is shipped, with its annotations. */
export const treaty = loadReading(
  fileURLToPath(new URL('../../data/readings/us-japan-security-treaty', import.meta.url)),
  () => undefined,
);

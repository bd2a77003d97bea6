import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { Plan, Prompt } from '../../src/discussion/prompt.ts';
import { type AnnotatedReading, annotationsSchema } from '../../src/reading/annotations.ts';
import { loadReading } from '../../src/reading/folder.ts';
import { makeReading } from '../../src/reading/make.ts';

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

/** A short text, a paragraph a string, with what editors say of it. */
export function aText(
  paragraphs: readonly string[],
  annotations: z.input<typeof annotationsSchema> = {},
): AnnotatedReading {
  const facts = { headline: 'A short text', language: 'en' };
  const blocks = paragraphs.map((text) => ({ kind: 'paragraph' as const, text }));
  return { reading: makeReading('short', facts, blocks), annotations: annotationsSchema.parse(annotations) };
}

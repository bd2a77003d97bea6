import { z } from 'zod';
import type { Reading } from './reading.ts';

/*
 * What editors say about a reading, beside its words. The schemas are the file format too
 * (`annotations.yaml`), so that a reading that was exported can be imported again.
 */

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use a-z, 0-9 and hyphens')
  .max(40);
const line = z.string().trim().min(1).max(300);
const paragraphNumber = z.int().min(1);

/** Words of one paragraph, to be found there exactly. `occurrence` tells equal words apart, from 1. */
const quotedSchema = z.strictObject({
  paragraph: paragraphNumber,
  quote: z.string().min(1).max(4000),
  occurrence: z.int().min(1).optional(),
});

const statementSchema = quotedSchema.extend({ mode: z.enum(['direct', 'reported']) });

export const personSchema = z.strictObject({
  id,
  name: line,
  /** Other names that the text uses: "Mason", "the professor". */
  aliases: z.array(line).default([]),
  /** How the text describes them, in its words. */
  description: quotedSchema,
  says: z.array(statementSchema).default([]),
});

/** Without quotes, the position is one that the text does not give, and the card says so. */
const positionSchema = z.strictObject({
  position: line,
  /** Who holds it: ids of people, or the text's own words for them. */
  holders: z.array(line).default([]),
  quotes: z.array(quotedSchema).default([]),
});

export const disputeSchema = z.strictObject({
  id,
  /** Neutral: it takes no side. */
  question: line,
  /** Short name for menus. */
  topic: z.string().trim().min(1).max(80),
  positions: z.array(positionSchema).min(2).max(6),
});

export const eventSchema = z.strictObject({
  id,
  /** EDTF with just the precision that the text gives. */
  date: z.string().min(4).max(60),
  /** The text's words for the date: "late January". */
  words: line,
  /** Whether the date is that of what happened, or that of its being reported. */
  dates: z.enum(['event', 'report']),
  /** Words of the quote that name the event. */
  label: line,
  quote: quotedSchema,
});

export const noteSchema = z.strictObject({
  id,
  paragraphs: z.array(paragraphNumber).min(1),
  /** The words that the note is about, where it is about some rather than the whole paragraph. */
  about: quotedSchema.optional(),
  text: z.string().trim().min(1).max(1000),
  source: z.strictObject({
    title: line,
    url: z
      .url({ protocol: /^https?$/ })
      .max(512)
      .optional(),
  }),
});

export const promptSuggestionSchema = z.strictObject({
  id,
  question: line,
  paragraphs: z.array(paragraphNumber).min(1),
});

/** Names for the same thing: "TPP", "Trans-Pacific Partnership". */
const synonymsSchema = z.array(line).min(2);

export const annotationsSchema = z.strictObject({
  people: z.array(personSchema).default([]),
  disputes: z.array(disputeSchema).default([]),
  events: z.array(eventSchema).default([]),
  notes: z.array(noteSchema).default([]),
  prompts: z.array(promptSuggestionSchema).default([]),
  synonyms: z.array(synonymsSchema).default([]),
});

export type Quoted = z.infer<typeof quotedSchema>;
export type Statement = z.infer<typeof statementSchema>;
export type Person = z.infer<typeof personSchema>;
export type Position = z.infer<typeof positionSchema>;
export type Dispute = z.infer<typeof disputeSchema>;
export type Event = z.infer<typeof eventSchema>;
export type Note = z.infer<typeof noteSchema>;
export type PromptSuggestion = z.infer<typeof promptSuggestionSchema>;
export type Annotations = z.infer<typeof annotationsSchema>;

export const NO_ANNOTATIONS: Annotations = annotationsSchema.parse({});

/** A reading with what its editors say about it: what commands answer from. */
export interface AnnotatedReading {
  readonly reading: Reading;
  readonly annotations: Annotations;
}

import type { AnnotatedReading } from './reading/annotations.ts';
import type { Answer } from './search/answer.ts';

/** The core's one face: what can be asked of readings. It keeps their indexes; the readings are arguments. */
export interface Library {
  /** Quotes that answer a question, from one or several readings. */
  readonly ask: (
    texts: readonly AnnotatedReading[],
    question: string,
    options?: { readonly limit?: number },
  ) => Answer;
}

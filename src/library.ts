import type { AnnotatedReading } from './reading/annotations.ts';
import type { Answer } from './search/answer.ts';
import { createSearch } from './search/search.ts';

/** The core's one face: what can be asked of readings. It keeps their indexes; the readings are arguments. */
export interface Library {
  /** Quotes that answer a question, from one or several readings. */
  readonly ask: (
    texts: readonly AnnotatedReading[],
    question: string,
    options?: { readonly limit?: number },
  ) => Answer;
  /** Counts readings ahead of a question, letting other work run in between: for asking many at once. */
  readonly warm: (texts: readonly AnnotatedReading[]) => Promise<void>;
}

/** @param options.cacheBytes what the indexes of readings may keep in memory, about */
export function createLibrary({ cacheBytes = 80e6 }: { readonly cacheBytes?: number } = {}): Library {
  const { ask, warm } = createSearch({ cacheBytes });
  return { ask, warm };
}

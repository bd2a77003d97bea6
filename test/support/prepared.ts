import { makeConcordance, type PreparedText } from '../../src/quotes/concordance.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';

/** A text in which words can be found, at once. */
export function prepared(text: AnnotatedReading): PreparedText {
  return { ...text, concordance: makeConcordance(text.reading) };
}

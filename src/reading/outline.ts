import type { AnnotatedReading, Annotations } from './annotations.ts';
import type { Reading } from './reading.ts';

/** A reading without its words, which are fetched where they are needed: for looking into many at once. */
export interface Outline {
  readonly reading: Pick<Reading, 'id' | 'version' | 'facts'> & {
    readonly paragraphs: { readonly length: number };
  };
  readonly annotations: () => Promise<Annotations>;
  readonly words: () => Promise<Reading>;
}

export function outlineOf({ reading, annotations }: AnnotatedReading): Outline {
  return { reading, annotations: async () => annotations, words: async () => reading };
}

/** Whose words a slice is. */
export type Attribution =
  /** A speaker's words, or words given as what a speaker said. `person` is the id of an annotated person, if known. */
  | {
      readonly kind: 'speech';
      readonly mode: 'direct' | 'reported';
      readonly speaker: string;
      readonly person?: string;
    }
  /** Words in quotation marks whose speaker is not told apart with certainty. */
  | { readonly kind: 'unnamed' }
  /** The journalist's own words. */
  | { readonly kind: 'narration' };

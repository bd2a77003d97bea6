import type { Quote } from '../reading/quote.ts';

/** What a question comes to: quotes, or nothing with the reason. Never a paraphrase. */
export type Answer =
  | {
      readonly kind: 'found';
      /** Best first, at most as many as were asked for, from one or several readings. */
      readonly quotes: readonly Quote[];
      /** 0 to 1, comparable between readings: see `ABSTAIN_BELOW`. */
      readonly confidence: number;
    }
  | {
      readonly kind: 'nothing';
      /** `no-words`: the question has no word to look for. `not-covered`: the text does not speak of it. */
      readonly reason: 'no-words' | 'not-covered';
      /** The words of the question, as asked, that no reading holds. */
      readonly missing: readonly string[];
      /** The nearest passages, to be offered as such and never as an answer. */
      readonly nearest: readonly Quote[];
      readonly confidence: number;
    };

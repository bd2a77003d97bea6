import type { Quote } from '../reading/quote.ts';
import type { Reading } from '../reading/reading.ts';
import type { Caution } from '../text/cautions.ts';
import type { Attribution } from './attribution.ts';
import type { Difference } from './differences.ts';

/** Words that are said to be a quote, and whose they are said to be. */
export interface ClaimedQuote {
  readonly words: string;
  readonly speaker?: string;
}

/** What a claimed quote comes to, with whether its speaker is right; `untold` where the text does not say whose words they are. */
export interface Checked {
  readonly claimed: ClaimedQuote;
  readonly verdict: Verdict;
  readonly speaker?: SpeakerFit;
}

export type SpeakerFit = 'right' | 'wrong' | 'untold';

/** Where several passages are equally right, all are given (at most 50), in the order of the text. */
export type Verdict =
  /** Stands in the text to the letter. */
  | { readonly kind: 'verbatim'; readonly passages: readonly Passage[] }
  /** Every word stands so, but for what is named. */
  | {
      readonly kind: 'verbatim-but';
      readonly differences: readonly Difference[];
      readonly passages: readonly Passage[];
    }
  /** Cut with an ellipsis; all pieces stand so, in one paragraph, in order. */
  | {
      readonly kind: 'shortened';
      readonly differences: readonly Difference[];
      readonly passages: readonly Passage[];
    }
  | { readonly kind: 'altered'; readonly passages: readonly AlteredPassage[] }
  /** True pieces from different passages shown as one. */
  | { readonly kind: 'stitched'; readonly parts: readonly StitchedPart[] }
  /** True words, but another's. `verdict` says how true the words are. */
  | { readonly kind: 'misattributed'; readonly claimedSpeaker: string; readonly verdict: TrueVerdict }
  /** Not in this reading, but in another of the library. */
  | {
      readonly kind: 'elsewhere';
      readonly reading: Pick<Reading, 'id' | 'version' | 'facts'>;
      readonly verdict: TrueVerdict;
    }
  /** Nowhere. The nearest passages are offered as such; `heading` where the words are of one, which has no number. */
  | { readonly kind: 'absent'; readonly nearest: readonly Passage[]; readonly heading?: string };

export type TrueVerdict = Extract<Verdict, { kind: 'verbatim' | 'verbatim-but' | 'shortened' }>;

/** Where words stand, or words like them. */
export interface Passage {
  /** In the order of the claimed quote: one, but for cuts and for words that run over a paragraph's end. */
  readonly pieces: readonly Piece[];
  /** What the quote leaves out between its pieces. */
  readonly cut: readonly Quote[];
  /** Words that turn or soften the same sentence and that the quote leaves out. */
  readonly cautions: readonly CautionWord[];
}

export interface Piece {
  readonly quote: Quote;
  readonly attribution: Attribution;
}

export interface AlteredPassage extends Passage {
  /** All of the text's words and the quote's, in order. */
  readonly changes: readonly Change[];
}

/** A word that turns or softens what is said. */
export interface CautionWord {
  readonly word: string;
  readonly caution: Caution;
}

export type Change =
  | { readonly kind: 'same'; readonly text: string; readonly quote: string }
  | { readonly kind: 'replaced'; readonly text: string; readonly quote: string }
  | { readonly kind: 'omitted'; readonly text: string }
  | { readonly kind: 'added'; readonly quote: string };

/** One of the pieces that a quote was stitched together from. */
export interface StitchedPart {
  /** The quote's words. */
  readonly words: string;
  readonly passages: readonly Passage[];
}

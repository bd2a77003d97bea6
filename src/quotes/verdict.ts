import type { Quote } from '../reading/quote.ts';
import type { Reading } from '../reading/reading.ts';
import type { Caution } from '../text/cautions.ts';
import type { Attribution } from './attribution.ts';
import type { Difference } from './differences.ts';

/** Words that are said to be a quote, and whose they are said to be. */
export interface Claim {
  readonly words: string;
  readonly speaker?: string;
}

/** What a claim comes to, with whether its speaker is right; `untold` where the text does not say whose words they are. */
export interface Checked {
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly speaker?: SpeakerFit;
}

export type SpeakerFit = 'right' | 'wrong' | 'untold';

/** Where several places are equally right, all are given (at most 50), in the order of the text. */
export type Verdict =
  /** Stands in the text to the letter. */
  | { readonly kind: 'verbatim'; readonly places: readonly Place[] }
  /** Every word stands so, but for what is named. */
  | {
      readonly kind: 'verbatim-but';
      readonly differences: readonly Difference[];
      readonly places: readonly Place[];
    }
  /** Cut with an ellipsis; all pieces stand so, in one paragraph, in order. */
  | {
      readonly kind: 'shortened';
      readonly differences: readonly Difference[];
      readonly places: readonly Place[];
    }
  | { readonly kind: 'altered'; readonly places: readonly AlteredPlace[] }
  /** True pieces from different places shown as one. */
  | { readonly kind: 'stitched'; readonly parts: readonly Part[] }
  /** True words, but another's. `verdict` says how true the words are. */
  | { readonly kind: 'misattributed'; readonly claimed: string; readonly verdict: TrueVerdict }
  /** Not in this reading, but in another of the library. */
  | {
      readonly kind: 'elsewhere';
      readonly reading: Pick<Reading, 'id' | 'version' | 'facts'>;
      readonly verdict: TrueVerdict;
    }
  /** Nowhere. The nearest passages are offered as such; `heading` where the words are of one, which has no number. */
  | { readonly kind: 'absent'; readonly nearest: readonly Place[]; readonly heading?: string };

export type TrueVerdict = Extract<Verdict, { kind: 'verbatim' | 'verbatim-but' | 'shortened' }>;

export interface Place {
  /** In the order of the claim: one, but for cuts and for words that run over a paragraph's end. */
  readonly pieces: readonly Piece[];
  /** What the claim leaves out between its pieces. */
  readonly cut: readonly Quote[];
  /** Words that turn or soften the same sentence and that the claim leaves out. */
  readonly cautions: readonly Turn[];
}

export interface Piece {
  readonly quote: Quote;
  readonly attribution: Attribution;
}

export interface AlteredPlace extends Place {
  /** All of the text's words and the claim's, in order. */
  readonly changes: readonly Change[];
}

export interface Turn {
  readonly word: string;
  readonly turns: Caution;
}

export type Change =
  | { readonly kind: 'same'; readonly text: string; readonly quote: string }
  | { readonly kind: 'replaced'; readonly text: string; readonly quote: string }
  | { readonly kind: 'omitted'; readonly text: string }
  | { readonly kind: 'added'; readonly quote: string };

export interface Part {
  /** The claim's words. */
  readonly words: string;
  readonly places: readonly Place[];
}

import { cutTo } from '../text/cut.ts';
import { nearestTo } from './approximate-match.ts';
import { cautionWordsOf, type Edit, editsBetween, onlyBrackets } from './changes.ts';
import type { Concordance, PreparedText, TokenRange } from './concordance.ts';
import { differencesOf } from './differences.ts';
import {
  chainsOf,
  cutAtEllipses,
  findShortened,
  findStretch,
  findWhole,
  MAX_PIECES,
  stitchedPartsOf,
  stretchesOf,
  type TokenizedText,
  wholeCompound,
} from './exact-match.ts';
import { headingWith, nearestPassages } from './nearest-passages.ts';
import { passageOf } from './passage.ts';
import { speakerFit } from './speaker.ts';
import { type Token, tokensOf } from './tokens.ts';
import type { AlteredPassage, Checked, ClaimedQuote, TrueVerdict, Verdict } from './verdict.ts';

/** Characters of a quote that are checked: as many as Discord lets anybody send. */
export const MAX_QUOTE = 4000;
/** From this likeness on (see `Near`) words are an altered quote; below it they are their author's own. */
const ALTERED_FROM = 0.5;
/** What one seam of a stitched quote weighs, against words that would have to differ: about two words. */
const SEAM = 8;
/** Words that each part of a stitched quote has at least; shorter ones are found everywhere. */
const PART = 3;

/**
 * Whether words stand in a reading, and how.
 *
 * It never says `verbatim` of what is not: that verdict compares the stored text itself, to the letter.
 */
export function check(text: PreparedText, claimed: ClaimedQuote): Checked {
  const words = tokenized(claimed);
  const verdict = !words.tokens.some(isWord)
    ? ({ kind: 'absent', nearest: [] } as const)
    : (trueVerdictIn(text, words) ?? untrueVerdictIn(text, words));
  return withSpeaker(text, claimed, verdict);
}

/** Whether words that a reading does not have stand in another one. Undefined where they do not. */
export function checkElsewhere(other: PreparedText, claimed: ClaimedQuote): Checked | undefined {
  const words = tokenized(claimed);
  const verdict = words.tokens.some(isWord) ? trueVerdictIn(other, words) : undefined;
  if (!verdict) return undefined;
  const { id, version, facts } = other.reading;
  return withSpeaker(other, claimed, { kind: 'elsewhere', reading: { id, version, facts }, verdict });
}

function tokenized(claimed: ClaimedQuote): TokenizedText {
  const words = cutTo(claimed.words, MAX_QUOTE).trim();
  return { words, tokens: tokensOf(words) };
}

const isWord = ({ kind }: Token) => kind === 'word';

function trueVerdictIn(text: PreparedText, claimed: TokenizedText): TrueVerdict | undefined {
  return findWhole(text, claimed) ?? findShortened(text, claimed);
}

function untrueVerdictIn(text: PreparedText, claimed: TokenizedText): Verdict {
  const heading = headingWith(text, claimed);
  if (heading !== undefined) return { kind: 'absent', nearest: nearestPassages(text, claimed), heading };
  return (
    verdictOfCompound(text, claimed) ??
    alteredOrStitched(text, claimed) ?? { kind: 'absent', nearest: nearestPassages(text, claimed) }
  );
}

/** Words that stand in the text only as a part of a compound: "violent" of "non-violent". */
function verdictOfCompound(text: PreparedText, claimed: TokenizedText): Verdict | undefined {
  const { concordance } = text;
  const ids = concordance.idsOf(claimed.tokens);
  const spans = Array.from(concordance.find(ids), (from) => ({ from, to: from + ids.length }));
  if (spans.length === 0) return undefined;
  const passages = spans
    .slice(0, 10)
    .map((span) => alteredPassage(text, [compare(text, wholeCompound(concordance, span), claimed)]));
  return { kind: 'altered', passages };
}

function alteredOrStitched(text: PreparedText, claimed: TokenizedText): Verdict | undefined {
  const { pieces } = cutAtEllipses(claimed);
  if (pieces.length > MAX_PIECES) return undefined;
  return pieces.length > 1 ? verdictOfCut(text, pieces) : verdictOfUncut(text, pieces[0] ?? claimed);
}

function verdictOfUncut(text: PreparedText, claimed: TokenizedText): Verdict | undefined {
  const { concordance } = text;
  const near = nearestTo(claimed.tokens, concordance, ALTERED_FROM);
  const parts = stretchesOf(concordance, claimed, PART);
  const cost = near[0]?.cost ?? Number.POSITIVE_INFINITY;
  if (parts && parts.length > 1 && cost > SEAM * (parts.length - 1)) {
    const leftOut = withinASentence(
      concordance,
      chainsOf(
        concordance,
        parts.map(({ spans }) => spans),
      ),
    );
    if (leftOut.length === 0) return { kind: 'stitched', parts: stitchedPartsOf(text, parts) };
    return alteredVerdict(text, leftOut, claimed);
  }
  return near.length > 0 ? alteredVerdict(text, near, claimed) : undefined;
}

/** Chains of pieces that are one sentence with words left out of it. */
function withinASentence(
  { sentences }: Concordance,
  chains: readonly (readonly TokenRange[])[],
): TokenRange[] {
  return chains
    .flatMap((chain) => {
      const [first, last] = [chain[0], chain.at(-1)];
      return first && last ? [{ from: first.from, to: last.to }] : [];
    })
    .filter(({ from, to }) => sentences[from] === sentences[to - 1]);
}

function alteredVerdict(text: PreparedText, spans: readonly TokenRange[], claimed: TokenizedText): Verdict {
  const compared = spans.map((span) => compare(text, span, claimed));
  const bracketed = compared.filter(({ edits }) => onlyBrackets(edits));
  if (bracketed.length === 0)
    return { kind: 'altered', passages: compared.map((one) => alteredPassage(text, [one])) };
  const same = bracketed.flatMap(({ edits }) =>
    edits.flatMap(({ change }) => (change.kind === 'same' ? differencesOf(change.text, change.quote) : [])),
  );
  return {
    kind: 'verbatim-but',
    differences: [...new Set(['brackets' as const, ...same])],
    passages: bracketed.map(({ span }) => passageOf(text, [span])),
  };
}

interface Compared {
  readonly span: TokenRange;
  readonly edits: readonly Edit[];
}

function compare(text: PreparedText, span: TokenRange, claimed: TokenizedText): Compared {
  return { span, edits: editsBetween(text, span, claimed) };
}

/** Pieces of a cut quote, each compared with the span that it is of or is nearest to. */
function alteredPassage(text: PreparedText, pieces: readonly Compared[]): AlteredPassage {
  const passage = passageOf(
    text,
    pieces.map(({ span }) => span),
  );
  return {
    ...passage,
    cautions: [...cautionWordsOf(pieces.flatMap(({ edits }) => edits)), ...passage.cautions],
    changes: pieces.flatMap(({ edits }, i) => [
      ...(i > 0 ? [{ kind: 'same', text: '…', quote: '…' } as const] : []),
      ...edits.map(({ change }) => change),
    ]),
  };
}

/** A cut quote of which not all pieces are true in order: stitched where all are true, altered where most are like. */
function verdictOfCut(text: PreparedText, pieces: readonly TokenizedText[]): Verdict | undefined {
  const { concordance } = text;
  const found = pieces.map((part) => ({ part, spans: findStretch(concordance, part.tokens).spans }));
  if (found.every(({ spans }) => spans.length > 0))
    return { kind: 'stitched', parts: stitchedPartsOf(text, found) };
  const like = found.map(({ part, spans }) => ({
    part,
    spans: spans.length > 0 ? spans : nearestTo(part.tokens, concordance, ALTERED_FROM),
  }));
  const known = like.filter(({ spans }) => spans.length > 0);
  const weight = (some: readonly { part: TokenizedText }[]) =>
    some.reduce((sum, { part }) => sum + part.tokens.length, 0);
  if (weight(known) * 2 <= weight(like)) return undefined;
  const longest = known.reduce((a, b) => (b.part.tokens.length > a.part.tokens.length ? b : a));
  const passages = longest.spans.slice(0, 10).map((anchor) =>
    alteredPassage(
      text,
      known.map((one) => compare(text, one === longest ? anchor : closest(one.spans, anchor), one.part)),
    ),
  );
  return { kind: 'altered', passages };
}

function closest(spans: readonly TokenRange[], anchor: TokenRange): TokenRange {
  return spans.reduce((a, b) => (Math.abs(b.from - anchor.from) < Math.abs(a.from - anchor.from) ? b : a));
}

/** @param text the reading that has the words */
function withSpeaker(text: PreparedText, claimed: ClaimedQuote, verdict: Verdict): Checked {
  const claimedSpeaker = claimed.speaker?.trim();
  if (!claimedSpeaker) return { claimed, verdict };
  switch (verdict.kind) {
    case 'verbatim':
    case 'verbatim-but':
    case 'shortened': {
      const speaker = speakerFit(text, claimedSpeaker, verdict.passages);
      return {
        claimed,
        speaker,
        verdict: speaker === 'wrong' ? { kind: 'misattributed', claimedSpeaker, verdict } : verdict,
      };
    }
    case 'altered':
      return { claimed, speaker: speakerFit(text, claimedSpeaker, verdict.passages), verdict };
    case 'elsewhere':
      return { claimed, speaker: speakerFit(text, claimedSpeaker, verdict.verdict.passages), verdict };
    default:
      return { claimed, verdict };
  }
}

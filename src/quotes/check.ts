import type { AnnotatedReading } from '../reading/annotations.ts';
import { cutTo } from '../text/cut.ts';
import { nearestTo } from './approximate-match.ts';
import { type Edit, editsBetween, onlyBrackets, turnsOf } from './changes.ts';
import { type Concordance, concordanceOf, type Span } from './concordance.ts';
import { differencesOf } from './differences.ts';
import {
  chainsOf,
  cutAtEllipses,
  MAX_PIECES,
  partsOf,
  shortened,
  stretches,
  stretchesOf,
  together,
  type Words,
  wholeCompound,
} from './exact-match.ts';
import { headingWith, nearestPassages } from './nearest-passages.ts';
import { placeOf } from './passage.ts';
import { speakerFit } from './speaker.ts';
import { tokensOf } from './tokens.ts';
import type { AlteredPlace, Checked, Claim, TrueVerdict, Verdict } from './verdict.ts';

/** Characters of a claim that are checked: as many as Discord lets anybody send. */
export const MAX_CLAIM = 4000;
/** From this likeness on (see `Near`) words are an altered quote; below it they are their author's own. */
const ALTERED_FROM = 0.5;
/** What one seam of a stitched quote weighs, against words that would have to differ: about two words. */
const SEAM = 8;
/** Words that each part of a stitched quote has at least; shorter ones are found everywhere. */
const PART = 3;
/**
 * Whether words stand in a reading, and how. Words that are not in it are looked for in the others.
 *
 * It never says `verbatim` of what is not: that verdict compares the stored text itself, to the letter.
 */
export function check(
  text: AnnotatedReading,
  claim: Claim,
  others: readonly AnnotatedReading[] = [],
): Checked {
  const words = cutTo(claim.words, MAX_CLAIM).trim();
  const own: Words = { words, tokens: tokensOf(words) };
  const verdict = verdictOf(text, own, others);
  return withSpeaker(text, claim, verdict, others);
}

function verdictOf(text: AnnotatedReading, claim: Words, others: readonly AnnotatedReading[]): Verdict {
  if (!claim.tokens.some(({ kind }) => kind === 'word')) return { kind: 'absent', nearest: [] };
  const here = trueIn(text, claim);
  if (here) return here;
  for (const other of others) {
    const there = other.reading.id === text.reading.id ? undefined : trueIn(other, claim);
    if (there) {
      const { id, version, facts } = other.reading;
      return { kind: 'elsewhere', reading: { id, version, facts }, verdict: there };
    }
  }
  return untrueIn(text, claim);
}

function trueIn(text: AnnotatedReading, claim: Words): TrueVerdict | undefined {
  return together(text, claim) ?? shortened(text, claim);
}

function untrueIn(text: AnnotatedReading, claim: Words): Verdict {
  const heading = headingWith(text, claim);
  if (heading !== undefined) return { kind: 'absent', nearest: nearestPassages(text, claim), heading };
  return (
    compoundCut(text, claim) ??
    alteredOrStitched(text, claim) ?? { kind: 'absent', nearest: nearestPassages(text, claim) }
  );
}

/** Words that stand in the text only as a part of a compound: "violent" of "non-violent". */
function compoundCut(text: AnnotatedReading, claim: Words): Verdict | undefined {
  const concordance = concordanceOf(text.reading);
  const ids = concordance.idsOf(claim.tokens);
  const spans = concordance.find(ids, 0, ids.length).map((from) => ({ from, to: from + ids.length }));
  if (spans.length === 0) return undefined;
  const places = spans
    .slice(0, 10)
    .map((span) => alteredPlace(text, [compare(text, wholeCompound(concordance, span), claim)]));
  return { kind: 'altered', places };
}

function alteredOrStitched(text: AnnotatedReading, claim: Words): Verdict | undefined {
  const { pieces } = cutAtEllipses(claim);
  if (pieces.length > MAX_PIECES) return undefined;
  return pieces.length > 1 ? cutAndUntrue(text, pieces) : uncutAndUntrue(text, pieces[0] ?? claim);
}

function uncutAndUntrue(text: AnnotatedReading, claim: Words): Verdict | undefined {
  const concordance = concordanceOf(text.reading);
  const near = nearestTo(claim.tokens, concordance, ALTERED_FROM);
  const parts = stretchesOf(concordance, claim, PART);
  const cost = near[0]?.cost ?? Number.POSITIVE_INFINITY;
  if (parts && parts.length > 1 && cost > SEAM * (parts.length - 1)) {
    const leftOut = withinASentence(
      concordance,
      chainsOf(
        concordance,
        parts.map(({ spans }) => spans),
      ),
    );
    if (leftOut.length === 0) return { kind: 'stitched', parts: partsOf(text, parts) };
    return altered(text, leftOut, claim);
  }
  return near.length > 0 ? altered(text, near, claim) : undefined;
}

/** Chains of pieces that are one sentence with words left out of it. */
function withinASentence({ sentences }: Concordance, chains: readonly (readonly Span[])[]): Span[] {
  return chains
    .map((chain) => ({ from: (chain[0] as Span).from, to: (chain.at(-1) as Span).to }))
    .filter(({ from, to }) => sentences[from] === sentences[to - 1]);
}

function altered(text: AnnotatedReading, spans: readonly Span[], claim: Words): Verdict {
  const compared = spans.map((span) => compare(text, span, claim));
  const bracketed = compared.filter(({ edits }) => onlyBrackets(edits));
  if (bracketed.length === 0)
    return { kind: 'altered', places: compared.map((one) => alteredPlace(text, [one])) };
  const same = bracketed.flatMap(({ edits }) =>
    edits.flatMap(({ change }) => (change.kind === 'same' ? differencesOf(change.text, change.quote) : [])),
  );
  return {
    kind: 'verbatim-but',
    differences: [...new Set(['brackets' as const, ...same])],
    places: bracketed.map(({ span }) => placeOf(text, [span])),
  };
}

interface Compared {
  readonly span: Span;
  readonly edits: readonly Edit[];
}

function compare(text: AnnotatedReading, span: Span, claim: Words): Compared {
  return { span, edits: editsBetween(text.reading, span, claim) };
}

/** Pieces of a cut quote, each compared with the span that it is of or is nearest to. */
function alteredPlace(text: AnnotatedReading, pieces: readonly Compared[]): AlteredPlace {
  const place = placeOf(
    text,
    pieces.map(({ span }) => span),
  );
  return {
    ...place,
    cautions: [...turnsOf(pieces.flatMap(({ edits }) => edits)), ...place.cautions],
    changes: pieces.flatMap(({ edits }, i) => [
      ...(i > 0 ? [{ kind: 'same', text: '…', quote: '…' } as const] : []),
      ...edits.map(({ change }) => change),
    ]),
  };
}

/** A cut quote of which not all pieces are true in order: stitched where all are true, altered where most are like. */
function cutAndUntrue(text: AnnotatedReading, pieces: readonly Words[]): Verdict | undefined {
  const concordance = concordanceOf(text.reading);
  const found = pieces.map((part) => ({ part, spans: stretches(concordance, part.tokens).spans }));
  if (found.every(({ spans }) => spans.length > 0)) return { kind: 'stitched', parts: partsOf(text, found) };
  const like = found.map(({ part, spans }) => ({
    part,
    spans: spans.length > 0 ? spans : nearestTo(part.tokens, concordance, ALTERED_FROM),
  }));
  const known = like.filter(({ spans }) => spans.length > 0);
  const weight = (some: readonly { part: Words }[]) =>
    some.reduce((sum, { part }) => sum + part.tokens.length, 0);
  if (weight(known) * 2 <= weight(like)) return undefined;
  const longest = known.reduce((a, b) => (b.part.tokens.length > a.part.tokens.length ? b : a));
  const places = longest.spans.slice(0, 10).map((anchor) =>
    alteredPlace(
      text,
      known.map((one) => compare(text, one === longest ? anchor : closest(one.spans, anchor), one.part)),
    ),
  );
  return { kind: 'altered', places };
}

function closest(spans: readonly Span[], anchor: Span): Span {
  return spans.reduce((a, b) => (Math.abs(b.from - anchor.from) < Math.abs(a.from - anchor.from) ? b : a));
}

function withSpeaker(
  text: AnnotatedReading,
  claim: Claim,
  verdict: Verdict,
  others: readonly AnnotatedReading[],
): Checked {
  const claimed = claim.speaker?.trim();
  if (!claimed) return { claim, verdict };
  switch (verdict.kind) {
    case 'verbatim':
    case 'verbatim-but':
    case 'shortened': {
      const speaker = speakerFit(text, claimed, verdict.places);
      return {
        claim,
        speaker,
        verdict: speaker === 'wrong' ? { kind: 'misattributed', claimed, verdict } : verdict,
      };
    }
    case 'altered':
      return { claim, speaker: speakerFit(text, claimed, verdict.places), verdict };
    case 'elsewhere': {
      const other = others.find(({ reading }) => reading.id === verdict.reading.id) ?? text;
      return { claim, speaker: speakerFit(other, claimed, verdict.verdict.places), verdict };
    }
    default:
      return { claim, verdict };
  }
}

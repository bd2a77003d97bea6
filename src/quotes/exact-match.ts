import { paragraph } from '../reading/reading.ts';
import type { Concordance, PreparedText, TokenRange } from './concordance.ts';
import { type Difference, differencesOf } from './differences.ts';
import { passageOf, passageOfSlice, quotesOf } from './passage.ts';
import type { Token } from './tokens.ts';
import type { Passage, StitchedPart, TrueVerdict } from './verdict.ts';

/** Words with their tokens. */
export interface TokenizedText {
  readonly words: string;
  readonly tokens: readonly Token[];
}

export const MAX_PASSAGES = 50;
/** Places of a piece that are looked at. */
const MAX_PLACES = 2000;
/** Pieces of one quote, between ellipses or seams. */
export const MAX_PIECES = 12;

/** The passages where all of the words stand together: to the letter where there are such, else but for trifles. */
export function findWhole(text: PreparedText, claimed: TokenizedText): TrueVerdict | undefined {
  const found = findStretch(text.concordance, claimed.tokens);
  if (found.spans.length === 0) return undefined;
  const exact: Passage[] = [];
  for (const span of found.spans) {
    const passage = exact.length < MAX_PASSAGES ? literalPassage(text, span, claimed) : undefined;
    if (passage) exact.push(passage);
  }
  if (exact.length > 0) return { kind: 'verbatim', passages: exact };
  const differing = found.spans.slice(0, MAX_PASSAGES).map((span) => ({
    passage: passageOf(text, [span]),
    differences: differencesAt(text, span, claimed, found.lessClosing),
  }));
  const least = Math.min(...differing.map(({ differences }) => differences.length));
  const nearest = differing.filter(({ differences }) => differences.length === least);
  return {
    kind: 'verbatim-but',
    differences: distinct(nearest.flatMap(({ differences }) => differences)),
    passages: nearest.map(({ passage }) => passage),
  };
}

/** The passages where the pieces between ellipses stand in order in one paragraph. */
export function findShortened(text: PreparedText, claimed: TokenizedText): TrueVerdict | undefined {
  const { concordance } = text;
  const { pieces, before, after } = cutAtEllipses(claimed);
  if (pieces.length === 0 || pieces.length > MAX_PIECES || !claimed.tokens.some(isEllipsis)) return undefined;
  const found = pieces.map((piece) => ({ piece, ...findStretch(concordance, piece.tokens) }));
  const chains = chainsOf(
    concordance,
    found.map(({ spans }) => spans),
  );
  if (chains.length === 0) return undefined;
  const differences = chains.map((chain) =>
    distinct(
      found.flatMap(({ piece, lessClosing }, i) => {
        const span = chain[i];
        return span ? differencesAt(text, span, piece, lessClosing) : [];
      }),
    ),
  );
  const least = Math.min(...differences.map(({ length }) => length));
  const nearest = chains.filter((_, i) => differences[i]?.length === least).slice(0, MAX_PASSAGES);
  return {
    kind: 'shortened',
    differences: distinct(differences.filter(({ length }) => length === least).flat()),
    passages: nearest.map((chain) => passageOf(text, chain, { before, after })),
  };
}

/** The claimed quote's pieces between its ellipses, and whether it begins and ends with one. */
export function cutAtEllipses({ words, tokens }: TokenizedText): {
  pieces: TokenizedText[];
  before: boolean;
  after: boolean;
} {
  const pieces: TokenizedText[] = [];
  let from = 0;
  for (let i = 0; i <= tokens.length; i++) {
    const token = tokens[i];
    if (token && !isEllipsis(token)) continue;
    const part = withoutLooseMarks(tokens.slice(from, i));
    if (part.length > 0) pieces.push(pieceOf(words, part));
    from = i + 1;
  }
  return { pieces, before: isEllipsis(tokens[0]), after: isEllipsis(tokens.at(-1)) };
}

/**
 * The claimed quote as the fewest true stretches, each as long as can be, where that accounts for all of it;
 * `spans` are the places of each.
 *
 * @param least words that a stretch must have
 */
export function stretchesOf(
  concordance: Concordance,
  claimed: TokenizedText,
  least: number,
): { part: TokenizedText; spans: TokenRange[] }[] | undefined {
  const ids = concordance.idsOf(claimed.tokens);
  const parts: { part: TokenizedText; spans: TokenRange[] }[] = [];
  for (let from = 0; from < ids.length; ) {
    const length = concordance.longest(ids.subarray(from));
    const tokens = claimed.tokens.slice(from, from + length);
    if (parts.length === MAX_PIECES || tokens.filter(({ kind }) => kind === 'word').length < least)
      return undefined;
    parts.push({ part: pieceOf(claimed.words, tokens), spans: findStretch(concordance, tokens).spans });
    from += length;
  }
  return parts.every(({ spans }) => spans.length > 0) ? parts : undefined;
}

/** True pieces as the parts of a stitched quote. */
export function stitchedPartsOf(
  text: PreparedText,
  parts: readonly { readonly part: TokenizedText; readonly spans: readonly TokenRange[] }[],
): StitchedPart[] {
  return parts.map(({ part, spans }) => ({
    words: part.words,
    passages: spans.slice(0, MAX_PASSAGES).map((span): Passage => passageOf(text, [span])),
  }));
}

/** Where words stand, but for a full stop or comma that closes them. */
export interface Stretch {
  readonly spans: TokenRange[];
  readonly lessClosing: boolean;
}

export function findStretch(concordance: Concordance, tokens: readonly Token[]): Stretch {
  const whole = findSpans(concordance, tokens);
  const last = tokens.at(-1)?.norm ?? '';
  if (whole.length > 0 || tokens.length < 2 || !['.', ','].includes(last))
    return { spans: whole, lessClosing: false };
  return { spans: findSpans(concordance, tokens.slice(0, -1)), lessClosing: true };
}

function findSpans(concordance: Concordance, tokens: readonly Token[]): TokenRange[] {
  const ids = concordance.idsOf(tokens);
  const spans: TokenRange[] = [];
  for (const from of concordance.find(ids)) {
    const span = { from, to: from + ids.length };
    if (!cutsCompound(concordance, span)) spans.push(span);
    if (spans.length === MAX_PLACES) break;
  }
  return spans;
}

/**
 * The span with the rest of the compound that its first or last word is part of: "violent" in "non-violent" is
 * not the author's word.
 */
export function wholeCompound({ starts, ends, norm }: Concordance, { from, to }: TokenRange): TokenRange {
  const attached = (i: number) => ends[i - 1] === starts[i];
  const first = norm(from) ?? '';
  let start = from;
  if (attached(from) && norm(from - 1) === '-') {
    const prefix = attached(from - 1) ? (norm(from - 2) ?? '') : '';
    if (PREFIXES.has(prefix)) start = from - 2;
    else if (prefix === '' && /^\d/.test(first)) start = from - 1;
  } else if (attached(from) && CJK_NEGATIONS.has(norm(from - 1) ?? '')) start = from - 1;
  const suffix = attached(to) && attached(to + 1) && norm(to) === '-' ? norm(to + 1) : '';
  return { from: start, to: SUFFIXES.has(suffix ?? '') ? to + 2 : to };
}
const PREFIXES = new Set(
  'non anti un in ex pre post pseudo quasi semi counter mis dis de ant no not half near would so self'.split(
    ' ',
  ),
);
const SUFFIXES = new Set(['free', 'less', 'like', 'proof', 'to', 'ish']);
const CJK_NEGATIONS = new Set(['不', '非', '無', '无', '未', '没', '沒']);

function cutsCompound(concordance: Concordance, span: TokenRange): boolean {
  const whole = wholeCompound(concordance, span);
  return whole.from !== span.from || whole.to !== span.to;
}

function literalPassage(
  text: PreparedText,
  span: TokenRange,
  { words, tokens }: TokenizedText,
): Passage | undefined {
  const quotes = quotesOf(text, span);
  const [quote] = quotes;
  if (!quote) return undefined;
  if (quotes.length > 1) {
    const joined = quotes.map((part) => part.text).join('\n');
    return joined === words.replace(/\s*\n\s*/g, '\n') ? passageOf(text, [span]) : undefined;
  }
  const stored = paragraph(text.reading, quote.paragraph)?.text ?? '';
  const start = quote.start - (tokens[0]?.start ?? 0);
  if (start < 0 || !stored.startsWith(words, start)) return undefined;
  return passageOfSlice(text, span, { start, end: start + words.length });
}

function differencesAt(
  text: PreparedText,
  span: TokenRange,
  { words, tokens }: TokenizedText,
  lessClosing: boolean,
): Difference[] {
  const own = quotesOf(text, span).map((quote) => quote.text);
  const kept = lessClosing ? tokens.slice(0, -1) : tokens;
  const claimed = words.slice(kept[0]?.start ?? 0, kept.at(-1)?.end ?? 0);
  const lineBreaks = claimed.replace(/\s*\n\s*/g, '\n');
  const found =
    own.length === 1
      ? differencesOf(own[0] ?? '', claimed)
      : own.join('\n') === lineBreaks
        ? []
        : distinct(['spacing' as const, ...differencesOf(own.join(' '), claimed)]);
  // Equal so far, yet not to the letter: what stands around the words differs, and that is their marks.
  const around = edgeMarks(words, kept);
  return [
    ...found,
    ...(around && !found.includes('quotation marks') && found.length === 0 && !lessClosing
      ? (['quotation marks'] as const)
      : []),
    ...(lessClosing ? (['closing punctuation'] as const) : []),
  ];
}

const edgeMarks = (words: string, tokens: readonly Token[]) =>
  words.slice(0, tokens[0]?.start ?? 0).trim() !== '' || words.slice(tokens.at(-1)?.end ?? 0).trim() !== '';

/**
 * All ways in which one place of each piece follows the other in one paragraph: from each place of the first
 * piece on, the nearest next ones, and from each place of the last one back.
 */
export function chainsOf(
  concordance: Concordance,
  places: readonly (readonly TokenRange[])[],
): TokenRange[][] {
  const { paragraphs } = concordance;
  const chains = new Map<string, TokenRange[]>();
  const add = (chain: TokenRange[]) => chains.set(chain.map(({ from }) => from).join(), chain);
  const near = (a: TokenRange, b: TokenRange) => paragraphs[a.from] === paragraphs[b.from];
  for (const start of (places[0] ?? []).slice(0, 200)) {
    const chain = [start];
    let last = start;
    for (const later of places.slice(1)) {
      const next = firstFrom(later, last.to, (span) => near(span, last));
      if (!next) break;
      chain.push(next);
      last = next;
    }
    if (chain.length === places.length) add(chain);
  }
  for (const end of (places.at(-1) ?? []).slice(0, 200)) {
    const chain = [end];
    let first = end;
    for (const earlier of places.slice(0, -1).reverse()) {
      const next = lastUntil(earlier, first.from, (span) => near(span, first));
      if (!next) break;
      chain.unshift(next);
      first = next;
    }
    if (chain.length === places.length) add(chain);
  }
  return [...chains.values()].sort(([a], [b]) => (a?.from ?? 0) - (b?.from ?? 0));
}

function firstFrom(
  spans: readonly TokenRange[],
  at: number,
  fits: (span: TokenRange) => boolean,
): TokenRange | undefined {
  const span = spans[lowerBound(spans, at)];
  return span && fits(span) ? span : undefined;
}

function lastUntil(
  spans: readonly TokenRange[],
  at: number,
  fits: (span: TokenRange) => boolean,
): TokenRange | undefined {
  // Spans of one piece are equally long, so they end in the order in which they begin.
  const length = spans[0] ? spans[0].to - spans[0].from : 0;
  const span = spans[lowerBound(spans, at - length + 1) - 1];
  return span && fits(span) ? span : undefined;
}

function lowerBound(spans: readonly TokenRange[], at: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.from ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pieceOf(words: string, tokens: readonly Token[]): TokenizedText {
  const start = tokens[0]?.start ?? 0;
  const shift = (token: Token): Token => ({ ...token, start: token.start - start, end: token.end - start });
  return { words: words.slice(start, tokens.at(-1)?.end ?? 0), tokens: tokens.map(shift) };
}

/** Without marks that a cut leaves hanging before the first word; none where there is no word. */
function withoutLooseMarks(tokens: readonly Token[]): readonly Token[] {
  const first = tokens.findIndex(({ kind }) => kind === 'word');
  return first < 0 ? [] : tokens.slice(/^[.,;:!?]$/.test(tokens[0]?.norm ?? '') ? first : 0);
}

const isEllipsis = (token: Token | undefined) => token?.kind === 'ellipsis';
const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

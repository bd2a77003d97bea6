import { diffArrays } from 'diff';
import { cautionOf } from '../text/cautions.ts';
import type { PreparedText, TokenRange } from './concordance.ts';
import type { TokenizedText } from './exact-match.ts';
import { quotesOf } from './passage.ts';
import type { Token } from './tokens.ts';
import type { CautionWord, Change } from './verdict.ts';

/** More differing tokens than this, and the words are shown as wholly replaced: bounds the time (Myers, 1986). */
const MAX_EDITS = 400;

/** A change with the tokens that it is of, for deciding what it means. */
export interface Edit {
  readonly change: Change;
  readonly text: readonly Token[];
  readonly quote: readonly Token[];
}

/** What it takes to make the claimed quote of a span of the reading, word by word, in order. */
export function editsBetween(source: PreparedText, span: TokenRange, claimed: TokenizedText): Edit[] {
  const text = source.concordance.tokens(span);
  const wordsOf = (from: number, count: number) =>
    quotesOf(source, { from: span.from + from, to: span.from + from + count })
      .map((quote) => quote.text)
      .join(' ');
  const own = (tokens: readonly Token[]) =>
    claimed.words.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
  const edits: Edit[] = [];
  let [t, q] = [0, 0];
  for (const { added, removed, count } of diffTokens(text, claimed.tokens)) {
    const inText = added ? [] : text.slice(t, t + count);
    const inQuote = removed ? [] : claimed.tokens.slice(q, q + count);
    const words = { text: wordsOf(t, inText.length), quote: own(inQuote) };
    t += inText.length;
    q += inQuote.length;
    const last = edits.at(-1);
    if (added && last?.change.kind === 'omitted') {
      const change: Change = { kind: 'replaced', text: last.change.text, quote: words.quote };
      edits[edits.length - 1] = { change, text: last.text, quote: inQuote };
    } else {
      const change: Change = added
        ? { kind: 'added', quote: words.quote }
        : removed
          ? { kind: 'omitted', text: words.text }
          : { kind: 'same', ...words };
      edits.push({ change, text: inText, quote: inQuote });
    }
  }
  return edits;
}

/** Words that turn or soften, and that the edits put in or leave out. */
export function cautionWordsOf(edits: readonly Edit[]): CautionWord[] {
  return edits
    .filter(({ change }) => change.kind !== 'same')
    .flatMap(({ text, quote }) => [...text, ...quote])
    .flatMap(({ norm }) => {
      const caution = cautionOf(norm);
      return caution ? [{ word: norm, caution }] : [];
    });
}

/** Brackets may hold more than these words only where the text has them too. */
const IN_BRACKETS = 8;

/**
 * Whether all that differs is what an editor's square brackets allow: a remark put in or left out, or words put
 * for a few others – and none of them turns or softens what is said, and most of the words are the author's.
 */
export function onlyBrackets(edits: readonly Edit[]): boolean {
  const differing = edits.filter(({ change }) => change.kind !== 'same');
  const bracketed = (tokens: readonly Token[]) => tokens.every((token) => token.bracketed);
  const own = edits.flatMap(({ change, quote }) => (change.kind === 'same' ? quote : []));
  const others = differing.flatMap(({ quote }) => quote);
  return (
    differing.length > 0 &&
    own.length >= Math.max(2, others.length) &&
    cautionWordsOf(edits).length === 0 &&
    differing.every(({ change, text, quote }) => {
      if (change.kind === 'omitted') return bracketed(text);
      const plain = text.every((token) => !token.bracketed);
      return bracketed(quote) && plain && quote.length <= IN_BRACKETS && text.length <= IN_BRACKETS;
    })
  );
}

function diffTokens(text: readonly Token[], claimed: readonly Token[]) {
  const edits = diffArrays([...text], [...claimed], {
    comparator: (a, b) => a.norm === b.norm,
    maxEditLength: MAX_EDITS,
  });
  return (
    edits?.map(({ added, removed, count }) => ({ added, removed, count })) ?? [
      { added: false, removed: true, count: text.length },
      { added: true, removed: false, count: claimed.length },
    ]
  );
}

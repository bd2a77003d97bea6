import { placeOf, type ReadingIndex } from './index.ts';

/**
 * Calls `take` with the terms that a misspelt one may mean: of the same first letter, and one slip away (a
 * letter too many, too few, wrong, or two swapped), or two where the term is long. Short terms have too many
 * neighbours to guess.
 */
export function eachNearSpelling(index: ReadingIndex, term: string, take: (number: number) => void): void {
  if (term.length < 5 || /\d/.test(term)) return;
  const slips = term.length < 9 ? 1 : 2;
  const { spelling, spellingAt } = index;
  const initial = term.charCodeAt(0);
  for (let number = placeOf(index, term.charAt(0)); number < spellingAt.length - 1; number++) {
    const from = spellingAt[number]!;
    if (spelling.charCodeAt(from) !== initial) return;
    const length = spellingAt[number + 1]! - from;
    if (length < 4 || Math.abs(length - term.length) > slips) continue;
    if (slipsBetween(spelling.slice(from, from + length), term) <= slips) take(number);
  }
}

/** Optimal string alignment distance (Damerau, 1964; Levenshtein, 1966). */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = Number(a[i - 1] !== b[j - 1]);
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + wrong);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

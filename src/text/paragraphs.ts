import { UserError } from '../errors.ts';
import { shorten } from './cut.ts';

/**
 * Numbers of paragraphs as people write them (“6, 8”, “¶6–8”, “8-9”): each once, in rising order. Whether a reading
 * has them is not asked.
 *
 * @param most how many there may be
 * @throws UserError where something is no number of a paragraph, or there are too many
 */
export function parseParagraphs(written: string, most: number): number[] {
  const numbers = partsOf(written).flatMap((part) => {
    const range = rangeOf(part);
    if (!range)
      throw new UserError(
        'paragraphs-unclear',
        `“${shorten(part, 40)}” is no number of a paragraph. Write numbers, such as 6, 8 or 6-8.`,
      );
    if (range.last - range.first >= most) throw tooMany(most);
    return numbersOf(range);
  });
  const distinct = inOrder(numbers);
  if (distinct.length > most) throw tooMany(most);
  return distinct;
}

/** The paragraphs that words name with a pilcrow, such as “But ¶8 says nothing of it”; no more than `most`, the lowest. */
export function findParagraphs(words: string, most: number): number[] {
  const named = words.match(/¶{1,2}\s?\d{1,5}(?:\s*[-–]\s*¶?\s?\d{1,5})?/g) ?? [];
  const ranges = named.flatMap(partsOf).flatMap((part) => rangeOf(part) ?? []);
  return inOrder(
    ranges.flatMap(({ first, last }) => numbersOf({ first, last: Math.min(last, first + most) })),
  ).slice(0, most);
}

interface Range {
  readonly first: number;
  readonly last: number;
}

function partsOf(written: string): string[] {
  return written
    .replaceAll('¶', ' ')
    .replaceAll(/\s*[-–]\s*/g, '-')
    .split(/[\s,;、]+/)
    .filter(Boolean);
}

function rangeOf(part: string): Range | undefined {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? [];
  return first !== undefined && Number(first) <= Number(last)
    ? { first: Number(first), last: Number(last) }
    : undefined;
}

const numbersOf = ({ first, last }: Range) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const inOrder = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b);

function tooMany(most: number): UserError {
  return new UserError('paragraphs-many', `Choose at most ${most} paragraphs.`);
}

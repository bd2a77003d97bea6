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
    const range = rangeOf(part, most);
    if (!range)
      throw new UserError(
        'paragraphs-unclear',
        `“${shorten(part, 40)}” is no number of a paragraph. Write numbers, such as 6, 8 or 6-8.`,
      );
    return range;
  });
  const wanted = inOrder(numbers);
  if (wanted.length > most)
    throw new UserError(
      'paragraphs-many',
      most === 1 ? 'Give the number of one paragraph only.' : `Choose at most ${most} paragraphs.`,
    );
  return wanted;
}

/**
 * The paragraphs that words name with a pilcrow, such as “But ¶8 says nothing of it”; no more than `most`, the lowest.
 */
export function findParagraphs(words: string, most: number): number[] {
  const named = words.match(/¶{1,2}\s?\d{1,5}(?:\s*[-–]\s*¶?\s?\d{1,5})?/g) ?? [];
  return inOrder(named.flatMap(partsOf).flatMap((part) => rangeOf(part, most) ?? [])).slice(0, most);
}

function partsOf(written: string): string[] {
  return written
    .replaceAll('¶', ' ')
    .replaceAll(/\s*[-–]\s*/g, '-')
    .split(/[\s,;、]+/)
    .filter(Boolean);
}

/** The numbers of “6” or “6-8”, one more than `most` where they are more; undefined where it is no range. */
function rangeOf(part: string, most: number): number[] | undefined {
  const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (!(first <= last)) return undefined;
  return Array.from({ length: Math.min(last - first, most) + 1 }, (_, i) => first + i);
}

const inOrder = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b);

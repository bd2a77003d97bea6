import type { Paragraph, Slice } from '../reading/reading.ts';

/**
 * The run of whole sentences to quote for a sentence: itself, with the sentences before it while it begins with
 * a word that points back to them ("He also …"), at most two.
 *
 * @param sentence its place in the paragraph, from 0
 */
export function excerptOf({ text, sentences }: Paragraph, sentence: number): Slice {
  const { end } = sentences[sentence]!;
  let first = sentence;
  while (
    first > 0 &&
    sentence - first < 2 &&
    pointsBack(text.slice(sentences[first]!.start, sentences[first]!.end))
  )
    first--;
  return { start: sentences[first]!.start, end };
}

function pointsBack(sentence: string): boolean {
  return POINTS_BACK.test(sentence);
}

const POINTS_BACK =
  /^["'“‘([]*(?:(?:He|She|They|It|His|Her|Hers|Their|Its|This|These|Those|Such|Both|Another|Others|Some of (?:them|these|those))\b(?! is (?:true|likely|unlikely|very|clear|possible|said|believed)\b)|(?:彼|彼女|それ|これ|その|この|他|她|它|这|那))/;

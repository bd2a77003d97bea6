import type { AnnotatedReading } from '../reading/annotations.ts';
import { type PreparedText, WEIGHT } from './concordance.ts';
import type { TokenizedText } from './exact-match.ts';
import { passageOf, sentenceAround } from './passage.ts';
import { type Token, tokensOf } from './tokens.ts';
import type { Passage } from './verdict.ts';

/** Passages that are offered. */
const PASSAGES = 2;
/** A word that stands more often than this leads to no passage. */
const TOO_COMMON = 100;

/** Sentences that share at least two telling words with words that the text does not have (one, if they have no more). */
export function nearestPassages(text: PreparedText, { tokens }: TokenizedText): Passage[] {
  const { concordance } = text;
  const words = tokens.filter(({ kind }) => kind === 'word');
  const ids = new Set(concordance.idsOf(words));
  const shared = new Map<number, { at: number; score: number; telling: number }>();
  // A word that the reading does not have tells as well, and no sentence shares it.
  let telling = ids.has(-1) ? 1 : 0;
  for (const id of ids) {
    const places = concordance.places(id);
    const [first] = places;
    if (first === undefined) continue;
    const isTelling = concordance.weights[first] === WEIGHT.word;
    if (isTelling) telling++;
    if (places.length > TOO_COMMON) continue;
    let last = -1;
    for (const at of places) {
      const sentence = concordance.sentences[at]!;
      if (sentence === last) continue;
      last = sentence;
      const own = shared.get(sentence) ?? { at, score: 0, telling: 0 };
      own.score += 1 / Math.sqrt(places.length);
      if (isTelling) own.telling++;
      shared.set(sentence, own);
    }
  }
  const needed = Math.min(2, Math.max(1, telling));
  return [...shared.values()]
    .filter((sentence) => sentence.telling >= needed)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, PASSAGES)
    .map(({ at }) => passageOf(text, [sentenceAround(concordance, at)]));
}

/** The headline, standfirst or section heading that has these words. */
export function headingWith({ reading }: AnnotatedReading, claimed: TokenizedText): string | undefined {
  const { headline, standfirst } = reading.facts;
  const norms = (tokens: readonly Token[]) => ` ${tokens.map(({ norm }) => norm).join(' ')} `;
  const own = norms(claimed.tokens);
  return [headline, standfirst, ...reading.sections.map(({ heading }) => heading)].find(
    (one) => one !== undefined && norms(tokensOf(one)).includes(own),
  );
}

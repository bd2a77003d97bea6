import type { AnnotatedReading } from '../reading/annotations.ts';
import { wordsOf } from '../text/words.ts';
import { type Attribution, personCalled } from './attribution.ts';
import type { Passage, SpeakerFit } from './verdict.ts';

/** Whether a claimed speaker is the one whose words these passages hold. One right passage is enough. */
export function speakerFit(
  text: AnnotatedReading,
  claimed: string,
  passages: readonly Passage[],
): SpeakerFit {
  const fits = passages.map(({ pieces }) => {
    const own = pieces.map(({ attribution }) => fitOf(text, claimed, attribution));
    return own.includes('wrong') ? 'wrong' : own.includes('untold') ? 'untold' : 'right';
  });
  if (fits.includes('right')) return 'right';
  return fits.length === 0 || fits.includes('untold') ? 'untold' : 'wrong';
}

function fitOf({ reading, annotations }: AnnotatedReading, claimed: string, given: Attribution): SpeakerFit {
  if (given.kind === 'unnamed') return 'untold';
  if (given.kind === 'narration') return isNarrator(claimed, reading.facts) ? 'right' : 'wrong';
  const person = personCalled(claimed, annotations.people);
  if (person && given.person !== undefined) return person.id === given.person ? 'right' : 'wrong';
  return sameName(claimed, given.speaker) ? 'right' : 'wrong';
}

/** The journalist, by byline, publisher or the usual words. */
function isNarrator(claimed: string, facts: AnnotatedReading['reading']['facts']): boolean {
  const words = namesIn(claimed);
  const known = new Set([
    ...NARRATOR,
    ...namesIn(facts.byline ?? ''),
    ...namesIn(facts.publisher ?? ''),
    ...namesIn(facts.headline),
  ]);
  return words.length > 0 && words.every((word) => known.has(word));
}
const NARRATOR =
  'the article text reading report story journalist reporter author writer narrator narration editor news'.split(
    ' ',
  );

/** One name is part of the other and they share the surname: "Mason", "Ra Mason". */
function sameName(a: string, b: string): boolean {
  const [one, other] = [namesIn(a), namesIn(b)];
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return short.length > 0 && short.at(-1) === long.at(-1) && short.every((word) => long.includes(word));
}

/** Initials stand apart, with spaces between them or not: "J.R." is "J. R." */
const namesIn = (name: string) => wordsOf(name.replaceAll('.', ' '));

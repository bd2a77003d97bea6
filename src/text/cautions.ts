/* English words that turn or soften what is said, so that leaving them out changes it. */

const NEGATIONS = words(`
  not no never none nobody nothing nowhere neither nor cannot without unlikely hardly barely scarcely rarely seldom
  non impossible false untrue deny denies denied refuse refuses refused fail fails failed unless except illegal unable`);

/** Words by which a text says how sure it is of what it says. */
const DOUBTS = words(`
  may might could likely unlikely perhaps possibly probably allegedly reportedly apparently seem seems appear appears`);

const HEDGES = new Set([
  ...DOUBTS,
  ...words(`
    would should possible maybe probable potential potentially alleged supposedly seemingly presumably seemed appeared
    suggest suggests suggested if almost nearly some sometimes often usually partly hypothetical about approximately
    roughly claims claimed believed`),
]);

export type Caution = 'negation' | 'hedge';

/** Whether a word, in small letters, negates or hedges. */
export function cautionOf(word: string): Caution | undefined {
  if (NEGATIONS.has(word) || word.endsWith("n't")) return 'negation';
  return HEDGES.has(word) ? 'hedge' : undefined;
}

/** Whether a word, in small letters, says by itself that something is not sure; a hedge such as "some" does not. */
export function isDoubt(word: string): boolean {
  return DOUBTS.has(word);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/* Words that turn or soften what is said, so that leaving them out changes it. English. */

const NEGATIONS = [
  ...['not', 'no', 'never', 'none', 'nobody', 'nothing', 'nowhere', 'neither', 'nor', 'cannot', 'without'],
  ...['unlikely', 'hardly', 'barely', 'scarcely', 'rarely', 'seldom', 'non', 'impossible', 'false', 'untrue'],
  ...[
    'deny',
    'denies',
    'denied',
    'refuse',
    'refuses',
    'refused',
    'fail',
    'fails',
    'failed',
    'unless',
    'except',
  ],
  ...['illegal', 'unable'],
] as const;

const HEDGES = [
  ...['may', 'might', 'could', 'would', 'should', 'likely', 'possible', 'possibly', 'perhaps', 'maybe'],
  ...['probable', 'probably', 'potential', 'potentially', 'allegedly', 'alleged', 'reportedly', 'apparently'],
  ...['supposedly', 'seemingly', 'presumably', 'seem', 'seems', 'seemed', 'appear', 'appears', 'appeared'],
  ...['suggest', 'suggests', 'suggested', 'if', 'almost', 'nearly', 'some', 'sometimes', 'often', 'usually'],
  ...['partly', 'hypothetical', 'about', 'approximately', 'roughly', 'claims', 'claimed', 'believed'],
] as const;

const negations: ReadonlySet<string> = new Set(NEGATIONS);
const hedges: ReadonlySet<string> = new Set(HEDGES);

export type Caution = 'negation' | 'hedge';

/** Whether a word, in small letters, negates or hedges. */
export function cautionOf(word: string): Caution | undefined {
  if (negations.has(word) || word.endsWith("n't")) return 'negation';
  return hedges.has(word) ? 'hedge' : undefined;
}

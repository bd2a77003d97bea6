import { attributionOf } from '../quotes/attribution.ts';
import type { AnnotatedReading, Dispute, Position } from '../reading/annotations.ts';
import { resolveQuote } from '../reading/quote.ts';
import { isDoubt } from '../text/cautions.ts';
import { eachWord } from '../text/words.ts';
import { PROMPT_LIMITS } from './prompt.ts';

/** A prompt drafted from a reading; nothing is done with it before a moderator approves it. */
export interface Suggestion {
  /** What in the reading it was drafted from. */
  readonly from: 'editor' | 'dispute' | 'hedge' | 'note' | 'gap';
  readonly question: string;
  readonly paragraphs: readonly number[];
  /** Answers for a poll before and after, where there are sides to take. */
  readonly stances: readonly string[];
}

/**
 * Drafts prompts from the reading itself: the questions that its editors wrote, its disputes, the positions and
 * voices that it does not give, its notes and its hedges. Words of the reading stand in quotation marks, as they
 * are written; the words around them are the same for every reading.
 */
export function suggest(text: AnnotatedReading): Suggestion[] {
  const { disputes, notes, prompts } = text.annotations;
  const suggestions: Suggestion[] = [
    ...prompts.map(({ question, paragraphs }) => ({
      from: 'editor' as const,
      question,
      paragraphs,
      stances: [],
    })),
    ...disputes.flatMap((dispute) => strongerCase(text, dispute)),
    ...disputes.flatMap((dispute) => missingSides(text, dispute)),
    ...missingVoices(text),
    ...notes.map((note) => ({
      from: 'note' as const,
      question: `The editors add a note on ${pilcrows(note.paragraphs)} from “${note.source.title}”. What does it change in how you read the passage?`,
      paragraphs: note.paragraphs,
      stances: [],
    })),
    ...hedges(text),
  ];
  return suggestions
    .filter(({ question }) => question.length <= PROMPT_LIMITS.question)
    .map((suggestion) => ({
      ...suggestion,
      paragraphs: [...new Set(suggestion.paragraphs)]
        .sort((a, b) => a - b)
        .slice(0, PROMPT_LIMITS.paragraphs),
    }));
}

function strongerCase(text: AnnotatedReading, dispute: Dispute): Suggestion[] {
  const given = dispute.positions.filter(isGiven(text));
  if (given.length < 2) return [];
  const sides = given.map(
    (position) => `${holders(text, position) ?? `“${position.position}”`} (${placesOf(position)})`,
  );
  return [
    {
      from: 'dispute',
      question: `${dispute.question} Who makes the stronger case: ${alternatives(sides)}?`,
      paragraphs: given.flatMap(({ quotes }) => quotes.map(({ paragraph }) => paragraph)),
      stances: stancesOf(text, given),
    },
  ];
}

/** Positions that editors named and the text has no words for. */
function missingSides(text: AnnotatedReading, dispute: Dispute): Suggestion[] {
  const given = dispute.positions.filter(isGiven(text));
  return dispute.positions
    .filter((position) => !given.includes(position))
    .map((position) => ({
      from: 'gap',
      question: `${dispute.question} The reading gives no words for one side: “${position.position}” What would speak for it, and where would you look?`,
      paragraphs: given.flatMap(({ quotes }) => quotes.map(({ paragraph }) => paragraph)),
      stances: [],
    }))
    .filter(({ paragraphs }) => paragraphs.length > 0) as Suggestion[];
}

/** Who is quoted, and the question who is not. */
function missingVoices(text: AnnotatedReading): Suggestion[] {
  const first = new Map<string, number>();
  for (const { n, sentences } of text.reading.paragraphs)
    for (const slice of sentences) {
      const whose = attributionOf(text, { paragraph: n, ...slice });
      if (whose.kind === 'speech' && whose.mode === 'direct' && !first.has(whose.speaker))
        first.set(whose.speaker, n);
    }
  if (first.size === 0) return [];
  const voices = [...first].map(([speaker, n]) => `${speaker} (¶${n})`);
  return [
    {
      from: 'gap',
      question: `The reading quotes ${listed(voices)} and nobody else directly. Who else is spoken about, and what might they say?`,
      paragraphs: [...first.values()],
      stances: [],
    },
  ];
}

/** One suggestion for each paragraph with hedges, those with the most first. */
function hedges(text: AnnotatedReading): Suggestion[] {
  return text.reading.paragraphs
    .map(({ n, text: words }) => ({ n, found: doubtsIn(words) }))
    .filter(({ found }) => found.length > 0)
    .sort((a, b) => b.found.length - a.found.length || a.n - b.n)
    .map(({ n, found }) => {
      const said = found.slice(0, 3).map((word) => `“${word}”`);
      return {
        from: 'hedge',
        question: `¶${n} says ${listed(said)}. How sure is it, and what in the reading makes it more or less so?`,
        paragraphs: [n],
        stances: [],
      };
    });
}

/** Each once, as it is written first. */
function doubtsIn(text: string): string[] {
  const found = new Map<string, string>();
  eachWord(text, (word, start, end) => {
    if (isDoubt(word) && !found.has(word)) found.set(word, text.slice(start, end));
  });
  return [...found.values()];
}

const isGiven =
  ({ reading }: AnnotatedReading) =>
  ({ quotes }: Position) =>
    quotes.some((quote) => resolveQuote(reading, quote) !== undefined);

function holders({ annotations: { people } }: AnnotatedReading, position: Position): string | undefined {
  const names = position.holders.map((holder) => people.find(({ id }) => id === holder)?.name ?? holder);
  return names.length > 0 ? listed(names) : undefined;
}

/** The positions as editors word them, where all fit a poll's answers. */
function stancesOf(text: AnnotatedReading, positions: readonly Position[]): string[] {
  const worded = positions.map(({ position }) => position);
  const named = positions.map(
    (position) => `${holders(text, position) ?? 'The position'} (${placesOf(position)})`,
  );
  const fits = (all: readonly string[]) => all.every(({ length }) => length <= PROMPT_LIMITS.stance);
  const chosen = [worded, named].find(fits);
  return chosen ? [...chosen, 'Undecided'] : [];
}

const placesOf = ({ quotes }: Position) =>
  [...new Set(quotes.map(({ paragraph }) => `¶${paragraph}`))].join(', ');
const pilcrows = (paragraphs: readonly number[]) => paragraphs.map((n) => `¶${n}`).join(', ');
const listed = (items: readonly string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(items);
const alternatives = (items: readonly string[]) =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(items);

import type { AnnotatedReading, Annotations, Dispute, Person, Position } from '../reading/annotations.ts';
import { type Quote, resolveQuote } from '../reading/quote.ts';
import { wordsOf } from '../text/words.ts';

/** A dispute as a card shows it: positions with their quotes, and no verdict. */
export interface DisputeView {
  readonly dispute: Dispute;
  readonly positions: readonly PositionView[];
}

export interface PositionView {
  readonly position: Position;
  /** Who holds it, by name. */
  readonly holders: readonly string[];
  /** Empty where the text does not give this side. */
  readonly quotes: readonly Quote[];
}

/** A dispute of a reading with its quotes. Words that are no longer in the text are left out. */
export function viewDispute({ reading, annotations }: AnnotatedReading, dispute: Dispute): DisputeView {
  return {
    dispute,
    positions: dispute.positions.map((position) => ({
      position,
      holders: position.holders.map(
        (holder) => annotations.people.find(({ id }) => id === holder)?.name ?? holder,
      ),
      quotes: quotesOf({ reading, annotations }, position.quotes),
    })),
  };
}

/**
 * The dispute that somebody means: by its id, or else the one whose topic, question or positions hold most of
 * the words. Undefined where none holds any.
 */
export function findDispute({ annotations }: AnnotatedReading, wanted: string): Dispute | undefined {
  const byId = annotations.disputes.find(({ id }) => id === wanted);
  return byId ?? best(annotations.disputes, wanted, disputeWords);
}

/** Disputes for a menu, those that hold more of the words first; all of them where there are no words. */
export function suggestDisputes({ annotations }: AnnotatedReading, typed: string): Dispute[] {
  return rankByWords(annotations.disputes, typed, disputeWords);
}

/** Disputes that speak of all that a question asks about: each of its telling words begins one of theirs. */
export function disputesAbout({ disputes }: Annotations, question: string): Dispute[] {
  const wanted = wordsIn(question);
  return disputes.filter((dispute) => {
    const words = wordsIn(disputeWords(dispute));
    return wanted.length > 1 && wanted.every((w) => words.some((word) => word.startsWith(w)));
  });
}

/** A person of a reading with how the text describes them and what they said. */
export interface PersonView {
  readonly person: Person;
  readonly description: Quote | undefined;
  readonly said: readonly { readonly mode: 'direct' | 'reported'; readonly quote: Quote }[];
}

export function viewPerson({ reading }: AnnotatedReading, person: Person): PersonView {
  return {
    person,
    description: resolveQuote(reading, person.description),
    said: person.says.flatMap((said) => {
      const quote = resolveQuote(reading, said);
      return quote ? [{ mode: said.mode, quote }] : [];
    }),
  };
}

/** The person that somebody means: by id, name or alias, or else the one whose names hold most of the words. */
export function findPerson({ annotations }: AnnotatedReading, wanted: string): Person | undefined {
  const lower = wanted.trim().toLocaleLowerCase();
  const exact = annotations.people.find((person) =>
    [person.id, person.name, ...person.aliases].some((name) => name.toLocaleLowerCase() === lower),
  );
  return exact ?? best(annotations.people, wanted, personWords);
}

export function suggestPeople({ annotations }: AnnotatedReading, typed: string): Person[] {
  return rankByWords(annotations.people, typed, personWords);
}

function quotesOf({ reading }: AnnotatedReading, all: Position['quotes']): Quote[] {
  return all.flatMap((one) => resolveQuote(reading, one) ?? []);
}

const disputeWords = ({ topic, question, positions }: Dispute) =>
  [topic, question, ...positions.map(({ position }) => position)].join(' ');
const personWords = ({ name, aliases }: Person) => [name, ...aliases].join(' ');

function best<T>(all: readonly T[], words: string, textOf: (one: T) => string): T | undefined {
  return wordsIn(words).length === 0 ? undefined : rankByWords(all, words, textOf)[0];
}

/** Those that hold any of the words (by their beginnings), most first; all where there are no words. */
function rankByWords<T>(all: readonly T[], typed: string, textOf: (one: T) => string): T[] {
  const wanted = wordsIn(typed);
  if (wanted.length === 0) return [...all];
  return all
    .map((one) => {
      const words = wordsIn(textOf(one));
      return { one, score: wanted.filter((w) => words.some((word) => word.startsWith(w))).length };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
}

/** Words that say nothing of which dispute or person is meant. */
const EMPTY = new Set(
  'a an and are could do does for from in is it its of on or the this to was what who will with would'.split(
    ' ',
  ),
);

function wordsIn(text: string): string[] {
  const words = wordsOf(text);
  const telling = words.filter((word) => !EMPTY.has(word));
  return telling.length > 0 ? telling : words;
}

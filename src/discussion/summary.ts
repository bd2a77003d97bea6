import type { Prompt } from './prompt.ts';

/** A quote that a member posted in a discussion, beside their claim. */
export interface PostedQuote {
  /** null where the member had their data deleted. */
  readonly userId: string | null;
  readonly at: Date;
  readonly reading: string;
  /** The version of the reading that the words are of. */
  readonly version: string;
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The member's own words. */
  readonly claim: string;
}

/** A poll as it was counted. */
export type Count =
  | {
      readonly kind: 'counted';
      readonly answers: readonly { readonly answer: string; readonly votes: number }[];
      /** Whether it was ended before its time, by hand. */
      readonly early: boolean;
      /** Whether Discord has settled the result. */
      readonly final: boolean;
      /** Who voted, where that can be told. */
      readonly voters?: readonly string[];
    }
  /** Its message was deleted, or can't be read. */
  | { readonly kind: 'gone' }
  /** Discord gives no result. */
  | { readonly kind: 'unknown' };

/** A message in the thread: who wrote it, but not what. */
export interface ThreadMessage {
  readonly userId: string;
  readonly at: Date;
  /** An answer with quotes that the bot posted for them, rather than words of theirs. */
  readonly shared?: true;
}

export interface ThreadMessages {
  readonly messages: readonly ThreadMessage[];
  /** Whether these are all; none are known where the history can't be read. */
  readonly extent: 'whole' | 'part' | 'unreadable';
}

/** What happened in a discussion: facts to count, without a judgement. */
export interface Session {
  readonly prompt: Prompt;
  readonly messages: readonly ThreadMessage[];
  readonly extent: ThreadMessages['extent'];
  readonly citations: readonly PostedQuote[];
  readonly before?: Count;
  readonly after?: Count;
}

export interface DiscussionSummary {
  /** How many wrote a message, posted a quote or voted, as far as that can be told. */
  readonly participants: number;
  /** How many people voted; undefined where there was no poll, or it can't be told. */
  readonly voted: number | undefined;
  readonly wrote: number;
  readonly messages: number;
  /** Of what these were counted. */
  readonly extent: ThreadMessages['extent'];
  /** How many answers with quotes were shared, beside the quotes that were posted with a claim. */
  readonly shared: number;
  /** Paragraphs of the prompt's reading that were quoted, those quoted oftenest first. */
  readonly cited: readonly { readonly paragraph: number; readonly times: number }[];
  /** How many quotes are of other readings. */
  readonly citedElsewhere: number;
  /** Votes before and after; an answer is undefined where that poll was not counted. */
  readonly moved: readonly Moved[];
  readonly before: 'none' | Count['kind'];
  readonly after: 'none' | Count['kind'];
  readonly endedEarly: boolean;
  /** Whether a poll was counted before Discord had settled it. */
  readonly notFinal: boolean;
  readonly quotes: readonly PostedQuote[];
}

export interface Moved {
  readonly answer: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** Counts a discussion. */
export function summarise(session: Session): DiscussionSummary {
  const { prompt, messages, extent, citations, before, after } = session;
  const times = new Map<number, number>();
  const own = citations.filter(({ reading }) => reading === prompt.reading);
  for (const { paragraph } of own) times.set(paragraph, (times.get(paragraph) ?? 0) + 1);
  const known = citations.flatMap(({ userId }) => userId ?? []);
  const written = messages.filter(({ shared }) => !shared);
  const polls = [before, after].flatMap((count) => (count?.kind === 'counted' ? count : []));
  const voters = new Set(polls.flatMap((poll) => poll.voters ?? []));
  const allVotersKnown = polls.length > 0 && polls.every((poll) => poll.voters);
  const people = new Set([...messages.map(({ userId }) => userId), ...known, ...voters]);
  // Members whose data was deleted can't be told apart; together they count as one.
  const forgotten = citations.some(({ userId }) => userId === null) ? 1 : 0;
  return {
    participants: people.size + forgotten,
    voted: allVotersKnown ? voters.size : undefined,
    wrote: new Set(written.map(({ userId }) => userId)).size,
    messages: written.length,
    extent,
    shared: messages.length - written.length,
    cited: [...times]
      .map(([paragraph, n]) => ({ paragraph, times: n }))
      .sort((a, b) => b.times - a.times || a.paragraph - b.paragraph),
    citedElsewhere: citations.length - own.length,
    moved: moved(before, after),
    before: before?.kind ?? 'none',
    after: after?.kind ?? 'none',
    endedEarly: polls.some(({ early }) => early),
    notFinal: polls.some(({ final }) => !final),
    quotes: [...citations].sort((a, b) => a.at.getTime() - b.at.getTime()),
  };
}

function moved(before: Count | undefined, after: Count | undefined): Moved[] {
  const votes = (count: Count | undefined, answer: string) =>
    count?.kind === 'counted' ? (count.answers.find((a) => a.answer === answer)?.votes ?? 0) : undefined;
  const answers = [before, after].flatMap((count) =>
    count?.kind === 'counted' ? count.answers.map(({ answer }) => answer) : [],
  );
  return [...new Set(answers)].map((answer) => ({
    answer,
    before: votes(before, answer),
    after: votes(after, answer),
  }));
}

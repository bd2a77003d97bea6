import type { Prompt } from './prompt.ts';

/** A quote that a member posted in a discussion, beside their claim. */
export interface Citation {
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
    }
  /** Its message was deleted, or can't be read. */
  | { readonly kind: 'gone' };

/** A message in the thread: who wrote it, but not what. */
export interface ThreadMessage {
  readonly userId: string;
  readonly at: Date;
}

/** What happened in a discussion: facts to count, without a judgement. */
export interface Session {
  readonly prompt: Prompt;
  readonly messages: readonly ThreadMessage[];
  readonly citations: readonly Citation[];
  readonly before?: Count;
  readonly after?: Count;
}

export interface DiscussionSummary {
  /** How many wrote a message or posted a quote. */
  readonly participants: number;
  readonly messages: number;
  /** Paragraphs of the prompt's reading that were quoted, those quoted oftenest first. */
  readonly cited: readonly { readonly paragraph: number; readonly times: number }[];
  /** How many quotes are of other readings. */
  readonly citedElsewhere: number;
  /** Votes before and after; an answer is undefined where that poll was not counted. */
  readonly moved: readonly Moved[];
  readonly before: 'none' | Count['kind'];
  readonly after: 'none' | Count['kind'];
  readonly endedEarly: boolean;
  readonly quotes: readonly Citation[];
}

export interface Moved {
  readonly answer: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** Counts a discussion. */
export function summarise({ prompt, messages, citations, before, after }: Session): DiscussionSummary {
  const times = new Map<number, number>();
  const own = citations.filter(({ reading }) => reading === prompt.reading);
  for (const { paragraph } of own) times.set(paragraph, (times.get(paragraph) ?? 0) + 1);
  const known = citations.flatMap(({ userId }) => userId ?? []);
  const people = new Set([...messages.map(({ userId }) => userId), ...known]);
  // Members whose data was deleted can't be told apart; together they count as one.
  const forgotten = citations.some(({ userId }) => userId === null) ? 1 : 0;
  return {
    participants: people.size + forgotten,
    messages: messages.length,
    cited: [...times]
      .map(([paragraph, n]) => ({ paragraph, times: n }))
      .sort((a, b) => b.times - a.times || a.paragraph - b.paragraph),
    citedElsewhere: citations.length - own.length,
    moved: moved(before, after),
    before: before?.kind ?? 'none',
    after: after?.kind ?? 'none',
    endedEarly: [before, after].some((count) => count?.kind === 'counted' && count.early),
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

import { existsSync, readFileSync } from 'node:fs';
import { SetupError } from '../src/errors.ts';
import { makeReading } from '../src/reading/make.ts';
import type { Reading } from '../src/reading/reading.ts';

/** A reading with questions about it, some of which it answers. */
export interface Asked {
  readonly reading: Reading;
  readonly questions: readonly AskedQuestion[];
}

export interface AskedQuestion {
  readonly text: string;
  /** From 0: the paragraph that it was written about. */
  readonly paragraph: number;
  /** Whether it was written to look as if that paragraph answered it. */
  readonly impossible: boolean;
  /** Half-open ranges of the paragraph that answer it. */
  readonly answers: readonly (readonly [start: number, end: number])[];
}

/** An article in a file of questions. Both forms: with all marked answers, and with the start of one. */
export interface Stored {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly questions: readonly {
    readonly q: string;
    readonly para: number;
    readonly impossible: boolean;
    readonly answers?: readonly (readonly [number, string])[];
    readonly answerStart?: number;
  }[];
}

const FETCHED = 'var/bench/squad-dev.json';

/**
 * The file named among arguments, or the one that `npm run bench:fetch` makes.
 *
 * @throws SetupError where there is no such file
 */
export function fileIn(args: readonly string[]): string {
  const file = args.find((argument) => !argument.startsWith('--')) ?? FETCHED;
  if (!existsSync(file))
    throw new SetupError(
      `There is no ${file}.${file === FETCHED ? ' Make it with “npm run bench:fetch”, or name a file of the form that docs/answers.md tells.' : ''}`,
    );
  return file;
}

/** Reads a file of questions. The title is left out of the reading: it would give on-topic questions away. */
export function loadQuestions(file: string): Asked[] {
  const stored = JSON.parse(readFileSync(file, 'utf8')) as Stored[];
  return stored.map(({ paragraphs, questions }, i) => ({
    reading: makeReading(
      `reading-${i + 1}`,
      { headline: '¶', language: 'en' },
      paragraphs.map((text) => ({ kind: 'paragraph', text })),
    ),
    questions: questions.map(({ q, para, impossible, answers, answerStart = -1 }) => ({
      text: q,
      paragraph: para,
      impossible,
      answers: answers
        ? answers.map(([start, text]) => [start, start + text.length] as const)
        : [[answerStart, answerStart + 1]],
    })),
  }));
}

export function answersHold({ answers }: AskedQuestion, start: number, end: number): boolean {
  return answers.some(([from, to]) => from < end && to > start);
}

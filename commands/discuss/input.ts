import { PROMPT_LIMITS } from '../../src/discussion/prompt.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { paragraph } from '../../src/reading/reading.ts';
import { toOneLine, truncate } from '../../src/text/cut.ts';
import { parseParagraphs } from '../../src/text/paragraphs.ts';

/* What people type about a prompt and in its discussion, as it is kept. */

/**
 * Paragraphs as people write them: “6, 8”, “¶6–8”.
 *
 * @throws UserError where one is not there, or there are too many
 */
export function parseReadingParagraphs(
  words: string,
  { reading }: AnnotatedReading,
  most: number = PROMPT_LIMITS.paragraphs,
): number[] {
  const wanted = parseParagraphs(words, most);
  if (wanted.some((n) => !paragraph(reading, n)))
    throw new UserError(
      'paragraph-unknown',
      `You can choose from ¶1 to ¶${reading.paragraphs.length}. Use numbers between them.`,
    );
  return wanted;
}

/**
 * A question: one line.
 *
 * @throws UserError where it is empty, or longer than a poll takes
 */
export function parseQuestion(words: string): string {
  const question = toOneLine(words);
  if (question === '' || question.length > PROMPT_LIMITS.question)
    throw new UserError(
      'question-length',
      `A prompt has 1 to ${PROMPT_LIMITS.question} characters; this has ${question.length}. Shorten it and propose it again.`,
    );
  return question;
}

/**
 * Answers of a poll, one a line.
 *
 * @throws UserError where there is only one, there are too many, or one is longer than a poll takes
 */
export function parseStances(words: string): string[] {
  const lines = words.split('\n').map((line) => line.trim());
  const stances = [...new Set(lines.filter(Boolean))];
  if (stances.length === 1 || stances.length > PROMPT_LIMITS.stances)
    throw new UserError(
      'stances-count',
      `A poll has 2 to ${PROMPT_LIMITS.stances} answers, one a line; leave them all out for no poll.`,
    );
  const long = stances.find(({ length }) => length > PROMPT_LIMITS.stance);
  if (long)
    throw new UserError(
      'stance-long',
      `A poll’s answer has at most ${PROMPT_LIMITS.stance} characters: “${long}” has ${long.length}.`,
    );
  return stances;
}

/** Characters of what somebody claims beside a quote. */
export const MAX_CLAIM = 1000;

/** @throws UserError where nothing is claimed */
export function parseClaim(words: string): string {
  const claim = truncate(words.trim(), MAX_CLAIM);
  if (claim === '') throw new UserError('claim-empty', 'Write what you claim, and send it again.');
  return claim;
}

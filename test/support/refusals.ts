import type { expect } from 'vitest';
import { UserError } from '../../src/errors.ts';

/** What `expect` takes in the place of a value. */
type Matcher = ReturnType<typeof expect.anything>;

/**
 * Matches a refusal by all of its words: the text of an answer, as its reader sees it, or the `UserError` itself.
 *
 *   expect(answer.text).toEqual(refusal('share-gone', 'There is nothing to share here. Use the command again.'));
 *   await expect(reading).rejects.toThrow(refusal('import-empty', 'The file is empty. Check what you sent, …'));
 *
 * test/refusals.test.ts looks for these calls, so write both arguments where the call stands.
 */
export function refusal(id: string, text: string): Matcher {
  return {
    $$typeof: Symbol.for('jest.asymmetricMatcher'),
    asymmetricMatch: (received: unknown) =>
      received instanceof UserError
        ? received.id === id && received.message === text
        : typeof received === 'string' && unescapeMarkdown(received) === text,
    toString: () => 'Refusal',
    toAsymmetricMatcher: () => `${id}: ${text}`,
  };
}

function unescapeMarkdown(markdown: string): string {
  return markdown.replaceAll(/\\(\p{P}|\p{S})/gu, '$1');
}

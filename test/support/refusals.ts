import { expect } from 'vitest';
import { UserError } from '../../src/errors.ts';

/** What `expect` takes in the place of a value. */
type Matcher = ReturnType<typeof expect.anything>;

/**
 * Matches a refusal by all of its words: the text of an answer, as its reader sees it, or the `UserError` itself.
 *
 *   expect(answer.text).toEqual(refusal('share-gone', 'There is nothing to share here. Use the command again.'));
 *   await expect(reading).rejects.toEqual(refusal('import-empty', 'The file is empty. Check what you sent, …'));
 *   expect(() => parseWhen(…)).toThrow(refusal('when-far', 'That is more than two years away. …'));
 *
 * test/refusals.test.ts looks for these calls, so write both arguments where the call stands.
 */
export function refusal(id: string, text: string): Matcher {
  return {
    $$typeof: Symbol.for('jest.asymmetricMatcher'),
    asymmetricMatch(received: unknown) {
      // Asserted here, as a matcher that only answers "no" would not show what came instead.
      if (received instanceof UserError)
        expect({ id: received.id, text: received.message }).toEqual({ id, text });
      else if (typeof received === 'string') expect(unescapeMarkdown(received)).toBe(text);
      else return false;
      return true;
    },
    toAsymmetricMatcher: () => `${id}: ${text}`,
  };
}

function unescapeMarkdown(markdown: string): string {
  return markdown.replaceAll(/\\(\p{P}|\p{S})/gu, '$1');
}

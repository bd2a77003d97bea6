import { describe, expect, it } from 'vitest';
import { isUnanswered } from '../../src/discord/network.ts';

const coded = (code: string) => Object.assign(new Error('x'), { code });
const named = (name: string) => Object.assign(new Error('x'), { name });

describe('a request that failed', () => {
  it.each([
    ['a broken line', coded('ECONNRESET')],
    ['no network', coded('ENOTFOUND')],
    ['no answer in time', coded('UND_ERR_HEADERS_TIMEOUT')],
    ['its deadline', named('TimeoutError')],
    ['being given up', named('AbortError')],
    ['one of these further down', new Error('x', { cause: new Error('y', { cause: coded('EPIPE') }) })],
  ])('by %s got no answer', (_, error) => {
    expect(isUnanswered(error)).toBe(true);
  });

  it.each([
    ['an answer', new Error('x')],
    ['another code', coded('XECONNRESETX')],
    ['another name', named('MyTimeoutErrors')],
    ['nothing', {}],
  ])('by %s got one, for all that is known', (_, error) => {
    expect(isUnanswered(error)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { linkTo, MAX_LINK } from '../../src/citation/link.ts';
import { makeReading } from '../../src/reading/make.ts';
import { quoteOf } from '../../src/reading/quote.ts';

function link(
  words: string,
  paragraphs: readonly string[],
  url: string | undefined = 'https://example.org/a',
) {
  const reading = makeReading(
    'page',
    { headline: 'A page', language: 'en', ...(url && { url }) },
    paragraphs.map((text) => ({ kind: 'paragraph' as const, text })),
  );
  const p = reading.paragraphs.find(({ text }) => text.includes(words));
  const start = p?.text.indexOf(words) ?? -1;
  if (!p) throw new Error(`no ${words}`);
  return linkTo(reading, quoteOf(reading, p, { start, end: start + words.length }));
}

describe('a link to the very words', () => {
  it('is a text fragment, percent-encoded with its dashes, commas and ampersands', () => {
    expect(link('two-sided, R&D “is” 5 %', ['The two-sided, R&D “is” 5 % of it.'])).toBe(
      'https://example.org/a#:~:text=two%2Dsided%2C%20R%26D%20%E2%80%9Cis%E2%80%9D%205%20%25',
    );
  });

  it('is added to a fragment that the URL has', () => {
    expect(link('Some words', ['Some words.'], 'https://example.org/a#top')).toBe(
      'https://example.org/a#top:~:text=Some%20words',
    );
  });

  it('names what stands around words that occur twice', () => {
    expect(link('the pact', ['They say the pact is old.', 'We say that THE PACT holds.'])).toBe(
      'https://example.org/a#:~:text=They%20say-,the%20pact,-is%20old.',
    );
    expect(link('pact', ['A pact.', 'The pacts.'])).toMatch(/text=(?:A|page%20A)-,pact,-/);
  });

  it('is a range where it would be over 512 characters', () => {
    const long = Array.from({ length: 120 }, (_, i) => `word${i}`).join(' ');
    const made = link(long, [`Before ${long} after.`]);
    expect(made).toBe('https://example.org/a#:~:text=word0%20word1%20word2,word117%20word118%20word119');
    expect(made?.length).toBeLessThanOrEqual(MAX_LINK);
  });

  it('is not made where there is no URL, or none that is short enough or leads to these words only', () => {
    expect(link('Some words', ['Some words.'], '')).toBeUndefined();
    expect(link('Some words', ['Some words.'], `https://example.org/${'a'.repeat(600)}`)).toBeUndefined();
    expect(
      link('a', ['a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a']),
    ).toBeUndefined();
  });

  it('survives half characters', () => {
    expect(link('x \uD800 y', ['x \uD800 y z'])).toBe('https://example.org/a#:~:text=x%20%EF%BF%BD%20y');
  });
});

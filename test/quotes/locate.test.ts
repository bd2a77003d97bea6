import { describe, expect, it } from 'vitest';
import { locate } from '../../src/quotes/locate.ts';
import { NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';
import { prepared } from '../support/prepared.ts';
import { refusal } from '../support/refusals.ts';

const text = prepared({
  reading: makeReading('r', { headline: 'h', language: 'en' }, [
    { kind: 'paragraph', text: 'Brown said: “It isn’t over – not yet,” and left. It holds, it holds.' },
    { kind: 'paragraph', text: 'Mason agreed that\nthe treaty holds.' },
    { kind: 'paragraph', text: 'Mason agreed that it holds.' },
  ]),
  annotations: NO_ANNOTATIONS,
});

describe('the words of an editor’s quote', () => {
  it('are taken as the text has them', () => {
    expect(locate(text, 'the treaty holds')).toEqual({ paragraph: 2, quote: 'the treaty holds' });
    expect(locate(text, '"the treaty holds"')).toEqual({ paragraph: 2, quote: 'the treaty holds' });
    expect(locate(text, '"It isn\'t over - not yet,"').quote).toMatch(/It isn’t over – not yet/);
    expect(locate(text, 'that the treaty')).toEqual({ paragraph: 2, quote: 'that\nthe treaty' });
  });

  it('are asked for again where several paragraphs have them', () => {
    expect(() => locate(text, 'Mason agreed that')).toThrow(
      refusal(
        'quote-ambiguous',
        '“Mason agreed that” stands in ¶2 and ¶3. Write which you mean before the words: ¶2 Mason agreed that',
      ),
    );
    expect(locate(text, '¶3 Mason agreed that')).toEqual({ paragraph: 3, quote: 'Mason agreed that' });
    expect(locate(text, '¶1#2 t holds')).toEqual({ paragraph: 1, quote: 't holds', occurrence: 2 });
  });

  it.each([
    [
      'a word is another',
      'the treaty stands',
      refusal(
        'quote-not-there',
        'The text does not say “the treaty stands”. Quote it word for word. The nearest passage is ¶2: “the treaty”',
      ),
    ],
    [
      'they stand in another paragraph',
      '¶1 the treaty holds',
      refusal('quote-not-there', '¶1 does not say “the treaty holds”. Quote it word for word.'),
    ],
    ['there are none', '  ', refusal('quote-empty', 'A quote has no words. Give words of the text.')],
    [
      'no word of them is there',
      'xylophones',
      refusal('quote-not-there', 'The text does not say “xylophones”. Quote it word for word.'),
    ],
  ])('are refused where %s', (_, words, refused) => {
    expect(() => locate(text, words)).toThrow(refused);
  });
});

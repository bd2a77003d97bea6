import { describe, expect, it } from 'vitest';
import { locate } from '../../src/quotes/locate.ts';
import { NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';

const text = {
  reading: makeReading('r', { headline: 'h', language: 'en' }, [
    { kind: 'paragraph', text: 'Brown said: “It isn’t over – not yet,” and left. It holds, it holds.' },
    { kind: 'paragraph', text: 'Mason agreed that\nthe treaty holds.' },
    { kind: 'paragraph', text: 'Mason agreed that it holds.' },
  ]),
  annotations: NO_ANNOTATIONS,
};

describe('the words of an editor’s quote', () => {
  it('are taken as the text has them', () => {
    expect(locate(text, 'the treaty holds')).toEqual({ paragraph: 2, quote: 'the treaty holds' });
    expect(locate(text, '"the treaty holds"')).toEqual({ paragraph: 2, quote: 'the treaty holds' });
    expect(locate(text, '"It isn\'t over - not yet,"').quote).toMatch(/It isn’t over – not yet/);
    expect(locate(text, 'that the treaty')).toEqual({ paragraph: 2, quote: 'that\nthe treaty' });
  });

  it('are asked for again where several paragraphs have them', () => {
    expect(() => locate(text, 'Mason agreed that')).toThrow(/stands in ¶2 and ¶3.*¶2 Mason agreed that/);
    expect(locate(text, '¶3 Mason agreed that')).toEqual({ paragraph: 3, quote: 'Mason agreed that' });
    expect(locate(text, '¶1#2 t holds')).toEqual({ paragraph: 1, quote: 't holds', occurrence: 2 });
  });

  it.each([
    ['a word is another', 'the treaty stands', /does not say “the treaty stands”.*nearest passage is ¶2/],
    ['they stand in another paragraph', '¶1 the treaty holds', /¶1 does not say/],
    ['there are none', '  ', /no words/],
    ['no word of them is there', 'xylophones', /does not say/],
  ])('are refused where %s', (_, words, message) => {
    expect(() => locate(text, words)).toThrow(message);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteBlocks, partsOf, quoteBlocks } from '../../../commands/cards/quote.ts';
import { LIMITS } from '../../../src/discord/components.ts';
import { type CardBlock, cardReply } from '../../../src/discord/layout.ts';
import { md } from '../../../src/discord/markdown.ts';
import { type AnnotatedReading, NO_ANNOTATIONS } from '../../../src/reading/annotations.ts';
import { makeReading } from '../../../src/reading/make.ts';
import { quoteOf } from '../../../src/reading/quote.ts';
import { messagesOf, sizeOf } from '../../support/replies.ts';

const textOf = (words: string): AnnotatedReading => ({
  reading: makeReading('r', { headline: 'A headline', language: 'en', date: '2019-06-25' }, [
    { kind: 'paragraph', text: words },
  ]),
  annotations: NO_ANNOTATIONS,
});

function whole({ reading }: AnnotatedReading) {
  const p = reading.paragraphs[0]!;
  return quoteOf(reading, p, { start: 0, end: p.text.length });
}

const sources = (blocks: readonly CardBlock[]) => blocks.map(({ markdown }) => markdown.source);

describe('a quote on a card', () => {
  it('is the exact words, with ¶, whose they are, and the date', () => {
    const text = textOf('It rained.');
    expect(sources(quoteBlocks(text, whole(text)))).toEqual([
      '> It rained.\n**¶1** · the article · 25 June 2019',
    ]);
  });

  it('that is too long for one block is split at sentence ends and marked', () => {
    const sentence = 'This sentence is one of very many that all say the same. ';
    const blocks = quoteBlocks(textOf(sentence.repeat(80).trim()), whole(textOf(sentence.repeat(80).trim())));
    expect(sources(blocks).map((source) => source.split(' · ').at(-1))).toEqual(['1/2', '2/2']);
    for (const source of sources(blocks)) expect(source.split('\n')[0]).toMatch(/same\.$/);
  });

  it('of one endless sentence is split between characters, however long they are', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const part of partsOf(family.repeat(500), 'en')) expect(part.replaceAll(family, '')).toBe('');
    const accents = `a${'\u0301'.repeat(6000)}`;
    expect(partsOf(accents, 'en').join('')).toBe(accents);
  });
});

describe('cards', () => {
  it('keep Discord’s limits whatever they hold, and say what was left out', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6000 });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 40 }), (all) => {
        const blocks = all.flatMap((one) => {
          const text = textOf(one);
          return quoteBlocks(text, whole(text));
        });
        const sent = messagesOf(cardReply(md`### A heading`, blocks));
        expect(sent.length).toBeLessThanOrEqual(5);
        for (const { components } of sent) {
          const { count, text } = sizeOf(components);
          expect(count).toBeLessThanOrEqual(LIMITS.components);
          expect(text).toBeLessThanOrEqual(LIMITS.text);
        }
        const left = /(\d+) more left out/.exec(JSON.stringify(sent.at(-1)))?.[1] ?? '0';
        const shown = sent.reduce(
          (sum, { components }) => sum + JSON.stringify(components).split('**¶1**').length - 1,
          0,
        );
        expect(shown + Number(left)).toBe(blocks.length);
      }),
      { numRuns: 30 },
    );
  });

  it('keep the longest note that there can be', () => {
    const stars = (n: number) => '*'.repeat(n);
    const url = `https://example.org/${'>'.repeat(490)}`;
    const notes = [{ id: 'n', paragraphs: [1], text: stars(1000), source: { title: stars(300), url } }];
    const text = { ...textOf('It rained.'), annotations: { ...NO_ANNOTATIONS, notes } };
    for (const { components } of messagesOf(cardReply(md`### ${stars(600)}`, noteBlocks(text, [1]))))
      expect(sizeOf(components).text).toBeLessThanOrEqual(LIMITS.text - 100);
  });

  it('lose no character when words are split', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 3000 }),
        fc.integer({ min: 60, max: 500 }),
        (words, limit) => {
          expect(partsOf(words, 'en', limit).join('').replaceAll(/\s/g, '')).toBe(
            words.replaceAll(/\s/g, ''),
          );
        },
      ),
    );
  });

  it('show editors’ notes apart, with their source', () => {
    const note = {
      id: 'n',
      paragraphs: [1],
      text: 'It *did not*.',
      source: { title: 'A gazette', url: 'https://example.org/x' },
    };
    const text = { ...textOf('It rained.'), annotations: { ...NO_ANNOTATIONS, notes: [note] } };
    expect(sources(noteBlocks(text, [1]))).toEqual([
      '**Editor’s note on ¶1** — It \\*did not\\*.\n-# Source: [A gazette](<https://example.org/x>)',
    ]);
    expect(noteBlocks(text, [2])).toEqual([]);
  });
});

import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardReply, noteBlocks, partsOf, quoteBlocks } from '../../../commands/cards/quote.ts';
import { button, LIMITS } from '../../../src/discord/render.ts';
import type { MessageReply } from '../../../src/discord/reply.ts';
import { type AnnotatedReading, NO_ANNOTATIONS } from '../../../src/reading/annotations.ts';
import { makeReading } from '../../../src/reading/make.ts';
import { quoteOf } from '../../../src/reading/quote.ts';

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

function messages(reply: MessageReply): MessageReply[] {
  return [reply, ...(reply.followedBy ? messages(reply.followedBy) : [])];
}

function size(components: readonly object[]): { count: number; text: number } {
  return components.reduce<{ count: number; text: number }>(
    (sum, component) => {
      const inner = size((component as { components?: object[] }).components ?? []);
      const own = (component as { content?: string }).content?.length ?? 0;
      return { count: sum.count + inner.count + 1, text: sum.text + inner.text + own };
    },
    { count: 0, text: 0 },
  );
}

describe('a quote on a card', () => {
  it('is the exact words, with ¶, whose they are, and the date', () => {
    const text = textOf('It rained.');
    expect(quoteBlocks(text, whole(text))).toEqual([
      { markdown: '> It rained.\n**¶1** · the article · 25 June 2019' },
    ]);
  });

  it('that is too long for one block is split at sentence ends and marked', () => {
    const sentence = 'This sentence is one of very many that all say the same. ';
    const blocks = quoteBlocks(textOf(sentence.repeat(80).trim()), whole(textOf(sentence.repeat(80).trim())));
    expect(blocks.map(({ markdown }) => markdown.split(' · ').at(-1))).toEqual(['1/2', '2/2']);
    for (const { markdown } of blocks) expect(markdown.split('\n')[0]).toMatch(/same\.$/);
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
        const sent = messages(cardReply('### A heading', blocks));
        expect(sent.length).toBeLessThanOrEqual(5);
        for (const { components } of sent) {
          const { count, text } = size(components as APIMessageTopLevelComponent[]);
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

  it('part what no message holds at line ends, lose none of it, and keep its buttons last', () => {
    const pressed = button('Cite', 'x');
    const lines = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 1300 }), (lengths, heading) => {
        const markdown = lengths.map((length, i) => `> ${String(i).repeat(length)}`).join('\n');
        const sent = messages(cardReply('h'.repeat(heading), [{ markdown, buttons: [pressed] }]));
        const parts = sent.map(({ components }) => size(components as APIMessageTopLevelComponent[]));
        for (const { text } of parts) expect(text).toBeLessThanOrEqual(LIMITS.text - 100);
        if (sent.length === 5) return;
        const told = JSON.stringify(sent);
        lengths.forEach((length, i) => {
          if (i > 1) expect(told.split(String(i)).length - 1).toBeGreaterThanOrEqual(length);
        });
        expect(JSON.stringify(sent.at(-1))).toContain('"custom_id":"x"');
      }),
      { numRuns: 100 },
    );
  });

  it('keep the longest note that there can be', () => {
    const stars = (n: number) => '*'.repeat(n);
    const url = `https://example.org/${'>'.repeat(490)}`;
    const notes = [{ id: 'n', paragraphs: [1], text: stars(1000), source: { title: stars(300), url } }];
    const text = { ...textOf('It rained.'), annotations: { ...NO_ANNOTATIONS, notes } };
    for (const { components } of messages(cardReply(`### ${stars(600)}`, noteBlocks(text, [1]))))
      expect(size(components as APIMessageTopLevelComponent[]).text).toBeLessThanOrEqual(LIMITS.text - 100);
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
    expect(noteBlocks(text, [1])).toEqual([
      {
        markdown:
          '**Editor’s note on ¶1** — It \\*did not\\*.\n-# Source: [A gazette](<https://example.org/x>)',
      },
    ]);
    expect(noteBlocks(text, [2])).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../src/reading/sentences.ts';

const split = (text: string, language = 'en') =>
  sentencesOf(text, language).map(({ start, end }) => text.slice(start, end));

describe('sentences of a paragraph', () => {
  it.each([
    [['Dr. J. R. Smith came.', 'He left.']],
    [['He went to the U.S.', 'The man stayed.']],
    [['U.S. forces left.', 'They came back.']],
    [['Acme Inc. said so.', 'It paid $3.5 million.']],
    [['"Why?" she asked.', '"No," he said.']],
    [['Too many are opposed ...', 'Trump might suggest revisions.']],
    [['It was … quiet.', 'Then it rained.']],
    [['In World War I.', 'The men came home.']],
    [['He met Gen. Lee on Jan. 3.', 'It rained.']],
  ])('keeps abbreviations, initials and pauses inside: %j', (sentences) => {
    expect(split(sentences.join(' '))).toEqual(sentences);
  });

  it('gives an opening mark to the sentence that it opens, where no space parts them', () => {
    expect(split('東京は首都です。「行く」と言った。', 'ja')).toEqual([
      '東京は首都です。',
      '「行く」と言った。',
    ]);
  });

  it('loses no character but the spaces between sentences', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const slices = sentencesOf(text, 'en');
        let at = 0;
        for (const { start, end } of slices) {
          expect(text.slice(at, start).trim()).toBe('');
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });
});

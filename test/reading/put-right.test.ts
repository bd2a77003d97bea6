import { describe, expect, it } from 'vitest';
import { annotationsSchema } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';
import { type Body, type Fix, followWords, putRight, undoFix } from '../../src/reading/put-right.ts';
import { refusal } from '../support/refusals.ts';

const p = (text: string) => ({ kind: 'paragraph', text }) as const;
const h = (text: string) => ({ kind: 'heading', text }) as const;
const TEXT: Body = {
  facts: { headline: 'On Rain', publisher: 'The Courier', language: 'en' },
  blocks: [p('By Jane Doe'), p('12 March 2024'), h('It rained.'), p('One. Two.'), p('Three.')],
};

describe('what is put right', () => {
  it.each<[string, Fix, Body['facts'] | undefined, Body['blocks'], readonly string[]]>([
    [
      'a paragraph is the author',
      { kind: 'fact', block: 0, fact: 'byline' },
      { ...TEXT.facts, byline: 'Jane Doe' },
      TEXT.blocks.slice(1),
      [],
    ],
    [
      'a paragraph is the date',
      { kind: 'fact', block: 1, fact: 'date' },
      { ...TEXT.facts, date: '2024-03-12' },
      TEXT.blocks.toSpliced(1, 1),
      [],
    ],
    [
      'a heading is the title, and the old one is told',
      { kind: 'fact', block: 2, fact: 'headline' },
      { ...TEXT.facts, headline: 'It rained.' },
      TEXT.blocks.toSpliced(2, 1),
      ['On Rain'],
    ],
    [
      'a fact goes back',
      { kind: 'back', fact: 'publisher' },
      { headline: 'On Rain', language: 'en' },
      [p('The Courier'), ...TEXT.blocks],
      [],
    ],
    [
      'a heading is a paragraph',
      { kind: 'paragraph', block: 2 },
      undefined,
      TEXT.blocks.with(2, p('It rained.')),
      [],
    ],
    [
      'a paragraph is a heading',
      { kind: 'heading', block: 4 },
      undefined,
      TEXT.blocks.with(4, h('Three.')),
      [],
    ],
    [
      'two are one',
      { kind: 'join', block: 3 },
      undefined,
      [...TEXT.blocks.slice(0, 3), p('One. Two. Three.')],
      [],
    ],
    [
      'one is two',
      { kind: 'split', block: 3, at: 5 },
      undefined,
      TEXT.blocks.toSpliced(3, 1, p('One.'), p('Two.')),
      [],
    ],
    [
      'words are wrong',
      { kind: 'words', block: 4, text: ' Tree. ' },
      undefined,
      TEXT.blocks.with(4, p('Tree.')),
      ['Three.'],
    ],
    ['it is no part of the text', { kind: 'drop', block: 4 }, undefined, TEXT.blocks.slice(0, 4), ['Three.']],
  ])('%s', (_, fix, facts, blocks, dropped) => {
    const { undo, ...made } = putRight(TEXT, fix);
    expect(made).toEqual({ facts: facts ?? TEXT.facts, blocks, dropped });
    expect(undoFix(made, undo)).toEqual(TEXT);
  });

  it('joins verse by lines', () => {
    const verse = { ...TEXT, blocks: [p('a\nb'), p('c\nd')] };
    expect(putRight(verse, { kind: 'join', block: 0 }).blocks).toEqual([p('a\nb\nc\nd')]);
  });

  it.each<[Fix, ReturnType<typeof refusal>]>([
    [{ kind: 'join', block: 4 }, refusal('fix-last', 'Nothing follows here that it could be joined with.')],
    [
      { kind: 'words', block: 4, text: ' ' },
      refusal('fix-no-words', 'Without words it is no paragraph: choose “Leave it out” instead.'),
    ],
    [
      { kind: 'drop', block: 9 },
      refusal('fix-gone', 'That is no longer there: the text has changed. Open the draft again.'),
    ],
  ])('%j is refused', (fix, refused) => {
    expect(() => putRight(TEXT, fix)).toThrow(refused);
  });

  it('leaves at least one paragraph', () => {
    expect(() => putRight({ ...TEXT, blocks: [p('x')] }, { kind: 'drop', block: 0 })).toThrow(
      refusal(
        'fix-empty',
        'That would leave no paragraph. Discard the draft instead, and add the text anew.',
      ),
    );
  });

  it('is followed by annotations, which stay with their words', () => {
    const quoted = (paragraph: number, quote: string) => ({ paragraph, quote });
    const annotations = annotationsSchema.parse({
      people: [
        {
          id: 'a',
          name: 'A',
          description: quoted(1, 'By Jane'),
          says: [{ ...quoted(3, 'Two.'), mode: 'direct' }],
        },
      ],
      prompts: [{ id: 'b', question: 'Why?', paragraphs: [3, 4] }],
    });
    const numbers = (fix: Fix) => {
      const { facts, blocks } = putRight(TEXT, fix);
      const [before, after] = [makeReading('a', TEXT.facts, TEXT.blocks), makeReading('a', facts, blocks)];
      const { people, prompts } = followWords(annotations, before, after);
      return [people[0]?.description.paragraph, people[0]?.says[0]?.paragraph, prompts[0]?.paragraphs];
    };
    expect(numbers({ kind: 'split', block: 3, at: 5 })).toEqual([1, 4, [3, 5]]);
    expect(numbers({ kind: 'join', block: 3 })).toEqual([1, 3, [3]]);
    expect(numbers({ kind: 'drop', block: 1 })).toEqual([1, 2, [2, 3]]);
    expect(numbers({ kind: 'paragraph', block: 2 })).toEqual([1, 4, [4, 5]]);
  });
});

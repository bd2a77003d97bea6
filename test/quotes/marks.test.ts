import { describe, expect, it } from 'vitest';
import { markedIn } from '../../src/quotes/marks.ts';

/** The words in marks, a paragraph each; those that run on end with an arrow. */
const read = (...paragraphs: string[]) =>
  markedIn(paragraphs).map((spans, i) =>
    spans.map(({ start, end, runsOn }) => `${paragraphs[i]?.slice(start, end)}${runsOn ? ' →' : ''}`),
  );

describe('quotation marks', () => {
  it.each([
    ['“one” and „two“ and „three”', ['one', 'two', 'three']],
    ['«one» and »two« and ‹three›', ['one', 'two', 'three']],
    ['「one」 and 『two』 and ＂three＂', ['one', 'two', 'three']],
    ['"one" and ‘two’ and ‚three’ and ‚four‘', ['one', 'two', 'three', 'four']],
    ["'one' and 'two words'", ['one', 'two words']],
    ['“one ‘two’ three”', ['one ‘two’ three']],
    ['“it’s one” and ‘it’s two’', ['it’s one', 'it’s two']],
    ["the students' view and rock'n'roll", []],
    ['the students’ view and the players’ game', []],
    ['a 6" pipe and a 9" pipe', []],
    ['a pipe of 6 "inches"', ['inches']],
    ['“one “two” three', ['one “two']],
    ['one” and two', []],
    ['“one', []],
    ['“” and ""', []],
    ['a»b« c', []],
    ['a » b «', []],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  it('that are open at a paragraph’s end run on where the next one opens with the same', () => {
    expect(read('“One. ', '“Two.', '  “three”', 'Four.')).toEqual([['One. →'], ['Two. →'], ['three'], []]);
    expect(read('“One.', '«Two»')).toEqual([[], ['Two']]);
    expect(read('“One.', 'Two')).toEqual([[], []]);
    expect(read('He said: “One” and “two.', '“Three.”')).toEqual([['One', 'two. →'], ['Three.']]);
    expect(read('“ “One.', '“Two”')).toEqual([[' “One. →'], ['Two']]);
    expect(read('“One.')).toEqual([[]]);
  });
});

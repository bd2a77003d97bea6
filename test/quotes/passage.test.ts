import { describe, expect, it } from 'vitest';
import { check } from '../../src/quotes/check.ts';
import type { Verdict } from '../../src/quotes/verdict.ts';
import { NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';
import { prepared } from '../support/prepared.ts';

function verdictOf(words: string, paragraphs: readonly string[], more: object = {}): Verdict {
  const blocks = paragraphs.map((text) => ({ kind: 'paragraph' as const, text }));
  const reading = makeReading('r', { headline: 'A heading', language: 'en', ...more }, blocks);
  return check(prepared({ reading, annotations: NO_ANNOTATIONS }), { words }).verdict;
}

function passagesOf(words: string, ...paragraphs: readonly string[]) {
  const verdict = verdictOf(words, paragraphs);
  const passages =
    'passages' in verdict ? verdict.passages : verdict.kind === 'absent' ? verdict.nearest : [];
  return passages.map(({ pieces, cut, cautions }) => ({
    pieces: pieces.map(({ quote }) => quote.text),
    cut: cut.map(({ text }) => text),
    cautions: cautions.map(({ word, caution }) => `${word} (${caution})`),
  }));
}

describe('a true quote names what turns or softens it and is left out', () => {
  it.each([
    ['just before it', 'the pact holds', 'He did not say that the pact holds.', ['not (negation)']],
    ['with a dash', 'likely case', 'It is a not-so-likely case.', ['not (negation)']],
    ['six words before', 'the pact', 'It may be true that he says the pact holds.', ['may (hedge)']],
    ['seven words before', 'the pact', 'It may be true that he always says the pact holds.', []],
    ['before a comma', 'the pact holds', 'It may be, and the pact holds.', []],
    ['in the sentence before', 'The pact holds', 'It may not be. The pact holds.', []],
    ['after it', 'The pact', 'The pact may not hold.', []],
    ['after its cut', 'The pact …', 'The pact may not hold. Never.', ['may (hedge)', 'not (negation)']],
    ['before its cut', '… the pact holds', 'It may be, he says, that the pact holds.', ['may (hedge)']],
    ['within its cut', 'The pact … hold', 'The pact may not hold.', ['may (hedge)', 'not (negation)']],
    [
      'in a whole sentence that is cut',
      'The pact … It holds',
      'The pact is old. It may not be. It holds.',
      [],
    ],
  ])('%s: %s', (_, words, text, expected) => {
    expect(passagesOf(words, text).map(({ cautions }) => cautions)).toEqual([expected]);
  });
});

describe('a true quote', () => {
  it('that is cut has its pieces, and what lies between them', () => {
    expect(passagesOf('The pact … for years', 'The pact holds, they say, for years.')).toEqual([
      { pieces: ['The pact', 'for years'], cut: ['holds, they say,'], cautions: [] },
    ]);
  });

  it('that is cut where nothing is left out has nothing between its pieces', () => {
    expect(passagesOf('The pact … holds', 'The pact, holds.')).toEqual([
      { pieces: ['The pact', 'holds'], cut: [], cautions: [] },
    ]);
  });

  it('is found in each order of its pieces that there is, the nearest ones', () => {
    const text = 'One two three. One four two three. Two five.';
    expect(passagesOf('one … two', text).map(({ cut }) => cut)).toEqual([[], ['four'], ['four two three.']]);
    expect(passagesOf('four … five', text).map(({ cut }) => cut)).toEqual([['two three. Two']]);
    expect(verdictOf('five … four', [text]).kind).not.toBe('shortened');
    expect(verdictOf('one … five', ['One two.', 'Four five.']).kind).not.toBe('shortened');
  });

  it('has the quotation marks that it was given with, where the text has them too', () => {
    expect(passagesOf('“one-sided” pact', 'The “one-sided” pact.')[0]?.pieces).toEqual(['“one-sided” pact']);
    expect(passagesOf('one-sided” pact', 'The “one-sided” pact.')[0]?.pieces).toEqual(['one-sided” pact']);
    expect(verdictOf('“a pact', ['The “one-sided” (a pact).'])).toMatchObject({
      kind: 'verbatim-but',
      differences: ['quotation marks'],
    });
  });

  it('that runs over a paragraph’s end has a piece in each', () => {
    expect(passagesOf('is old.\nIt holds.\nSo', 'The pact is old.', 'It holds.', 'So they say.')).toEqual([
      { pieces: ['is old.', 'It holds.', 'So'], cut: [], cautions: [] },
    ]);
  });

  it('is none where it begins or ends within a compound', () => {
    const text = 'A non-violent, duty-free, -5 and well-known pre-war pact is un-American.';
    for (const [words, whole] of [
      ['violent', 'non-violent'],
      ['5 and', '-5 and'],
      ['war pact', 'pre-war pact'],
      ['American', 'un-American'],
      ['duty', 'duty-free'],
    ])
      expect([
        words,
        verdictOf(words ?? '', [text]).kind,
        passagesOf(words ?? '', text)[0]?.pieces[0],
      ]).toEqual([words, 'altered', whole]);
    expect(verdictOf('known', [text]).kind).toBe('verbatim');
    expect(verdictOf('violent', ['It is non - violent.']).kind).toBe('verbatim');
    expect(verdictOf('free', ['It is duty - free.']).kind).toBe('verbatim');
    expect(verdictOf('war', ['A war-torn land.']).kind).toBe('verbatim');
  });
});

describe('words that are nowhere', () => {
  const paragraphs = [
    'The old bridge over the river was closed in June.',
    'Nobody knows why. The river was high in June, and the old road was under water.',
    'A new road is planned.',
  ];

  it('have the two sentences offered that share the most telling words, those that are rare first', () => {
    const nearest = (words: string) => passagesOf(words, ...paragraphs).map(({ pieces }) => pieces[0]);
    const [first, second] = [
      'The old bridge over the river was closed in June.',
      'The river was high in June, and the old road was under water.',
    ];
    expect(nearest('They shut a bridge and some roads when water rose high')).toEqual([second]);
    expect(nearest('River, June, bridge')).toEqual([first, second]);
    expect(nearest('River, June, water')).toEqual([second, first]);
    expect(nearest('Planned road, high water, closed bridge')).toEqual([second, first]);
  });

  it('have one offered that shares one word where that is all that tells', () => {
    expect(passagesOf('Planned', 'It is planned-for.', 'Else.')).toHaveLength(1);
  });

  it('have none offered where they share one word of several, or none, or only one that is everywhere', () => {
    expect(passagesOf('That bridge collapsed yesterday evening', ...paragraphs)).toEqual([]);
    expect(passagesOf('Xylophones', ...paragraphs)).toEqual([]);
    const everywhere = Array.from({ length: 101 }, () => 'A bridge and a road.');
    expect(passagesOf('Road under a bridge', ...everywhere)).toEqual([]);
  });

  it('are known as those of the headline, the standfirst or a heading', () => {
    const facts = { headline: 'A bridge is closed', standfirst: 'Nobody knows for how long' };
    expect(verdictOf('bridge is closed', ['Else.'], facts)).toMatchObject({ heading: facts.headline });
    expect(verdictOf('for how long', ['Else.'], facts)).toMatchObject({ heading: facts.standfirst });
    expect(verdictOf('ridge is closed', ['Else.'], facts)).not.toHaveProperty('heading');
    const reading = makeReading('r', { headline: 'h', language: 'en' }, [
      { kind: 'heading', text: 'What comes next' },
      { kind: 'paragraph', text: 'Else.' },
    ]);
    const { verdict } = check(prepared({ reading, annotations: NO_ANNOTATIONS }), { words: 'what comes' });
    expect(verdict).toMatchObject({ kind: 'absent', heading: 'What comes next' });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestTo } from '../../src/quotes/approximate-match.ts';
import { type Concordance, concordanceOf, makeConcordance } from '../../src/quotes/concordance.ts';
import { tokensOf } from '../../src/quotes/tokens.ts';
import { makeReading } from '../../src/reading/make.ts';

const readingOf = (...paragraphs: string[]) =>
  makeReading(
    'r',
    { headline: 'h', language: 'en' },
    paragraphs.map((text) => ({ kind: 'paragraph' as const, text })),
  );
const reading = readingOf(
  'The pact is old. The pact holds.',
  'Is the pact old? [The] pact is old, they say.',
);
const concordance = makeConcordance(reading);
const normsOf = ({ ids, norms }: Concordance) => Array.from(ids, (id) => norms[id]);
const idsOf = (words: string) => concordance.idsOf(tokensOf(words));

describe('a concordance', () => {
  it('is made once for the same words, whichever object holds them', async () => {
    const made = await concordanceOf(reading);
    expect(await concordanceOf({ ...reading })).toBe(made);
    expect(await concordanceOf(readingOf('Else.'))).not.toBe(made);
  });

  it('is made while others are served, and once for all who ask meanwhile', async () => {
    const long = readingOf(
      ...Array.from({ length: 2000 }, (_, n) => `In ${n}, ${'the pact holds. '.repeat(25)}`),
    );
    let turns = 0;
    const serveOthers = () => {
      turns++;
      next = setImmediate(serveOthers);
    };
    let next = setImmediate(serveOthers);
    const [made, ...others] = await Promise.all([1, 2, 3].map(() => concordanceOf({ ...long })));
    clearImmediate(next);
    expect(made?.length).toBe(2000 * 103);
    expect(new Set([made, ...others]).size).toBe(1);
    expect(turns).toBeGreaterThan(3);
  });

  it('is another where a group sees a part of the reading, or its language is another', async () => {
    const made = await concordanceOf(reading);
    expect((await concordanceOf({ ...reading, paragraphs: reading.paragraphs.slice(0, 1) })).length).toBe(9);
    expect(await concordanceOf({ ...reading, facts: { ...reading.facts, language: 'de' } })).not.toBe(made);
  });

  it('has every token of the reading with its paragraph and its sentence', () => {
    expect(normsOf(concordance).join(' ')).toBe(
      'the pact is old . the pact holds . is the pact old ? the pact is old , they say .',
    );
    expect([...concordance.paragraphs].join('')).toBe('1111111112222222222222');
    expect([...concordance.sentences].join('')).toBe('0000011112222233333333');
  });

  it.each([
    ['the pact', [0, 5, 10, 14]],
    ['pact is old', [1, 15]],
    ['. is the', [8]],
    ['pact holds old', []],
    ['the treaty', []],
    ['say .', [20]],
    ['say . the', []],
  ])('finds each place of %s', (words, places) => {
    const ids = idsOf(words);
    expect([...concordance.find(ids)]).toEqual(places);
  });

  it('finds a part of words, and the longest stretch from one of them on', () => {
    const ids = idsOf('they pact is old . they');
    expect([...concordance.find(ids.subarray(1, 3))]).toEqual([1, 15]);
    expect(concordance.longest(ids.subarray(1))).toBe(4);
    expect(concordance.longest(ids.subarray(5))).toBe(1);
    expect(concordance.longest(idsOf('pact is old . the'))).toBe(5);
    expect(concordance.longest(idsOf('the treaty'))).toBe(1);
    expect(concordance.longest(idsOf('treaty'))).toBe(0);
  });

  it('knows the places of a token, and of one that it does not have that there are none', () => {
    const [pact = -1, treaty = -1] = idsOf('pact treaty');
    expect([...concordance.places(pact)]).toEqual([1, 6, 11, 15]);
    expect([...concordance.places(treaty)]).toEqual([]);
  });

  it('knows each token as it stands in its paragraph', () => {
    expect(concordance.tokens({ from: 13, to: 16 })).toEqual([
      { norm: '?', kind: 'mark', start: 15, end: 16, bracketed: false },
      { norm: 'the', kind: 'word', start: 18, end: 21, bracketed: true },
      { norm: 'pact', kind: 'word', start: 23, end: 27, bracketed: false },
    ]);
  });

  it('weighs marks and what is in brackets little, and words of many paragraphs less than others', () => {
    // "The pact" stands in three of three paragraphs, "old" in two, "rare" in one.
    const made = makeConcordance(readingOf('The pact is old, rare.', 'The pact [is] old.', 'The pact.'));
    expect(normsOf(made).map((norm, i) => `${norm} ${made.weights[i]}`)).toEqual(
      'the 3,pact 3,is 4,old 4,x 1,rare 4,. 1,the 3,pact 3,is 1,old 4,. 1,the 3,pact 3,. 1'
        .replace('x', ',')
        .split(/,(?! )/)
        .map((one) => one || ', 1'),
    );
  });

  it('of nothing is empty', () => {
    const { find, idsOf: ids, longest } = makeConcordance(readingOf(''));
    expect([...find(ids(tokensOf('a')))]).toEqual([]);
    expect(longest(ids(tokensOf('a')))).toBe(0);
  });

  it('finds what a search through all tokens finds', () => {
    const words = fc.array(fc.constantFrom(...'abc.'), { maxLength: 30 });
    fc.assert(
      fc.property(
        words,
        fc.array(fc.constantFrom(...'abcd.'), { minLength: 1, maxLength: 4 }),
        (all, wanted) => {
          const made = makeConcordance(readingOf(all.join(' ')));
          const { find, longest, idsOf: ids } = made;
          const text = normsOf(made);
          const placesOf = (some: readonly string[]) =>
            text.flatMap((_, i) => (some.every((word, k) => text[i + k] === word) ? i : []));
          const sought = tokensOf(wanted.join(' '));
          const norms = sought.map(({ norm }) => norm);
          expect([...find(ids(sought))]).toEqual(placesOf(norms));
          const long = norms.findLastIndex((_, i) => placesOf(norms.slice(0, i + 1)).length > 0) + 1;
          expect(longest(ids(sought))).toBe(long);
        },
      ),
    );
  });
});

describe('the stretch of a reading that is most like some words', () => {
  const text = readingOf(
    'Nobody knows when the next talks will be held by the two sides.',
    'Some people say that the new pact is likely to hold for many years, though others doubt it.',
    'The end came soon.',
  );
  const near = (words: string, likeness = 0.5, of = text) => {
    const all = makeConcordance(of);
    return nearestTo(tokensOf(words), all, likeness).map(({ from, to, cost, likeness: like }) => ({
      words: normsOf(all).slice(from, to).join(' '),
      cost: cost + 0,
      likeness: Math.round(like * 100) / 100,
    }));
  };

  it.each([
    ['all the same', 'the new pact is likely to hold', 'the new pact is likely to hold', 0, 1],
    ['a word is another', 'the new pact is sure to hold', 'the new pact is likely to hold', 4, 0.86],
    ['a word is left out', 'the new pact is to hold', 'the new pact is likely to hold', 4, 0.83],
    ['a word is put in', 'the new pact is very likely to hold', 'the new pact is likely to hold', 4, 0.87],
    ['a mark is put in', 'the new pact, is likely to hold', 'the new pact is likely to hold', 1, 0.97],
    [
      'words run over a paragraph’s end',
      'others doubt it. The end came',
      'others doubt it . the end came',
      0,
      1,
    ],
  ])('is found where %s', (_, words, expected, cost, likeness) => {
    expect(near(words)).toMatchObject([{ words: expected, cost }]);
    expect(near(words)[0]?.likeness).toBeCloseTo(likeness, 1);
  });

  it('is none where too little is alike', () => {
    expect(near('we choose to go to the moon')).toEqual([]);
    expect(near('the old pact was sure to end', 0.5)).toEqual([]);
    expect(near('', 0.5)).toEqual([]);
    expect(near('the new treaty is likely to hold', 0.9)).toEqual([]);
    expect(near('the new treaty is likely to hold', 0.8)).toHaveLength(1);
  });

  it('is each of several that are equally like, in the order of the text, and not the others', () => {
    const same = 'Nobody knows when the next talks will be held.';
    const of = readingOf(
      same,
      'Something else is said here.',
      same,
      'Nobody knows when the last talks will end.',
    );
    const found = near('Nobody knows when the next games will be held', 0.5, of);
    expect(found.map(({ words }) => words)).toEqual(
      Array(2).fill('nobody knows when the next talks will be held'),
    );
  });

  it('is found far into a long text, at its beginning and at its end', () => {
    const filler = Array.from({ length: 400 }, (_, i) => `word${i}`).join(' ');
    const of = readingOf(
      `First words stand here. ${filler}`,
      `The middle has some. ${filler}`,
      'The last ones end it.',
    );
    expect(near('first words stood here', 0.5, of)[0]?.words).toBe('first words stand here');
    expect(near('the middle had some', 0.5, of)[0]?.words).toBe('the middle has some');
    expect(near('the last ones ended it', 0.5, of)[0]?.words).toBe('the last ones end it');
  });
});

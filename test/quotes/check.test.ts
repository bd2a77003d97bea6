import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, checkElsewhere } from '../../src/quotes/check.ts';
import { MAX_PASSAGES } from '../../src/quotes/exact-match.ts';
import type { Passage, Verdict } from '../../src/quotes/verdict.ts';
import { annotationsSchema, NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { loadReading } from '../../src/reading/folder.ts';
import { makeReading } from '../../src/reading/make.ts';
import { prepared } from '../support/prepared.ts';

const treaty = prepared(loadReading('data/readings/us-japan-security-treaty', () => undefined));

function textOf(...paragraphs: readonly string[]) {
  const blocks = paragraphs.map((text) => ({ kind: 'paragraph' as const, text }));
  return prepared({
    reading: makeReading('small', { headline: 'Small', language: 'en' }, blocks),
    annotations: NO_ANNOTATIONS,
  });
}

function placesOf(verdict: Verdict): readonly Passage[] {
  switch (verdict.kind) {
    case 'misattributed':
    case 'elsewhere':
      return verdict.verdict.passages;
    case 'stitched':
      return verdict.parts.flatMap(({ passages }) => passages);
    case 'absent':
      return verdict.nearest;
    default:
      return verdict.passages;
  }
}

/** The verdict with what makes it, as a line. */
function told(words: string, text = treaty, speaker?: string): string {
  const { verdict } = check(text, speaker === undefined ? { words } : { words, speaker });
  const at = [
    ...new Set(placesOf(verdict).flatMap(({ pieces }) => pieces.map(({ quote }) => `¶${quote.paragraph}`))),
  ];
  const named = 'differences' in verdict ? ` (${verdict.differences.join(', ')})` : '';
  const inside = 'verdict' in verdict ? ` ${verdict.verdict.kind}` : '';
  return `${verdict.kind}${inside}${named} ${at.join(' ')}`.trim();
}

const turns = (words: string) =>
  placesOf(check(treaty, { words }).verdict).flatMap(({ cautions }) => cautions.map(({ word }) => word));

describe('a quote of the treaty article is', () => {
  it.each([
    // To the letter.
    ['It is true that Trump walked away from the TPP', 'verbatim ¶8'],
    ["a 'normal nation' Japan", 'verbatim ¶6'],
    ['allegedly "one-sided" and benefited', 'verbatim ¶2'],
    ['alliance ... There are too many', 'verbatim ¶6'],
    ['the TPP [Trans-Pacific Partnership agreement]', 'verbatim ¶8'],
    ['in the region.', 'verbatim ¶9'],
    // But for trifles.
    ['it is TRUE that trump walked away', 'verbatim-but (case) ¶8'],
    ['It is  true that\nTrump walked away', 'verbatim-but (spacing) ¶8'],
    ['a ‘normal nation’ Japan', 'verbatim-but (quotation marks) ¶6'],
    ['allegedly “one-sided” and benefited', 'verbatim-but (quotation marks) ¶2'],
    ['guaranteeing Japan’s security', 'verbatim-but (quotation marks) ¶10'],
    ['alliance … There are too many', 'verbatim-but (ellipses) ¶6'],
    ['[I]t is true that Trump', 'verbatim-but (brackets) ¶8'],
    ['walked away from the TPP. He also abandoned', 'verbatim-but (brackets) ¶8'],
    ['He also abandon[ed] the Paris agreement', 'verbatim-but (brackets) ¶8'],
    ['[Biden and Putin] abandoned', 'altered ¶8'],
    ['[Trump also abandoned the Paris agreement', 'altered ¶8'],
    ['[Trump] also abandoned the Paris agreement', 'verbatim-but (brackets) ¶8'],
    ['He also abandoned the Paris agreement on climate change,', 'verbatim-but (closing punctuation) ¶8'],
    ['the Russian‑Japanese relations', 'altered ¶13'],
    ['benefit Russian–Japanese relations', 'verbatim-but (dashes) ¶13'],
    ['Trump walked\u200B away', 'verbatim-but (invisible characters) ¶8'],
    // Cut.
    ['It is true that ... He also abandoned', 'shortened () ¶8'],
    ['it is true that [...] he also abandoned the Paris agreement …', 'shortened (case) ¶8'],
    ['… would scrap the US-Japan security alliance', 'shortened () ¶6'],
    // Changed.
    ['It is true that Trump walked away from the TTIP', 'altered ¶8'],
    ['It is likely that even President Trump would scrap the US-Japan security alliance', 'altered ¶6'],
    ['likely to pull out of the landmark Japanese-US Security Treaty', 'altered ¶1'],
    ['it may even be legal for the US president to cancel the treaty', 'altered ¶10'],
    ['It is [not] true that Trump walked away from the TPP', 'altered ¶8'],
    ['This enables the United States to project power, in East Asia', 'altered ¶10'],
    ['It is true that … He also embraced the Paris agreement on climate change', 'altered ¶8'],
    // Put together.
    ['There are too many in both administrations who are considered a formal US ally', 'altered ¶6'],
    [
      'Trump walked away from the TPP and the move would be fiercely opposed by many in the US Congress',
      'altered',
    ],
    [
      'It is very unlikely that even President Trump … scrapping the US-Japan Security Treaty',
      'stitched ¶6 ¶8',
    ],
    ['He also abandoned the Paris agreement … It is true that Trump walked away', 'stitched ¶8'],
    [
      'Trump might suggest revisions, but depending upon the withdrawal of US forces would be a triumph',
      'stitched ¶6 ¶10',
    ],
    // Not there.
    ['We choose to go to the Moon in this decade', 'absent'],
    ['…', 'absent'],
    ['!?', 'absent'],
  ])('%s: %s', (words, expected) => {
    expect(told(words)).toMatch(new RegExp(`^${expected.replace(/[()]/g, '\\$&')}`));
  });

  it('named with the headline that it is of, which has no number', () => {
    const { verdict } = check(treaty, {
      words: 'Washington Unlikely to Withdraw From US-Japan Defense Pact',
    });
    expect(verdict).toMatchObject({ kind: 'absent', heading: treaty.reading.facts.headline });
  });
});

describe('equal places', () => {
  const twice = textOf(
    'The pact is old. It holds.',
    'Some say the pact is old.',
    'The pact is old, they say.',
  );

  it('are all given', () => {
    expect(told('pact is old', twice)).toBe('verbatim ¶1 ¶2 ¶3');
    expect(told('PACT is old', twice)).toBe('verbatim-but (case) ¶1 ¶2 ¶3');
    expect(told('pact is new', twice)).toBe('altered ¶1 ¶2 ¶3');
    expect(told('The pact … old', twice)).toBe('shortened () ¶1 ¶3');
  });

  it('are all given of words that were changed', () => {
    const same = 'Nobody knows when the next talks are to be held by both sides.';
    expect(
      told('Nobody knows when the next games are to be held by both sides.', textOf(same, 'Else.', same)),
    ).toBe('altered ¶1 ¶3');
  });

  it('that are so to the letter come before those that are not', () => {
    expect(told('The pact is old', twice)).toBe('verbatim ¶1 ¶3');
  });
});

describe('it never takes a part of a word for the word', () => {
  it.each([
    ['It is unlikely', 'likely'],
    ['They can’t leave', 'They can'],
    ['a non-violent protest', 'violent protest'],
    ['costs 1.5 million', '5 million'],
    ['about 300,000 people', '000 people'],
    ['a duty-free shop', 'a duty'],
    ['at -5 degrees', '5 degrees'],
    ['それは不可能です', '可能です'],
  ])('%s / %s', (text, words) => {
    expect(check(textOf(text), { words }).verdict.kind).not.toMatch(/^verbatim|shortened/);
  });

  it('yet takes a name out of its possessive, and characters of scripts without spaces', () => {
    expect(told('guaranteeing Japan')).toBe('verbatim ¶10');
    expect(told('日本', textOf('それは日本の問題です。'))).toBe('verbatim ¶1');
  });
});

describe('what a cut or a change turns is named', () => {
  it.each([
    ['It is … that Trump is simply using the threat', ['likely']],
    ['it may ... be legal for the US president to cancel the treaty', ['not']],
    ['even President Trump would scrap the US-Japan security alliance', ['unlikely']],
    ['it may even be legal for the US president to cancel the treaty', ['not']],
    ['This enables the United States … in East Asia.', []],
    ['It is true that Trump walked away', []],
  ])('%s: %j', (words, expected) => {
    expect(turns(words)).toEqual(expected);
  });
});

it('shows an altered quote word by word', () => {
  const { verdict } = check(treaty, {
    words: 'It is likely that President Trump would scrap the US-Japan security alliance soon',
  });
  expect(verdict.kind === 'altered' && verdict.passages[0]?.changes).toEqual([
    { kind: 'same', text: 'It is', quote: 'It is' },
    { kind: 'replaced', text: 'very unlikely', quote: 'likely' },
    { kind: 'same', text: 'that', quote: 'that' },
    { kind: 'omitted', text: 'even' },
    {
      kind: 'same',
      text: 'President Trump would scrap the US-Japan security alliance',
      quote: 'President Trump would scrap the US-Japan security alliance',
    },
    { kind: 'added', quote: 'soon' },
  ]);
});

describe('the speaker', () => {
  it.each([
    ['It is true that Trump walked away', 'James Brown', 'verbatim ¶8'],
    ['It is true that Trump walked away', 'Brown', 'verbatim ¶8'],
    ['It is true that Trump walked away', 'the professor', 'verbatim ¶8'],
    ['It is true that Trump walked away', 'Mason', 'misattributed verbatim ¶8'],
    ['it is true THAT Trump walked away', 'Putin', 'misattributed verbatim-but ¶8'],
    ['Japan and Russia launched full-scale talks', 'Mason', 'misattributed verbatim ¶17'],
    ['Japan and Russia launched full-scale talks', 'the article', 'verbatim ¶17'],
    ['Japan and Russia launched full-scale talks', 'Sputnik', 'verbatim ¶17'],
    ['one-sided', 'Abe', 'verbatim ¶2'],
  ])('%s, by %s: %s', (words, speaker, expected) => {
    expect(told(words, treaty, speaker)).toBe(expected);
  });

  it('may be right in one of two places', () => {
    const text = {
      ...textOf('"It is late," Doe said.', '"It is late," Roe said.', '"It is early," they said.'),
      annotations: annotationsSchema.parse({}),
    };
    expect(check(text, { words: 'It is late', speaker: 'Roe' })).toMatchObject({ speaker: 'right' });
    expect(check(text, { words: 'It is late', speaker: 'Poe' })).toMatchObject({ speaker: 'wrong' });
    expect(check(text, { words: 'It is early', speaker: 'Poe' })).toMatchObject({ speaker: 'untold' });
  });
});

it('is found in another reading, and says in which', () => {
  const other = textOf('The moon is made of rock.');
  expect(checkElsewhere(other, { words: 'the moon is made of rock' })?.verdict).toMatchObject({
    kind: 'elsewhere',
    reading: { id: 'small' },
    verdict: { kind: 'verbatim-but' },
  });
  expect(checkElsewhere(other, { words: 'the moon is made of cheese' })).toBeUndefined();
  expect(checkElsewhere(other, { words: '.' })).toBeUndefined();
});

it('takes words that run over a paragraph’s end, as one quote a paragraph', () => {
  const text = textOf('One two three.', 'Four five six.');
  expect(told('two three.\n\nFour five', text)).toBe('verbatim ¶1 ¶2');
  expect(told('two three. Four five', text)).toBe('verbatim-but (spacing) ¶1 ¶2');
});

describe('for any words', () => {
  const paragraphs = treaty.reading.paragraphs;
  const slice = fc
    .nat(paragraphs.length - 1)
    .chain((i) =>
      fc.tuple(
        fc.constant(i),
        fc.nat(paragraphs[i]?.text.length ?? 0),
        fc.nat(paragraphs[i]?.text.length ?? 0),
      ),
    )
    .map(([i, a, b]) => paragraphs[i]?.text.slice(Math.min(a, b), Math.max(a, b)).trim() ?? '');
  const hostile = fc.array(
    fc.oneof(
      slice,
      fc.constantFrom(' … ', '"', '“', '[', ']', '\u200F', '\uD800', '\u0301', '-', ' not ', '\n\n'),
    ),
    { maxLength: 6 },
  );

  it('`verbatim` is said only of what the stored text has to the letter, and every quote is a slice', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          slice,
          hostile.map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (words) => {
          const { verdict } = check(treaty, { words });
          for (const { quote } of placesOf(verdict).flatMap(({ pieces }) => pieces))
            expect(quote.text).toBe(paragraphs[quote.paragraph - 1]?.text.slice(quote.start, quote.end));
          if (verdict.kind !== 'verbatim') return;
          for (const { pieces } of verdict.passages)
            expect(pieces.map(({ quote }) => quote.text).join('\n')).toBe(
              words.trim().replace(/\s*\n\s*/g, '\n'),
            );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('words cut at spaces are always found where they stand', () => {
    fc.assert(
      fc.property(
        fc.nat(paragraphs.length - 1),
        fc.nat(200),
        fc.integer({ min: 1, max: 30 }),
        (i, from, count) => {
          const all = paragraphs[i]?.text.split(' ') ?? [];
          const words = all.slice(from % all.length, (from % all.length) + count).join(' ');
          fc.pre(/[\p{L}\p{N}]/u.test(words));
          const { verdict } = check(treaty, { words });
          expect(verdict.kind).toBe('verbatim');
          const passages = placesOf(verdict);
          const found = passages.flatMap(({ pieces }) => pieces.map(({ quote }) => quote.paragraph));
          // A word that is everywhere has more passages than are given.
          if (passages.length < MAX_PASSAGES) expect(found).toContain(i + 1);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

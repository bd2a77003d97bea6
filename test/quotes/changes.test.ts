import { describe, expect, it } from 'vitest';
import { check, MAX_QUOTE } from '../../src/quotes/check.ts';
import type { Change, Verdict } from '../../src/quotes/verdict.ts';
import { NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';
import { prepared } from '../support/prepared.ts';

function verdictOf(words: string, ...paragraphs: readonly string[]): Verdict {
  const blocks = paragraphs.map((text) => ({ kind: 'paragraph' as const, text }));
  const reading = makeReading('r', { headline: 'h', language: 'en' }, blocks);
  return check(prepared({ reading, annotations: NO_ANNOTATIONS }), { words }).verdict;
}

/** An altered passage on one line: [-left out-], {+put in+}, [-one-]{+put for it+}. */
const line = (changes: readonly Change[]) =>
  changes
    .map((change) => {
      const text = 'text' in change ? change.text : '';
      const quote = 'quote' in change ? change.quote : '';
      if (change.kind === 'same') return quote;
      return `${'text' in change ? `[-${text}-]` : ''}${'quote' in change ? `{+${quote}+}` : ''}`;
    })
    .join(' ');

function altered(words: string, ...paragraphs: readonly string[]) {
  const verdict = verdictOf(words, ...paragraphs);
  if (verdict.kind !== 'altered') return [verdict.kind];
  return verdict.passages.map(({ changes }) => line(changes));
}

describe('an altered quote is shown word by word', () => {
  it.each([
    [
      'a word put for another',
      'The new pact will end soon',
      'The new pact will hold soon.',
      'The new pact will [-hold-]{+end+} soon',
    ],
    [
      'a word left out',
      'The new pact hold for years',
      'The new pact will hold for years.',
      'The new pact [-will-] hold for years',
    ],
    [
      'a word put in',
      'The new pact will not hold',
      'The new pact will hold.',
      'The new pact will {+not+} hold',
    ],
    [
      'words in another order',
      'will the new pact hold',
      'The new pact will hold.',
      '{+will+} the new pact [-will-] hold',
    ],
    [
      'the case of the quote where only that differs too',
      'THE new pact will end soon',
      'The new pact will hold soon.',
      'THE new pact will [-hold-]{+end+} soon',
    ],
    ['a mark put in', 'The new, pact will hold', 'The new pact will hold.', 'The new {+,+} pact will hold'],
    [
      'over a paragraph’s end',
      'The new pact holds. It ends in May',
      ['The new pact holds.', 'It began in May.'],
      'The new pact holds. It [-began-]{+ends+} in May',
    ],
  ])('%s: %s', (_, words, text, expected) => {
    expect(altered(words, ...[text].flat())).toEqual([expected]);
  });

  it('in each passage that is equally near', () => {
    expect(
      altered('The pact ends in May', 'The pact began in May.', 'The pact held in May.', 'It ended.'),
    ).toEqual(['The pact [-began-]{+ends+} in May', 'The pact [-held-]{+ends+} in May']);
  });

  it('in its pieces, where it is cut, with what is cut between them', () => {
    const text = 'The old pact was made in May. Everybody agreed. It will hold for years and years.';
    expect(altered('The old pact was broken in May … It will hold for years', text)).toEqual([
      'The old pact was [-made-]{+broken+} in May … It will hold for years',
    ]);
    expect(altered('The old pact was made in May … It will end after years and years', text)).toEqual([
      'The old pact was made in May … It will [-hold for-]{+end after+} years and years',
    ]);
  });

  it('and is not there at all where most of what it is cut from is not', () => {
    const text = 'The old pact was made in May. Everybody agreed.';
    expect(altered('The old pact … we choose to go to the Moon in this decade', text)).toEqual(['absent']);
  });

  it('with the nearest of equal pieces', () => {
    const far = 'It holds. It has been so for years and years, and will be.';
    const text = [far, 'Nobody knows why the pact was made in May. It holds.', far];
    expect(verdictOf('Nobody knows why a pact was made in May … it holds', ...text)).toMatchObject({
      passages: [{ pieces: [{ quote: { paragraph: 2 } }, { quote: { paragraph: 2 } }] }],
    });
  });
});

describe('what an altered quote turns is named', () => {
  const turned = (words: string, text: string) => {
    const verdict = verdictOf(words, text);
    return verdict.kind === 'altered'
      ? verdict.passages.flatMap(({ cautions }) => cautions.map(({ word }) => word))
      : verdict.kind;
  };

  it.each([
    ['It will hold for years', 'It will not hold for years.', ['not']],
    ['It will never hold for years', 'It will hold for years.', ['never']],
    ['It will never end in years', 'It will perhaps end in years.', ['perhaps', 'never']],
    ['It will hold for months', 'It will hold for years.', []],
    ['it will hold for months', 'They may say it will hold for years.', ['may']],
  ])('%s, of %s: %j', (words, text, expected) => {
    expect(turned(words, text)).toEqual(expected);
  });
});

describe('what an editor puts in square brackets', () => {
  const text = 'The new pact will hold for many years, they say.';

  it.each([
    ['a remark', 'The new pact [of June] will hold for many years', 'verbatim-but'],
    ['words for a few others', 'The new [treaty] will hold for many years', 'verbatim-but'],
    ['a remark and another case', 'the new pact [of June] will hold for many years', 'verbatim-but'],
    ['more words than the author’s', 'pact [of June and July and then some] will hold', 'altered'],
    ['a remark that turns what is said', 'The new pact will [not] hold for many years', 'altered'],
    [
      'words for one that turns it',
      'It will [surely] hold for many years',
      'altered',
      'It will not hold for many years.',
    ],
    ['words that leave others out', 'The new pact [of June] will hold for years', 'altered'],
    [
      'more than eight words',
      `The new pact [${'it '.repeat(9)}] will hold for many years, they say`,
      'altered',
    ],
    [
      'words for more than eight',
      `It was [so] that all of us came home in time`,
      'altered',
      'It was a b c d e f g h i that all of us came home in time.',
    ],
    [
      'what the text has in brackets, left out',
      'The pact will hold for years',
      'verbatim-but',
      'The pact [of June] will hold for years.',
    ],
    [
      'another remark than the text’s',
      'The pact [of July] will hold for years',
      'altered',
      'The pact [of June] will hold for years.',
    ],
  ])('%s: %s', (_, words, kind, of = text) => {
    expect(verdictOf(words, of).kind).toBe(kind);
  });

  it('is said to differ, with what else does', () => {
    expect(verdictOf('THE new pact [of June] will hold for many years', text)).toMatchObject({
      differences: ['brackets', 'case'],
    });
  });
});

describe('a quote that is put together', () => {
  const text = ['The old pact was made in May by both sides.', 'Nobody knows how long the peace will last.'];

  it('has its parts, and where each stands', () => {
    expect(verdictOf('The old pact was made how long the peace will last', ...text)).toEqual({
      kind: 'stitched',
      parts: [
        { words: 'The old pact was made', passages: [expect.objectContaining({ cut: [], cautions: [] })] },
        { words: 'how long the peace will last', passages: [expect.anything()] },
      ],
    });
  });

  it.each([
    [
      'pieces of one passage in another order',
      'It ends … The pact holds',
      ['The pact holds. It ends.'],
      'stitched',
    ],
    ['pieces of two passages', 'old pact … the peace', text, 'stitched'],
    ['words left out within one sentence', 'The old pact was both sides', text, 'altered'],
    ['parts of fewer than three words', 'the peace both sides old pact', text, 'altered'],
  ])('%s: %s', (_, words, paragraphs, kind) => {
    expect(verdictOf(words, ...paragraphs).kind).toBe(kind);
  });

  it.each([
    [12, 'stitched'],
    [13, 'absent'],
  ])('of %i pieces is %s', (count, kind) => {
    const parts = Array.from({ length: count }, (_, i) => `one${i} two${i} three${i}`);
    expect(verdictOf(parts.toReversed().join(' … '), ...parts).kind).toBe(kind);
  });
});

it('is checked as far as Discord lets anybody write', () => {
  const text = 'a '.repeat(MAX_QUOTE / 2);
  expect(verdictOf(`${text}never said`, text.trim()).kind).toBe('verbatim');
});

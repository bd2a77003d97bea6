import { describe, expect, it } from 'vitest';
import { personCalled } from '../../src/quotes/attribution.ts';
import { check, checkElsewhere } from '../../src/quotes/check.ts';
import { annotationsSchema } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';
import { prepared } from '../support/prepared.ts';

const facts = {
  headline: 'Bridge closed',
  byline: 'By Kim Park',
  publisher: 'The Daily Letter',
  language: 'en',
};
const paragraphs = [
  'The bridge is closed. “It is not safe,” Dr. J. R. Lee said. “Nobody should use it,” the engineer said.',
  '“It is safe,” Mayor Ann Roe said. “We all use it,” said Ann Roe.',
  '“It is late,” Bob Roe said.',
  'The pact was called “one-sided”.',
].map((text) => ({ kind: 'paragraph' as const, text }));
const annotations = annotationsSchema.parse({
  people: [
    {
      id: 'ann',
      name: 'Ann Roe',
      aliases: ['the mayor'],
      description: { paragraph: 2, quote: 'Mayor Ann Roe' },
    },
    { id: 'lee', name: 'J. R. Lee', description: { paragraph: 1, quote: 'Dr. J. R. Lee' } },
  ],
});
const text = prepared({ reading: makeReading('r', facts, paragraphs), annotations });
const speakerOf = (words: string, speaker: string) => check(text, { words, speaker }).speaker;

describe('whether a claimed speaker is right', () => {
  it.each([
    ['an annotated person, by name', 'It is safe', 'Ann Roe', 'right'],
    ['by title and name', 'It is safe', 'Mayor Ann Roe', 'right'],
    ['by an alias', 'It is safe', 'the mayor', 'right'],
    ['by initials without spaces', 'It is not safe', 'J.R. Lee', 'right'],
    ['by surname', 'It is not safe', 'Lee', 'right'],
    ['another annotated person', 'It is not safe', 'Ann Roe', 'wrong'],
    ['a person who is not annotated', 'It is late', 'Bob Roe', 'right'],
    ['that person by surname, which an annotated one has too', 'It is late', 'Roe', 'right'],
    ['that person by first name alone', 'It is late', 'Bob', 'wrong'],
    ['another of the surname', 'It is late', 'Kim Roe', 'wrong'],
    ['nothing but marks', 'It is late', '…', 'wrong'],
    ['nobody, where the text names nobody', 'one-sided', 'Ann Roe', 'untold'],
    ['nobody, where the text says who it is, and not by name', 'Nobody should use it', 'Lee', 'untold'],
    ['the article', 'The bridge is closed', 'the article', 'right'],
    ['the news editor', 'The bridge is closed', 'News Editor', 'right'],
    ['the byline', 'The bridge is closed', 'Kim Park', 'right'],
    ['the publisher', 'The bridge is closed', 'Daily Letter', 'right'],
    ['the headline', 'The bridge is closed', '“Bridge closed”', 'right'],
    ['somebody else than the article', 'The bridge is closed', 'the mayor', 'wrong'],
    ['nobody at all instead of the article', 'The bridge is closed', '!', 'wrong'],
    ['the article instead of a speaker', 'It is safe', 'the article', 'wrong'],
  ])('%s: %s, by %s', (_, words, speaker, expected) => {
    expect(speakerOf(words, speaker)).toBe(expected);
  });

  it.each([
    ['words that were changed', 'It is not very safe', 'altered'],
    ['words that were shortened', 'It … safe', 'shortened'],
  ])('is told of %s', (_, words, kind) => {
    const { verdict, speaker } = check(text, { words, speaker: 'Lee' });
    expect([verdict.kind === 'misattributed' ? verdict.verdict.kind : verdict.kind, speaker]).toEqual([
      kind,
      'right',
    ]);
  });

  it('is told of another reading', () => {
    const other = prepared({
      reading: makeReading('other', { headline: 'Other', language: 'en' }, [
        { kind: 'paragraph', text: '“The moon is round,” Poe said.' },
      ]),
      annotations: annotationsSchema.parse({}),
    });
    const says = (speaker: string) => checkElsewhere(other, { words: 'The moon is round', speaker });
    expect(says('Poe')).toMatchObject({ speaker: 'right', verdict: { kind: 'elsewhere' } });
    expect(says('Roe')).toMatchObject({ speaker: 'wrong', verdict: { kind: 'elsewhere' } });
  });

  it('is not told where nobody is claimed, or the words are not there', () => {
    expect(check(text, { words: 'It is safe' })).not.toHaveProperty('speaker');
    expect(check(text, { words: 'It is safe', speaker: '  ' })).not.toHaveProperty('speaker');
    expect(check(text, { words: 'We went to the Moon', speaker: 'Roe' })).not.toHaveProperty('speaker');
  });
});

describe('the person that a name means', () => {
  const person = (id: string, name: string, ...aliases: string[]) => ({
    ...{ id, name, aliases, says: [] },
    description: { paragraph: 1, quote: 'x' },
  });
  const people = [
    person('ann', 'Ann Roe', 'the mayor'),
    person('bob', 'Bob Roe'),
    person('lee', 'J. R. Lee'),
  ];

  it.each([
    ['Ann Roe', 'ann'],
    ['ANN ROE', 'ann'],
    ['  Ann Roe ', 'ann'],
    ['Ａｎｎ Roe', 'ann'],
    ['Mayor', 'ann'],
    ['The Mayor', 'ann'],
    ['Prime Minister Bob Roe', 'bob'],
    ['the former mayor', 'ann'],
    ['Lee', 'lee'],
    ['Roe', undefined],
    ['Ann', undefined],
    ['Monroe', undefined],
    ['Kim', undefined],
  ])('%s: %s', (name, id) => {
    expect(personCalled(name, people)?.id).toBe(id);
  });

  it('is nobody where two are called so', () => {
    expect(personCalled('Kim', [person('a', 'Kim'), person('b', 'Ann', 'Kim')])).toBeUndefined();
  });
});

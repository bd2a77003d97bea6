import { describe, expect, it } from 'vitest';
import { attributionOf } from '../../src/quotes/attribution.ts';
import { type Annotations, annotationsSchema } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';
import { workOf } from '../support/work.ts';

function textOf(paragraphs: readonly string[], annotations: Partial<Annotations> = {}) {
  const reading = makeReading(
    'news',
    { headline: 'News', language: 'en' },
    paragraphs.map((text) => ({ kind: 'paragraph' as const, text })),
  );
  return { reading, annotations: annotationsSchema.parse(annotations) };
}

/** Whose words these are: a speaker's name with the mode, or the kind. */
function whose(paragraphs: readonly string[], words: string, annotations: Partial<Annotations> = {}): string {
  const n = paragraphs.findIndex((p) => p.includes(words));
  const start = paragraphs[n]?.indexOf(words) ?? -1;
  const found = attributionOf(textOf(paragraphs, annotations), {
    paragraph: n + 1,
    start,
    end: start + words.length,
  });
  return found.kind === 'speech' ? `${found.mode}: ${found.person ?? found.speaker}` : found.kind;
}

const people = [
  {
    id: 'mason',
    name: 'Ra Mason',
    aliases: ['Mason'],
    description: { paragraph: 1, quote: 'a lecturer' },
    says: [],
  },
  {
    id: 'brown',
    name: 'James Brown',
    aliases: ['Brown', 'the professor'],
    description: { paragraph: 1, quote: 'a professor' },
    says: [],
  },
];

describe('words in quotation marks', () => {
  it.each([
    ['"It is late," Mason said.', 'It is late', 'direct: mason'],
    ['“It is late,” said Mason.', 'It is late', 'direct: mason'],
    ['“It is late,” the professor added.', 'It is late', 'direct: brown'],
    ['«It is late», James Brown, an associate professor, explained.', 'It is late', 'direct: brown'],
    ['‘It’s late,’ Prime Minister Jane Doe told reporters.', 'It’s late', 'direct: Prime Minister Jane Doe'],
    ['"It is late," according to Mason.', 'It is late', 'direct: mason'],
    ['Mason told Sputnik: "It is late."', 'It is late', 'direct: mason'],
    ['Mason, a lecturer, said that "it is late."', 'it is late', 'direct: mason'],
    ['"It is late," Mason said. "We go home."', 'We go home', 'direct: mason'],
    ['"It is late," Mason said. Brown disagreed. "We stay."', 'We stay', 'unnamed'],
    ['"It is late," Mason said. Brown replied: "We stay."', 'We stay', 'direct: brown'],
    ['"It is late," he said.', 'It is late', 'unnamed'],
    ['"It is late," a colleague of Mason said.', 'It is late', 'unnamed'],
    ['"It is late," Mason’s colleague said.', 'It is late', 'unnamed'],
    ['"It is late," officials told Mason.', 'It is late', 'unnamed'],
    ['Mason said the plan, which Brown called "stupid", was dead.', 'stupid', 'unnamed'],
    ['The pact was "one-sided" and old.', 'one-sided', 'unnamed'],
    ['The pact was "one-sided" and old.', 'The pact was "one-sided" and old.', 'narration'],
    ['A 6" pipe and a 9" pipe were laid.', 'pipe and a', 'narration'],
    ["The students' view of the players' game.", 'view of the players', 'narration'],
  ])('%s / %s', (paragraph, words, expected) => {
    expect(whose([paragraph], words, { people })).toBe(expected);
  });

  it.each([
    // The tag after the words.
    ['"It is late," Mason later added.', 'direct: mason'],
    ['"It is late," Mason, however, warned.', 'direct: mason'],
    ['"It is late" – Mason says.', 'direct: mason'],
    ['"It is late," Ra Mason, a lecturer at the University of East Anglia, has also said.', 'direct: mason'],
    ['"It is late," Ludwig van der Berg said.', 'direct: Ludwig van der Berg'],
    ['"It is late," J. R. Lee said.', 'direct: J. R. Lee'],
    ['"It is late," the senior trade expert said.', 'unnamed'],
    ['"It is late," The professor said.', 'direct: brown'],
    ['"It is late," admits Mason, who left.', 'direct: mason'],
    ['"It is late," according to Mason, who left.', 'direct: mason'],
    ['"It is late," told Mason.', 'unnamed'],
    ['"It is late," Mason whispered.', 'unnamed'],
    ['"It is late", they say, and Mason said so.', 'unnamed'],
    ['"It is late." Mason said no more.', 'unnamed'],
    ['"It is late," Officials said.', 'unnamed'],
    ['"It is late," Another said.', 'unnamed'],
    ['"It is late," Otherwise said.', 'direct: Otherwise'],
    // The tag before them.
    ['Mason said: "It is late."', 'direct: mason'],
    ['Mason warns that "It is late".', 'direct: mason'],
    ['He left. Mason, a lecturer, told the newspaper that "It is late".', 'direct: mason'],
    ['On Monday, Mason wrote – "It is late".', 'direct: mason'],
    ['Mason said on Monday in Tokyo: "It is late."', 'direct: mason'],
    ['Mason said the plan which "It is late" named.', 'unnamed'],
    ['Mason said nothing. Then: "It is late."', 'unnamed'],
    ['According to Mason, "It is late".', 'direct: mason'],
    ['It is so according to the professor: "It is late".', 'direct: brown'],
  ])('are of who is named beside them: %s', (paragraph, expected) => {
    expect(whose([paragraph], 'It is late', { people })).toBe(expected);
  });

  it.each([
    ['"It is late," Mason said. "We go."', 'direct: mason'],
    ['"It is late," said Mason, "We go."', 'direct: mason'],
    ['Mason said: "It is late." "We go."', 'unnamed'],
    ['"It is late," Mason said. He left. They stayed. "We go."', 'unnamed'],
    ['"It is late," Mason said. "We go," Brown said.', 'direct: brown'],
  ])('after a tag are the same speaker’s, where nothing else stands between: %s', (paragraph, expected) => {
    expect(whose([paragraph], 'We go', { people })).toBe(expected);
  });

  it.each([
    [
      ['“First we wait.', '“Then we rest.', '“Then we go,” Mason said.'],
      ['direct: mason', 'direct: mason'],
    ],
    [
      ['Mason said: “First we wait.', '“Then we go.”'],
      ['direct: mason', 'direct: mason'],
    ],
    [
      ['Mason said: “First we wait.', '“Then we go,” Brown said.'],
      ['direct: mason', 'direct: brown'],
    ],
    [
      ['“First we wait.', '“Then we go.”'],
      ['unnamed', 'unnamed'],
    ],
    [
      ['“First we wait.', 'They sat.', '“Then we go,” Mason said.'],
      ['narration', 'direct: mason'],
    ],
    [
      ['“First we wait.', '“So,” Mason said. “Then we go.”'],
      ['direct: mason', 'direct: mason'],
    ],
  ])('that run on are of one speaker, where one is named: %j', (paragraphs, expected) => {
    expect(['First we wait', 'Then we go'].map((words) => whose(paragraphs, words, { people }))).toEqual(
      expected,
    );
  });

  it('are of nobody where a slice holds those of two', () => {
    const paragraph = '"It is late," Mason said. "We stay," Brown said.';
    expect(whose([paragraph], 'It is late," Mason said. "We stay', { people })).toBe('unnamed');
  });

  it('run on over paragraphs that each open with a mark', () => {
    const paragraphs = ['“First we wait.', '“Then we go,” Mason said.', 'They went.'];
    expect(whose(paragraphs, 'First we wait', { people })).toBe('direct: mason');
    expect(whose(paragraphs, 'Then we go', { people })).toBe('direct: mason');
    expect(whose(paragraphs, 'They went', { people })).toBe('narration');
  });

  it('count where a slice holds them and their tag', () => {
    const paragraph = 'He left. "Abe and his administration might be persuadable," Mason said.';
    expect(whose([paragraph], 'might be persuadable," Mason said.', { people })).toBe('direct: mason');
    expect(whose([paragraph], 'He left. "Abe', { people })).toBe('narration');
  });

  it('are unnamed where two annotated people are called the same', () => {
    const twins = people.map((person) => ({ ...person, aliases: ['the professor'] }));
    expect(whose(['"It is late," the professor said.'], 'It is late', { people: twins })).toBe('unnamed');
  });
});

describe('reported speech', () => {
  it.each([
    ['At the same time, Brown said that it would be late.', 'it would be late', 'reported: brown'],
    ['At the same time, Brown said that it would be late.', 'At the same time', 'narration'],
    ['According to the professor, it would be late.', 'it would be late', 'reported: brown'],
    ['The expert, however, believed that it would be late.', 'it would be late', 'narration'],
    ['It would be late, Mason told Sputnik.', 'It would be late', 'reported: mason'],
    ['It would be late, experts told Sputnik.', 'It would be late', 'narration'],
    ['Mason said that it was late, but the trains ran on.', 'the trains ran on', 'narration'],
    ['Mason said that it was late, but the trains ran on.', 'it was late', 'reported: mason'],
    ['Mason said that it was late; the trains ran on.', 'the trains ran on', 'narration'],
    ['Mason said that it was late, but the trains ran on.', 'Mason said that it was late', 'reported: mason'],
    ['Mason told the paper on Monday that it was late.', 'it was late', 'reported: mason'],
    ['According to Mason, it was late.', 'it was late', 'reported: mason'],
    ['It was late, according to Ra Mason.', 'It was late', 'reported: mason'],
    ['It was late, according to Ra Mason.', 'Ra Mason', 'narration'],
    ['It was late, according to Jane Doe!', 'It was late', 'reported: Jane Doe'],
    ['It was late, Mason said in Tokyo on Monday.', 'It was late', 'reported: mason'],
    ['It was late, he said.', 'It was late', 'narration'],
    ['He said that it was late.', 'it was late', 'narration'],
    ['"Mason said that it was late."', 'it was late', 'unnamed'],
    ['They left. Mason said that it was late. They came.', 'it was late', 'reported: mason'],
    ['They left. Mason said that it was late. They came.', 'They came', 'narration'],
    ['They left. Mason said that it was late. They came.', 'They left', 'narration'],
    [`Mason said that it was late${' indeed'.repeat(290)}.`, 'it was late', 'narration'],
  ])('%s / %s', (paragraph, words, expected) => {
    expect(whose([paragraph], words, { people })).toBe(expected);
  });
});

it('what editors annotated comes before what the marks say', () => {
  const [mason, brown] = people;
  const says = [{ paragraph: 1, quote: 'It is late', mode: 'direct' as const }];
  const annotated = [mason, { ...brown, says }] as Annotations['people'];
  expect(whose(['"It is late," Mason said.'], 'It is late', { people: annotated })).toBe('direct: brown');
});

it('of two things that editors annotated, the one that a slice is of comes first', () => {
  const [mason, brown] = people;
  const said = (quote: string, mode: 'direct' | 'reported') => ({ paragraph: 1, quote, mode });
  const annotated = [
    {
      ...mason,
      says: [said('It is late and cold and dark', 'direct'), { ...said('cold', 'direct'), paragraph: 2 }],
    },
    { ...brown, says: [said('cold', 'reported'), said('gone', 'direct')] },
  ] as Annotations['people'];
  const paragraphs = ['It is late and cold and dark, they say.', 'It was cold.'];
  const of = (words: string) => whose(paragraphs, words, { people: annotated });
  expect(of('cold')).toBe('reported: brown');
  expect(of('late and cold')).toBe('direct: mason');
  expect(of('It is late and cold and dark, they say')).toBe('direct: mason');
  expect(of('dark, they say')).toBe('narration');
  expect(of('It was')).toBe('narration');
});

it('of a paragraph that there is not, nothing is anybody’s', () => {
  expect(attributionOf(textOf(['One.']), { paragraph: 9, start: 0, end: 3 })).toEqual({ kind: 'narration' });
});

it.each([
  ['straight marks', '"'],
  ['opening marks', '“'],
  ['apostrophes', "a '"],
  ['names', 'Aa '],
])('does work that grows with thousands of %s, not with their square', async (_, words) => {
  const work = (count: number) => {
    const text = textOf([words.repeat(count)]);
    return workOf(() => attributionOf(text, { paragraph: 1, start: 0, end: 100 }));
  };
  expect(await work(20_000)).toBeLessThan(3 * (await work(10_000)));
});

it('looks at a paragraph, not at all of a long text', async () => {
  const work = (count: number) => {
    const text = textOf(Array.from({ length: count }, () => '“It rained,” Mason said. “It was cold.”'));
    return workOf(() => attributionOf(text, { paragraph: 2, start: 0, end: 20 }));
  };
  await work(50);
  expect(await work(5000)).toBeLessThan(2 * (await work(50)));
});

it('words that break off are not those of who speaks in a later paragraph', () => {
  const text = textOf([
    '"The hearing was closed.',
    '"Reporters waited outside.',
    'It rained.',
    '“It is over,” King said.',
  ]);
  expect(attributionOf(text, { paragraph: 1, start: 1, end: 20 })).toEqual({ kind: 'unnamed' });
});

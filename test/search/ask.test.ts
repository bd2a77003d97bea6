import { describe, expect, it } from 'vitest';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { createSearch } from '../../src/search/search.ts';
import { HARBOUR, ORCHARD, textOf } from './texts.ts';

const { ask, nearest, warm } = createSearch({ cacheBytes: 1e7 });

function first(texts: AnnotatedReading | readonly AnnotatedReading[], question: string): string | undefined {
  const answer = ask([texts].flat() as AnnotatedReading[], question);
  return answer.kind === 'found' ? answer.quotes[0]?.text : undefined;
}

describe('a question that the text answers', () => {
  it.each([
    ['How many men worked in the harbour?', 'Eleven hundred men worked there.'],
    ['When did the railway reach the town?', 'In 1902 the railway reached the town'],
    ['Why was dredging needed?', 'because silt came down the river'],
    ['What did the quay smell of?', 'tar and fish'],
    ['Quill?', 'Ada Quill'],
    ['What does the text say about herring?', 'Herring boats left before dawn.'],
    ['Tell me about herring', 'Herring boats left before dawn.'],
  ])('%s', (question, words) => {
    expect(first(HARBOUR, question)).toContain(words);
  });

  it('gets a sentence that carries on with the one before it, whole', () => {
    expect(first(HARBOUR, 'How did she die of a fever in 1848?')).toBe(
      'Its engineer, Ada Quill, drew the plans in a rented room above a bakery. She never saw the finished basin. ' +
        'She died of a fever in the spring of 1848.',
    );
  });

  it('gets as many quotes as were asked for at most, none over another', () => {
    const answer = ask([HARBOUR], 'boats', { limit: 2 });
    expect(answer.kind === 'found' && answer.quotes.map(({ paragraph }) => paragraph).sort()).toEqual([4, 5]);
    expect(ask([HARBOUR], 'boats', { limit: 1 })).toMatchObject({ kind: 'found', quotes: [{}] });
  });
});

describe('a question that the text does not answer', () => {
  it('is told so, with the words that it lacks and the nearest passages apart', () => {
    const answer = ask([HARBOUR], 'What did Napoleon think of penguins?');
    expect(answer).toMatchObject({
      kind: 'nothing',
      reason: 'not-covered',
      missing: ['Napoleon', 'think', 'penguins'],
    });
  });

  it.each(['', '   ', '?!…', 'the of and', 'What is it?'])('has nothing to look for: "%s"', (question) => {
    expect(ask([HARBOUR], question)).toMatchObject({ kind: 'nothing', reason: 'no-words', nearest: [] });
  });

  it('is declined where there is no reading or an empty one', () => {
    expect(ask([], 'Where is Lowmere?')).toMatchObject({ kind: 'nothing', reason: 'not-covered' });
    expect(ask([textOf('empty', [])], 'Where is Lowmere?')).toMatchObject({ kind: 'nothing' });
  });
});

describe('other words for the same', () => {
  it('are those that the text defines', () => {
    expect(first(HARBOUR, 'What did the LHB charge?')).toContain('two shillings');
    const later = textOf('later', [
      'The Lowmere Harbour Board (LHB) was a body of nine merchants.',
      'In 1897 the LHB raised its fee to three shillings.',
    ]);
    expect(first(later, 'When did the Lowmere Harbour Board raise its fee?')).toContain('In 1897');
  });

  it('are those that editors declare', () => {
    const declared = textOf('declared', ['Old Smoky coughed all night.', 'The crew slept badly.'], {
      synonyms: [['Old Smoky', 'Mount Tarrant']],
    });
    expect(first(declared, 'What did Mount Tarrant do?')).toBe('Old Smoky coughed all night.');
    expect(
      first(
        textOf('plain', ['Old Smoky coughed all night.', 'The crew slept badly.']),
        'What did Mount Tarrant do?',
      ),
    ).toBeUndefined();
  });

  it('are what the text calls a person', () => {
    const person = (id: string, name: string, alias: string, paragraph: number) => ({
      id,
      name,
      aliases: [alias],
      description: { paragraph, quote: name },
      says: [],
    });
    const text = textOf(
      'people',
      [
        'Ines Faro grows salt. Bo Lind mends nets.',
        'The salter pays no rent.',
        'The mender pays rent in fish.',
      ],
      { people: [person('ines', 'Ines Faro', 'the salter', 1), person('bo', 'Bo Lind', 'the mender', 1)] },
    );
    expect(first(text, 'What rent does Bo Lind pay?')).toBe('The mender pays rent in fish.');
  });

  it('are other forms of the word, irregular ones too', () => {
    expect(first(HARBOUR, 'Who draws plans?')).toContain('drew the plans');
  });

  it('are slips of spelling, where nothing matches as written', () => {
    expect(first(HARBOUR, 'Where was the bakrey?')).toContain('bakery');
    const both = textOf('both', ['The bakery burned.', 'Mr Bakerly watched.']);
    expect(first(both, 'bakery')).toBe('The bakery burned.');
  });
});

describe('where no paragraph has a word of the question as it stands', () => {
  const filler = Array.from(
    { length: 60 },
    (_, i) => `The fair of year ${1800 + i} sold geese, rope and candles.`,
  );
  const longer = (...paragraphs: string[]) =>
    textOf('longer', [...filler, ...paragraphs], { synonyms: [['Old Smoky', 'Mount Tarrant']] });

  it.each([
    ['misspelt', 'Vulcano?', 'A volcano slept behind the mill.'],
    ['two letters swapped', 'Where is the bakrey?', 'A bakery stood by the gate.'],
    ['a declared name', 'What did Mount Tarrant do?', 'Old Smoky coughed all night.'],
  ])('the sentence is found all the same: %s', (_, question, sentence) => {
    expect(first(longer('A quiet lane.', sentence, 'Rain fell.'), question)).toBe(sentence);
  });
});

it('looks under the heading that has a word of the question', () => {
  const headed = textOf('headed', [
    'The keeper lights the lamp at dusk.',
    '## Wages',
    'The keeper gets nine pounds a year.',
    '## Storms',
    'The keeper sleeps little.',
  ]);
  expect(first(headed, "What are the keeper's wages?")).toBe('The keeper gets nine pounds a year.');
});

describe('several readings', () => {
  it('name the reading of each quote', () => {
    const answer = ask([HARBOUR, ORCHARD], 'How many kinds of apple are there?');
    expect(answer.kind === 'found' && answer.quotes[0]?.reading.id).toBe('orchard');
  });

  it('give the same answer in any order', () => {
    const many = [
      HARBOUR,
      ORCHARD,
      ...Array.from({ length: 20 }, (_, i) => textOf(`copy-${i}`, ['Wasps sting. Boats sink.'])),
    ];
    for (const question of ['What are the wasps?', 'Do boats sink?', 'Lowmere harbour'])
      expect(ask([...many].reverse(), question)).toEqual(ask(many, question));
  });

  it('are counted by their own language, where they have the same words', () => {
    const canal = (language: string) => textOf('canal', ['It was dug by hand.'], { language });
    expect(first(canal('de'), 'dug?')).toBe('It was dug by hand.');
    expect(first(canal('en'), 'Who was digging?')).toBe('It was dug by hand.');
  });

  it('can be counted ahead', async () => {
    await warm([HARBOUR, ORCHARD]);
    expect(nearest([HARBOUR, ORCHARD], 'monks', 1)[0]?.text).toContain('monks of Saint Odo');
  });
});

describe('a reading in Japanese', () => {
  const treaty = textOf(
    'treaty',
    [
      '日米安全保障条約は1951年に署名された。条約により、アメリカ軍は日本に駐留することができる。',
      '吉田茂首相はサンフランシスコで条約に署名した。',
      '北方領土をめぐる問題のため、日本とロシアはまだ平和条約を結んでいない。',
    ],
    { language: 'ja' },
  );

  it.each([
    ['吉田茂はどこで署名しましたか？', '吉田茂首相はサンフランシスコで条約に署名した。'],
    ['アメリカ軍はどこに駐留していますか？', '条約により、アメリカ軍は日本に駐留することができる。'],
    [
      'なぜロシアと平和条約を結んでいないのですか？',
      '北方領土をめぐる問題のため、日本とロシアはまだ平和条約を結んでいない。',
    ],
  ])('%s', (question, sentence) => {
    expect(first(treaty, question)).toContain(sentence);
  });

  it('declines what it does not speak of', () => {
    expect(ask([treaty], '桜はいつ咲きますか？').kind).toBe('nothing');
  });

  it('is asked beside an English one', () => {
    expect(first([HARBOUR, treaty], '北方領土の問題は何ですか？')).toContain('北方領土');
  });
});

it('finds a Chinese sentence by its words', () => {
  const chinese = textOf('zh', ['长城建于明代。它全长两万多公里。', '故宫位于北京市中心。'], {
    language: 'zh',
  });
  expect(first(chinese, '故宫位于哪里？')).toBe('故宫位于北京市中心。');
});

import { describe, expect, it } from 'vitest';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { createSearch } from '../../src/search/search.ts';
import { turnsOf } from '../support/turns.ts';
import { workOf } from '../support/work.ts';
import { HARBOUR, ORCHARD, textOf } from './texts.ts';

const { ask } = createSearch({ cacheBytes: 1e7 });

async function first(
  texts: AnnotatedReading | readonly AnnotatedReading[],
  question: string,
): Promise<string | undefined> {
  const answer = await ask([texts].flat() as AnnotatedReading[], question);
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
  ])('%s', async (question, words) => {
    expect(await first(HARBOUR, question)).toContain(words);
  });

  it('gets a sentence that carries on with the one before it, whole', async () => {
    expect(await first(HARBOUR, 'How did she die of a fever in 1848?')).toBe(
      'Its engineer, Ada Quill, drew the plans in a rented room above a bakery. She never saw the finished basin. ' +
        'She died of a fever in the spring of 1848.',
    );
  });

  it('gets as many quotes as were asked for at most, none over another', async () => {
    const answer = await ask([HARBOUR], 'boats', { limit: 2 });
    expect(answer.kind === 'found' && answer.quotes.map(({ paragraph }) => paragraph).sort()).toEqual([4, 5]);
    expect(await ask([HARBOUR], 'boats', { limit: 1 })).toMatchObject({ kind: 'found', quotes: [{}] });
  });
});

describe('a question that the text does not answer', () => {
  it('is told so, with the words that it lacks and the nearest passages apart', async () => {
    const answer = await ask([HARBOUR], 'What did Napoleon think of penguins?');
    expect(answer).toMatchObject({
      kind: 'nothing',
      reason: 'not-covered',
      missing: ['Napoleon', 'think', 'penguins'],
    });
  });

  it.each(['', '   ', '?!…', 'the of and', 'What is it?'])(
    'has nothing to look for: "%s"',
    async (question) => {
      expect(await ask([HARBOUR], question)).toMatchObject({
        kind: 'nothing',
        reason: 'no-words',
        nearest: [],
      });
    },
  );

  it('is declined where there is no reading or an empty one', async () => {
    expect(await ask([], 'Where is Lowmere?')).toMatchObject({ kind: 'nothing', reason: 'not-covered' });
    expect(await ask([textOf('empty', [])], 'Where is Lowmere?')).toMatchObject({ kind: 'nothing' });
  });
});

describe('other words for the same', () => {
  it('are those that the text defines', async () => {
    expect(await first(HARBOUR, 'What did the LHB charge?')).toContain('two shillings');
    const later = textOf('later', [
      'The Lowmere Harbour Board (LHB) was a body of nine merchants.',
      'In 1897 the LHB raised its fee to three shillings.',
    ]);
    expect(await first(later, 'When did the Lowmere Harbour Board raise its fee?')).toContain('In 1897');
  });

  it('are those that editors declare', async () => {
    const declared = textOf('declared', ['Old Smoky coughed all night.', 'The crew slept badly.'], {
      synonyms: [['Old Smoky', 'Mount Tarrant']],
    });
    expect(await first(declared, 'What did Mount Tarrant do?')).toBe('Old Smoky coughed all night.');
    expect(
      await first(
        textOf('plain', ['Old Smoky coughed all night.', 'The crew slept badly.']),
        'What did Mount Tarrant do?',
      ),
    ).toBeUndefined();
  });

  it('are what the text calls a person', async () => {
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
    expect(await first(text, 'What rent does Bo Lind pay?')).toBe('The mender pays rent in fish.');
  });

  it('are other forms of the word, irregular ones too', async () => {
    expect(await first(HARBOUR, 'Who draws plans?')).toContain('drew the plans');
  });

  it('are slips of spelling, where nothing matches as written', async () => {
    expect(await first(HARBOUR, 'Where was the bakrey?')).toContain('bakery');
    const both = textOf('both', ['The bakery burned.', 'Mr Bakerly watched.']);
    expect(await first(both, 'bakery')).toBe('The bakery burned.');
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
  ])('the sentence is found all the same: %s', async (_, question, sentence) => {
    expect(await first(longer('A quiet lane.', sentence, 'Rain fell.'), question)).toBe(sentence);
  });
});

it('looks under the heading that has a word of the question', async () => {
  const headed = textOf('headed', [
    'The keeper lights the lamp at dusk.',
    '## Wages',
    'The keeper gets nine pounds a year.',
    '## Storms',
    'The keeper sleeps little.',
  ]);
  expect(await first(headed, "What are the keeper's wages?")).toBe('The keeper gets nine pounds a year.');
});

describe('several readings', () => {
  it('name the reading of each quote', async () => {
    const answer = await ask([HARBOUR, ORCHARD], 'How many kinds of apple are there?');
    expect(answer.kind === 'found' && answer.quotes[0]?.reading.id).toBe('orchard');
  });

  it('give the same answer in any order', async () => {
    const many = [
      HARBOUR,
      ORCHARD,
      ...Array.from({ length: 20 }, (_, i) => textOf(`copy-${i}`, ['Wasps sting. Boats sink.'])),
    ];
    for (const question of ['What are the wasps?', 'Do boats sink?', 'Lowmere harbour'])
      expect(await ask([...many].reverse(), question)).toEqual(await ask(many, question));
  });

  it('are counted by their own language, where they have the same words', async () => {
    const canal = (language: string) => textOf('canal', ['It was dug by hand.'], { language });
    expect(await first(canal('de'), 'dug?')).toBe('It was dug by hand.');
    expect(await first(canal('en'), 'Who was digging?')).toBe('It was dug by hand.');
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
  ])('%s', async (question, sentence) => {
    expect(await first(treaty, question)).toContain(sentence);
  });

  it('declines what it does not speak of', async () => {
    expect((await ask([treaty], '桜はいつ咲きますか？')).kind).toBe('nothing');
  });

  it('is asked beside an English one', async () => {
    expect(await first([HARBOUR, treaty], '北方領土の問題は何ですか？')).toContain('北方領土');
  });
});

it('finds a Chinese sentence by its words', async () => {
  const chinese = textOf('zh', ['长城建于明代。它全长两万多公里。', '故宫位于北京市中心。'], {
    language: 'zh',
  });
  expect(await first(chinese, '故宫位于哪里？')).toBe('故宫位于北京市中心。');
});

describe('a long reading', () => {
  const long = () =>
    textOf(
      'long',
      Array.from({ length: 5000 }, (_, p) => `${`The boat ${p} sold fish. `.repeat(8)}It was harbour ${p}.`),
    );

  it('is counted in slices at its first question, so that others are served, and kept', async () => {
    const search = createSearch();
    const text = long();
    const turns = await turnsOf(() => search.ask([text], 'Which boat?'));
    expect(turns).toBeGreaterThan(5);
    expect(await turnsOf(() => search.ask([text], 'Which boat?'))).toBeLessThan(2);
  });

  it('is counted once for all who ask it at the same time', async () => {
    const search = createSearch();
    const text = long();
    const alone = await workOf(() => createSearch().ask([text], 'Which boat?'));
    const many = await workOf(() =>
      Promise.all(Array.from({ length: 5 }, () => search.ask([text], 'Which boat?'))),
    );
    expect(many).toBeLessThan(2 * alone);
  });
});

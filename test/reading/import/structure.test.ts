import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/reading/import/read.ts';
import { text } from './files.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const readFixture = (name: string) => readSource({ name, data: fixture(name) });
const read = (words: string, name = 'a.txt') => readSource({ name, data: text(words) });
const bodyOf = ({ blocks }: Awaited<ReturnType<typeof read>>) =>
  blocks.map(({ kind, text: words }) => (kind === 'heading' ? `## ${words}` : words));
const whys = ({ dropped }: Awaited<ReturnType<typeof read>>) =>
  dropped.map(({ why, words }) => `${why}: ${words}`);

describe('a line is a heading or the title only where nothing else fits', () => {
  it('in a text of lines that look like headings', async () => {
    const imported = await readFixture('heads.txt');
    expect(imported.facts).toEqual({ headline: 'A title' });
    expect(bodyOf(imported).filter((words) => words.startsWith('##'))).toEqual(['## Chapter 2']);
    expect(imported.blocks).toHaveLength(16);
  });

  it('in a constitution and a play', async () => {
    expect(bodyOf(await readFixture('constitution.txt'))).toEqual([
      '## Article I',
      'Section 1. All legislative Powers herein granted shall be vested in a Congress of the United States.',
      'Section 2. The House of Representatives shall be composed of Members chosen every second Year.',
      '## AMENDMENT XIII',
      'Section 1. Neither slavery nor involuntary servitude shall exist within the United States.',
    ]);
    expect(bodyOf(await readFixture('play.txt')).slice(0, 5)).toEqual([
      '## ACT I',
      '## SCENE I. Elsinore. A platform before the castle.',
      'FRANCISCO at his post. Enter to him BERNARDO',
      "BERNARDO\nWho's there?",
      'FRANCISCO\nNay, answer me: stand, and unfold yourself.',
    ]);
  });

  it('in a story with shouts', async () => {
    const imported = await readFixture('shout.txt');
    expect(imported.facts).toEqual({ headline: 'A story' });
    expect(imported.blocks.every(({ kind }) => kind === 'paragraph')).toBe(true);
  });

  it.each(['title_question.txt', 'firstshort.txt'])(
    'and where the first line may be either, that is told: %s',
    async (name) => {
      const imported = await readFixture(name);
      const [first] = fixture(name).toString().split('\n');
      expect(imported.facts).toEqual({});
      expect(imported.blocks[0]).toEqual({ kind: 'paragraph', text: first });
      expect(imported.remarks).toEqual([
        `The first line, “${first}”, may be the title or the beginning of the text. It was kept as ¶1; if it is the title, give it with “Edit facts”.`,
      ]);
    },
  );

  it('and a paragraph with marks of footnotes is none', async () => {
    const imported = await readFixture('footnotes.txt');
    expect(imported.facts).toEqual({});
    expect(imported.remarks).toEqual([]);
    expect(bodyOf(imported)).toEqual([
      'The treaty was signed in 1951.[1] It was revised in 1960.[2]',
      'More text of the body stands here, as it should.',
      '[1] See the archive, box 4.',
      '[2] See the archive, box 5.',
    ]);
  });

  const BODY = 'He came in, and he looked round the room for the letter that she had left there for him.';
  it.each([
    'Marley was dead',
    'It is a truth universally acknowledged (or so they say)',
    'Who is there?',
    'Down with the king!',
    '“Nobody came”',
    'MOTHER: Come here',
    'Ich bin nicht Stiller',
    'Nous sommes tous ici',
  ])('%s is no title', async (line) => {
    const imported = await read(`${line}\n\n${BODY}\n`);
    expect(imported.facts.headline).toBeUndefined();
    expect(bodyOf(imported)).toEqual([line, BODY]);
  });

  it.each([
    'The Lamp on the Stairs',
    'On tea',
    'He Knew Where the Dam Was',
    'Council votes to study the dam',
    'Die Leiden des jungen Werthers',
    'Le tour du monde en 80 jours',
    'Преступление и наказание',
    'Mr. Pickwick in Bath',
    '草枕',
  ])('%s is a title', async (line) => {
    const imported = await read(`${line}\n\n${BODY}\n`);
    expect(imported.facts.headline).toBe(line);
    expect(bodyOf(imported)).toEqual([BODY]);
  });

  it.each([
    'PART TWO',
    'CHAPTER III. THE POOL OF TEARS',
    'Chapter 4: The Storm',
    'Chapter 1. Loomings.',
    'THE SECOND DAY',
    'BACKGROUND',
    'II.',
    'Kapitel 3',
    'Chapitre premier',
    'Глава 5',
    '第一章 始まり',
    'Scene 2',
  ])('%s is a heading', async (line) => {
    expect(bodyOf(await read(`On tea\n\n${BODY}\n\n${line}\n\n${BODY}\n`))).toEqual([
      BODY,
      `## ${line}`,
      BODY,
    ]);
  });

  it.each([
    'STOP THAT MAN',
    'NO ENTRY',
    'HELP ME',
    '“STOP!”',
    'NASA',
    'SMITH: NO',
    'Part of me knew it.',
    'Article 5. Everyone has the right to life.',
    'Section 2. It may be cited as such.',
    'Book me a room',
  ])('%s is a paragraph', async (line) => {
    expect(bodyOf(await read(`On tea\n\n${BODY}\n\n${line}\n\n${BODY}\n`))).toEqual([BODY, line, BODY]);
  });
});

describe('what stands above a text becomes facts', () => {
  it.each([
    [
      'date_speech.txt',
      { headline: 'Address to the Harbour Guild', byline: 'Senator Miriam Adeyemi', date: '2019-05-18' },
      'I am glad to stand with you today',
    ],
    [
      'river.txt',
      {
        headline: 'Town Council Splits Over Plan to Remove the Elm River Dam',
        byline: 'Dana Whitfield',
        publisher: 'The Elmford Courier',
        place: 'Elmford',
        date: '2024-03-14',
      },
      'The Elmford town council voted 5-4 on Tuesday',
    ],
    ['story.md', { headline: 'The Lamp on the Stairs', byline: 'Ellen Marsh' }, 'Thomas Hale came home'],
    [
      'german.html',
      {
        headline: 'Streit um die alte Stadtbibliothek',
        byline: 'Jonas Berger',
        date: '2023-05-12',
        language: 'de',
      },
      'Die alte Stadtbibliothek am Markt',
    ],
    [
      'speech.docx',
      {
        headline: 'The Work That Is Ours to Do',
        byline: 'Senator Miriam Adeyemi',
        place: 'Harlan College',
        date: '2019-05-18',
      },
      'Graduates, parents, and friends',
    ],
    ['ozymandias.txt', { headline: 'Ozymandias', byline: 'Percy Bysshe Shelley' }, 'I met a traveller'],
    [
      'transcript.txt',
      { headline: 'Interview with Maria Lopez', date: '2019-05-03' },
      'INTERVIEWER: When did you come',
    ],
    [
      'a.md',
      { headline: 'On Tea: a study', byline: 'Jane Doe, John Roe', date: '2020-05-06' },
      'Tea began as a medicine and grew',
    ],
  ])('%s', async (name, facts, begins) => {
    const imported = await readFixture(name);
    expect(imported.facts).toEqual(facts);
    expect(imported.blocks.find(({ kind }) => kind === 'paragraph')?.text).toMatch(new RegExp(`^${begins}`));
  });

  const BODY = 'The council met on Tuesday, and it voted on the dam after a debate of four hours.';
  it.each([
    ['By Jane Doe and John Roe', { byline: 'Jane Doe and John Roe' }],
    [
      'By JANE DOE | The Daily Planet | 3 May 2019',
      { byline: 'JANE DOE', publisher: 'The Daily Planet', date: '2019-05-03' },
    ],
    ['by Jane Doe, Staff Writer', { byline: 'Jane Doe, Staff Writer' }],
    ['Von Karl Maier, Rheinische Zeitung', { byline: 'Karl Maier', publisher: 'Rheinische Zeitung' }],
    ['Par Jean Dupont, le 3 mai 2019', { byline: 'Jean Dupont', date: '2019-05-03' }],
    ['Published on 3 May 2019', { date: '2019-05-03' }],
    ['Elmford, 3 May 2019', { place: 'Elmford', date: '2019-05-03' }],
    [
      'A subtitle of some kind\nJane Doe\n3 May 2019',
      { standfirst: 'A subtitle of some kind', byline: 'Jane Doe', date: '2019-05-03' },
    ],
    ['Jane Doe\nMay 2019', { byline: 'Jane Doe', date: '2019-05' }],
    [
      'Lecture by Prof. Jane Doe, Bratton Hall, 3 May 2019',
      { byline: 'Prof. Jane Doe', place: 'Bratton Hall', date: '2019-05-03' },
    ],
  ])('%s', async (line, facts) => {
    for (const [name, title] of [
      ['a.txt', 'On the dam\n\n'],
      ['a.txt', 'On the dam\n'],
      ['a.md', '# On the dam\n\n'],
    ] as const) {
      const imported = await read(`${title}${line}\n\n${BODY}\n\n${BODY}\n`, name);
      expect(imported.facts, name + title).toEqual({ headline: 'On the dam', ...facts });
      expect(bodyOf(imported)).toEqual([BODY, BODY]);
    }
  });

  it.each([
    ['LONDON (Reuters) - ', { place: 'London', publisher: 'Reuters' }],
    ['NEW YORK, May 3, 2019 — ', { place: 'New York', date: '2019-05-03' }],
    ['Berlin, 3. Mai 2019 – ', { place: 'Berlin', date: '2019-05-03' }],
    ['PARIS, France — ', { place: 'Paris, France' }],
  ])('the dateline %s', async (line, facts) => {
    const imported = await read(`On the dam\n\n${line}${BODY}\n\n${BODY}\n`);
    expect(imported.facts).toEqual({ headline: 'On the dam', ...facts });
    expect(bodyOf(imported)).toEqual([BODY, BODY]);
  });

  it.each([
    'By noon the council had met.',
    'It was signed in 1951',
    'Tuesday – the day of the vote – was dark.',
    'In May 1951 the council met and signed',
    'By Jane he swore it, and by the dam.',
    'The council met on 3 May 2019.',
  ])('but not: %s', async (line) => {
    const imported = await read(`On the dam\n\n${line}\n\n${BODY}\n`);
    expect(imported.facts).toEqual({ headline: 'On the dam' });
    expect(bodyOf(imported)).toEqual([line, BODY]);
  });

  it('unless the facts that are known say something else', async () => {
    const imported = await read(
      '---\ntitle: On the dam\nauthor: Jane Doe\n---\n\nBy John Roe\n\nIt is a dam.\n',
      'a.md',
    );
    expect(imported.facts).toEqual({ headline: 'On the dam', byline: 'Jane Doe' });
    expect(bodyOf(imported)).toEqual(['By John Roe', 'It is a dam.']);
  });
});

describe('paragraphs of plain text', () => {
  it.each([
    [
      'nobreak_wrapped.txt',
      [
        /^The first paragraph is .* which is short\.$/,
        /^The second .* here too\.$/,
        /^The third one .* there is\.$/,
      ],
    ],
    ['wrapped_ja.txt', [/^親譲りの無鉄砲で[^\s]*学校の二階から[^\s]*囃したからである。$/]],
    [
      'mail.txt',
      [
        /^On Tue/,
        /^I think that the treaty was signed in 1951, and that the text says so in paragraph 4\.$/,
        /^Do you agree\?$/,
        /^No, I do not\.$/,
      ],
    ],
    ['numbered_para.txt', [/^1\. The/, /^2\. He/, /^\(a\) that/, /^\(b\) that/, /^3\. For/]],
  ])('%s', async (name, paragraphs) => {
    expect(bodyOf(await readFixture(name))).toEqual(
      paragraphs.map((pattern) => expect.stringMatching(pattern)),
    );
  });

  it('begin with an indent, or with the items of a list, where no blank line parts them', async () => {
    const imported = await read(`On the dam

  The council met on Tuesday, and it voted on the dam after a debate
of four hours.
  It will meet again on Friday, when it has heard what the engineers
have to say of it.

1. The dam is old, and it has not been looked after as it should have
   been by those who own it.
2. It is dear.
`);
    expect(bodyOf(imported)).toEqual([
      'The council met on Tuesday, and it voted on the dam after a debate of four hours.',
      'It will meet again on Friday, when it has heard what the engineers have to say of it.',
      '1. The dam is old, and it has not been looked after as it should have been by those who own it.',
      '2. It is dear.',
    ]);
  });

  it('each keep the label of who speaks, though its words are wrapped', async () => {
    const imported = await read(`Talk about the dam

ANNA: I have seen it with my own eyes, and so has everybody else who
lives in the valley under it.
BEN: And?
`);
    expect(bodyOf(imported)).toEqual([
      'ANNA: I have seen it with my own eyes, and so has everybody else who lives in the valley under it.',
      'BEN: And?',
    ]);
  });

  it('have the ruby and notes of Aozora Bunko taken out', async () => {
    const imported = await readFixture('aozora.txt');
    expect(imported.facts).toEqual({ headline: '坊っちゃん', byline: '夏目漱石', language: 'ja' });
    expect(bodyOf(imported)).toEqual([
      '## 一',
      '親譲りの無鉄砲で小供の時から損ばかりしている。小学校に居る時分学校の二階から飛び降りて一週間ほど腰を抜かした事がある。',
      'なぜそんな無闇をしたと聞く人があるかも知れぬ。',
    ]);
    expect(whys(imported)).toEqual([
      expect.stringMatching(/^note: -+ 【テキスト中に現れる記号について】.*-$/),
      expect.stringMatching(/^note: 底本：.*入力：真先芳秋$/),
      'note: ［＃５字下げ］［＃「一」は中見出し］',
      'ruby: 《おやゆず》',
      'ruby: 《むてっぽう》',
      'ruby: 《こし》',
      'ruby: 《ぬ》',
      'ruby: 《むやみ》',
    ]);
  });
});

describe('Markdown', () => {
  it('loses no number, note or address', async () => {
    const imported = await readFixture('a.md');
    expect(bodyOf(imported)).toEqual(
      expect.arrayContaining([
        '1. First point',
        '2. Second point',
        '[x] done task',
        'Roses are red\nViolets are blue',
      ]),
    );
    expect(whys(imported)).toEqual([
      expect.stringMatching(/^head: title: .* tags: \[x\]$/),
      'picture: A cup of tea',
      'footnote: [^1]: Okakura 1906.',
      'address: https://e.org/x T',
      'address: cup.jpg Title',
    ]);
    expect(bodyOf(await readFixture('indent.md'))).toContain('1984. It was a bright cold day in April.');
  });
});

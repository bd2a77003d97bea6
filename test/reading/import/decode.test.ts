import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/reading/import/decode.ts';
import { readSource } from '../../../src/reading/import/read.ts';
import { text } from './files.ts';

const readFixture = (name: string) =>
  readSource({ name, data: readFileSync(new URL(`./fixtures/${name}`, import.meta.url)) });
const wordsOf = ({ blocks }: Awaited<ReturnType<typeof readSource>>) => blocks.map((block) => block.text);

/** Words in an encoding of one byte a letter, by asking what each byte is. */
function encode(words: string, encoding: string): Uint8Array {
  const bytes = new Map<string, number>();
  for (let byte = 255; byte >= 0; byte--)
    bytes.set(new TextDecoder(encoding).decode(new Uint8Array([byte])), byte);
  return Uint8Array.from(
    words,
    (letter) => bytes.get(letter) ?? expect.fail(`${letter} is not in ${encoding}`),
  );
}

const WEST = [
  'Señor Núñez vivió aquí; ¿qué pasó después?',
  'Über den Wäldern schön grüßt München.',
  'Elle est déjà là, ça va être à côté.',
  'È già così: perché no?',
  'Plain words, and one café.',
];
const RUSSIAN = [
  'Все счастливые семьи похожи друг на друга.',
  'Анна и мир',
  'Всё смешалось в доме Облонских.',
];

describe('the letters of old files', () => {
  it.each<readonly [string, string]>([
    ...['windows-1252', 'macintosh'].flatMap((encoding) => WEST.map((words) => [encoding, words] as const)),
    ...['windows-1251', 'koi8-r', 'ibm866'].flatMap((encoding) =>
      RUSSIAN.map((words) => [encoding, words] as const),
    ),
    ['x-mac-cyrillic', RUSSIAN[2] ?? ''],
    ['windows-1250', 'Příliš žluťoučký kůň úpěl ďábelské ódy.'],
    ['iso-8859-2', 'Zażółć gęślą jaźń, powiedział król.'],
    ['windows-1253', 'Ο κόσμος είναι μικρός, είπε ο γέρος.'],
    ['windows-1254', 'Güneş doğdu ve çocuklar okula gitti.'],
  ])('in %s: %s', (encoding, words) => {
    expect(decode(encode(words, encoding)).text).toBe(words);
  });

  it.each([
    [
      'macroman.txt',
      ['“Naïve” café — it’s a test of old files, with été and über.', 'Second paragraph, déjà vu.'],
    ],
    [
      'cp866.txt',
      [
        expect.stringMatching(/^Все счастливые семьи похожи друг на друга/),
        'Все смешалось в доме Облонских.',
      ],
    ],
  ])('are read with no remark where they make words: %s', async (name, words) => {
    const imported = await readFixture(name);
    expect(wordsOf(imported)).toEqual(words);
    expect(imported.remarks).toEqual([]);
  });
});

describe('a doubt about letters', () => {
  const advice =
    'If it is wrong, open the file in the program that made it, save it as plain text in UTF-8, and add that.';

  it('is told with the line where a stray letter stands in UTF-8, and no other is lost', async () => {
    const imported = await readFixture('mixed_bad.txt');
    expect(wordsOf(imported)).toEqual(['Café is good and résumé too.', 'Café bad.']);
    expect(imported.encoding).toBe('utf-8');
    expect(imported.remarks).toEqual([
      `One letter of this file is stored in another way than the rest, and may have come out wrong. Look at this line: “Café bad.” ${advice}`,
    ]);
  });

  it('is told where a file was cut in the middle of a letter', async () => {
    const data = Buffer.concat([text('Title\n\nGröße und Maße: '.repeat(20)), Buffer.from([0xc3])]);
    const { remarks, blocks } = await readSource({ name: 'a.txt', data });
    expect(blocks[0]?.text).toMatch(/^Größe und Maße/);
    expect(remarks).toEqual([expect.stringMatching(/^One letter of this file is stored in another way/)]);
  });

  it('is told where no reading makes words of all letters', async () => {
    const { remarks } = await readSource({
      name: 'a.txt',
      data: Buffer.from('A t\x9dtle \xd7\xf7 wi\xa6th\xa6 signs', 'latin1'),
    });
    expect(remarks).toEqual([
      expect.stringMatching(
        /^The file does not say how its letters are stored, so some may have come out wrong\. Look at this line: “A t.*” If it is wrong/,
      ),
    ]);
  });
});

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { loadReading, loadReadings } from '../../src/reading/folder.ts';
import { blocksOf } from '../../src/reading/make.ts';

const SHIPPED = fileURLToPath(new URL('../../data/readings', import.meta.url));
const ID = 'us-japan-security-treaty';
const nearest = () => 'the nearest words';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** The shipped reading in a folder of its own, with something changed in its annotations. */
function copyWith(change: (yaml: string) => string): string {
  const parent = mkdtempSync(join(tmpdir(), 'pilcrow-'));
  made.push(parent);
  const folder = join(parent, ID);
  cpSync(join(SHIPPED, ID), folder, { recursive: true });
  const file = join(folder, 'annotations.yaml');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return folder;
}

describe('the shipped reading', () => {
  const { reading, annotations } = loadReading(join(SHIPPED, ID), nearest);

  it('holds the article: 17 paragraphs from the dateline on, one heading before ¶13', () => {
    expect(reading.paragraphs).toHaveLength(17);
    expect(reading.paragraphs[0]?.text).toMatch(
      /^MOSCOW \(UrduPoint News \/ Sputnik - 25th June, 2019\) US President/,
    );
    expect(reading.paragraphs[16]?.text).toMatch(/^In late January, /);
    expect(reading.sections).toEqual([
      { heading: 'GLIMPSE OF HOPE FOR RUSSIAN-JAPANESE RELATIONS?', before: 13 },
    ]);
    expect(reading.facts.url).toBeUndefined();
  });

  it('gives the body back as the file has it', () => {
    const body = readFileSync(join(SHIPPED, ID, 'reading.md'), 'utf8').split('\n---\n\n')[1];
    const rebuilt = blocksOf(reading).map(({ kind, text }) => (kind === 'heading' ? `## ${text}` : text));
    expect(`${rebuilt.join('\n\n')}\n`).toBe(body);
  });

  it('has the people, disputes, events, notes and questions of its annotations', () => {
    expect(annotations.people.map(({ name }) => name)).toEqual([
      'Ra Mason',
      'James Brown',
      'Donald Trump',
      'Shinzo Abe',
    ]);
    expect(annotations.disputes).toHaveLength(6);
    expect(annotations.events.map(({ date }) => date)).toContain('2019-01');
    expect(annotations.notes.flatMap(({ paragraphs }) => paragraphs)).toEqual([3, 1, 4]);
    expect(annotations.prompts.length).toBeGreaterThanOrEqual(8);
  });

  it('is found among all that ship', () => {
    expect(loadReadings(SHIPPED, nearest).map((text) => text.reading.id)).toContain(ID);
  });
});

describe('annotations that the text does not bear out', () => {
  it('stop the start with file, line and the nearest passage', () => {
    const folder = copyWith((yaml) => yaml.replace('quote: a lecturer in', 'quote: a reader in'));
    const line =
      readFileSync(join(folder, 'annotations.yaml'), 'utf8')
        .split('\n')
        .findIndex((l) => l.includes('a reader in')) + 1;
    expect(() => loadReading(folder, nearest)).toThrow(
      `annotations.yaml:${line} ¶5 does not say “a reader in`,
    );
    expect(() => loadReading(folder, nearest)).toThrow('The nearest passage is: the nearest words');
  });

  it.each([
    ['a date that is not EDTF', 'date: "1951"', 'date: "in 1951"', /“in 1951” is not a date in EDTF/],
    ['a paragraph that is not there', 'paragraphs: [3]', 'paragraphs: [18]', /The reading has no ¶18/],
    ['an id given twice', 'id: leaving', 'id: senate', /The id “senate” is given twice/],
    ['a holder that nobody knows', 'holders: [Japan]', 'holders: [Atlantis]', /“Atlantis” is neither/],
    ['a note without a source', / {4}source:\n {6}title: "G20[^\n]+\n/, '', /notes\.0\.source/],
    ['a key that is not known', 'people:', 'persons: []\npeople:', /persons/],
    ['broken YAML', 'people:', 'people: [', /annotations\.yaml:\d+ /],
  ])('stop it for %s', (_, from, to, message) => {
    expect(() =>
      loadReading(
        copyWith((yaml) => yaml.replace(from, to)),
        nearest,
      ),
    ).toThrow(message);
  });
});

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SetupError, UserError } from '../src/errors.ts';
import type { Imported } from '../src/reading/import/imported.ts';
import { readSource } from '../src/reading/import/read.ts';
import { halfOf } from './import-pages.ts';

/*
 * PDFs, against what poppler's `pdftotext` finds in them: which of its words come in, and how many paragraphs begin in
 * the middle of a sentence. Files with fewer than 60 words, or that pdftotext cannot read either, are left out.
 */

interface Measured {
  readonly name: string;
  readonly half: 1 | 2;
  /** Words that pdftotext finds, page numbers and running heads apart. */
  readonly words: number;
  /** How many of them are in the text or the facts. */
  readonly kept: number;
  readonly paragraphs: number;
  /** Paragraphs that begin with a small letter where the one before has no end of a sentence. */
  readonly broken: number;
  /** Why the file was refused. */
  readonly refused?: string;
}

export async function benchPdfs(folder: string): Promise<object> {
  const measured: Measured[] = [];
  for (const name of pdfsIn(folder)) {
    const words = wordsOf(textByPoppler(join(folder, name)));
    if (words.length < LEAST_WORDS) continue;
    measured.push(await measure(name, readFileSync(join(folder, name)), words));
  }
  for (const one of measured.filter((file) => percent(file.kept, file.words) < 90))
    console.log(
      `kept ${percent(one.kept, one.words)} % of ${one.words} words: ${one.name}, half ${one.half}${one.refused ? ` (refused: ${one.refused})` : ''}`,
    );
  for (const one of measured.filter(manyBroken))
    console.log(
      `${one.broken} of ${one.paragraphs} paragraphs begin in mid-sentence: ${one.name}, half ${one.half}`,
    );
  console.table({
    all: figuresOf(measured),
    'half 1': figuresOf(measured.filter((one) => one.half === 1)),
    'half 2': figuresOf(measured.filter((one) => one.half === 2)),
  });
  return figuresOf(measured);
}

const LEAST_WORDS = 60;

export function pdfsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.pdf$/i.test(name))
    .sort();
}

function textByPoppler(file: string): string {
  try {
    return execFileSync('pdftotext', ['-q', '-enc', 'UTF-8', file, '-'], {
      encoding: 'utf8',
      maxBuffer: 1e9,
      timeout: 60_000,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new SetupError('pdftotext was not found. It is part of poppler-utils.');
    return '';
  }
}

async function measure(name: string, data: Uint8Array, expected: readonly string[]): Promise<Measured> {
  const file = { name, half: halfOf(basename(name)) };
  const read = await readSource({ name: basename(name), data }).catch((error: unknown) =>
    error instanceof UserError ? error.id : 'crashed',
  );
  if (typeof read === 'string')
    return { ...file, words: expected.length, kept: 0, paragraphs: 0, broken: 0, refused: read };
  const furniture = read.dropped.filter(({ why }) => why === 'running-head' || why === 'page-number');
  const known = wordsOf([...Object.values(read.facts), ...read.blocks.map(({ text }) => text)].join('\n'));
  const lost = withoutParted(without(expected, known), without(known, expected));
  const kept = expected.length - lost.length;
  const excepted = lost.length - without(lost, manyTimes(furniture)).length;
  return { ...file, words: expected.length - excepted, kept, ...brokenIn(read) };
}

/** The words of `words` that are left when each of `others` takes one away. */
function without(words: readonly string[], others: Iterable<string>): string[] {
  const counts = new Map<string, number>();
  for (const word of others) counts.set(word, (counts.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const count = counts.get(word) ?? 0;
    if (count > 0) counts.set(word, count - 1);
    return count === 0;
  });
}

/** Words that the two part in other places, such as letters on a slope: the same letters are left on both sides. */
function withoutParted(lost: readonly string[], left: readonly string[]): string[] {
  const letters = new Map<string, number>();
  for (const letter of left.join('')) letters.set(letter, (letters.get(letter) ?? 0) + 1);
  return lost.filter((word) => {
    const need = [...word];
    if (need.some((letter) => need.filter((one) => one === letter).length > (letters.get(letter) ?? 0)))
      return true;
    for (const letter of need) letters.set(letter, (letters.get(letter) ?? 0) - 1);
    return false;
  });
}

/** A running head is listed once and stands on every page. */
function* manyTimes(furniture: Imported['dropped']): Iterable<string> {
  const words = wordsOf(furniture.map((one) => one.words).join('\n'));
  for (let page = 0; page < 500; page++) yield* words;
}

/** Words, of letters and digits alone; in scripts without spaces every character. Broken words are joined. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/(?<=\p{L})[-\u00ad‐]\s*\n\s*(?=\p{Ll})/gu, '')
      .match(
        /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{N}])+/gu,
      ) ?? []
  );
}

function brokenIn({ blocks }: Imported): { paragraphs: number; broken: number } {
  const paragraphs = blocks.filter(({ kind }) => kind === 'paragraph').map(({ text }) => text);
  const broken = paragraphs.filter((text, i) => {
    const first = /\p{L}/u.exec(text)?.[0] ?? '';
    return (
      i > 0 && /\p{Ll}/u.test(first) && !/[.!?:。！？：…"'”’»«“„」』]\s*$/u.test(paragraphs[i - 1] ?? '')
    );
  });
  return { paragraphs: paragraphs.length, broken: broken.length };
}

const manyBroken = ({ paragraphs, broken }: Measured) => broken > 0 && percent(broken, paragraphs) > 6;

function figuresOf(files: readonly Measured[]): Readonly<Record<string, number>> {
  const sum = (count: (file: Measured) => number) => files.reduce((total, file) => total + count(file), 0);
  return {
    files: files.length,
    kept: percent(
      sum(({ kept }) => kept),
      sum(({ words }) => words),
    ),
    below90: files.filter(({ kept, words }) => percent(kept, words) < 90).length,
    midSentence: percent(
      sum(({ broken }) => broken),
      sum(({ paragraphs }) => paragraphs),
    ),
    manyBroken: files.filter(manyBroken).length,
    refused: files.filter(({ refused }) => refused).length,
    crashed: files.filter(({ refused }) => refused === 'crashed' || refused === 'import-broken').length,
  };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseHTML } from 'linkedom';
import { SetupError, UserError } from '../src/errors.ts';
import type { Imported } from '../src/reading/import/imported.ts';
import { readSource } from '../src/reading/import/read.ts';
import { random } from './random.ts';

/* Web pages whose article is known, by three public collections. */

export interface Page {
  readonly name: string;
  readonly data: Uint8Array;
}

type Read = Imported | 'refused' | 'crashed';

/** What a page came in as. A refusal is an answer, anything else thrown a crash. */
export async function readPage({ name, data }: Page): Promise<Read> {
  try {
    return await readSource({ name: basename(name), data });
  } catch (error) {
    return error instanceof UserError && error.id !== 'import-broken' ? 'refused' : 'crashed';
  }
}

/** Half of the pages, by their names, so that rules can be made on one half and tried on the other. */
export function halfOf(name: string): 1 | 2 {
  const seed = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
  return random(seed).next() < 0.5 ? 1 : 2;
}

async function benchHalves<Item extends Page, Score>(
  items: readonly Item[],
  score: (item: Item, read: Read) => Score,
  sum: (scores: readonly Score[]) => Readonly<Record<string, number>>,
): Promise<object> {
  const scored: { half: 1 | 2; read: Read; score: Score }[] = [];
  for (const item of items) {
    const read = await readPage(item);
    scored.push({ half: halfOf(item.name), read, score: score(item, read) });
  }
  const figures = (some: typeof scored) => ({
    pages: some.length,
    ...sum(some.map((one) => one.score)),
    refused: some.filter(({ read }) => read === 'refused').length,
    crashed: some.filter(({ read }) => read === 'crashed').length,
  });
  const all = figures(scored);
  const half = (which: 1 | 2) => figures(scored.filter((one) => one.half === which));
  console.table({ all, 'half 1': half(1), 'half 2': half(2) });
  return all;
}

const bodyOf = (read: Read) =>
  typeof read === 'string' ? '' : read.blocks.map(({ text }) => text).join('\n');

/* mozilla/readability */

/**
 * @param folder of folders with `source.html`, `expected.html` and `expected-metadata.json`
 * @returns of the characters of the expected blocks, captions apart, the share that is in text or facts; of the text's,
 *   the share that is in the expected page; the share of right titles; in per cent
 */
export async function benchPages(folder: string): Promise<object> {
  const pages = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'expected.html')))
    .map((name) => ({ name, data: readFileSync(join(folder, name, 'source.html')) }));
  if (pages.length === 0) throw new SetupError(`${folder} has no folder with an expected.html.`);
  return benchHalves(
    pages,
    (page, read) => scorePage(page, read, expectedOf(join(folder, page.name))),
    (scores) => ({
      recall: share(scores.map(({ recall }) => recall)),
      precision: share(scores.map(({ precision }) => precision)),
      titleRight: share(scores.map(({ titleRight }) => ({ found: Number(titleRight), of: 1 }))),
    }),
  );
}

interface Found {
  readonly found: number;
  readonly of: number;
}

const share = (some: readonly Found[]) => {
  const sum = (key: keyof Found) => some.reduce((all, one) => all + one[key], 0);
  return Math.round((sum('found') / sum('of')) * 10_000) / 100;
};

interface Expected {
  readonly blocks: readonly string[];
  readonly title: string;
  readonly siteName: string;
}

export function expectedOf(folder: string): Expected {
  const { document } = parseHTML(
    `<html><body>${readFileSync(join(folder, 'expected.html'), 'utf8')}</body></html>`,
  );
  const { title, siteName } = JSON.parse(readFileSync(join(folder, 'expected-metadata.json'), 'utf8'));
  for (const caption of document.querySelectorAll('figcaption, caption, style, script')) caption.remove();
  for (const end of document.querySelectorAll(BLOCKS))
    for (const place of ['beforebegin', 'afterbegin', 'beforeend', 'afterend'] as const)
      end.insertAdjacentText(place, '\n\n');
  const blocks = (document.body.textContent ?? '').split(/\n\s*\n/);
  return { blocks, title: title ?? '', siteName: siteName ?? '' };
}

const BLOCKS =
  'p, div, section, article, main, header, footer, aside, blockquote, ul, ol, li, dl, dt, dd, pre, h1, h2, h3, h4, h5, h6, table, tr, td, th, figure, br, hr, details, summary';

export function scorePage(page: Page, read: Read, { blocks, title, siteName }: Expected) {
  const facts = typeof read === 'string' ? [] : Object.values(read.facts);
  const body = bodyOf(read).split(/[\n\t]/);
  return {
    recall: foundIn(blocks, [...body, ...facts]),
    precision: foundIn(body, [...blocks, title]),
    titleRight: typeof read !== 'string' && isTitle(read.facts.headline ?? '', page, title, siteName),
  };
}

/**
 * Characters of words that stand in the same run of three words in the other text, or as a whole line in it.
 * Spaces, punctuation and case do not count.
 */
export function foundIn(lines: readonly string[], others: readonly string[]): Found {
  const there = new Set(others.flatMap((line) => runsIn(wordsOf(line)).map(({ key }) => key)));
  let [found, of] = [0, 0];
  for (const line of lines) {
    const words = wordsOf(line);
    const seen = new Set<number>();
    for (const { key, at, length } of runsIn(words))
      if (there.has(key)) for (let i = at; i < at + length; i++) seen.add(i);
    const sizes = words.map((word) => word.length);
    of += sizes.reduce((sum, size) => sum + size, 0);
    found += sizes.reduce((sum, size, i) => sum + (seen.has(i) ? size : 0), 0);
  }
  return { found, of };
}

const wordsOf = (text: string) => text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** All runs of one to three words, so that short lines are found too. */
function runsIn(words: readonly string[]): { key: string; at: number; length: number }[] {
  const length = Math.min(3, words.length);
  return words.length === 0
    ? []
    : words
        .slice(0, words.length - length + 1)
        .map((_, at) => ({ key: words.slice(at, at + length).join(' '), at, length }));
}

/** Equal but for space, case and a site's name at either end, or to the page's only `h1`. */
function isTitle(headline: string, { data }: Page, title: string, siteName: string): boolean {
  const fold = (text: string) =>
    text
      .toLowerCase()
      .replace(/\s+/g, ' ')
      .replaceAll(/^[\s|:»–—-]+|[\s|:»–—-]+$/g, '');
  const bare = (text: string) => {
    const folded = fold(text);
    const site = fold(siteName);
    return site && folded !== site ? fold(folded.replace(site, ' ')) : folded;
  };
  if (!headline) return fold(title) === '';
  if (bare(headline) === bare(title)) return true;
  const parts = title.split(/\s[|:»–—-]\s/).map(fold);
  if (
    parts.length > 1 &&
    (parts.slice(1).join() === fold(headline) || parts.slice(0, -1).join() === fold(headline))
  )
    return true;
  const heads = [...parseHTML(Buffer.from(data).toString('utf8')).document.querySelectorAll('h1')];
  return heads.length === 1 && fold(heads[0]?.textContent ?? '') === fold(headline);
}

/* scrapinghub/article-extraction-benchmark */

/** Scored as its evaluate.py does: runs of four words, each page weighing the same, F1 of mean precision and recall. */
export async function benchArticles(folder: string): Promise<object> {
  const truth = truthIn<Record<string, { articleBody: string }>>(folder, 'ground-truth.json');
  const pages = Object.entries(truth).map(([name, { articleBody }]) => ({
    name,
    data: gunzipSync(readFileSync(join(folder, 'html', `${name}.html.gz`))),
    articleBody,
  }));
  return benchHalves(
    pages,
    ({ articleBody }, read) => scoreArticle(articleBody, bodyOf(read)),
    (scores) => {
      const mean = (values: readonly number[]) =>
        values.reduce((sum, value) => sum + value, 0) / values.length;
      const precision = mean(scores.filter(({ tp, fp }) => tp + fp > 0).map(({ tp, fp }) => tp / (tp + fp)));
      const recall = mean(scores.filter(({ tp, fn }) => tp + fn > 0).map(({ tp, fn }) => tp / (tp + fn)));
      return rounded({ f1: (2 * precision * recall) / (precision + recall), precision, recall });
    },
  );
}

export function scoreArticle(truth: string, text: string) {
  const [expected, given] = [shingles(truth), shingles(text)];
  let [tp, fp, fn] = [0, 0, 0];
  for (const key of new Set([...expected.keys(), ...given.keys()])) {
    const [is, was] = [expected.get(key) ?? 0, given.get(key) ?? 0];
    tp += Math.min(is, was);
    fp += Math.max(0, was - is);
    fn += Math.max(0, is - was);
  }
  return { tp, fp, fn };
}

function shingles(text: string): Map<string, number> {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (let i = 0; i < Math.max(1, words.length - 3); i++) {
    const key = words.slice(i, i + 4).join(' ');
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/* adbar/trafilatura */

interface Chunks {
  readonly file: string;
  readonly with: readonly string[];
  readonly without: readonly string[];
}

/** Scored as its tests/evaluate.py does: pieces of text that must come in, and pieces that must not. */
export async function benchChunks(folder: string): Promise<object> {
  const tests = [folder, join(folder, 'tests')].find((path) => existsSync(join(path, 'evaldata.json')));
  const truth = truthIn<Record<string, Chunks>>(tests ?? folder, 'evaldata.json');
  const pages = Object.values(truth).map((chunks) => {
    const path = ['cache', 'eval']
      .map((place) => join(tests ?? folder, place, chunks.file))
      .find((one) => existsSync(one));
    if (!path) throw new SetupError(`${folder} lacks ${chunks.file}.`);
    return { name: chunks.file, data: readFileSync(path), chunks };
  });
  return benchHalves(
    pages,
    ({ chunks }, read) => scoreChunks(chunks, bodyOf(read)),
    (scores) => {
      const sum = (key: 'tp' | 'fp' | 'fn') => scores.reduce((all, score) => all + score[key].length, 0);
      const [tp, fp, fn] = [sum('tp'), sum('fp'), sum('fn')];
      return rounded({
        f1: (2 * tp) / (2 * tp + fp + fn),
        precision: tp / (tp + fp),
        recall: tp / (tp + fn),
      });
    },
  );
}

export function scoreChunks(chunks: Chunks, text: string) {
  const norm = (words: string) => words.replaceAll(/\s+/g, ' ').trim();
  const body = norm(text);
  const there = (chunk: string) => body.includes(norm(chunk));
  return {
    tp: chunks.with.filter(there),
    fp: chunks.without.filter(there),
    fn: chunks.with.filter((chunk) => !there(chunk)),
  };
}

function truthIn<Truth>(folder: string, name: string): Truth {
  const path = join(folder, name);
  if (!existsSync(path)) throw new SetupError(`${folder} has no ${name}.`);
  return JSON.parse(readFileSync(path, 'utf8')) as Truth;
}

const rounded = (figures: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 1000) / 1000]));

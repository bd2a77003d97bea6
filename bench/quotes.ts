import { readFileSync } from 'node:fs';
import { check, checkElsewhere } from '../src/quotes/check.ts';
import { claimedQuotesIn } from '../src/quotes/claimed-quotes.ts';
import { makeConcordance, type PreparedText } from '../src/quotes/concordance.ts';
import type { Checked, Passage, Verdict } from '../src/quotes/verdict.ts';
import { NO_ANNOTATIONS } from '../src/reading/annotations.ts';
import { makeReading } from '../src/reading/make.ts';
import { fileIn } from './questions.ts';
import { type Random, random } from './random.ts';

/*
 * How right the verdicts on quotes are: from each sentence of several readings, quotes are made whose verdict is
 * known by how they were made, and the check is asked about each.
 *
 * Where a made quote happens to stand in the text after all (a changed word that another sentence has, a
 * sentence that occurs twice), a plain search that shares no code with the check says so, and the quote is left
 * out or its places are all expected.
 */

export interface QuotesReport {
  readonly falseVerbatim: number;
  readonly quotes: number;
  /** Shares in per cent. */
  readonly verdictAccuracy: number;
  readonly paragraphAccuracy: number;
  /** Of one message of 2,000 characters against a reading of 200 paragraphs. */
  readonly p99Ms: number;
  /** How often each kind of quote got each verdict. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The longest that any of the hostile inputs took (the least of five runs), and which. */
  readonly worst: { readonly ms: number; readonly input: string };
  /** Some quotes that got the wrong verdict or paragraph. */
  readonly wrong: readonly string[];
}

interface Made {
  readonly kind: string;
  readonly words: string;
  readonly verdict: Verdict['kind'];
  /** Paragraphs that have to be named. */
  readonly paragraphs: readonly number[];
  readonly others?: readonly PreparedText[];
}

const SEEDS = [1, 2];

/** @param file readings as `[{ title, paragraphs: string[] }]`, such as a file of questions */
export function benchQuotes(file: string): QuotesReport {
  const articles: { title: string; paragraphs: string[] }[] = JSON.parse(readFileSync(file, 'utf8'));
  const texts = articles.map(({ title, paragraphs }, i) => textOf(`r${i}`, title, paragraphs));
  const confusion: Record<string, Record<string, number>> = {};
  const wrong: string[] = [];
  let [quotes, falseVerbatim, rightVerdict, placed, rightPlace] = [0, 0, 0, 0, 0];
  for (const seed of SEEDS)
    for (const text of texts)
      for (const made of quotesFrom(text, texts, random(seed))) {
        const { verdict } = verdictOn(text, made);
        quotes++;
        const row = confusion[made.kind] ?? {};
        confusion[made.kind] = row;
        row[verdict.kind] = (row[verdict.kind] ?? 0) + 1;
        if (verdict.kind === 'verbatim' && !standsIn(text, made.words)) falseVerbatim++;
        const isRight = verdict.kind === made.verdict;
        if (isRight) rightVerdict++;
        let isPlaced = true;
        if (made.paragraphs.length > 0) {
          placed++;
          const named = paragraphsOf(verdict);
          isPlaced = made.paragraphs.every((n) => named.includes(n));
          if (isPlaced) rightPlace++;
        }
        if (!(isRight && isPlaced))
          wrong.push(
            `${made.kind} → ${verdict.kind} ¶${made.paragraphs} ${text.reading.facts.headline}: ${made.words}`,
          );
      }
  return {
    falseVerbatim,
    quotes,
    verdictAccuracy: (100 * rightVerdict) / quotes,
    paragraphAccuracy: (100 * rightPlace) / placed,
    p99Ms: messageTimes(articles.flatMap(({ paragraphs }) => paragraphs)),
    confusion,
    worst: worstInput(articles.flatMap(({ paragraphs }) => paragraphs)),
    wrong,
  };
}

/** The report as a table for people. */
export function tableOf(report: QuotesReport): string {
  const verdicts = [...new Set(Object.values(report.confusion).flatMap((row) => Object.keys(row)))];
  const percent = (share: number) => `${share.toFixed(2)} %`;
  const head = ['made', ...verdicts].map((word) => word.padStart(13)).join('');
  const rows = Object.entries(report.confusion).map(([kind, row]) =>
    [kind, ...verdicts.map((verdict) => String(row[verdict] ?? 0))].map((word) => word.padStart(13)).join(''),
  );
  return [
    head,
    ...rows,
    '',
    `false verbatim     ${report.falseVerbatim} of ${report.quotes} quotes`,
    `right verdict      ${percent(report.verdictAccuracy)}`,
    `right paragraph    ${percent(report.paragraphAccuracy)}`,
    `2,000 characters   p99 ${report.p99Ms.toFixed(2)} ms against 200 paragraphs`,
    `hostile input      at most ${report.worst.ms.toFixed(1)} ms (${report.worst.input})`,
  ].join('\n');
}

/** Answers `npm run bench -- quotes [FILE] [--json] [--wrong]`; `--wrong` lists the quotes that went wrong. */
export function run(args: readonly string[]): object {
  const { wrong, ...figures } = benchQuotes(fileIn(args));
  console.log(tableOf({ ...figures, wrong }));
  if (args.includes('--wrong')) console.log(`\n${wrong.join('\n')}`);
  return figures;
}

/** What is said of a quote where there are other readings: they are asked about what the first does not have. */
function verdictOn(text: PreparedText, { words, others = [] }: Made): Checked {
  const checked = check(text, { words });
  if (!['altered', 'stitched', 'absent'].includes(checked.verdict.kind)) return checked;
  return others.map((other) => checkElsewhere(other, { words })).find(Boolean) ?? checked;
}

function* quotesFrom(text: PreparedText, all: readonly PreparedText[], rnd: Random): Generator<Made> {
  const others = all.filter((other) => other !== text);
  for (const { n, text: stored, sentences } of text.reading.paragraphs)
    for (const { start, end } of sentences) {
      const words = sliceOfWords(stored.slice(start, end), rnd);
      if (wordsOf(words).length < 6) continue;
      const standing = all.length > 0 ? paragraphsWith(text, words) : [n];
      yield { kind: 'verbatim', words, verdict: 'verbatim', paragraphs: standing };
      for (const [kind, changed] of [
        ['re-cased', recased(words, rnd)],
        ['re-spaced', respaced(words, rnd)],
      ] as const)
        if (changed !== words && plain(changed) === plain(words) && !standsIn(text, changed))
          yield { kind, words: changed, verdict: 'verbatim-but', paragraphs: paragraphsAlike(text, words) };
      for (const [kind, changed, verdict] of [
        ['shortened', cut(words, rnd), 'shortened'],
        ['word changed', wordChanged(words, others, rnd), 'altered'],
        ['negation', negationChanged(words, rnd), 'altered'],
      ] as const)
        if (changed !== undefined && paragraphsAlike(text, changed).length === 0)
          yield { kind, words: changed, verdict, paragraphs: [n] };
      const stitch = stitched(text, n, words, rnd);
      if (stitch && paragraphsAlike(text, stitch.words).length === 0)
        yield { kind: 'stitched', words: stitch.words, verdict: 'stitched', paragraphs: [n, stitch.n] };
      const foreign = sentenceOf(rnd.pick(others), rnd);
      if (foreign && paragraphsAlike(text, foreign.words).length === 0) {
        yield { kind: 'foreign', words: foreign.words, verdict: 'absent', paragraphs: [] };
        yield {
          kind: 'elsewhere',
          words: foreign.words,
          verdict: 'elsewhere',
          paragraphs: [foreign.n],
          others,
        };
      }
    }
}

/* Making quotes. */

/** The whole sentence, or some of its words in a row. */
function sliceOfWords(sentence: string, rnd: Random): string {
  const words = wordsOf(sentence);
  if (words.length < 10 || rnd.next() < 0.5) return sentence;
  const count = 6 + rnd.below(words.length - 6);
  const from = rnd.below(words.length - count + 1);
  const [first, last] = [words[from], words[from + count - 1]];
  return first && last ? sentence.slice(first.start, last.end) : sentence;
}

function recased(words: string, rnd: Random): string {
  const flipped = words.replace(/\p{L}/u, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()));
  return rnd.pick([
    words.toUpperCase(),
    words.toLowerCase(),
    words.replace(/\b\p{Ll}/gu, (c) => c.toUpperCase()),
    flipped,
  ]);
}

function respaced(words: string, rnd: Random): string {
  return rnd.pick([
    words.replace(/ /g, () => rnd.pick([' ', '  ', '\u00A0', '\n', ' \t '])),
    words.replace(/ /g, () => rnd.pick([' ', ' \u200B', '\u2009', '\u200F '])),
    words
      .replace(/["'’“”‘]/g, (mark) => rnd.pick([...(/["“”]/.test(mark) ? '"“”' : "'’")]))
      .replace(/ /, '  '),
  ]);
}

function cut(sentence: string, rnd: Random): string | undefined {
  const words = wordsOf(sentence);
  if (words.length < 8) return undefined;
  const from = 2 + rnd.below(words.length - 6);
  const count = 2 + rnd.below(Math.min(6, words.length - from - 3));
  const [before, after] = [words[from - 1], words[from + count]];
  if (!before || !after) return undefined;
  const mark = rnd.pick([' ... ', ' … ', '… ', ' [...] ', ' [… ] ', '...', ' . . . ']);
  return sentence.slice(0, before.end) + mark + sentence.slice(after.start);
}

function wordChanged(sentence: string, others: readonly PreparedText[], rnd: Random): string | undefined {
  const long = wordsOf(sentence).filter(({ word }) => /^\p{L}{3,}$/u.test(word));
  const from = sentenceOf(rnd.pick(others), rnd);
  const other = wordsOf(from?.words ?? '').filter(({ word }) => /^\p{L}{3,}$/u.test(word));
  if (long.length === 0 || other.length === 0) return undefined;
  const [was, is] = [rnd.pick(long), rnd.pick(other)];
  if (was.word.toLowerCase() === is.word.toLowerCase()) return undefined;
  return sentence.slice(0, was.start) + is.word + sentence.slice(was.end);
}

/** Without its negation, or with one that it has not. */
function negationChanged(sentence: string, rnd: Random): string | undefined {
  const inside = sentence.slice(0, -12);
  const negations = [...inside.matchAll(/(?<=\w )(?:not|never|no|may|might|could|unlikely|without) (?=\w)/g)];
  const auxiliaries = [...inside.matchAll(/(?<=\w )(?:is|are|was|were|has|had|have|will|can|would) (?=\w)/g)];
  if (negations.length > 0) {
    const { index, 0: found } = rnd.pick(negations);
    return sentence.slice(0, index) + sentence.slice(index + found.length);
  }
  if (auxiliaries.length === 0) return undefined;
  const { index, 0: found } = rnd.pick(auxiliaries);
  return `${sentence.slice(0, index + found.length)}not ${sentence.slice(index + found.length)}`;
}

/** Words of one sentence and of another of a different paragraph, as if they were one. */
function stitched(text: PreparedText, n: number, sentence: string, rnd: Random) {
  const other = sentenceOf(text, rnd);
  if (!other || other.n === n) return undefined;
  const [a, b] = [wordsOf(sentence), wordsOf(other.words)];
  if (a.length < 6 || b.length < 6) return undefined;
  const head = a[4 + rnd.below(a.length - 5)];
  const tail = b[1 + rnd.below(b.length - 5)];
  if (!head || !tail) return undefined;
  return { n: other.n, words: `${sentence.slice(0, head.end)} ${other.words.slice(tail.start)}` };
}

function sentenceOf({ reading }: PreparedText, rnd: Random): { n: number; words: string } | undefined {
  const { n, text, sentences } = rnd.pick(reading.paragraphs);
  const { start, end } = rnd.pick(sentences);
  const words = text.slice(start, end);
  return wordsOf(words).length < 6 ? undefined : { n, words };
}

/* A plain search, to tell what a made quote is; it shares no code with the check. */

function wordsOf(text: string): { word: string; start: number; end: number }[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}'’.,:–-]*[\p{L}\p{N}\p{M}]|[\p{L}\p{N}]/gu)].map(
    ({ 0: word, index }) => ({ word, start: index, end: index + word.length }),
  );
}

function standsIn({ reading }: PreparedText, words: string): boolean {
  return reading.paragraphs.some(({ text }) => text.includes(words));
}

function paragraphsWith({ reading }: PreparedText, words: string): number[] {
  return reading.paragraphs.filter(({ text }) => bounded(text, words)).map(({ n }) => n);
}

function paragraphsAlike({ reading }: PreparedText, words: string): number[] {
  const own = plain(words);
  return reading.paragraphs.filter(({ text }) => bounded(plainOnce(text), own)).map(({ n }) => n);
}

function bounded(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + words.length] ?? ' '];
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}

const kept = new Map<string, string>();
function plainOnce(text: string): string {
  const known = kept.get(text) ?? plain(text);
  kept.set(text, known);
  return known;
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u200B\u200F]/g, '')
    .replace(/["“”'’‘«»„`´]/g, '')
    .replace(/[–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function paragraphsOf(verdict: Verdict): number[] {
  const of = (passages: readonly Passage[]) =>
    passages.flatMap(({ pieces }) => pieces.map(({ quote }) => quote.paragraph));
  switch (verdict.kind) {
    case 'misattributed':
    case 'elsewhere':
      return of(verdict.verdict.passages);
    case 'stitched':
      return verdict.parts.flatMap(({ passages }) => of(passages));
    case 'absent':
      return [];
    default:
      return of(verdict.passages);
  }
}

/* Time. */

/** p99 in ms over messages of 2,000 characters with quotes of every kind, against a reading of 200 paragraphs. */
function messageTimes(paragraphs: readonly string[]): number {
  const text = textOf('long', 'Long', paragraphs.slice(0, 200));
  const rnd = random(7);
  const quotes = [...quotesFrom(text, [text, textOf('rest', 'Rest', paragraphs.slice(200))], random(3))];
  const upTo2000 = (more: () => string) => {
    let message = '';
    while (message.length < 2000) message += more();
    return message.slice(0, 2000);
  };
  const manyQuotes = () =>
    upTo2000(() => ` He wrote “${rnd.pick(quotes).words.replace(/[“”]/g, '')}” there.`);
  const oneQuote = () => upTo2000(() => ` ${rnd.pick(quotes).words}`);
  const oneAltered = () => {
    const from = rnd.below(text.reading.paragraphs.length - 5);
    const words = text.reading.paragraphs.slice(from, from + 5).map((paragraph) => paragraph.text);
    return upTo2000(() => words.join(' ')).replace(/\w+/g, (word) => (rnd.below(9) === 0 ? 'changed' : word));
  };
  const times: number[] = [];
  for (let i = 0; i < 1500; i++) {
    const message = [manyQuotes, oneQuote, oneAltered][i % 3]?.() ?? '';
    // The least of three, so that what else the machine does is not counted.
    const runs = [0, 1, 2].map(() => {
      const started = performance.now();
      for (const claim of i % 3 === 0 ? claimedQuotesIn(message).quotes : [{ words: message }])
        check(text, claim);
      return performance.now() - started;
    });
    if (i >= 20) times.push(Math.min(...runs));
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)] ?? 0;
}

/** Inputs of 4,000 characters made to be slow. */
export function hostileInputs(paragraph: string): Record<string, string> {
  const fill = (of: string) => of.repeat(Math.ceil(4000 / of.length)).slice(0, 4000);
  return {
    'one letter': fill('a'),
    'one letter, spaced': fill('a '),
    'one common word': fill('the '),
    'two common words': fill('of the '),
    'straight quotation marks': fill('"'),
    'straight single marks': fill("'"),
    'opening marks': fill('“'),
    'pairs of marks': fill('“”'),
    'marks around letters': fill('“a” '),
    'single marks around letters': fill("'a' "),
    'straight marks around letters': fill('"a" '),
    'right-to-left marks': fill('\u200F'),
    'right-to-left marks in words': fill('the\u200F \u202Eof'),
    'lone high surrogates': fill('\uD800'),
    'lone low surrogates': fill('\uDC00'),
    'surrogates in words': fill('the \uD800of\uDFFF '),
    'combining marks': `a${fill('\u0301')}`.slice(0, 4000),
    'mixed combining marks': `a${fill('\u0301\u0323\u0308')}`.slice(0, 4000),
    'letters with marks': fill('e\u0301'),
    ellipses: fill('…'),
    'ellipses of points': fill('. '),
    'ellipses between words': fill('the … '),
    'open brackets': fill('['),
    brackets: fill('[the] '),
    'block quotes': fill('> the\n'),
    'markdown stars': fill('*'),
    'markdown stars in words': fill('*a** '),
    backslashes: fill('\\'),
    'opening angle': fill('<@'),
    'a paragraph over and over': fill(paragraph),
    'a paragraph backwards': fill([...paragraph.split(' ')].reverse().join(' ')),
    'every other word': fill(
      paragraph
        .split(' ')
        .filter((_, i) => i % 2 === 0)
        .join(' '),
    ),
    'every third word cut': fill(
      paragraph
        .split(' ')
        .map((word, i) => (i % 3 === 0 ? '…' : word))
        .join(' '),
    ),
    'every letter a word': fill([...paragraph.replaceAll(' ', '')].join(' ')),
    names: fill('Aa '),
    'names and verbs': fill('"a" A, b, said '),
  };
}

function worstInput(paragraphs: readonly string[]): { ms: number; input: string } {
  const text = textOf('long', 'Long', paragraphs.slice(0, 200));
  check(text, { words: 'warm' });
  let worst = { ms: 0, input: '' };
  for (const [input, message] of Object.entries(hostileInputs(paragraphs[1] ?? ''))) {
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const started = performance.now();
      for (const claim of claimedQuotesIn(message).quotes) check(text, claim);
      check(text, { words: message, speaker: message.slice(0, 100) });
      times.push(performance.now() - started);
    }
    const ms = Math.min(...times);
    if (ms > worst.ms) worst = { ms, input };
  }
  return worst;
}

function textOf(id: string, title: string, paragraphs: readonly string[]): PreparedText {
  const blocks = paragraphs.map((text) => ({ kind: 'paragraph' as const, text }));
  const reading = makeReading(id, { headline: title, language: 'en' }, blocks);
  return { reading, annotations: NO_ANNOTATIONS, concordance: makeConcordance(reading) };
}

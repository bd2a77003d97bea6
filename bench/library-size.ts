import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type AnnotatedReading, NO_ANNOTATIONS } from '../src/reading/annotations.ts';
import { makeReading } from '../src/reading/make.ts';
import { createSearch } from '../src/search/search.ts';
import { fileIn, loadQuestions } from './questions.ts';

/*
 * npm run bench -- library-size [FILE] [--json]
 *
 * A library of 1,000 readings with 50,000 paragraphs, made from the readings of the file by copying with renamed
 * words; and what must never block: a question of 4,000 characters, 200 readings at once. Times in ms.
 */

const READINGS = 1000;
const PARAGRAPHS = 50;
const QUERIES = 600;

export async function librarySize(args: readonly string[]) {
  const { texts, questions } = copies(fileIn(args));
  // The counts of so many readings take more than the bot gives them by default, which is for the 200 that /ask asks.
  const { ask } = createSearch({ cacheBytes: 96e6 });
  const first = texts[0]!;
  const cold = await timed(() => ask([first], questions[0]!.text));
  const warming = performance.now();
  await ask(texts, questions[0]!.text);
  const warmed = performance.now() - warming;

  const times: number[] = [];
  let right = 0;
  for (const { text, reading } of questions) {
    times.push(
      await timed(async () => {
        const answer = await ask(texts, text);
        if (answer.kind === 'found' && answer.quotes[0]?.reading.id === reading) right++;
      }),
    );
  }
  const long = longQuestion(first);
  const figures = {
    queryP50: quantile(times, 0.5),
    queryP99: quantile(times, 0.99),
    rssMegabytes: await residentMegabytes(),
    rightReadingFirst: (100 * right) / questions.length,
    coldReading: cold,
    longQuestion: await worst(() => ask([first], long)),
    readings200: await worst(() => ask(texts.slice(0, 200), questions[0]!.text)),
    longQuestionOver200: await worst(() => ask(texts.slice(0, 200), long)),
  };
  console.log(
    `${texts.length} readings, ${texts.length * PARAGRAPHS} paragraphs, counted in ${warmed.toFixed(0)} ms`,
  );
  for (const [name, figure] of Object.entries(figures))
    console.log(`${name.padEnd(22)}${figure.toFixed(2).padStart(9)}`);
  return figures;
}

/** Each copy has words of its own: every name, and a third of the others, with an ending that tells the copy. */
function copies(file: string) {
  const set = loadQuestions(file);
  const paragraphs = set.flatMap(({ reading }, r) =>
    reading.paragraphs.map(({ text }, p) => ({ text, r, p })),
  );
  const texts: AnnotatedReading[] = [];
  const questions: { text: string; reading: string }[] = [];
  for (let i = 0; i < READINGS; i++) {
    const id = `copy-${i}`;
    const ending = [...String(i)].map((digit) => 'bdfgklmnrt'[Number(digit)]).join('o');
    const renamed = (text: string) =>
      text.replace(/\p{L}{4,}/gu, (word) =>
        /^\p{Lu}/u.test(word) || word.length % 3 === 0 ? `${word}${ending}` : word,
      );
    const part = Array.from({ length: PARAGRAPHS }, (_, k) => paragraphs[(i * 7 + k) % paragraphs.length]!);
    const blocks = part.map(({ text }) => ({ kind: 'paragraph' as const, text: renamed(text) }));
    texts.push({
      reading: makeReading(id, { headline: '¶', language: 'en' }, blocks),
      annotations: NO_ANNOTATIONS,
    });
    if (i % Math.ceil(READINGS / QUERIES) !== 0) continue;
    const about = part[i % PARAGRAPHS]!;
    const asked = set[about.r]!.questions.find(
      ({ paragraph, impossible }) => paragraph === about.p && !impossible,
    );
    if (asked) questions.push({ text: renamed(asked.text), reading: id });
  }
  return { texts, questions };
}

function longQuestion({ reading }: AnnotatedReading): string {
  return reading.paragraphs
    .map(({ text }) => text)
    .join(' ')
    .slice(0, 4000);
}

/** What stays in memory: garbage that waits to be collected does not count. */
async function residentMegabytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  for (let i = 0; i < 4; i++) {
    runInNewContext('gc')();
    // Pages are given back to the system a little later.
    await setTimeout(250);
  }
  return process.memoryUsage.rss() / 1e6;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function worst(run: () => Promise<unknown>): Promise<number> {
  let most = 0;
  for (let i = 0; i < 20; i++) most = Math.max(most, await timed(run));
  return most;
}

function quantile(values: readonly number[], q: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * q)] ?? Number.NaN;
}

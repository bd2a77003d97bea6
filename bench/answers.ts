import { setImmediate as breath } from 'node:timers/promises';
import { buildIndex, type ReadingIndex } from '../src/search/index.ts';
import { parseQuestion } from '../src/search/question.ts';
import { rank } from '../src/search/rank.ts';
import { type Found, PEERS, type Peer, paragraphsAndSentences } from './peers.ts';
import { type Asked, type AskedQuestion, answersHold, fileIn, loadQuestions } from './questions.ts';

/*
 * npm run bench -- answers [FILE] [--json] [--alone]
 *
 * Right paragraph and sentence first, silence off topic, and time, for Pilcrow and for other engines in the same
 * run. `--alone` leaves out all others but MiniSearch's defaults, which the times are measured against.
 */

interface Measures {
  readonly hit1: number;
  readonly hit3: number;
  readonly mrr10: number;
  readonly sentence1: number;
  readonly offTopicAuroc: number;
  readonly offTopicAnswered: number;
}

/** One engine over one reading. */
interface Engine {
  /** The confidence that decides abstention, and the paragraphs (from 0), best first. */
  readonly ask: (question: string) => { readonly confidence: number; readonly paragraphs: readonly number[] };
  /** The sentence first shown of the best paragraph. */
  readonly sentence: (question: string) => { readonly start: number; readonly end: number } | undefined;
}

export async function answers(args: readonly string[]) {
  const set = loadQuestions(fileIn(args));
  const peers = args.includes('--alone') ? [] : PEERS;
  const pilcrow = quality(set, set.map(pilcrowOver));
  console.log(heading);
  console.log(line('Pilcrow', pilcrow));
  for (const peer of peers) {
    console.log(
      line(
        peer.name,
        quality(
          set,
          set.map((one) => peerOver(peer, one)),
        ),
      ),
    );
    await breath();
  }
  const ratios = times(set);
  console.log(
    `\nMiniSearch's defaults = 1: query p50 ${ratios.queryP50Ratio.toFixed(2)}, p99 ${ratios.queryP99Ratio.toFixed(2)}, build ${ratios.buildRatio.toFixed(2)}`,
  );
  return { ...pilcrow, ...ratios };
}

function pilcrowOver({ reading }: Asked): Engine {
  const index = buildIndex(reading);
  const run = (text: string) =>
    rank([{ index, question: parseQuestion(text, index.english), names: [] }], 10)[0]!;
  return {
    ask(text) {
      const { hits, confidence } = run(text);
      return { confidence, paragraphs: hits.map(({ paragraph }) => paragraph) };
    },
    sentence(text) {
      const hit = run(text).hits[0];
      return (
        hit &&
        reading.paragraphs[hit.paragraph]!.sentences[hit.sentence - index.paragraphSentences[hit.paragraph]!]
      );
    },
  };
}

function peerOver(peer: Peer, { reading }: Asked): Engine {
  const { paragraphs, sentence } = paragraphsAndSentences(peer, reading);
  return {
    ask(text) {
      const found: Found[] = paragraphs(text);
      return { confidence: found[0]?.score ?? 0, paragraphs: found.map(({ document }) => document) };
    },
    sentence(text) {
      const best = paragraphs(text)[0];
      return best && sentence(text, best.document);
    },
  };
}

/** Off-topic questions asked of each reading, at most: spread evenly over those of all others. */
const OFF_TOPIC = 800;

function quality(set: readonly Asked[], engines: readonly Engine[]): Measures {
  const total = { hit1: 0, hit3: 0, mrr10: 0, sentence1: 0 };
  const onTopic: number[] = [];
  const offTopic: number[] = [];
  set.forEach((one, i) => {
    const { ask, sentence } = engines[i]!;
    for (const question of answerable(one)) {
      const { confidence, paragraphs } = ask(question.text);
      onTopic.push(confidence);
      const place = paragraphs.indexOf(question.paragraph);
      if (place >= 0 && place < 3) total.hit3++;
      if (place >= 0 && place < 10) total.mrr10 += 1 / (place + 1);
      if (place !== 0) continue;
      total.hit1++;
      const shown = sentence(question.text);
      if (shown && answersHold(question, shown.start, shown.end)) total.sentence1++;
    }
    for (const { text } of offTopicFor(set, i)) offTopic.push(ask(text).confidence);
  });
  const share = (count: number) => (100 * count) / onTopic.length;
  const least = [...onTopic].sort((a, b) => a - b)[Math.floor(onTopic.length * 0.05)]!;
  return {
    hit1: share(total.hit1),
    hit3: share(total.hit3),
    mrr10: share(total.mrr10),
    sentence1: share(total.sentence1),
    offTopicAuroc: auroc(onTopic, offTopic),
    offTopicAnswered: (100 * offTopic.filter((score) => score >= least).length) / offTopic.length,
  };
}

function answerable({ questions }: Asked): AskedQuestion[] {
  return questions.filter(({ impossible }) => !impossible);
}

function offTopicFor(set: readonly Asked[], i: number): AskedQuestion[] {
  const others = set.flatMap((other, j) => (j === i ? [] : answerable(other)));
  const step = Math.max(1, others.length / OFF_TOPIC);
  return Array.from({ length: Math.min(OFF_TOPIC, others.length) }, (_, k) => others[Math.floor(k * step)]!);
}

/** In per cent; ties count half (Mann and Whitney, 1947). */
function auroc(positive: readonly number[], negative: readonly number[]): number {
  const all = [
    ...positive.map((score) => ({ score, one: 1 })),
    ...negative.map((score) => ({ score, one: 0 })),
  ];
  all.sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    let ones = 0;
    for (; to < all.length && all[to]!.score === all[from]!.score; to++) ones += all[to]!.one;
    ranks += (ones * (from + 1 + to)) / 2;
    from = to;
  }
  const pairs = positive.length * negative.length;
  return (100 * (ranks - (positive.length * (positive.length + 1)) / 2)) / pairs;
}

interface Timed {
  readonly index: ReadingIndex;
  readonly search: (question: string) => Found[];
}

const WARM_UP = 2;
const ROUNDS = 9;

/** Both engines are timed in turn, after a warm-up, so that they share whatever else the machine does. */
function times(set: readonly Asked[]) {
  const mini = PEERS[0]!;
  const built = { pilcrow: [] as number[], mini: [] as number[] };
  let engines: Timed[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const spent = { pilcrow: 0, mini: 0 };
    engines = set.map(({ reading }) => {
      const texts = reading.paragraphs.map(({ text }) => text);
      const start = performance.now();
      const index = buildIndex(reading);
      const middle = performance.now();
      const search = mini.build(texts);
      spent.pilcrow += middle - start;
      spent.mini += performance.now() - middle;
      return { index, search };
    });
    if (round < WARM_UP) continue;
    built.pilcrow.push(spent.pilcrow);
    built.mini.push(spent.mini);
  }

  const queries = set.flatMap((one, i) => answerable(one).map(({ text }) => ({ text, engine: engines[i]! })));
  const some = queries.filter((_, i) => i % Math.ceil(queries.length / 3000) === 0);
  // The median of a question's rounds is its time: a pause of the machine is no question's fault.
  const asked = { pilcrow: some.map(() => [] as number[]), mini: some.map(() => [] as number[]) };
  for (let round = 0; round < WARM_UP + ROUNDS; round++)
    some.forEach(({ text, engine: { index, search } }, i) => {
      const start = performance.now();
      rank([{ index, question: parseQuestion(text, index.english), names: [] }], 10)[0]!;
      const middle = performance.now();
      search(text);
      const end = performance.now();
      if (round < WARM_UP) return;
      asked.pilcrow[i]!.push(middle - start);
      asked.mini[i]!.push(end - middle);
    });
  const pilcrow = asked.pilcrow.map((rounds) => quantile(rounds, 0.5));
  const others = asked.mini.map((rounds) => quantile(rounds, 0.5));
  return {
    queryP50Ratio: quantile(pilcrow, 0.5) / quantile(others, 0.5),
    queryP99Ratio: quantile(pilcrow, 0.99) / quantile(others, 0.99),
    buildRatio: quantile(built.pilcrow, 0.5) / quantile(built.mini, 0.5),
  };
}

function quantile(values: readonly number[], q: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))]!;
}

const heading = `${''.padEnd(36)}${['hit@1', 'hit@3', 'MRR@10', 'sent@1', 'AUROC', 'off-topic'].map((name) => name.padStart(10)).join('')}`;

function line(name: string, m: Measures): string {
  const figures = [m.hit1, m.hit3, m.mrr10, m.sentence1, m.offTopicAuroc, m.offTopicAnswered];
  return `${name.padEnd(36)}${figures.map((figure) => figure.toFixed(2).padStart(10)).join('')}`;
}

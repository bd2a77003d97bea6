// All that the running bot has loaded counts, so it is loaded here too.
import '../src/main.ts';
import { NO_ANNOTATIONS } from '../src/reading/annotations.ts';
import { makeReading } from '../src/reading/make.ts';
import { createShelf } from '../src/reading/shelf.ts';
import { createSearch } from '../src/search/search.ts';
import { openStorage } from '../src/storage/storage.ts';
import { type Figures, READINGS, serverId } from './library.ts';
import { random } from './random.ts';

/* The process that `library.ts` measures: prints its figures as JSON. */

const [dataDir = '', servers = '0'] = process.argv.slice(2);
const SERVERS = Number(servers);
const AT_RANDOM = 5000;

const { repositories, close } = await openStorage({ dataDir });
const shipped = {
  reading: makeReading('shipped', { headline: '¶', language: 'en' }, [
    { kind: 'paragraph', text: 'Shipped.' },
  ]),
  annotations: NO_ANNOTATIONS,
};
const shelf = createShelf({ shipped: [shipped], ...repositories });
const search = createSearch();
const rssAtStart = megabytes();
let rssHighest = rssAtStart;
let answered = 0;

async function ask(server: number, reading: number): Promise<{ time: number; cpu: number }> {
  const before = process.cpuUsage();
  const begin = performance.now();
  const guildId = serverId(server);
  // As /ask does: what is in use here, then the question.
  const { text } =
    reading === 0
      ? await shelf.current({ guildId, channelId: '1', parentId: null })
      : { text: (await shelf.get(guildId, `reading-${reading}`)) ?? shipped };
  const answer = await search.ask([text], 'What does the security pact say of defense?');
  const time = performance.now() - begin;
  const { user, system } = process.cpuUsage(before);
  if (text !== shipped && answer.kind === 'found') answered++;
  rssHighest = Math.max(rssHighest, megabytes());
  // A bot hears from its gateway between questions.
  await new Promise((resolve) => setImmediate(resolve));
  return { time, cpu: (user + system) / 1000 };
}

// The first question of a process also compiles its code; it is a bot's start and not a reading's.
await ask(0, 1);
const cold: Awaited<ReturnType<typeof ask>>[] = [];
for (let server = 1; server < SERVERS; server++)
  for (let reading = 0; reading < READINGS; reading++) cold.push(await ask(server, reading));
const { below } = random(1);
for (let i = 0; i < AT_RANDOM; i++) await ask(below(SERVERS), below(READINGS));
const warm: typeof cold = [];
for (let i = 0; i < 1000; i++) warm.push(await ask(SERVERS - 1, i % READINGS));
await close();

const figures: Figures = {
  rssAtStart,
  rssHighest,
  coldP50: quantile(cold, 0.5),
  coldP99: quantile(cold, 0.99),
  coldWorst: Math.max(...cold.map(({ time }) => time)),
  coldWorstCpu: Math.max(...cold.map(({ cpu }) => cpu)),
  warmP50: quantile(warm, 0.5),
  answered,
};
console.log(JSON.stringify(figures));

function megabytes(): number {
  return process.memoryUsage.rss() / 1e6;
}

function quantile(values: readonly { readonly time: number }[], q: number): number {
  const times = values.map(({ time }) => time);
  return times.sort((a, b) => a - b)[Math.floor(values.length * q)] ?? Number.NaN;
}

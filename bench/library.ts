import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../scripts/temporary.ts';
import { NO_ANNOTATIONS } from '../src/reading/annotations.ts';
import { loadReadings } from '../src/reading/folder.ts';
import { makeReading } from '../src/reading/make.ts';
import { openStorage } from '../src/storage/storage.ts';

/*
 * npm run bench -- library [SERVERS] [--json]
 *
 * 2,000 servers with five readings of 50 paragraphs each, all different, in one database on disk. One process, with
 * all of the bot's code loaded, answers a question about each reading once and so finds each of them cold; then it
 * is asked at random. Its resident memory is looked at after every question.
 */

export const READINGS = 5;
const PARAGRAPHS = 50;

/** Times in ms, memory in MB. */
export interface Figures {
  readonly rssAtStart: number;
  /** The highest at any question, garbage and all. */
  readonly rssHighest: number;
  readonly coldP50: number;
  readonly coldP99: number;
  readonly coldWorst: number;
  /** The most processor time of a first question, its garbage included: what other work on the machine can't change. */
  readonly coldWorstCpu: number;
  readonly warmP50: number;
  readonly answered: number;
}

export async function library(args: readonly string[]) {
  const servers = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 2000);
  const folder = temporaryFolder();
  const begin = performance.now();
  await fill(folder.path, servers);
  console.log(
    `${servers} servers × ${READINGS} readings × ${PARAGRAPHS} paragraphs stored in ${((performance.now() - begin) / 1000).toFixed(0)} s`,
  );
  const figures = await askInProcess(folder.path, servers);
  folder.remove();
  for (const [name, figure] of Object.entries(figures))
    console.log(`${name.padEnd(22)}${Number(figure).toFixed(1).padStart(9)}`);
  return figures;
}

/** The ids that the bench gives to servers. */
export function serverId(i: number): string {
  return String(100000000000000000n + BigInt(i));
}

/** Stores so many approved readings for each server, the first of which is in use. */
export async function fill(dataDir: string, servers: number, readings = READINGS): Promise<void> {
  const source = shippedParagraphs();
  const { repositories, close } = await openStorage({ dataDir });
  const act = { by: '200000000000000001', at: new Date(0) };
  for (let server = 0; server < servers; server++)
    for (let i = 0; i < readings; i++) {
      const number = server * readings + i;
      const blocks = copiedParagraphs(source, number, PARAGRAPHS).map((text) => ({
        kind: 'paragraph' as const,
        text,
      }));
      const reading = makeReading(`reading-${i}`, { headline: `Reading ${number}`, language: 'en' }, blocks);
      const revision = await repositories.readings.saveDraft(
        serverId(server),
        { reading, annotations: NO_ANNOTATIONS },
        act,
      );
      await repositories.readings.approve(serverId(server), reading.id, revision, act);
      if (i === 0) await repositories.placements.place(serverId(server), serverId(server), reading.id, act);
    }
  await close();
}

export function shippedParagraphs(): string[] {
  const folder = fileURLToPath(new URL('../data/readings', import.meta.url));
  return loadReadings(folder, () => undefined).flatMap(({ reading }) =>
    reading.paragraphs.map(({ text }) => text),
  );
}

/** A text with words of its own: its names, and a third of its other words, have an ending that no other has. */
export function copiedParagraphs(source: readonly string[], number: number, count: number): string[] {
  const ending = [...String(number)].map((digit) => 'bdfgklmnrt'[Number(digit)]).join('o');
  return Array.from({ length: count }, (_, p) =>
    (source[(number * 7 + p) % source.length] ?? '').replace(/\p{L}{4,}/gu, (word) =>
      /^\p{Lu}/u.test(word) || word.length % 3 === 0 ? `${word}${ending}` : word,
    ),
  );
}

/** The process's memory holds nothing of the filling. */
async function askInProcess(dataDir: string, servers: number): Promise<Figures> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      fileURLToPath(new URL('library-process.ts', import.meta.url)),
      dataDir,
      String(servers),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) last = line;
  return JSON.parse(last);
}

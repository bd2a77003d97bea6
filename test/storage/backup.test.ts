import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupSqlite, faultsOf, restoreSqlite } from '../../src/storage/backup.ts';
import { openFile } from '../../src/storage/sqlite.ts';
import { SQLITE_FILE } from '../../src/storage/sqlite-faults.ts';
import { openStorage } from '../../src/storage/storage.ts';

const GUILD = '1';
const NOW = new Date('2026-03-01T12:00:00Z');
let dataDir: string;
let file: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pilcrow-'));
  file = join(dataDir, 'backups', 'one.sqlite');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('a backup made while the bot writes is whole, and restores what was there', async () => {
  // GIVEN a bot that writes all the time
  const bot = await openStorage({ dataDir });
  await bot.repositories.settings.change(GUILD, { language: 'de' });
  let writing = true;
  const writes = (async () => {
    for (let i = 0; writing; i++) {
      await bot.repositories.unanswered.add(GUILD, 'treaty', `${i}?`, NOW);
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  // WHEN the operator makes a backup beside it, and then more is changed
  const script = fileURLToPath(new URL('../../scripts/backup.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, file], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
  });
  expect(stdout).toBe(`Saved and checked: ${file}\n`);
  writing = false;
  await writes;
  await bot.repositories.settings.change(GUILD, { language: 'ja' });
  // THEN it is sound and one file
  expect(faultsOf(file)).toEqual([]);
  expect(readdirSync(join(dataDir, 'backups'))).toEqual(['one.sqlite']);
  // AND it can't be restored under the running bot
  expect(() => restoreSqlite(dataDir, file, NOW)).toThrow(/^Another Pilcrow is using/);
  await bot.close();
  // AND after it was stopped, the bot finds what there was, and the newer state is kept aside
  const aside = restoreSqlite(dataDir, file, NOW) ?? '';
  const again = await openStorage({ dataDir });
  expect((await again.repositories.settings.get(GUILD)).language).toBe('de');
  await again.close();
  restoreSqlite(dataDir, aside, new Date(NOW.getTime() + 1000));
  const newer = await openStorage({ dataDir });
  expect((await newer.repositories.settings.get(GUILD)).language).toBe('ja');
  await newer.close();
});

test('a backup can be made while the bot is stopped, and restored where nothing is', async () => {
  const bot = await openStorage({ dataDir });
  await bot.repositories.settings.change(GUILD, { language: 'de' });
  await bot.close();
  backupSqlite(dataDir, file);
  const elsewhere = join(dataDir, 'elsewhere');
  expect(restoreSqlite(elsewhere, file, NOW)).toBeUndefined();
  const moved = await openStorage({ dataDir: elsewhere });
  expect((await moved.repositories.settings.get(GUILD)).language).toBe('de');
  await moved.close();
});

test('what a kill left in the log beside the database is not lost when it is set aside', async () => {
  const bot = await openStorage({ dataDir });
  await bot.repositories.settings.change(GUILD, { language: 'de' });
  // GIVEN the files as a killed process leaves them
  const killed = mkdtempSync(join(tmpdir(), 'pilcrow-'));
  for (const end of ['', '-wal', '-shm'])
    copyFileSync(join(dataDir, SQLITE_FILE + end), join(killed, SQLITE_FILE + end));
  backupSqlite(dataDir, file);
  await bot.close();
  const aside = restoreSqlite(killed, file, NOW) ?? '';
  const kept = openFile(aside, { readonly: true });
  expect(kept.prepare('select language from settings').all()).toEqual([{ language: 'de' }]);
  kept.close();
  rmSync(killed, { recursive: true, force: true });
});

test('nothing is replaced by what is damaged, foreign, newer or missing', async () => {
  const bot = await openStorage({ dataDir });
  await bot.repositories.settings.change(GUILD, { language: 'de' });
  backupSqlite(dataDir, file);
  await bot.close();
  expect(() => backupSqlite(dataDir, file)).toThrow(/exists\. Name a new file/);
  expect(() => backupSqlite(join(dataDir, 'nowhere'), file)).toThrow(/no database in/);

  const damaged = join(dataDir, 'damaged.sqlite');
  const bytes = readFileSync(file);
  writeFileSync(damaged, bytes.subarray(0, bytes.length / 2));
  const foreign = join(dataDir, 'foreign.sqlite');
  change(foreign, 'create table t (x)');
  const newer = join(dataDir, 'newer.sqlite');
  copyFileSync(file, newer);
  change(newer, "insert into kysely_migration values ('999-future', '')");
  for (const [path, words] of [
    [damaged, /is damaged/],
    [foreign, /not a database of Pilcrow/],
    [newer, /from a newer Pilcrow/],
    [join(dataDir, 'missing.sqlite'), /There is no file/],
  ] as const)
    expect(() => restoreSqlite(dataDir, path, NOW), path).toThrow(words);

  const still = await openStorage({ dataDir });
  expect((await still.repositories.settings.get(GUILD)).language).toBe('de');
  await still.close();
});

test('a database that is damaged leaves no backup', () => {
  writeFileSync(
    join(dataDir, SQLITE_FILE),
    'not a database at all, but long enough to be read as one'.repeat(99),
  );
  expect(() => backupSqlite(dataDir, file)).toThrow(/^No backup was made of .*: file is not a database$/);
  expect(existsSync(file)).toBe(false);
});

test('after the bot was stopped, its one file holds everything', async () => {
  const bot = await openStorage({ dataDir });
  await bot.repositories.settings.change(GUILD, { language: 'de' });
  await bot.close();
  expect(readdirSync(dataDir).sort()).toEqual(['pilcrow.lock.sqlite', SQLITE_FILE]);
  const elsewhere = join(dataDir, 'elsewhere');
  mkdirSync(elsewhere);
  copyFileSync(join(dataDir, SQLITE_FILE), join(elsewhere, SQLITE_FILE));
  const moved = await openStorage({ dataDir: elsewhere });
  expect((await moved.repositories.settings.get(GUILD)).language).toBe('de');
  await moved.close();
});

function change(path: string, statement: string): void {
  const database = openFile(path);
  database.exec(statement);
  database.close();
}

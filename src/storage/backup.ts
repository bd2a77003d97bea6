import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type SQLite from 'libsql';
import { SetupError } from '../errors.ts';
import { MIGRATION_NAMES } from './migrations/index.ts';
import { lockFolder, openFile } from './sqlite.ts';
import { SQLITE_FILE } from './sqlite-faults.ts';

/**
 * Copies the SQLite file as it is at one moment, while the bot may go on writing. The copy is checked, and
 * appears under its name only when it is whole.
 *
 * @throws SetupError where there is nothing to copy, it is damaged, or something stands at `to` already
 */
export function backupSqlite(dataDir: string, to: string): void {
  const from = join(dataDir, SQLITE_FILE);
  if (!existsSync(from)) throw new SetupError(`There is no database in ${dataDir}. Is DATA_DIR right?`);
  if (existsSync(to)) throw new SetupError(`${to} exists. Name a new file: a backup replaces nothing.`);
  mkdirSync(dirname(to), { recursive: true });
  const part = `${to}.part`;
  rmSync(part, { force: true });
  const source = openFile(from, { readonly: true });
  try {
    source.exec(`vacuum into '${part.replaceAll("'", "''")}'`);
  } catch (error) {
    throw new SetupError(`No backup was made of ${from}: ${(error as Error).message}`);
  } finally {
    source.close();
  }
  refuseDamaged(part);
  sync(part);
  renameSync(part, to);
  sync(dirname(to));
}

/**
 * Puts a backup in the place of the database, which is kept beside it under another name.
 *
 * @returns the path of the old database, or undefined where there was none
 * @throws SetupError where the bot runs, or the backup is damaged, not Pilcrow's, or a newer program's
 */
export function restoreSqlite(dataDir: string, from: string, now: Date): string | undefined {
  if (!existsSync(from)) throw new SetupError(`There is no file ${from}.`);
  refuseDamaged(from);
  const lock = lockFolder(dataDir);
  try {
    const main = join(dataDir, SQLITE_FILE);
    const next = join(dataDir, 'pilcrow.restoring.sqlite');
    copyFileSync(from, next);
    refuseDamaged(next);
    sync(next);
    const aside = join(dataDir, `pilcrow.before-${now.toISOString().replaceAll(/[:.]/g, '-')}.sqlite`);
    const had = existsSync(main);
    if (had) setAside(main, aside);
    // The log of a file that is gone would be taken into the one that is restored.
    else setLogAside(main, aside);
    renameSync(next, main);
    sync(dataDir);
    return had ? aside : undefined;
  } finally {
    lock.release();
  }
}

/** What is wrong with a SQLite file, in SQLite's words: nothing where it is sound. */
export function faultsOf(file: string): readonly string[] {
  let database: SQLite.Database | undefined;
  try {
    database = openFile(file, { readonly: true });
    const found = database.pragma('integrity_check') as { integrity_check: string }[];
    const keys = database.pragma('foreign_key_check') as { table: string }[];
    return [
      ...found.map((row) => row.integrity_check).filter((words) => words !== 'ok'),
      ...keys.map(({ table }) => `a row of ${table} refers to nothing`),
    ];
  } catch (error) {
    return [(error as Error).message];
  } finally {
    database?.close();
  }
}

function refuseDamaged(file: string): void {
  const faults = faultsOf(file);
  if (faults.length > 0) throw new SetupError(`${file} is damaged: ${faults.slice(0, 3).join('; ')}`);
  const database = openFile(file, { readonly: true });
  try {
    const known = database
      .prepare("select 1 from sqlite_schema where type = 'table' and name = 'kysely_migration'")
      .all();
    if (known.length === 0) throw new SetupError(`${file} is not a database of Pilcrow's.`);
    const had = database.prepare('select name from kysely_migration').pluck().all() as string[];
    const unknown = had.filter((name) => !MIGRATION_NAMES.includes(name));
    if (unknown.length > 0)
      throw new SetupError(
        `${file} is from a newer Pilcrow (it has ${unknown.join(', ')}). Use that version.`,
      );
  } finally {
    database.close();
  }
}

/** The old database may have been left by a kill, with a log beside it that belongs to it. */
function setAside(main: string, aside: string): void {
  try {
    makeSingleFile(main);
  } catch {
    // Damaged: its log goes with it, for whoever wants to look.
    setLogAside(main, aside);
  }
  renameSync(main, aside);
}

function setLogAside(main: string, aside: string): void {
  for (const end of ['-wal', '-shm']) if (existsSync(main + end)) renameSync(main + end, aside + end);
}

/** Takes the write-ahead log into the file. */
function makeSingleFile(file: string): void {
  const database = openFile(file);
  try {
    database.exec('pragma journal_mode = DELETE');
  } finally {
    database.close();
  }
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

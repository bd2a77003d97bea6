import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely } from 'kysely';
import SQLite from 'libsql';
import { SetupError } from '../errors.ts';
import { type Claims, NO_CLAIMS } from './claims.ts';
import type { Schema } from './schema.ts';
import { OwnSqliteDialect } from './sqlite-dialect.ts';
import { asSetupError, SQLITE_FILE } from './sqlite-faults.ts';
import { watchFile } from './sqlite-watch.ts';

const LOCK_FILE = 'pilcrow.lock.sqlite';

/** Room that the bot needs on the disk to start, in bytes. */
const ROOM = 1_000_000;

/**
 * Opens the file under `dataDir`, for this process alone.
 *
 * @param heard.lost told when the file was deleted or replaced, and what it held is kept: nothing must be written now
 * @param heard.failed told of what is wrong with the file meanwhile
 * @throws SetupError where another process has it, where the folder can't be written or is full, or where only the
 *   log of a database is left
 */
export function openSqlite(
  dataDir: string,
  heard: { readonly lost: (why: SetupError) => void; readonly failed: (why: Error) => void },
): {
  readonly db: Kysely<Schema>;
  readonly claims: Claims;
  /** As for PostgreSQL: here nothing is hurried. */
  readonly unhurried: <T>(work: (db: Kysely<Schema>) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
} {
  const lock = lockFolder(dataDir);
  try {
    const path = join(dataDir, SQLITE_FILE);
    refuseLogAlone(path);
    const file = openFile(path);
    file.exec('pragma journal_mode = WAL; pragma synchronous = FULL; pragma foreign_keys = ON');
    tryToWrite(dataDir, file);
    file.exec('pragma busy_timeout = 0');
    const db = new Kysely<Schema>({ dialect: new OwnSqliteDialect(file, dataDir) });
    const endWatch = watchFile(path, file, heard);
    return {
      db,
      claims: NO_CLAIMS,
      unhurried: (work) => work(db),
      close: async () => {
        if (endWatch()) leaveSingleFile(file);
        await db.destroy();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw asSetupError(error, dataDir);
  }
}

/** SQLite takes a log beside no file, or an empty one, for rubbish and deletes it. */
function refuseLogAlone(path: string): void {
  const size = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size(path) === 0 && size(`${path}-wal`) > 0)
    throw new SetupError(
      `${path} is gone, but its log ${SQLITE_FILE}-wal is there. Put the file back beside it, or restore a backup (npm run restore FILE). To begin with nothing, move the log away.`,
    );
}

/** A database that stands already is opened, and read, on a full disk and in a folder that can't be written. */
function tryToWrite(dataDir: string, file: SQLite.Database): void {
  const probe = join(dataDir, 'pilcrow.probe');
  try {
    const descriptor = openSync(probe, 'w');
    try {
      writeSync(descriptor, Buffer.alloc(ROOM));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } finally {
    rmSync(probe, { force: true });
  }
  const [version] = file.pragma('user_version') as { user_version: number }[];
  file.exec(`pragma user_version = ${version?.user_version ?? 0}`);
}

/**
 * Keeps other processes out until it is released or the process ends, however it ends: the operating system
 * takes the lock back. It is a file of its own, so that a backup can read the database meanwhile.
 *
 * @throws SetupError where another process has the lock
 */
export function lockFolder(dataDir: string): { release: () => void } {
  try {
    mkdirSync(dataDir, { recursive: true });
    const lock = openFile(join(dataDir, LOCK_FILE), { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      if ((error as { code?: string }).code === 'SQLITE_BUSY')
        throw new SetupError(
          `Another Pilcrow is using ${dataDir}. Stop it first, or give this one a DATA_DIR of its own.`,
        );
      throw error;
    }
    return { release: () => lock.close() };
  } catch (error) {
    throw asSetupError(error, dataDir);
  }
}

/**
 * Opens a SQLite file, and makes it where it isn't there and `readonly` does not forbid it.
 *
 * A closed file stays open until the garbage collector has taken what was prepared on it: use `exec` where others
 * need the file at once.
 *
 * @param timeout how long a statement waits for another process, in ms
 * @throws Error with a `code`, as statements do: SQLITE_CANTOPEN, SQLITE_BUSY, …
 */
export function openFile(path: string, { readonly = false, timeout = 5_000 } = {}): SQLite.Database {
  try {
    // libsql takes no notice of better-sqlite3's option, but knows SQLite's own.
    return new SQLite(readonly ? `${pathToFileURL(path)}?mode=ro` : path, { timeout });
  } catch (cause) {
    throw Object.assign(new Error('unable to open database file', { cause }), { code: 'SQLITE_CANTOPEN' });
  }
}

/** Takes the write-ahead log into the file, so that whoever copies the file has everything. */
function leaveSingleFile(file: SQLite.Database): void {
  try {
    file.exec('pragma busy_timeout = 0; pragma journal_mode = DELETE');
  } catch {
    // A backup is reading it. The log stays beside it, as after a kill, and the next start takes it in.
  }
}

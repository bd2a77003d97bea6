import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import SQLite from 'libsql';
import { SetupError } from '../errors.ts';
import type { Schema } from './schema.ts';

export const SQLITE_FILE = 'pilcrow.sqlite';
const LOCK_FILE = 'pilcrow.lock.sqlite';

/**
 * Opens the file under `dataDir`, for this process alone.
 *
 * @throws SetupError where another process has it, or where the folder can't be written
 */
export function openSqlite(dataDir: string): {
  readonly db: Kysely<Schema>;
  /** As for PostgreSQL: here nothing is hurried. */
  readonly unhurried: <T>(work: (db: Kysely<Schema>) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
} {
  const lock = lockFolder(dataDir);
  try {
    const file = openFile(join(dataDir, SQLITE_FILE));
    file.exec('pragma journal_mode = WAL; pragma synchronous = FULL; pragma foreign_keys = ON');
    const db = new Kysely<Schema>({ dialect: new TransactionalSqlite({ database: file }) });
    return {
      db,
      unhurried: (work) => work(db),
      close: async () => {
        leaveSingleFile(file);
        await db.destroy();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw asSetupError(error, dataDir);
  }
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

function asSetupError(error: unknown, dataDir: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'SQLITE_BUSY')
    return new SetupError(
      `Another Pilcrow is using ${dataDir}. Stop it first, or give this one a DATA_DIR of its own.`,
    );
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT')
    return new SetupError(`${join(dataDir, SQLITE_FILE)} is damaged. Restore a backup: npm run restore FILE`);
  if (/^(SQLITE_CANTOPEN|SQLITE_READONLY|EACCES|EROFS|ENOTDIR|EEXIST|EPERM)/.test(code))
    return new SetupError(`The folder ${dataDir} cannot be written. Set DATA_DIR to one that can.`);
  return error;
}

/** SQLite can undo changes of the schema; Kysely's adapter is careful and says that it can't. */
class TransactionalSqlite extends SqliteDialect {
  override createAdapter() {
    return new TransactionalAdapter();
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

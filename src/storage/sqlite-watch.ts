import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type SQLite from 'libsql';
import { SetupError } from '../errors.ts';

/** How often it looks, in ms. */
const EVERY = 2_000;

/**
 * Watches that an open database is still the file of its name: once that is deleted or replaced, all that is written
 * goes with the process. What the database holds is then kept, under its name where nothing else has taken that.
 *
 * @param lost told once, when all is kept; the database must not be written any more
 * @param failed told where it can't be kept, and again at every look
 * @returns what ends the watch, after a last look; whether the file is still the one
 */
export function watchFile(
  path: string,
  database: SQLite.Database,
  { lost, failed }: { readonly lost: (why: SetupError) => void; readonly failed: (why: Error) => void },
): () => boolean {
  const opened = identify(path);
  let isLost = false;
  function look(): void {
    // Nothing can be copied half-way through a transaction: the next look is soon enough.
    if (isLost || database.inTransaction) return;
    let why: SetupError;
    try {
      if (identify(path) === opened) return;
      why = rescue(path, database);
    } catch (error) {
      failed(new Error(`${path} was deleted or replaced, and what it held can’t be kept`, { cause: error }));
      return;
    }
    isLost = true;
    clearInterval(timer);
    lost(why);
  }
  const timer = setInterval(look, EVERY).unref();
  return () => {
    clearInterval(timer);
    look();
    return !isLost;
  };
}

/** What tells a file from another of the same name; undefined where there is none. */
function identify(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

function rescue(path: string, database: SQLite.Database): SetupError {
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.rescued-${Date.now()}`;
  try {
    database.exec(`vacuum into '${aside.replaceAll("'", "''")}'`);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  if (existsSync(path))
    return new SetupError(
      `${path} was replaced while the bot ran. What the bot had is kept in ${aside}, and the new file is as it was. Start again with the one that you want under that name.`,
    );
  // The log of the file that was deleted belongs to no other.
  for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true });
  renameSync(aside, path);
  return new SetupError(
    `${path} was deleted while the bot ran. It stands there again, with all that it held. Start again.`,
  );
}

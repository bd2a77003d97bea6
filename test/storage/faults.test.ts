import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../scripts/temporary.ts';
import { SetupError } from '../../src/errors.ts';
import { restoreSqlite } from '../../src/storage/backup.ts';
import { openFile } from '../../src/storage/sqlite.ts';
import { SQLITE_FILE } from '../../src/storage/sqlite-faults.ts';
import { openDatabase, openStorage, type Storage } from '../../src/storage/storage.ts';

const isRoot = process.getuid?.() === 0;
const mountReason = whyNoMount();
if (mountReason) process.stderr.write(`Tests with a small or read-only disk skipped: ${mountReason}\n`);

/** A file system of its own in a folder, or other options for one that is there. */
function mount(path: string, options: string, what = 'tmpfs'): void {
  execFileSync('mount', [...(what === 'tmpfs' ? ['-t', what] : []), '-o', options, what, path], {
    stdio: 'pipe',
  });
}

/** At once, though closed files of libsql stay open until the garbage collector comes. */
function unmount(path: string): void {
  execFileSync('umount', ['--lazy', path], { stdio: 'pipe' });
}

function whyNoMount(): string | undefined {
  const { path, remove } = temporaryFolder();
  try {
    mount(path, 'size=1m');
    unmount(path);
    return undefined;
  } catch (error) {
    return (error as Error).message.trim();
  } finally {
    remove();
  }
}

/* What happens to SQLite's file from outside, and that the operator is told in one line while nothing is lost. */

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
let main: string;
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, 'data');
  main = join(dataDir, SQLITE_FILE);
});
afterEach(() => folder.remove());

const AT = new Date(0);
const ask = (storage: Storage, question: string) =>
  storage.repositories.unanswered.add('1', 'treaty', question, AT);
const asked = async (storage: Storage) =>
  (await storage.repositories.unanswered.list('1', 100)).map(({ question }) => question).sort();

/** What is asked in a database that is opened anew. */
async function kept(): Promise<string[]> {
  const storage = await openStorage({ dataDir });
  const questions = await asked(storage);
  await storage.close();
  return questions;
}

describe('a disk that is full', () => {
  test('is told as that, and writing goes on once there is room', async () => {
    const { db, close } = await openDatabase({ dataDir });
    await sql`create table words (word text)`.execute(db);
    const write = (word: string) =>
      db.transaction().execute((trx) => sql`insert into words values (${word})`.execute(trx));
    // GIVEN a database that gets no more pages, which SQLite meets as it meets a full disk
    await sql`pragma max_page_count = 3`.execute(db);
    const full = write('x'.repeat(100_000));
    await expect(full).rejects.toThrow(SetupError);
    await expect(full).rejects.toThrow(/^The disk of .* is full, so nothing was written\. Make room/);
    await sql`pragma max_page_count = 1000`.execute(db);
    await write('room');
    expect((await sql`select word from words`.execute(db)).rows).toEqual([{ word: 'room' }]);
    await close();
  });

  test.skipIf(mountReason !== undefined)(
    'lets no bot start, not even where the database stands already',
    async () => {
      mkdirSync(dataDir);
      mount(dataDir, 'size=3m');
      try {
        const first = await openStorage({ dataDir });
        await ask(first, 'why?');
        await first.close();
        expect(await kept()).toEqual(['why?']);
        const fill = openFile(join(dataDir, 'fill'), { timeout: 0 });
        expect(() => {
          fill.exec('create table t (x)');
          for (;;) fill.exec('insert into t values (zeroblob(1000))');
        }).toThrow(/full/);
        await expect(openStorage({ dataDir })).rejects.toThrow(
          /^The disk of .* is full, so nothing was written/,
        );
        fill.close();
        rmSync(join(dataDir, 'fill'));
        expect(await kept()).toEqual(['why?']);
      } finally {
        unmount(dataDir);
      }
    },
  );
});

describe('a folder that can only be read', () => {
  test.skipIf(isRoot && mountReason !== undefined)(
    'lets no bot start, even where the database stands already',
    async () => {
      await (await openStorage({ dataDir })).close();
      // What root may not write is a file system of its own.
      if (isRoot) {
        mount(dataDir, 'bind', dataDir);
        mount(dataDir, 'remount,bind,ro', dataDir);
      } else chmodSync(dataDir, 0o555);
      try {
        await expect(openStorage({ dataDir })).rejects.toThrow(
          /^The folder .* cannot be written\. Set DATA_DIR/,
        );
      } finally {
        if (isRoot) unmount(dataDir);
        else chmodSync(dataDir, 0o755);
      }
    },
  );
});

describe('a file that is taken away while the bot runs', () => {
  test.each([
    ['deleted', () => rmSync(main), /was deleted while the bot ran\. It stands there again/],
    [
      'deleted with its folder',
      () => rmSync(dataDir, { recursive: true }),
      /was deleted while the bot ran\. It stands there again/,
    ],
  ])(
    '%s, is noticed, and stands there again with all that was written',
    async (_, take, told) => {
      const lines: string[] = [];
      const storage = await openStorage({ dataDir, onLost: ({ message }) => lines.push(message) });
      await ask(storage, 'before');
      take();
      await ask(storage, 'after');
      await expect.poll(() => lines, { timeout: 8_000 }).toHaveLength(1);
      expect(lines[0]).toMatch(told);
      await storage.close();
      expect(await kept()).toEqual(['after', 'before']);
    },
    15_000,
  );

  test('is noticed when the bot ends, at the latest; one that has taken its place stays', async () => {
    const lines: string[] = [];
    const storage = await openStorage({ dataDir, onLost: ({ message }) => lines.push(message) });
    await ask(storage, 'ours');
    renameSync(main, join(folder.path, 'moved'));
    copyFileSync(join(folder.path, 'moved'), main);
    await ask(storage, 'later');
    await storage.close();
    expect(lines).toEqual([
      expect.stringMatching(/was replaced while the bot ran\. What the bot had is kept in/),
    ]);
    const aside = readdirSync(dataDir).find((name) => name.includes('rescued')) as string;
    renameSync(join(dataDir, aside), main);
    expect(await kept()).toEqual(['later', 'ours']);
  });
});

test('a log without its file is not taken for nothing, and a backup is not mixed with it', async () => {
  // GIVEN a database as a kill leaves it, and a backup of another
  const storage = await openStorage({ dataDir });
  await ask(storage, 'in the log');
  const killed = join(folder.path, 'killed');
  mkdirSync(killed);
  for (const end of ['', '-wal']) copyFileSync(main + end, join(killed, SQLITE_FILE + end));
  await storage.close();
  const backup = join(folder.path, 'backup');
  copyFileSync(main, backup);
  dataDir = killed;
  main = join(killed, SQLITE_FILE);
  // WHEN the file is gone
  renameSync(main, join(folder.path, 'away'));
  await expect(openStorage({ dataDir })).rejects.toThrow(/is gone, but its log pilcrow\.sqlite-wal is there/);
  // THEN nothing is made or deleted, and putting it back brings all of it back
  expect(existsSync(main)).toBe(false);
  renameSync(join(folder.path, 'away'), main);
  expect(await kept()).toEqual(['in the log']);
  // AND where it is gone for good, a backup comes alone
  rmSync(main);
  copyFileSync(backup, `${main}-wal`);
  expect(restoreSqlite(dataDir, backup, AT)).toBeUndefined();
  expect(existsSync(`${main}-wal`)).toBe(false);
  expect(await kept()).toEqual(['in the log']);
});

describe('a file that another program has locked', () => {
  test('is waited for while everything else goes on', async () => {
    const storage = await openStorage({ dataDir });
    const other = openFile(main);
    other.exec('begin immediate');
    let turns = 0;
    const ticking = setInterval(() => turns++, 10);
    const writing = ask(storage, 'why?');
    await sleep(500);
    expect(turns).toBeGreaterThan(5);
    clearInterval(ticking);
    other.exec('commit');
    other.close();
    await writing;
    expect(await asked(storage)).toEqual(['why?']);
    await storage.close();
  });

  test('is told where it stays locked', async () => {
    const storage = await openStorage({ dataDir });
    const other = openFile(main);
    other.exec('begin immediate');
    await expect(ask(storage, 'why?')).rejects.toThrow(/^Another program has locked .*nothing was written/);
    await expect(openStorage({ dataDir })).rejects.toThrow(/^Another Pilcrow is using/);
    other.exec('rollback');
    other.close();
    await ask(storage, 'how?');
    expect(await asked(storage)).toEqual(['how?']);
    await storage.close();
  }, 15_000);
});

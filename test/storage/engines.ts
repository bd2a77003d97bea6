import pg from 'pg';
import { afterAll, describe } from 'vitest';
import { type TemporaryPostgres, temporaryFolder, temporaryPostgres } from '../../scripts/temporary.ts';
import type { StorageOptions } from '../../src/storage/storage.ts';

/** One of the two databases, made for a test file and gone after it. */
export interface Engine {
  readonly name: 'sqlite' | 'postgres';
  /** What opens a new, empty database. */
  readonly fresh: () => Promise<StorageOptions>;
  /** Ends the server and starts it again; not there where there is none, or it is not ours. */
  readonly restart?: TemporaryPostgres['restart'];
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
  const folders: { remove: () => void }[] = [];
  afterAll(() => {
    for (const folder of folders) folder.remove();
  });
  return {
    name: 'sqlite',
    fresh: async () => {
      const folder = temporaryFolder();
      folders.push(folder);
      return { dataDir: folder.path };
    },
  };
}

function postgres(): Engine {
  let made = 0;
  return {
    name: 'postgres',
    restart,
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

let postgresUrl = '';
let restart: TemporaryPostgres['restart'];
const postgresReason = await startPostgres();
if (postgresReason) {
  if (process.env.PILCROW_REQUIRE_POSTGRES) throw new Error(`PostgreSQL is required: ${postgresReason}`);
  process.stderr.write(`PostgreSQL tests skipped: ${postgresReason}\n`);
}

/** Starts a server of this test file's own. Returns why it could not. */
async function startPostgres(): Promise<string | undefined> {
  if (process.env.PILCROW_TEST_POSTGRES === 'none') return 'PILCROW_TEST_POSTGRES is none';
  try {
    // Nobody pulls its plug, so that it need not wait for the disk.
    const server = await temporaryPostgres(['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']);
    postgresUrl = server.url;
    restart = server.restart;
    afterAll(server.stop);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

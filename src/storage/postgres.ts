import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { SetupError } from '../errors.ts';
import { Asked, ClaimingDialect, type Claims } from './claims.ts';
import type { Schema } from './schema.ts';

const INT8 = 20;

/** How long the server may work on a statement, and wait for locks, in ms. */
const STATEMENT_MS = 4_000;
/** How long a connection may be silent, in ms: longer, so that the server says first that a statement took too long. */
const SILENCE_MS = 5_000;
/** After this time without use a connection is closed, in ms: before it has been silent for too long. */
const IDLE_MS = 4_000;
/** How long closing may take where the server does not answer, in ms. */
const CLOSING_MS = 1_000;

/**
 * Opens a pool of connections, on which nothing waits for ever: where the server is silent for too long, what was
 * asked of it fails, and the pool makes a new connection.
 *
 * @param onError told of a connection that broke; the pool makes a new one by itself
 * @throws SetupError where the server can't be reached; the message holds no password
 */
export async function openPostgres(
  url: string,
  onError: (error: Error) => void,
): Promise<{
  readonly db: Kysely<Schema>;
  readonly claims: Claims;
  /** Does what may take as long as it needs, such as migrations. */
  readonly unhurried: <T>(work: (db: Kysely<Schema>) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}> {
  const pool = createPool(url, onError, { statement_timeout: STATEMENT_MS, idleTimeoutMillis: IDLE_MS });
  pool.on('connect', endWhenSilent);
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw new SetupError(
      `PostgreSQL cannot be used: ${(error as Error).message || (error as { code?: string }).code}. Check DATABASE_URL, and that the server runs.`,
    );
  }
  const asked = new Asked();
  const db = new Kysely<Schema>({ dialect: new ClaimingDialect({ pool }, asked) });
  return {
    db,
    claims: {
      run: (id, work) => asked.run(id, work),
      isHeld: () => asked.isHeld(),
      isLost: () => asked.isLost(pool),
      async take() {
        // Its beginning claims.
        if (asked.isOpen()) await db.transaction().execute(async () => {});
      },
    },
    async unhurried(work) {
      const dialect = new PostgresDialect({ pool: createPool(url, onError, {}) });
      const unlimited = new Kysely<Schema>({ dialect });
      return work(unlimited).finally(() => unlimited.destroy());
    },
    close: () => Promise.race([db.destroy(), sleep(CLOSING_MS, undefined, { ref: false })]),
  };
}

function createPool(url: string, onError: (error: Error) => void, limits: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'pilcrow',
    max: 10,
    connectionTimeoutMillis: SILENCE_MS,
    keepAlive: true,
    types: {
      // Counts and times are far below 2^53: plain numbers, as SQLite gives them.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    } as pg.CustomTypesConfig,
    ...limits,
  });
  // The pool listens to connections only while nobody uses them, and an error that nobody listens to ends the process.
  pool.on('connect', (connection) => connection.on('error', onError));
  pool.on('error', () => {});
  return pool;
}

/**
 * pg's own `query_timeout` gives up a query, but not the connection, on which the next one then waits for the same
 * answer.
 */
function endWhenSilent(client: pg.PoolClient): void {
  const socket = (client as pg.PoolClient & Pick<pg.Client, 'connection'>).connection.stream as Socket;
  socket.setTimeout(SILENCE_MS, () =>
    socket.destroy(new Error(`PostgreSQL did not answer within ${SILENCE_MS} ms`)),
  );
}

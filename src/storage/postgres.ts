import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { SetupError } from '../errors.ts';
import type { Schema } from './schema.ts';

const INT8 = 20;

/**
 * Opens a pool of connections.
 *
 * @param onError told of a connection that broke; the pool makes a new one by itself
 * @throws SetupError where the server can't be reached; the message holds no password
 */
export async function openPostgres(
  url: string,
  onError: (error: Error) => void,
): Promise<{ db: Kysely<Schema>; close: () => Promise<void> }> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'pilcrow',
    max: 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: {
      // Counts and times are far below 2^53: plain numbers, as SQLite gives them.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    } as pg.CustomTypesConfig,
  });
  // The pool listens to connections only while nobody uses them, and an error that nobody listens to ends the process.
  pool.on('connect', (connection) => connection.on('error', onError));
  pool.on('error', () => {});
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw new SetupError(
      `PostgreSQL cannot be used: ${(error as Error).message || (error as { code?: string }).code}. Check DATABASE_URL, and that the server runs.`,
    );
  }
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return { db, close: () => db.destroy() };
}

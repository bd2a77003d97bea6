import { type Kysely, Migrator, sql } from 'kysely';
import { SetupError } from '../errors.ts';
import type { Migrations } from './migrations/index.ts';
import type { Schema } from './schema.ts';

/**
 * Brings a database up to this program's schema, in one transaction. Kysely's own lock (PostgreSQL) or the lock
 * of the file (SQLite) keeps two processes from doing it at once.
 *
 * @returns the names of the migrations that ran now
 * @throws SetupError where a newer program has used the database
 */
export async function migrate(db: Kysely<Schema>, migrations: Migrations): Promise<readonly string[]> {
  await refuseNewer(db, migrations);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) {
    // While we waited for the lock, a newer program may have migrated.
    await refuseNewer(db, migrations);
    throw error;
  }
  return (results ?? []).map(({ migrationName }) => migrationName);
}

/** The migrations that a database has had, in order; none where it is empty or not Pilcrow's. */
async function migrationsOf(db: Kysely<Schema>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** @throws SetupError where the database has had a migration that this program does not know */
async function refuseNewer(db: Kysely<Schema>, migrations: Migrations): Promise<void> {
  const unknown = (await migrationsOf(db)).filter((name) => !(name in migrations));
  if (unknown.length > 0)
    throw new SetupError(
      `This database was written by a newer Pilcrow (it has ${unknown.join(', ')}). Start that version, or restore a backup that this version made.`,
    );
}

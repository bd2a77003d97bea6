import type { Kysely } from 'kysely';

/** What was left out of a file, for who approves it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('reading_revisions').addColumn('origin', 'text').execute();
}

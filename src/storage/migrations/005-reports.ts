import type { Kysely, Migration } from 'kysely';
import type { Sealing } from '../seal.ts';

interface Row {
  guild_id: string;
  id: string;
  prompt_id: string | null;
  reported_by: string | null;
  reported_at: number;
  words: string;
  link: string | null;
}

/** A report has a link and may be about no discussion; who made it can no longer be read in the table. */
export const reports = ({ seal }: Sealing): Migration => ({
  async up(db: Kysely<{ reports: Row }>): Promise<void> {
    const kept = await db
      .selectFrom('reports')
      .select(['guild_id', 'id', 'prompt_id', 'reported_by', 'reported_at', 'words'])
      .execute();
    // SQLite can't take NOT NULL from a column.
    await db.schema.dropTable('reports').execute();
    await db.schema
      .createTable('reports')
      .addColumn('guild_id', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('prompt_id', 'text')
      .addColumn('reported_by', 'text')
      .addColumn('reported_at', 'bigint', (c) => c.notNull())
      .addColumn('words', 'text', (c) => c.notNull())
      .addColumn('link', 'text')
      .addPrimaryKeyConstraint('reports_key', ['guild_id', 'id'])
      .execute();
    for (const row of kept)
      await db
        .insertInto('reports')
        .values({ ...row, reported_by: row.reported_by && seal(row.reported_by), link: null })
        .execute();
  },
});

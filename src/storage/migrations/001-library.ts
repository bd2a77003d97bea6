import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('guilds')
    .addColumn('guild_id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('left_at', 'bigint', (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('readings')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('current', 'integer')
    .addColumn('last_revision', 'integer', (c) => c.notNull())
    .addColumn('removed_at', 'bigint')
    .addColumn('removed_by', 'text')
    .addPrimaryKeyConstraint('readings_key', ['guild_id', 'id'])
    .execute();

  await db.schema
    .createTable('reading_revisions')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('reading_id', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('paragraphs', 'integer', (c) => c.notNull())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('blocks', 'text', (c) => c.notNull())
    .addColumn('annotations', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('created_by', 'text')
    .addColumn('approved_at', 'bigint')
    .addColumn('approved_by', 'text')
    .addPrimaryKeyConstraint('reading_revisions_key', ['guild_id', 'reading_id', 'revision'])
    .addForeignKeyConstraint(
      'reading_revisions_reading',
      ['guild_id', 'reading_id'],
      'readings',
      ['guild_id', 'id'],
      (key) => key.onDelete('cascade'),
    )
    .execute();

  await db.schema
    .createTable('placements')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('place_id', 'text', (c) => c.notNull())
    .addColumn('reading_id', 'text', (c) => c.notNull())
    .addColumn('placed_at', 'bigint', (c) => c.notNull())
    .addColumn('placed_by', 'text')
    .addPrimaryKeyConstraint('placements_key', ['guild_id', 'place_id'])
    .execute();

  await db.schema
    .createTable('settings')
    .addColumn('guild_id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('moderator_role_id', 'text')
    .addColumn('prompt_channel_id', 'text')
    .addColumn('review_channel_id', 'text')
    .addColumn('timezone', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('show_proposers', 'integer', (c) => c.notNull())
    .addColumn('keep_unanswered', 'integer', (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('unanswered')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('reading_id', 'text', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('times', 'integer', (c) => c.notNull())
    .addColumn('last_asked', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('unanswered_key', ['guild_id', 'reading_id', 'question'])
    .execute();
}

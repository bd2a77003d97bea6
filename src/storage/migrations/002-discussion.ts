import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('prompts')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('thread_id', 'text')
    .addColumn('proposed_at', 'bigint', (c) => c.notNull())
    .addColumn('proposed_by', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('prompts_key', ['guild_id', 'id'])
    .execute();
  await db.schema.createIndex('prompts_due').on('prompts').column('due_at').execute();
  await db.schema.createIndex('prompts_thread').on('prompts').columns(['guild_id', 'thread_id']).execute();

  await db.schema
    .createTable('prompt_steps')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('prompt_id', 'text', (c) => c.notNull())
    .addColumn('step', 'integer', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('from_state', 'text', (c) => c.notNull())
    .addColumn('to_state', 'text', (c) => c.notNull())
    .addColumn('taken_by', 'text')
    .addColumn('taken_at', 'bigint', (c) => c.notNull())
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('team', 'integer', (c) => c.notNull())
    .addColumn('question_before', 'text')
    .addPrimaryKeyConstraint('prompt_steps_key', ['guild_id', 'prompt_id', 'step'])
    .addForeignKeyConstraint(
      'prompt_steps_prompt',
      ['guild_id', 'prompt_id'],
      'prompts',
      ['guild_id', 'id'],
      (key) => key.onDelete('cascade'),
    )
    .execute();

  await db.schema
    .createTable('prompt_slots')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('set_by', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('prompt_slots_key', ['guild_id', 'id'])
    .execute();
  await db.schema.createIndex('prompt_slots_next').on('prompt_slots').column('next_at').execute();

  await db.schema
    .createTable('citations')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('prompt_id', 'text', (c) => c.notNull())
    .addColumn('cited_by', 'text')
    .addColumn('cited_at', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('citations_key', ['guild_id', 'id'])
    .execute();
  await db.schema
    .createIndex('citations_prompt')
    .on('citations')
    .columns(['guild_id', 'prompt_id'])
    .execute();

  await db.schema
    .createTable('hands')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('prompt_id', 'text', (c) => c.notNull())
    .addColumn('raised_by', 'text', (c) => c.notNull())
    .addColumn('raised_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('hands_key', ['guild_id', 'prompt_id', 'raised_by'])
    .execute();

  await db.schema
    .createTable('reports')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('prompt_id', 'text', (c) => c.notNull())
    .addColumn('reported_by', 'text')
    .addColumn('reported_at', 'bigint', (c) => c.notNull())
    .addColumn('words', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('reports_key', ['guild_id', 'id'])
    .execute();

  await db.schema
    .createTable('progress')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('reading_id', 'text', (c) => c.notNull())
    .addColumn('up_to', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('progress_key', ['guild_id', 'reading_id'])
    .execute();

  await db.schema
    .createTable('notices')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('user_id', 'text')
    .addColumn('left_at', 'bigint', (c) => c.notNull())
    .addColumn('words', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('notices_key', ['guild_id', 'id'])
    .execute();
}

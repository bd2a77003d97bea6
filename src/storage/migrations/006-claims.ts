import type { Kysely } from 'kysely';

interface Row {
  guild_id: string;
  id: string;
  body: string;
  claim: string | null;
}

/** What a member wrote beside a quote stands apart from the quote, so that it can be forgotten without it. */
export async function up(db: Kysely<{ citations: Row }>): Promise<void> {
  await db.schema.alterTable('citations').addColumn('claim', 'text').execute();
  for (const { guild_id, id, body } of await db
    .selectFrom('citations')
    .select(['guild_id', 'id', 'body'])
    .execute()) {
    const { claim, ...quote } = JSON.parse(body);
    await db
      .updateTable('citations')
      .set({ body: JSON.stringify(quote), claim })
      .where('guild_id', '=', guild_id)
      .where('id', '=', id)
      .execute();
  }
}

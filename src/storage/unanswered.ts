import { type Kysely, sql } from 'kysely';
import { KEPT_UNANSWERED, type UnansweredStore } from '../settings/unanswered.ts';
import type { Schema } from './schema.ts';

export function createUnanswered(db: Kysely<Schema>): UnansweredStore {
  return {
    add: (guildId, readingId, question, at) =>
      db.transaction().execute(async (trx) => {
        await trx
          .insertInto('unanswered')
          .values({
            guild_id: guildId,
            reading_id: readingId,
            question: question.trim().toLowerCase(),
            times: 1,
            last_asked: at.getTime(),
          })
          .onConflict((conflict) =>
            conflict
              .columns(['guild_id', 'reading_id', 'question'])
              .doUpdateSet({ times: sql`unanswered.times + 1`, last_asked: at.getTime() }),
          )
          .execute();
        const oldest = await trx
          .selectFrom('unanswered')
          .select('last_asked')
          .where('guild_id', '=', guildId)
          .orderBy('last_asked', 'desc')
          .offset(KEPT_UNANSWERED)
          .limit(1)
          .executeTakeFirst();
        if (!oldest) return;
        await trx
          .deleteFrom('unanswered')
          .where('guild_id', '=', guildId)
          .where('last_asked', '<=', oldest.last_asked)
          .execute();
      }),

    async list(guildId, limit) {
      const rows = await db
        .selectFrom('unanswered')
        .selectAll()
        .where('guild_id', '=', guildId)
        .orderBy('last_asked', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        readingId: row.reading_id,
        question: row.question,
        times: row.times,
        lastAsked: new Date(row.last_asked),
      }));
    },

    async clear(guildId) {
      const { numDeletedRows } = await db
        .deleteFrom('unanswered')
        .where('guild_id', '=', guildId)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

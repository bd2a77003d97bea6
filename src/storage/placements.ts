import type { Kysely } from 'kysely';
import type { PlacementStore } from '../reading/reading-store.ts';
import type { Schema } from './schema.ts';

export function createPlacements(db: Kysely<Schema>): PlacementStore {
  return {
    async at(guildId, placeIds) {
      const rows = await db
        .selectFrom('placements')
        .select(['place_id', 'reading_id'])
        .where('guild_id', '=', guildId)
        .where('place_id', 'in', [...placeIds])
        .execute();
      return new Map(rows.map((row) => [row.place_id, row.reading_id]));
    },

    async place(guildId, placeId, readingId, act) {
      if (readingId === null) {
        await db
          .deleteFrom('placements')
          .where('guild_id', '=', guildId)
          .where('place_id', '=', placeId)
          .execute();
        return;
      }
      const placed = { reading_id: readingId, placed_at: act.at.getTime(), placed_by: act.by };
      await db
        .insertInto('placements')
        .values({ guild_id: guildId, place_id: placeId, ...placed })
        .onConflict((conflict) => conflict.columns(['guild_id', 'place_id']).doUpdateSet(placed))
        .execute();
    },

    async list(guildId) {
      const rows = await db
        .selectFrom('placements')
        .select(['place_id', 'reading_id'])
        .where('guild_id', '=', guildId)
        .orderBy('placed_at')
        .execute();
      return rows.map((row) => ({ placeId: row.place_id, readingId: row.reading_id }));
    },
  };
}

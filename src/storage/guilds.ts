import { type Kysely, sql } from 'kysely';
import type { GuildStore, Housekeeping } from '../settings/guilds.ts';
import { guildsNaming } from './personal.ts';
import { dropEmpty } from './readings.ts';
import type { Schema } from './schema.ts';
import type { Sealing } from './seal.ts';

export function createGuilds(db: Kysely<Schema>): GuildStore {
  return {
    async markLeft(guildId, at) {
      await db
        .insertInto('guilds')
        .values({ guild_id: guildId, left_at: at.getTime() })
        .onConflict((conflict) => conflict.column('guild_id').doNothing())
        .execute();
    },

    async markJoined(guildId) {
      await db.deleteFrom('guilds').where('guild_id', '=', guildId).execute();
    },

    purge: (guildId) =>
      db.transaction().execute(async (trx) => {
        let deleted = 0;
        for (const table of await guildTables(trx)) {
          const { numAffectedRows } =
            await sql`delete from ${sql.table(table)} where guild_id = ${guildId}`.execute(trx);
          deleted += Number(numAffectedRows ?? 0);
        }
        return deleted;
      }),
  };
}

export function createHousekeeping(db: Kysely<Schema>, sealing: Sealing): Housekeeping {
  return {
    async present() {
      const found = new Set<string>();
      for (const table of await guildTables(db)) {
        const { rows } = await sql<{ guild_id: string }>`
          select distinct guild_id from ${sql.table(table)}`.execute(db);
        for (const row of rows) found.add(row.guild_id);
      }
      const left = await db
        .selectFrom('guilds')
        .select('guild_id')
        .where('left_at', 'is not', null)
        .execute();
      for (const row of left) found.delete(row.guild_id);
      return [...found].sort();
    },

    async leftBefore(moment) {
      const rows = await db
        .selectFrom('guilds')
        .select('guild_id')
        .where('left_at', '<', moment.getTime())
        .execute();
      return rows.map((row) => row.guild_id).sort();
    },

    naming: (userId) => guildsNaming(db, sealing, userId),

    dropRemovedBefore: (moment) =>
      db.transaction().execute(async (trx) => {
        const removed = await trx
          .deleteFrom('readings')
          .where('removed_at', '<', moment.getTime())
          .executeTakeFirst();
        const drafts = await trx
          .deleteFrom('reading_revisions')
          .where('status', '=', 'draft')
          .where('created_at', '<', moment.getTime())
          .executeTakeFirst();
        await dropEmpty(trx);
        return Number(removed.numDeletedRows + drafts.numDeletedRows);
      }),

    async dropClaimsBefore(moment) {
      await db.deleteFrom('interactions').where('claimed_at', '<', moment.getTime()).execute();
    },
  };
}

/** Every table with servers' rows, as the database itself knows them, so that none can be left out. */
async function guildTables(db: Kysely<Schema>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables();
  return tables
    .filter(({ columns }) => columns.some(({ name }) => name === 'guild_id'))
    .map(({ name }) => name)
    .sort();
}

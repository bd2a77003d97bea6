import type { Kysely } from 'kysely';
import { DEFAULT_SETTINGS, type Settings, type SettingsStore } from '../settings/settings.ts';
import type { Schema, SettingsRow } from './schema.ts';

export function createSettings(db: Kysely<Schema>): SettingsStore {
  async function get(guildId: string, from: Kysely<Schema> = db): Promise<Settings> {
    const row = await from
      .selectFrom('settings')
      .selectAll()
      .where('guild_id', '=', guildId)
      .executeTakeFirst();
    return row ? settingsOf(row) : DEFAULT_SETTINGS;
  }

  return {
    get: (guildId) => get(guildId),

    async change(guildId, change) {
      if (Object.keys(change).length === 0) return get(guildId);
      return db.transaction().execute(async (trx) => {
        await trx
          .insertInto('settings')
          .values({ guild_id: guildId, ...rowOf({ ...DEFAULT_SETTINGS, ...change }) })
          .onConflict((conflict) => conflict.column('guild_id').doUpdateSet(changesOf(change)))
          .execute();
        return get(guildId, trx);
      });
    },
  };
}

function settingsOf(row: SettingsRow): Settings {
  return {
    moderatorRoleId: row.moderator_role_id,
    promptChannelId: row.prompt_channel_id,
    reviewChannelId: row.review_channel_id,
    timezone: row.timezone,
    language: row.language,
    showProposers: row.show_proposers === 1,
    keepUnanswered: row.keep_unanswered === 1,
  };
}

function rowOf(settings: Settings): Omit<SettingsRow, 'guild_id'> {
  return {
    moderator_role_id: settings.moderatorRoleId,
    prompt_channel_id: settings.promptChannelId,
    review_channel_id: settings.reviewChannelId,
    timezone: settings.timezone,
    language: settings.language,
    show_proposers: settings.showProposers ? 1 : 0,
    keep_unanswered: settings.keepUnanswered ? 1 : 0,
  };
}

/** The columns of the settings that are named, so that two people who change different ones both win. */
function changesOf(change: Partial<Settings>): Partial<SettingsRow> {
  const all = rowOf({ ...DEFAULT_SETTINGS, ...change });
  return Object.fromEntries(
    (Object.keys(change) as (keyof Settings)[]).map((key) => [COLUMNS[key], all[COLUMNS[key]]]),
  );
}

const COLUMNS: Record<keyof Settings, Exclude<keyof SettingsRow, 'guild_id'>> = {
  moderatorRoleId: 'moderator_role_id',
  promptChannelId: 'prompt_channel_id',
  reviewChannelId: 'review_channel_id',
  timezone: 'timezone',
  language: 'language',
  showProposers: 'show_proposers',
  keepUnanswered: 'keep_unanswered',
};

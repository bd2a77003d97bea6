/*
 * The tables, alike on both engines. Times are milliseconds since 1970 (UTC), truths are 0 or 1, JSON is text.
 * Every table has `guild_id` (see `purge`), and every column that names a person ends in `_by` and stands in
 * `personal.ts`.
 */

export interface Schema {
  guilds: GuildRow;
  readings: ReadingRow;
  reading_revisions: RevisionRow;
  placements: PlacementRow;
  settings: SettingsRow;
  unanswered: UnansweredRow;
}

export interface GuildRow {
  guild_id: string;
  left_at: number;
}

export interface ReadingRow {
  guild_id: string;
  id: string;
  /** The revision in use; null while there is only a draft. */
  current: number | null;
  last_revision: number;
  removed_at: number | null;
  removed_by: string | null;
}

export interface RevisionRow {
  guild_id: string;
  reading_id: string;
  revision: number;
  status: 'draft' | 'approved';
  version: string;
  paragraphs: number;
  /** JSON: `Facts`. */
  facts: string;
  /** JSON: `Block[]`. */
  blocks: string;
  /** JSON: `Annotations`. */
  annotations: string;
  created_at: number;
  created_by: string | null;
  approved_at: number | null;
  approved_by: string | null;
}

export interface PlacementRow {
  guild_id: string;
  place_id: string;
  reading_id: string;
  placed_at: number;
  placed_by: string | null;
}

export interface SettingsRow {
  guild_id: string;
  moderator_role_id: string | null;
  prompt_channel_id: string | null;
  review_channel_id: string | null;
  timezone: string;
  language: string;
  show_proposers: number;
  keep_unanswered: number;
}

export interface UnansweredRow {
  guild_id: string;
  reading_id: string;
  question: string;
  times: number;
  last_asked: number;
}

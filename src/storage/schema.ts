import type { EventName, PromptState } from '../discussion/prompt.ts';

/*
 * The tables, alike on both engines. Times are milliseconds since 1970 (UTC), truths are 0 or 1, JSON is text.
 * Every table but `interactions` has `guild_id` (see `purge`), and every column that names a person ends in `_by` and
 * stands in `personal.ts`.
 */

export interface Schema {
  guilds: GuildRow;
  readings: ReadingRow;
  reading_revisions: RevisionRow;
  placements: PlacementRow;
  settings: SettingsRow;
  unanswered: UnansweredRow;
  prompts: PromptRow;
  prompt_steps: StepRow;
  prompt_slots: SlotRow;
  citations: CitationRow;
  hands: HandRow;
  reports: ReportRow;
  progress: ProgressRow;
  notices: NoticeRow;
  interactions: InteractionRow;
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
  /** JSON: `Origin`. */
  origin: string | null;
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

export interface PromptRow {
  guild_id: string;
  id: string;
  revision: number;
  state: PromptState;
  /** `dueAt`: the scheduler looks for it. */
  due_at: number | null;
  thread_id: string | null;
  proposed_at: number;
  /** Sealed where nobody is to see it. */
  proposed_by: string | null;
  /** JSON: the rest of a `Prompt`, which names nobody. */
  body: string;
}

export interface StepRow {
  guild_id: string;
  prompt_id: string;
  /** From 0 within its prompt. */
  step: number;
  event: EventName;
  from_state: PromptState;
  to_state: PromptState;
  taken_by: string | null;
  taken_at: number;
  why: string;
  team: number;
  question_before: string | null;
}

export interface SlotRow {
  guild_id: string;
  id: string;
  revision: number;
  next_at: number;
  set_by: string | null;
  /** JSON: the rest of a `Slot`. */
  body: string;
}

export interface CitationRow {
  guild_id: string;
  id: string;
  prompt_id: string;
  cited_by: string | null;
  cited_at: number;
  /** JSON: the rest of a `PostedQuote`, all of it the author's words. */
  body: string;
  /** The member's words; null where they had their data deleted. */
  claim: string | null;
}

export interface HandRow {
  guild_id: string;
  prompt_id: string;
  raised_by: string;
  raised_at: number;
}

export interface ReportRow {
  guild_id: string;
  id: string;
  prompt_id: string | null;
  /** Sealed. */
  reported_by: string | null;
  reported_at: number;
  words: string;
  link: string | null;
}

export interface ProgressRow {
  guild_id: string;
  reading_id: string;
  up_to: number;
}

export interface NoticeRow {
  guild_id: string;
  id: string;
  /** Sealed; null: for the moderators. */
  user_id: string | null;
  left_at: number;
  words: string;
}

/** An interaction that a process has claimed; it is of no server and names nobody. */
export interface InteractionRow {
  id: string;
  process: string;
  claimed_at: number;
}

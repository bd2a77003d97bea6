import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { PersonalData, PersonalItem, PersonalKind } from '../settings/personal.ts';
import type { Schema } from './schema.ts';
import type { Sealing } from './seal.ts';

/**
 * Every column that holds a user id, as it is or sealed. A column whose name ends in `_by` or in `user_id` has to stand here: a test
 * compares this with the tables.
 */
export interface PersonalColumn {
  readonly table: keyof Schema;
  readonly column: string;
  /** The column that says what the row is about. */
  readonly about: string;
  /** The column with words of theirs, for the export. */
  readonly holds?: string;
  /** A column with words of theirs that forgetting empties too. */
  readonly also?: string;
  /** The column with the time of what they did, if any. */
  readonly at: string | null;
  /** Forgetting empties the column, or deletes the row where it means nothing without the person. */
  readonly forget: 'empty' | 'delete';
  readonly kind: PersonalKind;
}

const WHY_DEEDS = 'So that moderators can see and undo who changed the library.';
const GOES = 'With /privacy delete, with the reading itself, or 30 days after the bot has left the server.';
const GOES_WITH_SERVER = 'With /privacy delete, or 30 days after the bot has left the server.';

export const PERSONAL_COLUMNS: readonly PersonalColumn[] = [
  {
    table: 'reading_revisions',
    column: 'created_by',
    about: 'reading_id',
    at: 'created_at',
    forget: 'empty',
    kind: { id: 'reading-saved', what: 'That you added or changed a reading', why: WHY_DEEDS, goes: GOES },
  },
  {
    table: 'reading_revisions',
    column: 'approved_by',
    about: 'reading_id',
    at: 'approved_at',
    forget: 'empty',
    kind: { id: 'reading-approved', what: 'That you approved a reading', why: WHY_DEEDS, goes: GOES },
  },
  {
    table: 'readings',
    column: 'removed_by',
    about: 'id',
    at: 'removed_at',
    forget: 'empty',
    kind: { id: 'reading-removed', what: 'That you removed a reading', why: WHY_DEEDS, goes: GOES },
  },
  {
    table: 'placements',
    column: 'placed_by',
    about: 'reading_id',
    at: 'placed_at',
    forget: 'empty',
    kind: {
      id: 'reading-placed',
      what: 'That you chose the reading of a channel, a thread or the server',
      why: WHY_DEEDS,
      goes: 'With /privacy delete, when somebody chooses another, or 30 days after the bot has left the server.',
    },
  },
  {
    table: 'prompts',
    column: 'proposed_by',
    about: 'id',
    holds: 'body',
    at: 'proposed_at',
    forget: 'empty',
    kind: {
      id: 'prompt-proposed',
      what: 'That you proposed a discussion prompt',
      why: 'So that you hear of the outcome.',
      goes: GOES_WITH_SERVER,
    },
  },
  {
    table: 'prompt_steps',
    column: 'taken_by',
    about: 'prompt_id',
    holds: 'why',
    at: 'taken_at',
    forget: 'empty',
    kind: {
      id: 'prompt-decided',
      what: 'That you decided about a discussion prompt, and why',
      why: 'So that moderators can see who decided what.',
      goes: GOES_WITH_SERVER,
    },
  },
  {
    table: 'prompt_slots',
    column: 'set_by',
    about: 'id',
    at: null,
    forget: 'empty',
    kind: {
      id: 'slot-set',
      what: 'That you set a time at which prompts are posted',
      why: 'So that moderators can see who set it.',
      goes: 'With /privacy delete, when the time is removed, or 30 days after the bot has left the server.',
    },
  },
  {
    table: 'citations',
    column: 'cited_by',
    about: 'body',
    holds: 'claim',
    also: 'claim',
    at: 'cited_at',
    forget: 'empty',
    kind: {
      id: 'quote-posted',
      what: 'A quote that you posted in a discussion, with your words beside it',
      why: 'For the summary of the discussion.',
      goes: 'With /privacy delete, without you and your words (the quote itself stays), or 30 days after the bot has left the server.',
    },
  },
  {
    table: 'hands',
    column: 'raised_by',
    about: 'prompt_id',
    at: 'raised_at',
    forget: 'delete',
    kind: {
      id: 'hand-raised',
      what: 'That you raised your hand in a discussion',
      why: 'For the order of speaking.',
      goes: 'When you lower it, with /privacy delete, or 30 days after the bot has left the server.',
    },
  },
  {
    table: 'reports',
    column: 'reported_by',
    about: 'id',
    holds: 'words',
    at: 'reported_at',
    forget: 'delete',
    kind: {
      id: 'report',
      what: 'What you reported to the moderators',
      why: 'So that they can look into it; they are not shown who reported it.',
      goes: 'When a moderator has handled it, with /privacy delete, or 30 days after the bot has left the server.',
    },
  },
  {
    table: 'notices',
    column: 'user_id',
    about: 'words',
    at: 'left_at',
    forget: 'delete',
    kind: {
      id: 'notice',
      what: 'A message to you that could not be delivered',
      why: 'So that you are told when you next use the bot.',
      goes: 'When it is told, with /privacy delete, or 30 days after the bot has left the server.',
    },
  },
];

export function createPersonalData(
  db: Kysely<Schema>,
  sealing: Sealing,
  columns: readonly PersonalColumn[] = PERSONAL_COLUMNS,
): PersonalData {
  return {
    kinds: columns.map(({ kind }) => kind),

    async about(guildId, userId) {
      const items: PersonalItem[] = [];
      for (const { table, column, about, holds, at, kind } of columns) {
        const time = at === null ? sql`null` : sql.ref(at);
        const words = holds === undefined ? sql`null` : sql.ref(holds);
        const { rows } = await sql<{ about: string | number; holds: string | null; at: number | null }>`
          select ${sql.ref(about)} as about, ${words} as holds, ${time} as at from ${sql.table(table)}
          where guild_id = ${guildId} and ${names(column, userId, sealing)}
          order by 3, 1, 2`.execute(db);
        for (const row of rows)
          items.push({
            kind,
            about: String(row.about),
            holds: row.holds,
            at: row.at === null ? null : new Date(row.at),
          });
      }
      return items;
    },

    forget: (guildId, userId) =>
      db.transaction().execute(async (trx) => {
        let changed = 0;
        for (const { table, column, also, forget } of columns) {
          const statement =
            forget === 'delete'
              ? sql`delete from ${sql.table(table)}`
              : sql`update ${sql.table(table)} set ${sql.join([column, ...(also ? [also] : [])].map((one) => sql`${sql.ref(one)} = null`))}`;
          const { numAffectedRows } =
            await sql`${statement} where guild_id = ${guildId} and ${names(column, userId, sealing)}`.execute(
              trx,
            );
          changed += Number(numAffectedRows ?? 0);
        }
        return changed;
      }),
  };
}

/** The servers whose rows name a person. */
export async function guildsNaming(
  db: Kysely<Schema>,
  sealing: Sealing,
  userId: string,
  columns: readonly PersonalColumn[] = PERSONAL_COLUMNS,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const { table, column } of columns) {
    const { rows } = await sql<{ guild_id: string }>`
      select distinct guild_id from ${sql.table(table)} where ${names(column, userId, sealing)}`.execute(db);
    for (const row of rows) found.add(row.guild_id);
  }
  return [...found].sort();
}

/** Whether a column names a person, openly or sealed. */
function names(column: string, userId: string, { seal }: Sealing): RawBuilder<boolean> {
  return sql`${sql.ref(column)} in (${userId}, ${seal(userId)})`;
}

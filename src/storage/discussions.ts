import { randomUUID } from 'node:crypto';
import { type Kysely, PostgresAdapter, type Selectable, sql, type Transaction } from 'kysely';
import type { Agenda, DiscussionStore } from '../discussion/discussion-store.ts';
import { dueAt } from '../discussion/due.ts';
import type { Hold, Lease, Plan, Prompt, Step, Trace } from '../discussion/prompt.ts';
import type { Slot } from '../discussion/slot.ts';
import type { PostedQuote } from '../discussion/summary.ts';
import type { PromptRow, Schema, SlotRow, StepRow } from './schema.ts';
import type { Sealing } from './seal.ts';

/**
 * Discussions in tables. What is searched by, and whoever is named, has a column of its own; the rest of a prompt
 * is JSON in `body`. A revision is compared in the same statement that raises it, which is what decides between
 * two who change a prompt at once, on both engines.
 */
export function createDiscussions(db: Kysely<Schema>, { seal, unseal }: Sealing): DiscussionStore {
  async function withSteps(guildId: string, rows: readonly Selectable<PromptRow>[]): Promise<Prompt[]> {
    if (rows.length === 0) return [];
    const steps = await db
      .selectFrom('prompt_steps')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where(
        'prompt_id',
        'in',
        rows.map(({ id }) => id),
      )
      .orderBy('step')
      .execute();
    const byPrompt = new Map<string, Selectable<StepRow>[]>(rows.map(({ id }) => [id, []]));
    for (const step of steps) byPrompt.get(step.prompt_id)?.push(step);
    return rows.map((row) =>
      promptOf({ ...row, proposed_by: unseal(row.proposed_by) }, byPrompt.get(row.id) ?? []),
    );
  }

  const prompts = (guildId: string) => db.selectFrom('prompts').selectAll().where('guild_id', '=', guildId);

  return {
    add: (guildId, prompt, most) =>
      db.transaction().execute(async (trx) => {
        if (most) {
          await takeTurn(trx, guildId);
          const { proposer } = prompt;
          const theirs = proposer === null ? [] : [proposer, seal(proposer)];
          if (theirs.length > 0 && (await countProposed(trx, guildId, theirs)) >= most.person)
            return 'person';
          if ((await countProposed(trx, guildId)) >= most.server) return 'server';
        }
        await trx
          .insertInto('prompts')
          .values({
            guild_id: guildId,
            id: prompt.id,
            revision: 0,
            proposed_at: prompt.proposedAt.getTime(),
            proposed_by: prompt.proposer && isSealed(prompt) ? seal(prompt.proposer) : prompt.proposer,
            ...changing(prompt),
          })
          .execute();
        await addSteps(trx, guildId, prompt);
        return undefined;
      }),

    async get(guildId, id) {
      const [prompt] = await withSteps(guildId, await prompts(guildId).where('id', '=', id).execute());
      return prompt;
    },

    async inThread(guildId, threadId) {
      const rows = await prompts(guildId).where('thread_id', '=', threadId).execute();
      return (await withSteps(guildId, rows))[0];
    },

    async list(guildId, states, order = 'oldest first') {
      const direction = order === 'oldest first' ? 'asc' : 'desc';
      const rows = await prompts(guildId)
        .where('state', 'in', [...states])
        .orderBy('proposed_at', direction)
        .orderBy('id', direction)
        .limit(MOST_LISTED)
        .execute();
      return withSteps(guildId, rows);
    },

    async addSlot(guildId, slot) {
      if (!slot.nextAt) return;
      await db
        .insertInto('prompt_slots')
        .values({
          guild_id: guildId,
          id: slot.id,
          revision: 0,
          next_at: slot.nextAt.getTime(),
          set_by: slot.setBy,
          body: slotBody(slot),
        })
        .execute();
    },

    async slots(guildId) {
      const rows = await db
        .selectFrom('prompt_slots')
        .selectAll()
        .where('guild_id', '=', guildId)
        .orderBy('next_at')
        .execute();
      return rows.map(slotOf);
    },

    async removeSlot(guildId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('prompt_slots')
        .where('guild_id', '=', guildId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    commit: (guildId, { prompts: changed = [], slots = [] }) =>
      db
        .transaction()
        .execute(async (trx) => {
          for (const slot of slots) await writeSlot(trx, guildId, slot);
          for (const prompt of changed) await writePrompt(trx, guildId, prompt);
          return true;
        })
        .catch((error) => {
          if (error instanceof Stale) return false;
          throw error;
        }),

    async cite(guildId, promptId, { userId, at, claim, ...body }) {
      await db
        .insertInto('citations')
        .values({
          guild_id: guildId,
          id: randomUUID(),
          prompt_id: promptId,
          cited_by: userId,
          cited_at: at.getTime(),
          body: JSON.stringify(body),
          claim,
        })
        .execute();
    },

    async citations(guildId, promptId) {
      const rows = await db
        .selectFrom('citations')
        .selectAll()
        .where('guild_id', '=', guildId)
        .where('prompt_id', '=', promptId)
        .orderBy('cited_at')
        .execute();
      return rows.map((row) => ({
        ...(JSON.parse(row.body) as Omit<PostedQuote, 'userId' | 'at' | 'claim'>),
        claim: row.claim ?? '',
        userId: row.cited_by,
        at: new Date(row.cited_at),
      }));
    },

    async raiseHand(guildId, promptId, userId, at) {
      await db
        .insertInto('hands')
        .values({ guild_id: guildId, prompt_id: promptId, raised_by: userId, raised_at: at.getTime() })
        .onConflict((conflict) => conflict.columns(['guild_id', 'prompt_id', 'raised_by']).doNothing())
        .execute();
    },

    async lowerHand(guildId, promptId, userId) {
      const { numDeletedRows } = await db
        .deleteFrom('hands')
        .where('guild_id', '=', guildId)
        .where('prompt_id', '=', promptId)
        .where('raised_by', '=', userId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async hands(guildId, promptId) {
      const rows = await db
        .selectFrom('hands')
        .select('raised_by')
        .where('guild_id', '=', guildId)
        .where('prompt_id', '=', promptId)
        .orderBy('raised_at')
        .orderBy('raised_by')
        .execute();
      return rows.map(({ raised_by }) => raised_by);
    },

    report: (guildId, { id, promptId, reporter, words, link, at }, pace) =>
      db.transaction().execute(async (trx) => {
        const sealed = reporter && seal(reporter);
        if (pace) {
          await takeTurn(trx, guildId);
          const since = at.getTime() - pace.ms;
          // The one with which the pace began: once it is that old, there is room for one more.
          const first = await trx
            .selectFrom('reports')
            .select('reported_at')
            .where('guild_id', '=', guildId)
            .where('reported_by', '=', sealed)
            .where('reported_at', '>', since)
            .orderBy('reported_at', 'desc')
            .offset(pace.reports - 1)
            .limit(1)
            .executeTakeFirst();
          if (first) return new Date(first.reported_at + pace.ms);
        }
        await trx
          .insertInto('reports')
          .values({
            guild_id: guildId,
            id,
            prompt_id: promptId,
            reported_by: sealed,
            reported_at: at.getTime(),
            words,
            link,
          })
          .execute();
        return undefined;
      }),

    async reports(guildId) {
      const rows = await db
        .selectFrom('reports')
        .selectAll()
        .where('guild_id', '=', guildId)
        .orderBy('reported_at')
        .orderBy('id')
        .execute();
      return rows.map(({ id, prompt_id, reported_by, reported_at, words, link }) => ({
        id,
        promptId: prompt_id,
        reporter: unseal(reported_by),
        words,
        link,
        at: new Date(reported_at),
      }));
    },

    async removeReport(guildId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('reports')
        .where('guild_id', '=', guildId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async assigned(guildId, reading) {
      const row = await db
        .selectFrom('progress')
        .select('up_to')
        .where('guild_id', '=', guildId)
        .where('reading_id', '=', reading)
        .executeTakeFirst();
      return row?.up_to;
    },

    async assignments(guildId) {
      const rows = await db
        .selectFrom('progress')
        .select(['reading_id', 'up_to'])
        .where('guild_id', '=', guildId)
        .execute();
      return new Map(rows.map(({ reading_id, up_to }) => [reading_id, up_to]));
    },

    async assign(guildId, reading, upTo) {
      if (upTo === undefined) {
        await db
          .deleteFrom('progress')
          .where('guild_id', '=', guildId)
          .where('reading_id', '=', reading)
          .execute();
        return;
      }
      await db
        .insertInto('progress')
        .values({ guild_id: guildId, reading_id: reading, up_to: upTo })
        .onConflict((conflict) => conflict.columns(['guild_id', 'reading_id']).doUpdateSet({ up_to: upTo }))
        .execute();
    },

    async leaveNotice(guildId, userId, words, at) {
      await db
        .insertInto('notices')
        .values({
          guild_id: guildId,
          id: randomUUID(),
          user_id: userId && seal(userId),
          words,
          left_at: at.getTime(),
        })
        .execute();
    },

    notices: (guildId, userId) =>
      db
        .selectFrom('notices')
        .select(['id', 'words'])
        .where('guild_id', '=', guildId)
        .where('user_id', userId === null ? 'is' : '=', userId && seal(userId))
        .orderBy('left_at')
        .execute(),

    async dropNotices(guildId, ids) {
      if (ids.length === 0) return;
      await db
        .deleteFrom('notices')
        .where('guild_id', '=', guildId)
        .where('id', 'in', [...ids])
        .execute();
    },
  };
}

export function createAgenda(db: Kysely<Schema>): Agenda {
  return {
    async guildsDue(now) {
      const rows = await db
        .selectFrom('prompts')
        .select('guild_id')
        .where('due_at', '<=', now.getTime())
        .union(db.selectFrom('prompt_slots').select('guild_id').where('next_at', '<=', now.getTime()))
        .execute();
      return rows.map(({ guild_id }) => guild_id).sort();
    },
  };
}

const MOST_LISTED = 1000;

/** Lets what is counted in one server be counted by one at a time, on PostgreSQL too, until the transaction ends. */
async function takeTurn(trx: Transaction<Schema>, guildId: string): Promise<void> {
  if (trx.getExecutor().adapter instanceof PostgresAdapter)
    await sql`select pg_advisory_xact_lock(hashtextextended(${guildId}, 0))`.execute(trx);
}

/** @param proposers the ways in which a proposer's id may be kept; all proposers, where it is left out */
async function countProposed(
  trx: Transaction<Schema>,
  guildId: string,
  proposers?: readonly string[],
): Promise<number> {
  const { count } = await trx
    .selectFrom('prompts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('guild_id', '=', guildId)
    .where('state', '=', 'proposed')
    .$if(proposers !== undefined, (query) => query.where('proposed_by', 'in', [...(proposers ?? [])]))
    .executeTakeFirstOrThrow();
  return count;
}

/** Undoes the transaction: somebody else was faster. */
class Stale extends Error {}

async function writePrompt(trx: Transaction<Schema>, guildId: string, prompt: Prompt): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('prompts')
    .set({ revision: prompt.revision + 1, ...changing(prompt) })
    .where('guild_id', '=', guildId)
    .where('id', '=', prompt.id)
    .where('revision', '=', prompt.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Stale();
  await addSteps(trx, guildId, prompt);
}

async function writeSlot(trx: Transaction<Schema>, guildId: string, slot: Slot): Promise<void> {
  const { nextAt } = slot;
  const changed = nextAt
    ? (
        await trx
          .updateTable('prompt_slots')
          .set({ revision: slot.revision + 1, next_at: nextAt.getTime(), body: slotBody(slot) })
          .where('guild_id', '=', guildId)
          .where('id', '=', slot.id)
          .where('revision', '=', slot.revision)
          .executeTakeFirst()
      ).numUpdatedRows
    : (
        await trx
          .deleteFrom('prompt_slots')
          .where('guild_id', '=', guildId)
          .where('id', '=', slot.id)
          .where('revision', '=', slot.revision)
          .executeTakeFirst()
      ).numDeletedRows;
  if (changed === 0n) throw new Stale();
}

/** Steps that are kept already stay as they are: whoever took them may have been forgotten since. */
async function addSteps(trx: Transaction<Schema>, guildId: string, { id, history }: Prompt): Promise<void> {
  if (history.length === 0) return;
  await trx
    .insertInto('prompt_steps')
    .values(
      history.map((step, i) => ({
        guild_id: guildId,
        prompt_id: id,
        step: i,
        event: step.event,
        from_state: step.from,
        to_state: step.to,
        taken_by: step.by,
        taken_at: step.at.getTime(),
        why: step.why,
        team: step.team ? 1 : 0,
        question_before: step.before ?? null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['guild_id', 'prompt_id', 'step']).doNothing())
    .execute();
}

/** Where nobody is to see who proposed a prompt, the tables don't show it either. */
function isSealed({ proposerSeenBy }: Prompt): boolean {
  return proposerSeenBy === 'nobody';
}

/** The columns of a prompt that change with it. */
function changing(prompt: Prompt) {
  const { reading, question, paragraphs, stances, proposerSeenBy, plan, trace, lease, hold } = prompt;
  const body: PromptBody = { reading, question, paragraphs, stances, proposerSeenBy, trace };
  return {
    state: prompt.state,
    due_at: dueAt(prompt)?.getTime() ?? null,
    thread_id: trace.threadId ?? null,
    body: JSON.stringify({ ...body, plan, claim: lease, hold }),
  };
}

type PromptBody = Pick<
  Prompt,
  'reading' | 'question' | 'paragraphs' | 'stances' | 'proposerSeenBy' | 'plan' | 'trace' | 'hold'
> & {
  /** The name that a lease has in rows. */
  readonly claim?: Lease | undefined;
};

function promptOf(row: Selectable<PromptRow>, steps: readonly Selectable<StepRow>[]): Prompt {
  const { plan, claim, hold, trace, ...rest } = JSON.parse(row.body) as Stored<PromptBody>;
  return {
    ...(rest as PromptBody),
    id: row.id,
    guildId: row.guild_id,
    revision: row.revision,
    state: row.state,
    proposer: row.proposed_by,
    proposedAt: new Date(row.proposed_at),
    trace: reviveDates(trace, ['postedAt', 'closesAt', 'afterUntil', 'archivedAt', 'lockedAt']) as Trace,
    ...(plan && { plan: reviveDates(plan, ['at']) as Plan }),
    ...(claim && { lease: reviveDates(claim, ['until']) as Lease }),
    ...(hold && { hold: reviveDates(hold, ['since']) as Hold }),
    history: steps.map(stepOf),
  };
}

function stepOf(row: Selectable<StepRow>): Step {
  return {
    event: row.event,
    from: row.from_state,
    to: row.to_state,
    by: row.taken_by,
    at: new Date(row.taken_at),
    why: row.why,
    team: row.team === 1,
    ...(row.question_before !== null && { before: row.question_before }),
  };
}

function slotBody({ every, wall, zone, plan, reading }: Slot): string {
  return JSON.stringify({ every, wall, zone, plan, reading });
}

function slotOf(row: Selectable<SlotRow>): Slot {
  return {
    ...(JSON.parse(row.body) as Pick<Slot, 'every' | 'wall' | 'zone' | 'plan' | 'reading'>),
    id: row.id,
    guildId: row.guild_id,
    revision: row.revision,
    nextAt: new Date(row.next_at),
    setBy: row.set_by,
  };
}

/** What JSON makes of a value: dates are strings. */
type Stored<T> = { [K in keyof T]: T[K] extends Date | undefined ? string : Stored<T[K]> };

function reviveDates(stored: object, dates: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(stored).map(([key, value]) => [key, dates.includes(key) ? new Date(value) : value]),
  );
}

import { type Kysely, type Selectable, sql } from 'kysely';
import type { AnnotatedReading, Annotations } from '../reading/annotations.ts';
import { type Block, blocksOf, readingWork } from '../reading/make.ts';
import {
  type Act,
  type Origin,
  type ReadingStore,
  type Revision,
  type RevisionSummary,
  UNDO_DAYS,
} from '../reading/reading-store.ts';
import { inSlices, type Work } from '../text/slices.ts';
import type { RevisionRow, Schema } from './schema.ts';

/** Readings in tables. A reading is kept as its facts and blocks, from which it is made again exactly. */
export function createReadings(db: Kysely<Schema>): ReadingStore {
  const revisions = (guildId: string) =>
    db.selectFrom('reading_revisions').selectAll().where('guild_id', '=', guildId);

  const summaries = (guildId: string) =>
    db.selectFrom('reading_revisions').select(SUMMARY).where('reading_revisions.guild_id', '=', guildId);

  const currentSummaries = (guildId: string) =>
    summaries(guildId).innerJoin('readings', (join) =>
      join
        .onRef('readings.guild_id', '=', 'reading_revisions.guild_id')
        .onRef('readings.id', '=', 'reading_revisions.reading_id')
        .onRef('readings.current', '=', 'reading_revisions.revision'),
    );

  async function currentRevision(guildId: string, id: string): Promise<number | undefined> {
    const row = await db
      .selectFrom('readings')
      .select('current')
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    return row?.current ?? undefined;
  }

  async function one(
    guildId: string,
    id: string,
    revision: number,
    status: RevisionRow['status'],
  ): Promise<Revision | undefined> {
    const row = await revisions(guildId)
      .where('reading_id', '=', id)
      .where('revision', '=', revision)
      .where('status', '=', status)
      .executeTakeFirst();
    return row && inSlices(revisionWork(row));
  }

  return {
    async saveDraft(guildId, text, act, origin = null) {
      const row = await inSlices(rowWork(guildId, text, act));
      return db.transaction().execute(async (trx) => {
        const { last_revision: revision } = await nextRevision(trx, guildId, text.reading.id);
        await trx
          .insertInto('reading_revisions')
          .values({
            ...row,
            origin: origin && JSON.stringify(origin),
            revision,
            status: 'draft',
          })
          .execute();
        return revision;
      });
    },

    async drafts(guildId) {
      const rows = await summaries(guildId)
        .where('status', '=', 'draft')
        .orderBy('created_at', 'desc')
        .orderBy('revision', 'desc')
        .execute();
      return rows.map(summaryOf);
    },

    draft: (guildId, id, revision) => one(guildId, id, revision, 'draft'),

    approve: (guildId, id, revision, act) =>
      db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('reading_revisions')
          .set({ status: 'approved', approved_at: act.at.getTime(), approved_by: act.by })
          .where('guild_id', '=', guildId)
          .where('reading_id', '=', id)
          .where('revision', '=', revision)
          .where('status', '=', 'draft')
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await trx
          .updateTable('readings')
          .set({ current: revision, removed_at: null, removed_by: null })
          .where('guild_id', '=', guildId)
          .where('id', '=', id)
          .execute();
        return true;
      }),

    discard: (guildId, id, revision) =>
      db.transaction().execute(async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('reading_revisions')
          .where('guild_id', '=', guildId)
          .where('reading_id', '=', id)
          .where('revision', '=', revision)
          .where('status', '=', 'draft')
          .executeTakeFirst();
        await dropEmpty(trx, guildId);
        return numDeletedRows > 0n;
      }),

    annotate: (guildId, id, revision, annotations, act) =>
      db.transaction().execute(async (trx) => {
        // The update takes the reading's row, so that a second editor waits here and then finds it changed.
        const reading = await trx
          .updateTable('readings')
          .set({ current: sql`last_revision + 1`, last_revision: sql`last_revision + 1` })
          .where('guild_id', '=', guildId)
          .where('id', '=', id)
          .where('current', '=', revision)
          .where('removed_at', 'is', null)
          .returning('current')
          .executeTakeFirst();
        if (!reading?.current) return undefined;
        const words = await trx
          .selectFrom('reading_revisions')
          .select(['version', 'paragraphs', 'facts', 'blocks'])
          .where('guild_id', '=', guildId)
          .where('reading_id', '=', id)
          .where('revision', '=', revision)
          .executeTakeFirstOrThrow();
        await trx
          .insertInto('reading_revisions')
          .values({
            ...words,
            guild_id: guildId,
            reading_id: id,
            revision: reading.current,
            status: 'approved',
            origin: null,
            annotations: JSON.stringify(annotations),
            ...made(act),
            approved_at: act.at.getTime(),
            approved_by: act.by,
          })
          .execute();
        return reading.current;
      }),

    async list(guildId) {
      const rows = await currentSummaries(guildId).where('removed_at', 'is', null).execute();
      return rows.map(summaryOf).sort(byId);
    },

    currentRevision,

    async current(guildId, id) {
      const revision = await currentRevision(guildId, id);
      return revision === undefined ? undefined : one(guildId, id, revision, 'approved');
    },

    async history(guildId, id) {
      const rows = await summaries(guildId)
        .where('reading_id', '=', id)
        .where('status', '=', 'approved')
        .orderBy('revision', 'desc')
        .execute();
      return rows.map(summaryOf);
    },

    revision: (guildId, id, revision) => one(guildId, id, revision, 'approved'),

    async ids(guildId) {
      const rows = await db.selectFrom('readings').select('id').where('guild_id', '=', guildId).execute();
      return rows.map(({ id }) => id).sort();
    },

    async remove(guildId, id, act) {
      const { numUpdatedRows } = await db
        .updateTable('readings')
        .set({ removed_at: act.at.getTime(), removed_by: act.by })
        .where('guild_id', '=', guildId)
        .where('id', '=', id)
        .where('current', 'is not', null)
        .where('removed_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async removed(guildId, now) {
      const rows = await currentSummaries(guildId)
        .select('removed_at')
        .where('removed_at', '>', undoFrom(now))
        .execute();
      return rows.map((row) => ({ ...summaryOf(row), removedAt: new Date(row.removed_at ?? 0) })).sort(byId);
    },

    async restore(guildId, id, now) {
      const { numUpdatedRows } = await db
        .updateTable('readings')
        .set({ removed_at: null, removed_by: null })
        .where('guild_id', '=', guildId)
        .where('id', '=', id)
        .where('removed_at', '>', undoFrom(now))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

/** Readings without a revision any more go. */
export async function dropEmpty(db: Kysely<Schema>, guildId?: string): Promise<void> {
  await db
    .deleteFrom('readings')
    .where('current', 'is', null)
    .$if(guildId !== undefined, (query) => query.where('guild_id', '=', guildId ?? ''))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('reading_revisions')
            .select('revision')
            .whereRef('reading_revisions.guild_id', '=', 'readings.guild_id')
            .whereRef('reading_revisions.reading_id', '=', 'readings.id'),
        ),
      ),
    )
    .execute();
}

const SUMMARY = [
  'reading_revisions.reading_id',
  'reading_revisions.revision',
  'reading_revisions.version',
  'reading_revisions.facts',
  'reading_revisions.paragraphs',
  'reading_revisions.created_by',
  'reading_revisions.created_at',
  'reading_revisions.approved_by',
  'reading_revisions.approved_at',
] as const;

type SummaryRow = Pick<
  Selectable<RevisionRow>,
  | 'reading_id'
  | 'revision'
  | 'version'
  | 'facts'
  | 'paragraphs'
  | 'created_by'
  | 'created_at'
  | 'approved_by'
  | 'approved_at'
>;

function summaryOf(row: SummaryRow): RevisionSummary {
  return {
    id: row.reading_id,
    revision: row.revision,
    version: row.version,
    facts: JSON.parse(row.facts),
    paragraphs: row.paragraphs,
    createdBy: row.created_by,
    createdAt: new Date(row.created_at),
    approvedBy: row.approved_by,
    approvedAt: row.approved_at === null ? null : new Date(row.approved_at),
  };
}

/** @throws Error where the words are not those that were stored */
function* revisionWork(row: Selectable<RevisionRow>): Work<Revision> {
  const summary = summaryOf(row);
  const blocks = JSON.parse(row.blocks) as Block[];
  yield;
  const reading = yield* readingWork(row.reading_id, summary.facts, blocks);
  if (reading.version !== row.version)
    throw new Error(`revision ${row.revision} of reading ${row.reading_id} is not what was stored`);
  return {
    ...summary,
    text: { reading, annotations: JSON.parse(row.annotations) as Annotations },
    origin: row.origin === null ? null : (JSON.parse(row.origin) as Origin),
  };
}

function* rowWork(guildId: string, { reading, annotations }: AnnotatedReading, act: Act) {
  const blocks: string[] = [];
  for (const block of blocksOf(reading)) {
    blocks.push(JSON.stringify(block));
    yield;
  }
  return {
    guild_id: guildId,
    reading_id: reading.id,
    version: reading.version,
    paragraphs: reading.paragraphs.length,
    facts: JSON.stringify(reading.facts),
    blocks: `[${blocks.join(',')}]`,
    annotations: JSON.stringify(annotations),
    ...made(act),
  };
}

function made(act: Act) {
  return { created_at: act.at.getTime(), created_by: act.by };
}

function nextRevision(trx: Kysely<Schema>, guildId: string, id: string) {
  return trx
    .insertInto('readings')
    .values({
      guild_id: guildId,
      id,
      current: null,
      last_revision: 1,
      removed_at: null,
      removed_by: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['guild_id', 'id']).doUpdateSet({ last_revision: sql`readings.last_revision + 1` }),
    )
    .returning('last_revision')
    .executeTakeFirstOrThrow();
}

function undoFrom(now: Date): number {
  return now.getTime() - UNDO_DAYS * 86_400_000;
}

/** Sorted here, because the engines put letters in different orders. */
function byId(a: RevisionSummary, b: RevisionSummary): number {
  return a.id < b.id ? -1 : 1;
}

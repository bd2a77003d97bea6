import pg from 'pg';
import type { Prompt } from '../../src/discussion/prompt.ts';
import type { Slot } from '../../src/discussion/slot.ts';
import type { PostedQuote } from '../../src/discussion/summary.ts';
import { NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';
import { openFile } from '../../src/storage/sqlite.ts';
import { SQLITE_FILE } from '../../src/storage/sqlite-faults.ts';
import type { Repositories, StorageOptions } from '../../src/storage/storage.ts';
import { aPlan, aPrompt } from '../discussion/examples.ts';

export const NOW = new Date('2026-03-01T12:00:00Z');
const LONG_AGO = new Date('2026-02-01T12:00:00Z');

/** What one server has stored: the ids are the same in every server, the words and people are its own. */
export interface Seed {
  readonly guildId: string;
  /** Stands in every word that the server stored. */
  readonly mark: string;
  readonly userId: string;
}

/** Stores something in every table. */
export async function seed(repositories: Repositories, { guildId, mark, userId }: Seed): Promise<void> {
  const { readings, placements, settings, unanswered, guilds, discussions } = repositories;
  const act = { by: userId, at: NOW };
  for (const id of ['treaty', 'budget', 'gone'])
    await readings.approve(guildId, id, await readings.saveDraft(guildId, marked(id, mark), act), act);
  await readings.remove(guildId, 'gone', act);
  await readings.saveDraft(guildId, marked('treaty', mark), act);
  await placements.place(guildId, '7', 'treaty', act);
  await settings.change(guildId, { moderatorRoleId: mark });
  await unanswered.add(guildId, 'treaty', `${mark}?`, NOW);
  await guilds.markLeft(guildId, LONG_AGO);
  await discussions.add(guildId, promptOf(guildId, mark, userId));
  await discussions.addSlot(guildId, slotOf(guildId, mark, userId));
  await discussions.cite(guildId, 'p1', citationOf(mark, userId));
  await discussions.raiseHand(guildId, 'p1', userId, NOW);
  await discussions.report(guildId, {
    id: 'r1',
    promptId: 'p1',
    reporter: userId,
    words: mark,
    link: mark,
    at: NOW,
  });
  await discussions.assign(guildId, 'treaty', 3);
  await discussions.leaveNotice(guildId, userId, mark, NOW);
  await discussions.leaveNotice(guildId, null, mark, NOW);
}

/** For each method of each repository, what it is called with after the server's id. */
export const CALLS: {
  readonly [R in keyof Repositories]: {
    readonly [M in keyof Repositories[R] as Repositories[R][M] extends (...args: never[]) => unknown
      ? M
      : never]: (
      seed: Seed,
    ) => Repositories[R][M] extends (guildId: string, ...rest: infer Rest) => unknown ? Rest : never;
  };
} = {
  readings: {
    saveDraft: ({ mark, userId }) => [marked('budget', mark), { by: userId, at: NOW }],
    drafts: () => [],
    draft: () => ['treaty', 2],
    approve: ({ userId }) => ['treaty', 2, { by: userId, at: NOW }],
    discard: () => ['treaty', 2],
    annotate: ({ userId }) => ['treaty', 1, NO_ANNOTATIONS, { by: userId, at: NOW }],
    list: () => [],
    currentRevision: () => ['treaty'],
    current: () => ['treaty'],
    history: () => ['treaty'],
    revision: () => ['treaty', 1],
    ids: () => [],
    remove: ({ userId }) => ['treaty', { by: userId, at: NOW }],
    removed: () => [NOW],
    restore: () => ['gone', NOW],
  },
  placements: {
    at: () => [['7']],
    place: ({ userId }) => ['7', 'budget', { by: userId, at: NOW }],
    list: () => [],
  },
  settings: { get: () => [], change: () => [{ language: 'de' }] },
  unanswered: {
    add: ({ mark }) => ['treaty', `${mark}?`, NOW],
    list: () => [10],
    clear: () => [],
  },
  personal: {
    about: ({ userId }) => [userId],
    forget: ({ userId }) => [userId],
  },
  discussions: {
    add: ({ guildId, mark, userId }) => [{ ...promptOf(guildId, mark, userId), id: `p${userId}` }],
    get: () => ['p1'],
    inThread: () => ['9'],
    list: () => [['approved']],
    addSlot: ({ guildId, mark, userId }) => [{ ...slotOf(guildId, mark, userId), id: `s${userId}` }],
    slots: () => [],
    removeSlot: () => ['s1'],
    commit: ({ guildId, mark, userId }) => [
      { prompts: [promptOf(guildId, mark, userId)], slots: [slotOf(guildId, mark, userId)] },
    ],
    cite: ({ mark, userId }) => ['p1', citationOf(mark, userId)],
    citations: () => ['p1'],
    raiseHand: ({ userId }) => ['p1', userId, NOW],
    lowerHand: ({ userId }) => ['p1', userId],
    hands: () => ['p1'],
    report: ({ mark, userId }) => [
      { id: `r${userId}`, promptId: 'p1', reporter: userId, words: mark, link: null, at: NOW },
    ],
    assigned: () => ['treaty'],
    assignments: () => [],
    assign: () => ['treaty', 5],
    leaveNotice: ({ mark, userId }) => [userId, mark, NOW],
    notices: ({ userId }) => [userId],
    dropNotices: () => [['n1']],
    reports: () => [],
    removeReport: () => ['r1'],
  },
  guilds: { markLeft: () => [NOW], markJoined: () => [], purge: () => [] },
};

/** What is in a database, past the program: the rows of all its tables that have servers' rows. */
export interface Dump {
  readonly rows: () => Promise<Tables>;
  /** Puts rows that were read once in the place of those that there are. */
  readonly restore: (tables: Tables) => Promise<void>;
  readonly close: () => Promise<void>;
}
export type Tables = ReadonlyMap<string, readonly Row[]>;

export function openDump({ dataDir, databaseUrl }: StorageOptions): Promise<Dump> {
  return databaseUrl ? dumpPostgres(databaseUrl) : dumpSqlite(dataDir);
}

export async function dump(options: StorageOptions): Promise<Tables> {
  const { rows, close } = await openDump(options);
  return rows().finally(close);
}

async function dumpSqlite(dataDir: string): Promise<Dump> {
  const file = openFile(`${dataDir}/${SQLITE_FILE}`);
  file.pragma('foreign_keys = OFF');
  const names = ordered(
    file.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[],
  );
  const selects = names.map((name) => [name, file.prepare(`select * from "${name}"`)] as const);
  return {
    rows: async () => new Map(selects.map(([name, select]) => [name, select.all() as Row[]])),
    restore: async (tables) =>
      file.transaction(() => {
        for (const name of names) {
          file.exec(`delete from "${name}"`);
          for (const row of tables.get(name) ?? [])
            file
              .prepare(`insert into "${name}" values (${Object.keys(row).map(() => '?')})`)
              .run(...Object.values(row));
        }
      })(),
    close: async () => void file.close(),
  };
}

async function dumpPostgres(connectionString: string): Promise<Dump> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query(
    "select table_name from information_schema.tables where table_schema = 'public'",
  );
  const names = ordered(rows.map((row) => row.table_name));
  return {
    async rows() {
      if (names.length === 0) return new Map();
      // Several statements in one query give several results.
      const results = await client.query(names.map((name) => `select * from "${name}"`).join(';'));
      const each = [results].flat() as pg.QueryResult<Row>[];
      // Their order is the server's own business.
      const sorted = (rows: readonly Row[]) =>
        rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      return new Map(names.map((name, i) => [name, sorted(each[i]?.rows ?? [])]));
    },
    async restore(tables) {
      await client.query(`begin; ${names.map((name) => `delete from "${name}"`).join(';')}`);
      // The names happen to sort what refers before what is referred to: prompt_steps before prompts.
      for (const name of names.toReversed())
        await client.query(
          `insert into "${name}" select * from json_populate_recordset(null::"${name}", $1)`,
          [JSON.stringify(tables.get(name) ?? [])],
        );
      await client.query('commit');
    },
    close: () => client.end(),
  };
}

export type Row = Readonly<Record<string, unknown>>;

function ordered(names: readonly string[]): string[] {
  return names.filter((name) => !/^(?:kysely_|sqlite_|interactions$)/.test(name)).sort();
}

function promptOf(guildId: string, mark: string, userId: string): Prompt {
  return aPrompt({
    id: 'p1',
    guildId,
    state: 'approved',
    question: `${mark}?`,
    proposer: userId,
    proposedAt: NOW,
    trace: { threadId: '9' },
    history: [
      { event: 'approve', from: 'proposed', to: 'approved', by: userId, at: NOW, why: mark, team: false },
    ],
  });
}

function slotOf(guildId: string, mark: string, userId: string): Slot {
  return {
    id: 's1',
    guildId,
    revision: 0,
    every: 'week',
    wall: '2026-03-01T12:00',
    zone: 'UTC',
    nextAt: NOW,
    plan: { ...aPlan, channelId: mark },
    setBy: userId,
  };
}

function citationOf(mark: string, userId: string): PostedQuote {
  return {
    userId,
    at: NOW,
    reading: 'treaty',
    version: 'v',
    paragraph: 1,
    start: 0,
    end: mark.length,
    text: mark,
    claim: mark,
  };
}

function marked(id: string, mark: string) {
  return {
    reading: makeReading(id, { headline: `${mark} ${id}`, language: 'en' }, [
      { kind: 'paragraph', text: `Words of ${mark}.` },
    ]),
    annotations: NO_ANNOTATIONS,
  };
}

import SQLite from 'better-sqlite3';
import pg from 'pg';
import { NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/text.ts';
import { SQLITE_FILE } from '../../src/storage/sqlite.ts';
import type { Repositories, StorageOptions } from '../../src/storage/storage.ts';

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
  const { readings, placements, settings, unanswered, guilds } = repositories;
  const act = { by: userId, at: NOW };
  for (const id of ['treaty', 'budget', 'gone'])
    await readings.approve(guildId, id, await readings.saveDraft(guildId, marked(id, mark), act), act);
  await readings.remove(guildId, 'gone', act);
  await readings.saveDraft(guildId, marked('treaty', mark), act);
  await placements.place(guildId, '7', 'treaty', act);
  await settings.change(guildId, { moderatorRoleId: mark });
  await unanswered.add(guildId, 'treaty', `${mark}?`, NOW);
  await guilds.left(guildId, LONG_AGO);
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
  guilds: { left: () => [NOW], joined: () => [], purge: () => [] },
};

/** All rows of all tables with servers' rows, and the columns of those tables, as the database itself tells. */
export async function dump(options: StorageOptions): Promise<ReadonlyMap<string, readonly Row[]>> {
  if (!options.databaseUrl) {
    const file = new SQLite(`${options.dataDir}/${SQLITE_FILE}`, { readonly: true });
    const names = file
      .prepare("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all() as string[];
    const rows = tables(names).map((name) => [name, file.prepare(`select * from "${name}"`).all()] as const);
    file.close();
    return new Map(rows) as ReadonlyMap<string, Row[]>;
  }
  const client = new pg.Client({ connectionString: options.databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    "select table_name from information_schema.tables where table_schema = 'public'",
  );
  const found = new Map<string, Row[]>();
  for (const name of tables(rows.map((row) => row.table_name)))
    found.set(name, (await client.query(`select * from "${name}"`)).rows);
  await client.end();
  return found;
}

export type Row = Readonly<Record<string, unknown>>;

function tables(names: readonly string[]): string[] {
  return names.filter((name) => !name.startsWith('kysely_') && !name.startsWith('sqlite_')).sort();
}

function marked(id: string, mark: string) {
  return {
    reading: makeReading(id, { headline: `${mark} ${id}`, language: 'en' }, [
      { kind: 'paragraph', text: `Words of ${mark}.` },
    ]),
    annotations: NO_ANNOTATIONS,
  };
}

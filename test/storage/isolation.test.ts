import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PERSONAL_COLUMNS } from '../../src/storage/personal.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { describeEngines } from './engines.ts';
import { CALLS, type Dump, openDump, type Row, type Seed, seed, type Tables } from './seed.ts';

const ALPHA: Seed = { guildId: '100000000000000001', mark: 'ALPHA', userId: '200000000000000001' };
const BETA: Seed = { guildId: '100000000000000002', mark: 'BETA', userId: '200000000000000002' };

type Repository = Record<string, (guildId: string, ...rest: unknown[]) => Promise<unknown>>;

/** A database with what these servers have stored, put back only after something has changed in it. */
class World {
  readonly #storage: Storage;
  readonly #dump: Dump;
  readonly #servers: readonly Seed[];
  #made: Tables = new Map();

  constructor(storage: Storage, dump: Dump, servers: readonly Seed[]) {
    this.#storage = storage;
    this.#dump = dump;
    this.#servers = servers;
  }

  async storage(): Promise<Storage> {
    if (this.#made.size === 0) {
      for (const server of this.#servers) await seed(this.#storage.repositories, server);
      this.#made = await this.#dump.rows();
    } else if (!same(await this.#dump.rows(), this.#made)) await this.#dump.restore(this.#made);
    return this.#storage;
  }

  /** All rows, or one server's, as they are now. */
  rows = async (server?: Seed) => rowsOf(server, await this.#dump.rows());

  /** All rows, or one server's, as they were before anything was tried. */
  made = (server?: Seed) => rowsOf(server, this.#made);

  async close(): Promise<void> {
    await this.#dump.close();
    await this.#storage.close();
  }
}

function rowsOf(server: Seed | undefined, tables: Tables): readonly (readonly [string, readonly Row[]])[] {
  return [...tables].map(([table, rows]) => [
    table,
    server ? rows.filter((row) => row.guild_id === server.guildId) : rows,
  ]);
}

/** Ids that the store makes up are others in each database. */
const withoutRandomIds = (result: unknown) =>
  result &&
  JSON.parse(JSON.stringify(result).replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id'));

const same = (a: Tables, b: Tables) => JSON.stringify([...a]) === JSON.stringify([...b]);

describeEngines('two servers', (engine) => {
  let both: World;
  let alone: ReadonlyMap<Seed, World>;

  beforeAll(async () => {
    const open = async (...servers: Seed[]) => {
      const options = await engine.fresh();
      return new World(await openStorage(options), await openDump(options), servers);
    };
    both = await open(ALPHA, BETA);
    alone = new Map([
      [ALPHA, await open(ALPHA)],
      [BETA, await open(BETA)],
    ]);
  });
  afterAll(() => Promise.all([both, ...alone.values()].map((world) => world.close())));

  test('every table has rows of a server, and every method is tried', async () => {
    const storage = await both.storage();
    for (const [table, rows] of await both.rows(ALPHA)) expect(rows, String(table)).not.toHaveLength(0);
    for (const [name, repository] of Object.entries(storage.repositories)) {
      const methods = Object.entries(repository).filter(([, member]) => typeof member === 'function');
      const tried = Object.keys(CALLS[name as keyof typeof CALLS] ?? {});
      expect(tried.sort(), name).toEqual(methods.map(([method]) => method).sort());
    }
  });

  describe.each([
    { asker: ALPHA, other: BETA },
    { asker: BETA, other: ALPHA },
  ])('$asker.mark asks', ({ asker, other }) => {
    for (const [name, methods] of Object.entries(CALLS))
      for (const [method, args] of Object.entries(methods) as [string, (seed: Seed) => unknown[]][])
        test(`${name}.${method} neither shows nor changes the other server’s rows`, async () => {
          const call = async (storage: Storage, values: Seed) => {
            const repository = storage.repositories[name as keyof typeof CALLS] as never as Repository;
            const result = await repository[method]?.(asker.guildId, ...args(values));
            return withoutRandomIds(result instanceof Map ? [...result] : result);
          };
          // Its own values, and those of a person whom only the other server knows.
          const stranger = { ...asker, userId: other.userId };
          for (const values of JSON.stringify(args(asker)) === JSON.stringify(args(stranger))
            ? [asker]
            : [asker, stranger]) {
            // GIVEN what it answers where there is no other server
            const world = alone.get(asker) as World;
            const expected = await call(await world.storage(), values);
            // WHEN there is one
            const storage = await both.storage();
            // THEN the answer is the same, and the other's rows are as they were
            expect(await call(storage, values)).toEqual(expected);
            expect(await both.rows(other)).toEqual(both.made(other));
          }
        });
  });

  test('purging leaves nothing of a server, in any table', async () => {
    const storage = await both.storage();
    await storage.repositories.guilds.purge(ALPHA.guildId);
    expect(JSON.stringify(await both.rows())).not.toMatch(/ALPHA|100000000000000001|200000000000000001/);
    expect(await both.rows(BETA)).toEqual(both.made(BETA));
  });

  test('forgetting leaves nothing of a person, and what they did for the group stays', async () => {
    const storage = await both.storage();
    const { personal, readings } = storage.repositories;
    const known = await personal.about(ALPHA.guildId, ALPHA.userId);
    expect(new Set(known.map(({ kind }) => kind.id))).toEqual(new Set(personal.kinds.map(({ id }) => id)));
    expect(await storage.housekeeping.naming(ALPHA.userId)).toEqual([ALPHA.guildId]);
    expect(await personal.forget(ALPHA.guildId, ALPHA.userId)).toBe(known.length);
    expect(JSON.stringify(await both.rows())).not.toContain(ALPHA.userId);
    expect(await personal.about(ALPHA.guildId, ALPHA.userId)).toEqual([]);
    expect(await storage.housekeeping.naming(ALPHA.userId)).toEqual([]);
    expect((await readings.list(ALPHA.guildId)).map(({ id }) => id)).toEqual(['budget', 'treaty']);
  });

  test('a column that names a person is one that can be shown and forgotten', async () => {
    await both.storage();
    const named = (await both.rows()).flatMap(([table, [row]]) =>
      Object.keys(row ?? {})
        .filter((column) => /_by$|user_id$/.test(column))
        .map((column) => `${table}.${column}`),
    );
    expect(named.sort()).toEqual(PERSONAL_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort());
  });
});

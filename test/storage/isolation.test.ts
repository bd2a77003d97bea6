import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PERSONAL_COLUMNS } from '../../src/storage/personal.ts';
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/storage.ts';
import { describeEngines } from './engines.ts';
import { CALLS, dump, type Row, type Seed, seed } from './seed.ts';

const ALPHA: Seed = { guildId: '100000000000000001', mark: 'ALPHA', userId: '200000000000000001' };
const BETA: Seed = { guildId: '100000000000000002', mark: 'BETA', userId: '200000000000000002' };

type Repository = Record<string, (guildId: string, ...rest: unknown[]) => Promise<unknown>>;

/** A database with what these servers have stored, made anew only after something has changed in it. */
class World {
  readonly #storage: Storage;
  readonly #options: StorageOptions;
  #servers: readonly Seed[] = [];
  #rows: Tables = [];

  constructor(storage: Storage, options: StorageOptions) {
    this.#storage = storage;
    this.#options = options;
  }

  async of(...servers: Seed[]): Promise<Storage> {
    if (!same(servers, this.#servers) || !same(await this.rows(), this.#rows)) {
      for (const { guildId } of [ALPHA, BETA]) await this.#storage.repositories.guilds.purge(guildId);
      for (const server of servers) await seed(this.#storage.repositories, server);
      this.#servers = servers;
      this.#rows = await this.rows();
    }
    return this.#storage;
  }

  async rows(server?: Seed): Promise<Tables> {
    const tables = [...(await dump(this.#options))];
    if (!server) return tables;
    return tables.map(([table, rows]) => [table, rows.filter((row) => row.guild_id === server.guildId)]);
  }

  close = () => this.#storage.close();
}
type Tables = readonly (readonly [string, readonly Row[]])[];
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

describeEngines('two servers', (engine) => {
  let alone: World;
  let both: World;

  beforeAll(async () => {
    const open = async () => {
      const options = await engine.fresh();
      return new World(await openStorage(options), options);
    };
    alone = await open();
    both = await open();
  });
  afterAll(() => Promise.all([alone.close(), both.close()]));

  test('every table has rows of a server, and every method is tried', async () => {
    const storage = await both.of(ALPHA, BETA);
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
            return result instanceof Map ? [...result] : result;
          };
          // Its own values, and those of a person whom only the other server knows.
          const stranger = { ...asker, userId: other.userId };
          for (const values of same(args(asker), args(stranger)) ? [asker] : [asker, stranger]) {
            // GIVEN what it answers where there is no other server
            const expected = await call(await alone.of(asker), values);
            // WHEN there is one
            const storage = await both.of(ALPHA, BETA);
            const before = await both.rows(other);
            // THEN the answer is the same, and the other's rows are as they were
            expect(await call(storage, values)).toEqual(expected);
            expect(await both.rows(other)).toEqual(before);
          }
        });
  });

  test('purging leaves nothing of a server, in any table', async () => {
    const storage = await both.of(ALPHA, BETA);
    const before = await both.rows(BETA);
    await storage.repositories.guilds.purge(ALPHA.guildId);
    expect(JSON.stringify(await both.rows())).not.toMatch(/ALPHA|100000000000000001|200000000000000001/);
    expect(await both.rows(BETA)).toEqual(before);
  });

  test('forgetting leaves nothing of a person, and what they did for the group stays', async () => {
    const storage = await both.of(ALPHA, BETA);
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
    await both.of(ALPHA, BETA);
    const named = (await both.rows()).flatMap(([table, [row]]) =>
      Object.keys(row ?? {})
        .filter((column) => /_by$|user_id$/.test(column))
        .map((column) => `${table}.${column}`),
    );
    expect(named.sort()).toEqual(PERSONAL_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort());
  });
});

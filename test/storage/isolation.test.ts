import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PERSONAL_COLUMNS } from '../../src/storage/personal.ts';
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/storage.ts';
import { describeEngines } from './engines.ts';
import { CALLS, dump, type Seed, seed } from './seed.ts';

const ALPHA: Seed = { guildId: '100000000000000001', mark: 'ALPHA', userId: '200000000000000001' };
const BETA: Seed = { guildId: '100000000000000002', mark: 'BETA', userId: '200000000000000002' };

type Repository = Record<string, (guildId: string, ...rest: unknown[]) => Promise<unknown>>;

describeEngines('two servers', (engine) => {
  let options: StorageOptions;
  let storage: Storage;

  beforeAll(async () => {
    options = await engine.fresh();
    storage = await openStorage(options);
  });
  afterAll(() => storage.close());

  const stored = async (...servers: Seed[]) => {
    for (const { guildId } of [ALPHA, BETA]) await storage.repositories.guilds.purge(guildId);
    for (const server of servers) await seed(storage.repositories, server);
  };

  const rowsOf = async ({ guildId }: Seed) =>
    [...(await dump(options))].map(([table, rows]) => [table, rows.filter((r) => r.guild_id === guildId)]);

  test('every table has rows of a server, and every method is tried', async () => {
    await stored(ALPHA, BETA);
    for (const [table, rows] of await rowsOf(ALPHA)) expect(rows, String(table)).not.toHaveLength(0);
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
          const call = async (values: Seed) => {
            const repository = storage.repositories[name as keyof typeof CALLS] as never as Repository;
            const result = await repository[method]?.(asker.guildId, ...args(values));
            return result instanceof Map ? [...result] : result;
          };
          // Its own values, and those of a person whom only the other server knows.
          const stranger = { ...asker, userId: other.userId };
          const namesPeople = JSON.stringify(args(asker)) !== JSON.stringify(args(stranger));
          for (const values of namesPeople ? [asker, stranger] : [asker]) {
            // GIVEN what it answers where there is no other server
            await stored(asker);
            const alone = await call(values);
            // WHEN there is one
            await stored(asker, other);
            const before = await rowsOf(other);
            // THEN the answer is the same, and the other's rows are as they were
            expect(await call(values)).toEqual(alone);
            expect(await rowsOf(other)).toEqual(before);
          }
        });
  });

  test('purging leaves nothing of a server, in any table', async () => {
    await stored(ALPHA, BETA);
    const before = await rowsOf(BETA);
    await storage.repositories.guilds.purge(ALPHA.guildId);
    expect(JSON.stringify([...(await dump(options))])).not.toMatch(
      /ALPHA|100000000000000001|200000000000000001/,
    );
    expect(await rowsOf(BETA)).toEqual(before);
  });

  test('forgetting leaves nothing of a person, and what they did for the group stays', async () => {
    await stored(ALPHA, BETA);
    const { personal, readings } = storage.repositories;
    const known = await personal.about(ALPHA.guildId, ALPHA.userId);
    expect(new Set(known.map(({ kind }) => kind.id))).toEqual(new Set(personal.kinds.map(({ id }) => id)));
    expect(await storage.housekeeping.naming(ALPHA.userId)).toEqual([ALPHA.guildId]);
    expect(await personal.forget(ALPHA.guildId, ALPHA.userId)).toBe(known.length);
    expect(JSON.stringify([...(await dump(options))])).not.toContain(ALPHA.userId);
    expect(await personal.about(ALPHA.guildId, ALPHA.userId)).toEqual([]);
    expect(await storage.housekeeping.naming(ALPHA.userId)).toEqual([]);
    expect((await readings.list(ALPHA.guildId)).map(({ id }) => id)).toEqual(['budget', 'treaty']);
  });

  test('a column that names a person is one that can be shown and forgotten', async () => {
    await stored(ALPHA, BETA);
    const named = [...(await dump(options))].flatMap(([table, [row]]) =>
      Object.keys(row ?? {})
        .filter((column) => /_by$|user_id$/.test(column))
        .map((column) => `${table}.${column}`),
    );
    expect(named.sort()).toEqual(PERSONAL_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort());
  });
});

import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate } from '../../src/storage/migrate.ts';
import { createMigrations } from '../../src/storage/migrations/index.ts';
import { createSealing } from '../../src/storage/seal.ts';
import { openDatabase, openStorage } from '../../src/storage/storage.ts';
import { describeEngines } from './engines.ts';
import { dump } from './seed.ts';

const GUILD = '100';
const ANA = '301';
const SECRET = 'the token';
const MIGRATIONS = createMigrations(createSealing(SECRET));

describeEngines('data of an earlier version', (engine) => {
  /** A database as it was after these migrations, with rows of that time. */
  async function written(upTo: string, rows: readonly { table: string; row: Record<string, unknown> }[]) {
    const options = { ...(await engine.fresh()), secret: SECRET };
    const { db, close } = await openDatabase(options);
    await migrate(db, Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name <= upTo)));
    for (const { table, row } of rows) {
      const [columns, values] = [Object.keys(row), Object.values(row)];
      await sql`insert into ${sql.table(table)} (${sql.join(columns.map((it) => sql.ref(it)))})
        values (${sql.join(values)})`.execute(db);
    }
    await close();
    return options;
  }

  const prompt = (id: string, facts: object) => ({
    table: 'prompts',
    row: {
      guild_id: GUILD,
      id,
      revision: 0,
      state: 'approved',
      proposed_at: 1,
      proposed_by: ANA,
      body: JSON.stringify({
        reading: 'treaty',
        question: `${id}?`,
        paragraphs: [1],
        stances: [],
        trace: {},
        ...facts,
      }),
    },
  });

  test('nobody sees who proposed an anonymous prompt, not in the tables either; they can still be told', async () => {
    const options = await written('003-origin', [
      prompt('named', { anonymous: false }),
      prompt('hidden', { anonymous: true }),
      {
        table: 'reports',
        row: {
          guild_id: GUILD,
          id: 'r',
          prompt_id: 'named',
          reported_by: ANA,
          reported_at: 2,
          words: 'Rude.',
        },
      },
      { table: 'notices', row: { guild_id: GUILD, id: 'n', user_id: ANA, left_at: 1, words: 'Taken.' } },
    ]);
    const { repositories, housekeeping, close } = await openStorage(options);
    const { discussions, personal } = repositories;
    expect(await discussions.get(GUILD, 'named')).toMatchObject({
      proposer: ANA,
      proposerSeenBy: 'members',
      question: 'named?',
    });
    expect(await discussions.get(GUILD, 'hidden')).toMatchObject({ proposer: ANA, proposerSeenBy: 'nobody' });
    const tables = await dump(options);
    const hidden = tables.get('prompts')?.find(({ id }) => id === 'hidden');
    expect(JSON.stringify([hidden, tables.get('notices'), tables.get('reports')])).not.toContain(ANA);
    // What is about them is found and forgotten all the same.
    expect((await personal.about(GUILD, ANA)).map(({ kind }) => kind.id)).toEqual([
      'prompt-proposed',
      'prompt-proposed',
      'report',
      'notice',
    ]);
    expect(await discussions.reports(GUILD)).toEqual([
      { id: 'r', promptId: 'named', reporter: ANA, words: 'Rude.', link: null, at: new Date(2) },
    ]);
    expect(await housekeeping.naming(ANA)).toEqual([GUILD]);
    expect(await discussions.notices(GUILD, ANA)).toMatchObject([{ words: 'Taken.' }]);
    await personal.forget(GUILD, ANA);
    expect(await discussions.get(GUILD, 'hidden')).toMatchObject({ proposer: null });
    await close();
  });
});

describeEngines('quotes of an earlier version', (engine) => {
  test('forgetting who posted one keeps the author’s words, without the person’s', async () => {
    const options = { ...(await engine.fresh()), secret: SECRET };
    const { db, close } = await openDatabase(options);
    const before = Object.entries(MIGRATIONS).filter(([name]) => name < '006');
    await migrate(db, Object.fromEntries(before));
    const quote = { reading: 'treaty', version: 'v', paragraph: 8, start: 0, end: 5, text: 'words' };
    await sql`insert into citations (guild_id, id, prompt_id, cited_by, cited_at, body)
      values (${GUILD}, 'c', 'p', ${ANA}, 1, ${JSON.stringify({ ...quote, claim: 'Mine.' })})`.execute(db);
    await close();
    const storage = await openStorage(options);
    const { discussions, personal } = storage.repositories;
    const at = new Date(1);
    expect(await discussions.citations(GUILD, 'p')).toEqual([{ ...quote, claim: 'Mine.', userId: ANA, at }]);
    expect(await personal.about(GUILD, ANA)).toMatchObject([{ holds: 'Mine.' }]);
    await personal.forget(GUILD, ANA);
    expect(await discussions.citations(GUILD, 'p')).toEqual([{ ...quote, claim: '', userId: null, at }]);
    await storage.close();
  });
});

test('what is sealed with one secret is read with no other', () => {
  const [one, other] = [createSealing('one'), createSealing('other')];
  const sealed = one.seal(ANA);
  expect(sealed).not.toContain(ANA);
  expect(one.unseal(sealed)).toBe(ANA);
  expect(other.unseal(sealed)).toBeNull();
  expect(one.unseal('~')).toBeNull();
  expect(one.unseal(ANA)).toBe(ANA);
});

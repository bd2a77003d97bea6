import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { createMigrations } from '../../src/storage/migrations/index.ts';
import { createSealing } from '../../src/storage/seal.ts';
import { SQLITE_FILE } from '../../src/storage/sqlite-faults.ts';
import { openDatabase, openStorage } from '../../src/storage/storage.ts';
import { describeEngines } from './engines.ts';
import { dump } from './seed.ts';

const MIGRATIONS = createMigrations(createSealing());

describeEngines('opening a database', (engine) => {
  test('the first opening migrates, the next ones find nothing to do', async () => {
    const options = await engine.fresh();
    const first = await openStorage(options);
    expect(first.migrated).toEqual(Object.keys(MIGRATIONS));
    await first.close();
    const second = await openStorage(options);
    expect(second.migrated).toEqual([]);
    await second.close();
  });

  test.runIf(engine.name === 'sqlite')('what is acknowledged is on the disk', async () => {
    const { db, close } = await openDatabase(await engine.fresh());
    const { rows } = await sql`
      select journal_mode, synchronous, foreign_keys
      from pragma_journal_mode, pragma_synchronous, pragma_foreign_keys`.execute(db);
    expect(rows).toEqual([{ journal_mode: 'wal', synchronous: 2, foreign_keys: 1 }]);
    await close();
  });

  test('a migration that fails changes nothing', async () => {
    const options = await engine.fresh();
    const { db, close } = await openDatabase(options);
    const broken = {
      ...MIGRATIONS,
      '999-broken': {
        up: async () => {
          throw new Error('power cut');
        },
      },
    };
    await expect(migrate(db, broken)).rejects.toThrow('power cut');
    expect([...(await dump(options)).keys()]).toEqual([]);
    expect(await migrate(db, MIGRATIONS)).toEqual(Object.keys(MIGRATIONS));
    await close();
  });

  test('a database that a newer program has used is refused', async () => {
    const options = await engine.fresh();
    const { db, close } = await openDatabase(options);
    await migrate(db, { ...MIGRATIONS, '999-from-the-future': { up: async () => {} } });
    await close();
    await expect(openStorage(options)).rejects.toThrow(SetupError);
    await expect(openStorage(options)).rejects.toThrow(/newer Pilcrow \(it has 999-from-the-future\)/);
  });

  test.runIf(engine.name === 'postgres')('several processes migrate one database once', async () => {
    const options = await engine.fresh();
    const opened = await Promise.all(Array.from({ length: 4 }, () => openStorage(options)));
    expect(opened.map(({ migrated }) => migrated.length).filter(Boolean)).toEqual([
      Object.keys(MIGRATIONS).length,
    ]);
    await Promise.all(opened.map((storage) => storage.close()));
  });

  test.runIf(engine.name === 'sqlite')(
    'a second process is refused until the first has ended, however it ends',
    async () => {
      const { dataDir } = await engine.fresh();
      const holder = spawn(
        process.execPath,
        [
          '--import',
          'tsx',
          '--input-type=module',
          '-e',
          `import { openStorage } from '${new URL('../../src/storage/storage.ts', import.meta.url).href}';
           await openStorage({ dataDir: process.argv[1] });
           console.log('open');
           setInterval(() => {}, 1000);`,
          dataDir,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      await new Promise((resolve) => holder.stdout.once('data', resolve));
      await expect(openStorage({ dataDir })).rejects.toThrow(/^Another Pilcrow is using/);
      holder.kill('SIGKILL');
      await new Promise((resolve) => holder.once('exit', resolve));
      await (await openStorage({ dataDir })).close();
    },
  );
});

test('what the operator can mend is said in a line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pilcrow-'));
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  await expect(openStorage({ dataDir: file })).rejects.toThrow(/cannot be written\. Set DATA_DIR/);
  const blocked = join(folder, 'blocked');
  mkdirSync(join(blocked, 'pilcrow.lock.sqlite'), { recursive: true });
  await expect(openStorage({ dataDir: blocked })).rejects.toThrow(/cannot be written\. Set DATA_DIR/);
  const damaged = join(folder, 'damaged');
  mkdirSync(damaged);
  writeFileSync(
    join(damaged, SQLITE_FILE),
    'not a database at all, but long enough to be read as one'.repeat(99),
  );
  await expect(openStorage({ dataDir: damaged })).rejects.toThrow(/is damaged\. Restore a backup/);
  const unreachable = openStorage({ dataDir: '', databaseUrl: 'postgres://pilcrow:secret@127.0.0.1:1/none' });
  await expect(unreachable).rejects.toThrow(/^PostgreSQL cannot be used: .*Check DATABASE_URL/);
  await expect(unreachable).rejects.not.toThrow(/secret/);
});

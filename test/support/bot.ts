import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SANDBOX_TOKEN } from '../../sandbox/server/server.ts';
import {
  type DiscordOptions,
  type StartBot,
  startDiscord,
  type TestDiscord,
} from '../../sandbox/testing/harness.ts';
import type { Pace } from '../../src/discord/throttle.ts';
import { createLog } from '../../src/log.ts';
import { startBot } from '../../src/main.ts';
import type { FetchPage } from '../../src/reading/import/link.ts';
import { openStorage, type Repositories } from '../../src/storage/storage.ts';

export interface DiscordWithBotOptions extends DiscordOptions {
  /** What the database holds when the bot first starts. */
  readonly stored?: (repositories: Repositories) => Promise<void>;
  /** Where the bot finds Discord, asked at each start: for putting something in between. */
  readonly through?: (apiUrl: string) => string;
  /** Where SQLite's file is; by default a folder that is gone afterwards. */
  readonly dataDir?: string;
  /** A PostgreSQL, in the place of SQLite. */
  readonly databaseUrl?: string | undefined;
  /** How many interactions of one person are answered. Tests are faster than people, so by default all are. */
  readonly pace?: Pace;
  /** Fetches the page of a link; without it, links are refused. */
  readonly fetchPage?: FetchPage;
  /** Whether the bot may have faults, and answer so: for tests that break what it stands on. Default false. */
  readonly mayFail?: boolean;
}

/** A Discord with the real bot in it. Its database is its own, and stays through `discord.restartBot()`. */
export async function startDiscordWithBot(
  options: DiscordWithBotOptions = {},
): Promise<TestDiscord & AsyncDisposable> {
  const {
    stored,
    through = (apiUrl: string) => apiUrl,
    databaseUrl,
    dataDir = mkdtempSync(join(tmpdir(), 'pilcrow-')),
    pace = { times: Number.POSITIVE_INFINITY, ms: 1 },
    mayFail = false,
    fetchPage,
    ...discordOptions
  } = options;
  if (stored) {
    const storage = await openStorage({ dataDir, databaseUrl, secret: options.token ?? SANDBOX_TOKEN });
    await stored(storage.repositories);
    await storage.close();
  }
  const incidents: string[] = [];
  const level = process.env.PILCROW_TEST_LOG;
  const stream = {
    write(line: string) {
      if (level) process.stdout.write(line);
      if ('incident' in JSON.parse(line)) incidents.push(line);
    },
  };
  const start: StartBot = ({ token, apiUrl, now }) =>
    startBot({
      token,
      apiUrl: through(apiUrl),
      dataDir,
      databaseUrl,
      clock: () => new Date(now()),
      scheduleEveryMs: 50,
      pace,
      fetchPage,
      log: createLog({ level: level ?? 'error', stream }),
    });
  const discord = await startDiscord(start, discordOptions);
  return Object.assign(discord, {
    async [Symbol.asyncDispose]() {
      await discord.close();
      rmSync(dataDir, { recursive: true, force: true });
      // “Something went wrong” is an answer that few assertions would notice.
      if (incidents.length > 0 && !mayFail) throw new Error(`The bot had faults:\n${incidents.join('')}`);
    },
  });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox/server/server.ts';
import { createLog } from '../src/log.ts';
import { startBot } from '../src/main.ts';

let sandbox: Sandbox;
let dataDir: string;
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 });
  dataDir = mkdtempSync(join(tmpdir(), 'pilcrow-'));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const starting = (options: { token?: string; guildId?: string }) =>
  startBot({
    token: sandbox.token,
    apiUrl: sandbox.apiUrl,
    dataDir,
    log: createLog({ level: 'silent' }),
    ...options,
  });

it('a server that the bot is not in is told with the link that invites it', async () => {
  await expect(starting({ guildId: '1100000000000009999' })).rejects.toThrow(
    /not in the server that DISCORD_GUILD_ID names.*\/oauth2\/authorize\?client_id=\d+/,
  );
});

it('a token that is not the bot’s is told, and leaves the database free for the next start', async () => {
  await expect(starting({ token: 'not.the.token' })).rejects.toThrow(/does not accept DISCORD_TOKEN/);
  const bot = await starting({});
  expect(bot.client.isReady()).toBe(true);
  await bot.stop();
});

it.each(['SIGHUP', 'SIGTERM'] as const)(
  '%s stops it in order',
  async (signal) => {
    const bot = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      env: {
        ...process.env,
        DISCORD_TOKEN: '',
        DATABASE_URL: '',
        DATA_DIR: dataDir,
        SANDBOX_PORT: '0',
        NO_COLOR: '1',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    bot.stdout.on('data', (words) => {
      said += words;
      if (/\bonline\b/.test(said)) bot.kill(signal);
    });
    const [code] = await once(bot, 'exit');
    expect([code, /stopping/.test(said)]).toEqual([0, true]);
  },
  60_000,
);

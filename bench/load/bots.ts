import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/* Bots as processes, each as its developer would run it, and what the operating system says of them. */

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const BUILT = join(PROJECT, 'dist', 'bench');

export type BotName = 'pilcrow' | 'bare' | 'evening';

export interface Bot {
  /** CPU that all of its threads have used, in ms. */
  readonly cpu: () => number;
  /** Resident memory, in MB. */
  readonly rss: () => number;
  /** The longest turn of its event loop since this was asked last, in ms of CPU. For a bot with a probe. */
  readonly longestTurn: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Builds Pilcrow as `npm start` does, and the others and the probe to plain JavaScript. */
export function buildBots(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: PROJECT, stdio: 'inherit' });
  buildSync({
    entryPoints: ['bare-bot', 'evening-bot', 'probe'].map((name) =>
      fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
    ),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: BUILT,
  });
}

/**
 * Starts a bot against a sandbox. It logs to a file in its folder.
 *
 * @param folder where Pilcrow keeps its data
 * @param probed whether turns of its event loop are timed, which takes CPU of its own
 */
export function startBot(
  bot: BotName,
  { apiUrl, token }: { readonly apiUrl: string; readonly token: string },
  folder: string,
  probed: boolean,
): Bot {
  const log = openSync(join(folder, `${bot}.log`), 'a');
  const child = spawn(
    process.execPath,
    [...(probed ? ['--import', join(BUILT, 'probe.js')] : []), ...programOf(bot)],
    {
      cwd: PROJECT,
      env: {
        ...process.env,
        DISCORD_TOKEN: token,
        DISCORD_API_URL: apiUrl,
        DISCORD_GUILD_ID: '',
        DATABASE_URL: '',
        DATA_DIR: folder,
        LOG_LEVEL: 'info',
        READING: join(PROJECT, 'data/readings/us-japan-security-treaty/reading.md'),
      },
      stdio: ['ignore', log, log, ...(probed ? (['ipc'] as const) : [])],
    },
  );
  running.add(child);
  return {
    cpu: () => cpuOf(child),
    rss: () => rssOf(child),
    async longestTurn() {
      child.send('?');
      const [longest] = await once(child, 'message');
      return longest;
    },
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      running.delete(child);
    },
  };
}

const running = new Set<ChildProcess>();

/** Ends the bots that are left where something failed. */
export function killBots(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** What Node is given; Pilcrow's is what `npm start` runs. */
function programOf(bot: BotName): string[] {
  if (bot !== 'pilcrow') return [join(BUILT, `${bot}-bot.js`)];
  const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  const [node, ...program] = scripts.start.split(' ');
  if (node !== 'node') throw new Error(`npm start runs ${scripts.start}, and no program of Node’s`);
  return program;
}

/** From Linux's account of each thread, which is in ns; that of the whole process is in hundredths of a second. */
function cpuOf({ pid }: ChildProcess): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const used = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return used.reduce((a, b) => a + b, 0) / 1e6;
}

function rssOf({ pid }: ChildProcess): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}

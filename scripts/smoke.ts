/*
 * `npm run smoke [-- VERSION…]`: does the bot run on this Node, or on each of the versions that are named
 * (`npm run smoke -- 24 26`)? npm brings those into a temporary folder; nothing else is installed anew. Tries storage,
 * the wire, `npm start` and `npm run ask`. Ends with code 1 where one fails.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { SQLITE_FILE } from '../src/storage/sqlite-faults.ts';
import { temporaryFolder } from './temporary.ts';

/** The tests of storage and of the wire. */
const TESTS = ['test/storage', 'test/main.test.ts', 'test/restart.test.ts'];
/** How long one step's command may take, in ms. */
const TIMEOUT = 300_000;
/** How long the bot may take to stop, in ms. */
const STOP_TIMEOUT = 15_000;

const versions = process.argv.slice(2);
for (const version of versions) await step(`Node ${version}`, () => smokeOn(version));
if (versions.length === 0) await smoke();

/** Runs this script anew on a version of Node that npm brings. */
async function smokeOn(version: string): Promise<void> {
  const folder = temporaryFolder();
  try {
    // Its install script takes the binary for this machine.
    writeFileSync(join(folder.path, 'package.json'), JSON.stringify({ allowScripts: { node: true } }));
    await npm(['install', '--prefix', folder.path, '--no-audit', '--no-fund', `node@${version}`]);
    const node = join(folder.path, 'node_modules', 'node', 'bin', 'node');
    await npm(['run', '--silent', 'smoke'], { node, timeout: 3 * TIMEOUT });
  } finally {
    folder.remove();
  }
}

async function smoke(): Promise<void> {
  console.log(`On Node ${process.version}:`);
  await step('storage and the wire', async () => {
    for (const path of TESTS) assert.ok(existsSync(path), `there is no ${path}`);
    await npm(['test', '--', ...TESTS]);
  });
  await step('npm start', tryStart);
  await step('npm run ask', tryAsk);
}

/** The bot comes online, its page is there, and once it is told to stop, its data is in one file. */
async function tryStart(): Promise<void> {
  const folder = temporaryFolder();
  const env = {
    DATA_DIR: folder.path,
    SANDBOX_PORT: '0',
    LOG_LEVEL: 'info',
    DISCORD_TOKEN: '',
    DATABASE_URL: '',
  };
  const bot = spawnNpm(['start'], { env });
  try {
    let page = '';
    let online = false;
    for await (const line of createInterface({ input: bot.stdout as NodeJS.ReadableStream })) {
      page = /Open (http:\S+?)"/.exec(line)?.[1] ?? page;
      online = line.includes('"msg":"online"');
      if (online) break;
    }
    assert.ok(online, 'it ended before it was online');
    assert.match(await (await fetch(page)).text(), /<script /);
    const log = join(folder.path, 'sandbox', `${SQLITE_FILE}-wal`);
    assert.ok(existsSync(log), 'it stored nothing');
    bot.kill('SIGTERM');
    for (const end = Date.now() + STOP_TIMEOUT; existsSync(log); ) {
      assert.ok(Date.now() < end, 'it did not stop');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    bot.kill('SIGKILL');
    folder.remove();
  }
}

async function tryAsk(): Promise<void> {
  const answer = JSON.parse(
    await npm(['run', '--silent', 'ask', '--', 'Who is Ra Mason?', '--json'], { read: true }),
  );
  assert.equal(answer.kind, 'found');
  for (const { reading, text } of answer.quotes)
    assert.ok(readFileSync(join('data', 'readings', reading, 'reading.md'), 'utf8').includes(text), text);
}

interface Run {
  /** The Node to run on; this one by default. */
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** In ms. */
  readonly timeout?: number;
  /** Return what it prints instead of showing it. */
  readonly read?: boolean;
}

/**
 * Runs npm until it ends.
 *
 * @throws Error where it fails, or takes too long
 */
async function npm(args: readonly string[], run: Run = {}): Promise<string> {
  const child = spawnNpm(args, run, run.read ? 'pipe' : 'inherit');
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    printed += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  assert.equal(code, 0, `npm ${args.join(' ')} ended with ${code}`);
  return printed;
}

function spawnNpm(
  args: readonly string[],
  { node = process.execPath, env = {}, timeout = TIMEOUT }: Run,
  stdout: 'pipe' | 'inherit' = 'pipe',
): ChildProcess {
  const cli = process.env.npm_execpath;
  assert.ok(cli, 'Use it so: npm run smoke');
  const PATH = [dirname(node), process.env.PATH].join(delimiter);
  return spawn(node, [cli, ...args], {
    env: { ...process.env, ...env, PATH },
    stdio: ['ignore', stdout, 'inherit'],
    timeout,
  });
}

async function step(name: string, body: () => Promise<void>): Promise<void> {
  const begin = Date.now();
  const took = () => `(${Math.round((Date.now() - begin) / 1000)} s)`;
  try {
    await body();
    console.log(`ok   ${name} ${took()}`);
  } catch (error) {
    console.error(`FAIL ${name} ${took()}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

import { mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../scripts/temporary.ts';
import { SetupError } from '../src/errors.ts';
import { fill } from './library.ts';
import { type Bot, type BotName, buildBots, killBots, startBot } from './load/bots.ts';
import { COMMANDS, type CommandName } from './load/commands.ts';
import { type Discord, startDiscord } from './load/discord.ts';
import { LIBRARY_IN, STEPS, type Step } from './load/walk.ts';

/*
 * npm run bench -- load [--quick] [--json]
 * npm run bench -- stalls [--json], the turns of the event loop alone
 *
 * What Pilcrow costs as `npm start` runs it, beside a bot that answers with a constant (`bare`) and one that is written
 * in an evening. Each is a process of its own, and so is the sandbox that they take for Discord, where 100 interactions
 * at once wait for an answer, each by another person. CPU is what the system says of a process. The bots take turns;
 * medians of their rounds count.
 */

const ROUNDS = 5;
const ROUND = 250;
/** Interactions of each command before any counts. */
const WARM_UP = 500;
/** Readings of the library that is asked as a whole. */
const READINGS = 200;

const BOTS: readonly BotName[] = ['pilcrow', 'bare', 'evening'];

interface Setting {
  readonly discord: Discord;
  readonly folder: string;
}

type Rounds = Readonly<Record<BotName, Readonly<Record<CommandName, readonly Round[]>>>>;

/** In ms: what a bot used, and how long it took until all were answered. */
interface Round {
  readonly cpu: number;
  readonly time: number;
}

/** In MB: after the first answer, after 10,000 more, and after 100,000 where so many were asked for. */
type Memory = readonly number[];

export function load(args: readonly string[]) {
  const quick = args.includes('--quick');
  return withDiscord(async (setting) =>
    tell({
      starts: await timeStarts(setting, quick ? 2 : ROUNDS),
      rounds: await measureRounds(setting, quick ? 3 : ROUNDS, quick ? ROUND : WARM_UP),
      memory: await measureMemory(setting, 'pilcrow', quick ? [10_000] : [10_000, 100_000]),
      bareMemory: quick ? [] : await measureMemory(setting, 'bare', [10_000, 100_000]),
      turns: await timeTurns(setting),
    }),
  );
}

export function stalls() {
  return withDiscord(async (setting) => tellTurns(await timeTurns(setting)));
}

async function withDiscord<Figures>(measure: (setting: Setting) => Promise<Figures>): Promise<Figures> {
  if (process.platform !== 'linux') throw new SetupError('This bench reads what Linux says of processes.');
  buildBots();
  const folder = temporaryFolder();
  const setting = { discord: startDiscord(), folder: folder.path };
  try {
    return await measure(setting);
  } finally {
    killBots();
    setting.discord.stop();
    folder.remove();
  }
}

/** How long each bot takes from its start to an answer, in ms. The first start also makes its files and commands. */
async function timeStarts(setting: Setting, rounds: number): Promise<Record<BotName, number[]>> {
  const times: Record<BotName, number[]> = { pilcrow: [], bare: [], evening: [] };
  for (let round = 0; round <= rounds; round++)
    for (const name of BOTS) {
      const begin = performance.now();
      const bot = await online(setting, name);
      if (round > 0) times[name].push(performance.now() - begin);
      await bot.stop();
    }
  return times;
}

async function measureRounds(setting: Setting, rounds: number, warmUp: number): Promise<Rounds> {
  const bots: { readonly name: BotName; readonly bot: Bot }[] = [];
  for (const name of BOTS) bots.push({ name, bot: await online(setting, name) });
  const measured = Object.fromEntries(
    BOTS.map((name) => [name, Object.fromEntries(COMMANDS.map((command) => [command, []]))]),
  ) as unknown as Record<BotName, Record<CommandName, Round[]>>;
  for (let round = 0; round <= rounds; round++)
    for (const command of COMMANDS)
      for (const { name, bot } of bots) {
        // The evening's bot has no other command.
        if (name === 'evening' && command !== 'ask') continue;
        const before = bot.cpu();
        const time = await setting.discord.call('use', name, [command], round === 0 ? warmUp : ROUND);
        // What follows the last answer counts too, such as the second message of a long one.
        await sleep(200);
        if (round > 0) measured[name][command].push({ cpu: bot.cpu() - before, time });
      }
  for (const { bot } of bots) await bot.stop();
  return measured;
}

async function measureMemory(setting: Setting, name: BotName, counts: readonly number[]): Promise<Memory> {
  const bot = await online(setting, name);
  const memory = [bot.rss()];
  let done = 0;
  for (const count of counts) {
    await setting.discord.call('use', name, COMMANDS, count - done);
    done = count;
    await sleep(1000);
    memory.push(bot.rss());
  }
  await bot.stop();
  return memory;
}

/** The longest turn of Pilcrow's event loop at each step of a walk, in ms of CPU. */
async function timeTurns({ discord, folder }: Setting): Promise<ReadonlyMap<Step, number>> {
  const data = join(folder, 'turns');
  mkdirSync(data);
  await fill(data, LIBRARY_IN + 1, READINGS);
  const bot = await online({ discord, folder: data }, 'pilcrow', true);
  await bot.longestTurn();
  const turns = new Map<Step, number>();
  for (const step of STEPS) {
    await discord.call('walk', 'pilcrow', step);
    turns.set(step, await bot.longestTurn());
  }
  await bot.stop();
  return turns;
}

/** Starts a bot, and waits until it has answered somebody who asked the moment it was there. */
async function online({ discord, folder }: Setting, name: BotName, probed = false): Promise<Bot> {
  const place = await discord.call('place', name);
  const bot = startBot(name, place, folder, probed);
  await discord.call('firstAnswer', name);
  return bot;
}

interface Measured {
  readonly starts: Readonly<Record<BotName, readonly number[]>>;
  readonly rounds: Rounds;
  readonly memory: Memory;
  readonly bareMemory: Memory;
  readonly turns: ReadonlyMap<Step, number>;
}

/** Prints a table of all that was measured. Of ratios, the first is Pilcrow's. */
function tell({ starts, rounds, memory, bareMemory, turns }: Measured) {
  const cpu = (bot: BotName, command: CommandName) =>
    median(rounds[bot][command].map((one) => one.cpu)) / ROUND;
  const rate = (bot: BotName) => (1000 * ROUND) / median(rounds[bot].ask.map(({ time }) => time));
  const toBare = (command: CommandName) => cpu('pilcrow', command) / cpu('bare', command);
  const start = (bot: BotName) => median(starts[bot]);

  console.log(
    `CPU of an interaction, in ms${' '.repeat(9)}pilcrow   bare  ratio   (evening’s bot ${cpu('evening', 'ask').toFixed(3)})`,
  );
  for (const command of COMMANDS) {
    const columns = [cpu('pilcrow', command), cpu('bare', command), toBare(command)];
    row(`/${command}`, columns, [3, 3, 2]);
  }
  row('/ask answered in 1 s', [rate('pilcrow'), rate('bare'), rate('pilcrow') / rate('bare')], [0, 0, 2]);
  row(
    'start to an answer, in ms',
    [start('pilcrow'), start('bare'), start('pilcrow') / start('bare')],
    [0, 0, 2],
  );
  for (const [i, when] of ['at the start', 'after 10,000', 'after 100,000'].entries())
    if (memory[i] !== undefined)
      row(`memory ${when}, in MB`, [memory[i], bareMemory[i] ?? Number.NaN], [0, 0]);
  const { worstStallMs } = tellTurns(turns);
  const [rssStartMb, rss10kMb, rss100kMb = null] = memory;
  return {
    askCpuRatio: toBare('ask'),
    askMiniRatio: cpu('pilcrow', 'ask') / cpu('evening', 'ask'),
    quoteCpuRatio: toBare('quote'),
    checkCpuRatio: toBare('check'),
    timelineCpuRatio: toBare('timeline'),
    peopleCpuRatio: toBare('people'),
    contextCpuRatio: toBare('context'),
    throughputRatio: rate('pilcrow') / rate('bare'),
    startRatio: start('pilcrow') / start('bare'),
    rssStartMb,
    rss10kMb,
    rss100kMb,
    worstStallMs,
  };
}

function tellTurns(turns: ReadonlyMap<Step, number>) {
  console.log('longest turn of the event loop, in ms of CPU');
  for (const [step, ms] of turns) row(`  ${step}`, [ms], [1]);
  console.log(
    `other work on this machine: load average ${loadavg()
      .map((one) => one.toFixed(1))
      .join(' ')}`,
  );
  return { worstStallMs: Math.max(...turns.values()) };
}

function row(name: string, values: readonly number[], digits: readonly number[]): void {
  const columns = values.map((value, i) =>
    (Number.isNaN(value) ? '–' : value.toFixed(digits[i])).padStart(8),
  );
  console.log(name.padEnd(34), ...columns);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

import { ApplicationCommandOptionType, MessageFlags } from 'discord-api-types/v10';
import { type Sandbox, startSandbox } from '../../sandbox/server/server.ts';
import type { Message, World } from '../../sandbox/server/world.ts';
import { Wire } from '../../sandbox/testing/wire.ts';
import { type CommandName, type Options, USED } from './commands.ts';
import { createWalk, type Step } from './walk.ts';
import { makeWorld, PEOPLE, personAt } from './world.ts';

/* The process that is Discord for `load`: a sandbox for each bot, and its people, who use commands when told to. */

/** How many interactions wait for an answer at once. */
const IN_FLIGHT = 100;
/** How many messages stay, for what may follow them: nobody reads them, and a hundred thousand fill a process. */
const KEPT = 1_000;

/** What this process does when told to, by name. */
const calls = { place, firstAnswer, use, walk };
export type Calls = typeof calls;

interface Opened {
  readonly sandbox: Sandbox;
  readonly wire: Wire;
  readonly steps: Readonly<Record<Step, () => Promise<unknown>>>;
  /** How many interactions have been begun, so that the next is another person's. */
  begun: number;
}

/** A machine with other work makes bots late, which nobody wants to measure: Discord's time goes slower here. */
const SLOWER = 10;
const OPENED = Date.now();

const opened = new Map<string, Opened>();

/** Where a bot finds its Discord; it is opened when this is asked first. */
async function place(bot: string) {
  if (!opened.has(bot)) {
    const sandbox = await startSandbox({
      port: 0,
      world: makeWorld(),
      now: () => Math.floor(OPENED + (Date.now() - OPENED) / SLOWER),
    });
    const wire = new Wire(sandbox);
    opened.set(bot, { sandbox, wire, steps: createWalk(wire), begun: 0 });
  }
  const { apiUrl, token } = find(bot).sandbox;
  return { apiUrl, token };
}

/** Has somebody ask the moment the bot is there, and resolves when they have an answer. */
async function firstAnswer(bot: string) {
  const { sandbox, wire } = find(bot);
  const isThere = () => sandbox.gateway.online() && sandbox.world.commands.size > 0;
  await wire.until(isThere, `${bot} with its commands`, 30_000);
  await use(bot, ['ask'], 1);
}

/**
 * Has people use these commands in turn, 100 at once, each another person.
 *
 * @returns how long it took until all were answered, in ms
 * @throws Error where the bot did not answer one in time, or was refused
 */
function use(bot: string, names: readonly CommandName[], count: number): Promise<number> {
  const here = find(bot);
  const { world } = here.sandbox;
  const ids = new Map([...world.commands.values()].map(({ id, body }) => [body.name, id]));
  const begin = performance.now();
  let left = count;
  let answered = 0;
  const next = () => {
    if (left === 0) return;
    left--;
    const n = here.begun++;
    const name = names[n % names.length] as CommandName;
    const { userId, channelId } = personAt(n % PEOPLE);
    here.sandbox.as(userId).useCommand({
      channelId,
      commandId: ids.get(name) ?? '',
      options: optionsOf(name, Math.floor(n / names.length)),
    });
  };
  const messages: Message[] = [];
  return new Promise((resolve, reject) => {
    const end = () => {
      if (++answered < count) return next();
      stop();
      resolve(performance.now() - begin);
    };
    const stop = here.sandbox.listen((event) => {
      if (event.type === 'message-created') messages.push(event.message);
      else if (event.type === 'interaction-answered' && event.by !== 'deferred') end();
      else if (event.type === 'message-updated' && !(event.message.flags & MessageFlags.Loading)) end();
      else if (event.type === 'interaction-failed') reject(new Error(`${bot}: ${event.reason}`));
      else if (event.type === 'bot-refused') reject(new Error(`${bot} was refused: ${event.message}`));
      if (messages.length > KEPT) forget(world, messages.shift() as Message);
    });
    for (let i = 0; i < IN_FLIGHT; i++) next();
  });
}

/** Takes one step of the walk. */
async function walk(bot: string, step: Step) {
  await find(bot).steps[step]();
}

function find(bot: string): Opened {
  const found = opened.get(bot);
  if (!found) throw new Error(`There is no Discord for ${bot}.`);
  return found;
}

function optionsOf(name: CommandName, turn: number) {
  const used: readonly Options[] = USED[name];
  return Object.entries(used[turn % used.length] ?? {}).map(([option, value]) => ({
    type: ApplicationCommandOptionType.String as const,
    name: option,
    value,
  }));
}

function forget(world: World, { channelId, id, interaction }: Message): void {
  world.messages.get(channelId)?.delete(id);
  if (interaction) world.interactions.delete(interaction.token);
}

process.on('message', async ({ name, args }: { name: keyof Calls; args: never[] }) => {
  const call = calls[name] as (...args: never[]) => Promise<unknown>;
  process.send?.(
    await call(...args).then(
      (result) => ({ result }),
      (error: unknown) => ({ error: String(error) }),
    ),
  );
});
process.once('disconnect', () => process.exit());

/**
 * A Discord to try a bot in: a sandbox, a bot connected to it, and people to be.
 *
 *   const discord = await startDiscord(start);
 *   const me = discord.as('student');
 *   const response = await me.command('ask', { question: 'Who wrote it?' });
 *   response.text, response.private; await response.button('Share').press();
 *   await discord.close();   // also fails when the bot sent what Discord would not take
 */
import { type Sandbox, type SandboxOptions, type SentRequest, startSandbox } from '../server/server.ts';
import type { Channel } from '../server/world.ts';
import { requestFaults } from './contract.ts';
import { SeenMessage } from './message.ts';
import { Person } from './person.ts';
import { Wire } from './wire.ts';

export type { FileGiven } from './controls.ts';
export type { InteractionResponse, SeenMessage } from './message.ts';
export type { OptionValue, Person } from './person.ts';

export interface StartedBot {
  stop(): Promise<void>;
}

/** Starts a bot against this server. `now` is the sandbox's time, which `discord.advance` moves. */
export type StartBot = (options: { token: string; apiUrl: string; now: () => number }) => Promise<StartedBot>;

export interface DiscordOptions extends Omit<SandboxOptions, 'onSent'> {
  /** Do not fail on what Discord would refuse: for tests that send it on purpose. Default false. */
  mayBreakRules?: boolean;
}

/** Starts a sandbox and a bot in it. */
export async function startDiscord(start: StartBot, options: DiscordOptions = {}): Promise<TestDiscord> {
  const sent: SentRequest[] = [];
  const sandbox = await startSandbox({ port: 0, ...options, onSent: (it) => sent.push(it) });
  const discord = new TestDiscord(sandbox, sent, start, options.mayBreakRules ?? false);
  try {
    await discord.startBot();
  } catch (problem) {
    await sandbox.close();
    throw problem;
  }
  return discord;
}

export class TestDiscord extends Wire {
  private bot: StartedBot | undefined;
  private readonly others: StartedBot[] = [];

  constructor(
    sandbox: Sandbox,
    /** Every request that the bot made, with what was answered. */
    readonly sent: SentRequest[],
    private readonly start: StartBot,
    private readonly mayBreakRules: boolean,
  ) {
    super(sandbox);
  }

  /** A person by handle (admin, moderator, student, classmate, stranger) or id, in the first text channel they see. */
  as(handle: string): Person {
    const { world } = this.sandbox;
    const { id, handle: name } = this.user(handle);
    const guild = [...world.guilds.values()].find((it) => it.members.has(id));
    const first = [...world.channels.values()].find(
      (it) => it.guildId === guild?.id && world.messages.has(it.id),
    );
    return new Person(this, id, name, first?.id ?? '');
  }

  /** Every message of a channel that all see, oldest first. */
  messages(channel: string): SeenMessage[] {
    const { world } = this.sandbox;
    const all = [...(world.messages.get(this.channel(channel).id)?.values() ?? [])];
    return all
      .filter((it) => it.visibleTo === null)
      .map((it) => new SeenMessage(this, world.application.ownerId, it.channelId, it.id));
  }

  /** The threads of a channel, oldest first. */
  threads(channel: string): Channel[] {
    const parent = this.channel(channel);
    return [...this.sandbox.world.channels.values()].filter((it) => it.thread && it.parentId === parent.id);
  }

  /** Moves the sandbox's time, and lets what it sets off reach the bot. */
  async advance(ms: number): Promise<void> {
    this.sandbox.clock.advance(ms);
    await new Promise((done) => setTimeout(done, 20));
  }

  now(): number {
    return this.sandbox.clock.now();
  }

  async startBot(): Promise<void> {
    this.bot = await this.startOne();
    await this.until(() => this.sandbox.gateway.online(), 'the bot on the gateway');
  }

  async stopBot(): Promise<void> {
    await this.bot?.stop();
    this.bot = undefined;
    await this.until(() => !this.sandbox.gateway.online(), 'the bot leaving the gateway');
  }

  async restartBot(): Promise<void> {
    await this.stopBot();
    await this.startBot();
  }

  /** Starts one more process of the bot beside the first; it is stopped with the first. */
  async startAnother(): Promise<void> {
    this.others.push(await this.startOne());
  }

  /** Cuts the bot's line to the gateway, as a network does, and waits until it is back. */
  async dropConnection(): Promise<void> {
    this.sandbox.gateway.drop();
    await this.until(() => !this.sandbox.gateway.online(), 'the line being cut');
    await this.until(() => this.sandbox.gateway.online(), 'the bot coming back', 20_000);
  }

  // What happens to servers, done by nobody in particular.

  /** Lets a person or the bot (`bot`) leave a server; the first, if none is named. */
  leave(handle: string, guildId = this.firstGuild()): void {
    this.sandbox.guilds.leave(guildId, this.user(handle).id);
  }

  join(handle: string, guildId = this.firstGuild()): void {
    this.sandbox.guilds.join(guildId, this.user(handle).id);
  }

  setRole(handle: string, roleId: string, has: boolean, guildId = this.firstGuild()): void {
    this.sandbox.guilds.setRole(guildId, this.user(handle).id, roleId, has);
  }

  deleteRole(roleId: string, guildId = this.firstGuild()): void {
    this.sandbox.guilds.deleteRole(guildId, roleId);
  }

  /** Gives or takes permissions of a role (or person) in a channel; none gives back what the role has. */
  setOverwrite(channel: string, id: string, overwrite: { allow?: bigint; deny?: bigint }): void {
    this.sandbox.guilds.setOverwrite(this.channel(channel).id, id, overwrite);
  }

  /** Changes a channel or thread: archived, locked, name, rate_limit_per_user… as in Discord's PATCH. */
  changeChannel(channel: string, change: object): void {
    this.sandbox.guilds.changeChannel(this.channel(channel).id, change);
  }

  deleteChannel(channel: string): void {
    this.sandbox.guilds.deleteChannel(this.channel(channel).id);
  }

  deleteMessage(message: SeenMessage): void {
    this.sandbox.guilds.deleteMessage(message.address);
  }

  /** Ends a poll before its time. */
  endPoll(message: SeenMessage): void {
    this.sandbox.guilds.endPoll(message.address);
  }

  /** Stops the bot and the sandbox. @throws when the bot sent what Discord would not take. */
  async close(): Promise<void> {
    for (const bot of this.others) await bot.stop();
    await this.bot?.stop();
    await this.sandbox.close();
    if (this.mayBreakRules) return;
    const faults = this.sent.filter((it) => !this.lostRace(it)).flatMap(requestFaults);
    if (faults.length) throw new Error(`The bot sent what Discord does not take:\n${faults.join('\n')}`);
  }

  /** Of two processes that hear of one interaction, the later is told that it was answered. */
  private lostRace({ answer }: SentRequest): boolean {
    return this.others.length > 0 && (answer as { code?: number } | undefined)?.code === 40060;
  }

  private startOne(): Promise<StartedBot> {
    const { token, apiUrl, clock } = this.sandbox;
    return this.start({ token, apiUrl, now: () => clock.now() });
  }

  private firstGuild(): string {
    return [...this.sandbox.world.guilds.keys()][0] ?? '';
  }
}

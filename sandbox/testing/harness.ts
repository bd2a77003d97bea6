/**
 * A Discord to try a bot in: a sandbox, a bot connected to it, and people to be.
 *
 *   const discord = await startDiscord(start);
 *   const me = discord.as('student');
 *   const answer = await me.command('ask', { question: 'Who wrote it?' });
 *   answer.text, answer.private; await answer.button('Share').press();
 *   await discord.close();   // also fails when the bot sent what Discord would not take
 */
import { appendFileSync } from 'node:fs';
import {
  type APIApplicationCommand,
  type APIMessage,
  type APIApplicationCommandInteractionDataOption as DataOption,
  MessageFlags,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import { usableCommands } from '../server/actions/commands.ts';
import { storeFile } from '../server/actions/files.ts';
import {
  complete,
  dismissModal,
  submitModal,
  useCommand,
  useComponent,
} from '../server/actions/interactions.ts';
import { deleteMessage, listMessages, removeMessage, sendMessage } from '../server/actions/messages.ts';
import { deleteRole, directChannel, dismiss, setRole } from '../server/actions/people.ts';
import { endPoll, vote } from '../server/actions/polls.ts';
import { changeChannel, removeChannel, threadAlone, threadOnMessage } from '../server/actions/threads.ts';
import type { ResponseKind, SandboxEvent } from '../server/context.ts';
import { channelFor, messageSeenBy } from '../server/find.ts';
import { presentChannel, presentCommand, presentMessage } from '../server/present.ts';
import type { Sent } from '../server/rest/rest.ts';
import type { Component } from '../server/rules/components.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../server/server.ts';
import type { Channel, Interaction, Message } from '../server/world.ts';
import { breachesOf } from './contract.ts';
import { componentsOf, visibleText } from './visible.ts';

export interface StartedBot {
  stop(): Promise<void>;
}

/** Starts a bot against this server. `now` is the sandbox's time, which `discord.advance` moves. */
export type StartBot = (options: { token: string; apiUrl: string; now: () => number }) => Promise<StartedBot>;

export interface DiscordOptions extends Omit<SandboxOptions, 'onSent'> {
  /** Do not fail on what Discord would refuse: for tests that send it on purpose. Default false. */
  mayBreakRules?: boolean;
}

const WAIT_MS = 10_000;

export async function startDiscord(start: StartBot, options: DiscordOptions = {}): Promise<TestDiscord> {
  const sent: Sent[] = [];
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

export class TestDiscord {
  private bot: StartedBot | undefined;
  private readonly others: StartedBot[] = [];

  constructor(
    readonly sandbox: Sandbox,
    /** Every request that the bot made, with what was answered. */
    readonly sent: Sent[],
    private readonly start: StartBot,
    private readonly mayBreakRules: boolean,
  ) {}

  /** A person by handle (admin, moderator, student, classmate, stranger) or id, in the first text channel they see. */
  as(handle: string): Person {
    const { world } = this.sandbox.context;
    const user = world.users.get(handle) ?? [...world.users.values()].find((it) => it.handle === handle);
    if (!user || user.bot) throw new Error(`There is no person ${handle}.`);
    const guild = [...world.guilds.values()].find((it) => it.members.has(user.id));
    const first = [...world.channels.values()].find(
      (it) => it.guildId === guild?.id && world.messages.has(it.id),
    );
    return new Person(this, user.id, user.handle, first?.id ?? '');
  }

  /** A channel or thread by name (or id). */
  channel(name: string): Channel {
    const all = [...this.sandbox.context.world.channels.values()];
    const found = all.find((it) => it.id === name) ?? all.findLast((it) => it.name === name);
    if (!found)
      throw new Error(`There is no channel ${name}. There are: ${all.map((it) => it.name).join(', ')}`);
    return found;
  }

  /** Every message of a channel that all see, oldest first. */
  messages(channel: string): SeenMessage[] {
    const { world } = this.sandbox.context;
    const all = [...(world.messages.get(this.channel(channel).id)?.values() ?? [])];
    return all
      .filter((it) => it.visibleTo === null)
      .map((it) => new SeenMessage(this, world.application.ownerId, it.channelId, it.id));
  }

  /** The threads of a channel, oldest first. */
  threads(channel: string): Channel[] {
    const parent = this.channel(channel);
    return [...this.sandbox.context.world.channels.values()].filter(
      (it) => it.thread && it.parentId === parent.id,
    );
  }

  /** Moves the sandbox's time, and lets what it sets off reach the bot. */
  async advance(ms: number): Promise<void> {
    this.sandbox.clock.advance(ms);
    await new Promise((done) => setTimeout(done, 20));
  }

  now(): number {
    return this.sandbox.clock.now();
  }

  /** Waits until it is true (or gives something), and answers it. Asks again at each event. */
  async until<T>(
    ask: () => T | Promise<T>,
    what = 'what was waited for',
    ms = WAIT_MS,
  ): Promise<NonNullable<T>> {
    const end = Date.now() + ms;
    for (;;) {
      const value = await ask();
      if (value) return value as NonNullable<T>;
      if (Date.now() > end) throw new Error(`It did not come within ${ms} ms: ${what}.`);
      await this.nextEvent(25);
    }
  }

  async startBot(): Promise<void> {
    this.bot = await this.start({
      token: this.sandbox.token,
      apiUrl: this.sandbox.apiUrl,
      now: () => this.sandbox.clock.now(),
    });
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
  async startAnother(start = this.start): Promise<StartedBot> {
    const { token, apiUrl, clock } = this.sandbox;
    const bot = await start({ token, apiUrl, now: () => clock.now() });
    this.others.push(bot);
    return bot;
  }

  /** Cuts the bot's line to the gateway, as a network does, and waits until it is back. */
  async dropConnection(): Promise<void> {
    this.sandbox.gateway.drop();
    await this.until(() => !this.sandbox.gateway.online(), 'the line being cut');
    await this.until(() => this.sandbox.gateway.online(), 'the bot coming back', 20_000);
  }

  /** Things that happen to a server, done by nobody in particular. */
  readonly world = {
    deleteChannel: (name: string) => removeChannel(this.sandbox.context, this.channel(name)),
    deleteMessage: (message: SeenMessage) => removeMessage(this.sandbox.context, message.raw),
    deleteRole: (roleId: string, guildId = this.firstGuild()) =>
      deleteRole(this.sandbox.context, guildId, roleId),
    setRole: (handle: string, roleId: string, has: boolean, guildId = this.firstGuild()) =>
      setRole(this.sandbox.context, guildId, this.as(handle).id, roleId, has),
    /** Gives or takes permissions of a role (or person) in a channel; `deny` wins over what the role has. */
    overwrite: (name: string, id: string, overwrite: { allow?: bigint; deny?: bigint }) => {
      const channel = this.channel(name);
      const type = this.sandbox.context.world.users.has(id) ? 1 : 0;
      channel.overwrites = [
        ...channel.overwrites.filter((it) => it.id !== id),
        { id, type, allow: String(overwrite.allow ?? 0n), deny: String(overwrite.deny ?? 0n) },
      ];
      this.sandbox.context.emit({ type: 'channel-updated', channel });
    },
    /** Changes a channel or thread as the server's owner: archived, locked, name, rate_limit_per_user… */
    change: (name: string, change: object) => {
      const channel = this.channel(name);
      const owner = this.sandbox.context.world.guilds.get(channel.guildId ?? '')?.ownerId ?? '';
      changeChannel(this.sandbox.context, owner, channel.id, change);
    },
    /** Ends a poll as its author's time running out would. */
    endPoll: (message: SeenMessage) => endPoll(this.sandbox.context, message.raw.authorId, message.raw),
  };

  /** Payloads that break Discord's contract or were refused for their form, a line each. */
  breaches(): string[] {
    const codeOf = (it: Sent) => (it.answer as { code?: number } | undefined)?.code ?? 0;
    const refused = this.sent
      .filter((it) => FORM_CODES.has(codeOf(it)) || (codeOf(it) === ANSWERED && !this.others.length))
      .map((it) => `${it.method} ${it.route} was refused: ${JSON.stringify(it.answer)}`);
    return [...this.sent.flatMap(breachesOf), ...refused];
  }

  /** Stops the bot and the sandbox. @throws when the bot sent what Discord would not take. */
  async close(): Promise<void> {
    for (const bot of this.others) await bot.stop();
    await this.bot?.stop();
    await this.sandbox.close();
    if (this.mayBreakRules) return;
    const breaches = this.breaches();
    if (breaches.length) throw new Error(`The bot sent what Discord does not take:\n${breaches.join('\n')}`);
    record(this.sent);
  }

  private firstGuild(): string {
    return [...this.sandbox.context.world.guilds.keys()][0] ?? '';
  }

  private nextEvent(ms: number): Promise<void> {
    return new Promise((done) => {
      const finish = () => {
        clearTimeout(timer);
        stop();
        done();
      };
      const timer = setTimeout(finish, ms);
      const stop = this.sandbox.listen(() => setImmediate(finish));
    });
  }
}

export type OptionValue = string | number | boolean | FileGiven;
export interface FileGiven {
  name: string;
  content: string | Uint8Array;
  contentType?: string;
}

/** One person at one place. */
export class Person {
  constructor(
    readonly discord: TestDiscord,
    readonly id: string,
    readonly handle: string,
    readonly channelId: string,
  ) {}

  /** The same person in another channel or thread, by name or id. */
  in(channel: string): Person {
    return new Person(this.discord, this.id, this.handle, this.discord.channel(channel).id);
  }

  /** The same person in the conversation with the bot. */
  inDirectMessages(): Person {
    const { context } = this.discord.sandbox;
    const channel = directChannel(context, this.id, context.world.application.botId);
    return new Person(this.discord, this.id, this.handle, channel.id);
  }

  /** Names of the commands that this person is offered here. */
  commands(): string[] {
    return this.usable().map((it) => it.name);
  }

  /**
   * Runs a slash command ('reading paragraph' for a subcommand) and waits for the answer.
   * Files are given as FileGiven; users, channels and roles by id.
   */
  async command(name: string, options: Record<string, OptionValue> = {}): Promise<InteractionResponse> {
    const [path, command] = await this.find(name, 1);
    const given = this.options(command, path, options);
    return this.answerOf(() =>
      useCommand(this.context, this.id, { channelId: this.channelId, commandId: command.id, options: given }),
    );
  }

  /** Runs a message command on a message. */
  async messageCommand(name: string, message: SeenMessage | string): Promise<InteractionResponse> {
    const [, command] = await this.find(name, 3);
    const targetId = typeof message === 'string' ? message : message.id;
    return this.answerOf(() =>
      useCommand(this.context, this.id, { channelId: this.channelId, commandId: command.id, targetId }),
    );
  }

  /** Runs a user command on a person. */
  async userCommand(name: string, userId: string): Promise<InteractionResponse> {
    const [, command] = await this.find(name, 2);
    return this.answerOf(() =>
      useCommand(this.context, this.id, {
        channelId: this.channelId,
        commandId: command.id,
        targetId: userId,
      }),
    );
  }

  /** The choices offered while `typed` stands in an option, with what the other options hold already. */
  async autocomplete(
    name: string,
    option: string,
    typed: string,
    others: Record<string, OptionValue> = {},
  ): Promise<{ name: string; value: string | number }[]> {
    const [path, command] = await this.find(name, 1);
    const options = this.options(command, path, { ...others, [option]: typed }, option);
    return complete(this.context, this.id, { channelId: this.channelId, commandId: command.id, options });
  }

  /** Says something, with files. */
  say(content: string, files: readonly FileGiven[] = []): SeenMessage {
    const uploads = files.map((file, at) => ({ ...upload(file), key: String(at) }));
    const message = sendMessage(this.context, this.id, this.channelId, { content }, uploads);
    return new SeenMessage(this.discord, this.id, message.channelId, message.id);
  }

  /** What this person sees here, oldest first, their private replies included. */
  sees(): SeenMessage[] {
    const all = listMessages(this.context, this.id, this.channelId, {
      limit: 100,
      withPrivate: true,
    }).reverse();
    return all.map((it) => new SeenMessage(this.discord, this.id, it.channelId, it.id));
  }

  /** The same message through this person's eyes. */
  look(message: SeenMessage): SeenMessage {
    return new SeenMessage(this.discord, this.id, message.channelId, message.id);
  }

  /** Votes by the answers' texts (or ids); none takes the vote back. */
  vote(message: SeenMessage, ...answers: (string | number)[]): void {
    const target = messageSeenBy(
      this.context,
      this.id,
      channelFor(this.context, this.id, message.channelId),
      message.id,
    );
    const ids = answers.map((it) =>
      typeof it === 'number' ? it : (target.poll?.answers.find((each) => each.media.text === it)?.id ?? -1),
    );
    vote(this.context, this.id, target, ids);
  }

  /** Opens a thread: on a message, in a forum (with `content`), or alone. The person is then in it. */
  openThread(name: string, on: { message?: SeenMessage; content?: string; tags?: string[] } = {}): Person {
    const { message, content, tags } = on;
    const body =
      content === undefined ? { name, type: 11 } : { name, message: { content }, applied_tags: tags };
    const thread = message
      ? threadOnMessage(this.context, this.id, this.channelId, message.id, { name })
      : threadAlone(this.context, this.id, this.channelId, body).thread;
    return this.in(thread.id);
  }

  /** Changes the thread that the person is in: archived, locked, name. */
  changeThread(change: { archived?: boolean; locked?: boolean; name?: string }): void {
    changeChannel(this.context, this.id, this.channelId, change);
  }

  /** Deletes a message, own or with the right. */
  delete(message: SeenMessage): void {
    deleteMessage(this.context, this.id, message.raw);
  }

  private get context() {
    return this.discord.sandbox.context;
  }

  private usable(): APIApplicationCommand[] {
    const channel = channelFor(this.context, this.id, this.channelId);
    return usableCommands(this.context, this.id, channel).map((it) => presentCommand(this.context.world, it));
  }

  /** Registration may still be under way: waits for the command. */
  private async find(name: string, type: number): Promise<[path: string[], command: APIApplicationCommand]> {
    const [first = '', ...path] = type === 1 ? name.split(' ') : [name];
    const registered = () =>
      [...this.context.world.commands.values()].some(
        (it) => it.body.name === first && (it.body.type ?? 1) === type,
      );
    await this.discord.until(registered, `the registration of ${name}`, 3_000).catch(() => {});
    const command = this.usable().find((it) => it.name === first && it.type === type);
    if (!command) {
      const offered = this.commands().join(', ') || 'none';
      throw new Error(`${this.handle} has no command "${name}" here. Offered: ${offered}.`);
    }
    return [path, command];
  }

  private options(
    command: APIApplicationCommand,
    path: readonly string[],
    given: Record<string, OptionValue>,
    focused?: string,
  ): DataOption[] {
    const [step, ...rest] = path;
    if (step !== undefined) {
      const inner = command.options?.find((it) => it.name === step) as APIApplicationCommand | undefined;
      if (!inner) throw new Error(`/${command.name} has no ${step}.`);
      return [
        {
          name: step,
          type: inner.type as never,
          options: this.options(inner, rest, given, focused) as never,
        },
      ];
    }
    return Object.entries(given).map(([name, value]) => {
      const type = command.options?.find((it) => it.name === name)?.type ?? Option.String;
      const plain =
        typeof value === 'object' ? storeFile(this.context, 'ephemeral', upload(value)).id : value;
      return { name, type, value: plain, ...(name === focused ? { focused: true } : {}) } as DataOption;
    });
  }

  /** @internal Begins an interaction and waits for what comes of it. */
  answerOf(begin: () => Interaction): Promise<InteractionResponse> {
    return awaitResponse(this.discord, this, begin);
  }
}

/** A message through one person's eyes. It is looked at anew each time. */
export class SeenMessage {
  constructor(
    readonly discord: TestDiscord,
    readonly viewerId: string,
    readonly channelId: string,
    readonly id: string,
  ) {}

  /** As the sandbox has it. */
  get raw(): Message {
    const { world } = this.discord.sandbox.context;
    const message = world.messages.get(this.channelId)?.get(this.id);
    if (!message) throw new Error('The message is gone.');
    return message;
  }

  get gone(): boolean {
    return !this.discord.sandbox.context.world.messages.get(this.channelId)?.has(this.id);
  }

  /** As Discord's JSON. */
  get json(): APIMessage {
    return presentMessage(this.discord.sandbox.context, this.raw, { userId: this.viewerId });
  }

  /** All visible words. */
  get text(): string {
    return visibleText(this.json);
  }

  get private(): boolean {
    return Boolean(this.raw.flags & MessageFlags.Ephemeral);
  }

  get loading(): boolean {
    return Boolean(this.raw.flags & MessageFlags.Loading);
  }

  get poll() {
    return this.json.poll;
  }

  get pinned(): boolean {
    return this.json.pinned;
  }

  /** Labels of the buttons, in order. */
  get buttons(): string[] {
    return componentsOf(this.json)
      .filter((it) => it.type === 2)
      .map(labelOf);
  }

  /** A button by its label (or the beginning of it), or a pattern on it. */
  button(label: string | RegExp): Button {
    const all = componentsOf(this.json).filter((it) => it.type === 2);
    const found =
      all.find((it) => labelOf(it) === label) ??
      all.find((it) => (typeof label === 'string' ? labelOf(it).startsWith(label) : label.test(labelOf(it))));
    if (!found)
      throw new Error(`There is no button ${label}. There are: ${this.buttons.join(', ') || 'none'}.`);
    return new Button(this, found);
  }

  hasButton(label: string): boolean {
    return this.buttons.includes(label);
  }

  /** The only menu, or one by its placeholder. */
  select(placeholder?: string | RegExp): Select {
    const all = componentsOf(this.json).filter((it) => [3, 5, 6, 7, 8].includes(it.type));
    const found = placeholder
      ? all.find((it) => matches(String(it.placeholder ?? ''), placeholder))
      : all.length === 1
        ? all[0]
        : undefined;
    if (!found)
      throw new Error(
        `There is no such menu. There are: ${all.map((it) => it.placeholder).join(', ') || 'none'}.`,
      );
    return new Select(this, found);
  }

  /** The files on it, with their content as text. */
  get files(): {
    name: string;
    contentType: string;
    text: string;
    bytes: Uint8Array;
    description?: string;
  }[] {
    return this.raw.attachments.map(({ fileId, description }) => {
      const file = this.discord.sandbox.context.world.files.get(fileId);
      if (!file) throw new Error('The file is gone.');
      const { name, contentType, bytes } = file;
      const text = Buffer.from(bytes).toString('utf8');
      return { name, contentType, bytes, text, ...(description === undefined ? {} : { description }) };
    });
  }

  /** The thread that hangs on it. */
  get thread() {
    const thread = this.discord.sandbox.context.world.channels.get(this.id);
    return thread && presentChannel(this.discord.sandbox.context, thread, this.viewerId);
  }

  /** Dismisses a private reply. */
  dismiss(): void {
    dismiss(this.discord.sandbox.context, this.viewerId, this.channelId, this.id);
  }

  /** @internal */
  use(customId: string, values?: readonly string[], as = this.viewerId): Promise<InteractionResponse> {
    const person = this.discord.as(as).in(this.channelId);
    const { context } = this.discord.sandbox;
    const use = { channelId: this.channelId, messageId: this.id, customId, ...(values ? { values } : {}) };
    return person.answerOf(() => useComponent(context, person.id, use));
  }
}

class Button {
  constructor(
    private readonly on: SeenMessage,
    private readonly component: Component,
  ) {}
  get label(): string {
    return labelOf(this.component);
  }
  get disabled(): boolean {
    return Boolean(this.component.disabled);
  }
  get url(): string | undefined {
    return this.component.url as string | undefined;
  }
  get customId(): string {
    return this.component.custom_id ?? '';
  }
  /** Presses it; `as` another person than the one who looks. */
  press(as?: string): Promise<InteractionResponse> {
    return this.on.use(this.customId, undefined, as);
  }
}

class Select {
  constructor(
    private readonly on: SeenMessage,
    private readonly component: Component,
  ) {}
  get options(): { label: string; value: string; description?: string }[] {
    return (this.component.options as { label: string; value: string }[]) ?? [];
  }
  get placeholder(): string {
    return String(this.component.placeholder ?? '');
  }
  /** Chooses by labels or values; ids where the menu is of people, roles or channels. */
  choose(...wanted: string[]): Promise<InteractionResponse> {
    const values = wanted.map((it) => this.options.find((each) => each.label === it)?.value ?? it);
    return this.on.use(this.component.custom_id ?? '', values);
  }
}

/** What came of an interaction: a message, a modal, a change of the message it was on, or nothing. */
export class InteractionResponse extends SeenMessage {
  constructor(
    readonly person: Person,
    private readonly interaction: Interaction,
    readonly by: ResponseKind | 'nothing',
    messageId: string,
    /** Why there is no answer, as the person is told. */
    readonly failed: string | undefined,
  ) {
    super(person.discord, person.id, interaction.channelId, messageId);
  }

  override get raw(): Message {
    if (this.failed) throw new Error(`There is no answer: ${this.failed}`);
    if (!this.id) throw new Error(`The answer has no message: it is by ${this.by}.`);
    return super.raw;
  }

  /** The modal that was shown. */
  get modal(): Modal {
    const { modal } = this.interaction;
    if (!modal) throw new Error(`No modal was shown: the answer is by ${this.failed ?? this.by}.`);
    return new Modal(this.person, this.interaction, modal);
  }

  /** Messages that the interaction brought after the first, oldest first. */
  get followUps(): SeenMessage[] {
    const all = [...(this.discord.sandbox.context.world.messages.get(this.channelId)?.values() ?? [])];
    return all
      .filter(
        (it) => it.interaction?.token === this.interaction.token && it.id !== this.interaction.originalId,
      )
      .filter((it) => it.visibleTo === null || it.visibleTo === this.viewerId)
      .map((it) => new SeenMessage(this.discord, this.viewerId, it.channelId, it.id));
  }

  /** Waits for so many follow-ups. */
  awaitFollowUps(count = 1): Promise<SeenMessage[]> {
    return this.discord.until(
      () => (this.followUps.length >= count ? this.followUps : undefined),
      `${count} follow-ups (there are ${this.followUps.length})`,
    );
  }
}

export class Modal {
  constructor(
    private readonly person: Person,
    private readonly interaction: Interaction,
    private readonly shown: NonNullable<Interaction['modal']>,
  ) {}

  get title(): string {
    return this.shown.title;
  }

  /** Texts between the fields, labels and descriptions. */
  get text(): string {
    const parts = componentsOf({ components: this.shown.components as never });
    return parts
      .flatMap((it) => [
        it.content,
        it.type === 18 || it.type === 4 ? it.label : undefined,
        it.type === 18 ? it.description : undefined,
      ])
      .filter((it) => typeof it === 'string')
      .join('\n');
  }

  /** What stands in the fields now: custom id, label, value. */
  get fields(): {
    customId: string;
    label: string;
    value: string;
    required: boolean;
    options: { label: string; value: string }[];
  }[] {
    const found: ReturnType<() => Modal['fields']> = [];
    const visit = (it: Component, label: string) => {
      if (it.custom_id)
        found.push({
          customId: it.custom_id,
          label: String(it.label ?? label),
          value: String(it.value ?? ''),
          required: it.required !== false,
          options: (it.options as { label: string; value: string }[]) ?? [],
        });
      for (const inner of it.components ?? []) visit(inner, label);
      if (it.component) visit(it.component, String(it.label ?? ''));
    };
    for (const it of this.shown.components) visit(it, '');
    return found;
  }

  /** Fills by label or custom id and submits; files as FileGiven. What is not named stays as it is. */
  submit(
    values: Record<string, string | readonly string[] | boolean | FileGiven | readonly FileGiven[]> = {},
  ): Promise<InteractionResponse> {
    const { context } = this.person.discord.sandbox;
    const filled: Record<string, string | string[] | boolean> = {};
    for (const [name, value] of Object.entries(values)) {
      const field =
        this.fields.find((it) => it.customId === name) ?? this.fields.find((it) => it.label === name);
      if (!field)
        throw new Error(
          `The modal has no field ${name}. It has: ${this.fields.map((it) => it.label).join(', ')}.`,
        );
      const each = [value].flat() as (string | boolean | FileGiven)[];
      const plain = each.map((it) =>
        typeof it === 'object' ? storeFile(context, 'ephemeral', upload(it)).id : it,
      );
      const choice = (it: string | boolean) =>
        field.options.find((option) => option.label === it)?.value ?? it;
      filled[field.customId] =
        Array.isArray(value) || typeof value === 'object'
          ? (plain as string[]).map((it) => String(choice(it)))
          : (choice(plain[0] as string) as string);
    }
    return this.person.answerOf(() => submitModal(context, this.person.id, this.interaction.id, filled));
  }

  dismiss(): void {
    dismissModal(this.person.discord.sandbox.context, this.person.id, this.interaction.id);
  }
}

/** Refusals of what a bot can know beforehand. */
const FORM_CODES = new Set([50006, 50035, 50109, 40005, 30032, 520003]);
/** Of two processes that hear of one interaction, the later is told that it was answered. */
const ANSWERED = 40060;

/** Follows an interaction until its answer stands: a deferred one is waited for. */
async function awaitResponse(
  discord: TestDiscord,
  person: Person,
  begin: () => Interaction,
): Promise<InteractionResponse> {
  let outcome: { by: ResponseKind; messageId: string } | undefined;
  let failed: string | undefined;
  let interaction: Interaction | undefined;
  let changed = false;
  const early: SandboxEvent[] = [];
  const hear = (event: SandboxEvent) => {
    if (!interaction) {
      early.push(event);
      return;
    }
    if (event.type === 'interaction-answered' && event.interaction === interaction)
      outcome = { by: event.by, messageId: event.message?.id ?? '' };
    if (event.type === 'interaction-failed' && event.interaction === interaction) failed = event.reason;
    if (
      !outcome ||
      (event.type !== 'message-updated' &&
        event.type !== 'message-created' &&
        event.type !== 'message-deleted')
    )
      return;
    const { message } = event;
    if (message.id === outcome.messageId || message.interaction?.token === interaction.token) changed = true;
  };
  const stop = discord.sandbox.listen(hear);
  try {
    interaction = begin();
    for (const event of early) hear(event);
    await discord.until(() => outcome ?? failed, 'an answer to the interaction');
    const by = outcome?.by;
    const answer = new InteractionResponse(
      person,
      interaction,
      by ?? 'nothing',
      outcome?.messageId ?? '',
      failed,
    );
    if (by === 'deferred') await discord.until(() => answer.gone || !answer.loading, 'the deferred answer');
    if (by === 'deferred-update')
      await discord.until(() => changed, 'what follows a deferred update', 3_000).catch(() => {});
    return answer;
  } finally {
    stop();
  }
}

function upload(file: FileGiven) {
  const bytes = typeof file.content === 'string' ? new TextEncoder().encode(file.content) : file.content;
  return { key: '0', name: file.name, contentType: file.contentType ?? 'application/octet-stream', bytes };
}

function labelOf(component: Component): string {
  const { label, emoji } = component as { label?: string; emoji?: { name?: string } };
  return label ?? emoji?.name ?? '';
}

function matches(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}

/** Appends what was sent to PILCROW_RECORD, a JSON line each, for scripts/check-payloads.ts. */
function record(sent: readonly Sent[]): void {
  const file = process.env.PILCROW_RECORD;
  if (!file) return;
  const lines = sent
    .filter((it) => it.body !== undefined)
    .map(({ method, route, body, files, status }) =>
      JSON.stringify({ method, route, body, files: files.map((it) => it.name), status }),
    );
  if (lines.length) appendFileSync(file, `${lines.join('\n')}\n`);
}

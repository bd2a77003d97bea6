/** One person at one place: what a test makes them do, and what they see. */
import {
  type APIApplicationCommand,
  ApplicationCommandType as CommandType,
  type APIApplicationCommandInteractionDataOption as DataOption,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import type { FileGiven } from './controls.ts';
import { asUpload, awaitResponse, type InteractionResponse, SeenMessage } from './message.ts';
import type { Wire } from './wire.ts';

export type OptionValue = string | number | boolean | FileGiven;

/** A command, or a subcommand. */
type Level = Pick<APIApplicationCommand, 'name' | 'options'>;

export class Person {
  constructor(
    private readonly wire: Wire,
    readonly id: string,
    readonly handle: string,
    readonly channelId: string,
  ) {}

  /** The same person in another channel or thread, by name or id. */
  in(channel: string): Person {
    return new Person(this.wire, this.id, this.handle, this.wire.channel(channel).id);
  }

  /** The same person in the conversation with the bot. */
  inDirectMessages(): Person {
    return this.in(this.actions.openDirectChannel().id);
  }

  /** Names of the commands that this person is offered here. */
  commands(): string[] {
    return this.actions.commands(this.channelId).map((it) => it.name);
  }

  /**
   * Runs a slash command ('reading paragraph' for a subcommand) and waits for the response.
   * Users, channels and roles are given by id.
   */
  async command(name: string, options: Record<string, OptionValue> = {}): Promise<InteractionResponse> {
    const [path, command] = await this.find(name, CommandType.ChatInput);
    return this.use(command.id, { options: this.options(command, path, options) });
  }

  /** Runs a message command on a message. */
  async messageCommand(name: string, message: SeenMessage): Promise<InteractionResponse> {
    const [, command] = await this.find(name, CommandType.Message);
    return this.use(command.id, { targetId: message.id });
  }

  /** Runs a user command on a person. */
  async userCommand(name: string, userId: string): Promise<InteractionResponse> {
    const [, command] = await this.find(name, CommandType.User);
    return this.use(command.id, { targetId: userId });
  }

  /** The choices offered while `typed` stands in an option, with what the other options hold already. */
  async autocomplete(
    name: string,
    option: string,
    typed: string,
    others: Record<string, OptionValue> = {},
  ): Promise<{ name: string; value: string | number }[]> {
    const [path, command] = await this.find(name, CommandType.ChatInput);
    const options = this.options(command, path, { ...others, [option]: typed }, option);
    return this.actions.autocomplete({ channelId: this.channelId, commandId: command.id, options });
  }

  /** Says something, with files. */
  say(content: string, files: readonly FileGiven[] = []): SeenMessage {
    const ids = files.map((file) => this.actions.upload(asUpload(file)).id);
    return this.seen(this.actions.send(this.channelId, { content, files: ids }));
  }

  /** What this person sees here, oldest first, their private replies included. */
  sees(): SeenMessage[] {
    return this.actions
      .messages(this.channelId, { limit: 100 })
      .map((it) => this.seen({ id: it.id, channelId: it.channel_id }));
  }

  /** The same message through this person's eyes. */
  look(message: SeenMessage): SeenMessage {
    return this.seen(message);
  }

  /** Votes by the answers' texts; none takes the vote back. */
  vote(message: SeenMessage, ...answers: string[]): void {
    const ids = answers.map(
      (it) => message.poll?.answers.find((each) => each.poll_media.text === it)?.answer_id ?? -1,
    );
    this.actions.vote(message.address, ids);
  }

  /** Opens a thread: on a message, in a forum (with `content`), or alone. The person is then in it. */
  openThread(name: string, on: { message?: SeenMessage; content?: string; tags?: string[] } = {}): Person {
    const { message, content, tags } = on;
    if (message) return this.in(this.actions.startThreadOnMessage(message.address, name).id);
    if (content === undefined) return this.in(this.actions.startThread(this.channelId, name).id);
    return this.in(this.actions.startPost(this.channelId, { name, content, tags }).id);
  }

  /** Changes the thread that the person is in. */
  changeThread(change: { archived?: boolean; locked?: boolean; name?: string }): void {
    this.actions.changeThread(this.channelId, change);
  }

  /** Deletes a message, own or with the right. */
  delete(message: SeenMessage): void {
    this.actions.deleteMessage(message.address);
  }

  private get actions() {
    return this.wire.sandbox.as(this.id);
  }

  private seen({ channelId, id }: { channelId: string; id: string }): SeenMessage {
    return new SeenMessage(this.wire, this.id, channelId, id);
  }

  private use(commandId: string, what: { options?: DataOption[]; targetId?: string }) {
    return awaitResponse(this.wire, () =>
      this.actions.useCommand({ channelId: this.channelId, commandId, ...what }),
    );
  }

  /** Registration may still be under way: waits for the command. */
  private async find(
    name: string,
    type: CommandType,
  ): Promise<[path: string[], command: APIApplicationCommand]> {
    const [first = '', ...path] = type === CommandType.ChatInput ? name.split(' ') : [name];
    const registered = () =>
      [...this.wire.sandbox.world.commands.values()].some(
        ({ body }) => body.name === first && body.type === type,
      );
    await this.wire.until(registered, `the registration of ${name}`, 3_000).catch(() => {});
    const command = this.actions.commands(this.channelId).find((it) => it.name === first && it.type === type);
    if (command) return [path, command];
    const offered = this.commands().join(', ') || 'none';
    throw new Error(`${this.handle} has no command "${name}" here. Offered: ${offered}.`);
  }

  private options(
    command: Level,
    [step, ...rest]: readonly string[],
    given: Record<string, OptionValue>,
    focused?: string,
  ): DataOption[] {
    if (step !== undefined) {
      const inner = command.options?.find((it) => it.name === step);
      if (!inner) throw new Error(`/${command.name} has no ${step}.`);
      const options = this.options(inner as Level, rest, given, focused);
      return [{ name: step, type: inner.type, options } as DataOption];
    }
    return Object.entries(given).map(([name, value]) => {
      const type = command.options?.find((it) => it.name === name)?.type ?? Option.String;
      const plain = typeof value === 'object' ? this.actions.upload(asUpload(value)).id : value;
      return { name, type, value: plain, ...(name === focused ? { focused: true } : {}) } as DataOption;
    });
  }
}

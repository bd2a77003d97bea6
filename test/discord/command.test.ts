import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { action, customId } from '../../src/discord/action.ts';
import {
  type Command,
  commandGroup,
  messageCommand,
  slashCommand,
  subcommand,
} from '../../src/discord/command.ts';
import { messageReply } from '../../src/discord/components.ts';
import { md } from '../../src/discord/markdown.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import type { RawRequest } from '../../src/discord/request.ts';
import { aRequest } from './requests.ts';

const reply = (words: string) => messageReply(md`${words}`);
const pressed = action(customId('press'), { run: async () => reply('Pressed.') });
const turned = action(customId('turn'), { run: async () => reply('Turned.') });

const question = {
  type: ApplicationCommandOptionType.String,
  name: 'question',
  description: 'What you ask',
  required: true,
  autocomplete: true,
} as const;
const count = { type: ApplicationCommandOptionType.Integer, name: 'count', description: 'How many' } as const;

const ask = {
  data: { name: 'ask', description: 'Ask the reading' },
  options: [question, count],
  run: async (
    { options: { question, count = 1 } }: { options: { question: string; count?: number | undefined } },
    library: string,
  ) => reply(`${question} × ${count} in ${library}`),
  autocomplete: async ({ option, typed }: { option: string; typed: string }, _: unknown, library: string) => [
    { name: `${option}: ${typed}…`, value: library },
  ],
  actions: () => [pressed],
} as const;

const run = (command: Pick<Command<string>, 'run'>, differences: Partial<RawRequest>) =>
  command.run(aRequest(differences), 'Emma');

describe('a slash command', () => {
  const command = slashCommand(ask);

  it('tells Discord what it is called and what it takes', () => {
    expect(command.data).toEqual({
      type: ApplicationCommandType.ChatInput,
      name: 'ask',
      description: 'Ask the reading',
      options: [question, count],
    });
    expect(command.access).toBe('everyone');
  });

  it('is given its options as it declares them, and what it needs', async () => {
    expect(await run(command, { options: { question: 'Who?', count: 2, other: 'x' } })).toEqual(
      reply('Who? × 2 in Emma'),
    );
    expect(await run(command, { options: { question: 'Who?' } })).toEqual(reply('Who? × 1 in Emma'));
  });

  it('refuses options that it did not ask for so', async () => {
    await expect(run(command, { options: { question: 17 } })).rejects.toMatchObject({
      id: 'command-outdated',
    });
  });

  it('offers choices while somebody types', async () => {
    expect(await command.complete({ option: 'question', typed: 'wh' }, aRequest(), 'Emma')).toEqual([
      { name: 'question: wh…', value: 'Emma' },
    ]);
  });

  it('names what its buttons do', () => {
    expect(command.actions).toEqual([pressed]);
  });

  it('may have no options, no choices and no buttons, and be for moderators only', async () => {
    const plain = slashCommand({
      data: { name: 'plain', description: 'x' },
      access: 'moderator',
      run: async ({ options }) => reply(JSON.stringify(options)),
    });
    expect(plain.data).toEqual({ type: ApplicationCommandType.ChatInput, name: 'plain', description: 'x' });
    expect(plain.access).toBe('moderator');
    expect(await run(plain, { options: { other: 'x' } })).toEqual(reply('{}'));
    expect(await plain.complete({ option: 'x', typed: '' }, aRequest(), {})).toEqual([]);
    expect(plain.actions).toEqual([]);
  });

  it('can’t promise choices that nothing makes, nor make some that no option asks for', () => {
    const { autocomplete, ...without } = ask;
    expect(() => slashCommand(without)).toThrow(/go together/);
    expect(() => slashCommand({ ...ask, options: [count], run: async () => reply('x') })).toThrow(
      /go together/,
    );
  });
});

describe('a command with subcommands', () => {
  const remove = subcommand({
    data: { name: 'remove', description: 'Remove it' },
    access: 'admin',
    run: async () => reply('Removed.'),
  });
  const group = commandGroup({
    data: { name: 'reading', description: 'Readings' },
    subcommands: [subcommand(ask), remove],
    actions: () => [turned],
  });

  it('tells Discord of each of them with its options', () => {
    const type = ApplicationCommandOptionType.Subcommand;
    expect(group.data).toEqual({
      type: ApplicationCommandType.ChatInput,
      name: 'reading',
      description: 'Readings',
      options: [
        { type, name: 'ask', description: 'Ask the reading', options: [question, count] },
        { type, name: 'remove', description: 'Remove it' },
      ],
    });
    expect(group.access).toBe('everyone');
  });

  it('does what the one that was used does', async () => {
    expect(await run(group, { subcommand: 'ask', options: { question: 'Who?' } })).toEqual(
      reply('Who? × 1 in Emma'),
    );
    const typed = { option: 'question', typed: 'wh' };
    expect(await group.complete(typed, aRequest({ subcommand: 'ask' }), 'Emma')).toEqual([
      { name: 'question: wh…', value: 'Emma' },
    ]);
  });

  it('has one for fewer people than the others', async () => {
    await expect(run(group, { subcommand: 'remove' })).rejects.toMatchObject({ id: 'not-admin' });
    await expect(
      group.complete({ option: 'x', typed: '' }, aRequest({ subcommand: 'remove' }), 'Emma'),
    ).rejects.toMatchObject({ id: 'not-admin' });
  });

  it.each([null, 'gone'])('refuses one that there is not: %s', async (name) => {
    await expect(run(group, { subcommand: name })).rejects.toMatchObject({ id: 'command-outdated' });
  });

  it('names what the buttons of all of them do, and its own', () => {
    expect(group.actions).toEqual([pressed, turned]);
    expect(commandGroup({ data: { name: 'x', description: 'x' }, subcommands: [remove] }).actions).toEqual(
      [],
    );
  });

  it('may add to each reply', async () => {
    const finished = commandGroup({
      data: { name: 'reading', description: 'Readings' },
      access: 'member',
      subcommands: [subcommand(ask)],
      finish: async (made, { user }, library: string): Promise<MessageReply> => ({
        ...(made as MessageReply),
        followedBy: reply(`${user.name} in ${library}`),
      }),
    });
    expect(finished.access).toBe('member');
    expect(await run(finished, { subcommand: 'ask', options: { question: 'Who?' } })).toEqual({
      ...reply('Who? × 1 in Emma'),
      followedBy: reply('Sam in Emma'),
    });
  });
});

it('a command in a message’s menu has no options', async () => {
  const command = messageCommand({
    data: { name: 'Check quotes' },
    access: 'member',
    run: async ({ guildId }, library: string) => reply(`${guildId} in ${library}`),
  });
  expect(command.data).toEqual({ type: ApplicationCommandType.Message, name: 'Check quotes' });
  expect(command.access).toBe('member');
  expect(await run(command, {})).toEqual(reply('100 in Emma'));
});

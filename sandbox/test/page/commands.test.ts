import { type APIApplicationCommand, ApplicationCommandOptionType as Kind } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import {
  faults,
  firstShown,
  interactionOptions,
  matching,
  runnables,
  typedCommand,
} from '../../page/commands.ts';

const commands = [
  {
    id: '1',
    type: 1,
    name: 'ask',
    description: 'Ask the text',
    options: [
      {
        type: Kind.String,
        name: 'question',
        description: 'What',
        required: true,
        min_length: 3,
        max_length: 10,
      },
      { type: Kind.Integer, name: 'limit', description: 'How many', min_value: 1, max_value: 3 },
      { type: Kind.Boolean, name: 'share', description: 'For all' },
    ],
  },
  {
    id: '2',
    type: 1,
    name: 'reading',
    description: 'The text',
    options: [
      {
        type: Kind.Subcommand,
        name: 'paragraph',
        description: 'One paragraph',
        options: [{ type: Kind.Integer, name: 'n', description: 'Its number', required: true }],
      },
      {
        type: Kind.SubcommandGroup,
        name: 'set',
        description: 'Settings',
        options: [{ type: Kind.Subcommand, name: 'link', description: 'The link', options: [] }],
      },
    ],
  },
  { id: '3', type: 3, name: 'Check this quote', description: '' },
] as unknown as APIApplicationCommand[];
const all = runnables(commands);
const named = (name: string) => all.find((one) => one.name === name) ?? expect.fail(`no ${name}`);

describe('commands as a person picks them', () => {
  test('THEN subcommands stand by themselves, and message commands are not among them', () => {
    expect(all.map((one) => one.name)).toEqual(['ask', 'reading paragraph', 'reading set link']);
  });

  test('WHEN one types THEN names that begin so come first, then descriptions', () => {
    expect(matching(all, 'rea').map((one) => one.name)).toEqual(['reading paragraph', 'reading set link']);
    expect(matching(all, 'text').map((one) => one.name)).toEqual(['ask']);
    expect(matching(all, 'zzz')).toEqual([]);
  });

  test('WHEN a command is typed in full THEN it is taken, with the words after it', () => {
    expect(typedCommand(all, '/ask who pays')).toMatchObject({ runnable: { name: 'ask' }, rest: 'who pays' });
    expect(typedCommand(all, '/reading paragraph 3')?.runnable.name).toBe('reading paragraph');
    expect(typedCommand(all, '/ask')).toBeUndefined();
    expect(typedCommand(all, 'say /ask now')).toBeUndefined();
  });

  test('THEN needed options stand open', () => {
    expect(firstShown(named('ask'))).toEqual(['question']);
  });

  test.each([
    [{}, { question: 'This one is needed.' }],
    [{ question: 'ab' }, { question: 'Write at least 3 characters.' }],
    [{ question: 'abcdefghijk' }, { question: 'At most 10 characters; these are 11.' }],
    [{ question: 'abc', limit: '1.5' }, { limit: 'Write a whole number.' }],
    [{ question: 'abc', limit: 'x' }, { limit: 'Write a whole number.' }],
    [{ question: 'abc', limit: '4' }, { limit: 'Not above 3.' }],
    [{ question: 'abc', limit: '0' }, { limit: 'Not below 1.' }],
    [{ question: 'abc', limit: '2' }, {}],
  ])('GIVEN %j THEN what must be fixed is %j', (filled, wanted) => {
    expect(faults(named('ask'), filled, {})).toEqual(wanted);
  });

  test('WHEN sent THEN values have their types and subcommands are nested, as Discord does it', () => {
    expect(interactionOptions(named('ask'), { question: 'who', limit: '2', share: 'false' })).toEqual([
      { name: 'question', type: Kind.String, value: 'who' },
      { name: 'limit', type: Kind.Integer, value: 2 },
      { name: 'share', type: Kind.Boolean, value: false },
    ]);
    expect(interactionOptions(named('reading paragraph'), { n: '3' })).toEqual([
      { name: 'paragraph', type: Kind.Subcommand, options: [{ name: 'n', type: Kind.Integer, value: 3 }] },
    ]);
    expect(interactionOptions(named('reading set link'), {})).toEqual([
      {
        name: 'set',
        type: Kind.SubcommandGroup,
        options: [{ name: 'link', type: Kind.Subcommand, options: [] }],
      },
    ]);
  });

  test('WHEN completion is asked for THEN the option is focused, with what is written so far', () => {
    expect(interactionOptions(named('ask'), {}, 'question')).toEqual([
      { name: 'question', type: Kind.String, value: '', focused: true },
    ]);
  });
});

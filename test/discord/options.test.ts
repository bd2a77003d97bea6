import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { choicesFrom, type OptionData, readOptions } from '../../src/discord/options.ts';

const file = { id: '1', name: 'a.txt', size: 1, url: 'https://example.org', contentType: null };
const option = (type: OptionData['type'], more: object = {}) =>
  ({ type, name: 'x', description: 'For a test', ...more }) as OptionData;
const read = (declared: OptionData, value: unknown) => readOptions([declared], { x: value as string });

describe('the options of a command', () => {
  it.each<[string, OptionData['type'], unknown]>([
    ['String', Type.String, 'words'],
    ['Integer', Type.Integer, 17],
    ['Number', Type.Number, 1.5],
    ['Boolean', Type.Boolean, false],
    ['Attachment', Type.Attachment, file],
    ['Channel', Type.Channel, '200'],
    ['Role', Type.Role, '100'],
    ['User', Type.User, '300'],
    ['Mentionable', Type.Mentionable, '300'],
  ])('%s: a value of its kind is read', (_, type, value) => {
    expect(read(option(type), value)).toEqual({ x: value });
  });

  it.each([
    ['a number for words', option(Type.String), 17],
    ['words for a number', option(Type.Integer), 'seventeen'],
    ['words for yes or no', option(Type.Boolean), 'true'],
    ['words for a file', option(Type.Attachment), 'a.txt'],
    ['a file for a role', option(Type.Role), file],
    ['none where one is required', option(Type.String, { required: true }), undefined],
    ['what is none of the choices', option(Type.String, { choices: [{ name: 'A', value: 'a' }] }), 'b'],
  ])('%s is refused, for the command has changed', (_, declared, value) => {
    expect(() => read(declared, value)).toThrow(
      expect.objectContaining({
        name: 'UserError',
        id: 'command-outdated',
        message: 'This command has changed since your Discord last looked. Reload Discord, and use it again.',
      }),
    );
  });

  it('may be left out, and what the command does not declare is left out too', () => {
    const declared = [option(Type.String), option(Type.Integer, { name: 'n' })];
    expect(readOptions(declared, { n: 0, other: 'z' })).toEqual({ n: 0 });
  });

  it('with choices takes each of them', () => {
    const choices = choicesFrom({ zip: 'one archive', files: 'separate files' });
    expect(choices).toEqual([
      { name: 'one archive', value: 'zip' },
      { name: 'separate files', value: 'files' },
    ]);
    for (const { value } of choices)
      expect(read(option(Type.String, { choices }), value)).toEqual({ x: value });
    expect(read(option(Type.String, { choices: [] }), 'anything')).toEqual({ x: 'anything' });
  });
});

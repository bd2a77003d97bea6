import { REST } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { CommandData } from '../../src/discord/command.ts';
import { registerCommands } from '../../src/discord/registration.ts';
import { bodyOf, json, serve, TOKEN } from './http-servers.ts';

describe('registering commands', () => {
  it('tells Discord once, and again only when they changed', async () => {
    // GIVEN a Discord that gives back what it was told, with what it adds itself
    const discord = await discordWithCommands();
    const rest = new REST({ api: discord.api }).setToken(TOKEN);
    // WHEN they are registered twice THEN it is told once
    expect(await registerCommands(rest, '1', commands)).toBe(true);
    expect(await registerCommands(rest, '1', commands)).toBe(false);
    expect(discord.told).toEqual(['/applications/1/commands']);
    // WHEN one changes THEN it is told again
    const [first, ...others] = commands;
    const changed = [{ data: { ...first?.data, name: 'other' } }, ...others] as typeof commands;
    expect(await registerCommands(rest, '1', changed)).toBe(true);
    expect(await registerCommands(rest, '1', changed.slice(1))).toBe(true);
  });

  it('keeps to one server where that is wanted', async () => {
    const discord = await discordWithCommands();
    const rest = new REST({ api: discord.api }).setToken(TOKEN);
    expect(await registerCommands(rest, '1', commands, '22')).toBe(true);
    expect(discord.told).toEqual(['/applications/1/guilds/22/commands']);
  });

  it.each<[string, object, object]>([
    ['its description', { description: 'x' }, { description: 'y' }],
    ['what it is called elsewhere', {}, { name_localizations: { de: 'x' } }],
    ['who may use it', {}, { default_member_permissions: '32' }],
    ['where it is offered', {}, { contexts: [0] }],
    ['how it can be installed', {}, { integration_types: [0, 1] }],
    [
      'the order of its options',
      { options: [option('a'), option('b')] },
      { options: [option('b'), option('a')] },
    ],
    ['an option', { options: [option('a')] }, { options: [] }],
    [
      'that an option is required',
      { options: [option('a')] },
      { options: [option('a', { required: true })] },
    ],
    [
      'the choices of an option',
      { options: [option('a')] },
      { options: [option('a', { choices: [choice] })] },
    ],
    ['an option that is called id', { options: [] }, { options: [option('id')] }],
  ])('tells it again where %s has changed', async (_, before, after) => {
    const discord = await discordWithCommands();
    const rest = new REST({ api: discord.api }).setToken(TOKEN);
    for (const change of [before, before, after, after])
      await registerCommands(rest, '1', [aCommand(change), aCommand({ name: 'other' })]);
    expect(discord.told).toHaveLength(2);
  });

  it.each([
    ['the kind of command', { type: 1 }],
    ['what is as it is by default', { nsfw: false, integration_types: [0], contexts: undefined }],
    [
      'that an option is not required',
      { options: [option('a', { required: false, autocomplete: false, choices: [] })] },
    ],
    ['a description that is empty, of a message command', { type: 3, description: '' }],
  ])('tells it once where Discord leaves out or adds %s', async (_, data) => {
    const discord = await discordWithCommands({
      name_localized: 'x',
      description_localized: 'x',
      guild_id: '5',
    });
    const rest = new REST({ api: discord.api }).setToken(TOKEN);
    for (let i = 0; i < 2; i++)
      await registerCommands(rest, '1', [aCommand({ options: [option('a')], ...data })]);
    expect(discord.told).toHaveLength(1);
  });

  it('knows a slash command from a message command of the same name', async () => {
    const discord = await discordWithCommands();
    const rest = new REST({ api: discord.api }).setToken(TOKEN);
    const both = [aCommand({ description: 'x' }), aCommand({ type: 3, description: '' })];
    expect(await registerCommands(rest, '1', both)).toBe(true);
    expect(await registerCommands(rest, '1', both.toReversed())).toBe(false);
    expect(await registerCommands(rest, '1', both.slice(1))).toBe(true);
  });
});

function aCommand(differences: object): { data: CommandData } {
  return { data: { name: 'one', description: 'For a test', ...differences } as CommandData };
}

function option(name: string, more: object = {}) {
  return { type: 3, name, description: 'x', ...more };
}

const choice = { name: 'A', value: 'a' };

/** It gives back what it was told with what it adds itself, in an order of its own. */
async function discordWithCommands(more: object = {}) {
  let known: Record<string, unknown>[] = [];
  const told: string[] = [];
  const api = await serve(async (request, response) => {
    if (request.method === 'PUT') {
      told.push((request.url ?? '').replace('/api/v10', ''));
      known = (JSON.parse(await bodyOf(request)) as Record<string, unknown>[]).map((command, i) => ({
        id: String(100 + i),
        application_id: '1',
        version: '5',
        default_member_permissions: null,
        dm_permission: true,
        nsfw: false,
        name_localizations: null,
        description_localizations: null,
        contexts: null,
        integration_types: [0],
        ...more,
        ...command,
      }));
    }
    json(response, 200, known.toReversed());
  });
  return { api, told };
}

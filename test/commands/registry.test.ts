import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PermissionsBitField } from 'discord.js';
import { ApplicationCommandType, InteractionContextType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../commands/index.ts';
import { BOT_PERMISSIONS as ASKED_FOR } from '../../commands/permissions.ts';
import { BOT_PERMISSIONS } from '../../sandbox/server/default-world.ts';
import { commandFaults } from '../../sandbox/testing/contract.ts';
import { customId, decode } from '../../src/discord/action.ts';
import { share } from '../../src/discord/share.ts';

const folder = fileURLToPath(new URL('../../commands', import.meta.url));
const actions = [share, ...commands.flatMap((command) => command.actions)];

describe('the registry', () => {
  it('lists every command file', () => {
    const index = readFileSync(`${folder}/index.ts`, 'utf8');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) =>
        /export const \w+ = (?:slashCommand|commandGroup|messageCommand)\b/.test(readIfSource(file)),
      )
      .filter((file) => !index.includes(`'./${file.replaceAll('\\', '/')}'`));
    expect(files).toEqual([]);
    expect(commands.length).toBeGreaterThanOrEqual(7);
  });

  it('stands in the README', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const missing = commands
      .map(({ data: { type, name } }) => (type === ApplicationCommandType.Message ? name : `/${name}`))
      .filter((name) => !readme.includes(name));
    expect(missing).toEqual([]);
  });

  it('holds what Discord takes', () => {
    expect(commandFaults(commands.map(({ data }) => data))).toEqual([]);
  });

  it('keeps what changes things from those who may not, on Discord’s side and on the bot’s', () => {
    for (const { data, access } of commands)
      expect([data.name, data.default_member_permissions !== undefined]).toEqual([
        data.name,
        access === 'moderator' || access === 'admin',
      ]);
  });

  it('offers in servers only what the router takes from servers only', () => {
    for (const { data, access } of commands)
      expect([data.name, data.contexts?.includes(InteractionContextType.BotDM)]).toEqual([
        data.name,
        access === 'everyone',
      ]);
  });

  it('names no two actions the same', () => {
    const names = actions.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('writes the name of each custom id once, and each has an action', () => {
    const sources = ['../../commands', '../../src/discord'].flatMap((path) => {
      const folder = fileURLToPath(new URL(path, import.meta.url));
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
    });
    const names = sources.flatMap((source) =>
      [...source.matchAll(/\b(?:customId|aboutPrompt)\(\s*'([^']+)'/g)].map(([, name]) => name),
    );
    expect(names.toSorted()).toEqual(actions.map(({ name }) => name).toSorted());
  });

  it('finds each action again by its custom id', () => {
    for (const { name } of actions)
      expect(decode(customId(name, z.string(), z.number()).id('a|b%', 1))).toEqual({
        name,
        state: ['a|b%', '1'],
      });
  });
});

it('is invited with the permissions that it is tried with, and no more', () => {
  expect(new PermissionsBitField([...ASKED_FOR]).bitfield).toBe(BOT_PERMISSIONS);
});

function readIfSource(file: string): string {
  return file.endsWith('.ts') ? readFileSync(`${folder}/${file}`, 'utf8') : '';
}

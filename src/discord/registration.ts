import { isDeepStrictEqual } from 'node:util';
import { ApplicationCommandType, type REST, Routes } from 'discord.js';
import type { CommandData } from './command.ts';

/**
 * Tells Discord which commands there are, where it does not know yet.
 *
 * @param guildId registers them in this server only, where they appear at once
 * @returns whether anything had to be told
 */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  commands: readonly { readonly data: CommandData }[],
  guildId?: string,
): Promise<boolean> {
  const route = guildId
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId);
  const wanted = commands.map(({ data }) => data);
  const known = (await rest.get(route, {
    query: new URLSearchParams({ with_localizations: 'true' }),
  })) as unknown[];
  if (same(wanted, known)) return false;
  await rest.put(route, { body: wanted });
  return true;
}

function same(wanted: readonly unknown[], known: readonly unknown[]): boolean {
  const byName = (all: readonly unknown[]) =>
    all.map((one) => essence(one)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return isDeepStrictEqual(byName(wanted), byName(known));
}

const key = (data: unknown) => {
  const { name, type } = data as { name?: string; type?: number };
  return `${type}:${name}`;
};

/** What Discord fills in by itself where it is left out, at the top of a command and below. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  nsfw: false,
  required: false,
  autocomplete: false,
  integration_types: [0],
};
/** What Discord adds to a command, and nobody sends. */
const ADDED = new Set(['id', 'application_id', 'guild_id', 'version', 'dm_permission', 'default_permission']);

/** What it adds wherever there is a name. */
const ADDED_LOCALISED = new Set(['name_localized', 'description_localized']);

/** A command without what is Discord's own or has its default value. */
function essence(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((one) => essence(one, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name, one]) =>
      (one ?? null) !== null &&
      !(depth === 0 && ADDED.has(name)) &&
      !ADDED_LOCALISED.has(name) &&
      !isDeepStrictEqual(one, DEFAULTS[name]) &&
      !(Array.isArray(one) && one.length === 0) &&
      !(name === 'description' && one === ''),
  );
  const made = Object.fromEntries(entries.map(([name, one]) => [name, essence(one, depth + 1)]));
  return depth === 0 ? { ...made, type: made.type ?? ApplicationCommandType.ChatInput } : made;
}

/** Slash commands as a person picks and fills them. Knows no DOM. */
import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandInteractionDataOption,
  ApplicationCommandType,
  ApplicationCommandOptionType as Kind,
} from 'discord-api-types/v10';

/** One thing that can be run: a command, or a subcommand of one. */
export interface Runnable {
  command: APIApplicationCommand;
  /** The names below the command: none, a subcommand, or a group and a subcommand. */
  path: string[];
  /** As typed, without the slash: `reading paragraph`. */
  name: string;
  description: string;
  options: APIApplicationCommandBasicOption[];
}

/** Every slash command, subcommands each by themselves, in the order registered. */
export function runnables(commands: readonly APIApplicationCommand[]): Runnable[] {
  return commands
    .filter((command) => command.type === ApplicationCommandType.ChatInput)
    .flatMap((command) => {
      const base = { command, path: [] as string[], name: command.name, description: command.description };
      const options = command.options ?? [];
      const below = options.flatMap((option) => {
        if (option.type === Kind.Subcommand) return [{ path: [option.name], sub: option }];
        if (option.type !== Kind.SubcommandGroup) return [];
        return (option.options ?? []).map((sub) => ({ path: [option.name, sub.name], sub }));
      });
      if (below.length === 0) return [{ ...base, options: options as APIApplicationCommandBasicOption[] }];
      return below.map(({ path, sub }) => ({
        command,
        path,
        name: [command.name, ...path].join(' '),
        description: sub.description,
        options: (sub.options ?? []) as APIApplicationCommandBasicOption[],
      }));
    });
}

/** Those whose name or description fits what was typed after the slash; names that begin so come first. */
export function matching(all: readonly Runnable[], typed: string): Runnable[] {
  const query = typed.trim().toLowerCase();
  const rank = (one: Runnable) =>
    one.name.startsWith(query)
      ? 0
      : one.name.includes(query)
        ? 1
        : one.description.toLowerCase().includes(query)
          ? 2
          : 3;
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.one);
}

/** `/name words`: the command that is named in full, and the words after it. */
export function typedCommand(
  all: readonly Runnable[],
  text: string,
): { runnable: Runnable; rest: string } | undefined {
  const found = all
    .filter((one) => text.startsWith(`/${one.name} `))
    .sort((a, b) => b.name.length - a.name.length)[0];
  return found && { runnable: found, rest: text.slice(found.name.length + 2) };
}

/** The options that stand open at once; the others wait behind a button each. */
export function firstShown(runnable: Runnable): string[] {
  const required = runnable.options.filter((option) => option.required);
  const shown = required.length > 0 ? required : runnable.options.slice(0, 1);
  return shown.map((option) => option.name);
}

export type Filled = Record<string, string>;

/** What a person must fix before sending, by option; empty when all is well. */
export function faults(
  runnable: Runnable,
  filled: Filled,
  files: Record<string, File>,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const option of runnable.options) {
    const fault = faultOf(option, filled[option.name] ?? '', files[option.name] !== undefined);
    if (fault) found[option.name] = fault;
  }
  return found;
}

function faultOf(
  option: APIApplicationCommandBasicOption,
  value: string,
  hasFile: boolean,
): string | undefined {
  if (option.type === Kind.Attachment) return option.required && !hasFile ? 'Choose a file.' : undefined;
  if (value.trim() === '') return option.required ? 'This one is needed.' : undefined;
  switch (option.type) {
    case Kind.String: {
      const length = [...value].length;
      if (option.min_length && length < option.min_length)
        return `Write at least ${option.min_length} characters.`;
      const max = option.max_length ?? 6000;
      return length > max ? `At most ${max} characters; these are ${length}.` : undefined;
    }
    case Kind.Integer:
    case Kind.Number: {
      const number = Number(value);
      const whole = option.type === Kind.Integer;
      if (!Number.isFinite(number) || (whole && !Number.isSafeInteger(number))) {
        return whole ? 'Write a whole number.' : 'Write a number.';
      }
      if (option.min_value !== undefined && number < option.min_value)
        return `Not below ${option.min_value}.`;
      if (option.max_value !== undefined && number > option.max_value)
        return `Not above ${option.max_value}.`;
      return undefined;
    }
    default:
      return undefined;
  }
}

/**
 * What was filled in, as Discord's interaction carries it: subcommands nested, numbers as numbers. Files
 * are uploaded before, so here they are ids. `focused` names the option that completion is asked for.
 */
export function interactionOptions(
  runnable: Runnable,
  filled: Filled,
  focused?: string,
): APIApplicationCommandInteractionDataOption[] {
  const flat = runnable.options.flatMap((option) => {
    const value = filled[option.name];
    const asked = option.name === focused;
    if ((value === undefined || value === '') && !asked) return [];
    const typed = asked ? (value ?? '') : typedValue(option, value!);
    return [{ name: option.name, type: option.type, value: typed, ...(asked ? { focused: true } : {}) }];
  }) as APIApplicationCommandInteractionDataOption[];
  return runnable.path.reduceRight((inner, name, at) => {
    const type = at === runnable.path.length - 1 ? Kind.Subcommand : Kind.SubcommandGroup;
    return [{ name, type, options: inner } as APIApplicationCommandInteractionDataOption];
  }, flat);
}

function typedValue(option: APIApplicationCommandBasicOption, value: string): string | number | boolean {
  if (option.type === Kind.Integer || option.type === Kind.Number) return Number(value);
  if (option.type === Kind.Boolean) return value === 'true';
  return value;
}

/** What kind of thing a field takes, for its hint. */
export function kindName(option: APIApplicationCommandBasicOption): string {
  const names: Partial<Record<Kind, string>> = {
    [Kind.Integer]: 'a whole number',
    [Kind.Number]: 'a number',
    [Kind.Boolean]: 'yes or no',
    [Kind.User]: 'a person',
    [Kind.Channel]: 'a channel',
    [Kind.Role]: 'a role',
    [Kind.Mentionable]: 'a person or a role',
    [Kind.Attachment]: 'a file',
  };
  return names[option.type] ?? 'text';
}

export function completes(option: APIApplicationCommandBasicOption): boolean {
  return 'autocomplete' in option && option.autocomplete === true;
}

import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';
import { UserError } from '../errors.ts';
import type { Attachment, RawRequest } from './request.ts';

/* What a command's options hold, typed by the command's own data. */

/** The data of Discord's API, as constants are. */
export type Constant<T> = T extends readonly (infer One)[]
  ? readonly Constant<One>[]
  : T extends object
    ? { readonly [Key in keyof T]: Constant<T[Key]> }
    : T;

export type OptionData = Constant<APIApplicationCommandBasicOption>;

/** The values of options, by name: a required one is there, and one with choices is one of them. */
export type OptionValues<Options extends readonly OptionData[]> = {
  readonly [Option in Options[number] as Option extends { required: true }
    ? Option['name']
    : never]: Value<Option>;
} & {
  readonly [Option in Options[number] as Option extends { required: true } ? never : Option['name']]?:
    | Value<Option>
    | undefined;
};

type Value<Option> = Option extends { readonly choices: readonly { readonly value: infer Choice }[] }
  ? Choice
  : Option extends { readonly type: infer T }
    ? T extends Type.Integer | Type.Number
      ? number
      : T extends Type.Boolean
        ? boolean
        : T extends Type.Attachment
          ? Attachment
          : string
    : never;

/** Choices of an option from their names by value. */
export function choicesFrom<Value extends string>(
  names: Readonly<Record<Value, string>>,
): readonly { readonly name: string; readonly value: Value }[] {
  return (Object.entries(names) as [Value, string][]).map(([value, name]) => ({ name, value }));
}

/**
 * The values that were given, checked against what the options declare: Discord checks the same, but by the
 * command as it was when the asker's app last learned it.
 *
 * @throws UserError where one is missing or of another kind
 */
export function readOptions<const Options extends readonly OptionData[]>(
  declared: Options,
  given: RawRequest['options'],
): OptionValues<Options> {
  const values = declared.flatMap((option) => {
    const value = given[option.name];
    if (value === undefined && !option.required) return [];
    if (value === undefined || !fits(option, value)) throw outdatedCommand();
    return [[option.name, value] as const];
  });
  return Object.fromEntries(values) as OptionValues<Options>;
}

function fits(option: OptionData, value: string | number | boolean | Attachment): boolean {
  if (typeof value !== NATIVE[option.type]) return false;
  const choices = 'choices' in option ? option.choices : undefined;
  return !choices || choices.length === 0 || choices.some((choice) => choice.value === value);
}

/** What JavaScript calls the kind of a value; ids are strings. */
const NATIVE: Readonly<Record<OptionData['type'], string>> = {
  [Type.String]: 'string',
  [Type.Integer]: 'number',
  [Type.Number]: 'number',
  [Type.Boolean]: 'boolean',
  [Type.Attachment]: 'object',
  [Type.Channel]: 'string',
  [Type.Role]: 'string',
  [Type.User]: 'string',
  [Type.Mentionable]: 'string',
};

export function outdatedCommand(): UserError {
  return new UserError(
    'command-outdated',
    'This command has changed since your Discord last looked. Reload Discord, and use it again.',
  );
}

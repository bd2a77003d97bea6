/** What a command's registration may be (https://docs.discord.com/developers/interactions/application-commands). */
import {
  ApplicationCommandType,
  Locale,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { breach, conform, list, text, whole } from './form.ts';

const SLASH_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LOCALES = new Set<string>(Object.values(Locale));
const MOST_CHARACTERS = 8000;

type Context = Parameters<typeof breach>[0];

const slashName = z.string().superRefine((name, context) => {
  if (!SLASH_NAME.test(name) || name !== name.toLowerCase())
    breach(context, [], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
});
const localized = (value: z.ZodType<string>) =>
  z
    .record(z.string(), value.nullable())
    .superRefine((all, context) => {
      for (const locale of Object.keys(all))
        if (!LOCALES.has(locale))
          breach(
            context,
            [locale],
            'BASE_TYPE_CHOICES',
            `Value must be one of {${[...LOCALES].join(', ')}}.`,
          );
    })
    .nullish();

const description = text(1, 100);
const bigint = z.union([z.string().regex(/^\d+$/), z.number().transform(String)]);

const choice = z.looseObject({
  name: text(1, 100),
  name_localizations: localized(text(1, 100)),
  value: z.union([text(0, 100), z.number()]),
});

const optionFields = {
  type: whole(1, 11),
  name: slashName,
  name_localizations: localized(slashName),
  description,
  description_localizations: localized(description),
  required: z.boolean().nullish(),
  choices: list(choice, 0, 25).nullish(),
  channel_types: z.array(whole(0, 20)).nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  min_length: whole(0, 6000).nullish(),
  max_length: whole(1, 6000).nullish(),
  autocomplete: z.boolean().nullish(),
};
const leaf = z.looseObject(optionFields).superRefine(checkOption);
const sub = z.looseObject({ ...optionFields, options: list(leaf, 0, 25).nullish() }).superRefine(checkOption);
const option = z
  .looseObject({ ...optionFields, options: list(sub, 0, 25).nullish() })
  .superRefine(checkOption);

const fields = {
  type: whole(1, 4).nullish(),
  name: z.string(),
  name_localizations: localized(text(1, 32)),
  description: text(0, 100).nullish(),
  description_localizations: localized(description),
  options: list(option, 0, 25).superRefine(checkOptions).nullish(),
  default_member_permissions: bigint.nullish(),
  dm_permission: z.boolean().nullish(),
  nsfw: z.boolean().nullish(),
  contexts: z.array(whole(0, 2)).nullish(),
  integration_types: z.array(whole(0, 1)).nullish(),
};
const command = z.looseObject(fields).superRefine((it, context) => {
  const slash = (it.type ?? 1) === ApplicationCommandType.ChatInput;
  if (slash) {
    if (!SLASH_NAME.test(it.name) || it.name !== it.name.toLowerCase())
      breach(context, ['name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
    if (!it.description) breach(context, ['description'], 'BASE_TYPE_REQUIRED', 'This field is required');
  } else {
    const length = [...it.name].length;
    if (length < 1 || length > 32)
      breach(context, ['name'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 32 in length.');
    if (it.description)
      breach(
        context,
        ['description'],
        'APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED',
        'Context menu commands cannot have description',
      );
    if (it.options?.length)
      breach(
        context,
        ['options'],
        'APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED',
        'Context menu commands cannot have options',
      );
  }
  const size = characters(it as CommandBody);
  if (size > MOST_CHARACTERS)
    breach(context, [], 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MOST_CHARACTERS})`);
});

export interface OptionBody {
  type: number;
  name: string;
  description: string;
  required?: boolean | null;
  choices?: { name: string; value: string | number }[] | null;
  options?: OptionBody[] | null;
  autocomplete?: boolean | null;
  min_value?: number | null;
  max_value?: number | null;
  min_length?: number | null;
  max_length?: number | null;
  channel_types?: number[] | null;
  [field: string]: unknown;
}

export interface CommandBody {
  type?: number | null;
  name: string;
  description?: string | null;
  options?: OptionBody[] | null;
  default_member_permissions?: string | null;
  dm_permission?: boolean | null;
  contexts?: number[] | null;
  integration_types?: number[] | null;
  nsfw?: boolean | null;
  [field: string]: unknown;
}

export function checkCommand(body: unknown): CommandBody {
  return conform(command, body) as CommandBody;
}

/** Checks a whole list, as it replaces all. */
export function checkCommands(body: unknown): CommandBody[] {
  const all = conform(
    z.array(command).superRefine((commands, context) => {
      commands.forEach((it, at) => {
        const twin = commands.findIndex(
          (other) => other.name === it.name && (other.type ?? 1) === (it.type ?? 1),
        );
        if (twin < at)
          breach(
            context,
            [at],
            'APPLICATION_COMMANDS_DUPLICATE_NAME',
            'Application command names must be unique',
          );
      });
    }),
    body,
  );
  return all as CommandBody[];
}

/** How many commands of each type an application may have, in all servers or in one. */
export const MOST_COMMANDS: Record<number, number> = { 1: 100, 2: 15, 3: 15, 4: 1 };

function checkOption(it: Record<string, unknown>, context: Context): void {
  const { type, choices, autocomplete, options } = it as unknown as OptionBody;
  if (autocomplete && choices?.length)
    breach(
      context,
      ['autocomplete'],
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE',
      'Options cannot have both choices and autocomplete',
    );
  if (autocomplete && ![Option.String, Option.Integer, Option.Number].includes(type))
    breach(
      context,
      ['autocomplete'],
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_TYPE',
      'Only string, integer and number options can autocomplete',
    );
  const names = choices?.map((each) => each.name) ?? [];
  names.forEach((name, at) => {
    if (names.indexOf(name) < at)
      breach(
        context,
        ['choices', at],
        'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
        'Option choice names must be unique',
      );
  });
  if (options?.length) checkOptions(options, context, ['options']);
}

function checkOptions(options: unknown, context: Context, at: PropertyKey[] = []): void {
  let optional = false;
  const names = new Set<string>();
  (options as OptionBody[]).forEach((it, index) => {
    if (names.has(it.name))
      breach(
        context,
        [...at, index],
        'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
        'Option name already exists',
      );
    names.add(it.name);
    if (it.type === Option.Subcommand || it.type === Option.SubcommandGroup) return;
    if (it.required && optional)
      breach(
        context,
        [...at, index],
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    if (!it.required) optional = true;
  });
}

/** Names, descriptions and choices of a command and of all in it, counted as Discord does. */
function characters(it: CommandBody | OptionBody): number {
  let sum = it.name.length + (it.description?.length ?? 0);
  for (const { name, value } of (it as OptionBody).choices ?? []) sum += name.length + String(value).length;
  for (const inner of it.options ?? []) sum += characters(inner);
  return sum;
}

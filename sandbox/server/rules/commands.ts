/** What a command's registration may be (https://docs.discord.com/developers/interactions/application-commands). */
import {
  ApplicationCommandType,
  Locale,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { tooManyCommands } from '../refusal.ts';
import { list, text, validate, whole, wholes } from './form.ts';
import { addIssue } from './issues.ts';

/** How many commands of each type an application may have, in all servers or in one. */
const MOST_COMMANDS: Record<number, number> = { 1: 100, 2: 15, 3: 15, 4: 1 };

const SLASH_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LOCALES = new Set<string>(Object.values(Locale));
const MOST_CHARACTERS = 8000;

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
  type: number;
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

/**
 * Checks all commands of an application, in all servers or in one, as they are registered together.
 * @throws Refusal 50035 for their form, 30032 when there are too many
 */
export function checkCommands(body: unknown): CommandBody[] {
  const checked = validate(commands, body) as CommandBody[];
  for (const [type, most] of Object.entries(MOST_COMMANDS))
    if (checked.filter((it) => it.type === Number(type)).length > most) throw tooManyCommands(most);
  return checked;
}

const slashName = z.string().superRefine(checkSlashName);
const localized = (value: z.ZodType<string>) =>
  z
    .record(z.string(), value.nullable())
    .superRefine((all, ctx) => {
      const message = `Value must be one of {${[...LOCALES].join(', ')}}.`;
      for (const locale of Object.keys(all))
        if (!LOCALES.has(locale)) addIssue(ctx, [locale], 'BASE_TYPE_CHOICES', message);
    })
    .nullish();

const description = text(1, 100);
const bigint = z.union([z.string().regex(/^\d+$/), z.int().transform(String)]);
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
  channel_types: wholes(0, 20).nullish(),
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

const command = z
  .looseObject({
    type: whole(1, 4)
      .nullish()
      .transform((type) => type ?? ApplicationCommandType.ChatInput),
    name: z.string(),
    name_localizations: localized(text(1, 32)),
    description: text(0, 100).nullish(),
    description_localizations: localized(description),
    options: list(option, 0, 25)
      .superRefine((options, ctx) => checkOptions(options as OptionBody[], ctx))
      .nullish(),
    default_member_permissions: bigint.nullish(),
    dm_permission: z.boolean().nullish(),
    nsfw: z.boolean().nullish(),
    contexts: wholes(0, 2).nullish(),
    integration_types: wholes(0, 1).nullish(),
  })
  .superRefine((it, ctx) => {
    if (it.type === ApplicationCommandType.ChatInput) {
      checkSlashName(it.name, ctx, ['name']);
      if (!it.description) addIssue(ctx, ['description'], 'BASE_TYPE_REQUIRED');
    } else {
      const length = [...it.name].length;
      if (length < 1 || length > 32)
        addIssue(ctx, ['name'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 32 in length.');
      if (it.description) addIssue(ctx, ['description'], 'APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED');
      if (it.options?.length) addIssue(ctx, ['options'], 'APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED');
    }
    if (countCharacters(it as CommandBody) > MOST_CHARACTERS) {
      const message = `Command exceeds maximum size (${MOST_CHARACTERS})`;
      addIssue(ctx, [], 'APPLICATION_COMMAND_TOO_LARGE', message);
    }
  });

const commands = z.array(command).superRefine((all, ctx) => {
  const keys = all.map((it) => `${it.type} ${it.name}`);
  keys.forEach((key, at) => {
    if (keys.indexOf(key) < at) addIssue(ctx, [at], 'APPLICATION_COMMANDS_DUPLICATE_NAME');
  });
});

function checkSlashName(name: string, ctx: z.RefinementCtx, at: PropertyKey[] = []): void {
  if (!SLASH_NAME.test(name) || name !== name.toLowerCase())
    addIssue(ctx, at, 'APPLICATION_COMMAND_INVALID_NAME');
}

function checkOption(it: Record<string, unknown>, ctx: z.RefinementCtx): void {
  const { type, choices, autocomplete, options } = it as unknown as OptionBody;
  if (autocomplete && choices?.length)
    addIssue(ctx, ['autocomplete'], 'APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE');
  if (autocomplete && ![Option.String, Option.Integer, Option.Number].includes(type))
    addIssue(ctx, ['autocomplete'], 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_TYPE');
  for (const field of ['min_value', 'max_value'] as const)
    if (type === Option.Integer && !Number.isInteger(it[field] ?? 0))
      addIssue(ctx, [field], 'NUMBER_TYPE_COERCE', 'Value is not int.');
  const names = choices?.map(({ name }) => name) ?? [];
  names.forEach((name, at) => {
    if (names.indexOf(name) < at)
      addIssue(ctx, ['choices', at], 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS');
  });
  if (options?.length) checkOptions(options, ctx, ['options']);
}

function checkOptions(options: readonly OptionBody[], ctx: z.RefinementCtx, at: PropertyKey[] = []): void {
  let optional = false;
  const names = new Set<string>();
  options.forEach((it, index) => {
    if (names.has(it.name)) addIssue(ctx, [...at, index], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS');
    names.add(it.name);
    if (it.required && optional)
      addIssue(ctx, [...at, index], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID');
    if (!it.required) optional = true;
  });
}

/** Names, descriptions and choices of a command and of all in it, counted as Discord does. */
function countCharacters(it: CommandBody | OptionBody): number {
  let sum = it.name.length + (it.description?.length ?? 0);
  for (const { name, value } of (it as OptionBody).choices ?? []) sum += name.length + String(value).length;
  for (const inner of it.options ?? []) sum += countCharacters(inner);
  return sum;
}

/** A person's raw options against a command's: what Discord's own client would not let pass is refused. */
import {
  type APIApplicationCommandInteractionDataOption as DataOption,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { invalidField, type Refusal } from '../refusal.ts';
import type { CommandBody, OptionBody } from '../rules/commands.ts';
import type { Channel } from '../world.ts';
import { type Resolved, resolve } from './resolved.ts';

/**
 * The options as the bot hears them, in the command's types; what they name by id goes into `resolved`. With
 * `draft` (autocompletion) what is required may be missing, and what is being typed may not fit yet.
 * @throws Refusal 50035
 */
export function checkOptions(
  context: Context,
  channel: Channel,
  { options }: Pick<CommandBody, 'options'>,
  given: readonly DataOption[],
  resolved: Resolved,
  draft = false,
): DataOption[] {
  const known = options ?? [];
  if (known.some(isNested) && given.length !== 1) throw wrong(null, 'Choose one subcommand.');
  const checked = given.map((it) => {
    const option = known.find((each) => each.name === it.name);
    if (!option) throw wrong(it.name, 'The command has no such option.');
    const { type, name } = option;
    if (isNested(option)) {
      const inner = ('options' in it ? it.options : undefined) ?? [];
      return { type, name, options: checkOptions(context, channel, option, inner, resolved, draft) };
    }
    const { value, focused } = it as { value?: unknown; focused?: boolean };
    return focused
      ? { type, name, value, focused }
      : { type, name, value: checkValue(context, channel, option, value, resolved) };
  });
  const missing = known.find((option) => option.required && !given.some((it) => it.name === option.name));
  if (missing && !draft) throw wrong(missing.name, 'This option is required.');
  return checked as DataOption[];
}

function isNested({ type }: OptionBody): boolean {
  return type === Option.Subcommand || type === Option.SubcommandGroup;
}

function checkValue(
  context: Context,
  channel: Channel,
  option: OptionBody,
  raw: unknown,
  resolved: Resolved,
): string | number | boolean {
  const { name, type } = option;
  switch (type) {
    case Option.String:
      return checkText(option, String(raw));
    case Option.Integer:
    case Option.Number:
      return checkNumber(option, Number(raw));
    case Option.Boolean:
      return raw === true || raw === 'true';
    case Option.Channel: {
      const target = context.world.channels.get(String(raw));
      if (target?.guildId !== channel.guildId) throw wrong(name, 'Choose a channel.');
      if (option.channel_types?.length && !option.channel_types.includes(target.type))
        throw wrong(name, 'Choose a channel of another kind.');
      break;
    }
    case Option.Attachment:
      if (!context.world.files.has(String(raw))) throw wrong(name, 'Choose a file.');
      break;
    default:
      break;
  }
  if (!resolve(context, channel, String(raw), resolved)) throw wrong(name, 'There is no such entry.');
  return String(raw);
}

function checkText(option: OptionBody, value: string): string {
  const [least, most] = [option.min_length ?? 0, Math.min(option.max_length ?? 6000, 6000)];
  const { length } = [...value];
  if (length < least || length > most) throw wrong(option.name, `Write ${least} to ${most} characters.`);
  return checkChoice(option, value);
}

function checkNumber(option: OptionBody, value: number): number {
  const whole = option.type === Option.Integer;
  const [least, most] = [option.min_value ?? -(2 ** 53), option.max_value ?? 2 ** 53];
  if (!Number.isFinite(value) || (whole && !Number.isInteger(value)))
    throw wrong(option.name, whole ? 'Give a whole number.' : 'Give a number.');
  if (value < least || value > most) throw wrong(option.name, `Give a number from ${least} to ${most}.`);
  return checkChoice(option, value);
}

function checkChoice<T extends string | number>({ name, choices }: OptionBody, value: T): T {
  if (choices?.length && !choices.some((it) => it.value === value))
    throw wrong(name, 'Choose one of the choices.');
  return value;
}

/** Told with the option's name, as the page shows it. */
function wrong(option: string | null, message: string): Refusal {
  const path = ['data', 'options', ...(option === null ? [] : [option])];
  const refusal = invalidField(path, 'INTERACTION_OPTION_INVALID', message);
  refusal.message = option === null ? message : `${option}: ${message}`;
  return refusal;
}

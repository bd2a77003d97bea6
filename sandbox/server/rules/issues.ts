/** What is wrong with a body, named as Discord names it: a code, and a sentence. */
import type { z } from 'zod';
import type { FormIssue } from '../refusal.ts';

/** The codes that come without numbers in their sentence. */
const SENTENCES = {
  APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED: 'Context menu commands cannot have description',
  APPLICATION_COMMAND_INVALID_NAME: 'Command name is invalid',
  APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_TYPE: 'Only string, integer and number options can autocomplete',
  APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE: 'Options cannot have both choices and autocomplete',
  APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS: 'Option choice names must be unique',
  APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS: 'Option name already exists',
  APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED: 'Context menu commands cannot have options',
  APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID: 'Required options must be placed before non-required options',
  APPLICATION_COMMANDS_DUPLICATE_NAME: 'Application command names must be unique',
  BASE_TYPE_REQUIRED: 'This field is required',
  BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE: 'A custom id and url cannot both be specified',
  BUTTON_COMPONENT_INVALID_LABEL_OR_EMOJI: 'A label or emoji is required',
  COMPONENT_CUSTOM_ID_DUPLICATED: 'Component custom id cannot be duplicated',
  COMPONENT_ID_DUPLICATED: 'Component id cannot be duplicated',
  COMPONENT_LAYOUT_WIDTH_EXCEEDED: 'The specified component exceeds the maximum width',
  COMPONENT_MIN_VALUES_EXCEEDS_MAX: 'min_values must not be over max_values',
  MAX_EMBED_SIZE_EXCEEDED: 'Embed size exceeds maximum size of 6000',
  MODEL_TYPE_CONVERT: 'Only dictionaries may be used in a ModelType',
  SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS: 'max_values must not be over the number of options',
  SELECT_COMPONENT_OPTION_VALUE_DUPLICATED: 'The specified option value is already used',
  URL_TYPE_INVALID_URL: 'Not a well formed URL.',
} as const;

type Context = {
  addIssue(issue: { code: 'custom'; path?: PropertyKey[]; message: string; params: object }): void;
};

/** Adds a broken rule that a schema itself can't say. */
export function addIssue(ctx: Context, path: PropertyKey[], code: keyof typeof SENTENCES): void;
export function addIssue(ctx: Context, path: PropertyKey[], code: string, sentence: string): void;
export function addIssue(
  ctx: Context,
  path: PropertyKey[],
  code: string,
  message: string = SENTENCES[code as keyof typeof SENTENCES],
): void {
  ctx.addIssue({ code: 'custom', path, message, params: { rule: code } });
}

/** Adds that a text or a list is too short or too long. `most` may be infinite. */
export function addLengthIssue(ctx: Context, least: number, most: number): void {
  if (least > 0) addIssue(ctx, [], 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
  else addIssue(ctx, [], 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
}

const CONVERSIONS: Record<string, [code: string, message: string]> = {
  string: ['STRING_TYPE_CONVERT', 'Could not interpret the value as string.'],
  number: ['NUMBER_TYPE_COERCE', 'Value is not a number.'],
  boolean: ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'],
  array: ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType'],
  object: ['MODEL_TYPE_CONVERT', SENTENCES.MODEL_TYPE_CONVERT],
  record: ['DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType'],
};

/** An issue that Zod found, by Discord's code for it. */
export function describeIssue(issue: z.core.$ZodIssue): Omit<FormIssue, 'path'> {
  const { rule } = (issue as { params?: { rule?: string } }).params ?? {};
  if (rule) return { code: rule, message: issue.message };
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_union'))
    return { code: 'BASE_TYPE_REQUIRED', message: SENTENCES.BASE_TYPE_REQUIRED };
  if (issue.code === 'invalid_type') {
    const [code, message] = CONVERSIONS[issue.expected] ?? ['BASE_TYPE_CHOICES', issue.message];
    return { code, message };
  }
  if (issue.code === 'invalid_union')
    return { code: 'NUMBER_TYPE_COERCE', message: `Value "${String(issue.input)}" is not int.` };
  if (issue.code === 'invalid_format')
    return { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
  return { code: 'BASE_TYPE_CHOICES', message: issue.message };
}

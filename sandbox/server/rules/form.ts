/**
 * A request's body against the form that Discord wants. The form is a Zod schema; what does not fit is told as
 * Discord tells it (50035). A rule between fields adds its own code through `breach`.
 */
import { z } from 'zod';
import { type FormIssue, invalidForm } from '../refusal.ts';

/** The body in its form, or a Refusal with every breach in it. `at` is where the body sits in the request. */
export function conform<T extends z.ZodType>(
  form: T,
  body: unknown,
  at: readonly PropertyKey[] = [],
): z.output<T> {
  const result = form.safeParse(body, { reportInput: true });
  if (result.success) return result.data;
  throw invalidForm(result.error.issues.map((issue) => ({ ...named(issue), path: [...at, ...issue.path] })));
}

type Context = {
  addIssue(issue: { code: 'custom'; path?: PropertyKey[]; message: string; params: object }): void;
};

/** Notes a broken rule that the schema itself can't say. */
export function breach(context: Context, path: PropertyKey[], code: string, message: string): void {
  context.addIssue({ code: 'custom', path, message, params: { rule: code } });
}

/** Text of so many characters (code points, as Discord counts). */
export function text(least: number, most: number) {
  return z.string().superRefine((value, context) => {
    const length = [...value].length;
    if (length < least || length > most) breach(context, [], ...lengthRule(least, most));
  });
}

/** A list of so many entries. */
export function list<T extends z.ZodType>(entry: T, least: number, most: number) {
  return z.array(entry).superRefine((value, context) => {
    if (value.length < least || value.length > most) breach(context, [], ...lengthRule(least, most));
  });
}

/** A whole number; as a number, or as digits in a string, which Discord takes too. */
export function whole(least: number, most: number) {
  return z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d+$/)
        .transform(Number),
    ])
    .superRefine((value, context) => {
      if (!Number.isInteger(value)) breach(context, [], 'NUMBER_TYPE_COERCE', `Value "${value}" is not int.`);
      else if (value < least)
        breach(context, [], 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${least}.`);
      else if (value > most)
        breach(context, [], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${most}.`);
    });
}

/** One of these numbers. */
export function choice<const T extends readonly number[]>(values: T) {
  return z.number().refine((value): value is T[number] => values.includes(value), {
    error: `Value must be one of {${values.join(', ')}}.`,
    params: { rule: 'BASE_TYPE_CHOICES' },
  });
}

export const snowflake = z
  .union([z.string(), z.number().transform(String)])
  .refine((value) => /^\d{1,20}$/.test(value), {
    error: 'Value is not snowflake.',
    params: { rule: 'NUMBER_TYPE_COERCE' },
  });

/** A web address, 2,048 characters at most; `more` schemes are allowed beside http and https. */
export function webAddress(more: string[] = [], most = 2048) {
  const schemes = ['http', 'https', ...more];
  return text(1, most).superRefine((value, context) => {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase();
    if (!scheme || !URL.canParse(value))
      breach(context, [], 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
    else if (!schemes.includes(scheme)) {
      const known = schemes.map((name) => `'${name}'`).join(', ');
      const message = `Scheme "${scheme}" is not supported. Scheme must be one of (${known}).`;
      breach(context, [], 'URL_TYPE_INVALID_SCHEME', message);
    }
  });
}

/** A form of a `type` each, chosen by that number. */
export function byType<T extends Record<number, z.ZodType>>(forms: T): z.ZodType<z.output<T[keyof T]>> {
  return z.unknown().transform((value, context) => {
    if (value === undefined) {
      breach(context, [], 'BASE_TYPE_REQUIRED', 'This field is required');
      return z.NEVER;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      breach(context, [], 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
      return z.NEVER;
    }
    const type = (value as { type?: unknown }).type;
    if (type === undefined) {
      breach(context, ['type'], 'BASE_TYPE_REQUIRED', 'This field is required');
      return z.NEVER;
    }
    const form = forms[type as number];
    if (!form) {
      const message = `Value of field "type" must be one of (${Object.keys(forms).join(', ')}).`;
      breach(context, ['type'], 'UNION_TYPE_CHOICES', message);
      return z.NEVER;
    }
    const result = form.safeParse(value, { reportInput: true });
    if (result.success) return result.data as z.output<T[keyof T]>;
    for (const issue of result.error.issues) context.issues.push({ ...issue } as never);
    return z.NEVER;
  }) as never;
}

function lengthRule(least: number, most: number): [string, string] {
  if (least > 0 && most < Number.POSITIVE_INFINITY)
    return ['BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`];
  if (least > 0) return ['BASE_TYPE_MIN_LENGTH', `Must be ${least} or more in length.`];
  return ['BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`];
}

type Issue = z.core.$ZodIssue & { params?: { rule?: string } };

const CONVERSIONS: Record<string, [string, string]> = {
  string: ['STRING_TYPE_CONVERT', 'Could not interpret the value as string.'],
  number: ['NUMBER_TYPE_COERCE', 'Value is not a number.'],
  int: ['NUMBER_TYPE_COERCE', 'Value is not int.'],
  boolean: ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'],
  array: ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType'],
  object: ['MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType'],
  record: ['DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType'],
};

function named(issue: z.core.$ZodIssue): Omit<FormIssue, 'path'> {
  const rule = (issue as Issue).params?.rule;
  if (rule) return { code: rule, message: issue.message };
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_union'))
    return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
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

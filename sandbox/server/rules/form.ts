/** A request's body against the form that Discord wants: a Zod schema, made of the parts that stand here. */
import { z } from 'zod';
import { invalidForm } from '../refusal.ts';
import { addIssue, addLengthIssue, describeIssue } from './issues.ts';

/**
 * The body in its form. `at` is where the body sits in the request.
 * @throws Refusal 50035 with every issue in it
 */
export function validate<T extends z.ZodType>(
  form: T,
  body: unknown,
  at: readonly PropertyKey[] = [],
): z.output<T> {
  const result = form.safeParse(body, { reportInput: true });
  if (result.success) return result.data;
  throw invalidForm(
    result.error.issues.map((issue) => ({ ...describeIssue(issue), path: [...at, ...issue.path] })),
  );
}

/** Text of so many characters (code points, as Discord counts). */
export function text(least: number, most: number) {
  return z.string().superRefine((value, ctx) => {
    const length = [...value].length;
    if (length < least || length > most) addLengthIssue(ctx, least, most);
  });
}

/** A list of so many entries. */
export function list<T extends z.ZodType>(entry: T, least: number, most: number) {
  return z.array(entry).superRefine((value, ctx) => {
    if (value.length < least || value.length > most) addLengthIssue(ctx, least, most);
  });
}

/** Whole numbers, each from `least` to `most` and none twice. */
export function wholes(least: number, most: number) {
  return z.array(whole(least, most)).refine((values) => new Set(values).size === values.length, {
    error: 'Values must be unique.',
    params: { rule: 'SET_TYPE_NOT_UNIQUE' },
  });
}

/** A whole number; as a number, or as digits in a string, which Discord takes too. */
export function whole(least: number, most: number) {
  const digits = z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number);
  return z.union([z.number(), digits]).superRefine((value, ctx) => {
    if (!Number.isInteger(value)) addIssue(ctx, [], 'NUMBER_TYPE_COERCE', `Value "${value}" is not int.`);
    else if (value < least)
      addIssue(ctx, [], 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${least}.`);
    else if (value > most)
      addIssue(ctx, [], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${most}.`);
  });
}

/** Flags: bits of a number. */
export const bits = whole(0, 2 ** 31 - 1);

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
  return text(1, most).superRefine((value, ctx) => {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase();
    if (!scheme || !URL.canParse(value)) addIssue(ctx, [], 'URL_TYPE_INVALID_URL');
    else if (!schemes.includes(scheme)) {
      const known = schemes.map((name) => `'${name}'`).join(', ');
      const message = `Scheme "${scheme}" is not supported. Scheme must be one of (${known}).`;
      addIssue(ctx, [], 'URL_TYPE_INVALID_SCHEME', message);
    }
  });
}

/** A form for each `type`, chosen by that number. */
export function byType<T extends Record<number, z.ZodType>>(forms: T): z.ZodType<z.output<T[keyof T]>> {
  return z.unknown().transform((value, ctx) => {
    const { type } = (value ?? {}) as { type?: unknown };
    const form = forms[type as number];
    if (value === undefined) addIssue(ctx, [], 'BASE_TYPE_REQUIRED');
    else if (typeof value !== 'object' || value === null || Array.isArray(value))
      addIssue(ctx, [], 'MODEL_TYPE_CONVERT');
    else if (type === undefined) addIssue(ctx, ['type'], 'BASE_TYPE_REQUIRED');
    else if (!form) {
      const message = `Value of field "type" must be one of (${Object.keys(forms).join(', ')}).`;
      addIssue(ctx, ['type'], 'UNION_TYPE_CHOICES', message);
    } else {
      const result = form.safeParse(value, { reportInput: true });
      if (result.success) return result.data as z.output<T[keyof T]>;
      for (const issue of result.error.issues) ctx.issues.push({ ...issue } as never);
    }
    return z.NEVER;
  }) as never;
}

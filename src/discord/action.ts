import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Access, RequestFor } from './access.ts';
import type { Reply } from './reply.ts';
import type { RawRequest } from './request.ts';

/** What a button, menu or modal does. Its custom id carries the state, so it works after a restart. */
export interface Action<S> {
  readonly name: string;
  readonly access: Access;
  /** Decodes and checks the state (anybody can send any), then acts. */
  readonly handle: (state: readonly string[], request: RawRequest, services: S) => Promise<Reply>;
}

type Schemas = readonly z.ZodType<string | number>[];
type State<S extends Schemas> = { readonly [Part in keyof S]: z.output<S[Part]> };

/** The custom ids of one action: its name, and what state they carry. */
export interface CustomId<S extends Schemas> {
  readonly name: string;
  readonly schemas: S;
  /** @throws RangeError where it is over Discord's 100 characters: store a row and name it instead */
  readonly id: (...state: State<S>) => string;
}

/**
 * Names an action and its state. It stands apart from what the action does, so that a card can have a button
 * without knowing the code behind it.
 *
 * @param name unique among all commands; short, as it counts against the 100 characters of a custom id
 * @param schemas one a part of the state; a part arrives as a string, so numbers are coerced
 */
export function customId<const S extends Schemas>(name: string, ...schemas: S): CustomId<S> {
  return { name, schemas, id: (...state) => encode(name, state) };
}

/**
 * Defines what happens when a component with such a custom id is used.
 *
 * @param definition.fields the custom ids of the fields, for what a modal does
 */
export function action<
  S extends Schemas,
  const Field extends string = never,
  A extends Access = 'everyone',
  Services = unknown,
>(
  { name, schemas, id }: CustomId<S>,
  definition: {
    readonly access?: A;
    readonly fields?: readonly Field[];
    readonly run: (
      state: State<S>,
      request: RequestFor<A, unknown, Field>,
      services: Services,
    ) => Promise<Reply>;
  },
): Action<Services> & Pick<CustomId<S>, 'id'> {
  const { access = 'everyone', fields = [], run } = definition;
  const schema = z.tuple(schemas as unknown as [z.ZodType<string | number>]);
  return {
    name,
    access,
    id,
    handle: async (parts, request, services) => {
      const state = schema.safeParse(parts);
      if (!state.success) throw staleAction();
      const given = Object.fromEntries(fields.map((field) => [field, request.fields[field] ?? '']));
      // The router has checked the access, which is what sets a server's request apart.
      const checked = { ...request, fields: given } as unknown as RequestFor<A, unknown, Field>;
      return run(state.data as unknown as State<S>, checked, services);
    },
  };
}

/** Raised when the meaning of stored custom ids changes, so that old buttons are told apart. */
const VERSION = '1';
const MAX_LENGTH = 100;

function encode(name: string, state: readonly (string | number)[]): string {
  const id = [
    VERSION,
    name,
    ...state.map((part) => String(part).replaceAll(/[%|]/g, (c) => (c === '|' ? '%7C' : '%25'))),
  ].join('|');
  if (id.length > MAX_LENGTH) throw new RangeError(`custom id over ${MAX_LENGTH} characters: ${id}`);
  return id;
}

/** The name and the parts of a custom id that `CustomId.id` wrote, or undefined for any other. */
export function decode(id: string): { name: string; state: string[] } | undefined {
  const [version, name, ...state] = id.split('|');
  if (version !== VERSION || !name) return undefined;
  try {
    return { name, state: state.map(decodeURIComponent) };
  } catch {
    return undefined;
  }
}

/** For a button whose state means nothing (any more). */
export function staleAction(): UserError {
  return new UserError(
    'action-stale',
    'This button is from an older message and no longer works. Use the command again.',
  );
}

import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Access } from './command.ts';
import type { Reply } from './reply.ts';
import type { Request } from './request.ts';

/** What a button, menu or modal does. Its custom id carries the state, so it works after a restart. */
export interface Action<S> {
  readonly name: string;
  readonly access: Access;
  /** Decodes and checks the state (anybody can send any), then acts. */
  readonly handle: (state: readonly string[], request: Request, services: S) => Promise<Reply>;
}

/** An action that can also write custom ids for itself. */
export interface TypedAction<S, State extends readonly (string | number)[]> extends Action<S> {
  readonly id: (...state: State) => string;
}

/** Raised when the meaning of stored custom ids changes, so that old buttons are told apart. */
const VERSION = '1';
const MAX_LENGTH = 100;

/**
 * Defines an action.
 *
 * @param name unique among all commands; short, as it counts against the 100 characters of a custom id
 * @param state one schema a part; a part arrives as a string, so numbers are coerced
 */
export function action<S, State extends readonly (string | number)[]>(definition: {
  readonly name: string;
  readonly state: z.ZodType<State, unknown>;
  readonly access?: Access;
  readonly run: (state: State, request: Request, services: S) => Promise<Reply>;
}): TypedAction<S, State> {
  const { name, state: schema, access = 'everyone', run } = definition;
  return {
    name,
    access,
    id: (...state) => encode(name, state),
    handle: async (parts, request, services) => {
      const state = schema.safeParse(parts);
      if (!state.success) throw staleAction();
      return run(state.data, request, services);
    },
  };
}

/** @throws RangeError where the id would be over Discord's 100 characters: store a row and name it instead */
export function encode(name: string, state: readonly (string | number)[]): string {
  const id = [
    VERSION,
    name,
    ...state.map((part) => String(part).replaceAll(/[%|]/g, (c) => (c === '|' ? '%7C' : '%25'))),
  ].join('|');
  if (id.length > MAX_LENGTH) throw new RangeError(`custom id over ${MAX_LENGTH} characters: ${id}`);
  return id;
}

/** The name and the parts of a custom id that `encode` wrote, or undefined for any other. */
export function decode(id: string): { name: string; state: string[] } | undefined {
  const [version, name, ...state] = id.split('|');
  if (version !== VERSION || !name) return undefined;
  try {
    return { name, state: state.map(decodeURIComponent) };
  } catch {
    return undefined;
  }
}

export const readingId = z.string().regex(/^[a-z0-9-]{1,40}$/);
export const paragraphNumber = z.coerce.number().int().min(1).max(100_000);

/** For a button whose state means nothing (any more). */
export function staleAction(): UserError {
  return new UserError(
    'action-stale',
    'This button is from an older message and no longer works. Use the command again.',
  );
}

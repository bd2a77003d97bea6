import type {
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Action } from './action.ts';
import type { Reply } from './reply.ts';
import type { Request } from './request.ts';

/** Who may use it. The router checks it again for every command, button, menu and modal. */
export type Access = 'everyone' | 'moderator' | 'admin';

/**
 * One command: its data and its behaviour together. `S` is what it needs of the services that `main.ts`
 * builds, so that a command names no more than it uses.
 */
export interface Command<S> {
  readonly data:
    | RESTPostAPIChatInputApplicationCommandsJSONBody
    | RESTPostAPIContextMenuApplicationCommandsJSONBody;
  readonly access?: Access;
  readonly run: (request: Request, services: S) => Promise<Reply>;
  /** At most 25 are sent; names and values at most 100 characters. */
  readonly autocomplete?: (
    focused: { readonly option: string; readonly typed: string },
    request: Request,
    services: S,
  ) => Promise<readonly Choice[]>;
  /** What its buttons, menus and modals do. */
  readonly actions?: readonly Action<S>[];
}

export interface Choice {
  readonly name: string;
  readonly value: string;
}

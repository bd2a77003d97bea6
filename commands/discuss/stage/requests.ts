import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import { type Api, ApiError } from '../../../src/discord/api.ts';
import type { PermissionName } from '../../../src/discord/permissions.ts';
import { StageError } from '../../../src/discussion/stage.ts';
import { shorten } from '../../../src/text/cut.ts';

/** Discord's API as the stage uses it: whatever it does not do is a `StageError`. */
export interface Requests {
  /** @typeParam T what Discord documents as its answer */
  readonly read: <T>(route: `/${string}`, query?: Readonly<Record<string, string>>) => Promise<T>;
  /** @param needs permissions that the error names where the bot lacks them */
  readonly write: <T>(
    method: 'POST' | 'PATCH' | 'DELETE',
    route: `/${string}`,
    body?: object,
    needs?: Needs,
  ) => Promise<T>;
}

interface Needs {
  readonly channelId: string;
  readonly permissions: readonly PermissionName[];
}

/** Discord refuses, for a reason that has nothing to do with permissions; `code` is its number for it. */
export class Refused extends StageError {
  constructor(
    readonly code: number | string | undefined,
    message: string,
  ) {
    super('refused', message);
  }
}

export function createRequests(api: Api): Requests {
  async function send<T>(request: Promise<unknown>, needs?: Needs): Promise<T> {
    try {
      return (await request) as T;
    } catch (error) {
      const lacking = needs ? api.missing(needs.channelId, ['ViewChannel', ...needs.permissions]) : [];
      throw stageError(error, lacking);
    }
  }

  return {
    read: (route, query) => send(api.read(route, query)),
    write: (method, route, body, needs) => send(api.write(method, route, body), needs),
  };
}

/** For what may be gone, such as a message, or a poll that has ended already. */
export function ignoreGone(error: unknown): undefined {
  if (error instanceof Refused) return undefined;
  throw error;
}

/** For what is to be deleted, and may be gone with its channel. */
export function ignoreAway(error: unknown): undefined {
  if (error instanceof StageError && error.kind === 'channel-gone') return undefined;
  if (error instanceof Refused && error.code === RESTJSONErrorCodes.UnknownMessage) return undefined;
  throw error;
}

/** Of what is done in a thread: the channel that is gone is the thread. */
export function asPartGone(error: unknown): unknown {
  return error instanceof StageError && error.kind === 'channel-gone'
    ? new StageError('part-gone', error.message)
    : error;
}

/** How many characters of what Discord says are kept and shown. */
const MESSAGE_LENGTH = 500;

function stageError(error: unknown, lacking: readonly string[]): unknown {
  if (!(error instanceof ApiError)) return error;
  const message = shorten(error.message, MESSAGE_LENGTH);
  switch (error.kind) {
    case 'forbidden':
      return new StageError('permission', lacking.join(', ') || message);
    case 'refused':
      return new Refused(error.code, message);
    default:
      return new StageError(error.kind, message);
  }
}

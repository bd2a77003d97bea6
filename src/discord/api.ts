import {
  type Client,
  DiscordAPIError,
  HTTPError,
  PermissionsBitField,
  REST,
  RESTJSONErrorCodes,
  SnowflakeUtil,
} from 'discord.js';
import { withDeadline } from '../text/deadline.ts';
import { isUnanswered } from './network.ts';
import { missingPermissions, type PermissionName } from './permissions.ts';

/** Discord's REST API, for what the bot does by itself rather than in answer to somebody. */
export interface Api {
  /** The bot's own user id. */
  readonly ownId: () => string;
  /** @throws ApiError */
  readonly read: (route: `/${string}`, query?: Readonly<Record<string, string>>) => Promise<unknown>;
  /** @throws ApiError */
  readonly write: (
    method: 'POST' | 'PATCH' | 'DELETE',
    route: `/${string}`,
    body?: object,
  ) => Promise<unknown>;
  /** Which of these the bot lacks in a channel, as far as the gateway has told, by the names that people see. */
  readonly missing: (channelId: string, needed: readonly PermissionName[]) => string[];
  /** The owner of a server, if the bot is in it. */
  readonly ownerOf: (guildId: string) => string | undefined;
}

export type ApiErrorKind =
  /** The channel or thread is no longer there. */
  | 'channel-gone'
  /** The bot lacks a permission. */
  | 'forbidden'
  /** Discord did not answer, or has troubles of its own: it is not known whether it was done. */
  | 'unclear'
  /** Discord refuses it for another reason, which `code` names. */
  | 'refused';

export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly kind: ApiErrorKind,
    message: string,
    /** Discord's own number for the reason. */
    readonly code?: number | string,
  ) {
    super(message);
  }
}

/**
 * Requests go by a queue of their own, which leaves room for answers. The library never repeats them, and each is
 * given up after `timeoutMs`.
 */
export function createApi(
  client: Client,
  {
    requestsPerSecond,
    timeoutMs,
    beforeWrite = async () => {},
  }: {
    readonly requestsPerSecond: number;
    readonly timeoutMs: number;
    /** Must have been done before anything is changed on Discord. */
    readonly beforeWrite?: () => Promise<void>;
  },
): Api {
  const rest = new REST({ ...client.rest.options, retries: 0, globalRequestsPerSecond: requestsPerSecond });
  const ownId = () => client.user?.id ?? '';

  async function send(request: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
    try {
      rest.setToken(client.token ?? '');
      return await withDeadline(timeoutMs, request);
    } catch (error) {
      throw apiError(error);
    }
  }

  return {
    ownId,
    read: (route, query = {}) =>
      send((signal) => rest.get(route, { query: new URLSearchParams(query), signal })),
    async write(method, route, body) {
      await beforeWrite();
      return send((signal) => {
        if (method === 'DELETE') return rest.delete(route, { signal });
        return method === 'POST' ? rest.post(route, { body, signal }) : rest.patch(route, { body, signal });
      });
    },
    missing(channelId, needed) {
      const channel = client.channels.cache.get(channelId);
      if (!channel || channel.isDMBased()) return [];
      const held = channel.permissionsFor(ownId()) ?? new PermissionsBitField();
      return missingPermissions(held.bitfield, needed);
    },
    ownerOf: (guildId) => client.guilds.cache.get(guildId)?.ownerId,
  };
}

/** The id that something made at this time would have: later ones are greater. */
export function idAt(time: Date): string {
  return SnowflakeUtil.generate({ timestamp: time.getTime() }).toString();
}

/** When something of this id was made. */
export function timeOf(id: string): Date {
  return new Date(SnowflakeUtil.timestampFrom(id));
}

function apiError(error: unknown): unknown {
  if (error instanceof DiscordAPIError) {
    const { code, status, message } = error;
    if (code === RESTJSONErrorCodes.UnknownChannel) return new ApiError('channel-gone', message, code);
    if (status === 403 && !OTHER_REFUSALS.has(Number(code))) return new ApiError('forbidden', message, code);
    return new ApiError('refused', message, code);
  }
  // What Discord answers with 500 and above is an HTTPError.
  if (error instanceof HTTPError) return new ApiError('unclear', error.message);
  if (isUnanswered(error)) return new ApiError('unclear', 'Discord did not answer in time');
  return error;
}

/** Answered with 403 though no permission of the bot's is missing. */
const OTHER_REFUSALS: ReadonlySet<number> = new Set([RESTJSONErrorCodes.CannotSendMessagesToThisUser]);

import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  HTTPError,
  OAuth2Scopes,
  Partials,
  RESTJSONErrorCodes,
} from 'discord.js';
import { SetupError } from '../errors.ts';
import type { Log } from '../log.ts';
import { isUnanswered } from './network.ts';
import type { PermissionName } from './permissions.ts';
import type { Router } from './router.ts';

export type { Client } from 'discord.js';

/** How long the first connection may take, in ms. */
const CONNECT_TIMEOUT = 30_000;

/** A client with no privileged intent: it hears of servers and channels, and of nothing that is written. */
export function createClient({ apiUrl }: { readonly apiUrl?: string | undefined }): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    // A thread that was archived at the start is known from what an interaction says of it.
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    ...(apiUrl && { rest: { api: apiUrl } }),
  });
}

/**
 * Connects and waits until the bot is ready.
 *
 * @throws SetupError with one line on what to do where it can't
 */
export async function connect(client: Client, token: string, log: Log): Promise<Client<true>> {
  client.on(Events.Warn, (message) => log.warn(message));
  client.on(Events.Error, (err) => log.error({ err }, 'client error'));
  client.on(Events.ShardError, (err) => log.warn({ err }, 'connection error'));
  client.on(Events.ShardReconnecting, () => log.warn('connection lost, reconnecting'));
  client.on(Events.ShardResume, () => log.info('connection resumed'));
  const ready = new Promise<Client<true>>((resolve, reject) => {
    client.once(Events.ClientReady, resolve);
    whenLost(client, reject);
  });
  ready.catch(() => {});
  const timeout = new AbortController();
  try {
    return await Promise.race([
      client.login(token).then(() => ready),
      sleep(CONNECT_TIMEOUT, undefined, { signal: timeout.signal, ref: false }).then(() => {
        throw new SetupError(
          'Discord did not answer within 30 s. Check the network, or DISCORD_API_URL, and start again.',
        );
      }),
    ]);
  } catch (error) {
    await client.destroy();
    throw asSetupError(error);
  } finally {
    timeout.abort();
  }
}

/** Tells when Discord has closed the connection for good, such as for a token that was revoked. */
export function whenLost(client: Client, lost: (error: Error) => void): void {
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (code === GatewayCloseCodes.AuthenticationFailed) lost(badToken());
    else if (code === GatewayCloseCodes.DisallowedIntents || code === GatewayCloseCodes.InvalidIntents)
      lost(badIntents());
    else if (UNRECOVERABLE.has(code))
      lost(new SetupError(`Discord closed the connection for good (code ${code}). Start the bot again.`));
  });
}

const UNRECOVERABLE = new Set<number>([
  GatewayCloseCodes.InvalidShard,
  GatewayCloseCodes.ShardingRequired,
  GatewayCloseCodes.InvalidAPIVersion,
]);

/** Brings every interaction to the router. */
export function listenToInteractions(client: Client, router: Router): void {
  client.on(Events.InteractionCreate, (interaction) => void router.handle(interaction));
}

/** The address at which somebody adds the bot to a server, with these permissions. */
export function inviteLink(client: Client<true>, permissions: readonly PermissionName[]): string {
  return client.generateInvite({
    scopes: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands],
    permissions: [...permissions],
  });
}

/** Faults of the set-up as one line that says what to do; others as they are. */
export function asSetupError(error: unknown): unknown {
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) return badToken();
  if (error instanceof DiscordAPIError && error.status === 401) return badToken();
  if ((error instanceof HTTPError || error instanceof DiscordAPIError) && UNUSABLE(error.status))
    return new SetupError(
      `Discord answers with HTTP ${error.status}. Check DISCORD_API_URL if it is set; else try again later.`,
    );
  const { message = '' } = error as { message?: string };
  if (/disallowed intents/i.test(message)) return badIntents();
  if (/authentication failed|invalid token/i.test(message)) return badToken();
  if (isUnanswered(error))
    return new SetupError(
      'Discord can’t be reached. Check the network, a proxy, or DISCORD_API_URL, and start again.',
    );
  return error;
}

/** Discord's own troubles, or something else than Discord. */
const UNUSABLE = (status: number) => status === 404 || status >= 500;

/** Whether Discord refused because the bot is not in the server, or there is no such server. */
export function isNotThere(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    (error.code === RESTJSONErrorCodes.MissingAccess || error.code === RESTJSONErrorCodes.UnknownGuild)
  );
}

function badIntents(): SetupError {
  return new SetupError(
    'Discord refuses the intents that the bot asks for. It needs none that are privileged: check that DISCORD_TOKEN is of an application of yours.',
  );
}

function badToken(): SetupError {
  return new SetupError(
    'Discord does not accept DISCORD_TOKEN. Copy it again from the Developer Portal (your application → Bot → Reset Token) into .env.',
  );
}

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
  Options,
  Partials,
  RESTJSONErrorCodes,
  Routes,
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
    // Replies are in Discord's own form already; looking through all of their keys is a tenth of a long answer's CPU.
    jsonTransformer: (data) => data,
    // An interaction brings who and what it is about: of people and messages, nothing else is ever looked up.
    makeCache: Options.cacheWithLimits({
      UserManager: { maxSize: 0, keepOverLimit: isSelf },
      GuildMemberManager: { maxSize: 0, keepOverLimit: isSelf },
      MessageManager: 0,
    }),
    // Discord counts no answer among a bot's 50 requests a second; what is done without being asked has a queue of its own.
    rest: { ...(apiUrl && { api: apiUrl }), globalRequestsPerSecond: Number.POSITIVE_INFINITY },
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
    const asked = asSetupError(error);
    throw asked instanceof SetupError || (await isDiscord(client)) ? asked : notDiscord();
  } finally {
    timeout.abort();
  }
}

/** Whether Discord answers, and no page of a network that wants a login first. */
async function isDiscord({ rest }: Client): Promise<boolean> {
  const answer = await rest.get(Routes.gateway(), { auth: false }).catch(() => undefined);
  return typeof (answer as { url?: unknown } | undefined)?.url === 'string';
}

/** Tells when Discord has closed the connection for good, such as for a token that was revoked. */
export function whenLost(client: Client, lost: (error: Error) => void): void {
  client.on(Events.ShardDisconnect, ({ code }) => {
    const fault = closedBy(code);
    if (fault) lost(fault);
  });
}

/** What is wrong where Discord closes a connection for good with this code; nothing where it can be made again. */
function closedBy(code: number): SetupError | undefined {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return badToken();
    case GatewayCloseCodes.DisallowedIntents:
    case GatewayCloseCodes.InvalidIntents:
      return badIntents();
    case GatewayCloseCodes.ShardingRequired:
      return tooManyServers();
    case GatewayCloseCodes.InvalidShard:
    case GatewayCloseCodes.InvalidAPIVersion:
      return new SetupError(`Discord closed the connection for good (code ${code}). Start the bot again.`);
    default:
      return undefined;
  }
}

function isSelf({ id, client }: { readonly id: string; readonly client: Client }): boolean {
  return id === client.user?.id;
}

/** Brings every interaction to the router. */
export function listenToInteractions(client: Client, router: Router): void {
  client.on(Events.InteractionCreate, async (interaction) => {
    await router.handle(interaction);
    // discord.js keeps every channel, of direct messages too.
    if (!interaction.guildId && interaction.channelId) client.channels.cache.delete(interaction.channelId);
  });
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
  const closed = CLOSED.find(([words]) => words.test(message));
  if (closed) return closedBy(closed[1]);
  if (isUnanswered(error))
    return new SetupError(
      'Discord can’t be reached. Check the network, a proxy, or DISCORD_API_URL, and start again.',
    );
  return error;
}

/** What discord.js makes of a close code where the first connection is closed. */
const CLOSED: readonly (readonly [RegExp, GatewayCloseCodes])[] = [
  [/authentication failed|invalid token/i, GatewayCloseCodes.AuthenticationFailed],
  [/(?:disallowed|invalid) intents/i, GatewayCloseCodes.DisallowedIntents],
  [/sharding is required/i, GatewayCloseCodes.ShardingRequired],
  [/invalid shard/i, GatewayCloseCodes.InvalidShard],
  [/invalid api version/i, GatewayCloseCodes.InvalidAPIVersion],
];

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

function notDiscord(): SetupError {
  return new SetupError(
    'Something else than Discord answers: a login page of this network, a proxy, or what DISCORD_API_URL names. Open the network, and start again.',
  );
}

function tooManyServers(): SetupError {
  return new SetupError(
    'Discord refuses the bot, as it is in more servers than one connection may serve. Remove it from some, or run a bot of another token for them.',
  );
}

function badToken(): SetupError {
  return new SetupError(
    'Discord does not accept DISCORD_TOKEN. Copy it again from the Developer Portal (your application → Bot → Reset Token) into .env.',
  );
}

import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import dotenv from 'dotenv';
import { inWords } from '../commands/discuss/news.ts';
import { postedNotice } from '../commands/discuss/notices.ts';
import { startScheduler } from '../commands/discuss/scheduler.ts';
import { createStage } from '../commands/discuss/stage/discord-stage.ts';
import { commands } from '../commands/index.ts';
import { BOT_PERMISSIONS } from '../commands/permissions.ts';
import { followMembership } from '../commands/server/membership.ts';
import type { Services } from '../commands/services.ts';
import { createCiter } from './citation/cite.ts';
import { type Config, readConfig } from './config.ts';
import { createApi } from './discord/api.ts';
import {
  asSetupError,
  type Client,
  connect,
  createClient,
  inviteLink,
  isNotThere,
  listenToInteractions,
  whenLost,
} from './discord/client.ts';
import { createDownload, DISCORD_FILES } from './discord/download.ts';
import { listenToServers, type ServerEvents } from './discord/events.ts';
import { registerCommands } from './discord/registration.ts';
import { createRouter } from './discord/router.ts';
import { createServerView } from './discord/server-view.ts';
import type { Pace } from './discord/throttle.ts';
import { createDirector } from './discussion/director.ts';
import { gatedShelf, shelfInDiscussions } from './discussion/gate.ts';
import { REQUEST_MS } from './discussion/lease.ts';
import { createWatch } from './discussion/watch.ts';
import { SetupError } from './errors.ts';
import { createLog, type Log } from './log.ts';
import { PROJECT_FOLDER } from './project.ts';
import type { AnnotatedReading } from './reading/annotations.ts';
import { loadReadings } from './reading/folder.ts';
import { createImporter } from './reading/import/import.ts';
import { LIMITS } from './reading/import/limits.ts';
import type { FetchPage } from './reading/import/link.ts';
import { createShelf } from './reading/shelf.ts';
import { createSearch, nearestPassage } from './search/search.ts';
import { openStorage, type Storage } from './storage/storage.ts';

/* The composition root: the only place where things are built and joined. */

export interface BotOptions {
  readonly token: string;
  readonly apiUrl?: string | undefined;
  readonly guildId?: string | undefined;
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly log: Log;
  readonly clock?: () => Date;
  readonly deferAfterMs?: number;
  /** Fetches the page of a link that a moderator adds; without it, links are refused. */
  readonly fetchPage?: FetchPage | undefined;
  /** How many interactions of one person are answered. */
  readonly pace?: Pace | undefined;
  /** Told when the database's file is gone, and what it held is kept: the process must end now. */
  readonly onLost?: ((why: SetupError) => void) | undefined;
  /** How often it looks which discussions are due, in ms. */
  readonly scheduleEveryMs?: number | undefined;
}

export interface Bot {
  readonly client: Client<true>;
  /** Answers what has been begun, then goes offline. */
  readonly stop: () => Promise<void>;
}

/**
 * Builds the bot and brings it online.
 *
 * @throws SetupError where the token, the network, the database or the readings are not as they must be
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { log, clock = () => new Date(), dataDir, databaseUrl } = options;
  const shipped = shippedReadings();
  const storage = await openStorage({
    dataDir,
    databaseUrl,
    secret: options.token,
    onError: (err) => log.error({ err }, 'database'),
    onLost: options.onLost,
  });
  const client = createClient(options);
  const importer = createImporter();
  const citer = createCiter();
  const services: Services = {
    ...buildServices(storage, shipped, client, options),
    importFile: importer.importFile,
    fetchPage: options.fetchPage,
    cite: citer.cite,
  };
  const router = createRouter<Services>({
    commands,
    services,
    log,
    isModerator: moderatorsBy(storage),
    claims: storage.claims,
    clock,
    ...(options.deferAfterMs !== undefined && { deferAfterMs: options.deferAfterMs }),
    ...(options.pace && { pace: options.pace }),
  });
  listenToInteractions(client, router);
  try {
    const online = await connect(client, options.token, log);
    await tellCommands(online, options);
    const { repositories, housekeeping } = storage;
    const listen = (heard: Partial<ServerEvents>) => listenToServers(online, heard);
    const unfollow = await followMembership(
      { listen, view: services.serverView },
      { guilds: repositories.guilds, housekeeping },
      { log, clock },
    );
    const scheduler = startScheduler({
      listen,
      director: services.director,
      watch: createWatch({
        store: repositories.discussions,
        director: services.director,
        settings: repositories.settings,
        now: clock,
      }),
      onError: (err) => log.error({ err }, 'discussion'),
      everyMs: options.scheduleEveryMs,
    });
    return {
      client: online,
      async stop() {
        unfollow();
        online.removeAllListeners();
        await scheduler.stop();
        await router.idle();
        await online.destroy();
        await Promise.all([importer.stop(), citer.stop()]);
        await storage.close();
      },
    };
  } catch (error) {
    await client.destroy();
    await storage.close();
    throw error;
  }
}

function buildServices(
  { repositories, housekeeping, agenda, claims }: Storage,
  shipped: Shipped,
  client: Client,
  { apiUrl, log, clock = () => new Date() }: BotOptions,
): Omit<Services, 'importFile' | 'fetchPage' | 'cite'> {
  const { readings, placements, discussions, settings } = repositories;
  const wholeShelf = shelfInDiscussions(createShelf({ shipped, readings, placements }), discussions.inThread);
  return {
    search: createSearch(),
    shelf: gatedShelf(wholeShelf, discussions),
    wholeShelf,
    director: createDirector({
      store: discussions,
      agenda,
      stage: createStage({
        // What discussions post leaves room for answers: Discord allows a bot 50 requests a second in all.
        api: createApi(client, {
          requestsPerSecond: 25,
          timeoutMs: REQUEST_MS,
          beforeWrite: claims.take,
        }),
        settings,
        clock,
      }),
      reading: wholeShelf.get,
      readingIn: async (guildId, channelId) =>
        (await wholeShelf.current({ guildId, channelId, parentId: null })).text.reading.id,
      now: clock,
      process: randomUUID(),
      inWords,
      postedNotice,
      onError: (err) => log.error({ err }, 'discussion'),
    }),
    ...repositories,
    housekeeping,
    serverView: createServerView(client),
    download: createDownload({
      // The sandbox, or whatever stands for Discord, keeps its files itself.
      origins: apiUrl ? [...DISCORD_FILES, new URL(apiUrl).origin] : DISCORD_FILES,
      maxBytes: LIMITS.file,
    }),
  };
}

type Shipped = readonly [AnnotatedReading, ...AnnotatedReading[]];

function shippedReadings(): Shipped {
  const folder = fileURLToPath(new URL('data/readings', PROJECT_FOLDER));
  const [first, ...rest] = loadReadings(folder, nearestPassage);
  if (!first) throw new SetupError(`There is no reading in ${folder}.`);
  return [first, ...rest];
}

function moderatorsBy({ repositories: { settings } }: Storage) {
  return async (guildId: string, roles: readonly string[]) => {
    const { moderatorRoleId } = await settings.get(guildId);
    // A server's id is its @everyone's too, whom no choice of old makes moderators.
    return moderatorRoleId !== null && moderatorRoleId !== guildId && roles.includes(moderatorRoleId);
  };
}

async function tellCommands(client: Client<true>, { guildId, log }: BotOptions): Promise<void> {
  const told = await registerCommands(client.rest, client.application.id, commands, guildId).catch(
    (error: unknown) => {
      if (!guildId || !isNotThere(error)) throw asSetupError(error);
      throw new SetupError(
        `The bot is not in the server that DISCORD_GUILD_ID names. Invite it, then start again: ${inviteLink(client, BOT_PERMISSIONS)}`,
      );
    },
  );
  log.info(
    { commands: commands.length, guildId },
    told ? 'commands registered' : 'commands are as they were',
  );
}

/** How long answers may take that were begun before the bot was told to stop, in ms. */
const STOP_TIMEOUT = 10_000;

async function runProcess(): Promise<void> {
  dotenv.config({ quiet: true });
  let log = createLog({ level: 'info' });
  const fail = (error: unknown): never => {
    if (error instanceof SetupError) log.fatal(error.message);
    else log.fatal({ err: error }, 'stopped by a fault of its own');
    process.exit(1);
  };
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'));
  process.on('uncaughtException', fail);
  try {
    const config = readConfig(process.env);
    log = createLog({ level: config.logLevel, secrets: config.token ? [config.token] : [] });
    const bot = await startBot({
      ...(await place(config, log)),
      fetchPage: config.linkImport ? fetchPage : undefined,
      log,
      onLost: fail,
    });
    whenLost(bot.client, fail);
    log.info({ user: bot.client.user.tag, servers: bot.client.guilds.cache.size }, 'online');
    if (config.token) log.info(`Invite it to a server: ${inviteLink(bot.client, BOT_PERMISSIONS)}`);
    whenToldToStop((reason) => {
      log.info({ reason }, 'stopping');
      setTimeout(() => process.exit(1), STOP_TIMEOUT).unref();
      bot.stop().then(() => process.exit(0), fail);
    });
  } catch (error) {
    fail(error);
  }
}

/** Tells once, by a signal or by the end of `npm start`, whose shell does not hand signals on. */
function whenToldToStop(stop: (reason: string) => void): void {
  let told = false;
  const once = (reason: string) => {
    clearInterval(watch);
    if (!told) stop(reason);
    told = true;
  };
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event && process.ppid !== parent) once('npm has ended');
  }, 500).unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once);
}

/** Loads what fetches pages once one is asked for. */
const fetchPage: FetchPage = async (link) =>
  (await import('./reading/import/link.ts')).createPageFetcher()(link);

/** Where the bot goes: Discord with a token, else the sandbox, which is started for it. */
async function place(config: Config, log: Log): Promise<Omit<BotOptions, 'log'>> {
  const { token, dataDir, databaseUrl, apiUrl, guildId } = config;
  if (token) return { token, dataDir, databaseUrl, apiUrl, guildId };
  const { startSandbox } = await import('../sandbox/server/server.ts');
  const sandbox = await startSandbox({ port: config.sandboxPort, examples: EXAMPLES }).catch(
    (error: Error) => {
      throw new SetupError(`The sandbox can’t start: ${error.message}. Set SANDBOX_PORT to a free port.`);
    },
  );
  log.info(`No DISCORD_TOKEN is set, so the bot runs against the sandbox. Open ${sandbox.url}`);
  // What is tried out there is kept apart from what servers keep.
  return { token: sandbox.token, apiUrl: sandbox.apiUrl, dataDir: join(dataDir, 'sandbox') };
}

/** What the sandbox's page offers to a newcomer, to be sent with one press. */
const EXAMPLES = [
  { command: 'ask', options: { question: 'Why was the pact called one-sided?' } },
  { command: 'ask', options: { question: 'Could a president end the treaty without the Senate?' } },
  { command: 'context', options: {} },
];

const started = process.argv[1];
if (started && realpathSync(started) === fileURLToPath(import.meta.url)) await runProcess();

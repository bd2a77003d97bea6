/**
 * The sandbox: a Discord on this machine, for trying and testing. It has the gateway, the REST interface and a
 * page to be people on; it holds all in memory and knows nothing of any bot. On the loopback only.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { APIMessage } from 'discord-api-types/v10';
import { type MovableClock, startClock } from './clock.ts';
import type { Context, SandboxEvent } from './context.ts';
import { defaultWorld } from './default-world.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { createGuildActions, type GuildActions } from './guild-actions.ts';
import type { PageExample } from './page-api.ts';
import { createPageServer } from './page-server.ts';
import { actAs, type PersonActions } from './person.ts';
import { presentMessage } from './present/message.ts';
import { createRateLimits, type Limit, type RateLimits } from './rest/rate-limits.ts';
import { createRestHandler, type SentRequest } from './rest/rest.ts';
import { createSnowflakes } from './snowflakes.ts';
import type { Message, World } from './world.ts';

export type { SentRequest } from './rest/rest.ts';

export interface SandboxOptions {
  /** The first port to try; the next free one is taken. 0 for any. Default 4747. */
  port?: number;
  /** A loopback address. Default 127.0.0.1. */
  host?: string;
  /** The bot's token. Default: one for all sandboxes. */
  token?: string;
  /** What time it is, in milliseconds since 1970. Default the machine's. */
  now?: () => number;
  /** What there is. Default: a reading group and a second server. */
  world?: World;
  /** Hears of each request that the bot made. */
  onSent?: (sent: SentRequest) => void;
  limits?: { global?: Limit; route?: (route: string) => Limit };
  /** Where the built page is. Default dist/page. */
  pageFolder?: string;
  /** What the page invites a newcomer to try, ready filled. Default: nothing. */
  examples?: PageExample[];
}

export interface Sandbox {
  /** Where the page is, such as http://127.0.0.1:4747. */
  url: string;
  /** What a bot takes for Discord's API, such as http://127.0.0.1:4747/api. */
  apiUrl: string;
  token: string;
  port: number;
  /** All that there is, to look at. Changing it by hand tells nobody. */
  world: World;
  /** A message as Discord's JSON, as somebody sees it. */
  show(message: Message, userId: string): APIMessage;
  /** All that a person can see and do, by id. */
  as(userId: string): PersonActions;
  /** What happens to servers, done by nobody in particular. */
  guilds: GuildActions;
  clock: MovableClock;
  gateway: Gateway;
  limits: RateLimits;
  /** Hears of everything that happens, until taken back. */
  listen(hear: (event: SandboxEvent) => void): () => void;
  close(): Promise<void>;
}

const DEFAULT_PORT = 4747;
/** Not a secret: good for sandboxes only. */
export const SANDBOX_TOKEN = 'MTEwMDAwMDAwMDAwMDAwMDAwMQ.SandBx.only-good-on-this-machine-in-the-sandbox';

const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/i;
const PORTS_TO_TRY = 50;

/**
 * Starts a sandbox.
 * @throws Error when the host is not of the loopback, or no port is free.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', token = SANDBOX_TOKEN, world = defaultWorld() } = options;
  if (!LOOPBACK.test(host.includes(':') ? `[${host}]` : host))
    throw new Error(`The sandbox is for this machine only: ${host} is not a loopback address.`);
  const clock = startClock(options.now);
  const listeners = new Set<(event: SandboxEvent) => void>();
  let url = '';
  const context: Context = {
    world,
    clock,
    newId: createSnowflakes(clock),
    url: () => url,
    emit(event) {
      gateway.tell(event);
      page.tell(event);
      for (const hear of listeners) hear(event);
    },
    botOnline: () => gateway.online(),
  };
  const socketUrl = () => `${url.replace('http', 'ws')}/gateway`;
  const limits = createRateLimits(clock, options.limits);
  const gateway = startGateway(context, {
    token,
    url: socketUrl,
    onlineChanged: (online) => context.emit({ type: 'bot', online }),
  });
  const page = createPageServer(context, options.pageFolder ?? builtPage(), options.examples);
  const rest = createRestHandler(context, { token, socketUrl, limits, onSent: options.onSent ?? (() => {}) });

  const server = createServer((request, response) => {
    const refusal = foreign(request);
    if (refusal) {
      response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(refusal);
      return;
    }
    const asked = addressOf(request, url);
    if (!asked) response.writeHead(400, { connection: 'close' }).end();
    else if (!page.handle(request, response, asked)) void rest(request, response, asked);
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (foreign(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const asked = addressOf(request, url);
    if (!asked) socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    else if (page.upgrade(request, socket, head, asked)) return;
    else if (asked.pathname.startsWith('/gateway')) gateway.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
  });
  // A page left open keeps its line; that must not keep the next request of a client waiting.
  server.keepAliveTimeout = 60_000;

  const port = await listenOn(server, host, options.port ?? DEFAULT_PORT);
  url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

  return {
    url,
    apiUrl: `${url}/api`,
    token,
    port,
    world,
    show: (message, userId) => presentMessage(context, message, { userId }),
    as: (userId) => actAs(context, userId),
    guilds: createGuildActions(context),
    clock,
    gateway,
    limits,
    listen(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    close() {
      clock.stop();
      listeners.clear();
      gateway.close();
      page.close();
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

/**
 * Why a request is not of this machine's own, if it is not: a name that is not the loopback's (a foreign name
 * made to point here), or a page of another origin that asks for more than to look.
 */
function foreign(request: IncomingMessage): string | undefined {
  const { host = '', origin, upgrade } = request.headers;
  if (!LOOPBACK.test(host)) return 'The sandbox answers to loopback names only.';
  const looks = (request.method === 'GET' || request.method === 'HEAD') && !upgrade;
  const site = request.headers['sec-fetch-site'];
  if (looks && site !== 'cross-site') return undefined;
  if (looks)
    return request.headers['sec-fetch-mode'] === 'navigate' ? undefined : 'This page is of another origin.';
  if (origin !== undefined && origin !== `http://${host}`) return 'This page is of another origin.';
  return undefined;
}

/** What a request asks for; undefined where its line means nothing. */
function addressOf({ url = '/' }: IncomingMessage, base: string): URL | undefined {
  return URL.canParse(url, base) ? new URL(url, base) : undefined;
}

function listenOn(server: ReturnType<typeof createServer>, host: string, first: number): Promise<number> {
  return new Promise((listening, failed) => {
    let port = first;
    server.on('error', (problem: NodeJS.ErrnoException) => {
      const taken = problem.code === 'EADDRINUSE' || problem.code === 'EACCES';
      if (!taken || first === 0 || port - first >= PORTS_TO_TRY) {
        failed(problem);
        return;
      }
      port += 1;
      server.listen(port, host);
    });
    server.listen(port, host, () => listening((server.address() as AddressInfo).port));
  });
}

/** dist/page, seen from sandbox/server as well as from a file of dist. */
function builtPage(): string {
  const here = import.meta.url;
  return fileURLToPath(new URL(here.endsWith('.ts') ? '../../dist/page' : 'page', here));
}

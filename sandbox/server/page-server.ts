/** The page's side of the server: its files, its questions, its actions and its socket. See page-api.ts. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import type { Duplex } from 'node:stream';
import type { APIAttachment } from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import type { Context, SandboxEvent } from './context.ts';
import { runAction } from './page-actions.ts';
import type { PageEvent, PageExample } from './page-api.ts';
import { pageEvents, pagePeople, pageWorld } from './page-view.ts';
import { actAs, type PersonActions } from './person.ts';
import { invalidJson, methodNotAllowed, notFound, Refusal } from './refusal.ts';
import { readBody, readBytes } from './rest/body.ts';
import { splitPath } from './rest/route.ts';

const BASE = '/page-api/as/';
const EVENTS = /^\/page-api\/as\/([^/]+)\/events$/;
const MIME: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** A picture is shown; anything else that a bot sent is only ever saved. */
const SHOWN = /^image\/(png|jpeg|gif|webp)$/;
const INDEX = 'index.html';
const NOT_BUILT = 'The page is not built yet. Run `npm run build:page`, then load this again.\n';

export interface PageServer {
  /** True if the request was the page's; then it is answered. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): boolean;
  tell(event: SandboxEvent): void;
  close(): void;
}

/** `folder` is where the built page is (dist/page); `examples` are what it invites to. */
export function createPageServer(context: Context, folder: string, examples: PageExample[] = []): PageServer {
  const sockets = new WebSocketServer({ noServer: true });
  const listeners = new Map<string, Set<(event: PageEvent) => void>>();

  async function answer(request: IncomingMessage, url: URL): Promise<unknown> {
    if (url.pathname === '/page-api/people') return pagePeople(context);
    if (!url.pathname.startsWith(BASE)) throw notFound();
    const [name = '', ...rest] = splitPath(url.pathname.slice(BASE.length));
    const userId = personId(context, name);
    const me = actAs(context, userId);
    if (request.method === 'GET') {
      if (rest.join('/') === 'world') return { ...pageWorld(context, userId), examples };
      return find(me, rest, url.searchParams);
    }
    if (request.method !== 'POST') throw methodNotAllowed();
    const action = rest.join('/');
    if (action === 'files') return upload(me, request, url.searchParams.get('name') ?? 'file');
    if (!request.headers['content-type']?.startsWith('application/json')) throw invalidJson();
    return runAction(me, action, (await readBody(request)).body);
  }

  function find(me: PersonActions, rest: string[], query: URLSearchParams): unknown {
    const [what, channelId = '', part] = rest;
    if (what !== 'channels') throw notFound();
    if (part === 'commands') return me.commands(channelId);
    if (part !== 'messages') throw notFound();
    const before = query.get('before');
    const limit = Math.min(Math.max(Number(query.get('limit')) || 50, 1), 100);
    return me.messages(channelId, { limit, ...(before ? { before } : {}) });
  }

  async function upload(me: PersonActions, request: IncomingMessage, name: string): Promise<APIAttachment> {
    const bytes = new Uint8Array(await readBytes(request));
    const contentType = request.headers['content-type'] ?? 'application/octet-stream';
    return me.upload({ name, contentType, bytes });
  }

  async function serveBuilt(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const file = normalize(join(folder, path));
    if (!file.startsWith(folder + sep)) throw notFound();
    const bytes = await readFile(file).catch(() => undefined);
    if (!bytes && path === INDEX) return write(response, 503, 'text/plain; charset=utf-8', NOT_BUILT);
    if (!bytes) throw notFound();
    response.setHeader('content-security-policy', policy(request.headers.host ?? ''));
    write(response, 200, MIME[extname(file)] ?? 'application/octet-stream', bytes);
  }

  function serveAttachment(response: ServerResponse, path: string): void {
    const [channelId, id] = path.split('/');
    const file = context.world.files.get(id ?? '');
    if (file?.channelId !== channelId || !file) throw notFound();
    const shown = SHOWN.test(file.contentType);
    response.setHeader(
      'content-disposition',
      `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    );
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    write(response, 200, file.contentType, file.bytes);
  }

  async function route(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { pathname } = url;
    if (pathname === '/' && request.method === 'GET') return serveBuilt(request, response, INDEX);
    if (pathname.startsWith('/page/') && request.method === 'GET')
      return serveBuilt(request, response, pathname.slice('/page/'.length));
    if (pathname.startsWith('/attachments/'))
      return serveAttachment(response, pathname.slice('/attachments/'.length));
    json(response, 200, await answer(request, url));
  }

  function refuse(response: ServerResponse, problem: unknown): void {
    if (problem instanceof Refusal) {
      json(response, problem.status, { code: problem.code, message: explain(problem) });
      return;
    }
    process.stderr.write(`The sandbox failed: ${(problem as Error).stack}\n`);
    json(response, 500, { code: 0, message: 'The sandbox failed. Its log says why.' });
  }

  return {
    handle(request, response, url) {
      if (url.pathname.startsWith('/api/')) return false;
      response.setHeader('x-content-type-options', 'nosniff');
      response.setHeader('referrer-policy', 'no-referrer');
      response.setHeader('cross-origin-resource-policy', 'same-origin');
      route(request, response, url).catch((problem) => refuse(response, problem));
      return true;
    },
    upgrade(request, socket, head, url) {
      const name = EVENTS.exec(url.pathname)?.[1];
      if (name === undefined) return false;
      let userId: string;
      try {
        userId = personId(context, decodeURIComponent(name));
      } catch {
        socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
        return true;
      }
      sockets.handleUpgrade(request, socket, head, (ws) => {
        const listen = (event: PageEvent) => ws.send(JSON.stringify(event));
        const own = listeners.get(userId) ?? new Set();
        listeners.set(userId, own.add(listen));
        ws.on('close', () => own.delete(listen));
        ws.on('error', () => ws.terminate());
        listen({ type: 'hello' });
      });
      return true;
    },
    tell(event) {
      for (const [userId, own] of listeners) {
        if (!own.size) continue;
        for (const pageEvent of pageEvents(context, event, userId))
          for (const listen of own) listen(pageEvent);
      }
    },
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

/** A person by id or handle. The bot is nobody to be. */
function personId(context: Context, name: string): string {
  const { users } = context.world;
  const user = users.get(name) ?? [...users.values()].find((it) => it.handle === name);
  if (!user || user.bot) throw new Refusal(404, 10013, 'There is no such person.');
  return user.id;
}

/** Only this server's own scripts, pictures and sockets; nothing from outside. `host` is how the page is called. */
function policy(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** A refusal as a sentence: what is wrong, in the words of its first place. */
function explain(refusal: Refusal): string {
  if (refusal.message !== 'Invalid Form Body') return refusal.message;
  let place: unknown = refusal.errors;
  const path: string[] = [];
  while (place && typeof place === 'object' && !('_errors' in place)) {
    const [step = '', next] = Object.entries(place)[0] ?? [];
    path.push(step);
    place = next;
  }
  const message = (place as { _errors?: { message: string }[] })?._errors?.[0]?.message ?? refusal.message;
  return path.length ? `${path.join('.')}: ${message}` : message;
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.setHeader('cache-control', 'no-store');
  write(response, status, 'application/json', JSON.stringify(value));
}

function write(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': type }).end(body);
}

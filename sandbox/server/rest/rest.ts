/** Discord's REST interface, version 10, over node's own server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FileUpload } from '../actions/files.ts';
import type { Context } from '../context.ts';
import { methodNotAllowed, notFound, Refusal, unauthorized } from '../refusal.ts';
import { applicationRoutes } from './application-routes.ts';
import { readBody } from './body.ts';
import { channelRoutes } from './channel-routes.ts';
import { interactionRoutes } from './interaction-routes.ts';
import { messageRoutes } from './message-routes.ts';
import type { RateLimits } from './rate-limits.ts';
import { createRouteFinder, type Route, splitPath } from './route.ts';

/** A request that the bot made, and what came of it. */
export interface SentRequest {
  method: string;
  /** As in Discord's own description, such as /channels/{channel_id}/messages. */
  route: string;
  /** The path itself, decoded, without /api/v10; interactions' tokens left out. */
  path: string;
  query: Record<string, string>;
  body: unknown;
  files: { name: string; contentType: string; size: number; bytes: Uint8Array }[];
  status: number;
  /** What was answered; undefined for nothing. */
  answer: unknown;
}

export interface RestOptions {
  token: string;
  socketUrl: () => string;
  limits: RateLimits;
  onSent: (sent: SentRequest) => void;
}

const PREFIX = /^\/api(\/v10)?(?=\/)/;

/** All that the sandbox knows of Discord's interface. `socketUrl` is where the gateway listens. */
export function allRoutes(socketUrl: () => string): Route[] {
  return [...applicationRoutes(socketUrl), ...interactionRoutes, ...messageRoutes, ...channelRoutes];
}

export function createRestHandler(context: Context, options: RestOptions) {
  const find = createRouteFinder(allRoutes(options.socketUrl));
  const { botId } = context.world.application;

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const method = request.method ?? 'GET';
    const match = find(method, url.pathname.replace(PREFIX, ''));
    let body: unknown;
    let files: FileUpload[] = [];
    let headers: Record<string, string> = {};
    let reply: { status: number; body: unknown };
    try {
      ({ body, files } = await readBody(request));
      if (!match) throw notFound();
      if (match === 'no-method') throw methodNotAllowed();
      const { route, ids } = match;
      if (!route.open && request.headers.authorization !== `Bot ${options.token}`) throw unauthorized();
      const verdict = options.limits.count(method, route.route, ids, route.open ?? false);
      headers = verdict.headers;
      if (verdict.refused) reply = { status: 429, body: verdict.refused };
      else {
        const asked = { context, botId, query: url.searchParams, body, files };
        const answer = route.handle(asked, ...Object.values(ids));
        reply = { status: answer === undefined ? 204 : (route.status ?? 200), body: answer };
      }
    } catch (problem) {
      reply = replyFor(problem);
    }
    const route = typeof match === 'object' ? match.route.route : url.pathname;
    send(response, reply, headers);
    if (reply.status >= 400) {
      const { code = 0, message = '' } = reply.body as { code?: number; message?: string };
      context.emit({ type: 'bot-refused', method, route, status: reply.status, code, message });
    }
    options.onSent({
      method,
      route,
      path: splitPath(url.pathname.replace(PREFIX, ''))
        .join('/')
        .replace(/(?<=\/)[\w-]{60,}(?=\/|$)/, 'TOKEN'),
      query: Object.fromEntries(url.searchParams),
      body,
      files: files.map(({ name, contentType, bytes }) => ({
        name,
        contentType,
        size: bytes.byteLength,
        bytes,
      })),
      status: reply.status,
      answer: reply.body,
    });
  };
}

function replyFor(problem: unknown): { status: number; body: unknown } {
  if (problem instanceof Refusal) return { status: problem.status, body: problem.toJSON() };
  // A mistake of the sandbox itself: loud, so that nobody takes it for the bot's.
  const message = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  process.stderr.write(`The sandbox failed: ${message}\n`);
  return {
    status: 500,
    body: { message: `500: Internal Server Error (${message.split('\n')[0]})`, code: 0 },
  };
}

function send(
  response: ServerResponse,
  { status, body }: { status: number; body: unknown },
  headers: Record<string, string>,
): void {
  if (body === undefined) response.writeHead(status, headers).end();
  else
    response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
}

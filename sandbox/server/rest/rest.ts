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
import { type Reply, routes } from './route.ts';

/** A request that the bot made, and what came of it. */
export interface Sent {
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
  onSent: (sent: Sent) => void;
}

const CALLBACK = '/interactions/{interaction_id}/{interaction_token}/callback';
const PREFIX = /^\/api(\/v10)?(?=\/)/;

export function restHandler(context: Context, options: RestOptions) {
  const find = routes([
    ...applicationRoutes(options.socketUrl),
    ...interactionRoutes,
    ...messageRoutes,
    ...channelRoutes,
  ]);
  const botId = context.world.application.botId;

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    const match = find(method, url.pathname.replace(PREFIX, ''));
    let body: unknown;
    let files: FileUpload[] = [];
    let headers: Record<string, string> = {};
    let reply: Reply;
    try {
      ({ body, files } = await readBody(request));
      if (!match) throw notFound();
      if (match === 'no-method') throw methodNotAllowed();
      if (!match.route.open && request.headers.authorization !== `Bot ${options.token}`) throw unauthorized();
      const verdict = options.limits.count(
        method,
        match.route.route,
        match.path,
        match.route.route === CALLBACK,
      );
      headers = verdict.headers;
      if (verdict.refused) {
        const { retryAfter, global } = verdict.refused;
        reply = {
          status: 429,
          body: { message: 'You are being rate limited.', retry_after: retryAfter, global },
        };
      } else {
        reply = match.route.handle({
          context,
          botId,
          path: match.path,
          query: url.searchParams,
          body,
          files,
        });
      }
    } catch (problem) {
      reply = refused(problem);
    }
    const route = typeof match === 'object' ? match.route.route : url.pathname;
    send(response, reply, headers);
    const status = reply?.status ?? 204;
    if (status >= 400) {
      const { code = 0, message = '' } = (reply?.body ?? {}) as { code?: number; message?: string };
      context.emit({ type: 'bot-refused', method, route, status, code, message });
    }
    options.onSent({
      method,
      route,
      path: decodeURI(url.pathname.replace(PREFIX, '')).replace(/(?<=\/)[\w-]{60,}(?=\/|$)/, 'TOKEN'),
      query: Object.fromEntries(url.searchParams),
      body,
      files: files.map(({ name, contentType, bytes }) => ({
        name,
        contentType,
        size: bytes.byteLength,
        bytes,
      })),
      status,
      answer: reply?.body,
    });
  };
}

function refused(problem: unknown): Reply {
  if (problem instanceof Refusal) return { status: problem.status, body: problem.toJSON() };
  // A mistake of the sandbox itself: loud, so that nobody takes it for the bot's.
  const message = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  process.stderr.write(`The sandbox failed: ${message}\n`);
  return {
    status: 500,
    body: { message: `500: Internal Server Error (${message.split('\n')[0]})`, code: 0 },
  };
}

function send(response: ServerResponse, reply: Reply, headers: Record<string, string>): void {
  if (!reply) {
    response.writeHead(204, headers).end();
    return;
  }
  response
    .writeHead(reply.status, { ...headers, 'content-type': 'application/json' })
    .end(JSON.stringify(reply.body));
}

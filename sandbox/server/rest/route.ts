import type { FileUpload } from '../actions/files.ts';
import type { Context } from '../context.ts';

/** A request as a route's handler gets it. */
export interface Asked {
  context: Context;
  /** Who asks: the bot. */
  botId: string;
  path: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  files: readonly FileUpload[];
}

/** What a handler answers: JSON with a status, or nothing (204). */
export type Reply = { status: number; body: unknown } | undefined;

export interface Route {
  method: string;
  /** As in Discord's own description, such as /channels/{channel_id}/messages. */
  route: string;
  /** True where the token in the path is enough (interactions). */
  open?: boolean;
  handle(asked: Asked): Reply;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });

/** A part of the path, by its name in the route. */
export function part(asked: Asked, name: string): string {
  const value = asked.path[name];
  if (value === undefined) throw new Error(`The route has no ${name}.`);
  return value;
}

export interface Match {
  route: Route;
  path: Record<string, string>;
}

/** Finds the route of a method and path; fixed words go before placeholders. */
export function routes(
  all: readonly Route[],
): (method: string, pathname: string) => Match | 'no-method' | undefined {
  const compiled = all
    .map((route) => ({ route, parts: route.route.split('/') }))
    .sort((a, b) => placeholders(a.parts) - placeholders(b.parts));
  return (method, pathname) => {
    const given = pathname.split('/').map(decode);
    let known = false;
    for (const { route, parts } of compiled) {
      const path = matchParts(parts, given);
      if (!path) continue;
      if (route.method === method) return { route, path };
      known = true;
    }
    return known ? 'no-method' : undefined;
  };
}

function placeholders(parts: readonly string[]): number {
  return parts.filter((it) => it.startsWith('{')).length;
}

function matchParts(parts: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  if (parts.length !== given.length) return undefined;
  const path: Record<string, string> = {};
  for (const [at, expected] of parts.entries()) {
    const value = given[at] as string;
    if (expected.startsWith('{')) path[expected.slice(1, -1)] = value;
    else if (expected !== value) return undefined;
  }
  return path;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** REST's routes as a table: what each handles, and how the one of a request is found. */
import type { FileUpload } from '../actions/files.ts';
import type { Context } from '../context.ts';

/** A request as a route's handler gets it. */
export interface RestRequest {
  context: Context;
  /** Who asks: the bot. */
  botId: string;
  query: URLSearchParams;
  body: unknown;
  files: readonly FileUpload[];
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in Discord's own description, such as /channels/{channel_id}/messages. */
  route: string;
  /** True where the token in the path is enough (interactions). */
  open?: boolean;
  /** Of an answer with a body. Default 200. */
  status?: 201;
  /** Answers what becomes JSON, or undefined for nothing (204). `ids` are what the path has for {…}, in order. */
  handle(request: RestRequest, ...ids: string[]): unknown;
}

export interface Match {
  route: Route;
  /** By the names in the route. */
  ids: Record<string, string>;
}

/** Finds the route of a method and path; fixed words go before placeholders. */
export function createRouteFinder(
  all: readonly Route[],
): (method: string, pathname: string) => Match | 'no-method' | undefined {
  const compiled = all
    .map((route) => ({ route, parts: route.route.split('/') }))
    .sort((a, b) => placeholders(a.parts) - placeholders(b.parts));
  return (method, pathname) => {
    const given = splitPath(pathname);
    let known = false;
    for (const { route, parts } of compiled) {
      const ids = matchParts(parts, given);
      if (!ids) continue;
      if (route.method === method) return { route, ids };
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
  const ids: Record<string, string> = {};
  for (const [at, expected] of parts.entries()) {
    const value = given[at] as string;
    if (expected.startsWith('{')) ids[expected.slice(1, -1)] = value;
    else if (expected !== value) return undefined;
  }
  return ids;
}

/** The parts of a path, decoded; one that is encoded wrongly stays as it is. */
export function splitPath(pathname: string): string[] {
  return pathname.split('/').map(decode);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

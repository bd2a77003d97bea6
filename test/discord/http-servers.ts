import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

/* What stands where Discord's API would be, and answers as a test wants. */

/** In the form of a bot's token; it is nobody's. */
export const TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB';

const servers = new Map<string, Server>();
afterEach(closeServers);

/** The address of an API that answers so until the test is over. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  servers.set(api, server);
  return api;
}

export function serverOf(api: string): Server {
  return servers.get(api) as Server;
}

export function closeServers(): void {
  for (const server of servers.values()) {
    server.closeAllConnections();
    server.close();
  }
  servers.clear();
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

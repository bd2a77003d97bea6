import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../src/discord/api.ts';
import { createClient } from '../../src/discord/client.ts';
import { collectGarbage } from '../support/garbage.ts';

describe('a request of the bot itself', () => {
  collectGarbage();
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url?.endsWith('/slow')) response.writeHead(200).write('{');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each(['/mute', '/slow'] as const)('is given up where Discord does not answer it: %s', async (route) => {
    const client = createClient({ apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    client.token = 'a token';
    const api = createApi(client, { requestsPerSecond: 25, timeoutMs: 300 });
    await expect(api.read(route)).rejects.toMatchObject({ kind: 'unclear' });
  });
});

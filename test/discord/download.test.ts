import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDownload } from '../../src/discord/download.ts';

let server: Server;
let here: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    else if (request.url === '/endless') {
      const more = setInterval(() => response.write(Buffer.alloc(100_000)), 1);
      response.on('close', () => clearInterval(more));
    } else if (request.url === '/silent') response.writeHead(200).flushHeaders();
    else if (request.url === '/gone') response.writeHead(404).end();
    else response.end('Some words.');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const attachment = (url: string, size = 11) => ({ id: '1', name: 'a.txt', size, url, contentType: null });

describe('an attachment', () => {
  const get = (path: string, size?: number) =>
    createDownload({ origins: [here], maxBytes: 1_000_000, timeoutMs: 300 })(attachment(here + path, size));

  it('is fetched', async () => {
    expect(Buffer.from(await get('/file')).toString()).toBe('Some words.');
  });

  it.each([
    ['announced as too large', '/file', 100_000_000, /larger than 1 MB/],
    ['larger than was announced', '/endless', 11, /larger than 1 MB/],
    ['redirected elsewhere', '/away', 11, /could not be fetched/],
    ['that never comes', '/silent', 11, /could not be fetched/],
    ['deleted since', '/gone', 11, /could not be fetched/],
  ])('is refused where it is %s', async (_, path, size, message) => {
    await expect(get(path, size)).rejects.toThrow(message);
  });

  it.each([
    'http://cdn.discordapp.com/a',
    'https://cdn.discordapp.com.example.org/a',
    'https://cdn.discordapp.com@127.0.0.1/a',
    'https://cdn.discordapp.com:444/a',
    'http://127.0.0.1:9/a',
    'file:///etc/passwd',
    'not a url',
  ])("is taken from Discord's own hosts alone: %s", async (url) => {
    await expect(createDownload({ maxBytes: 100 })(attachment(url))).rejects.toThrow(/Discord alone/);
  });
});

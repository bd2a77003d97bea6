import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDownload } from '../../src/discord/download.ts';
import { collectGarbage } from '../support/garbage.ts';
import { refusal } from '../support/refusals.ts';

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

const TOO_LARGE = refusal(
  'download-size',
  'The file is larger than 1 MB. Send the part that your group reads, or a smaller file.',
);
const FAILED = refusal('download-failed', 'The file could not be fetched from Discord. Attach it again.');

const attachment = (url: string, size = 11) => ({ id: '1', name: 'a.txt', size, url, contentType: null });

const get = (path: string, size?: number) =>
  createDownload({ origins: [here], maxBytes: 1_000_000, timeoutMs: 300 })(attachment(here + path, size));

describe('an attachment', () => {
  it('is fetched', async () => {
    expect(Buffer.from(await get('/file')).toString()).toBe('Some words.');
  });

  it.each([
    ['announced as too large', '/file', 100_000_000, TOO_LARGE],
    ['larger than was announced', '/endless', 11, TOO_LARGE],
    ['redirected elsewhere', '/away', 11, FAILED],
    ['that never comes', '/silent', 11, FAILED],
    ['deleted since', '/gone', 11, FAILED],
  ])('is refused where it is %s', async (_, path, size, refused) => {
    await expect(get(path, size)).rejects.toThrow(refused);
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
    await expect(createDownload({ maxBytes: 100 })(attachment(url))).rejects.toThrow(
      refusal('download-place', 'Files are taken from Discord alone. Attach the file to the command itself.'),
    );
  });
});

describe('while garbage is collected', () => {
  collectGarbage();

  it('an attachment that never comes is given up all the same', async () => {
    await expect(get('/silent')).rejects.toThrow(FAILED);
  });
});

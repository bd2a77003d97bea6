/** What a foreign page, or anything on this machine, may send: it never ends the sandbox. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { METHODS } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Sandbox, startSandbox } from '../server/server.ts';

const pageFolder = mkdtempSync(join(tmpdir(), 'page-'));
writeFileSync(join(pageFolder, 'index.html'), '<title>Here</title>');
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, pageFolder });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(pageFolder, { recursive: true });
});

/** The status that a raw request gets; 0 where the line is closed without one. */
function statusOf(line: string, headers: readonly string[] = []): Promise<number> {
  return new Promise((answered, failed) => {
    const socket = connect(sandbox.port, '127.0.0.1');
    socket.on('connect', () =>
      socket.write([line, `Host: 127.0.0.1:${sandbox.port}`, ...headers, '', ''].join('\r\n'), 'latin1'),
    );
    socket.once('data', (data) => {
      answered(Number(/^HTTP\/1\.1 (\d{3}) /.exec(data.toString('latin1'))?.[1] ?? -1));
      socket.destroy();
    });
    socket.on('end', () => answered(0));
    socket.on('error', failed);
    socket.setTimeout(3_000, () => failed(new Error(`no answer to ${line}`)));
  });
}

const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

test.each(['//', '///', '//[', '/\\', '//:0', 'http://', 'http://[', '//%', 'x'])(
  'an address that means nothing (%s) is refused, with an upgrade or without',
  async (address) => {
    expect(await statusOf(`OPTIONS ${address} HTTP/1.1`)).toBe(400);
    expect(await statusOf(`GET ${address} HTTP/1.1`, UPGRADE)).toBe(400);
  },
);

test('no request line ends it, whatever it says', async () => {
  const piece = fc.oneof(
    fc.constantFrom('/', '//', '\\', '%', '%00', '%ff', '?', '#', '..', '@', ':', '[', ']', '*'),
    fc.constantFrom('api', 'v10', 'gateway', 'page', 'page-api', 'as', 'student', 'world', 'events', 'files'),
    fc.constantFrom('attachments', 'channels', 'messages', 'interactions', 'webhooks', 'http:', 'ws:'),
    fc.string({ minLength: 1, maxLength: 3, unit: 'binary-ascii' }),
  );
  const address = fc
    .array(piece, { minLength: 1, maxLength: 8 })
    .map((pieces) => pieces.join(''))
    .chain((text) => fc.constantFrom(text, `/${text}`, `/api/v10/${text}`, `/page-api/as/${text}`));
  const method = fc.constantFrom('GET', 'POST', ...METHODS.filter((name) => name !== 'CONNECT'));
  const headers = fc.constantFrom(
    [],
    UPGRADE,
    ['Connection: Upgrade', 'Upgrade: h2c'],
    ['Connection: close'],
  );
  await fc.assert(
    fc.asyncProperty(method, address, headers, async (verb, where, more) => {
      const status = await statusOf(`${verb} ${where} HTTP/1.1`, more);
      expect(status, `${verb} ${where}`).toBeGreaterThanOrEqual(100);
      expect(status, `${verb} ${where}`).toBeLessThan(500);
    }),
    { numRuns: 1000 },
  );
  expect(await statusOf('GET / HTTP/1.1')).toBe(200);
}, 60_000);

test.each(['null', '1', '[]', '"x"', '{', '{"op":2,"d":null}', '{"op":6,"d":7}'])(
  'a frame that means nothing (%s) closes its own line alone',
  async (frame) => {
    const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/gateway`);
    const closed = new Promise((done) => socket.on('close', done));
    socket.on('open', () => socket.send(frame));
    expect(await closed).toBeGreaterThanOrEqual(4000);
    expect(await statusOf('GET / HTTP/1.1')).toBe(200);
  },
);

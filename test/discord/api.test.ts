import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type Api, createApi, idAt, timeOf } from '../../src/discord/api.ts';
import { createClient } from '../../src/discord/client.ts';
import { collectGarbage } from '../support/garbage.ts';
import { bodyOf, closeServers, json, serve, TOKEN } from './http-servers.ts';

async function apiOf(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Api> {
  const client = createClient({ apiUrl: await serve(answer) });
  client.token = TOKEN;
  return createApi(client, { requestsPerSecond: 50, timeoutMs: 500 });
}

describe('a request to Discord', () => {
  it('asks, writes and changes, as the bot', async () => {
    const asked: unknown[] = [];
    const api = await apiOf(async (request, response) => {
      asked.push([request.method, request.url, request.headers.authorization, await bodyOf(request)]);
      json(response, 200, { id: '1' });
    });
    expect(await api.read('/channels/1/messages', { after: '5' })).toEqual({ id: '1' });
    await api.read('/channels/1');
    await api.write('POST', '/channels/1/messages', { content: 'x' });
    await api.write('PATCH', '/channels/1', { locked: true });
    await api.write('DELETE', '/channels/1');
    expect(asked).toEqual([
      ['GET', '/api/v10/channels/1/messages?after=5', `Bot ${TOKEN}`, ''],
      ['GET', '/api/v10/channels/1', `Bot ${TOKEN}`, ''],
      ['POST', '/api/v10/channels/1/messages', `Bot ${TOKEN}`, '{"content":"x"}'],
      ['PATCH', '/api/v10/channels/1', `Bot ${TOKEN}`, '{"locked":true}'],
      ['DELETE', '/api/v10/channels/1', `Bot ${TOKEN}`, ''],
    ]);
  });

  it.each([
    ['the channel is gone', 404, 10003, { kind: 'channel-gone', code: 10003 }],
    ['a permission is missing', 403, 50013, { kind: 'forbidden', code: 50013 }],
    ['the person takes no messages', 403, 50007, { kind: 'refused', code: 50007 }],
    ['the message is gone', 404, 10008, { kind: 'refused', code: 10008 }],
    ['the form is wrong', 400, 50035, { kind: 'refused', code: 50035 }],
  ])('fails with its reason where %s', async (_, status, code, error) => {
    const api = await apiOf((__, response) => json(response, status, { message: 'Why', code }));
    await expect(api.write('POST', '/channels/1/messages', {})).rejects.toMatchObject({
      name: 'ApiError',
      message: 'Why',
      ...error,
    });
  });

  it('leaves open whether it was done where Discord has troubles of its own, and asks once', async () => {
    let asked = 0;
    const api = await apiOf((_, response) => {
      asked++;
      response.writeHead(502).end();
    });
    await expect(api.read('/channels/1')).rejects.toMatchObject({ kind: 'unclear', message: 'Bad Gateway' });
    expect(asked).toBe(1);
  });

  describe('leaves it open', () => {
    collectGarbage();

    it.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
      ['does not answer', () => {}],
      ['does not come to an end', (_, response) => void response.writeHead(200).write('{')],
      ['hangs up', (request) => request.socket.destroy()],
      ['is not there', () => {}],
    ])('where Discord %s', async (how, answer) => {
      const api = await apiOf(answer);
      if (how === 'is not there') closeServers();
      await expect(api.read('/channels/1')).rejects.toMatchObject({
        kind: 'unclear',
        message: 'Discord did not answer in time',
      });
    });
  });

  it('that was made wrong is a fault of the bot', async () => {
    const api = await apiOf(() => {});
    await expect(api.write('POST', '/channels/1', { at: 1n })).rejects.toThrow(TypeError);
  });
});

it('an id tells when it was made, and a time the first id of it', () => {
  const at = new Date('2026-03-02T18:00:00.000Z');
  expect(timeOf(idAt(at))).toEqual(at);
  expect(timeOf('175928847299117063')).toEqual(new Date('2016-04-30T11:18:25.796Z'));
});

import { Events, REST } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { asSetupError, connect, createClient, isNotThere, whenLost } from '../../src/discord/client.ts';
import { SetupError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { closeServers, json, serve, serverOf, TOKEN } from './http-servers.ts';

const log = createLog({ level: 'silent' });

describe('connecting', () => {
  it('says what to do where Discord does not know the token', async () => {
    const api = await serve((_, response) => json(response, 401, { message: '401: Unauthorized', code: 0 }));
    await expect(connecting(api)).rejects.toThrow(/does not accept DISCORD_TOKEN.*Developer Portal/);
  });

  it('says what to do where there is no network', async () => {
    const api = await serve(() => {});
    closeServers();
    await expect(connecting(api)).rejects.toThrow(/can’t be reached.*network/);
  });

  it('says what to do where something else than Discord answers', async () => {
    const api = await serve((_, response) => response.writeHead(404).end('Nothing here'));
    await expect(connecting(api)).rejects.toThrow(/HTTP 404.*DISCORD_API_URL/);
  });

  it.each([
    [200, '<html>Log in</html>'],
    [200, ''],
    [302, ''],
    [403, '<html>Log in</html>'],
    [511, '<html>Log in</html>'],
  ])('says what to do where a network wants a login first: %i %s', async (status, page) => {
    const api = await serve((_, response) =>
      response
        .writeHead(status, { 'content-type': 'text/html', location: 'http://127.0.0.1:9/login' })
        .end(page),
    );
    await expect(connecting(api)).rejects.toThrow(SetupError);
    await expect(connecting(api)).rejects.toThrow(status < 500 ? /login page of this network/ : /HTTP 511/);
  });

  it.each([
    [4004, /does not accept DISCORD_TOKEN/],
    [4010, /code 4010/],
    [4011, /more servers than one connection may serve/],
    [4012, /code 4012/],
    [4013, /refuses the intents/],
    [4014, /refuses the intents/],
  ])('says what to do where the gateway closes with %i', async (code, words) => {
    const api = await gatewayThatCloses(code);
    const failure = await connecting(api).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SetupError);
    expect((failure as SetupError).message).toMatch(words);
  });

  it.each([
    [401, 0, /does not accept DISCORD_TOKEN/],
    [404, 0, /HTTP 404/],
    [503, 0, /HTTP 503/],
  ])('says what to do where Discord answers with %i', async (status, code, words) => {
    const api = await serve((_, response) => json(response, status, { message: 'Why', code }));
    await expect(connecting(api)).rejects.toMatchObject({
      name: 'SetupError',
      message: expect.stringMatching(words),
    });
  });

  it('says what to do where the token is none', async () => {
    const api = await serve((_, response) => json(response, 200, {}));
    await expect(connect(createClient({ apiUrl: api }), '', log)).rejects.toThrow(/DISCORD_TOKEN/);
  });

  const connecting = (apiUrl: string) => connect(createClient({ apiUrl }), TOKEN, log);
});

describe('what goes wrong at the start', () => {
  it.each([
    ['Used disallowed intents', /needs none that are privileged/],
    ['Disallowed Intents', /needs none that are privileged/],
    ['Authentication failed', /does not accept DISCORD_TOKEN/],
    ['An invalid token was provided.', /does not accept DISCORD_TOKEN/],
  ])('is told as what to do: %s', (message, words) => {
    expect(asSetupError(new Error(message))).toMatchObject({
      name: 'SetupError',
      message: expect.stringMatching(words),
    });
  });

  it.each(
    'ENOTFOUND EAI_AGAIN ECONNREFUSED ECONNRESET ENETUNREACH EHOSTUNREACH ETIMEDOUT UND_ERR_CONNECT_TIMEOUT UND_ERR_SOCKET'.split(
      ' ',
    ),
  )('is told as one of the network: %s', (code) => {
    const unreachable = { name: 'SetupError', message: expect.stringContaining('can’t be reached') };
    expect(asSetupError(Object.assign(new Error('x'), { code }))).toMatchObject(unreachable);
    expect(asSetupError(new Error('x', { cause: { code } }))).toMatchObject(unreachable);
  });

  it('stays as it is where it is anything else', () => {
    const errors = [new Error('x'), Object.assign(new Error('x'), { code: 'XECONNRESET' }), {}];
    expect(errors.map(asSetupError)).toEqual(errors);
  });
});

describe('a connection that Discord closes for good', () => {
  const told = (code: number) => {
    const errors: Error[] = [];
    const client = createClient({});
    whenLost(client, (error) => errors.push(error));
    client.emit(Events.ShardDisconnect, { code } as never, 0);
    return errors.map(({ name, message }) => `${name}: ${message}`);
  };

  it.each([
    [4004, 'SetupError: Discord does not accept DISCORD_TOKEN. Copy it again'],
    [4010, 'SetupError: Discord closed the connection for good (code 4010). Start the bot again.'],
    [4011, 'SetupError: Discord refuses the bot, as it is in more servers than one connection may serve.'],
    [4012, 'SetupError: Discord closed the connection for good (code 4012). Start the bot again.'],
    [4013, 'SetupError: Discord refuses the intents'],
    [4014, 'SetupError: Discord refuses the intents'],
  ])('is told: %i', (code, words) => {
    expect(told(code)).toEqual([expect.stringContaining(words)]);
  });

  it.each([1000, 1006, 4000, 4009])('is not one that comes back: %i', (code) => {
    expect(told(code)).toEqual([]);
  });
});

it.each([
  [403, 50001, true],
  [404, 10004, true],
  [403, 50013, false],
  [404, 10003, false],
  [502, 0, false],
])('knows where it is not in a server: %i %i', async (status, code, expected) => {
  const api = await serve((_, response) => json(response, status, { message: 'Why', code }));
  const rest = new REST({ api, retries: 0 }).setToken(TOKEN);
  const error: unknown = await rest.get('/guilds/1').catch((reason: unknown) => reason);
  expect([error instanceof Error, isNotThere(error)]).toEqual([true, expected]);
});

async function gatewayThatCloses(code: number): Promise<string> {
  const api = await serve((_, response) =>
    json(response, 200, {
      url: api.replace(/^http/, 'ws').replace('/api', '/gateway'),
      shards: 1,
      session_start_limit: { total: 1, remaining: 1, reset_after: 0, max_concurrency: 1 },
    }),
  );
  const sockets = new WebSocketServer({ server: serverOf(api) });
  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 45_000 } }));
    socket.on('message', () => socket.close(code));
  });
  return api;
}

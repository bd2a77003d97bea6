/** The gateway's manners and the REST interface's, with nothing between. */
import { Client, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { IDS } from '../server/default-world.ts';
import { SANDBOX_TOKEN, type Sandbox, startSandbox } from '../server/server.ts';

let sandbox: Sandbox;
const clients: Client[] = [];

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.destroy();
  await sandbox.close();
});

function client(intents: number[], rest: object = {}): Client {
  const made = new Client({ intents, rest: { api: sandbox.apiUrl, retries: 0, ...rest } });
  made.on('error', () => {});
  clients.push(made);
  return made;
}

async function ready(made: Client): Promise<Client<true>> {
  const done = new Promise((is) => made.once('clientReady', is));
  await made.login(SANDBOX_TOKEN);
  await done;
  return made as Client<true>;
}

/** A bare socket: what it hears, and the code with which it is closed. */
function bare(): {
  socket: WebSocket;
  heard: { op: number; t?: string; d: never }[];
  closed: Promise<number>;
} {
  const socket = new WebSocket(sandbox.url.replace('http', 'ws').concat('/gateway'));
  const heard: { op: number; t?: string; d: never }[] = [];
  socket.on('message', (frame) => void heard.push(JSON.parse(String(frame))));
  const closed = new Promise<number>((done) => socket.on('close', done));
  return { socket, heard, closed };
}

test('a bot comes in and knows its servers', async () => {
  const bot = await ready(client([GatewayIntentBits.Guilds]));
  expect(bot.user.id).toBe(IDS.bot);
  expect(bot.guilds.cache.map((it) => it.name).sort()).toEqual(['Evening class', 'Reading group']);
  expect(bot.guilds.cache.get(IDS.guild)?.channels.cache.map((it) => it.name)).toEqual([
    'reading',
    'moderators',
    'discussions',
  ]);
  const application = await bot.application.fetch();
  expect([application.id, application.name]).toEqual([IDS.application, 'Pilcrow']);
  expect(bot.guilds.cache.get(IDS.guild)?.members.me?.permissions.has('SendPolls')).toBe(true);
});

test('a wrong token is refused, by REST and by the gateway', async () => {
  await expect(client([GatewayIntentBits.Guilds]).login('wrong.token.here')).rejects.toThrow(
    /invalid token/i,
  );
  const { socket, closed } = bare();
  socket.on('open', () => socket.send(JSON.stringify({ op: 2, d: { token: 'wrong', intents: 1 } })));
  expect(await closed).toBe(4004);
});

test('privileged intents are refused', async () => {
  await expect(
    client([GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent]).login(SANDBOX_TOKEN),
  ).rejects.toThrow('Used disallowed intents');
  const { socket, closed } = bare();
  socket.on('open', () =>
    socket.send(JSON.stringify({ op: 2, d: { token: SANDBOX_TOKEN, intents: 1 << 30 } })),
  );
  expect(await closed).toBe(4013);
});

test('hello, heartbeats, and an unknown session', async () => {
  const { socket, heard, closed } = bare();
  await new Promise((done) => socket.once('message', done));
  expect(heard[0]).toMatchObject({ op: 10, d: { heartbeat_interval: 41_250 } });
  socket.send(JSON.stringify({ op: 1, d: null }));
  await new Promise((done) => socket.once('message', done));
  expect(heard[1]?.op).toBe(11);
  socket.send(JSON.stringify({ op: 6, d: { token: SANDBOX_TOKEN, session_id: 'none', seq: 1 } }));
  await new Promise((done) => socket.once('message', done));
  expect(heard[2]).toMatchObject({ op: 9, d: false });
  socket.send('not json');
  expect(await closed).toBe(4002);
});

test('asked to reconnect, a bot resumes', async () => {
  const bot = await ready(client([GatewayIntentBits.Guilds]));
  const resumed = new Promise((done) => bot.once('shardResume', done));
  sandbox.gateway.askToReconnect();
  await resumed;
});

test('shards hear of their own servers', async () => {
  const made = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: sandbox.apiUrl },
    shards: [0, 1],
    shardCount: 2,
  });
  clients.push(made);
  const bot = await ready(made);
  expect(bot.guilds.cache.size).toBe(2);
});

test('requests without the token, to nowhere, or in another way, are refused', async () => {
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${sandbox.apiUrl}/v10${path}`, init);
    return [response.status, await response.json()];
  };
  const authorization = `Bot ${SANDBOX_TOKEN}`;
  const json = { authorization, 'content-type': 'application/json' };
  expect(await ask('/users/@me')).toEqual([401, { message: '401: Unauthorized', code: 0 }]);
  expect(await ask('/nowhere', { headers: { authorization } })).toEqual([
    404,
    { message: '404: Not Found', code: 0 },
  ]);
  expect(await ask('/users/@me', { method: 'PUT', headers: { authorization } })).toEqual([
    405,
    { message: '405: Method Not Allowed', code: 0 },
  ]);
  expect(
    await ask(`/channels/${IDS.reading}/messages`, { method: 'POST', headers: json, body: '{' }),
  ).toMatchObject([400, { code: 50109 }]);
});

test('an interaction is answered once, in time, and its token dies', async () => {
  const bot = await ready(client([GatewayIntentBits.Guilds]));
  await bot.application.commands.set([{ name: 'x', description: 'x' }]);
  const { world, clock } = sandbox;
  const commandId = [...world.commands.keys()][0] ?? '';
  const begin = () => sandbox.as(IDS.student).useCommand({ channelId: IDS.reading, commandId });
  const answer = async (it: { id: string; token: string }, body: object) => {
    const route = `/interactions/${it.id}/${it.token}/callback` as const;
    return bot.rest.post(route, { body, auth: false }).then(
      () => 'taken',
      (problem: { code: number }) => problem.code,
    );
  };
  const later = (it: { token: string }, part = '/messages/@original') =>
    bot.rest.get(`/webhooks/${IDS.application}/${it.token}${part}`, { auth: false }).then(
      () => 'taken',
      (problem: { code: number }) => problem.code,
    );
  const one = begin();
  expect(await later(one)).toBe(10015);
  expect(await answer(one, { type: 4, data: { content: 'x' } })).toBe('taken');
  expect(await answer(one, { type: 4, data: { content: 'x' } })).toBe(40060);
  expect(await later(one)).toBe('taken');
  expect(await later(one, '/messages/1')).toBe(10008);
  const two = begin();
  clock.advance(3_001);
  expect(await answer(two, { type: 4, data: { content: 'x' } })).toBe(10062);
  expect(await answer({ id: '1', token: 'x' }, { type: 4, data: { content: 'x' } })).toBe(10062);
  expect(await answer(begin(), { type: 7, data: { content: 'x' } })).toBe(50035);
  expect(await answer(begin(), { type: 8, data: { choices: [] } })).toBe(50035);
  clock.advance(15 * 60_000);
  expect(await later(one)).toBe(50027);
});

test('too many requests are told to wait, and a patient client gets through', async () => {
  const authorization = `Bot ${SANDBOX_TOKEN}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const send = () =>
    fetch(`${sandbox.apiUrl}/v10/channels/${IDS.reading}/messages`, {
      method: 'POST',
      headers,
      body: '{"content":"x"}',
    });
  const first = await send();
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'x-ratelimit-limit': '30',
    'x-ratelimit-remaining': '29',
  });
  const all = await Promise.all(Array.from({ length: 40 }, send));
  const refused = all.filter((it) => it.status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(await refused[0]?.json()).toMatchObject({ message: 'You are being rate limited.', global: false });
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);

  const bot = await ready(client([GatewayIntentBits.Guilds], { retries: 3 }));
  sandbox.limits.refuseNext('GET', '/users/{user_id}', 0.2);
  const began = Date.now();
  await bot.users.fetch(IDS.student, { force: true });
  expect(Date.now() - began).toBeGreaterThanOrEqual(190);
});

test('fifty requests a second are all that there is, those of interactions apart', async () => {
  const authorization = `Bot ${SANDBOX_TOKEN}`;
  const paths = ['/users/@me', '/applications/@me', '/users/@me/guilds', `/guilds/${IDS.guild}`];
  const asked = paths.flatMap((path) =>
    Array.from({ length: 15 }, () => fetch(`${sandbox.apiUrl}/v10${path}`, { headers: { authorization } })),
  );
  const all = await Promise.all(asked);
  const refused = all.filter((it) => it.status === 429);
  expect(refused).toHaveLength(10);
  expect(refused[0]?.headers.get('x-ratelimit-global')).toBe('true');
  const original = `${sandbox.apiUrl}/v10/webhooks/${IDS.application}/no-such-token/messages/@original`;
  expect((await fetch(original)).status).toBe(401);
});

test('the next free port is taken, and only the loopback is served', async () => {
  const next = await startSandbox({ port: sandbox.port });
  expect(next.port).toBeGreaterThan(sandbox.port);
  await next.close();
  await expect(startSandbox({ port: 0, host: '0.0.0.0' })).rejects.toThrow('for this machine only');
});

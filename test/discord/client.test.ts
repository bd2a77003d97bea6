import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PermissionsBitField, REST } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { commands } from '../../commands/index.ts';
import { BOT_PERMISSIONS as ASKED_FOR } from '../../commands/permissions.ts';
import { BOT_PERMISSIONS } from '../../sandbox/server/default-world.ts';
import { connect, createClient } from '../../src/discord/client.ts';
import { registerCommands } from '../../src/discord/registration.ts';
import { createLog } from '../../src/log.ts';

const log = createLog({ level: 'silent' });
const TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB';
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

describe('connecting', () => {
  it('says what to do where Discord does not know the token', async () => {
    const api = await serve((_, response) => json(response, 401, { message: '401: Unauthorized', code: 0 }));
    await expect(connecting(api)).rejects.toThrow(/does not accept DISCORD_TOKEN.*Developer Portal/);
  });

  it('says what to do where there is no network', async () => {
    const api = await serve(() => {});
    for (const close of closing.splice(0)) close();
    await expect(connecting(api)).rejects.toThrow(/can’t be reached.*network/);
  });

  it('says what to do where something else than Discord answers', async () => {
    const api = await serve((_, response) => response.writeHead(404).end('Nothing here'));
    await expect(connecting(api)).rejects.toThrow(/HTTP 404.*DISCORD_API_URL/);
  });

  it.each([
    [4004, /does not accept DISCORD_TOKEN/],
    [4014, /refuses the intents/],
  ])('says what to do where the gateway closes with %i', async (code, words) => {
    const api = await gatewayThatCloses(code);
    await expect(connecting(api)).rejects.toThrow(words);
  });

  const connecting = (apiUrl: string) => connect(createClient({ apiUrl }), TOKEN, log);
});

describe('registering commands', () => {
  it('tells Discord once, and again only when they changed', async () => {
    // GIVEN a Discord that gives back what it was told, with what it adds itself
    const discord = await discordWithCommands();
    const rest = new REST({ api: discord.api }).setToken(TOKEN);
    // WHEN they are registered twice THEN it is told once
    expect(await registerCommands(rest, '1', commands)).toBe(true);
    expect(await registerCommands(rest, '1', commands)).toBe(false);
    expect(discord.told).toEqual(['/applications/1/commands']);
    // WHEN one changes THEN it is told again
    const [first, ...others] = commands;
    const changed = [{ data: { ...first?.data, name: 'other' } }, ...others] as typeof commands;
    expect(await registerCommands(rest, '1', changed)).toBe(true);
    expect(await registerCommands(rest, '1', changed.slice(1))).toBe(true);
  });

  it('keeps to one server where that is wanted', async () => {
    const discord = await discordWithCommands();
    const rest = new REST({ api: discord.api }).setToken(TOKEN);
    expect(await registerCommands(rest, '1', commands, '22')).toBe(true);
    expect(discord.told).toEqual(['/applications/1/guilds/22/commands']);
  });
});

it('is invited with the permissions that it is tried with, and no more', () => {
  expect(new PermissionsBitField([...ASKED_FOR]).bitfield).toBe(BOT_PERMISSIONS);
});

async function discordWithCommands() {
  let known: Record<string, unknown>[] = [];
  const told: string[] = [];
  const api = await serve(async (request, response) => {
    if (request.method === 'PUT') {
      told.push((request.url ?? '').replace('/api/v10', ''));
      known = (JSON.parse(await bodyOf(request)) as Record<string, unknown>[]).map((command, i) => ({
        id: String(100 + i),
        application_id: '1',
        version: '5',
        default_member_permissions: null,
        dm_permission: true,
        nsfw: false,
        name_localizations: null,
        description_localizations: null,
        contexts: null,
        integration_types: [0],
        ...command,
      }));
    }
    json(response, 200, known.toReversed());
  });
  return { api, told };
}

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

const servers = new Map<string, Server>();

function serverOf(api: string): Server {
  return servers.get(api) as Server;
}

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  servers.set(api, server);
  return api;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

import { expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { connect, createClient, listenToInteractions } from '../../src/discord/client.ts';
import { createRouter } from '../../src/discord/router.ts';
import { createLog } from '../../src/log.ts';
import { refusal } from '../support/refusals.ts';
import { bodyOf, json, serve, serverOf, TOKEN } from './http-servers.ts';

const USER = { id: '20000000000000001', username: 'sam', discriminator: '0', avatar: null, bot: false };
const MESSAGE = {
  id: '30000000000000001',
  channel_id: '40000000000000001',
  author: USER,
  content: 'x',
  embeds: [],
  attachments: [],
  components: [],
  flags: 0,
};

it.each([
  { type: 2, data: { id: '50000000000000001', name: 'help', type: 1 } },
  { type: 3, data: { custom_id: '1|press', component_type: 2 }, message: MESSAGE },
  { type: 5, data: { custom_id: '1|write', components: [] }, message: MESSAGE },
])('an interaction of type $type that is of no channel is answered with what to do', async (interaction) => {
  const log = createLog({ level: 'silent' });
  const discord = await discordThatSends(interaction);
  const client = createClient({ apiUrl: discord.api });
  const router = createRouter({ commands: [], services: {}, log, isModerator: async () => false });
  listenToInteractions(client, router);
  await connect(client, TOKEN, log);
  const { data } = (await discord.answer) as {
    data: { components: [{ components: [{ content: string }] }] };
  };
  expect(data.components[0].components[0].content).toEqual(
    refusal(
      'channel-unknown',
      'Discord did not say in which channel this was. Reload Discord, and use the command again.',
    ),
  );
  await router.idle();
  await client.destroy();
});

/** A Discord that sends one interaction to whoever connects, and gives what is answered. */
async function discordThatSends(interaction: object) {
  let answered: (body: unknown) => void;
  const answer = new Promise<unknown>((done) => {
    answered = done;
  });
  const api = await serve(async (request, response) => {
    if (request.method === 'POST') {
      answered(JSON.parse(await bodyOf(request)));
      return void response.writeHead(204).end();
    }
    const url = api.replace(/^http/, 'ws').replace('/api', '/gateway');
    const session_start_limit = { total: 1, remaining: 1, reset_after: 0, max_concurrency: 1 };
    return json(response, 200, { url, shards: 1, session_start_limit });
  });
  const send = (socket: WebSocket, s: number, t: string, d: object) =>
    socket.send(JSON.stringify({ op: 0, s, t, d }));
  new WebSocketServer({ server: serverOf(api) }).on('connection', (socket) => {
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 45_000 } }));
    socket.once('message', () => {
      send(socket, 1, 'READY', {
        v: 10,
        user: { ...USER, id: '10000000000000001', bot: true },
        guilds: [],
        session_id: 'x',
        resume_gateway_url: api.replace(/^http/, 'ws').replace('/api', '/gateway'),
        application: { id: '10000000000000001', flags: 0 },
      });
      send(socket, 2, 'INTERACTION_CREATE', {
        id: '60000000000000001',
        application_id: '10000000000000001',
        token: 'a-token',
        version: 1,
        user: USER,
        app_permissions: '0',
        locale: 'en-US',
        entitlements: [],
        authorizing_integration_owners: {},
        ...interaction,
      });
    });
  });
  return { api, answer };
}

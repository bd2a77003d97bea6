/** The harness itself: does it notice what a bot does wrong? */
import { Client } from 'discord.js';
import { expect, test } from 'vitest';
import { allRoutes } from '../server/rest/rest.ts';
import { BODIES, commandFaults, requestFaults } from '../testing/contract.ts';
import { type StartBot, startDiscord } from '../testing/harness.ts';

const MESSAGES = '/channels/{channel_id}/messages';
const CALLBACK = '/interactions/{interaction_id}/{interaction_token}/callback';

function bot(registers: object[]): StartBot {
  return async ({ token, apiUrl }) => {
    const client = new Client({ intents: [1], rest: { api: apiUrl, retries: 0 } });
    const ready = new Promise((done) => client.once('clientReady', done));
    await client.login(token);
    await ready;
    await client.application?.commands.set(registers as never).catch(() => {});
    client.on('interactionCreate', (it) => {
      if (it.isChatInputCommand()) it.reply('fine').catch(() => {});
    });
    return { stop: () => client.destroy() };
  };
}

const faultsOf = (method: string, route: string, body: unknown) =>
  requestFaults({ method, route, body, status: 200, answer: undefined });

test('every route with a body has a published schema', () => {
  const withBody = allRoutes(() => '')
    .filter(({ method, route }) => method !== 'GET' && method !== 'DELETE' && !route.endsWith('/expire'))
    .map(({ method, route }) => `${method} ${route}`);
  expect(Object.keys(BODIES).sort()).toEqual(withBody.sort());
});

test.each([
  ['POST', MESSAGES, { content: 5 }, 'content'],
  [
    'POST',
    CALLBACK,
    {
      type: 4,
      data: {
        components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x'.repeat(81), custom_id: 'x' }] }],
      },
    },
    'data',
  ],
  ['PUT', '/applications/{application_id}/commands', [{ name: 'x'.repeat(33), description: 'x' }], 'name'],
])('%s %s is held to its schema', (method, route, body, where) => {
  expect(faultsOf(method, route, body).join()).toContain(where);
});

test('what fits is no fault', () => {
  expect(faultsOf('POST', MESSAGES, { content: 'x' })).toEqual([]);
  expect(faultsOf('POST', CALLBACK, { type: 4, data: { content: 'x', flags: 64 } })).toEqual([]);
  expect(commandFaults([{ name: 'x', description: 'x', default_member_permissions: '8' }])).toEqual([]);
});

test('commands are held to the rules that the schema leaves out', () => {
  expect(commandFaults([{ name: 'Capital', description: 'x' }]).join()).toContain(
    'APPLICATION_COMMAND_INVALID_NAME',
  );
});

test('a request to nowhere is a fault', () => {
  const answer = { code: 0, message: '404: Not Found' };
  const sent = { method: 'POST', route: '/nowhere', body: {}, status: 404, answer };
  expect(requestFaults(sent).join()).toContain('404: Not Found');
});

test('closing fails after a refused payload', async () => {
  const discord = await startDiscord(bot([{ name: 'Capital', description: 'x' }]));
  await expect(discord.close()).rejects.toThrow('APPLICATION_COMMAND_INVALID_NAME');
});

test('of two processes one answers, and the other is told so', async () => {
  const discord = await startDiscord(bot([{ name: 'hello', description: 'x' }]));
  await discord.startAnother();
  expect((await discord.as('student').command('hello')).text).toBe('fine');
  await discord.until(() => discord.sent.filter((it) => it.route === CALLBACK).length === 2, 'both answers');
  const answers = discord.sent.filter((it) => it.route === CALLBACK);
  expect(answers.map((it) => it.status).sort()).toEqual([204, 400]);
  expect(answers[0]?.path).toMatch(/^\/interactions\/\d+\/TOKEN\/callback$/);
  expect(discord.messages('reading')).toHaveLength(1);
  await discord.close();
});

test('it says what is missing', async () => {
  const discord = await startDiscord(bot([{ name: 'hello', description: 'x' }]));
  const answer = await discord.as('student').command('hello');
  expect(() => answer.button('Share')).toThrow('There is no button Share. There are: none.');
  expect(() => answer.modal).toThrow('No modal was shown');
  expect(() => discord.channel('nowhere')).toThrow('There is no channel nowhere');
  await expect(discord.as('student').command('nothing')).rejects.toThrow('Offered: hello');
  await discord.close();
});

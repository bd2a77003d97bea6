/** The harness itself: does it notice what a bot does wrong? */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'discord.js';
import { expect, test } from 'vitest';
import { breachesOf, missingSchemas } from '../testing/contract.ts';
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

test('every schema that is named exists', () => {
  expect(missingSchemas()).toEqual([]);
});

test('payloads are held against the published contract', () => {
  const of = (method: string, route: string, body: unknown) => breachesOf({ method, route, body });
  expect(of('POST', MESSAGES, { content: 'x' })).toEqual([]);
  expect(of('POST', MESSAGES, { content: 5 })[0]).toContain('content');
  expect(of('POST', CALLBACK, { type: 4, data: { content: 'x', flags: 64 } })).toEqual([]);
  expect(
    of('POST', CALLBACK, {
      type: 4,
      data: {
        components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x'.repeat(81), custom_id: 'x' }] }],
      },
    }),
  ).not.toEqual([]);
  const route = '/applications/{application_id}/commands';
  expect(of('PUT', route, [{ name: 'x', description: 'x', default_member_permissions: '8' }])).toEqual([]);
  expect(of('PUT', route, [{ name: 'x'.repeat(33), description: 'x' }])).not.toEqual([]);
});

test('closing fails after a refused payload', async () => {
  const discord = await startDiscord(bot([{ name: 'Capital', description: 'x' }]));
  await expect(discord.close()).rejects.toThrow('APPLICATION_COMMAND_INVALID_NAME');
});

test('what a bot sent is recorded, a line each, without tokens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'payloads-'));
  const before = process.env.PILCROW_RECORD;
  process.env.PILCROW_RECORD = join(folder, 'sent.jsonl');
  try {
    const discord = await startDiscord(bot([{ name: 'hello', description: 'x' }]));
    expect((await discord.as('student').command('hello')).text).toBe('fine');
    expect(discord.sent.find((it) => it.route === CALLBACK)?.path).toMatch(
      /^\/interactions\/\d+\/TOKEN\/callback$/,
    );
    await discord.close();
    const lines = readFileSync(process.env.PILCROW_RECORD, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { method: 'PUT', route: '/applications/{application_id}/commands', status: 200 },
      { method: 'POST', route: CALLBACK, status: 204 },
    ]);
  } finally {
    if (before === undefined) delete process.env.PILCROW_RECORD;
    else process.env.PILCROW_RECORD = before;
    rmSync(folder, { recursive: true });
  }
});

test('of two processes one answers, and the other is told so', async () => {
  const discord = await startDiscord(bot([{ name: 'hello', description: 'x' }]));
  await discord.startAnother();
  expect((await discord.as('student').command('hello')).text).toBe('fine');
  await discord.until(() => discord.sent.filter((it) => it.route === CALLBACK).length === 2, 'both answers');
  expect(
    discord.sent
      .filter((it) => it.route === CALLBACK)
      .map((it) => it.status)
      .sort(),
  ).toEqual([204, 400]);
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

/** What the page asks of the sandbox, and who may ask. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type APIAttachment, MessageFlags } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { IDS } from '../server/default-world.ts';
import type {
  PageAction,
  PageAnswer,
  PageBody,
  PageChannel,
  PageEvent,
  PagePerson,
  PageWorld,
} from '../server/page-api.ts';
import { startDiscord, type TestDiscord } from '../testing/harness.ts';
import { testBot } from './bot.ts';

const start = testBot({
  commands: [
    { name: 'hush', description: 'Answers privately' },
    { name: 'form', description: 'Shows a modal' },
    {
      name: 'ask',
      description: 'Completes',
      options: [{ type: 3, name: 'q', description: 'What', autocomplete: true }],
    },
    { name: 'mods', description: 'For moderators', default_member_permissions: '16' },
  ],
  on: (client) =>
    client.on('interactionCreate', async (it) => {
      if (it.isAutocomplete()) await it.respond([{ name: it.options.getFocused(), value: 'v' }]);
      else if (it.isModalSubmit())
        await it.reply({ content: `${it.fields.getTextInputValue('name')}, ${it.user.displayName}` });
      else if (it.isButton()) await it.update({ content: 'pressed', components: [] });
      else if (!it.isChatInputCommand()) return;
      else if (it.commandName === 'form')
        await it.showModal({
          custom_id: 'f',
          title: 'Form',
          components: [{ type: 18, label: 'Name', component: { type: 4, custom_id: 'name', style: 1 } }],
        } as never);
      else
        await it.reply({
          content: 'psst',
          flags: MessageFlags.Ephemeral,
          components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'go', label: 'Go' }] }],
        });
    }),
});

const pageFolder = mkdtempSync(join(tmpdir(), 'page-'));
let discord: TestDiscord;
beforeAll(async () => {
  discord = await startDiscord(start, { pageFolder });
});
afterAll(async () => {
  rmSync(pageFolder, { recursive: true });
  await discord.close();
});

const get = async <T>(path: string): Promise<T> =>
  (await fetch(`${discord.sandbox.url}${path}`)).json() as Promise<T>;

async function act<A extends PageAction>(
  person: string,
  action: A,
  body: PageBody<A>,
): Promise<{ status: number; body: PageAnswer<A> & { message?: string } }> {
  const response = await fetch(`${discord.sandbox.url}/page-api/as/${person}/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as never };
}

async function listen(person: string): Promise<{
  events: PageEvent[];
  of<T extends PageEvent['type']>(type: T): Promise<PageEvent & { type: T }>;
}> {
  const socket = new WebSocket(`${discord.sandbox.url.replace('http', 'ws')}/page-api/as/${person}/events`);
  const events: PageEvent[] = [];
  socket.on('message', (frame) => void events.push(JSON.parse(String(frame))));
  await new Promise((done) => socket.once('message', done));
  return {
    events,
    of: (type) => discord.until(() => events.find((it) => it.type === type), type) as never,
  };
}

const commandId = (name: string) =>
  [...discord.sandbox.world.commands.values()].find((it) => it.body.name === name)?.id ?? '';

test('people are chosen, and each has a world of their own', async () => {
  const people = await get<PagePerson[]>('/page-api/people');
  expect(people.map((it) => it.handle)).toEqual(['admin', 'moderator', 'student', 'classmate', 'stranger']);
  expect(people[1]?.about).toBe('moderator of Reading group');
  const world = await get<PageWorld>('/page-api/as/student/world');
  const names = (of: PageWorld) =>
    of.guilds.flatMap((it) => it.channels.map((each: PageChannel) => each.name));
  expect(names(world)).toEqual(['reading', 'discussions']);
  expect(names(await get('/page-api/as/moderator/world'))).toEqual(['reading', 'moderators', 'discussions']);
  expect(world.bot).toMatchObject({ online: true, user: { id: IDS.bot } });
  expect(world.directMessages.map((it) => it.name)).toContain('Pilcrow');
  expect((await fetch(`${discord.sandbox.url}/page-api/as/${IDS.bot}/world`)).status).toBe(404);
});

test('a command is run, its private answer comes by the socket to one person only', async () => {
  const [mine, others] = [await listen('student'), await listen('classmate')];
  const { body } = await act('student', 'command', { channelId: IDS.reading, commandId: commandId('hush') });
  const answered = await mine.of('interaction-answered');
  expect(answered).toMatchObject({ interactionId: body.interactionId, modal: null });
  const { message } = await mine.of('message-created');
  expect(message).toMatchObject({ content: 'psst', flags: 64 });
  expect(others.events.filter((it) => it.type === 'message-created')).toEqual([]);

  const press = await act('classmate', 'component', {
    channelId: IDS.reading,
    messageId: message.id,
    customId: 'go',
  });
  expect([press.status, press.body.message]).toEqual([404, 'Unknown Message']);
  await act('student', 'component', { channelId: IDS.reading, messageId: message.id, customId: 'go' });
  expect((await mine.of('message-updated')).message.content).toBe('pressed');
  await act('student', 'dismiss', { channelId: IDS.reading, messageId: message.id });
  expect((await mine.of('message-deleted')).messageId).toBe(message.id);
});

test('a modal is shown by the socket and submitted', async () => {
  const mine = await listen('student');
  await act('student', 'command', { channelId: IDS.reading, commandId: commandId('form') });
  const { interactionId, modal } = await mine.of('interaction-answered');
  expect(modal?.title).toBe('Form');
  expect((await act('classmate', 'submit-modal', { interactionId, fields: { name: 'x' } })).status).toBe(404);
  expect((await act('student', 'submit-modal', { interactionId, fields: { name: '' } })).body.message).toBe(
    'name: This field is required',
  );
  await act('student', 'submit-modal', { interactionId, fields: { name: 'Hello' } });
  expect((await mine.of('message-created')).message.content).toBe('Hello, Sam');
});

test('choices come with the answer; what the person may not do is refused', async () => {
  const options = [{ type: 3, name: 'q', value: 'typed', focused: true }] as never;
  const use = { channelId: IDS.reading, commandId: commandId('ask'), options };
  expect((await act('student', 'autocomplete', use)).body.choices).toEqual([{ name: 'typed', value: 'v' }]);
  const mods = { channelId: IDS.reading, commandId: commandId('mods') };
  expect(await act('student', 'command', mods)).toMatchObject({
    status: 403,
    body: { code: 50013, message: 'Missing Permissions' },
  });
  const say = await act('student', 'message', { channelId: IDS.moderators, content: 'x' });
  expect(say.status).toBe(403);
  const long = await act('student', 'message', { channelId: IDS.reading, content: 'x'.repeat(2001) });
  expect(long.body.message).toBe('content: Must be 2000 or fewer in length.');
});

test('words, files, threads and votes', async () => {
  const url = `${discord.sandbox.url}/page-api/as/student/files?name=${encodeURIComponent('notes é.txt')}`;
  const uploaded = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'bytes',
  });
  const file = (await uploaded.json()) as APIAttachment;
  await act('student', 'message', { channelId: IDS.reading, content: 'with a file', files: [file.id] });
  const said = discord.messages('reading').at(-1);
  expect(said?.files).toMatchObject([{ name: 'notes_é.txt', text: 'bytes' }]);

  const post = await act('student', 'post', {
    channelId: IDS.discussions,
    name: 'A post',
    content: 'First',
    tags: [],
  });
  expect(discord.messages(post.body.channelId).map((it) => it.text)).toEqual(['First']);

  const channel = start.client.channels.cache.get(IDS.reading);
  if (!channel?.isSendable()) throw new Error('no channel');
  const poll = await channel.send({
    poll: { question: { text: '?' }, answers: [{ text: 'a' }], duration: 1, allowMultiselect: false },
  });
  const mine = await listen('classmate');
  await act('student', 'vote', { channelId: IDS.reading, messageId: poll.id, answerIds: [1] });
  expect((await mine.of('message-updated')).message.poll?.results?.answer_counts).toEqual([
    { id: 1, count: 1, me_voted: false },
  ]);
  const history = await get<{ id: string }[]>(
    `/page-api/as/student/channels/${IDS.reading}/messages?limit=2`,
  );
  expect(history.map((it) => it.id)).toEqual([said?.id, poll.id]);
});

test('the page says how to build it, then comes with the policy that keeps all outside out', async () => {
  const missing = await fetch(discord.sandbox.url);
  expect(missing.status).toBe(503);
  expect(await missing.text()).toContain('npm run build:page');

  writeFileSync(join(pageFolder, 'index.html'), 'The page');
  const { host } = new URL(discord.sandbox.url);
  for (const path of ['/', '/page/index.html']) {
    const response = await fetch(`${discord.sandbox.url}${path}`);
    expect(await response.text()).toBe('The page');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        `font-src 'self'; connect-src 'self' ws://${host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
  }
  expect((await fetch(`${discord.sandbox.url}/page/../package.json`)).status).toBe(404);
  expect((await fetch(`${discord.sandbox.url}/page/%2e%2e%2fpackage.json`)).status).toBe(404);
});

test('a file that could run is only ever saved', async () => {
  const url = `${discord.sandbox.url}/page-api/as/student/files?name=x.html`;
  const uploaded = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/html' },
    body: '<script>1</script>',
  });
  const file = (await uploaded.json()) as APIAttachment;
  const served = await fetch(file.url);
  expect(served.headers.get('content-disposition')).toContain('attachment');
  expect(served.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
});

test('foreign names and foreign pages are turned away', async () => {
  const { port } = discord.sandbox;
  const status = (headers: Record<string, string>, method = 'GET', path = '/page-api/people') =>
    new Promise<number | undefined>((done) => {
      const asked = request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
        response.resume();
        done(response.statusCode);
      });
      asked.end();
    });
  const action = '/page-api/as/student/message';
  expect(await status({ host: 'evil.example' })).toBe(403);
  expect(await status({ host: `localhost:${port}` })).toBe(200);
  expect(
    await status({ origin: 'https://evil.example', 'content-type': 'application/json' }, 'POST', action),
  ).toBe(403);
  expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await status({ 'content-type': 'text/plain' }, 'POST', action)).toBe(400);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/page-api/as/student/events`, {
    origin: 'https://evil.example',
  });
  await expect(new Promise((done, failed) => socket.on('open', done).on('error', failed))).rejects.toThrow(
    '403',
  );
  const api = new WebSocket(`ws://127.0.0.1:${port}/gateway`, { origin: 'https://evil.example' });
  await expect(new Promise((done, failed) => api.on('open', done).on('error', failed))).rejects.toThrow(
    '403',
  );
});

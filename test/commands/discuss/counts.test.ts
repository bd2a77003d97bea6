import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type APIMessage, PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, expect, test } from 'vitest';
import { IDS } from '../../../sandbox/server/default-world.ts';
import type { SeenMessage, TestDiscord } from '../../../sandbox/testing/harness.ts';
import { aPrompt } from '../../discussion/examples.ts';
import { type DiscordWithBotOptions, startDiscordWithBot } from '../../support/bot.ts';

/* What a summary counts, and what it says where something can't be counted. */

const HOUR = 3_600_000;

let discord: TestDiscord & AsyncDisposable;
let proxy: Server | undefined;
afterEach(async () => {
  await discord[Symbol.asyncDispose]();
  proxy?.closeAllConnections();
  proxy?.close();
  proxy = undefined;
});

/** An open discussion in #reading with a poll; returns the id of its thread. */
async function open(options: DiscordWithBotOptions = {}): Promise<string> {
  discord = await startDiscordWithBot({
    stored: async ({ settings, discussions }) => {
      await settings.change(IDS.guild, {
        moderatorRoleId: IDS.moderatorRole,
        reviewChannelId: IDS.moderators,
        promptChannelId: IDS.reading,
      });
      const facts = { guildId: IDS.guild, state: 'approved', stances: ['Yes', 'No'] } as const;
      await discussions.add(IDS.guild, aPrompt({ ...facts, id: 'abcdefghij' }));
    },
    ...options,
  });
  await discord.as('moderator').in('moderators').command('discuss post', { days: 2 });
  const id = discord.threads('reading')[0]?.id ?? '';
  await discord.until(() => discord.messages(id).some(({ poll }) => poll), 'the poll');
  return id;
}

const pollIn = (id: string) => discord.messages(id).find(({ poll }) => poll) as SeenMessage;
const close = (id: string) => discord.as('moderator').in(id).command('discuss close', { now: true });
const summaryIn = (id: string) =>
  discord.until(
    () => discord.messages(id).find(({ text }) => text.includes('What happened here'))?.text,
    'the summary',
  );

test('voters and shared answers are counted beside those who wrote', async () => {
  const id = await open();
  discord.as('classmate').in(id).vote(pollIn(id), 'Yes');
  discord.as('student').in(id).vote(pollIn(id), 'No');
  discord.as('moderator').in(id).vote(pollIn(id), 'No');
  discord.as('student').in(id).say('I doubt it.');
  const asked = await discord.as('student').in(id).command('ask', { question: 'Who agreed with Mason?' });
  await asked.button('Share').press();
  await discord.as('classmate').in(id).command('quote', { text: 'cornerstone', share: true });
  await close(id);
  expect(await summaryIn(id)).toContain(
    '**3** voted · **1** wrote **1** messages · **2** quotes, 2 of them shared',
  );
});

test('of more than 5,000 messages, all are counted', async () => {
  const id = await open();
  discord.as('classmate').in(id).say('First!');
  for (let i = 0; i < 5010; i++) discord.as('student').in(id).say(`${i}`);
  await close(id);
  expect(await summaryIn(id)).toContain('**2** wrote **5011** messages');
}, 90_000);

test('where the history can’t be read, that is said, and not 0', async () => {
  const id = await open({ mayBreakRules: true });
  discord.as('student').in(id).say('I doubt it.');
  discord.setOverwrite('reading', IDS.botRole, { deny: PermissionFlagsBits.ReadMessageHistory });
  await close(id);
  const held = await discord.until(
    () => discord.messages('moderators').find(({ text }) => text.includes('could not be closed')),
    'that it could not be closed',
  );
  await discord.as('moderator').in('moderators').look(held).button('Close without it').press();
  const summary = await summaryIn(id);
  expect(summary).toContain('messages could not be counted');
  expect(summary).not.toContain('**0** wrote');
  expect(summary).not.toContain('0 before');
});

test('a poll that ended by itself while the bot was away was not ended before its time', async () => {
  const id = await open();
  discord.as('student').in(id).vote(pollIn(id), 'Yes');
  await discord.stopBot();
  await discord.advance(75 * HOUR);
  expect(pollIn(id).poll?.results?.is_finalized).toBe(true);
  await discord.startBot();
  await discord.until(() => discord.messages(id).filter(({ poll }) => poll).length === 2, 'the second poll');
  await new Promise((done) => setTimeout(done, 300));
  await discord.advance(25 * HOUR);
  const summary = await summaryIn(id);
  expect(summary).toContain('Poll, “Yes”: 1 before, 0 after');
  expect(summary).not.toContain('before its time');
});

/** Stands between the bot and Discord and changes what it says of messages with a poll. */
async function between(apiUrl: string, change: (message: APIMessage) => void): Promise<string> {
  proxy = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { host: _, connection: __, 'content-length': ___, ...headers } = incoming.headers;
    const answer = await fetch(new URL(incoming.url ?? '', apiUrl), {
      method: incoming.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    let body = await answer.text();
    if (incoming.method === 'GET' && /\/messages\/\d+$/.test(incoming.url ?? '')) {
      const message = JSON.parse(body);
      if (message.poll) change(message);
      body = JSON.stringify(message);
    }
    const kept = [...answer.headers].filter(
      ([name]) => !/^(content-(length|encoding)|transfer-|connection)/.test(name),
    );
    outgoing.writeHead(answer.status, Object.fromEntries(kept));
    outgoing.end(body);
  });
  const { port } = await new Promise<AddressInfo>((done) => {
    proxy?.listen(0, '127.0.0.1', () => done(proxy?.address() as AddressInfo));
  });
  return `http://127.0.0.1:${port}/api`;
}

test.each([
  ['is asked for until it is final', 3, 'Poll, “Yes”: 1 before'],
  ['is said not to be final where it stays so', 1000, 'A poll’s result is not final'],
] as const)('a poll’s result %s', async (_, times, words) => {
  let url = '';
  let left: number = times;
  const id = await open({ through: (apiUrl) => url || apiUrl });
  discord.as('student').in(id).vote(pollIn(id), 'Yes');
  url = await between(discord.sandbox.apiUrl, ({ poll }) => {
    if (poll?.results && left-- > 0) poll.results.is_finalized = false;
  });
  await discord.restartBot();
  await close(id);
  const summary = await summaryIn(id);
  expect(summary).toContain(words);
  expect(summary.includes('not final')).toBe(times > 100);
});

test('a poll of which Discord gives no result is not counted as 0', async () => {
  let url = '';
  const id = await open({ through: (apiUrl) => url || apiUrl });
  discord.as('student').in(id).vote(pollIn(id), 'Yes');
  url = await between(discord.sandbox.apiUrl, ({ poll }) => {
    if (poll) delete poll.results;
  });
  await discord.restartBot();
  await close(id);
  const summary = await summaryIn(id);
  expect(summary).toContain('Discord gives no result of a poll');
  expect(summary).not.toContain('0 before');
});

import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, describe, expect, test } from 'vitest';
import { createStage } from '../../../commands/discuss/stage/discord-stage.ts';
import { IDS } from '../../../sandbox/server/default-world.ts';
import { startDiscord, type TestDiscord } from '../../../sandbox/testing/harness.ts';
import { type Api, createApi } from '../../../src/discord/api.ts';
import { connect, createClient } from '../../../src/discord/client.ts';
import type { PermissionName } from '../../../src/discord/permissions.ts';
import { REQUEST_MS } from '../../../src/discussion/lease.ts';
import type { Trace } from '../../../src/discussion/prompt.ts';
import type { DiscussionPart, Scene, Stage } from '../../../src/discussion/stage.ts';
import { summarise } from '../../../src/discussion/summary.ts';
import { createLog } from '../../../src/log.ts';
import { wholeParagraph } from '../../../src/reading/quote.ts';
import { DEFAULT_SETTINGS } from '../../../src/settings/settings.ts';
import { aPrompt, treaty } from '../../discussion/examples.ts';

/* The stage alone, over the wire: what it posts, finds again, and says where it may not. */

let discord: TestDiscord;
let api: Api;
let stage: Stage;
afterEach(() => discord.close());

async function open(options: { readonly mayBreakRules?: boolean } = {}): Promise<void> {
  discord = await startDiscord(async ({ token, apiUrl, now }) => {
    const client = createClient({ apiUrl });
    api = createApi(client, { requestsPerSecond: 25, timeoutMs: REQUEST_MS });
    stage = createStage({
      api,
      settings: { get: async () => DEFAULT_SETTINGS },
      clock: () => new Date(now()),
    });
    await connect(client, token, createLog({ level: 'silent' }));
    return { stop: () => client.destroy() };
  }, options);
}

function scene(kind: Scene['kind'], trace: Trace): Scene {
  const channelId = kind === 'forum' ? IDS.discussions : IDS.reading;
  const plan = { at: new Date(discord.now()), channelId, poll: true, openHours: 24, slowSeconds: 0 };
  const prompt = aPrompt({
    id: 'abcdefghij',
    guildId: IDS.guild,
    state: 'scheduled',
    stances: ['Yes', 'No'],
    plan,
    trace,
  });
  const quotes = prompt.paragraphs.flatMap((n) => wholeParagraph(treaty.reading, n) ?? []);
  const summary = summarise({ prompt, messages: [], extent: 'whole', citations: [] });
  return { prompt, plan, kind, text: treaty, quotes, summary };
}

const ID_OF = {
  starter: 'starterId',
  thread: 'threadId',
  opening: 'openingId',
  poll: 'pollId',
  'after-poll': 'afterPollId',
  summary: 'summaryId',
} as const satisfies Record<DiscussionPart, keyof Trace>;
const PARTS = Object.keys(ID_OF) as DiscussionPart[];

/** Posts the parts before this one. */
async function postUpTo(part: DiscussionPart): Promise<Trace> {
  let trace: Trace = {};
  for (const before of PARTS.slice(0, PARTS.indexOf(part)))
    trace = { ...trace, [ID_OF[before]]: await stage.post(before, scene('text', trace)) };
  return trace;
}

test.each(PARTS)('%s, posted twice, stands there once and is found again', async (part) => {
  await open();
  const here = scene('text', await postUpTo(part));
  expect(await stage.find(part, here)).toEqual({ kind: 'none' });
  const id = await stage.post(part, here);
  expect(await stage.post(part, here)).toBe(id);
  expect(await stage.find(part, here)).toEqual({ kind: 'found', id });
});

test('a forum post is found again by what stands in it', async () => {
  await open();
  const here = scene('forum', {});
  expect(await stage.find('thread', here)).toEqual({ kind: 'none' });
  const id = await stage.post('thread', here);
  expect(await stage.find('thread', here)).toEqual({ kind: 'found', id });
});

describe('where the bot lacks a permission', () => {
  async function deny(channel: 'reading' | 'discussions', permission: PermissionName): Promise<void> {
    discord.setOverwrite(channel, IDS.botRole, { deny: PermissionFlagsBits[permission] });
    await discord.until(() => api.missing(IDS[channel], [permission]).length > 0, 'the bot hearing of it');
  }

  test.each([
    ['starter', 'SendMessages', 'Send Messages'],
    ['thread', 'CreatePublicThreads', 'Create Public Threads'],
    ['opening', 'SendMessagesInThreads', 'Send Messages in Threads'],
    ['poll', 'SendPolls', 'Create Polls'],
    ['after-poll', 'SendPolls', 'Create Polls'],
    ['summary', 'ViewChannel', 'View Channel'],
  ] as const)('%s is not posted without %s, which is named', async (part, permission, named) => {
    await open({ mayBreakRules: true });
    const here = scene('text', await postUpTo(part));
    await deny('reading', permission);
    await expect(stage.post(part, here)).rejects.toMatchObject({
      kind: 'permission',
      message: expect.stringContaining(named),
    });
  });

  test('a forum post names it too', async () => {
    await open({ mayBreakRules: true });
    await deny('discussions', 'SendMessages');
    await expect(stage.post('thread', scene('forum', {}))).rejects.toMatchObject({
      kind: 'permission',
      message: 'Send Messages',
    });
  });

  test('what may have been posted is not known where the history can’t be read', async () => {
    await open({ mayBreakRules: true });
    const here = scene('text', await postUpTo('opening'));
    await deny('reading', 'ReadMessageHistory');
    const why = 'the bot lacks Read Message History there';
    expect(await stage.find('opening', here)).toEqual({ kind: 'unknown', why });
  });
});

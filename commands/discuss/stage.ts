import {
  type Client,
  DiscordAPIError,
  HTTPError,
  PermissionsBitField,
  REST,
  SnowflakeUtil,
} from 'discord.js';
import {
  type APIChannel,
  type APIGuildMember,
  type APIMessage,
  type APIMessageTopLevelComponent,
  type APIUser,
  ChannelType,
  MessageFlags,
  MessageType,
  type RESTGetAPIGuildThreadsResult,
  RESTJSONErrorCodes,
  Routes,
} from 'discord-api-types/v10';
import { missingPermissions, type PermissionName } from '../../src/discord/permissions.ts';
import { AFTER_POLL_HOURS } from '../../src/discussion/director.ts';
import { REQUEST_MS } from '../../src/discussion/due.ts';
import {
  type Found,
  type News,
  type Part,
  type Scene,
  type Stage,
  StageError,
} from '../../src/discussion/stage.ts';
import type { Count, Said } from '../../src/discussion/summary.ts';
import type { SettingsStore } from '../../src/settings/settings.ts';
import { shorten, truncate } from '../../src/text/cut.ts';
import { inWords, newsCard, openingCard, starterCard, summaryCard, tagOf } from './cards.ts';

export interface StageOptions {
  /** Online before the first prompt is posted. */
  readonly client: Client;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly clock: () => Date;
}

/**
 * Discussions on Discord. Requests go by a queue of their own, which leaves room for answers; they are never
 * repeated by the library, and given up before the claim on a prompt ends. A message carries a nonce, so that
 * posted twice it stands there once.
 */
export function createStage({ client, settings, clock }: StageOptions): Stage {
  const own = () => client.user?.id ?? '';
  const rest = new REST({ ...client.rest.options, retries: 0, globalRequestsPerSecond: REQUESTS_A_SECOND });

  async function post(part: Part, scene: Scene): Promise<string> {
    const { prompt, plan, kind } = scene;
    const thread = () => prompt.trace.threadId as string;
    switch (part) {
      case 'starter':
        return send(plan.channelId, message(starterCard(scene)), nonce(prompt.id, 's'), scene);
      case 'thread':
        return kind === 'forum' ? forumPost(scene) : threadOn(prompt.trace.starterId as string, scene);
      case 'opening':
        return send(
          thread(),
          message(openingCard('opening', scene, closing(scene))),
          nonce(prompt.id, 'o'),
          scene,
        );
      case 'poll':
        return send(thread(), poll(scene, plan.openHours + AFTER_POLL_HOURS), nonce(prompt.id, 'p'), scene);
      case 'after-poll':
        return send(thread(), poll(scene, AFTER_POLL_HOURS), nonce(prompt.id, 'a'), scene);
      case 'summary': {
        if (!scene.summary) throw new Error('a summary needs what was counted');
        return send(thread(), message(summaryCard(prompt, scene.summary)), nonce(prompt.id, 'z'), scene);
      }
    }
  }

  async function threadOn(starterId: string, { prompt, plan }: Scene): Promise<string> {
    try {
      const route = Routes.threads(plan.channelId, starterId);
      const made = await write(
        'POST',
        route,
        threadFacts(prompt.question, plan.slowSeconds),
        plan.channelId,
        NEEDED_THREAD,
      );
      return (made as APIChannel).id;
    } catch (error) {
      // A thread on a message has the message's id, and there is only one.
      if (error instanceof Refused && error.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)
        return starterId;
      throw error;
    }
  }

  async function forumPost(scene: Scene): Promise<string> {
    const { prompt, plan } = scene;
    const body = {
      ...threadFacts(prompt.question, plan.slowSeconds),
      message: message(openingCard('thread', scene, closing(scene))),
    };
    const made = await write('POST', Routes.threads(plan.channelId), body, plan.channelId, ['SendMessages']);
    return (made as APIChannel).id;
  }

  async function send(channelId: string, body: object, mark: string, scene: Scene): Promise<string> {
    const needed: PermissionName[] = [
      channelId === scene.plan.channelId ? 'SendMessages' : 'SendMessagesInThreads',
      ...('poll' in body ? (['SendPolls'] as const) : []),
    ];
    const whole = { ...body, nonce: mark, enforce_nonce: true };
    return ((await write('POST', Routes.channelMessages(channelId), whole, channelId, needed)) as APIMessage)
      .id;
  }

  async function find(part: Part, scene: Scene): Promise<Found> {
    const { prompt, plan, kind } = scene;
    if (part === 'thread' && kind === 'text') return findThreadOn(prompt.trace.starterId as string);
    const where =
      part === 'starter' || part === 'thread' ? plan.channelId : (prompt.trace.threadId as string);
    const blind = missing(where, ['ReadMessageHistory']);
    if (blind.length > 0) return { kind: 'unknown', why: `the bot lacks ${blind.join(', ')} there` };
    try {
      if (part === 'thread') return await findForumPost(scene);
      const isIt = (one: APIMessage) =>
        part === 'poll' || part === 'after-poll'
          ? one.poll !== undefined && one.id !== prompt.trace.pollId
          : holds(one, tagOf(part, prompt.id));
      const since = part === 'starter' ? plan.at : (prompt.trace.closesAt ?? plan.at);
      return await findMessage(where, part === 'summary' || part === 'after-poll' ? since : plan.at, isIt);
    } catch (error) {
      if (error instanceof StageError && error.kind === 'unclear')
        return { kind: 'unknown', why: error.message };
      throw error;
    }
  }

  async function findThreadOn(starterId: string): Promise<Found> {
    try {
      await read(Routes.channel(starterId));
      return { kind: 'found', id: starterId };
    } catch (error) {
      if (error instanceof StageError && error.kind === 'channel-gone') return { kind: 'none' };
      throw error;
    }
  }

  async function findMessage(
    channelId: string,
    since: Date,
    isIt: (message: APIMessage) => boolean,
  ): Promise<Found> {
    let after = SnowflakeUtil.generate({ timestamp: since.getTime() - CLOCK_SKEW_MS }).toString();
    for (let page = 0; page < PAGES_SEARCHED; page++) {
      const messages = (await read(Routes.channelMessages(channelId), {
        after,
        limit: '100',
      })) as APIMessage[];
      const found = messages.find((one) => one.author.id === own() && isIt(one));
      if (found) return { kind: 'found', id: found.id };
      if (messages.length < 100) return { kind: 'none' };
      after = messages.reduce((latest, { id }) => (BigInt(id) > BigInt(latest) ? id : latest), after);
    }
    return { kind: 'unknown', why: 'too many messages were written since' };
  }

  async function findForumPost({ prompt, plan }: Scene): Promise<Found> {
    const active = (await read(Routes.guildActiveThreads(prompt.guildId))) as RESTGetAPIGuildThreadsResult;
    const archived = (await read(Routes.channelThreads(plan.channelId, 'public'), {
      limit: '100',
    })) as RESTGetAPIGuildThreadsResult;
    const since = plan.at.getTime() - CLOCK_SKEW_MS;
    const mine = [...active.threads, ...archived.threads].filter(
      (thread) =>
        'parent_id' in thread &&
        thread.parent_id === plan.channelId &&
        'owner_id' in thread &&
        thread.owner_id === own() &&
        SnowflakeUtil.timestampFrom(thread.id) >= since,
    );
    for (const { id } of mine) {
      const opening = (await read(Routes.channelMessage(id, id)).catch(ignoreGone)) as APIMessage | undefined;
      if (opening && holds(opening, tagOf('thread', prompt.id))) return { kind: 'found', id };
    }
    return { kind: 'none' };
  }

  async function countPoll(threadId: string, pollId: string): Promise<{ count: Count; ended: boolean }> {
    const found = (await read(Routes.channelMessage(threadId, pollId)).catch(ignoreGone)) as
      | APIMessage
      | undefined;
    if (!found?.poll) return { count: { kind: 'gone' }, ended: true };
    const { answers, results } = found.poll;
    const votes = new Map(results?.answer_counts.map(({ id, count }) => [id, count]));
    return {
      count: {
        kind: 'counted',
        early: false,
        answers: answers.map(({ answer_id: id, poll_media: { text = '' } }) => ({
          answer: text,
          votes: votes.get(id) ?? 0,
        })),
      },
      ended: results?.is_finalized === true,
    };
  }

  async function endPoll(threadId: string, pollId: string): Promise<Count> {
    const { count, ended } = await countPoll(threadId, pollId);
    if (count.kind === 'gone') return count;
    if (ended) return { ...count, early: true };
    const route = Routes.expirePoll(threadId, pollId);
    await write('POST', route, {}, threadId, []).catch(ignoreGone);
    return (await countPoll(threadId, pollId)).count;
  }

  async function messages(threadId: string): Promise<Said[]> {
    const said: Said[] = [];
    let before: string | undefined;
    for (let page = 0; page < PAGES_COUNTED; page++) {
      const query = { limit: '100', ...(before && { before }) };
      const found = (await read(Routes.channelMessages(threadId), query)) as APIMessage[];
      for (const { author, type, timestamp } of found)
        if (!author.bot && (type === MessageType.Default || type === MessageType.Reply))
          said.push({ userId: author.id, at: new Date(timestamp) });
      before = found.at(-1)?.id;
      if (found.length < 100) break;
    }
    return said.reverse();
  }

  async function threadState(threadId: string) {
    try {
      const found = (await read(Routes.channel(threadId))) as APIChannel;
      const facts = 'thread_metadata' in found ? found.thread_metadata : undefined;
      return facts?.locked ? 'locked' : facts?.archived ? 'archived' : 'open';
    } catch (error) {
      if (error instanceof StageError && error.kind === 'channel-gone') return 'gone';
      throw error;
    }
  }

  async function lock(threadId: string): Promise<void> {
    const found = (await read(Routes.channel(threadId))) as APIChannel;
    const facts = 'thread_metadata' in found ? found.thread_metadata : undefined;
    if (facts?.locked && facts.archived) return;
    await write('PATCH', Routes.channel(threadId), { locked: true, archived: true }, threadId, [
      'ManageThreads',
    ]);
  }

  async function tellModerators(guildId: string, news: News) {
    const { reviewChannelId, showProposers } = await settings.get(guildId);
    const told = reviewChannelId
      ? await tell(reviewChannelId, message(newsCard(news, showProposers)))
      : false;
    if (told) return true;
    // Nobody reads the moderators' channel: whoever owns the server can mend that.
    const owner = client.guilds.cache.get(guildId)?.ownerId;
    if (owner && FOR_THE_OWNER.has(news.kind))
      await tellUser(
        owner,
        `${inWords(news)}\nThe moderators’ channel can’t be reached: name one with /setup.`,
      );
    return false;
  }

  async function tellUser(userId: string, words: string): Promise<boolean> {
    try {
      const opened = await write('POST', Routes.userChannels(), { recipient_id: userId }, '', []);
      return await tell((opened as APIChannel).id, { content: truncate(words, 2000), ...SILENT });
    } catch (error) {
      return unheard(error);
    }
  }

  async function nameOf(guildId: string, userId: string): Promise<string> {
    const { user, nick } = ((await read(Routes.guildMember(guildId, userId)).catch(ignoreGone)) ??
      {}) as Partial<APIGuildMember>;
    if (user) return nick ?? user.global_name ?? user.username;
    const left = (await read(Routes.user(userId)).catch(ignoreGone)) as APIUser | undefined;
    return left?.global_name ?? left?.username ?? userId;
  }

  /** Returns whether it arrived. */
  async function tell(channelId: string, body: object): Promise<boolean> {
    try {
      await write('POST', Routes.channelMessages(channelId), body, channelId, []);
      return true;
    } catch (error) {
      return unheard(error);
    }
  }

  /** @throws StageError */
  async function read(route: `/${string}`, query: Record<string, string> = {}): Promise<unknown> {
    try {
      rest.setToken(client.token ?? '');
      return await rest.get(route, { query: new URLSearchParams(query), signal: timeLimit() });
    } catch (error) {
      throw stageError(error, []);
    }
  }

  /** @throws StageError that names the missing permissions, if that is what it was */
  async function write(
    method: 'POST' | 'PATCH',
    route: `/${string}`,
    body: object,
    channelId: string,
    needed: readonly PermissionName[],
  ): Promise<unknown> {
    try {
      rest.setToken(client.token ?? '');
      const options = { body, signal: timeLimit() };
      return method === 'POST' ? await rest.post(route, options) : await rest.patch(route, options);
    } catch (error) {
      throw stageError(error, missing(channelId, ['ViewChannel', ...needed]));
    }
  }

  /** Which of these the bot lacks in a channel, as far as the gateway has told. */
  function missing(channelId: string, needed: readonly PermissionName[]): string[] {
    const channel = client.channels.cache.get(channelId);
    if (!channel || channel.isDMBased()) return [];
    return missingPermissions((channel.permissionsFor(own()) ?? new PermissionsBitField()).bitfield, needed);
  }

  function closing({ plan }: Scene): Date {
    return new Date(clock().getTime() + plan.openHours * 3_600_000);
  }

  return {
    post,
    find,
    threadState,
    endPoll,
    messages,
    lock,
    tellModerators,
    tellUser,
    nameOf,
    count: async (threadId, pollId) => (await countPoll(threadId, pollId)).count,
    async channelKind(channelId) {
      const { type } = (await read(Routes.channel(channelId))) as APIChannel;
      if (type === ChannelType.GuildForum) return 'forum';
      if (type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement) return 'text';
      throw new StageError(
        'refused',
        'Threads for discussions can be opened in text channels and forums only',
      );
    },
  };
}

/** Discord allows a bot 50 a second in all. */
const REQUESTS_A_SECOND = 25;
/** The bot's clock and Discord's may differ by so much. */
const CLOCK_SKEW_MS = 60_000;
const PAGES_SEARCHED = 10;
const PAGES_COUNTED = 50;
const DAYS_7_IN_MINUTES = 10_080;
const NEEDED_THREAD = ['CreatePublicThreads', 'ReadMessageHistory'] as const;
const SILENT = { allowed_mentions: { parse: [] } };
const FOR_THE_OWNER: ReadonlySet<News['kind']> = new Set([
  'held',
  'role-gone',
  'slot-channel-gone',
  'report',
]);

/** Refused with Discord's own number for the reason. */
class Refused extends StageError {
  constructor(
    readonly code: number | string,
    message: string,
  ) {
    super('refused', message);
  }
}

function stageError(error: unknown, lacking: readonly string[]): unknown {
  if (error instanceof DiscordAPIError) {
    if (error.code === RESTJSONErrorCodes.UnknownChannel)
      return new StageError('channel-gone', error.message);
    if (error.status === 403 && !REFUSALS.has(Number(error.code)))
      return new StageError('permission', lacking.join(', ') || error.message);
    if (error.status >= 500) return new StageError('unclear', error.message);
    return new Refused(error.code, error.message);
  }
  if (error instanceof HTTPError) return new StageError('unclear', error.message);
  if (
    error instanceof Error &&
    /abort|timeout|socket|fetch|network|ECONN/i.test(`${error.name} ${error.message}`)
  )
    return new StageError('unclear', 'Discord did not answer in time');
  return error;
}

/** Answered with 403 though no permission of the bot's is missing. */
const REFUSALS: ReadonlySet<number> = new Set([RESTJSONErrorCodes.CannotSendMessagesToThisUser]);

/** A message that is gone, or a poll that has ended already. */
function ignoreGone(error: unknown): undefined {
  if (error instanceof Refused) return undefined;
  throw error;
}

function unheard(error: unknown): false {
  if (error instanceof StageError) return false;
  throw error;
}

function holds(message: APIMessage, tag: string): boolean {
  return JSON.stringify(message.components ?? []).includes(`-# ${tag}"`);
}

function message(components: readonly APIMessageTopLevelComponent[]) {
  return { components, flags: MessageFlags.IsComponentsV2, ...SILENT };
}

function poll({ prompt }: Scene, hours: number) {
  return {
    poll: {
      question: { text: truncate(prompt.question, 300) },
      answers: prompt.stances.map((stance) => ({ poll_media: { text: stance } })),
      duration: Math.min(hours, 768),
      allow_multiselect: false,
      layout_type: 1,
    },
    ...SILENT,
  };
}

function threadFacts(question: string, slowSeconds: number) {
  return {
    name: shorten(question, 100),
    auto_archive_duration: DAYS_7_IN_MINUTES,
    ...(slowSeconds > 0 && { rate_limit_per_user: slowSeconds }),
  };
}

function timeLimit(): AbortSignal {
  return AbortSignal.timeout(REQUEST_MS);
}

/** At most 25 characters. */
const nonce = (promptId: string, mark: string) => `${promptId}-${mark}`.slice(0, 25);

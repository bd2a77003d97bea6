import {
  type APIChannel,
  type APIMessage,
  type RESTGetAPIGuildThreadsResult,
  Routes,
} from 'discord-api-types/v10';
import { type Api, idAt, timeOf } from '../../../src/discord/api.ts';
import {
  type DiscussionPart,
  type Lookup,
  type Scene,
  type Stage,
  StageError,
} from '../../../src/discussion/stage.ts';
import { markOf } from '../thread-cards.ts';
import { idOf } from './parts.ts';
import { asPartGone, ignoreGone, type Requests } from './requests.ts';

/** The bot's clock and Discord's may differ by so much. */
const CLOCK_SKEW_MS = 60_000;
/** How many pages of 100 messages are searched. */
const PAGES = 10;

/** Looks whether a part of a discussion stands there already. */
export function createFinding(
  { read }: Requests,
  { ownId, missing }: Pick<Api, 'ownId' | 'missing'>,
): Pick<Stage, 'find'> {
  /** A thread on a message has the message's id. */
  async function findThreadOn(starterId: string): Promise<Lookup> {
    try {
      await read<APIChannel>(Routes.channel(starterId));
      return { kind: 'found', id: starterId };
    } catch (error) {
      if (error instanceof StageError && error.kind === 'channel-gone') return { kind: 'none' };
      throw error;
    }
  }

  async function findForumPost({ prompt, plan }: Scene): Promise<Lookup> {
    const active = await read<RESTGetAPIGuildThreadsResult>(Routes.guildActiveThreads(prompt.guildId));
    const archived = await read<RESTGetAPIGuildThreadsResult>(
      Routes.channelThreads(plan.channelId, 'public'),
      { limit: '100' },
    );
    const since = new Date(plan.at.getTime() - CLOCK_SKEW_MS);
    const own = [...active.threads, ...archived.threads].filter(
      (thread) =>
        'parent_id' in thread &&
        thread.parent_id === plan.channelId &&
        'owner_id' in thread &&
        thread.owner_id === ownId() &&
        timeOf(thread.id) >= since,
    );
    for (const { id } of own) {
      const opening = await read<APIMessage>(Routes.channelMessage(id, id)).catch(ignoreGone);
      if (opening && isMarked(opening, 'thread', prompt.id)) return { kind: 'found', id };
    }
    return { kind: 'none' };
  }

  async function findMessage(
    part: DiscussionPart,
    { prompt, plan }: Scene,
    channelId: string,
  ): Promise<Lookup> {
    const closing = part === 'summary' || part === 'after-poll';
    const since = (closing ? prompt.trace.closesAt : undefined) ?? plan.at;
    let after = idAt(new Date(since.getTime() - CLOCK_SKEW_MS));
    for (let page = 0; page < PAGES; page++) {
      const query = { after, limit: '100' };
      const messages = await read<APIMessage[]>(Routes.channelMessages(channelId), query);
      const found = messages.find(
        (message) => message.author.id === ownId() && isPart(message, part, prompt),
      );
      if (found) return { kind: 'found', id: found.id };
      if (messages.length < 100) return { kind: 'none' };
      after = messages.reduce((latest, { id }) => (BigInt(id) > BigInt(latest) ? id : latest), after);
    }
    return { kind: 'unknown', why: 'too many messages were written since' };
  }

  return {
    async find(part, scene) {
      const { trace } = scene.prompt;
      const { channelId } = scene.plan;
      if (part === 'thread' && scene.kind === 'text') return findThreadOn(idOf(trace.starterId));
      const where = part === 'starter' || part === 'thread' ? channelId : idOf(trace.threadId);
      const lacking = missing(where, ['ReadMessageHistory']);
      if (lacking.length > 0) return { kind: 'unknown', why: `the bot lacks ${lacking.join(', ')} there` };
      try {
        return await (part === 'thread' ? findForumPost(scene) : findMessage(part, scene, where));
      } catch (error) {
        if (error instanceof StageError && error.kind === 'unclear')
          return { kind: 'unknown', why: error.message };
        throw where === channelId ? error : asPartGone(error);
      }
    },
  };
}

function isPart(message: APIMessage, part: DiscussionPart, { id, trace }: Scene['prompt']): boolean {
  if (part === 'poll' || part === 'after-poll')
    return message.poll !== undefined && message.id !== trace.pollId;
  return isMarked(message, part, id);
}

function isMarked({ components = [] }: APIMessage, part: DiscussionPart, promptId: string): boolean {
  return JSON.stringify(components).includes(`${markOf(part, promptId).source}"`);
}

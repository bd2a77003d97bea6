import { setTimeout as sleep } from 'node:timers/promises';
import {
  type APIMessage,
  MessageType,
  type RESTGetAPIPollAnswerVotersResult,
  Routes,
} from 'discord-api-types/v10';
import type { Api } from '../../../src/discord/api.ts';
import { type Stage, StageError } from '../../../src/discussion/stage.ts';
import type { Count, ThreadMessage } from '../../../src/discussion/summary.ts';
import { ignoreGone, type Requests } from './requests.ts';

/** How many pages of 100 messages are counted. */
const PAGES = 500;
/** How many pages of 100 voters of an answer are asked for; of more, it is not told who voted. */
const VOTER_PAGES = 50;
/** Discord settles a poll's result soon after its end: how often it is asked, and how long it is waited between. */
const ASKED_FINAL = 8;
const FINAL_WAIT_MS = 500;

/** Counts what members do in a discussion: their votes and their messages. */
export function createCounting(
  { read, write }: Requests,
  { ownId, missing }: Pick<Api, 'ownId' | 'missing'>,
): Pick<Stage, 'count' | 'endPoll' | 'messages'> {
  async function countPoll(threadId: string, pollId: string): Promise<Count> {
    const message = await read<APIMessage>(Routes.channelMessage(threadId, pollId)).catch(ignoreGone);
    if (!message?.poll) return { kind: 'gone' };
    const { answers, results } = message.poll;
    if (!results) return { kind: 'unknown' };
    const votes = new Map(results.answer_counts.map(({ id, count }) => [id, count]));
    return {
      kind: 'counted',
      early: false,
      final: results.is_finalized,
      answers: answers.map(({ answer_id: id, poll_media: { text = '' } }) => ({
        answer: text,
        votes: votes.get(id) ?? 0,
      })),
    };
  }

  async function votersOf(threadId: string, pollId: string, answers: number): Promise<string[] | undefined> {
    const voters = new Set<string>();
    for (let answer = 1; answer <= answers; answer++) {
      let after: string | undefined;
      for (let page = 0; ; page++) {
        if (page === VOTER_PAGES) return undefined;
        const query = { limit: '100', ...(after && { after }) };
        const route = Routes.pollAnswerVoters(threadId, pollId, answer);
        const { users } = await read<RESTGetAPIPollAnswerVotersResult>(route, query);
        for (const { id } of users) voters.add(id);
        after = users.at(-1)?.id;
        if (users.length < 100) break;
      }
    }
    return [...voters];
  }

  return {
    async count(threadId, pollId) {
      const count = await countPoll(threadId, pollId).catch(orElse<Count>({ kind: 'unknown' }));
      if (count.kind !== 'counted') return count;
      // Without who voted, how many did still counts.
      const voters = await votersOf(threadId, pollId, count.answers.length).catch(orElse(undefined));
      return voters ? { ...count, voters } : count;
    },

    async endPoll(threadId, pollId) {
      const count = await countPoll(threadId, pollId);
      if (count.kind !== 'counted') return count;
      if (count.final) return { ...count, early: true };
      const needs = { channelId: threadId, permissions: [] };
      await write('POST', Routes.expirePoll(threadId, pollId), {}, needs).catch(ignoreGone);
      for (let asked = 1; ; asked++) {
        const ended = await countPoll(threadId, pollId);
        if (ended.kind !== 'counted' || ended.final || asked === ASKED_FINAL) return ended;
        await sleep(FINAL_WAIT_MS);
      }
    },

    async messages(threadId, onPage) {
      // Discord answers with no messages at all, rather than with an error.
      if (missing(threadId, ['ViewChannel', 'ReadMessageHistory']).length > 0)
        return { messages: [], extent: 'unreadable' };
      const written: ThreadMessage[] = [];
      let before: string | undefined;
      for (let page = 0; page < PAGES; page++) {
        const query = { limit: '100', ...(before && { before }) };
        const found = await read<APIMessage[]>(Routes.channelMessages(threadId), query);
        written.push(...found.flatMap((message) => threadMessage(message, ownId()) ?? []));
        before = found.at(-1)?.id;
        if (found.length < 100) return { messages: written.reverse(), extent: 'whole' };
        await onPage?.();
      }
      return { messages: written.reverse(), extent: 'part' };
    },
  };
}

/** For what Discord refuses to tell. */
function orElse<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof StageError && error.kind !== 'unclear') return value;
    throw error;
  };
}

/** What a member wrote, or an answer with quotes that the bot posted for them; undefined for anything else. */
function threadMessage(message: APIMessage, ownId: string): ThreadMessage | undefined {
  const { author, type, timestamp, components = [], interaction_metadata: asked } = message;
  const at = new Date(timestamp);
  if (author.id === ownId) {
    const sharedBy = /Shared by <@(\d+)>/.exec(JSON.stringify(components))?.[1];
    const userId = sharedBy ?? (type === MessageType.ChatInputCommand ? asked?.user.id : undefined);
    return userId === undefined ? undefined : { userId, at, shared: true };
  }
  const isWritten = type === MessageType.Default || type === MessageType.Reply;
  return author.bot || !isWritten ? undefined : { userId: author.id, at };
}

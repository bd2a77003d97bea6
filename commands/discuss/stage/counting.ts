import { type APIMessage, MessageType, Routes } from 'discord-api-types/v10';
import type { Stage } from '../../../src/discussion/stage.ts';
import type { Count, ThreadMessage } from '../../../src/discussion/summary.ts';
import { ignoreGone, type Requests } from './requests.ts';

/** How many pages of 100 messages are counted. */
const PAGES = 50;

/** Counts what members do in a discussion: their votes and their messages. */
export function createCounting({ read, write }: Requests): Pick<Stage, 'count' | 'endPoll' | 'messages'> {
  async function countPoll(
    threadId: string,
    pollId: string,
  ): Promise<{ readonly count: Count; readonly ended: boolean }> {
    const message = await read<APIMessage>(Routes.channelMessage(threadId, pollId)).catch(ignoreGone);
    if (!message?.poll) return { count: { kind: 'gone' }, ended: true };
    const { answers, results } = message.poll;
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

  return {
    count: async (threadId, pollId) => (await countPoll(threadId, pollId)).count,

    async endPoll(threadId, pollId) {
      const { count, ended } = await countPoll(threadId, pollId);
      if (count.kind === 'gone') return count;
      if (ended) return { ...count, early: true };
      const needs = { channelId: threadId, permissions: [] };
      await write('POST', Routes.expirePoll(threadId, pollId), {}, needs).catch(ignoreGone);
      return (await countPoll(threadId, pollId)).count;
    },

    async messages(threadId) {
      const written: ThreadMessage[] = [];
      let before: string | undefined;
      for (let page = 0; page < PAGES; page++) {
        const query = { limit: '100', ...(before && { before }) };
        const found = await read<APIMessage[]>(Routes.channelMessages(threadId), query);
        for (const { author, type, timestamp } of found)
          if (!author.bot && (type === MessageType.Default || type === MessageType.Reply))
            written.push({ userId: author.id, at: new Date(timestamp) });
        before = found.at(-1)?.id;
        if (found.length < 100) break;
      }
      return written.reverse();
    },
  };
}

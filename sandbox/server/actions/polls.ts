/** A poll's life: votes, its end by time or by hand, and the result that is posted then. */
import { MessageType } from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { findChannel } from '../find.ts';
import { need, Permission } from '../permissions.ts';
import { notAPoll, notOwnMessage, pollExpired, Refusal } from '../refusal.ts';
import type { PollBody } from '../rules/messages.ts';
import type { Message, Poll } from '../world.ts';
import { addMessage } from './message-store.ts';

const HOUR = 3_600_000;
const DEFAULT_HOURS = 24;

export function createPoll(context: Context, body: PollBody): Poll {
  return {
    question: { text: body.question.text },
    answers: body.answers.map(({ poll_media: { text, emoji } }, at) => ({
      id: at + 1,
      media: { text, ...(emoji ? { emoji: { id: emoji.id ?? null, name: emoji.name ?? null } } : {}) },
    })),
    expiresAt: context.clock.now() + (body.duration ?? DEFAULT_HOURS) * HOUR,
    multiselect: body.allow_multiselect ?? false,
    finalized: false,
    votes: new Map(),
  };
}

/** Ends the message's poll, if it has one, when its time comes. */
export function schedulePollEnd(context: Context, message: Message): void {
  const { poll } = message;
  if (poll)
    poll.cancelExpiry = context.clock.after(poll.expiresAt - context.clock.now(), () =>
      finishPoll(context, message, poll),
    );
}

/**
 * Sets a person's votes: what they had chosen and choose no more is taken back.
 * @throws Refusal 520001 when the poll has ended
 */
export function vote(context: Context, userId: string, message: Message, answerIds: readonly number[]): void {
  const { poll } = message;
  if (!poll) throw notAPoll();
  if (poll.finalized) throw pollExpired();
  need(context.world, findChannel(context, message.channelId), userId, Permission.ReadMessageHistory);
  const wanted = new Set(answerIds);
  if (wanted.size > 1 && !poll.multiselect) throw new Refusal(400, 50035, 'This poll takes one answer');
  for (const id of wanted)
    if (!poll.answers.some((it) => it.id === id)) throw new Refusal(404, 10066, 'Unknown poll answer');
  for (const { id } of poll.answers) {
    const voters = poll.votes.get(id) ?? new Set();
    poll.votes.set(id, voters);
    if (wanted.has(id) === voters.has(userId)) continue;
    const added = wanted.has(id);
    if (added) voters.add(userId);
    else voters.delete(userId);
    context.emit({ type: 'vote', message, userId, answerId: id, added });
  }
}

/** Ends a poll before its time. Only who posted it may. */
export function endPoll(context: Context, userId: string, message: Message): void {
  const { poll } = message;
  if (!poll) throw notAPoll();
  if (message.authorId !== userId) throw notOwnMessage();
  if (poll.finalized) throw pollExpired();
  poll.expiresAt = context.clock.now();
  finishPoll(context, message, poll);
}

function finishPoll(context: Context, message: Message, poll: Poll): void {
  poll.cancelExpiry?.();
  if (poll.finalized || !context.world.messages.get(message.channelId)?.has(message.id)) return;
  poll.finalized = true;
  context.emit({ type: 'message-updated', message });
  addMessage(context, {
    channelId: message.channelId,
    authorId: message.authorId,
    type: MessageType.PollResult,
    embeds: [{ type: 'poll_result' as never, fields: resultFields(poll) }],
    reference: { messageId: message.id, channelId: message.channelId, guildId: message.guildId },
  });
}

function resultFields(poll: Poll) {
  const counts = poll.answers.map((it) => ({ ...it, count: poll.votes.get(it.id)?.size ?? 0 }));
  const total = counts.reduce((sum, it) => sum + it.count, 0);
  const most = Math.max(...counts.map((it) => it.count));
  const first = counts.filter((it) => it.count === most);
  const fields: [string, string | number][] = [
    ['poll_question_text', poll.question.text ?? ''],
    ['victor_answer_votes', most],
    ['total_votes', total],
  ];
  const victor = first[0];
  if (victor && first.length === 1 && total > 0)
    fields.push(['victor_answer_id', victor.id], ['victor_answer_text', victor.media.text ?? '']);
  return fields.map(([name, value]) => ({ name, value: String(value), inline: false }));
}

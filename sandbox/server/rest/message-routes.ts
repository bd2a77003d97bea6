/** Messages and polls of a channel. */
import { z } from 'zod';
import { deleteMessage, editMessage, listMessages, sendMessage } from '../actions/messages.ts';
import { endPoll } from '../actions/polls.ts';
import { channelFor, publicMessage } from '../find.ts';
import { need, Permission } from '../permissions.ts';
import { presentMessage } from '../present/message.ts';
import { presentUserById } from '../present/server.ts';
import { notAPoll } from '../refusal.ts';
import { validate } from '../rules/form.ts';
import type { Message } from '../world.ts';
import type { RestRequest, Route } from './route.ts';

const MESSAGES = '/channels/{channel_id}/messages';
const MESSAGE = `${MESSAGES}/{message_id}`;
const POLL = '/channels/{channel_id}/polls/{message_id}';

export const messageRoutes: Route[] = [
  {
    method: 'GET',
    route: MESSAGES,
    handle(it, channelId) {
      const limit = validate(z.coerce.number().int().min(1).max(100), it.query.get('limit') ?? 50, ['limit']);
      const [before, after] = [it.query.get('before'), it.query.get('after')];
      const page = listMessages(it.context, it.botId, channelId, {
        limit,
        ...(before ? { before } : {}),
        ...(after ? { after } : {}),
      });
      return page.map((message) => show(it, message));
    },
  },
  {
    method: 'POST',
    route: MESSAGES,
    handle: (it, channelId) => show(it, sendMessage(it.context, it.botId, channelId, it.body, it.files)),
  },
  {
    method: 'GET',
    route: MESSAGE,
    handle(it, channelId, messageId) {
      const channel = channelFor(it.context, it.botId, channelId);
      need(it.context.world, channel, it.botId, Permission.ReadMessageHistory);
      return show(it, find(it, channelId, messageId));
    },
  },
  {
    method: 'PATCH',
    route: MESSAGE,
    handle: (it, channelId, messageId) =>
      show(it, editMessage(it.context, it.botId, find(it, channelId, messageId), it.body, it.files)),
  },
  {
    method: 'DELETE',
    route: MESSAGE,
    handle: (it, channelId, messageId) => deleteMessage(it.context, it.botId, find(it, channelId, messageId)),
  },
  {
    method: 'POST',
    route: `${POLL}/expire`,
    handle(it, channelId, messageId) {
      const message = find(it, channelId, messageId);
      endPoll(it.context, it.botId, message);
      return show(it, message);
    },
  },
  {
    method: 'GET',
    route: `${POLL}/answers/{answer_id}`,
    handle(it, channelId, messageId, answerId) {
      const { poll } = find(it, channelId, messageId);
      if (!poll) throw notAPoll();
      const after = BigInt(it.query.get('after') ?? 0);
      const voters = [...(poll.votes.get(Number(answerId)) ?? [])]
        .filter((id) => BigInt(id) > after)
        .sort((a, b) => Number(BigInt(a) - BigInt(b)))
        .slice(0, Number(it.query.get('limit') ?? 25));
      return { users: voters.map((id) => presentUserById(it.context.world, id)) };
    },
  },
];

function find({ context, botId }: RestRequest, channelId: string, messageId: string): Message {
  return publicMessage(context, channelFor(context, botId, channelId), messageId);
}

/** Others' words are hidden from the bot in answers too. */
function show({ context, botId }: RestRequest, message: Message) {
  return presentMessage(context, message, { userId: botId, contentHidden: true });
}

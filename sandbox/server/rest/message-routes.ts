/** Messages, pins, reactions and polls of a channel. */
import { ApplicationFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import {
  deleteMany,
  deleteMessage,
  editMessage,
  listMessages,
  pin,
  pins,
  react,
  sendMessage,
} from '../actions/messages.ts';
import { endPoll } from '../actions/polls.ts';
import { channelFor, publicMessage } from '../find.ts';
import { need, Permission } from '../permissions.ts';
import { iso, presentMessage, presentUserById } from '../present.ts';
import { notAPoll, unknownEmoji } from '../refusal.ts';
import { conform, snowflake } from '../rules/form.ts';
import type { Message } from '../world.ts';
import { type Asked, ok, part, type Route } from './route.ts';

const MESSAGES = '/channels/{channel_id}/messages';
const MESSAGE = `${MESSAGES}/{message_id}`;

export const messageRoutes: Route[] = [
  {
    method: 'GET',
    route: MESSAGES,
    handle(asked) {
      const { context, botId, query } = asked;
      const text = (name: string) => query.get(name) ?? undefined;
      const limit = conform(z.coerce.number().int().min(1).max(100), query.get('limit') ?? 50, ['limit']);
      const [before, after, around] = [text('before'), text('after'), text('around')];
      const page = listMessages(context, botId, part(asked, 'channel_id'), {
        limit,
        ...(before ? { before } : {}),
        ...(after ? { after } : {}),
        ...(around ? { around } : {}),
      });
      return ok(page.map((it) => shown(asked, it)));
    },
  },
  {
    method: 'POST',
    route: MESSAGES,
    handle: (asked) =>
      ok(
        shown(
          asked,
          sendMessage(asked.context, asked.botId, part(asked, 'channel_id'), asked.body, asked.files),
        ),
      ),
  },
  {
    method: 'POST',
    route: `${MESSAGES}/bulk-delete`,
    handle(asked) {
      const { messages } = conform(z.looseObject({ messages: z.array(snowflake) }), asked.body);
      deleteMany(asked.context, asked.botId, part(asked, 'channel_id'), messages);
      return undefined;
    },
  },
  {
    method: 'GET',
    route: MESSAGE,
    handle(asked) {
      const channel = channelFor(asked.context, asked.botId, part(asked, 'channel_id'));
      need(asked.context.world, channel, asked.botId, Permission.ReadMessageHistory);
      return ok(shown(asked, target(asked)));
    },
  },
  {
    method: 'PATCH',
    route: MESSAGE,
    handle: (asked) =>
      ok(shown(asked, editMessage(asked.context, asked.botId, target(asked), asked.body, asked.files))),
  },
  {
    method: 'DELETE',
    route: MESSAGE,
    handle(asked) {
      deleteMessage(asked.context, asked.botId, target(asked));
      return undefined;
    },
  },
  {
    method: 'GET',
    route: `${MESSAGES}/pins`,
    handle(asked) {
      const channel = channelFor(asked.context, asked.botId, part(asked, 'channel_id'));
      const limit = Number(asked.query.get('limit') ?? 50);
      const before = asked.query.get('before');
      const all = pins(asked.context, channel).filter(
        (it) => !before || (it.pinnedAt ?? 0) < Date.parse(before),
      );
      return ok({
        items: all
          .slice(0, limit)
          .map((it) => ({ pinned_at: iso(it.pinnedAt ?? 0), message: shown(asked, it) })),
        has_more: all.length > limit,
      });
    },
  },
  {
    method: 'GET',
    route: '/channels/{channel_id}/pins',
    handle(asked) {
      const channel = channelFor(asked.context, asked.botId, part(asked, 'channel_id'));
      return ok(pins(asked.context, channel).map((it) => shown(asked, it)));
    },
  },
  ...[`${MESSAGES}/pins/{message_id}`, '/channels/{channel_id}/pins/{message_id}'].flatMap((route) =>
    (['PUT', 'DELETE'] as const).map(
      (method): Route => ({
        method,
        route,
        handle(asked) {
          pin(
            asked.context,
            asked.botId,
            part(asked, 'channel_id'),
            part(asked, 'message_id'),
            method === 'PUT',
          );
          return undefined;
        },
      }),
    ),
  ),
  ...(['PUT', 'DELETE'] as const).map(
    (method): Route => ({
      method,
      route: `${MESSAGE}/reactions/{emoji_name}/@me`,
      handle(asked) {
        react(asked.context, asked.botId, target(asked), emojiOf(asked), method === 'PUT');
        return undefined;
      },
    }),
  ),
  {
    method: 'DELETE',
    route: `${MESSAGE}/reactions/{emoji_name}/{user_id}`,
    handle(asked) {
      manageMessages(asked);
      react(asked.context, part(asked, 'user_id'), target(asked), emojiOf(asked), false);
      return undefined;
    },
  },
  {
    method: 'GET',
    route: `${MESSAGE}/reactions/{emoji_name}`,
    handle: (asked) =>
      ok(
        [...(target(asked).reactions.get(emojiOf(asked)) ?? [])].map((id) =>
          presentUserById(asked.context.world, id),
        ),
      ),
  },
  {
    method: 'DELETE',
    route: `${MESSAGE}/reactions`,
    handle(asked) {
      manageMessages(asked);
      const message = target(asked);
      for (const [emoji, users] of [...message.reactions])
        for (const id of [...users]) react(asked.context, id, message, emoji, false);
      return undefined;
    },
  },
  {
    method: 'POST',
    route: '/channels/{channel_id}/polls/{message_id}/expire',
    handle(asked) {
      const message = target(asked);
      endPoll(asked.context, asked.botId, message);
      return ok(shown(asked, message));
    },
  },
  {
    method: 'GET',
    route: '/channels/{channel_id}/polls/{message_id}/answers/{answer_id}',
    handle(asked) {
      const { poll } = target(asked);
      if (!poll) throw notAPoll();
      const after = BigInt(asked.query.get('after') ?? 0);
      const limit = Number(asked.query.get('limit') ?? 25);
      const voters = [...(poll.votes.get(Number(part(asked, 'answer_id'))) ?? [])]
        .filter((id) => BigInt(id) > after)
        .sort((a, b) => Number(BigInt(a) - BigInt(b)))
        .slice(0, limit);
      return ok({ users: voters.map((id) => presentUserById(asked.context.world, id)) });
    },
  },
];

function target(asked: Asked): Message {
  const channel = channelFor(asked.context, asked.botId, part(asked, 'channel_id'));
  return publicMessage(asked.context, channel, part(asked, 'message_id'));
}

function manageMessages(asked: Asked): void {
  const channel = channelFor(asked.context, asked.botId, part(asked, 'channel_id'));
  need(asked.context.world, channel, asked.botId, Permission.ManageMessages);
}

function emojiOf(asked: Asked): string {
  const name = part(asked, 'emoji_name');
  if (/^[\w-]{2,}$/.test(name)) throw unknownEmoji();
  return name;
}

/** Without the message content intent others' text is hidden from a bot in answers too. */
function shown(asked: Asked, message: Message) {
  const { flags } = asked.context.world.application;
  const reads =
    flags & (ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited);
  return presentMessage(asked.context, message, { userId: asked.botId, contentHidden: !reads });
}

/** Channels and threads. */
import { z } from 'zod';
import { changeChannel, deleteChannel, openDirectChannel } from '../actions/channels.ts';
import { startThread, startThreadOnMessage } from '../actions/threads.ts';
import { channelFor, guildFor } from '../find.ts';
import { mayView, need, Permission } from '../permissions.ts';
import { presentChannel, presentThreadMember } from '../present/channel.ts';
import { presentMessage } from '../present/message.ts';
import { unknownUser } from '../refusal.ts';
import { snowflake, validate } from '../rules/form.ts';
import type { Channel } from '../world.ts';
import type { RestRequest, Route } from './route.ts';

const CHANNEL = '/channels/{channel_id}';

export const channelRoutes: Route[] = [
  { method: 'GET', route: CHANNEL, handle: (it, channelId) => show(it, find(it, channelId)) },
  {
    method: 'PATCH',
    route: CHANNEL,
    handle: (it, channelId) => show(it, changeChannel(it.context, it.botId, channelId, it.body)),
  },
  {
    method: 'DELETE',
    route: CHANNEL,
    handle(it, channelId) {
      const before = show(it, find(it, channelId));
      deleteChannel(it.context, it.botId, channelId);
      return before;
    },
  },
  {
    method: 'POST',
    route: `${CHANNEL}/messages/{message_id}/threads`,
    status: 201,
    handle: (it, channelId, messageId) =>
      show(it, startThreadOnMessage(it.context, it.botId, channelId, messageId, it.body)),
  },
  {
    method: 'POST',
    route: `${CHANNEL}/threads`,
    status: 201,
    handle(it, channelId) {
      const { context, botId, body, files } = it;
      const { thread, message } = startThread(context, botId, channelId, body, files);
      const first = message ? { message: presentMessage(context, message, { userId: botId }) } : {};
      return { ...show(it, thread), ...first };
    },
  },
  {
    method: 'GET',
    route: `${CHANNEL}/threads/archived/public`,
    handle(it, channelId) {
      const parent = find(it, channelId);
      need(it.context.world, parent, it.botId, Permission.ReadMessageHistory);
      const limit = Number(it.query.get('limit') ?? 50);
      const before = it.query.get('before');
      const until = before ? Date.parse(before) : Number.POSITIVE_INFINITY;
      const changedAt = (thread: Channel) => thread.thread?.archiveChangedAt ?? 0;
      const all = [...it.context.world.channels.values()]
        .filter((thread) => thread.parentId === parent.id && thread.thread?.archived)
        .filter((thread) => changedAt(thread) < until)
        .sort((a, b) => changedAt(b) - changedAt(a));
      return { ...showThreads(it, all.slice(0, limit)), has_more: all.length > limit };
    },
  },
  {
    method: 'GET',
    route: '/guilds/{guild_id}/threads/active',
    handle(it, guildId) {
      const { world } = it.context;
      const { id } = guildFor(it.context, it.botId, guildId);
      const inGuild = [...world.channels.values()].filter((channel) => channel.guildId === id);
      const active = inGuild.filter(({ thread }) => thread && !thread.archived);
      return showThreads(
        it,
        active.filter((thread) => mayView(world, thread, it.botId)),
      );
    },
  },
  {
    method: 'POST',
    route: '/users/@me/channels',
    handle(it) {
      const { recipient_id: id } = validate(z.looseObject({ recipient_id: snowflake }), it.body);
      if (!it.context.world.users.has(id) || id === it.botId) throw unknownUser();
      return show(it, openDirectChannel(it.context, it.botId, id));
    },
  },
];

function find({ context, botId }: RestRequest, channelId: string): Channel {
  return channelFor(context, botId, channelId);
}

function show({ context, botId }: RestRequest, channel: Channel) {
  return presentChannel(context.world, channel, botId);
}

/** With the bot's memberships, as discord.js expects them. */
function showThreads(it: RestRequest, threads: readonly Channel[]) {
  return {
    threads: threads.map((thread) => show(it, thread)),
    members: threads.flatMap((thread) => presentThreadMember(thread, it.botId) ?? []),
  };
}

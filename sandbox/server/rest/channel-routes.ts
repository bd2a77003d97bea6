/** Channels, threads, servers, members and people. */
import { ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import { directChannel } from '../actions/people.ts';
import {
  changeChannel,
  createChannel,
  deleteChannel,
  joinThread,
  leaveThread,
  threadAlone,
  threadOnMessage,
} from '../actions/threads.ts';
import { channelFor, guildFor, threadFor } from '../find.ts';
import { mayView, need, Permission } from '../permissions.ts';
import {
  presentChannel,
  presentGuild,
  presentMember,
  presentMessage,
  presentRole,
  presentThreadMember,
  presentUserById,
} from '../present.ts';
import { missingAccess, unknownMember, unknownOverwrite, unknownRole, unknownUser } from '../refusal.ts';
import { conform, snowflake } from '../rules/form.ts';
import type { Channel, Thread } from '../world.ts';
import { type Asked, created, ok, part, type Route } from './route.ts';

const CHANNEL = '/channels/{channel_id}';
const GUILD = '/guilds/{guild_id}';

export const channelRoutes: Route[] = [
  { method: 'GET', route: CHANNEL, handle: (asked) => ok(shown(asked, channel(asked))) },
  {
    method: 'PATCH',
    route: CHANNEL,
    handle: (asked) =>
      ok(shown(asked, changeChannel(asked.context, asked.botId, part(asked, 'channel_id'), asked.body))),
  },
  {
    method: 'DELETE',
    route: CHANNEL,
    handle(asked) {
      const before = shown(asked, channel(asked));
      deleteChannel(asked.context, asked.botId, part(asked, 'channel_id'));
      return ok(before);
    },
  },
  {
    method: 'POST',
    route: `${CHANNEL}/typing`,
    handle(asked) {
      asked.context.emit({ type: 'typing', channel: channel(asked), userId: asked.botId });
      return undefined;
    },
  },
  {
    method: 'PUT',
    route: `${CHANNEL}/permissions/{overwrite_id}`,
    handle(asked) {
      const form = z.looseObject({ type: z.number(), allow: z.unknown(), deny: z.unknown() });
      const { type, allow, deny } = conform(form, asked.body);
      const id = part(asked, 'overwrite_id');
      const others = channel(asked).overwrites.filter((it) => it.id !== id);
      const overwrite = { id, type, allow: String(allow ?? 0), deny: String(deny ?? 0) };
      changeChannel(asked.context, asked.botId, part(asked, 'channel_id'), {
        permission_overwrites: [...others, overwrite],
      });
      return undefined;
    },
  },
  {
    method: 'DELETE',
    route: `${CHANNEL}/permissions/{overwrite_id}`,
    handle(asked) {
      const id = part(asked, 'overwrite_id');
      const { overwrites } = channel(asked);
      if (!overwrites.some((it) => it.id === id)) throw unknownOverwrite();
      const rest = overwrites.filter((it) => it.id !== id);
      changeChannel(asked.context, asked.botId, part(asked, 'channel_id'), { permission_overwrites: rest });
      return undefined;
    },
  },
  {
    method: 'POST',
    route: `${CHANNEL}/messages/{message_id}/threads`,
    handle: (asked) =>
      created(
        shown(
          asked,
          threadOnMessage(
            asked.context,
            asked.botId,
            part(asked, 'channel_id'),
            part(asked, 'message_id'),
            asked.body,
          ),
        ),
      ),
  },
  {
    method: 'POST',
    route: `${CHANNEL}/threads`,
    handle(asked) {
      const { context, botId, body, files } = asked;
      const { thread, message } = threadAlone(context, botId, part(asked, 'channel_id'), body, files);
      const first = message ? { message: presentMessage(context, message, { userId: botId }) } : {};
      return created({ ...shown(asked, thread), ...first });
    },
  },
  ...(['public', 'private'] as const).map(
    (kind): Route => ({
      method: 'GET',
      route: `${CHANNEL}/threads/archived/${kind}`,
      handle(asked) {
        const parent = channel(asked);
        need(asked.context.world, parent, asked.botId, Permission.ReadMessageHistory);
        if (kind === 'private') need(asked.context.world, parent, asked.botId, Permission.ManageThreads);
        const isPrivate = (it: Channel) => it.type === ChannelType.PrivateThread;
        return archived(asked, parent, (it) => isPrivate(it) === (kind === 'private'));
      },
    }),
  ),
  {
    method: 'GET',
    route: `${CHANNEL}/users/@me/threads/archived/private`,
    handle: (asked) =>
      archived(
        asked,
        channel(asked),
        (it) => it.type === ChannelType.PrivateThread && it.thread.members.has(asked.botId),
      ),
  },
  {
    method: 'GET',
    route: `${CHANNEL}/thread-members`,
    handle() {
      // Needs the privileged intent for members, which the application does not have.
      throw missingAccess();
    },
  },
  {
    method: 'GET',
    route: `${CHANNEL}/thread-members/{user_id}`,
    handle(asked) {
      const thread = threadFor(asked.context, asked.botId, part(asked, 'channel_id'));
      const id = who(asked);
      if (!thread.thread.members.has(id)) throw unknownMember();
      return ok(presentThreadMember(asked.context, thread, id, asked.query.get('with_member') === 'true'));
    },
  },
  {
    method: 'PUT',
    route: `${CHANNEL}/thread-members/{user_id}`,
    handle(asked) {
      joinThread(asked.context, asked.botId, part(asked, 'channel_id'), who(asked));
      return undefined;
    },
  },
  {
    method: 'DELETE',
    route: `${CHANNEL}/thread-members/{user_id}`,
    handle(asked) {
      leaveThread(asked.context, asked.botId, part(asked, 'channel_id'), who(asked));
      return undefined;
    },
  },
  { method: 'GET', route: GUILD, handle: (asked) => ok(presentGuild(guild(asked))) },
  {
    method: 'GET',
    route: `${GUILD}/channels`,
    handle(asked) {
      const { id } = guild(asked);
      const all = [...asked.context.world.channels.values()].filter((it) => it.guildId === id && !it.thread);
      return ok(all.map((it) => shown(asked, it)));
    },
  },
  {
    method: 'POST',
    route: `${GUILD}/channels`,
    handle: (asked) =>
      created(shown(asked, createChannel(asked.context, asked.botId, part(asked, 'guild_id'), asked.body))),
  },
  {
    method: 'GET',
    route: `${GUILD}/threads/active`,
    handle(asked) {
      const { id } = guild(asked);
      const { world } = asked.context;
      const active = [...world.channels.values()].filter(
        (it) => it.guildId === id && it.thread && !it.thread.archived && mayView(world, it, asked.botId),
      );
      return ok({ threads: active.map((it) => shown(asked, it)), members: ownMemberships(asked, active) });
    },
  },
  {
    method: 'GET',
    route: `${GUILD}/roles`,
    handle: (asked) => ok([...guild(asked).roles.values()].map(presentRole)),
  },
  {
    method: 'GET',
    route: `${GUILD}/roles/{role_id}`,
    handle(asked) {
      const role = guild(asked).roles.get(part(asked, 'role_id'));
      if (!role) throw unknownRole();
      return ok(presentRole(role));
    },
  },
  {
    method: 'GET',
    route: `${GUILD}/members`,
    handle(asked) {
      guild(asked);
      throw missingAccess();
    },
  },
  {
    method: 'GET',
    route: `${GUILD}/members/{user_id}`,
    handle(asked) {
      const member = guild(asked).members.get(who(asked));
      if (!member) throw unknownMember();
      return ok(presentMember(asked.context.world, member));
    },
  },
  {
    method: 'GET',
    route: '/users/@me/guilds',
    handle({ context, botId }) {
      const own = [...context.world.guilds.values()].filter((it) => it.members.has(botId));
      return ok(
        own.map(({ id, name, ownerId }) => ({
          id,
          name,
          icon: null,
          banner: null,
          owner: ownerId === botId,
          features: [],
          permissions: '0',
        })),
      );
    },
  },
  {
    method: 'DELETE',
    route: '/users/@me/guilds/{guild_id}',
    handle(asked) {
      const left = guild(asked);
      asked.context.emit({ type: 'guild-left', guild: left, userId: asked.botId });
      left.members.delete(asked.botId);
      return undefined;
    },
  },
  {
    method: 'GET',
    route: '/users/{user_id}',
    handle(asked) {
      const id = part(asked, 'user_id');
      if (!asked.context.world.users.has(id)) throw unknownUser();
      return ok(presentUserById(asked.context.world, id));
    },
  },
  {
    method: 'POST',
    route: '/users/@me/channels',
    handle(asked) {
      const { recipient_id: id } = conform(z.looseObject({ recipient_id: snowflake }), asked.body);
      if (!asked.context.world.users.has(id) || id === asked.botId) throw unknownUser();
      return ok(shown(asked, directChannel(asked.context, asked.botId, id)));
    },
  },
];

function channel(asked: Asked): Channel {
  return channelFor(asked.context, asked.botId, part(asked, 'channel_id'));
}

function guild(asked: Asked) {
  return guildFor(asked.context, asked.botId, part(asked, 'guild_id'));
}

function who(asked: Asked): string {
  const id = part(asked, 'user_id');
  return id === '@me' ? asked.botId : id;
}

function shown(asked: Asked, it: Channel) {
  return presentChannel(asked.context, it, asked.botId);
}

type ThreadChannel = Channel & { thread: Thread };

function archived(asked: Asked, parent: Channel, which: (thread: ThreadChannel) => boolean) {
  const limit = Number(asked.query.get('limit') ?? 50);
  const before = asked.query.get('before');
  const until = before ? Date.parse(before) : Number.POSITIVE_INFINITY;
  const all = [...asked.context.world.channels.values()]
    .filter((it): it is ThreadChannel => it.parentId === parent.id && it.thread !== null)
    .filter((it) => it.thread.archived && it.thread.archiveChangedAt < until && which(it))
    .sort((a, b) => b.thread.archiveChangedAt - a.thread.archiveChangedAt);
  const page = all.slice(0, limit);
  return ok({
    threads: page.map((it) => shown(asked, it)),
    members: ownMemberships(asked, page),
    has_more: all.length > limit,
  });
}

function ownMemberships(asked: Asked, threads: readonly Channel[]) {
  return threads
    .filter((it) => it.thread?.members.has(asked.botId))
    .map((it) => presentThreadMember(asked.context, it, asked.botId));
}

/** The application itself, its gateway, its commands, and the people and servers that it knows. */
import { commandsOf, replaceCommands } from '../actions/commands.ts';
import { guildFor } from '../find.ts';
import { guildPermissions } from '../permissions.ts';
import {
  presentApplication,
  presentCommand,
  presentGuild,
  presentMember,
  presentUserById,
} from '../present/server.ts';
import { unknownApplication, unknownMember, unknownUser } from '../refusal.ts';
import type { RestRequest, Route } from './route.ts';

/** `socketUrl` is where the gateway listens. */
export function applicationRoutes(socketUrl: () => string): Route[] {
  return [
    {
      method: 'GET',
      route: '/gateway/bot',
      handle: () => ({
        url: socketUrl(),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 16 },
      }),
    },
    {
      method: 'GET',
      route: '/applications/@me',
      handle: ({ context }) => presentApplication(context.world),
    },
    ...commandRoutes('/applications/{application_id}/commands'),
    ...commandRoutes('/applications/{application_id}/guilds/{guild_id}/commands'),
    {
      method: 'GET',
      route: '/users/@me',
      handle: ({ context, botId }) => ({
        ...presentUserById(context.world, botId),
        verified: true,
        mfa_enabled: true,
        locale: 'en-US',
        email: null,
      }),
    },
    {
      method: 'GET',
      route: '/users/@me/guilds',
      handle: ({ context, botId }) =>
        [...context.world.guilds.values()]
          .filter((it) => it.members.has(botId))
          .map((guild) => ({
            id: guild.id,
            name: guild.name,
            icon: null,
            banner: null,
            owner: guild.ownerId === botId,
            features: [],
            permissions: String(guildPermissions(guild, botId)),
          })),
    },
    {
      method: 'GET',
      route: '/users/{user_id}',
      handle({ context }, userId) {
        if (!context.world.users.has(userId)) throw unknownUser();
        return presentUserById(context.world, userId);
      },
    },
    {
      method: 'GET',
      route: '/guilds/{guild_id}',
      handle: ({ context, botId }, guildId) => presentGuild(guildFor(context, botId, guildId)),
    },
    {
      method: 'GET',
      route: '/guilds/{guild_id}/members/{user_id}',
      handle({ context, botId }, guildId, userId) {
        const member = guildFor(context, botId, guildId).members.get(userId === '@me' ? botId : userId);
        if (!member) throw unknownMember();
        return presentMember(context.world, member);
      },
    },
  ];
}

/** Commands for all servers, or for one. */
function commandRoutes(route: string): Route[] {
  const scope = ({ context, botId }: RestRequest, applicationId: string, guildId?: string): string | null => {
    if (applicationId !== context.world.application.id) throw unknownApplication();
    return guildId === undefined ? null : guildFor(context, botId, guildId).id;
  };
  const show = ({ context }: RestRequest, commands: ReturnType<typeof commandsOf>) =>
    commands.map((it) => presentCommand(context.world, it));
  return [
    {
      method: 'GET',
      route,
      handle: (it, ...ids: [string, string?]) => show(it, commandsOf(it.context, scope(it, ...ids))),
    },
    {
      method: 'PUT',
      route,
      handle: (it, ...ids: [string, string?]) =>
        show(it, replaceCommands(it.context, scope(it, ...ids), it.body)),
    },
  ];
}

/** The application itself, its gateway and its commands. */
import {
  addCommand,
  changeCommand,
  commandsOf,
  findCommand,
  removeCommand,
  replaceCommands,
} from '../actions/commands.ts';
import { guildFor } from '../find.ts';
import { presentApplication, presentCommand, presentUserById } from '../present.ts';
import { unknownApplication } from '../refusal.ts';
import { type Asked, created, ok, part, type Route } from './route.ts';

/** `socketUrl` is where the gateway listens. */
export function applicationRoutes(socketUrl: () => string): Route[] {
  return [
    { method: 'GET', route: '/gateway', open: true, handle: () => ok({ url: socketUrl() }) },
    {
      method: 'GET',
      route: '/gateway/bot',
      handle: () =>
        ok({
          url: socketUrl(),
          shards: 1,
          session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 16 },
        }),
    },
    ...['/applications/@me', '/oauth2/applications/@me'].map(
      (route): Route => ({
        method: 'GET',
        route,
        handle: ({ context }) => ok(presentApplication(context.world)),
      }),
    ),
    {
      method: 'GET',
      route: '/users/@me',
      handle: ({ context, botId }) =>
        ok({
          ...presentUserById(context.world, botId),
          verified: true,
          mfa_enabled: true,
          locale: 'en-US',
          email: null,
        }),
    },
    ...commandRoutes('/applications/{application_id}/commands'),
    ...commandRoutes('/applications/{application_id}/guilds/{guild_id}/commands'),
  ];
}

function commandRoutes(route: string): Route[] {
  const place = (asked: Asked): string | null => {
    if (part(asked, 'application_id') !== asked.context.world.application.id) throw unknownApplication();
    const guildId = asked.path.guild_id;
    return guildId === undefined ? null : guildFor(asked.context, asked.botId, guildId).id;
  };
  const show = (asked: Asked, command: Parameters<typeof presentCommand>[1]) =>
    presentCommand(asked.context.world, command);
  return [
    {
      method: 'GET',
      route,
      handle: (asked) => ok(commandsOf(asked.context, place(asked)).map((it) => show(asked, it))),
    },
    {
      method: 'PUT',
      route,
      handle: (asked) =>
        ok(replaceCommands(asked.context, place(asked), asked.body).map((it) => show(asked, it))),
    },
    {
      method: 'POST',
      route,
      handle(asked) {
        const { command, isNew } = addCommand(asked.context, place(asked), asked.body);
        return (isNew ? created : ok)(show(asked, command));
      },
    },
    {
      method: 'GET',
      route: `${route}/{command_id}`,
      handle: (asked) => ok(show(asked, findCommand(asked.context, place(asked), part(asked, 'command_id')))),
    },
    {
      method: 'PATCH',
      route: `${route}/{command_id}`,
      handle: (asked) =>
        ok(show(asked, changeCommand(asked.context, place(asked), part(asked, 'command_id'), asked.body))),
    },
    {
      method: 'DELETE',
      route: `${route}/{command_id}`,
      handle(asked) {
        removeCommand(asked.context, place(asked), part(asked, 'command_id'));
        return undefined;
      },
    },
  ];
}

import { afterEach } from 'vitest';
import { IDS } from '../../sandbox/server/default-world.ts';
import { type DiscordOptions, startDiscord, type TestDiscord } from '../../sandbox/testing/harness.ts';
import { type Client, connect, createClient, listenToInteractions } from '../../src/discord/client.ts';
import type { Command } from '../../src/discord/command.ts';
import { card, text } from '../../src/discord/components.ts';
import { Markdown } from '../../src/discord/markdown.ts';
import { registerCommands } from '../../src/discord/registration.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import { createRouter, type Router } from '../../src/discord/router.ts';
import type { Pace } from '../../src/discord/throttle.ts';
import { createLog } from '../../src/log.ts';
import { startLine } from '../support/line.ts';

let discord: TestDiscord | undefined;
afterEach(async () => {
  await discord?.close();
  discord = undefined;
});

export let router: Router;
export let client: Client;
/** What the bot of this test has logged. */
export let logged: Record<string, unknown>[] = [];

/** A Discord, until the test is over, with a bot that has only these commands; it may know others than the bot has. */
export async function discordWith(
  commands: readonly Command<unknown>[],
  {
    deferAfterMs = 50,
    registered = commands,
    deadlineMs = 60_000,
    pace,
    isModerator = async (_, roles) => roles.includes(IDS.moderatorRole),
    breaks = () => undefined,
    ...options
  }: DiscordOptions & {
    readonly deferAfterMs?: number;
    readonly deadlineMs?: number;
    readonly pace?: Pace;
    readonly isModerator?: (guildId: string, roles: readonly string[]) => Promise<boolean>;
    readonly registered?: readonly Command<unknown>[];
    /** How the line to Discord breaks at a request. */
    readonly breaks?: Parameters<typeof startLine>[1];
  } = {},
): Promise<TestDiscord> {
  logged = [];
  discord = await startDiscord(async ({ token, apiUrl }) => {
    const line = await startLine(apiUrl, breaks);
    const stream = { write: (one: string) => void logged.push(JSON.parse(one)) };
    const log = createLog({ level: 'info', stream });
    router = createRouter({
      commands,
      services: {},
      log,
      isModerator,
      deferAfterMs,
      deadlineMs,
      ...(pace && { pace }),
    });
    client = createClient({ apiUrl: line.url });
    listenToInteractions(client, router);
    const online = await connect(client, token, log);
    await registerCommands(online.rest, online.application.id, registered);
    return {
      stop: async () => {
        await online.destroy();
        line.close();
      },
    };
  }, options);
  return discord;
}

export function command(
  name: string,
  run: Command<unknown>['run'],
  more: Partial<Command<unknown>> = {},
): Command<unknown> {
  return {
    data: { type: 1, name, description: 'For a test' },
    access: 'everyone',
    run,
    complete: async () => [],
    actions: [],
    ...more,
  };
}

export const says = (words: string, more: Partial<MessageReply> = {}): MessageReply => ({
  kind: 'message',
  components: [card(0, text(new Markdown(words)))],
  ...more,
});

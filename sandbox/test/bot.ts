/** A small bot of these tests' own: discord.js, as any bot would have it. */
import { Client, type ClientEvents, GatewayIntentBits, Options, Partials } from 'discord.js';
import type { StartBot } from '../testing/harness.ts';

export interface TestBotOptions {
  commands?: object[];
  guildCommands?: Record<string, object[]>;
  intents?: number[];
  on?: (client: Client) => void;
}

/** Makes a start function, and keeps the last client it made in `bot.client`. */
export function testBot(options: TestBotOptions = {}): StartBot & { client: Client<true> } {
  const start = (async ({ token, apiUrl }) => {
    const client = new Client({
      intents: options.intents ?? [
        GatewayIntentBits.Guilds,
        GatewayIntentBits.GuildMessages,
        GatewayIntentBits.DirectMessages,
        GatewayIntentBits.GuildMessagePolls,
      ],
      partials: [Partials.Channel, Partials.Message, Partials.Poll, Partials.PollAnswer],
      makeCache: Options.cacheEverything(),
      rest: { api: apiUrl, retries: 0 },
    });
    client.on('error', () => {});
    options.on?.(client);
    const ready = new Promise((done) => client.once('clientReady', done));
    await client.login(token);
    await ready;
    start.client = client as Client<true>;
    if (options.commands) await client.application?.commands.set(options.commands as never);
    for (const [guildId, commands] of Object.entries(options.guildCommands ?? {}))
      await client.application?.commands.set(commands as never, guildId);
    return { stop: () => client.destroy() };
  }) as StartBot & { client: Client<true> };
  return start;
}

/** Waits for an event of the client that fits. */
export function heard<E extends keyof ClientEvents>(
  client: Client,
  event: E,
  fits: (...args: ClientEvents[E]) => boolean = () => true,
): Promise<ClientEvents[E]> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error(`${event} was not heard`)), 5_000);
    const listener = (...args: ClientEvents[E]) => {
      if (!fits(...args)) return;
      clearTimeout(timer);
      client.off(event, listener as never);
      done(args);
    };
    client.on(event, listener as never);
  });
}

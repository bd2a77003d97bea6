import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, Events } from 'discord.js';
import type { Director } from '../../src/discussion/director.ts';
import type { Watch } from '../../src/discussion/watch.ts';

export interface Scheduler {
  /** Finishes what it is at and does no more. */
  readonly stop: () => Promise<void>;
}

/** How often it looks what is due, in ms. */
const EVERY_MS = 10_000;

/** Does what is due every few seconds, and hears what happens to channels, threads and roles. */
export function startScheduler({
  client,
  director,
  watch,
  onError,
  everyMs = EVERY_MS,
}: {
  readonly client: Client<true>;
  readonly director: Pick<Director, 'tick'>;
  readonly watch: Watch;
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number | undefined;
}): Scheduler {
  const stopping = new AbortController();
  const hearing = new Set<Promise<void>>();
  listen(client, watch, (work) => {
    const task = work.catch(onError).finally(() => hearing.delete(task));
    hearing.add(task);
  });

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await director.tick().catch(onError);
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(hearing);
    },
  };
}

function listen(client: Client<true>, watch: Watch, hear: (work: Promise<void>) => void): void {
  client.on(Events.ThreadUpdate, (before, { archived, locked, guildId, id }) => {
    if (locked && !before.locked) hear(watch.threadLocked(guildId, id));
    else if (archived && !before.archived) hear(watch.threadArchived(guildId, id));
  });
  client.on(Events.ThreadDelete, ({ guildId, id }) => hear(watch.threadDeleted(guildId, id)));
  client.on(Events.ChannelDelete, (channel) => {
    if (!channel.isDMBased()) hear(watch.channelDeleted(channel.guildId, channel.id));
  });
  client.on(Events.GuildRoleDelete, ({ guild, id }) => hear(watch.roleDeleted(guild.id, id)));
}

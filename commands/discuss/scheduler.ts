import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerEvents } from '../../src/discord/events.ts';
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
  listen,
  director,
  watch,
  onError,
  everyMs = EVERY_MS,
}: {
  readonly listen: (heard: Partial<ServerEvents>) => void;
  readonly director: Pick<Director, 'tick'>;
  readonly watch: Watch;
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number | undefined;
}): Scheduler {
  const stopping = new AbortController();
  const hearing = new Set<Promise<void>>();
  const hear = (work: Promise<void>) => {
    const task = work.catch(onError).finally(() => hearing.delete(task));
    hearing.add(task);
  };
  listen({
    threadLocked: (guildId, id) => hear(watch.threadLocked(guildId, id)),
    threadArchived: (guildId, id) => hear(watch.threadArchived(guildId, id)),
    threadDeleted: (guildId, id) => hear(watch.threadDeleted(guildId, id)),
    channelDeleted: (guildId, id) => hear(watch.channelDeleted(guildId, id)),
    roleDeleted: (guildId, id) => hear(watch.roleDeleted(guildId, id)),
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

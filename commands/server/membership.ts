import type { ServerEvents } from '../../src/discord/events.ts';
import type { ServerView } from '../../src/discord/server-view.ts';
import type { Log } from '../../src/log.ts';
import type { GuildStore, Housekeeping } from '../../src/settings/guilds.ts';
import { reconcile, sweep } from '../../src/settings/retention.ts';

const DAY = 86_400_000;

/**
 * Notes which servers the bot leaves and joins, and once a day deletes what is due.
 *
 * @returns what ends it
 */
export async function followMembership(
  discord: {
    readonly listen: (heard: Partial<ServerEvents>) => void;
    readonly view: Pick<ServerView, 'servers' | 'serves'>;
  },
  stores: { readonly guilds: GuildStore; readonly housekeeping: Housekeeping },
  { log, clock }: { readonly log: Log; readonly clock: () => Date },
): Promise<() => void> {
  const { guilds } = stores;
  const failed = (err: unknown) => log.error({ err }, 'membership could not be noted');
  discord.listen({
    left: (id) => void guilds.markLeft(id, clock()).catch(failed),
    joined: (id) => void guilds.markJoined(id).catch(failed),
  });

  const daily = async () => {
    try {
      const deleted = await sweep(stores, clock());
      if (deleted.servers + deleted.readings > 0) log.info(deleted, 'deleted what was due');
    } catch (err) {
      log.error({ err }, 'what is due could not be deleted');
    }
  };
  await reconcile(stores, discord.view.servers(), discord.view.serves, clock());
  await daily();
  const timer = setInterval(() => void daily(), DAY).unref();
  return () => clearInterval(timer);
}

import type { SettingsStore } from '../settings/settings.ts';
import type { Director } from './director.ts';
import type { DiscussionStore } from './discussion-store.ts';
import { isLeased } from './lease.ts';
import type { Prompt } from './prompt.ts';

/** What other people do to channels, threads and roles that discussions need, and what follows from it. */
export interface Watch {
  /** A thread was archived by hand, or for silence: the discussion stays open, and moderators are told once. */
  readonly threadArchived: (guildId: string, threadId: string) => Promise<void>;
  /** A thread was locked by hand, to cool down or for good: it stays open, and moderators are told once. */
  readonly threadLocked: (guildId: string, threadId: string) => Promise<void>;
  /** A thread was deleted: the discussion is closed, and moderators get the summary. */
  readonly threadDeleted: (guildId: string, threadId: string) => Promise<void>;
  /** What was to be posted in a channel that was deleted waits for a moderator; its set times are removed. */
  readonly channelDeleted: (guildId: string, channelId: string) => Promise<void>;
  /** The moderator role was deleted: only those who may manage the server moderate, and are told. */
  readonly roleDeleted: (guildId: string, roleId: string) => Promise<void>;
}

export function createWatch({
  store,
  director,
  settings,
  now,
}: {
  readonly store: DiscussionStore;
  readonly director: Director;
  readonly settings: Pick<SettingsStore, 'get' | 'change'>;
  readonly now: () => Date;
}): Watch {
  /** The open discussion in a thread that nobody is at work on: what the bot does itself is no mishap. */
  async function openIn(guildId: string, threadId: string): Promise<Prompt | undefined> {
    const prompt = await store.inThread(guildId, threadId);
    return prompt?.state === 'posted' && !isLeased(prompt, now()) ? prompt : undefined;
  }

  async function closeIn(guildId: string, threadId: string): Promise<void> {
    const prompt = await openIn(guildId, threadId);
    if (prompt) await director.close(prompt, { skipPoll: true });
  }

  async function tellOnce(kind: 'archived' | 'locked', guildId: string, threadId: string): Promise<void> {
    const prompt = await openIn(guildId, threadId);
    const when = `${kind}At` as const;
    if (!prompt || prompt.trace[when]) return;
    const told = { ...prompt, trace: { ...prompt.trace, [when]: now() } };
    if (await store.commit(guildId, { prompts: [told] }))
      await director.tellModerators(guildId, { kind, prompt: told });
  }

  return {
    threadArchived: (guildId, threadId) => tellOnce('archived', guildId, threadId),
    threadLocked: (guildId, threadId) => tellOnce('locked', guildId, threadId),
    threadDeleted: closeIn,

    async channelDeleted(guildId, channelId) {
      for (const prompt of await store.list(guildId, ['scheduled', 'posted'])) {
        if (prompt.plan?.channelId !== channelId || isLeased(prompt, now())) continue;
        if (prompt.state === 'posted') await director.close(prompt, { skipPoll: true });
        else if (!prompt.hold) await director.hold(prompt, 'channel-gone', 'it was deleted');
      }
      for (const slot of await store.slots(guildId))
        if (slot.plan.channelId === channelId && (await store.removeSlot(guildId, slot.id)))
          await director.tellModerators(guildId, { kind: 'slot-channel-gone', slot });
    },

    async roleDeleted(guildId, roleId) {
      const { moderatorRoleId } = await settings.get(guildId);
      if (moderatorRoleId !== roleId) return;
      await settings.change(guildId, { moderatorRoleId: null });
      await director.tellModerators(guildId, { kind: 'role-gone' });
    },
  };
}

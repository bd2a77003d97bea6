import { type APIChannel, ChannelType, Routes } from 'discord-api-types/v10';
import type { Api } from '../../../src/discord/api.ts';
import { type Stage, StageError } from '../../../src/discussion/stage.ts';
import type { SettingsStore } from '../../../src/settings/settings.ts';
import { createCounting } from './counting.ts';
import { createFinding } from './finding.ts';
import { createPosting } from './posting.ts';
import { createRequests } from './requests.ts';
import { createTelling } from './telling.ts';

export interface StageOptions {
  /** Gives a request up before the lease on a prompt ends. */
  readonly api: Api;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly clock: () => Date;
}

/** Discussions on Discord: in the threads of text channels, and in forums. */
export function createStage({ api, settings, clock }: StageOptions): Stage {
  const requests = createRequests(api);
  const readChannel = (id: string) => requests.read<APIChannel>(Routes.channel(id));
  return {
    ...createPosting(requests, clock),
    ...createFinding(requests, api),
    ...createCounting(requests, api),
    ...createTelling(requests, api, settings),

    async channelKind(guildId, channelId) {
      const channel = await readChannel(channelId);
      if (!('guild_id' in channel) || channel.guild_id !== guildId)
        throw new StageError('channel-gone', 'it is no channel of this server');
      const { type } = channel;
      if (type === ChannelType.GuildForum) return 'forum';
      if (type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement) return 'text';
      throw new StageError(
        'refused',
        'Threads for discussions can be opened in text channels and forums only',
      );
    },

    async threadState(threadId) {
      try {
        const { locked, archived } = metadataOf(await readChannel(threadId));
        return locked ? 'locked' : archived ? 'archived' : 'open';
      } catch (error) {
        if (error instanceof StageError && error.kind === 'channel-gone') return 'gone';
        throw error;
      }
    },

    async lock(threadId) {
      const { locked, archived } = metadataOf(await readChannel(threadId));
      if (locked && archived) return;
      const body = { locked: true, archived: true };
      const needs = { channelId: threadId, permissions: ['ManageThreads'] } as const;
      await requests.write('PATCH', Routes.channel(threadId), body, needs);
    },
  };
}

function metadataOf(channel: APIChannel): { readonly locked?: boolean; readonly archived?: boolean } {
  return ('thread_metadata' in channel && channel.thread_metadata) || {};
}

import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10';
import type { Request } from '../src/discord/request.ts';
import type { Place } from '../src/reading/shelf.ts';

/* What several commands say of themselves. */

/** In servers, in direct messages, and where only a user has installed the app. */
export const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};

/** In servers that have invited the bot. */
export const IN_SERVERS = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
};

export const SHARE = {
  type: ApplicationCommandOptionType.Boolean as const,
  name: 'share',
  description: 'Show the answer to everybody here (by default only you see it)',
};

export function place({ guildId, channelId, parentId }: Request): Place {
  return { guildId, channelId, parentId };
}

/** Words for a heading or a label: cut at `length`, and the cut is marked. */
export function short(words: string, length: number): string {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

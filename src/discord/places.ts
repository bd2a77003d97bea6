import { ChannelType, type Client } from 'discord.js';

/** What the bot sees of a server besides what people ask: its channels and roles, as they are now. */
export interface Places {
  /** A channel of this server, or undefined where it has none of this id that the bot sees. */
  readonly channel: (guildId: string, channelId: string) => ChannelView | undefined;
  readonly hasRole: (guildId: string, roleId: string) => boolean;
}

export interface ChannelView {
  readonly kind: 'text' | 'forum' | 'other';
  /** Bit field of the bot's permissions there. */
  readonly held: bigint;
}

/** Looks into what the gateway keeps up to date: nothing is asked of Discord. */
export function createPlaces(client: Client): Places {
  return {
    channel(guildId, channelId) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild?.channels.cache.get(channelId);
      if (!guild || !channel || !guild.members.me) return undefined;
      return { kind: kindOf(channel.type), held: channel.permissionsFor(guild.members.me).bitfield };
    },
    hasRole: (guildId, roleId) => client.guilds.cache.get(guildId)?.roles.cache.has(roleId) ?? false,
  };
}

function kindOf(type: ChannelType): ChannelView['kind'] {
  if (type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement) return 'text';
  return type === ChannelType.GuildForum ? 'forum' : 'other';
}

import { type Client, Events } from 'discord.js';

/** What happens in servers, as far as the bot is told without reading messages. */
export interface ServerEvents {
  readonly joined: (guildId: string) => void;
  readonly left: (guildId: string) => void;
  readonly threadLocked: (guildId: string, threadId: string) => void;
  readonly threadArchived: (guildId: string, threadId: string) => void;
  readonly threadDeleted: (guildId: string, threadId: string) => void;
  readonly channelDeleted: (guildId: string, channelId: string) => void;
  readonly roleDeleted: (guildId: string, roleId: string) => void;
}

export function listenToServers(client: Client, heard: Partial<ServerEvents>): void {
  client.on(Events.GuildCreate, ({ id }) => heard.joined?.(id));
  client.on(Events.GuildDelete, ({ id }) => heard.left?.(id));
  client.on(Events.ThreadUpdate, (before, { archived, locked, guildId, id }) => {
    if (locked && !before.locked) heard.threadLocked?.(guildId, id);
    else if (archived && !before.archived) heard.threadArchived?.(guildId, id);
  });
  client.on(Events.ThreadDelete, ({ guildId, id }) => heard.threadDeleted?.(guildId, id));
  client.on(Events.ChannelDelete, (channel) => {
    if (!channel.isDMBased()) heard.channelDeleted?.(channel.guildId, channel.id);
  });
  client.on(Events.GuildRoleDelete, ({ guild, id }) => heard.roleDeleted?.(guild.id, id));
}

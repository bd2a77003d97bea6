import {
  ChannelFlags,
  ChannelType,
  type Client,
  DiscordAPIError,
  RESTJSONErrorCodes,
  ShardClientUtil,
} from 'discord.js';

/** What the bot sees of a server besides what people ask: its channels and roles, as they are now. */
export interface ServerView {
  /** The servers that the bot is in, of those that this process serves. */
  readonly servers: () => ReadonlySet<string>;
  /** Whether this process serves the server, if the bot is in it. */
  readonly serves: (guildId: string) => boolean;
  /** A channel of this server, or undefined where it has none of this id that the bot sees. */
  readonly channel: (guildId: string, channelId: string) => ChannelView | undefined;
  /** Whether a thread of this server is locked, as far as it is known: archived ones may not be. */
  readonly isLocked: (guildId: string, threadId: string) => boolean;
  /**
   * Bit field of a member's permissions in a channel of this server; 0 where there is no such channel or member.
   * Discord is asked for the member, as it is now.
   */
  readonly heldBy: (guildId: string, channelId: string, userId: string) => Promise<bigint>;
  /** A role of this server, or undefined where there is none (any more). */
  readonly role: (guildId: string, roleId: string) => RoleView | undefined;
}

export interface RoleView {
  /** Bit field of its permissions. */
  readonly permissions: bigint;
  /** Whether people give it to people: not everybody has it, and no app or subscription gives it. */
  readonly givenByPeople: boolean;
}

export interface ChannelView {
  readonly kind: 'text' | 'forum' | 'other';
  /** Bit field of the bot's permissions there. */
  readonly held: bigint;
  /** What a post in a forum may be tagged with, and whether it has to be. */
  readonly tags: readonly { readonly id: string; readonly name: string }[];
  readonly needsTag: boolean;
}

/** Looks into what the gateway keeps up to date: nothing is asked of Discord. */
export function createServerView(client: Client): ServerView {
  return {
    servers: () => new Set(client.guilds.cache.keys()),
    serves: (guildId) =>
      client.ws.shards.has(ShardClientUtil.shardIdForGuildId(guildId, client.options.shardCount ?? 1)),
    channel(guildId, channelId) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild?.channels.cache.get(channelId);
      if (!guild || !channel || !guild.members.me) return undefined;
      return {
        kind: kindOf(channel.type),
        held: channel.permissionsFor(guild.members.me).bitfield,
        tags: 'availableTags' in channel ? channel.availableTags.map(({ id, name }) => ({ id, name })) : [],
        needsTag: channel.flags.has(ChannelFlags.RequireTag),
      };
    },
    isLocked(guildId, threadId) {
      const thread = client.guilds.cache.get(guildId)?.channels.cache.get(threadId);
      return thread?.isThread() === true && thread.locked === true;
    },
    async heldBy(guildId, channelId, userId) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild?.channels.cache.get(channelId);
      const member = await guild?.members.fetch(userId).catch(unlessUnknown);
      return (channel && member && channel.permissionsFor(member).bitfield) ?? 0n;
    },
    role(guildId, roleId) {
      const role = client.guilds.cache.get(guildId)?.roles.cache.get(roleId);
      return (
        role && {
          permissions: role.permissions.bitfield,
          givenByPeople: !role.managed && role.id !== guildId,
        }
      );
    },
  };
}

function unlessUnknown(error: unknown): undefined {
  if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMember) return;
  throw error;
}

function kindOf(type: ChannelType): ChannelView['kind'] {
  if (type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement) return 'text';
  return type === ChannelType.GuildForum ? 'forum' : 'other';
}

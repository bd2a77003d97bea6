/** Channels and threads as Discord's JSON, for the one who looks. */
import { type APIChannel, type APIThreadMember, ChannelType } from 'discord-api-types/v10';
import { iso } from '../snowflakes.ts';
import type { Channel, Thread, World } from '../world.ts';
import { presentUserById } from './server.ts';

export function presentChannel(world: World, channel: Channel, viewerId: string): APIChannel {
  const { guildId, thread } = channel;
  const recipients = channel.recipients.filter((id) => id !== viewerId);
  return {
    id: channel.id,
    type: channel.type,
    last_message_id: channel.lastMessageId,
    flags: channel.flags,
    ...(guildId
      ? {
          guild_id: guildId,
          name: channel.name,
          parent_id: channel.parentId,
          rate_limit_per_user: channel.slowMode,
          last_pin_timestamp: null,
          ...(thread ? threadFields(world, channel, thread, viewerId) : channelFields(channel)),
        }
      : { recipients: recipients.map((id) => presentUserById(world, id)) }),
  } as unknown as APIChannel;
}

/** Undefined for who has not joined the thread. */
export function presentThreadMember(channel: Channel, userId: string): APIThreadMember | undefined {
  const joined = channel.thread?.members.get(userId);
  return joined === undefined
    ? undefined
    : ({ id: channel.id, user_id: userId, join_timestamp: iso(joined), flags: 1 } as APIThreadMember);
}

function channelFields(channel: Channel): object {
  return {
    topic: channel.topic,
    position: channel.position,
    permission_overwrites: channel.overwrites,
    nsfw: false,
    ...(channel.type === ChannelType.GuildForum
      ? {
          available_tags: channel.availableTags.map((tag) => ({ ...tag, emoji_id: null, emoji_name: null })),
          default_reaction_emoji: null,
          default_sort_order: null,
          default_forum_layout: 0,
          template: '',
        }
      : {}),
  };
}

function threadFields(world: World, channel: Channel, thread: Thread, viewerId: string): object {
  const member = presentThreadMember(channel, viewerId);
  const inForum = world.channels.get(channel.parentId ?? '')?.type === ChannelType.GuildForum;
  return {
    owner_id: thread.ownerId,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: iso(thread.archiveChangedAt),
      auto_archive_duration: thread.autoArchive,
      locked: thread.locked,
      create_timestamp: iso(thread.createdAt),
    },
    message_count: thread.messageCount,
    total_message_sent: thread.totalSent,
    member_count: Math.min(thread.members.size, 50),
    ...(inForum ? { applied_tags: thread.appliedTags } : {}),
    ...(member ? { member } : {}),
  };
}

/** Channels, and threads as channels: changing, deleting, conversations of two. */
import { ChannelFlags, ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { channelFor, findChannel } from '../find.ts';
import { may, need, Permission } from '../permissions.ts';
import {
  missingPermissions,
  notInDirectMessages,
  threadArchived,
  threadLocked,
  wrongChannelType,
} from '../refusal.ts';
import { bits, list, snowflake, text, validate, whole } from '../rules/form.ts';
import { addChannel, type Channel, type Thread } from '../world.ts';
import { scheduleArchive } from './thread-state.ts';
import { AUTO_ARCHIVE, checkTags, MOST_SLOW_MODE } from './threads.ts';

const threadChange = z.looseObject({
  name: text(1, 100).nullish(),
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  auto_archive_duration: AUTO_ARCHIVE.nullish(),
  rate_limit_per_user: whole(0, MOST_SLOW_MODE).nullish(),
  applied_tags: list(snowflake, 0, 5).nullish(),
  flags: bits.nullish(),
});
const channelChange = z.looseObject({
  name: text(1, 100).nullish(),
  topic: text(0, 4096).nullish(),
  rate_limit_per_user: whole(0, MOST_SLOW_MODE).nullish(),
  flags: bits.nullish(),
  available_tags: list(
    z.looseObject({ id: snowflake.nullish(), name: text(1, 20), moderated: z.boolean().nullish() }),
    0,
    20,
  ).nullish(),
});

/** Changes a channel or a thread as someone who may: only what the body names. */
export function changeChannel(context: Context, userId: string, channelId: string, body: unknown): Channel {
  const channel = channelFor(context, userId, channelId);
  if (!channel.guildId) throw notInDirectMessages();
  if (channel.thread)
    changeThread(context, userId, channel as Channel & { thread: Thread }, validate(threadChange, body));
  else {
    need(context.world, channel, userId, Permission.ManageChannels);
    const {
      name,
      topic,
      rate_limit_per_user: slowMode,
      flags,
      available_tags: tags,
    } = validate(channelChange, body);
    if (name) channel.name = name;
    if (topic !== undefined) channel.topic = topic;
    channel.slowMode = slowMode ?? channel.slowMode;
    channel.flags = flags ?? channel.flags;
    if (tags)
      channel.availableTags = tags.map(({ id, name, moderated }) => ({
        id: id ?? context.newId(),
        name,
        moderated: moderated ?? false,
      }));
  }
  context.emit({ type: 'channel-updated', channel });
  return channel;
}

/** Deletes a channel or a thread as someone who may. */
export function deleteChannel(context: Context, userId: string, channelId: string): void {
  const channel = channelFor(context, userId, channelId);
  if (!channel.guildId) throw wrongChannelType();
  need(context.world, channel, userId, channel.thread ? Permission.ManageThreads : Permission.ManageChannels);
  removeChannel(context, channel);
}

/** Takes a channel out of the world, its threads first. Asks nobody. */
export function removeChannel(context: Context, channel: Channel): void {
  for (const inner of [...context.world.channels.values()])
    if (inner.thread && inner.parentId === channel.id) removeChannel(context, inner);
  channel.thread?.cancelArchive?.();
  for (const message of context.world.messages.get(channel.id)?.values() ?? [])
    message.poll?.cancelExpiry?.();
  context.emit({ type: 'channel-deleted', channel });
  context.world.channels.delete(channel.id);
  context.world.messages.delete(channel.id);
}

/** The conversation of two, opened if there is none. */
export function openDirectChannel(context: Context, one: string, other: string): Channel {
  const known = [...context.world.channels.values()].find(
    (it) => it.type === ChannelType.DM && it.recipients.includes(one) && it.recipients.includes(other),
  );
  const fields = { guildId: null, type: ChannelType.DM, name: '', recipients: [one, other] };
  return known ?? addChannel(context.world, { id: context.newId(), ...fields });
}

function changeThread(
  context: Context,
  userId: string,
  channel: Channel & { thread: Thread },
  change: z.output<typeof threadChange>,
): void {
  const { thread } = channel;
  const manages = may(context.world, channel, userId, Permission.ManageThreads);
  const { archived, locked, ...rest } = change;
  const others = Object.values(rest).some((value) => (value ?? null) !== null);
  if (thread.archived && others && archived !== false) throw threadArchived();
  if (thread.locked && !manages) throw threadLocked();
  const byManagersOnly = [locked, rest.rate_limit_per_user, rest.flags].some((it) => (it ?? null) !== null);
  if (byManagersOnly && !manages) throw missingPermissions();
  if (archived === false && !others && !byManagersOnly)
    need(context.world, channel, userId, Permission.SendMessagesInThreads);
  else if (!manages && thread.ownerId !== userId) throw missingPermissions();

  if (rest.applied_tags)
    thread.appliedTags = checkTags(
      context,
      userId,
      findChannel(context, channel.parentId ?? ''),
      rest.applied_tags,
    );
  if (rest.name) channel.name = rest.name;
  thread.locked = locked ?? thread.locked;
  thread.autoArchive = rest.auto_archive_duration ?? thread.autoArchive;
  channel.slowMode = rest.rate_limit_per_user ?? channel.slowMode;
  channel.flags = (rest.flags ?? channel.flags) & ChannelFlags.Pinned;
  if (typeof archived === 'boolean' && archived !== thread.archived) {
    thread.archived = archived;
    thread.archiveChangedAt = context.clock.now();
  }
  scheduleArchive(context, channel, thread);
}

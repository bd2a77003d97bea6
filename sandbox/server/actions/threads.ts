/** Opening threads and forum posts (https://docs.discord.com/developers/topics/threads). */
import { ChannelFlags, ChannelType, MessageFlags, MessageType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { channelFor, publicMessage } from '../find.ts';
import { may, need, Permission } from '../permissions.ts';
import {
  missingPermissions,
  notInDirectMessages,
  tagRequired,
  threadExists,
  wrongChannelType,
} from '../refusal.ts';
import { choice, list, snowflake, text, validate, whole } from '../rules/form.ts';
import { checkMessage } from '../rules/messages.ts';
import { addChannel, type Channel, type Message, type Thread } from '../world.ts';
import type { FileUpload } from './files.ts';
import { contentOf, needForContent } from './message-content.ts';
import { addMessage } from './message-store.ts';
import { postMessage } from './messages.ts';
import { scheduleArchive } from './thread-state.ts';

export const AUTO_ARCHIVE = choice([60, 1440, 4320, 10080]);
/** Seconds. */
export const MOST_SLOW_MODE = 21_600;
const DAY_IN_MINUTES = 1440;

const threadForm = z.looseObject({
  name: text(1, 100),
  auto_archive_duration: AUTO_ARCHIVE.nullish(),
  rate_limit_per_user: whole(0, MOST_SLOW_MODE).nullish(),
});
const freeThreadForm = threadForm.extend({
  type: choice([ChannelType.AnnouncementThread, ChannelType.PublicThread]),
});
const postForm = threadForm.extend({
  applied_tags: list(snowflake, 0, 5).nullish(),
  message: z.looseObject({}),
});

/** Opens a thread on a message. Its id is the message's. */
export function startThreadOnMessage(
  context: Context,
  userId: string,
  channelId: string,
  messageId: string,
  body: unknown,
): Channel {
  const channel = channelFor(context, userId, channelId);
  if (!channel.guildId) throw notInDirectMessages();
  if (!TEXT_CHANNELS.has(channel.type)) throw wrongChannelType();
  need(context.world, channel, userId, Permission.CreatePublicThreads, Permission.ReadMessageHistory);
  const message = publicMessage(context, channel, messageId);
  const form = validate(threadForm, body);
  if (message.flags & MessageFlags.HasThread || context.world.channels.has(messageId)) throw threadExists();
  const announces = channel.type === ChannelType.GuildAnnouncement;
  const thread = openThread(context, channel, userId, form, {
    id: messageId,
    type: announces ? ChannelType.AnnouncementThread : ChannelType.PublicThread,
    starterMessageId: messageId,
  });
  message.flags |= MessageFlags.HasThread;
  context.emit({ type: 'message-updated', message });
  addMessage(context, {
    channelId: thread.id,
    authorId: message.authorId,
    type: MessageType.ThreadStarterMessage,
    reference: { messageId, channelId, guildId: channel.guildId },
  });
  return thread;
}

/** Opens a thread without a message; in a forum it is a post, whose first message the body holds. */
export function startThread(
  context: Context,
  userId: string,
  channelId: string,
  body: unknown,
  uploads: readonly FileUpload[] = [],
): { thread: Channel; message: Message | null } {
  const channel = channelFor(context, userId, channelId);
  if (!channel.guildId) throw notInDirectMessages();
  if (channel.type === ChannelType.GuildForum) return startPost(context, userId, channel, body, uploads);
  if (!TEXT_CHANNELS.has(channel.type)) throw wrongChannelType();
  const form = validate(freeThreadForm, body);
  need(context.world, channel, userId, Permission.CreatePublicThreads);
  const thread = openThread(context, channel, userId, form, { type: form.type });
  addMessage(context, {
    channelId,
    authorId: userId,
    type: MessageType.ThreadCreated,
    content: thread.name,
    reference: { messageId: '', channelId: thread.id, guildId: channel.guildId },
  });
  return { thread, message: null };
}

/**
 * The tags that a post of this person's may have; unknown ones are left out.
 * @throws Refusal 40067 when the forum wants one and there is none, 50013 for one that only moderators set
 */
export function checkTags(
  context: Context,
  userId: string,
  forum: Channel,
  tags: readonly string[],
): string[] {
  if (forum.flags & ChannelFlags.RequireTag && tags.length === 0) throw tagRequired();
  const known = forum.availableTags.filter((it) => tags.includes(it.id));
  if (known.some((it) => it.moderated) && !may(context.world, forum, userId, Permission.ManageThreads))
    throw missingPermissions();
  return tags.filter((id) => known.some((it) => it.id === id));
}

const TEXT_CHANNELS = new Set<ChannelType>([ChannelType.GuildText, ChannelType.GuildAnnouncement]);

function startPost(
  context: Context,
  userId: string,
  forum: Channel,
  body: unknown,
  uploads: readonly FileUpload[],
): { thread: Channel; message: Message } {
  need(context.world, forum, userId, Permission.SendMessages);
  const form = validate(postForm, body);
  const checked = checkMessage(form.message, { at: ['message'], fileNames: uploads.map((it) => it.name) });
  needForContent(context, forum, userId, checked, uploads);
  const appliedTags = checkTags(context, userId, forum, form.applied_tags ?? []);
  const content = contentOf(context, userId, forum, checked, uploads);
  const thread = openThread(context, forum, userId, form, { type: ChannelType.PublicThread, appliedTags });
  forum.lastMessageId = thread.id;
  const message = postMessage(context, { ...content, id: thread.id, channelId: thread.id, authorId: userId });
  return { thread, message };
}

function openThread(
  context: Context,
  parent: Channel,
  ownerId: string,
  form: z.output<typeof threadForm>,
  {
    id = context.newId(),
    type,
    ...given
  }: { id?: string; type: ChannelType } & Partial<Pick<Thread, 'appliedTags' | 'starterMessageId'>>,
): Channel {
  const now = context.clock.now();
  const thread: Thread = {
    ownerId,
    archived: false,
    locked: false,
    autoArchive: form.auto_archive_duration ?? DAY_IN_MINUTES,
    archiveChangedAt: now,
    createdAt: now,
    members: new Map([[ownerId, now]]),
    messageCount: 0,
    totalSent: 0,
    appliedTags: [],
    starterMessageId: null,
    ...given,
  };
  const channel = addChannel(context.world, {
    id,
    guildId: parent.guildId,
    type,
    name: form.name,
    parentId: parent.id,
    slowMode: form.rate_limit_per_user ?? 0,
    thread,
  });
  scheduleArchive(context, channel, thread);
  context.emit({ type: 'channel-created', channel });
  return channel;
}

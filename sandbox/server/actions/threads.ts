/** Threads and channels (https://docs.discord.com/developers/topics/threads). */
import { ChannelFlags, ChannelType, MessageFlags, MessageType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { addChannel } from '../default-world.ts';
import { channelFor, findChannel, guildFor, publicMessage, threadFor } from '../find.ts';
import { may, need, Permission } from '../permissions.ts';
import {
  missingPermissions,
  notInDirectMessages,
  tagRequired,
  threadArchived,
  threadExists,
  threadLocked,
  unknownMember,
  wrongChannelType,
} from '../refusal.ts';
import { choice, conform, list, snowflake, text, whole } from '../rules/form.ts';
import { checkMessage } from '../rules/messages.ts';
import type { Channel, Message, Thread } from '../world.ts';
import type { FileUpload } from './files.ts';
import { addMessage, contentOf } from './messages.ts';

const MINUTE = 60_000;
const DAY_IN_MINUTES = 1440;
const MOST_SLOW_MODE = 21_600;
const AUTO_ARCHIVE = choice([60, 1440, 4320, 10080]);
const THREAD_TYPES = choice([
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]);

const threadForm = z.looseObject({
  name: text(1, 100),
  auto_archive_duration: AUTO_ARCHIVE.nullish(),
  rate_limit_per_user: whole(0, MOST_SLOW_MODE).nullish(),
});
const freeThreadForm = threadForm.extend({ type: THREAD_TYPES.nullish(), invitable: z.boolean().nullish() });
const postForm = threadForm.extend({
  applied_tags: list(snowflake, 0, 5).nullish(),
  message: z.looseObject({}),
});

/** Opens a thread on a message. Its id is the message's. */
export function threadOnMessage(
  context: Context,
  userId: string,
  channelId: string,
  messageId: string,
  body: unknown,
): Channel {
  const channel = channelFor(context, userId, channelId);
  if (!channel.guildId) throw notInDirectMessages();
  const announcement = channel.type === ChannelType.GuildAnnouncement;
  if (channel.type !== ChannelType.GuildText && !announcement) throw wrongChannelType();
  need(context.world, channel, userId, Permission.CreatePublicThreads, Permission.ReadMessageHistory);
  const message = publicMessage(context, channel, messageId);
  const form = conform(threadForm, body);
  if (message.flags & MessageFlags.HasThread || context.world.channels.has(messageId)) throw threadExists();
  const thread = openThread(context, channel, userId, {
    id: messageId,
    type: announcement ? ChannelType.AnnouncementThread : ChannelType.PublicThread,
    form,
    starterMessageId: messageId,
  });
  message.flags |= MessageFlags.HasThread;
  context.emit({ type: 'message-updated', message });
  const reference = { type: 0, messageId, channelId, guildId: channel.guildId };
  addMessage(context, {
    channelId: thread.id,
    authorId: message.authorId,
    type: MessageType.ThreadStarterMessage,
    reference,
  });
  return thread;
}

/** Opens a thread without a message; in a forum it is a post, whose first message the body holds. */
export function threadAlone(
  context: Context,
  userId: string,
  channelId: string,
  body: unknown,
  uploads: readonly FileUpload[] = [],
): { thread: Channel; message: Message | null } {
  const channel = channelFor(context, userId, channelId);
  if (!channel.guildId) throw notInDirectMessages();
  if (channel.type === ChannelType.GuildForum) return forumPost(context, userId, channel, body, uploads);
  if (channel.type !== ChannelType.GuildText && channel.type !== ChannelType.GuildAnnouncement)
    throw wrongChannelType();
  const form = conform(freeThreadForm, body);
  const type = form.type ?? ChannelType.PrivateThread;
  need(
    context.world,
    channel,
    userId,
    type === ChannelType.PrivateThread ? Permission.CreatePrivateThreads : Permission.CreatePublicThreads,
  );
  const thread = openThread(context, channel, userId, {
    id: context.newId(),
    type,
    form,
    invitable: form.invitable ?? true,
  });
  if (type !== ChannelType.PrivateThread)
    addMessage(context, {
      channelId,
      authorId: userId,
      type: MessageType.ThreadCreated,
      content: thread.name,
      reference: { type: 0, messageId: '', channelId: thread.id, guildId: channel.guildId },
    });
  return { thread, message: null };
}

/** Archives or opens a thread and tells; what may be done is the caller's to check. */
export function setArchived(context: Context, channel: Channel, archived: boolean): void {
  const { thread } = channel;
  if (!thread || thread.archived === archived) return;
  thread.archived = archived;
  thread.archiveChangedAt = context.clock.now();
  watchArchive(context, channel, thread);
  context.emit({ type: 'channel-updated', channel });
}

/** A message was added: counts it and puts off the archiving. */
export function touchThread(context: Context, channel: Channel, message: Message): void {
  const { thread } = channel;
  if (!thread) return;
  if (message.type !== MessageType.ThreadStarterMessage && message.id !== channel.id) {
    thread.messageCount += 1;
    thread.totalSent += 1;
  }
  if (message.type === MessageType.Default || message.type === MessageType.Reply)
    joinQuietly(context, channel, message.authorId);
  watchArchive(context, channel, thread);
}

const changeForm = z.looseObject({
  name: text(1, 100).nullish(),
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  invitable: z.boolean().nullish(),
  auto_archive_duration: AUTO_ARCHIVE.nullish(),
  default_auto_archive_duration: AUTO_ARCHIVE.nullish(),
  rate_limit_per_user: whole(0, MOST_SLOW_MODE).nullish(),
  applied_tags: list(snowflake, 0, 5).nullish(),
  flags: whole(0, 2 ** 31 - 1).nullish(),
  topic: text(0, 4096).nullish(),
  position: whole(0, 10_000).nullish(),
  parent_id: snowflake.nullish(),
  nsfw: z.boolean().nullish(),
  permission_overwrites: z
    .array(z.looseObject({ id: snowflake, type: whole(0, 1), allow: z.unknown(), deny: z.unknown() }))
    .nullish(),
  available_tags: list(
    z.looseObject({ id: snowflake.nullish(), name: text(1, 20), moderated: z.boolean().nullish() }),
    0,
    20,
  ).nullish(),
});
type Change = z.output<typeof changeForm>;

/** Changes a channel or a thread: only what the body names. */
export function changeChannel(context: Context, userId: string, channelId: string, body: unknown): Channel {
  const channel = channelFor(context, userId, channelId);
  if (!channel.guildId) throw notInDirectMessages();
  const change = conform(changeForm, body);
  if (channel.thread) changeThread(context, userId, channel as Channel & { thread: Thread }, change);
  else changeGuildChannel(context, userId, channel, change);
  context.emit({ type: 'channel-updated', channel });
  return channel;
}

const newChannelForm = changeForm.extend({ name: text(1, 100), type: choice([0, 4, 5, 15]).nullish() });

export function createChannel(context: Context, userId: string, guildId: string, body: unknown): Channel {
  const guild = guildFor(context, userId, guildId);
  if (!mayManage(context, userId, guildId)) throw missingPermissions();
  const form = conform(newChannelForm, body);
  const type = (form.type ?? ChannelType.GuildText) as ChannelType;
  const siblings = [...context.world.channels.values()].filter((it) => it.guildId === guild.id && !it.thread);
  const channel = addChannel(context.world, {
    id: context.newId(),
    guildId,
    type,
    name: type === ChannelType.GuildCategory ? form.name : form.name.toLowerCase().replace(/\s+/g, '-'),
    position: form.position ?? siblings.length,
  });
  assign(channel, { ...form, name: undefined, position: undefined }, context);
  context.emit({ type: 'channel-created', channel });
  return channel;
}

export function deleteChannel(context: Context, userId: string, channelId: string): Channel {
  const channel = channelFor(context, userId, channelId);
  if (!channel.guildId) throw wrongChannelType();
  need(context.world, channel, userId, channel.thread ? Permission.ManageThreads : Permission.ManageChannels);
  removeChannel(context, channel);
  return channel;
}

/** Takes a channel out of the world, its threads first. */
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

/** Adds someone to a thread. Oneself, or another. */
export function joinThread(context: Context, userId: string, threadId: string, whom: string): void {
  const channel = threadFor(context, userId, threadId);
  if (channel.thread.archived) throw threadArchived();
  if (whom !== userId) {
    need(context.world, channel, userId, Permission.SendMessagesInThreads);
    const closed = channel.type === ChannelType.PrivateThread && !channel.thread.invitable;
    if (closed && channel.thread.ownerId !== userId)
      need(context.world, channel, userId, Permission.ManageThreads);
    const guild = context.world.guilds.get(channel.guildId ?? '');
    if (!guild?.members.has(whom)) throw unknownMember();
  }
  joinQuietly(context, channel, whom);
}

export function leaveThread(context: Context, userId: string, threadId: string, whom: string): void {
  const channel = threadFor(context, userId, threadId);
  if (channel.thread.archived) throw threadArchived();
  if (whom !== userId) {
    const owns = channel.type === ChannelType.PrivateThread && channel.thread.ownerId === userId;
    if (!owns) need(context.world, channel, userId, Permission.ManageThreads);
  }
  if (channel.thread.members.delete(whom))
    context.emit({ type: 'thread-members', channel, added: [], removed: [whom] });
}

function joinQuietly(context: Context, channel: Channel, userId: string): void {
  if (!channel.thread || channel.thread.members.has(userId)) return;
  channel.thread.members.set(userId, context.clock.now());
  context.emit({ type: 'thread-members', channel, added: [userId], removed: [] });
}

function forumPost(
  context: Context,
  userId: string,
  forum: Channel,
  body: unknown,
  uploads: readonly FileUpload[],
) {
  need(context.world, forum, userId, Permission.SendMessages);
  const form = conform(postForm, body);
  const message = checkMessage(form.message, { at: ['message'], fileNames: uploads.map((it) => it.name) });
  if (uploads.length) need(context.world, forum, userId, Permission.AttachFiles);
  if (message.poll) need(context.world, forum, userId, Permission.SendPolls);
  const tags = checkTags(context, userId, forum, form.applied_tags ?? []);
  const content = contentOf(context, userId, forum, message, uploads);
  const id = context.newId();
  const thread = openThread(context, forum, userId, { id, type: ChannelType.PublicThread, form, tags });
  return { thread, message: addMessage(context, { ...content, id, channelId: id, authorId: userId }) };
}

function openThread(
  context: Context,
  parent: Channel,
  ownerId: string,
  given: {
    id: string;
    type: ChannelType;
    form: z.output<typeof threadForm>;
    tags?: string[];
    invitable?: boolean;
    starterMessageId?: string;
  },
): Channel {
  const now = context.clock.now();
  const thread: Thread = {
    ownerId,
    archived: false,
    locked: false,
    invitable: given.invitable ?? true,
    autoArchive: given.form.auto_archive_duration ?? parent.defaultAutoArchive ?? DAY_IN_MINUTES,
    archiveChangedAt: now,
    createdAt: now,
    members: new Map([[ownerId, now]]),
    messageCount: 0,
    totalSent: 0,
    appliedTags: given.tags ?? [],
    starterMessageId: given.starterMessageId ?? null,
  };
  const channel = addChannel(context.world, {
    id: given.id,
    guildId: parent.guildId,
    type: given.type,
    name: given.form.name,
    parentId: parent.id,
    slowMode: given.form.rate_limit_per_user ?? 0,
    thread,
  });
  if (parent.type === ChannelType.GuildForum) parent.lastMessageId = given.id;
  watchArchive(context, channel, thread);
  context.emit({ type: 'channel-created', channel });
  return channel;
}

function changeThread(
  context: Context,
  userId: string,
  channel: Channel & { thread: Thread },
  change: Change,
): void {
  const { thread } = channel;
  const manages = may(context.world, channel, userId, Permission.ManageThreads);
  const owns = thread.ownerId === userId;
  const { archived, locked, ...rest } = change;
  const others = Object.values(rest).some((value) => value !== undefined);
  const opens = archived === false || (archived === undefined && !thread.archived);
  if (thread.archived && others && !opens) throw threadArchived();
  if (thread.locked && !manages) throw threadLocked();
  const byManagersOnly =
    locked !== undefined || rest.rate_limit_per_user !== undefined || rest.flags !== undefined;
  if (byManagersOnly && !manages) throw missingPermissions();
  const opensOnly = archived === false && !others && !byManagersOnly;
  if (opensOnly) need(context.world, channel, userId, Permission.SendMessagesInThreads);
  else if (!manages && !owns) throw missingPermissions();

  if (typeof locked === 'boolean') thread.locked = locked;
  if (typeof rest.invitable === 'boolean') thread.invitable = rest.invitable;
  if (typeof rest.auto_archive_duration === 'number') thread.autoArchive = rest.auto_archive_duration;
  if (rest.applied_tags) {
    const forum = findChannel(context, channel.parentId ?? '');
    thread.appliedTags = checkTags(context, userId, forum, rest.applied_tags);
  }
  if (rest.name) channel.name = rest.name;
  if (typeof rest.rate_limit_per_user === 'number') channel.slowMode = rest.rate_limit_per_user;
  if (typeof rest.flags === 'number') channel.flags = rest.flags & ChannelFlags.Pinned;
  if (typeof archived === 'boolean' && archived !== thread.archived) {
    thread.archived = archived;
    thread.archiveChangedAt = context.clock.now();
  }
  watchArchive(context, channel, thread);
}

function changeGuildChannel(context: Context, userId: string, channel: Channel, change: Change): void {
  need(context.world, channel, userId, Permission.ManageChannels);
  if (change.permission_overwrites) need(context.world, channel, userId, Permission.ManageRoles);
  assign(channel, change, context);
}

function assign(channel: Channel, change: Change, context: Context): void {
  if (change.name) channel.name = change.name;
  if (change.topic !== undefined) channel.topic = change.topic ?? null;
  if (typeof change.position === 'number') channel.position = change.position;
  if (change.parent_id !== undefined) channel.parentId = change.parent_id ?? null;
  if (typeof change.nsfw === 'boolean') channel.nsfw = change.nsfw;
  if (typeof change.rate_limit_per_user === 'number') channel.slowMode = change.rate_limit_per_user;
  if (change.default_auto_archive_duration !== undefined)
    channel.defaultAutoArchive = change.default_auto_archive_duration ?? null;
  if (typeof change.flags === 'number') channel.flags = change.flags;
  if (change.permission_overwrites)
    channel.overwrites = change.permission_overwrites.map((it) => ({
      id: it.id,
      type: it.type,
      allow: String(it.allow ?? 0),
      deny: String(it.deny ?? 0),
    }));
  if (change.available_tags)
    channel.availableTags = change.available_tags.map((it) => ({
      id: it.id ?? context.newId(),
      name: it.name,
      moderated: it.moderated ?? false,
    }));
}

function checkTags(context: Context, userId: string, forum: Channel, tags: string[]): string[] {
  if (forum.flags & ChannelFlags.RequireTag && tags.length === 0) throw tagRequired();
  for (const id of tags) {
    const tag = forum.availableTags.find((it) => it.id === id);
    if (tag?.moderated && !may(context.world, forum, userId, Permission.ManageThreads))
      throw missingPermissions();
  }
  return tags.filter((id) => forum.availableTags.some((it) => it.id === id));
}

function mayManage(context: Context, userId: string, guildId: string): boolean {
  const guild = guildFor(context, userId, guildId);
  const roles = [guild.id, ...(guild.members.get(userId)?.roles ?? [])].map(
    (id) => guild.roles.get(id)?.permissions ?? 0n,
  );
  const all = roles.reduce((sum, it) => sum | it, 0n);
  return guild.ownerId === userId || Boolean(all & (Permission.Administrator | Permission.ManageChannels));
}

/** Archives a thread when nothing has been said in it for its time. */
function watchArchive(context: Context, channel: Channel, thread: Thread): void {
  thread.cancelArchive?.();
  if (thread.archived) return;
  thread.cancelArchive = context.clock.after(thread.autoArchive * MINUTE, () =>
    setArchived(context, channel, true),
  );
}

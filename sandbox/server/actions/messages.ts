/** Messages: sending, changing, deleting, pinning, reacting. Permissions and rules are checked here, for anyone. */
import { ChannelType, MessageFlags, MessageType } from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { channelFor, findChannel, messagesOf, publicMessage } from '../find.ts';
import { guildOf, may, need, Permission, permissionsIn, sendingIn } from '../permissions.ts';
import {
  bulkDeleteCount,
  cannotMessageUser,
  emptyMessage,
  invalidField,
  notATextChannel,
  notOwnMessage,
  pollNotEditable,
  slowMode,
  systemMessage,
  threadArchived,
  threadLocked,
  tooManyPins,
  tooOldToDelete,
} from '../refusal.ts';
import { checkMessage, type MessageBody } from '../rules/messages.ts';
import { snowflakeTime } from '../snowflakes.ts';
import type { Attachment, Channel, Message } from '../world.ts';
import { type FileUpload, storeFile } from './files.ts';
import { newPoll, watchPoll } from './polls.ts';
import { setArchived, touchThread } from './threads.ts';

const KEPT_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsComponentsV2 |
  MessageFlags.Ephemeral;
const ACCEPTED_ANYWHERE = new Set<MessageType>([MessageType.Default, MessageType.Reply]);
const EDITABLE = new Set<MessageType>([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
]);
const NOT_DELETABLE = new Set<MessageType>([MessageType.RecipientAdd, MessageType.ThreadStarterMessage]);
const MOST_PINS = 250;
const TWO_WEEKS = 14 * 24 * 3_600_000;
const NO_MENTIONS = { everyone: false, users: [] as string[], roles: [] as string[] };

/** Puts a message into the world as it is, asking no one. */
export function addMessage(
  context: Context,
  given: Pick<Message, 'channelId' | 'authorId'> & Partial<Message>,
): Message {
  const channel = findChannel(context, given.channelId);
  const message: Message = {
    id: context.newId(),
    guildId: channel.guildId,
    type: MessageType.Default,
    content: '',
    flags: 0,
    embeds: [],
    components: [],
    attachments: [],
    mentions: NO_MENTIONS,
    poll: null,
    reactions: new Map(),
    reference: null,
    nonce: null,
    pinnedAt: null,
    editedAt: null,
    interaction: null,
    visibleTo: null,
    ...given,
  };
  messagesOf(context, channel).set(message.id, message);
  if (message.visibleTo === null) {
    channel.lastMessageId = message.id;
    touchThread(context, channel, message);
  }
  watchPoll(context, message);
  context.emit({ type: 'message-created', message });
  return message;
}

/** Sends a message to a channel as someone who may. */
export function sendMessage(
  context: Context,
  authorId: string,
  channelId: string,
  body: unknown,
  uploads: readonly FileUpload[] = [],
): Message {
  const channel = channelFor(context, authorId, channelId);
  if (!context.world.messages.has(channel.id)) throw notATextChannel();
  mayReach(context, authorId, channel);
  const checked = checkMessage(body, { fileNames: fileNames(uploads) });
  needFor(context, channel, authorId, checked, uploads);
  need(context.world, channel, authorId, sendingIn(channel));
  const repeated = sameNonce(context, channel, authorId, checked);
  if (repeated) return repeated;
  openForTalk(context, authorId, channel);
  checkSlowMode(context, authorId, channel);
  return addMessage(context, {
    ...contentOf(context, authorId, channel, checked, uploads),
    channelId,
    authorId,
    ...referenceOf(context, authorId, channel, checked),
    nonce: checked.nonce ?? null,
  });
}

/**
 * What a checked body makes of a message. `at` is where the body sat, for refusals. An empty one is refused.
 */
export function contentOf(
  context: Context,
  authorId: string,
  channel: Channel,
  body: MessageBody,
  uploads: readonly FileUpload[],
): Pick<Message, 'content' | 'flags' | 'embeds' | 'components' | 'attachments' | 'mentions' | 'poll'> {
  const attachments = storeUploads(context, channel.id, body, uploads);
  const content = (body.content ?? '').trim();
  const embeds = (body.embeds ?? []) as Message['embeds'];
  const components = body.components ?? [];
  const forwards = body.message_reference?.type === 1;
  const filled =
    content ||
    embeds.length ||
    components.length ||
    attachments.length ||
    body.poll ||
    body.sticker_ids?.length ||
    forwards;
  if (!filled) throw emptyMessage();
  return {
    content,
    flags: (body.flags ?? 0) & KEPT_FLAGS,
    embeds,
    components,
    attachments,
    mentions: mentionsIn(context, authorId, channel, body),
    poll: body.poll ? newPoll(context, body.poll) : null,
  };
}

/** Changes an own message: only what the body names. */
export function editMessage(
  context: Context,
  userId: string,
  message: Message,
  body: unknown,
  uploads: readonly FileUpload[] = [],
): Message {
  const channel = findChannel(context, message.channelId);
  if (message.authorId !== userId) {
    const onlyFlags = Object.keys((body as object) ?? {}).every((key) => key === 'flags');
    if (!onlyFlags || !may(context.world, channel, userId, Permission.ManageMessages)) throw notOwnMessage();
  }
  if (!EDITABLE.has(message.type)) throw systemMessage();
  if (channel.thread?.archived && message.visibleTo === null) throw threadArchived();
  return changeMessage(context, message, body, uploads);
}

/** The change itself, which interactions may make where their author could not. */
export function changeMessage(
  context: Context,
  message: Message,
  body: unknown,
  uploads: readonly FileUpload[] = [],
  at: PropertyKey[] = [],
): Message {
  const channel = findChannel(context, message.channelId);
  const names = [
    ...fileNames(uploads),
    ...message.attachments.map((it) => context.world.files.get(it.fileId)?.name ?? ''),
  ];
  const checked = checkMessage(body, { at, before: message, fileNames: names });
  const loading = Boolean(message.flags & MessageFlags.Loading);
  if (message.poll || (checked.poll && !loading)) throw pollNotEditable();
  const wantsV2 = Boolean((checked.flags ?? 0) & MessageFlags.IsComponentsV2);
  const isV2 = Boolean(message.flags & MessageFlags.IsComponentsV2);
  if (isV2 && checked.flags !== undefined && checked.flags !== null && !wantsV2 && !loading)
    throw invalidField(
      [...at, 'flags'],
      'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG',
      'The IS_COMPONENTS_V2 flag cannot be removed',
    );
  if (wantsV2 && !isV2 && hasLegacy(message, checked))
    throw invalidField(
      [...at, 'flags'],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      'Set content, embeds and poll to null to use MessageFlags.IS_COMPONENTS_V2',
    );

  const next = { ...message };
  if (checked.content !== undefined) next.content = (checked.content ?? '').trim();
  if (checked.embeds !== undefined) next.embeds = (checked.embeds ?? []) as Message['embeds'];
  if (checked.components !== undefined) next.components = checked.components ?? [];
  if (checked.attachments !== undefined || uploads.length)
    next.attachments = keptAndNew(context, message, checked, uploads);
  if (checked.content !== undefined || checked.allowed_mentions !== undefined)
    next.mentions = mentionsIn(context, message.authorId, channel, { ...checked, content: next.content });
  const empty =
    !next.content &&
    !next.embeds.length &&
    !next.components.length &&
    !next.attachments.length &&
    !checked.poll;
  if (empty) throw emptyMessage();
  if (checked.poll) next.poll = newPoll(context, checked.poll);
  const settable = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;
  next.flags =
    (message.flags & ~MessageFlags.Loading & ~MessageFlags.SuppressEmbeds) |
    ((checked.flags ?? message.flags) & settable) |
    (message.flags & MessageFlags.IsComponentsV2);
  next.editedAt = loading ? message.editedAt : context.clock.now();
  Object.assign(message, next);
  if (checked.poll) watchPoll(context, message);
  context.emit({ type: 'message-updated', message });
  return message;
}

export function deleteMessage(context: Context, userId: string, message: Message): void {
  const channel = findChannel(context, message.channelId);
  if (message.authorId !== userId) need(context.world, channel, userId, Permission.ManageMessages);
  if (NOT_DELETABLE.has(message.type)) throw systemMessage();
  removeMessage(context, message);
}

export function removeMessage(context: Context, message: Message): void {
  const channel = findChannel(context, message.channelId);
  message.poll?.cancelExpiry?.();
  messagesOf(context, channel).delete(message.id);
  if (channel.thread && message.visibleTo === null)
    channel.thread.messageCount = Math.max(0, channel.thread.messageCount - 1);
  context.emit({ type: 'message-deleted', message });
}

export function deleteMany(
  context: Context,
  userId: string,
  channelId: string,
  ids: readonly string[],
): void {
  const channel = channelFor(context, userId, channelId);
  need(context.world, channel, userId, Permission.ManageMessages);
  if (ids.length < 2 || ids.length > 100) throw bulkDeleteCount();
  if (ids.some((id) => snowflakeTime(id) < context.clock.now() - TWO_WEEKS)) throw tooOldToDelete();
  const messages = ids.flatMap((id) => messagesOf(context, channel).get(id) ?? []);
  for (const message of messages) messagesOf(context, channel).delete(message.id);
  context.emit({ type: 'messages-deleted', messages, channel });
}

export function pin(
  context: Context,
  userId: string,
  channelId: string,
  messageId: string,
  pinned: boolean,
): void {
  const channel = channelFor(context, userId, channelId);
  need(context.world, channel, userId, Permission.PinMessages, Permission.ReadMessageHistory);
  const message = publicMessage(context, channel, messageId);
  if (!EDITABLE.has(message.type) && message.type !== MessageType.ThreadStarterMessage) throw systemMessage();
  if (channel.thread?.archived) throw threadArchived();
  if ((message.pinnedAt !== null) === pinned) return;
  const count = pins(context, channel).length;
  if (pinned && count >= MOST_PINS) throw tooManyPins();
  message.pinnedAt = pinned ? context.clock.now() : null;
  if (pinned) channel.lastPinAt = context.clock.now();
  context.emit({ type: 'message-updated', message });
  context.emit({ type: 'pins', channel });
  if (pinned)
    addMessage(context, {
      channelId,
      authorId: userId,
      type: MessageType.ChannelPinnedMessage,
      reference: { type: 0, messageId, channelId, guildId: channel.guildId },
    });
}

/** The pinned messages, latest pinned first. */
export function pins(context: Context, channel: Channel): Message[] {
  return [...messagesOf(context, channel).values()]
    .filter((it) => it.pinnedAt !== null && it.visibleTo === null)
    .sort((a, b) => (b.pinnedAt ?? 0) - (a.pinnedAt ?? 0));
}

export function react(context: Context, userId: string, message: Message, emoji: string, on: boolean): void {
  const channel = findChannel(context, message.channelId);
  const users = message.reactions.get(emoji) ?? new Set();
  if (on) {
    need(
      context.world,
      channel,
      userId,
      Permission.ReadMessageHistory,
      ...(users.size ? [] : [Permission.AddReactions]),
    );
    if (channel.thread?.archived) throw threadArchived();
  }
  if (users.has(userId) === on) return;
  if (on) users.add(userId);
  else users.delete(userId);
  if (users.size) message.reactions.set(emoji, users);
  else message.reactions.delete(emoji);
  context.emit({ type: 'reaction', message, userId, emoji, added: on });
}

/** A page of a channel's messages, newest first, as this person sees them. */
export function listMessages(
  context: Context,
  userId: string,
  channelId: string,
  query: { limit?: number; before?: string; after?: string; around?: string; withPrivate?: boolean },
): Message[] {
  const channel = channelFor(context, userId, channelId);
  const all = [...messagesOf(context, channel).values()].filter(
    (it) => it.visibleTo === null || (query.withPrivate && it.visibleTo === userId),
  );
  if (!may(context.world, channel, userId, Permission.ReadMessageHistory)) return [];
  const { limit = 50, before, after, around } = query;
  const older = (id: string) => (it: Message) => BigInt(it.id) < BigInt(id);
  const newer = (id: string) => (it: Message) => BigInt(it.id) > BigInt(id);
  if (around) {
    const half = Math.floor(limit / 2);
    const back = all.filter((it) => !newer(around)(it)).slice(-half - 1);
    return [...back, ...all.filter(newer(around)).slice(0, half)].reverse();
  }
  if (after) return all.filter(newer(after)).slice(0, limit).reverse();
  return (before ? all.filter(older(before)) : all).slice(-limit).reverse();
}

/** Opens an archived thread for who talks in it, or refuses: a locked one is for those who manage threads. */
export function openForTalk(context: Context, userId: string, channel: Channel): void {
  const { thread } = channel;
  if (!thread) return;
  if (thread.locked && !may(context.world, channel, userId, Permission.ManageThreads)) throw threadLocked();
  if (thread.archived) setArchived(context, channel, false);
}

/** Refuses where the body needs a permission that its author lacks there. */
function needFor(
  context: Context,
  channel: Channel,
  userId: string,
  body: MessageBody,
  uploads: readonly FileUpload[],
): void {
  if (uploads.length) need(context.world, channel, userId, Permission.AttachFiles);
  if (body.poll) need(context.world, channel, userId, Permission.SendPolls);
  if (body.tts) need(context.world, channel, userId, Permission.SendTTSMessages);
  if (body.message_reference) need(context.world, channel, userId, Permission.ReadMessageHistory);
}

function mayReach(context: Context, authorId: string, channel: Channel): void {
  if (channel.guildId || channel.type !== ChannelType.DM) return;
  const other = channel.recipients.find((id) => id !== authorId);
  const author = context.world.users.get(authorId);
  if (!author?.bot || !other) return;
  const shared = [...context.world.guilds.values()].some(
    (it) => it.members.has(authorId) && it.members.has(other),
  );
  if (!shared && !context.world.application.userInstalls.has(other)) throw cannotMessageUser();
}

function checkSlowMode(context: Context, authorId: string, channel: Channel): void {
  if (!channel.slowMode || context.world.users.get(authorId)?.bot) return;
  const free =
    Permission.ManageMessages | Permission.ManageChannels | (channel.thread ? Permission.ManageThreads : 0n);
  if (permissionsIn(context.world, channel, authorId) & free) return;
  const last = [...messagesOf(context, channel).values()].findLast(
    (it) => it.authorId === authorId && it.visibleTo === null,
  );
  if (last && snowflakeTime(last.id) + channel.slowMode * 1000 > context.clock.now()) throw slowMode();
}

function sameNonce(
  context: Context,
  channel: Channel,
  authorId: string,
  body: MessageBody,
): Message | undefined {
  if (!body.enforce_nonce || body.nonce === undefined || body.nonce === null) return undefined;
  const recent = context.clock.now() - 5 * 60_000;
  return [...messagesOf(context, channel).values()].findLast(
    (it) => it.nonce === body.nonce && it.authorId === authorId && snowflakeTime(it.id) > recent,
  );
}

function fileNames(uploads: readonly FileUpload[]): string[] {
  return uploads.map((it) => it.name);
}

function storeUploads(
  context: Context,
  channelId: string,
  body: MessageBody,
  uploads: readonly FileUpload[],
): Attachment[] {
  return uploads.map((upload) => {
    const told = body.attachments?.find((it) => it.id === upload.key);
    const file = storeFile(context, channelId, { ...upload, name: told?.filename || upload.name });
    return {
      fileId: file.id,
      ...(told?.description ? { description: told.description } : {}),
      ...(told?.title ? { title: told.title } : {}),
    };
  });
}

/** After an edit: the old files that `attachments` still names (all, if it is not given), then the new ones. */
function keptAndNew(
  context: Context,
  message: Message,
  body: MessageBody,
  uploads: readonly FileUpload[],
): Attachment[] {
  const kept = body.attachments
    ? message.attachments.filter((it) => body.attachments?.some((named) => named.id === it.fileId))
    : message.attachments;
  return [...kept, ...storeUploads(context, message.channelId, body, uploads)];
}

function hasLegacy(message: Message, body: MessageBody): boolean {
  const content = body.content === undefined ? message.content : body.content;
  const embeds = body.embeds === undefined ? message.embeds : body.embeds;
  return Boolean(content || embeds?.length);
}

function referenceOf(
  context: Context,
  authorId: string,
  channel: Channel,
  body: MessageBody,
): Partial<Message> {
  const reference = body.message_reference;
  if (!reference) return {};
  const forwards = reference.type === 1;
  const from =
    forwards && reference.channel_id ? channelFor(context, authorId, reference.channel_id) : channel;
  const target = messagesOf(context, from).get(reference.message_id);
  if (!target || target.visibleTo !== null) {
    if (reference.fail_if_not_exists === false) return {};
    throw invalidField(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
  }
  if (!ACCEPTED_ANYWHERE.has(target.type) && !EDITABLE.has(target.type) && !forwards)
    throw invalidField(
      ['message_reference'],
      'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE',
      'Cannot reply to a system message',
    );
  return {
    type: forwards ? MessageType.Default : MessageType.Reply,
    reference: { type: reference.type ?? 0, messageId: target.id, channelId: from.id, guildId: from.guildId },
  };
}

/** Whom a text mentions, after `allowed_mentions` has taken away. */
function mentionsIn(
  context: Context,
  authorId: string,
  channel: Channel,
  body: MessageBody,
): Message['mentions'] {
  const text = [body.content ?? '', ...textsIn(body.components ?? [])].join('\n');
  const allowed = body.allowed_mentions;
  const may_ = (kind: 'users' | 'roles', id: string) =>
    !allowed || (allowed.parse?.includes(kind) ?? false) || (allowed[kind]?.includes(id) ?? false);
  const ids = (pattern: RegExp) => [
    ...new Set([...text.matchAll(pattern)].map((match) => match[1] as string)),
  ];
  const guild = guildOf(context.world, channel);
  const everyone =
    /@(everyone|context)\b/.test(text) &&
    (!allowed || (allowed.parse?.includes('everyone') ?? false)) &&
    may(context.world, channel, authorId, Permission.MentionEveryone);
  const replied =
    body.message_reference && allowed?.replied_user !== false ? repliedAuthor(context, channel, body) : [];
  const users = ids(/<@!?(\d+)>/g).filter((id) => context.world.users.has(id) && may_('users', id));
  return {
    everyone,
    users: [...new Set([...users, ...replied])],
    roles: ids(/<@&(\d+)>/g).filter((id) => guild?.roles.has(id) && may_('roles', id)),
  };
}

function repliedAuthor(context: Context, channel: Channel, body: MessageBody): string[] {
  if (body.allowed_mentions && body.allowed_mentions.replied_user !== true) return [];
  const target = context.world.messages.get(channel.id)?.get(body.message_reference?.message_id ?? '');
  return target ? [target.authorId] : [];
}

function textsIn(components: MessageBody['components'] & object): string[] {
  return components.flatMap((it) => [
    ...(typeof it.content === 'string' ? [it.content] : []),
    ...textsIn(it.components ?? []),
    ...(it.accessory ? textsIn([it.accessory]) : []),
  ]);
}

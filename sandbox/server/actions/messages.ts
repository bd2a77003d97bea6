/** Messages: sending, changing, deleting, reading. Permissions and rules are checked here, for anyone. */
import { ChannelType, MessageFlags, MessageType } from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { channelFor, findChannel, messagesOf } from '../find.ts';
import { may, need, Permission, permissionsIn, sendingIn } from '../permissions.ts';
import {
  cannotMessageUser,
  emptyMessage,
  invalidField,
  notATextChannel,
  notOwnMessage,
  pollNotEditable,
  slowMode,
  systemMessage,
  threadArchived,
  unknownMessage,
} from '../refusal.ts';
import { checkMessage, type MessageBody } from '../rules/messages.ts';
import { snowflakeTime } from '../snowflakes.ts';
import type { Attachment, Channel, Message } from '../world.ts';
import type { FileUpload } from './files.ts';
import { contentOf, mentionsIn, needForContent, storeUploads } from './message-content.ts';
import { addMessage, removeMessage } from './message-store.ts';
import { createPoll, schedulePollEnd } from './polls.ts';
import { reopenThread } from './thread-state.ts';

const EDITABLE = new Set<MessageType>([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
]);
const NONCE_KEPT_MS = 5 * 60_000;

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
  if (!canReach(context, authorId, channel)) throw cannotMessageUser();
  const checked = checkMessage(body, { fileNames: uploads.map((it) => it.name) });
  needForContent(context, channel, authorId, checked, uploads);
  need(context.world, channel, authorId, sendingIn(channel));
  const repeated = sameNonce(context, channel, authorId, checked);
  if (repeated) return repeated;
  reopenThread(context, authorId, channel);
  checkSlowMode(context, authorId, channel);
  return postMessage(context, {
    ...contentOf(context, authorId, channel, checked, uploads),
    channelId,
    authorId,
    ...replyFields(context, channel, checked),
    nonce: checked.nonce ?? null,
  });
}

/** Adds a message with content, and lets its poll end in time. Asks nobody. */
export function postMessage(context: Context, given: Parameters<typeof addMessage>[1]): Message {
  const message = addMessage(context, given);
  schedulePollEnd(context, message);
  return message;
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
  if (message.authorId !== userId) throw notOwnMessage();
  if (!EDITABLE.has(message.type)) throw systemMessage();
  if (channel.thread?.archived && message.visibleTo === null) throw threadArchived();
  return changeMessage(context, message, body, uploads);
}

/** The change itself, which interactions may make where their author could not. `at` is where the body sits. */
export function changeMessage(
  context: Context,
  message: Message,
  body: unknown,
  uploads: readonly FileUpload[] = [],
  at: PropertyKey[] = [],
): Message {
  const channel = findChannel(context, message.channelId);
  const fileNames = [
    ...uploads.map((it) => it.name),
    ...message.attachments.map((it) => context.world.files.get(it.fileId)?.name ?? ''),
  ];
  const checked = checkMessage(body, { at, before: message, fileNames });
  const loading = Boolean(message.flags & MessageFlags.Loading);
  if (message.poll || (checked.poll && !loading)) throw pollNotEditable();
  checkV2Change(message, checked, loading, at);

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
  if (checked.poll) next.poll = createPoll(context, checked.poll);
  const settable = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;
  next.flags =
    (message.flags & ~MessageFlags.Loading & ~MessageFlags.SuppressEmbeds) |
    ((checked.flags ?? message.flags) & settable) |
    (message.flags & MessageFlags.IsComponentsV2);
  next.editedAt = loading ? message.editedAt : context.clock.now();
  Object.assign(message, next);
  if (checked.poll) schedulePollEnd(context, message);
  context.emit({ type: 'message-updated', message });
  return message;
}

/** Deletes an own message, or another's with the right to. */
export function deleteMessage(context: Context, userId: string, message: Message): void {
  const channel = findChannel(context, message.channelId);
  if (message.authorId !== userId) need(context.world, channel, userId, Permission.ManageMessages);
  if (message.type === MessageType.ThreadStarterMessage) throw systemMessage();
  removeMessage(context, message);
}

/** Takes a private reply away from its reader, and from the bot with it. */
export function dismissMessage(context: Context, userId: string, message: Message): void {
  if (message.visibleTo !== userId) throw unknownMessage();
  removeMessage(context, message);
}

/** A page of a channel's messages, newest first, as this person sees them. */
export function listMessages(
  context: Context,
  userId: string,
  channelId: string,
  query: { limit?: number; before?: string; after?: string; withPrivate?: boolean },
): Message[] {
  const channel = channelFor(context, userId, channelId);
  const all = [...messagesOf(context, channel).values()].filter(
    (it) => it.visibleTo === null || (query.withPrivate && it.visibleTo === userId),
  );
  if (!may(context.world, channel, userId, Permission.ReadMessageHistory)) return [];
  const { limit = 50, before, after } = query;
  if (after) {
    const newer = all.filter((it) => BigInt(it.id) > BigInt(after));
    return newer.slice(0, limit).reverse();
  }
  const older = before ? all.filter((it) => BigInt(it.id) < BigInt(before)) : all;
  return older.slice(-limit).reverse();
}

/** May the author write there? A bot needs a way to who it writes to directly: a server of both, or an installation. */
function canReach(context: Context, authorId: string, channel: Channel): boolean {
  if (channel.type !== ChannelType.DM || !context.world.users.get(authorId)?.bot) return true;
  const other = channel.recipients.find((id) => id !== authorId) ?? '';
  return (
    context.world.application.userInstalls.has(other) ||
    [...context.world.guilds.values()].some((it) => it.members.has(authorId) && it.members.has(other))
  );
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

/** The message that the author sent with this nonce a short while ago, if it must not be sent twice. */
function sameNonce(
  context: Context,
  channel: Channel,
  authorId: string,
  { nonce, enforce_nonce }: MessageBody,
): Message | undefined {
  if (!enforce_nonce || nonce === undefined || nonce === null) return undefined;
  const since = context.clock.now() - NONCE_KEPT_MS;
  return [...messagesOf(context, channel).values()].findLast(
    (it) => it.nonce === nonce && it.authorId === authorId && snowflakeTime(it.id) > since,
  );
}

/** @throws Refusal 50035 where an edit would take the Components V2 flag off, or put it beside what it forbids */
function checkV2Change(message: Message, body: MessageBody, loading: boolean, at: PropertyKey[]): void {
  const wantsV2 = Boolean((body.flags ?? 0) & MessageFlags.IsComponentsV2);
  const isV2 = Boolean(message.flags & MessageFlags.IsComponentsV2);
  if (isV2 && body.flags !== undefined && body.flags !== null && !wantsV2 && !loading)
    throw invalidField(
      [...at, 'flags'],
      'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG',
      'The IS_COMPONENTS_V2 flag cannot be removed',
    );
  const content = body.content === undefined ? message.content : body.content;
  const embeds = body.embeds === undefined ? message.embeds : body.embeds;
  if (wantsV2 && !isV2 && (content || embeds?.length))
    throw invalidField(
      [...at, 'flags'],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      'Set content, embeds and poll to null to use MessageFlags.IS_COMPONENTS_V2',
    );
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

function replyFields(context: Context, channel: Channel, body: MessageBody): Partial<Message> {
  const reference = body.message_reference;
  if (!reference) return {};
  const target = messagesOf(context, channel).get(reference.message_id);
  if (!target || target.visibleTo !== null) {
    if (reference.fail_if_not_exists === false) return {};
    throw invalidField(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
  }
  if (!EDITABLE.has(target.type))
    throw invalidField(
      ['message_reference'],
      'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE',
      'Cannot reply to a system message',
    );
  return {
    type: MessageType.Reply,
    reference: { messageId: target.id, channelId: channel.id, guildId: channel.guildId },
  };
}

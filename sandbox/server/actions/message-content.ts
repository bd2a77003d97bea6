/** What a request's body makes of a message: its text, files and poll, and whom it mentions. */
import { MessageFlags } from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { guildOf, may, need, Permission } from '../permissions.ts';
import type { MessageBody } from '../rules/messages.ts';
import type { Attachment, Channel, Message } from '../world.ts';
import { type FileUpload, storeFile } from './files.ts';
import { createPoll } from './polls.ts';

const KEPT_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsComponentsV2 |
  MessageFlags.Ephemeral;

/** The content of a new message, its files stored. */
export function contentOf(
  context: Context,
  authorId: string,
  channel: Channel,
  body: MessageBody,
  uploads: readonly FileUpload[],
): Pick<Message, 'content' | 'flags' | 'embeds' | 'components' | 'attachments' | 'mentions' | 'poll'> {
  return {
    content: (body.content ?? '').trim(),
    flags: (body.flags ?? 0) & KEPT_FLAGS,
    embeds: (body.embeds ?? []) as Message['embeds'],
    components: body.components ?? [],
    attachments: storeUploads(context, channel.id, body, uploads),
    mentions: mentionsIn(context, authorId, channel, body),
    poll: body.poll ? createPoll(context, body.poll) : null,
  };
}

/** Refuses where the body needs a permission that its author lacks there. */
export function needForContent(
  context: Context,
  channel: Channel,
  userId: string,
  { poll, message_reference }: MessageBody,
  uploads: readonly FileUpload[],
): void {
  if (uploads.length) need(context.world, channel, userId, Permission.AttachFiles);
  if (poll) need(context.world, channel, userId, Permission.SendPolls);
  if (message_reference) need(context.world, channel, userId, Permission.ReadMessageHistory);
}

export function storeUploads(
  context: Context,
  channelId: string,
  body: MessageBody,
  uploads: readonly FileUpload[],
): Attachment[] {
  return uploads.map((upload) => {
    const told = body.attachments?.find((it) => it.id === upload.key);
    const file = storeFile(context, channelId, { ...upload, name: told?.filename || upload.name });
    return { fileId: file.id, ...(told?.description ? { description: told.description } : {}) };
  });
}

/** Whom a text mentions, after `allowed_mentions` has taken away. */
export function mentionsIn(
  context: Context,
  authorId: string,
  channel: Channel,
  body: MessageBody,
): Message['mentions'] {
  const text = [body.content ?? '', ...textsIn(body.components ?? [])].join('\n');
  const allowed = body.allowed_mentions;
  const allows = (kind: 'users' | 'roles', id: string) =>
    !allowed || (allowed.parse?.includes(kind) ?? false) || (allowed[kind]?.includes(id) ?? false);
  const ids = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] as string);
  const guild = guildOf(context.world, channel);
  const users = ids(/<@!?(\d+)>/g).filter((id) => context.world.users.has(id) && allows('users', id));
  const roles = ids(/<@&(\d+)>/g).filter((id) => guild?.roles.has(id) && allows('roles', id));
  return {
    everyone:
      /@(everyone|here)\b/.test(text) &&
      (!allowed || (allowed.parse?.includes('everyone') ?? false)) &&
      may(context.world, channel, authorId, Permission.MentionEveryone),
    users: [...new Set([...users, ...repliedAuthor(context, channel, body)])],
    roles: [...new Set(roles)],
  };
}

/** The author of the message that this one replies to, where `allowed_mentions` names them. */
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

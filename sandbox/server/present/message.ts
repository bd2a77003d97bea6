/** Messages, polls and files as Discord's JSON, for the one who looks. */
import {
  type APIAttachment,
  type APIMessage,
  type APIPoll,
  MessageFlags,
  MessageType,
} from 'discord-api-types/v10';
import { type Component, mapChildren, numberComponents } from '../component.ts';
import type { Context } from '../context.ts';
import { iso, snowflakeTime } from '../snowflakes.ts';
import type { Attachment, Message, Poll, World } from '../world.ts';
import { presentChannel } from './channel.ts';
import { memberFields, presentUserById } from './server.ts';

/** Who looks; and whether others' words are hidden from them, as from a bot without the message content intent. */
export interface Viewer {
  userId: string;
  contentHidden?: boolean;
}

export function presentMessage(context: Context, message: Message, viewer: Viewer): APIMessage {
  const { world } = context;
  const hidden =
    viewer.contentHidden &&
    message.authorId !== viewer.userId &&
    message.guildId !== null &&
    !message.mentions.users.includes(viewer.userId);
  const attachments = message.attachments.map((it) =>
    presentAttachment(context, it, message.visibleTo !== null),
  );
  const thread = message.flags & MessageFlags.HasThread ? world.channels.get(message.id) : undefined;
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: presentUserById(world, message.authorId),
    content: hidden ? '' : message.content,
    timestamp: iso(snowflakeTime(message.id)),
    edited_timestamp: message.editedAt === null ? null : iso(message.editedAt),
    tts: false,
    mention_everyone: message.mentions.everyone,
    mentions: message.mentions.users.map((id) => presentUserById(world, id)),
    mention_roles: message.mentions.roles,
    attachments: hidden ? [] : attachments,
    embeds: hidden ? [] : withUrls(message.embeds, attachments),
    components: hidden ? [] : withMedia(numberComponents(message.components), attachments),
    pinned: false,
    flags: message.flags,
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(message.poll && !hidden ? { poll: presentPoll(message.poll, viewer.userId) } : {}),
    ...(thread ? { thread: presentChannel(world, thread, viewer.userId) } : {}),
    ...interactionFields(world, message),
    ...referenceFields(context, message, viewer),
  } as unknown as APIMessage;
}

/** With what a gateway event carries beside: the server and the author's membership. */
export function presentMessageEvent(context: Context, message: Message, viewer: Viewer) {
  const member = context.world.guilds.get(message.guildId ?? '')?.members.get(message.authorId);
  return {
    ...presentMessage(context, message, viewer),
    channel_type: context.world.channels.get(message.channelId)?.type,
    ...(message.guildId ? { guild_id: message.guildId } : {}),
    ...(member ? { member: memberFields(member) } : {}),
  };
}

function presentPoll(poll: Poll, viewerId: string): APIPoll {
  return {
    question: poll.question,
    answers: poll.answers.map((it) => ({ answer_id: it.id, poll_media: it.media })),
    expiry: iso(poll.expiresAt),
    allow_multiselect: poll.multiselect,
    layout_type: 1,
    results: {
      is_finalized: poll.finalized,
      answer_counts: poll.answers
        .map(({ id }) => ({ id, votes: poll.votes.get(id) ?? new Set() }))
        .filter(({ votes }) => votes.size > 0)
        .map(({ id, votes }) => ({ id, count: votes.size, me_voted: votes.has(viewerId) })),
    },
  };
}

export function presentAttachment(
  context: Context,
  attachment: Attachment,
  ephemeral = false,
): APIAttachment {
  const file = context.world.files.get(attachment.fileId);
  if (!file) throw new Error(`The file ${attachment.fileId} is lost.`);
  const url = `${context.url()}/attachments/${file.channelId}/${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    filename: file.name,
    size: file.bytes.byteLength,
    url,
    proxy_url: url,
    content_type: file.contentType,
    ...(file.width === null ? {} : { width: file.width, height: file.height }),
    ...(attachment.description ? { description: attachment.description } : {}),
    ...(ephemeral ? { ephemeral: true } : {}),
  };
}

function interactionFields(world: World, message: Message) {
  const { interaction } = message;
  if (!interaction) return {};
  const { metadata, commandName } = interaction;
  return {
    application_id: world.application.id,
    webhook_id: world.application.id,
    interaction_metadata: metadata,
    ...(commandName
      ? { interaction: { id: metadata.id, type: metadata.type, name: commandName, user: metadata.user } }
      : {}),
  };
}

function referenceFields(context: Context, message: Message, viewer: Viewer): object {
  const { reference } = message;
  if (!reference) return {};
  const { messageId, channelId, guildId } = reference;
  const fields = {
    message_reference: {
      type: 0,
      ...(messageId ? { message_id: messageId } : {}),
      channel_id: channelId,
      ...(guildId ? { guild_id: guildId } : {}),
    },
  };
  const shows = message.type === MessageType.Reply || message.type === MessageType.ThreadStarterMessage;
  if (!shows) return fields;
  const target = context.world.messages.get(channelId)?.get(messageId);
  return {
    ...fields,
    referenced_message: target ? presentMessage(context, { ...target, reference: null }, viewer) : null,
  };
}

/** `attachment://NAME` becomes the file's address. */
function fileUrl(url: string, attachments: readonly APIAttachment[]): string {
  if (!url.startsWith('attachment://')) return url;
  const name = decodeURIComponent(url.slice('attachment://'.length));
  return attachments.find((it) => it.filename === name)?.url ?? url;
}

function withUrls(embeds: Message['embeds'], attachments: readonly APIAttachment[]) {
  return embeds.map((embed) => ({
    type: 'rich',
    ...embed,
    ...(embed.image ? { image: { ...embed.image, url: fileUrl(embed.image.url, attachments) } } : {}),
    ...(embed.thumbnail
      ? { thumbnail: { ...embed.thumbnail, url: fileUrl(embed.thumbnail.url, attachments) } }
      : {}),
  }));
}

type Media = { url: string };

function withMedia(components: readonly Component[], attachments: readonly APIAttachment[]): Component[] {
  const resolve = (media: Media) => {
    const url = fileUrl(media.url, attachments);
    const file = attachments.find((it) => it.url === url);
    return {
      ...media,
      url,
      proxy_url: url,
      ...(file?.width ? { width: file.width, height: file.height } : {}),
      ...(file ? { attachment_id: file.id, content_type: file.content_type } : {}),
    };
  };
  const visit = (it: Component): Component => {
    const { media, file, items } = it as { media?: Media; file?: Media; items?: { media: Media }[] };
    const named = attachments.find(({ url }) => file && url === fileUrl(file.url, attachments));
    return mapChildren(
      {
        ...it,
        ...(media ? { media: resolve(media) } : {}),
        ...(file ? { file: resolve(file) } : {}),
        ...(named ? { name: named.filename, size: named.size } : {}),
        ...(items ? { items: items.map((item) => ({ ...item, media: resolve(item.media) })) } : {}),
      },
      visit,
    );
  };
  return components.map(visit);
}

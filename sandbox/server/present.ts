/** The world's things as Discord's JSON, for the one who looks. */
import {
  type APIApplication,
  type APIApplicationCommand,
  type APIAttachment,
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIMessage,
  type APIPoll,
  type APIRole,
  type APIThreadMember,
  type APIUser,
  ChannelType,
  MessageFlags,
  MessageType,
} from 'discord-api-types/v10';
import type { Context } from './context.ts';
import { type Component, numbered } from './rules/components.ts';
import { snowflakeTime } from './snowflakes.ts';
import type {
  Attachment,
  Channel,
  Command,
  Guild,
  Member,
  Message,
  Poll,
  Role,
  User,
  World,
} from './world.ts';

/**
 * Who looks: their id; whether another's text is hidden from them (a bot without the message content intent);
 * whether to leave out what only an answer to a request carries.
 */
export interface Viewer {
  userId: string;
  contentHidden?: boolean;
}

export function iso(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00');
}

export function presentUser(user: User): APIUser {
  return {
    id: user.id,
    username: user.name,
    discriminator: user.bot ? '0001' : '0',
    global_name: user.globalName,
    avatar: null,
    ...(user.bot ? { bot: true } : {}),
    public_flags: 0,
    flags: 0,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  } as unknown as APIUser;
}

export function presentUserById(world: World, id: string): APIUser {
  const user = world.users.get(id) ?? { id, handle: '', name: 'deleted_user', globalName: null, bot: false };
  return presentUser(user);
}

export function presentRole(role: Role): APIRole {
  return {
    id: role.id,
    name: role.name,
    description: null,
    color: role.color,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: role.hoist,
    icon: null,
    unicode_emoji: null,
    position: role.position,
    permissions: String(role.permissions),
    managed: Boolean(role.botId),
    mentionable: role.mentionable,
    flags: 0,
    ...(role.botId ? { tags: { bot_id: role.botId } } : {}),
  } as unknown as APIRole;
}

export function presentMember(world: World, member: Member): APIGuildMember {
  return { ...memberFields(member), user: presentUserById(world, member.userId) };
}

function memberFields(member: Member) {
  return {
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: iso(member.joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    communication_disabled_until: null,
    flags: 0,
  };
}

export function presentGuild(guild: Guild): APIGuild {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.ownerId,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 2,
    roles: [...guild.roles.values()].map(presentRole),
    emojis: [],
    stickers: [],
    features: ['COMMUNITY'],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    max_presences: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    nsfw_level: 0,
    nsfw: false,
    hub_type: null,
    incidents_data: null,
  } as unknown as APIGuild;
}

export function presentChannel(context: Context, channel: Channel, viewerId: string): APIChannel {
  const base = {
    id: channel.id,
    type: channel.type,
    last_message_id: channel.lastMessageId,
    flags: channel.flags,
  };
  if (!channel.guildId) {
    const recipients = channel.recipients.filter((id) => id !== viewerId);
    return {
      ...base,
      recipients: recipients.map((id) => presentUserById(context.world, id)),
    } as unknown as APIChannel;
  }
  const inGuild = {
    ...base,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    rate_limit_per_user: channel.slowMode,
    last_pin_timestamp: channel.lastPinAt === null ? null : iso(channel.lastPinAt),
  };
  const { thread } = channel;
  if (!thread) {
    return {
      ...inGuild,
      topic: channel.topic,
      position: channel.position,
      permission_overwrites: channel.overwrites,
      nsfw: channel.nsfw,
      ...(channel.defaultAutoArchive ? { default_auto_archive_duration: channel.defaultAutoArchive } : {}),
      ...(channel.type === ChannelType.GuildForum
        ? {
            available_tags: channel.availableTags.map((tag) => ({
              ...tag,
              emoji_id: null,
              emoji_name: null,
            })),
            default_reaction_emoji: null,
            default_sort_order: null,
            default_forum_layout: 0,
            template: '',
          }
        : {}),
    } as unknown as APIChannel;
  }
  const joined = thread.members.get(viewerId);
  return {
    ...inGuild,
    owner_id: thread.ownerId,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: iso(thread.archiveChangedAt),
      auto_archive_duration: thread.autoArchive,
      locked: thread.locked,
      create_timestamp: iso(thread.createdAt),
      ...(channel.type === ChannelType.PrivateThread ? { invitable: thread.invitable } : {}),
    },
    message_count: thread.messageCount,
    total_message_sent: thread.totalSent,
    member_count: Math.min(thread.members.size, 50),
    ...(context.world.channels.get(channel.parentId ?? '')?.type === ChannelType.GuildForum
      ? { applied_tags: thread.appliedTags }
      : {}),
    ...(joined === undefined
      ? {}
      : { member: { id: channel.id, user_id: viewerId, join_timestamp: iso(joined), flags: 1 } }),
  } as unknown as APIChannel;
}

export function presentThreadMember(
  context: Context,
  channel: Channel,
  userId: string,
  withMember = false,
): APIThreadMember {
  const member = context.world.guilds.get(channel.guildId ?? '')?.members.get(userId);
  return {
    id: channel.id,
    user_id: userId,
    join_timestamp: iso(channel.thread?.members.get(userId) ?? context.clock.now()),
    flags: 1,
    ...(withMember && member ? { member: presentMember(context.world, member) } : {}),
  } as APIThreadMember;
}

export function presentMessage(context: Context, message: Message, viewer: Viewer): APIMessage {
  const { world } = context;
  const own = message.authorId === viewer.userId;
  const hidden =
    viewer.contentHidden &&
    !own &&
    message.guildId !== null &&
    !message.mentions.users.includes(viewer.userId);
  const attachments = message.attachments.map((it) => presentAttachment(context, it, isPrivate(message)));
  const thread = [...(message.flags & MessageFlags.HasThread ? [world.channels.get(message.id)] : [])][0];
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
    components: hidden ? [] : withMedia(numbered(message.components), attachments),
    pinned: message.pinnedAt !== null,
    flags: message.flags,
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(message.poll && !hidden ? { poll: presentPoll(message.poll, viewer.userId) } : {}),
    ...(message.reactions.size ? { reactions: reactions(message, viewer.userId) } : {}),
    ...(thread ? { thread: presentChannel(context, thread, viewer.userId) } : {}),
    ...interactionFields(world, message),
    ...referenceFields(context, message, viewer),
    ...(isThreadTalk(context, message) ? { position: positionInThread(context, message) } : {}),
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

export function presentPoll(poll: Poll, viewerId: string): APIPoll {
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
    ...(attachment.title ? { title: attachment.title } : {}),
    ...(ephemeral ? { ephemeral: true } : {}),
  };
}

export function presentCommand(world: World, command: Command): APIApplicationCommand {
  const { body } = command;
  return {
    id: command.id,
    application_id: world.application.id,
    version: command.version,
    type: body.type ?? 1,
    name: body.name,
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? '',
    description_localizations: body.description_localizations ?? null,
    default_member_permissions: body.default_member_permissions ?? null,
    nsfw: body.nsfw ?? false,
    ...(body.options?.length ? { options: body.options.map(withoutNulls) } : {}),
    ...(command.guildId
      ? { guild_id: command.guildId }
      : {
          dm_permission: body.dm_permission ?? true,
          contexts: body.contexts ?? null,
          integration_types: body.integration_types ?? [0],
        }),
  } as unknown as APIApplicationCommand;
}

export function presentApplication(world: World): APIApplication {
  const { application } = world;
  const permissions = String(application.installPermissions);
  const bot = world.users.get(application.botId);
  const owner = world.users.get(application.ownerId);
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: application.description,
    summary: '',
    type: null,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: application.flags,
    hook: true,
    storefront_available: false,
    install_params: { scopes: ['bot', 'applications.commands'], permissions },
    integration_types_config: {
      0: { oauth2_install_params: { scopes: ['bot', 'applications.commands'], permissions } },
      1: { oauth2_install_params: { scopes: ['applications.commands'], permissions: '0' } },
    },
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    redirect_uris: [],
    approximate_guild_count: [...world.guilds.values()].filter((it) => it.members.has(application.botId))
      .length,
    approximate_user_install_count: application.userInstalls.size,
    team: null,
    ...(bot ? { bot: presentUser(bot) } : {}),
    ...(owner ? { owner: presentUser(owner) } : {}),
  } as unknown as APIApplication;
}

export function isPrivate(message: Message): boolean {
  return message.visibleTo !== null;
}

/** The name to show for someone in a server. */
export function displayName(world: World, guild: Guild | undefined, userId: string): string {
  const user = world.users.get(userId);
  return guild?.members.get(userId)?.nick ?? user?.globalName ?? user?.name ?? 'deleted user';
}

function reactions(message: Message, viewerId: string) {
  return [...message.reactions].map(([name, users]) => ({
    emoji: { id: null, name },
    count: users.size,
    count_details: { burst: 0, normal: users.size },
    burst_colors: [],
    me: users.has(viewerId),
    me_burst: false,
  }));
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
  const { type, messageId, channelId, guildId } = reference;
  const fields = {
    message_reference: {
      type,
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

function isThreadTalk(context: Context, message: Message): boolean {
  return Boolean(context.world.channels.get(message.channelId)?.thread);
}

function positionInThread(context: Context, message: Message): number {
  let position = 0;
  for (const id of context.world.messages.get(message.channelId)?.keys() ?? []) {
    if (id === message.id) return position;
    position += 1;
  }
  return position;
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
  return components.map((it) => ({
    ...it,
    ...(it.media ? { media: resolve(it.media as Media) } : {}),
    ...(it.file ? { file: resolve(it.file as Media), ...namedFile(it.file as Media, attachments) } : {}),
    ...(it.items
      ? { items: (it.items as { media: Media }[]).map((item) => ({ ...item, media: resolve(item.media) })) }
      : {}),
    ...(it.components ? { components: withMedia(it.components, attachments) } : {}),
    ...(it.accessory ? { accessory: withMedia([it.accessory], attachments)[0] as Component } : {}),
  }));
}

function namedFile(media: Media, attachments: readonly APIAttachment[]) {
  const file = attachments.find((it) => it.url === fileUrl(media.url, attachments));
  return file ? { name: file.filename, size: file.size } : {};
}

function withoutNulls(option: object): object {
  return Object.fromEntries(
    Object.entries(option)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => [key, key === 'options' ? (value as object[]).map(withoutNulls) : value]),
  );
}

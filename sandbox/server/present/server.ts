/** Applications, servers, members, roles and commands as Discord's JSON. */
import type {
  APIApplication,
  APIApplicationCommand,
  APIGuild,
  APIGuildMember,
  APIRole,
  APIUser,
} from 'discord-api-types/v10';
import { iso } from '../snowflakes.ts';
import type { Command, Guild, Member, Role, User, World } from '../world.ts';

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

export function memberFields(member: Member) {
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

export function presentCommand(world: World, command: Command): APIApplicationCommand {
  const { body } = command;
  return {
    id: command.id,
    application_id: world.application.id,
    version: command.version,
    type: body.type,
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
    flags: 0,
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

/** The name to show for someone in a server. */
export function displayName(world: World, guild: Guild | undefined, userId: string): string {
  const user = world.users.get(userId);
  return guild?.members.get(userId)?.nick ?? user?.globalName ?? user?.name ?? 'deleted user';
}

function withoutNulls(option: object): object {
  return Object.fromEntries(
    Object.entries(option)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => [key, key === 'options' ? (value as object[]).map(withoutNulls) : value]),
  );
}

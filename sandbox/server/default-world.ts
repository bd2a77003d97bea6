/** The world that the sandbox starts with: a reading group, a second small server, and people to be. */
import { ChannelType, OverwriteType, PermissionFlagsBits as Permission } from 'discord-api-types/v10';
import {
  type Application,
  addChannel,
  addMember,
  addRole,
  emptyWorld,
  type Guild,
  type World,
} from './world.ts';

/** What the bot needs: it is invited with these and no more. */
export const BOT_PERMISSIONS =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.SendMessagesInThreads |
  Permission.CreatePublicThreads |
  Permission.ManageThreads |
  Permission.AttachFiles |
  Permission.ReadMessageHistory |
  Permission.SendPolls;

const EVERYONE =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.SendMessagesInThreads |
  Permission.CreatePublicThreads |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.AddReactions |
  Permission.ReadMessageHistory |
  Permission.UseExternalEmojis |
  Permission.UseExternalApps |
  Permission.UseApplicationCommands |
  Permission.SendPolls |
  Permission.ChangeNickname;

const MODERATOR =
  Permission.ManageMessages |
  Permission.ManageThreads |
  Permission.ModerateMembers |
  Permission.KickMembers |
  Permission.PinMessages |
  Permission.MentionEveryone |
  Permission.CreatePrivateThreads;

/** Ids of what the default world holds, by a name to call it. */
export const IDS = {
  application: '1100000000000000001',
  bot: '1100000000000000001',
  admin: '1100000000000000011',
  moderator: '1100000000000000012',
  student: '1100000000000000013',
  classmate: '1100000000000000014',
  stranger: '1100000000000000015',
  guild: '1100000000000000100',
  otherGuild: '1100000000000000200',
  moderatorRole: '1100000000000000101',
  botRole: '1100000000000000102',
  otherBotRole: '1100000000000000201',
  reading: '1100000000000000111',
  moderators: '1100000000000000112',
  discussions: '1100000000000000113',
  lobby: '1100000000000000211',
  friends: '1100000000000000301',
} as const;

const PEOPLE: [id: string, handle: string, name: string][] = [
  [IDS.admin, 'admin', 'Ada'],
  [IDS.moderator, 'moderator', 'Mori'],
  [IDS.student, 'student', 'Sam'],
  [IDS.classmate, 'classmate', 'Kim'],
  [IDS.stranger, 'stranger', 'Noor'],
];

const BEGINNING = Date.UTC(2023, 4, 24);

/** `application` is what another bot than Pilcrow says of itself. */
export function defaultWorld(
  application: Partial<Pick<Application, 'name' | 'description' | 'installPermissions'>> = {},
): World {
  const world = emptyWorld({
    id: IDS.application,
    name: 'Pilcrow',
    description: 'Close reading: answers word for word, with the paragraph.',
    botId: IDS.bot,
    ownerId: IDS.admin,
    userInstalls: new Set([IDS.student]),
    installPermissions: BOT_PERMISSIONS,
    ...application,
  });
  const bot = { id: IDS.bot, handle: 'bot', name: world.application.name, globalName: null, bot: true };
  world.users.set(IDS.bot, bot);
  for (const [id, handle, name] of PEOPLE)
    world.users.set(id, { id, handle, name: name.toLowerCase(), globalName: name, bot: false });

  const guild = addGuild(world, IDS.guild, 'Reading group', IDS.admin, IDS.botRole);
  addRole(guild, {
    id: IDS.moderatorRole,
    name: 'Moderator',
    color: 0x2ecc71,
    position: 2,
    permissions: MODERATOR,
    hoist: true,
    mentionable: true,
  });
  for (const id of [IDS.admin, IDS.moderator, IDS.student, IDS.classmate]) addMember(guild, id, BEGINNING);
  guild.members.get(IDS.moderator)?.roles.push(IDS.moderatorRole);
  addChannel(world, {
    id: IDS.reading,
    guildId: guild.id,
    name: 'reading',
    topic: 'What we read, and questions about it',
    position: 0,
  });
  addChannel(world, {
    id: IDS.moderators,
    guildId: guild.id,
    name: 'moderators',
    topic: 'For moderators only',
    position: 1,
    overwrites: [
      { id: guild.id, type: OverwriteType.Role, allow: '0', deny: String(Permission.ViewChannel) },
      { id: IDS.moderatorRole, type: OverwriteType.Role, allow: String(Permission.ViewChannel), deny: '0' },
      { id: IDS.botRole, type: OverwriteType.Role, allow: String(Permission.ViewChannel), deny: '0' },
    ],
  });
  addChannel(world, {
    id: IDS.discussions,
    guildId: guild.id,
    type: ChannelType.GuildForum,
    name: 'discussions',
    topic: 'One post for each question',
    position: 2,
    availableTags: [
      { id: '1100000000000000121', name: 'Question', moderated: false },
      { id: '1100000000000000122', name: 'Weekly', moderated: true },
    ],
  });

  const other = addGuild(world, IDS.otherGuild, 'Evening class', IDS.stranger, IDS.otherBotRole);
  for (const id of [IDS.stranger, IDS.classmate]) addMember(other, id, BEGINNING);
  addChannel(world, { id: IDS.lobby, guildId: other.id, name: 'lobby', position: 0 });

  addChannel(world, {
    id: IDS.friends,
    guildId: null,
    type: ChannelType.DM,
    name: '',
    recipients: [IDS.student, IDS.classmate],
  });
  return world;
}

/** A server with the bot in it, who has its own role. */
export function addGuild(world: World, id: string, name: string, ownerId: string, botRoleId: string): Guild {
  const guild: Guild = { id, name, ownerId, roles: new Map(), members: new Map(), locale: 'en-US' };
  addRole(guild, { id, name: '@everyone', position: 0, permissions: EVERYONE });
  addRole(guild, {
    id: botRoleId,
    name: world.application.name,
    position: 1,
    permissions: world.application.installPermissions,
    botId: world.application.botId,
  });
  world.guilds.set(id, guild);
  addMember(guild, world.application.botId, BEGINNING).roles.push(botRoleId);
  return guild;
}

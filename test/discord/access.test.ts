import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { type Access, checkAccess } from '../../src/discord/access.ts';
import { refusal } from '../support/refusals.ts';
import { aRequest } from './requests.ts';

const { ManageGuild, Administrator, ManageMessages } = PermissionFlagsBits;
const ASKERS = {
  'somebody in direct messages': aRequest({ guildId: null, botInServer: false }),
  'somebody in a server without the bot': aRequest({ botInServer: false }),
  'a member': aRequest({ permissions: { member: ManageMessages, app: Administrator } }),
  'a moderator': aRequest({ moderates: async () => true }),
  'somebody who manages the server': aRequest({ permissions: { member: ManageGuild, app: 0n } }),
  'an administrator': aRequest({ permissions: { member: Administrator, app: 0n } }),
};

const SERVER_ONLY = refusal('server-only', 'This works in servers only. Use it in a channel of one.');
const BOT_ABSENT = refusal(
  'bot-absent',
  'This works only in servers that the bot is in. Ask who manages this one.',
);
const NOT_MODERATOR = refusal(
  'not-moderator',
  'Only moderators of this server may do this. Ask one of them, or somebody who may manage the server, to set the moderator role.',
);
const NOT_ADMIN = refusal(
  'not-admin',
  'Only people with the permission “Manage Server” may do this. Ask one of them.',
);

describe('who may', () => {
  it.each<[Access, keyof typeof ASKERS]>([
    ['everyone', 'somebody in direct messages'],
    ['everyone', 'somebody in a server without the bot'],
    ['everyone', 'a member'],
    ['member', 'a member'],
    ['moderator', 'a moderator'],
    ['admin', 'somebody who manages the server'],
    ['admin', 'an administrator'],
  ])('%s: %s may', async (access, asker) => {
    expect(await checkAccess(access, ASKERS[asker])).toBe(ASKERS[asker]);
  });

  it.each<[Access, keyof typeof ASKERS, unknown]>([
    ['member', 'somebody in direct messages', SERVER_ONLY],
    ['moderator', 'somebody in direct messages', SERVER_ONLY],
    ['admin', 'somebody in direct messages', SERVER_ONLY],
    ['member', 'somebody in a server without the bot', BOT_ABSENT],
    ['moderator', 'somebody in a server without the bot', BOT_ABSENT],
    ['moderator', 'a member', NOT_MODERATOR],
    ['admin', 'a member', NOT_ADMIN],
    ['admin', 'a moderator', NOT_ADMIN],
  ])('%s: %s may not, and is told what to do', async (access, asker, refused) => {
    await expect(checkAccess(access, ASKERS[asker])).rejects.toThrow(refused as Error);
  });
});

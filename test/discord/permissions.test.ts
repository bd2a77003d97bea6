import { PermissionFlagsBits as Bits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { checkMayPost, missingPermissions } from '../../src/discord/permissions.ts';
import { aRequest } from './requests.ts';

describe('permissions that are missing', () => {
  it('are named as Discord’s settings name them', () => {
    expect(
      missingPermissions(Bits.SendMessages, [
        'ViewChannel',
        'SendMessages',
        'SendMessagesInThreads',
        'CreatePublicThreads',
        'CreatePrivateThreads',
        'ManageThreads',
        'ManageMessages',
        'PinMessages',
        'SendPolls',
        'AttachFiles',
        'EmbedLinks',
        'ReadMessageHistory',
      ]),
    ).toEqual([
      'View Channel',
      'Send Messages in Threads',
      'Create Public Threads',
      'Create Private Threads',
      'Manage Threads',
      'Manage Messages',
      'Pin Messages',
      'Create Polls',
      'Attach Files',
      'Embed Links',
      'Read Message History',
    ]);
  });

  it('are only those that are needed, and none for an administrator', () => {
    expect(missingPermissions(0n, ['SendPolls'])).toEqual(['Create Polls']);
    expect(missingPermissions(Bits.SendPolls | Bits.AttachFiles, ['SendPolls', 'AttachFiles'])).toEqual([]);
    expect(missingPermissions(Bits.Administrator, ['SendPolls'])).toEqual([]);
  });
});

describe('sharing in a channel', () => {
  const both = (bits: bigint) => ({ permissions: { member: bits, app: bits } });

  it.each([
    ['both may write there', aRequest(both(Bits.SendMessages))],
    ['both may write in the thread', aRequest({ ...both(Bits.SendMessagesInThreads), parentId: '200' })],
    ['it is a conversation outside servers', aRequest({ guildId: null })],
  ])('goes where %s', (_, request) => {
    expect(() => checkMayPost(request)).not.toThrow();
  });

  it.each([
    [
      'the asker may not write there',
      aRequest({ permissions: { member: Bits.SendMessagesInThreads, app: Bits.SendMessages } }),
      'asker-may-not-post',
      "You lack the permission Send Messages in this channel, so it can't be shared here. Share it in another channel.",
    ],
    [
      'the bot may not write there',
      aRequest({ permissions: { member: Bits.SendMessages, app: Bits.SendMessagesInThreads } }),
      'bot-may-not-post',
      'The bot lacks the permission Send Messages in this channel. Ask somebody who manages the server to allow it, or share it in another channel.',
    ],
    [
      'the thread is closed to the asker',
      aRequest({
        parentId: '200',
        permissions: { member: Bits.SendMessages, app: Bits.SendMessagesInThreads },
      }),
      'asker-may-not-post',
      "You lack the permission Send Messages in Threads in this channel, so it can't be shared here. Share it in another channel.",
    ],
  ])('is refused where %s', (_, request, id, message) => {
    expect(() => checkMayPost(request)).toThrow(expect.objectContaining({ name: 'UserError', id, message }));
  });
});

import type { PermissionName } from '../src/discord/permissions.ts';

/* What the bot needs on Discord, and where. */

/** Where discussions are held: in a text channel, in a forum, and in the threads of both. */
export const NEEDED_FOR_PROMPTS: readonly PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'ManageThreads',
  'SendPolls',
  'ReadMessageHistory',
];

/** In the moderators' channel. */
export const NEEDED_FOR_REVIEW: readonly PermissionName[] = ['ViewChannel', 'SendMessages', 'AttachFiles'];

/** What it asks for in a server: enough to answer, and to post and keep discussions. */
export const BOT_PERMISSIONS: readonly PermissionName[] = [...NEEDED_FOR_PROMPTS, 'AttachFiles'];

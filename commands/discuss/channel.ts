import { missingPermissions, type PermissionName } from '../../src/discord/permissions.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import type { ChannelView } from '../../src/discord/server-view.ts';
import type { Plan } from '../../src/discussion/prompt.ts';
import { UserError } from '../../src/errors.ts';
import { NEEDED_FOR_PROMPTS } from '../permissions.ts';
import type { Needs } from './prompts.ts';

/**
 * Holds that a discussion can be held in a channel, as far as can be known now: it is one of this server's, the
 * bot may do there all that it needs, and whoever asks may write there.
 *
 * @throws UserError that says what is in the way
 */
export async function checkChannel(
  { serverView }: Pick<Needs, 'serverView'>,
  { guildId, user }: ServerRequest,
  { channelId, poll }: Pick<Plan, 'channelId' | 'poll'>,
): Promise<ChannelView> {
  const channel = serverView.channel(guildId, channelId);
  if (!channel || channel.kind === 'other')
    throw new UserError(
      'channel-unsuited',
      'The bot can’t hold a discussion in that channel: it is no text channel or forum of this server that it sees. Choose another, or allow the bot to view it.',
    );
  const needed = NEEDED_FOR_PROMPTS.filter(
    (name) => (poll || name !== 'SendPolls') && (channel.kind === 'text' || name !== 'CreatePublicThreads'),
  );
  const lacking = missingPermissions(channel.held, needed);
  if (lacking.length > 0)
    throw new UserError(
      'channel-closed',
      `The bot lacks there: ${lacking.join(', ')}. Allow it in the channel’s settings, or choose another channel.`,
    );
  const asker: readonly PermissionName[] = ['ViewChannel', 'SendMessages'];
  const own = missingPermissions(await serverView.heldBy(guildId, channelId, user.id), asker);
  if (own.length > 0)
    throw new UserError(
      'asker-may-not-post-there',
      `You lack there: ${own.join(', ')}. Choose a channel that you may write in.`,
    );
  return channel;
}

/** What happens to servers, done by nobody in particular: no permission is asked. `sandbox.guilds` */
import { OverwriteType } from 'discord-api-types/v10';
import { changeChannel, removeChannel } from './actions/channels.ts';
import { deleteRole, joinGuild, leaveGuild, setRole } from './actions/members.ts';
import { removeMessage } from './actions/message-store.ts';
import { endPoll } from './actions/polls.ts';
import type { Context } from './context.ts';
import { findChannel, findGuild, publicMessage } from './find.ts';
import type { MessageAddress } from './person.ts';

export type GuildActions = ReturnType<typeof createGuildActions>;

export function createGuildActions(context: Context) {
  const find = ({ channelId, messageId }: MessageAddress) =>
    publicMessage(context, findChannel(context, channelId), messageId);
  return {
    /** Lets a person join, or invites the bot, which gets its own role. */
    join: (guildId: string, userId: string) => joinGuild(context, guildId, userId),
    leave: (guildId: string, userId: string) => leaveGuild(context, guildId, userId),
    setRole: (guildId: string, userId: string, roleId: string, has: boolean) =>
      setRole(context, guildId, userId, roleId, has),
    deleteRole: (guildId: string, roleId: string) => deleteRole(context, guildId, roleId),

    /** What a role or person may and may not do in a channel; what is denied wins over what the role has. */
    setOverwrite(
      channelId: string,
      id: string,
      { allow = 0n, deny = 0n }: { allow?: bigint; deny?: bigint },
    ) {
      const channel = findChannel(context, channelId);
      const type = context.world.users.has(id) ? OverwriteType.Member : OverwriteType.Role;
      const others = channel.overwrites.filter((it) => it.id !== id);
      channel.overwrites = [...others, { id, type, allow: String(allow), deny: String(deny) }];
      context.emit({ type: 'channel-updated', channel });
    },
    /** Changes a channel or thread; `change` is as in Discord's PATCH /channels/{channel_id}. */
    changeChannel(channelId: string, change: object) {
      const { guildId } = findChannel(context, channelId);
      changeChannel(context, findGuild(context, guildId ?? '').ownerId, channelId, change);
    },
    deleteChannel: (channelId: string) => removeChannel(context, findChannel(context, channelId)),
    deleteMessage: (address: MessageAddress) => removeMessage(context, find(address)),

    /** Ends a poll before its time, as its author can. */
    endPoll(address: MessageAddress) {
      const message = find(address);
      endPoll(context, message.authorId, message);
    },
  };
}

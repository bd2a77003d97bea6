/** Looks things up in the world; what is not there, or not for this person, is refused as Discord does. */
import type { Context } from './context.ts';
import { mayView } from './permissions.ts';
import { missingAccess, notATextChannel, unknownChannel, unknownGuild, unknownMessage } from './refusal.ts';
import type { Channel, Guild, Message } from './world.ts';

export function findChannel(context: Context, id: string): Channel {
  const channel = context.world.channels.get(id);
  if (!channel) throw unknownChannel();
  return channel;
}

/** A channel that the person may view: else 10003 for one they are not even near, 50001 for a closed one. */
export function channelFor(context: Context, userId: string, id: string): Channel {
  const channel = findChannel(context, id);
  if (!channel.guildId && !channel.recipients.includes(userId)) throw unknownChannel();
  if (!mayView(context.world, channel, userId)) throw missingAccess();
  return channel;
}

export function findGuild(context: Context, id: string): Guild {
  const guild = context.world.guilds.get(id);
  if (!guild) throw unknownGuild();
  return guild;
}

/** A server that the person is in: else 10004 for none, 50001 for another. */
export function guildFor(context: Context, userId: string, id: string): Guild {
  const guild = findGuild(context, id);
  if (!guild.members.has(userId)) throw missingAccess();
  return guild;
}

export function messagesOf(context: Context, channel: Channel): Map<string, Message> {
  const messages = context.world.messages.get(channel.id);
  if (!messages) throw notATextChannel();
  return messages;
}

/** A message as the channel shows it to everybody: private replies are not there. */
export function publicMessage(context: Context, channel: Channel, id: string): Message {
  const message = messagesOf(context, channel).get(id);
  if (!message || message.visibleTo !== null) throw unknownMessage();
  return message;
}

/** A message that this person sees in the channel, private replies to them included. */
export function messageSeenBy(context: Context, userId: string, channel: Channel, id: string): Message {
  const message = messagesOf(context, channel).get(id);
  if (!message || (message.visibleTo !== null && message.visibleTo !== userId)) throw unknownMessage();
  return message;
}

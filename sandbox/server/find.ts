/** Looks things up in the world; what is not there, or not for this person, is refused as Discord does. */
import type { Here } from './here.ts';
import { mayView } from './permissions.ts';
import {
  missingAccess,
  notATextChannel,
  unknownChannel,
  unknownGuild,
  unknownMessage,
  wrongChannelType,
} from './refusal.ts';
import type { Channel, Guild, Message, Thread } from './world.ts';

export function findChannel(here: Here, id: string): Channel {
  const channel = here.world.channels.get(id);
  if (!channel) throw unknownChannel();
  return channel;
}

/** A channel that the person may view: else 10003 for one they are not even near, 50001 for a closed one. */
export function channelFor(here: Here, userId: string, id: string): Channel {
  const channel = findChannel(here, id);
  if (!channel.guildId && !channel.recipients.includes(userId)) throw unknownChannel();
  if (!mayView(here.world, channel, userId)) throw missingAccess();
  return channel;
}

export function threadFor(here: Here, userId: string, id: string): Channel & { thread: Thread } {
  const channel = channelFor(here, userId, id);
  if (!channel.thread) throw wrongChannelType();
  return channel as Channel & { thread: Thread };
}

export function guildFor(here: Here, userId: string, id: string): Guild {
  const guild = here.world.guilds.get(id);
  if (!guild) throw unknownGuild();
  if (!guild.members.has(userId)) throw missingAccess();
  return guild;
}

export function messagesOf(here: Here, channel: Channel): Map<string, Message> {
  const messages = here.world.messages.get(channel.id);
  if (!messages) throw notATextChannel();
  return messages;
}

/** A message as the channel shows it to everybody: private replies are not there. */
export function publicMessage(here: Here, channel: Channel, id: string): Message {
  const message = messagesOf(here, channel).get(id);
  if (!message || message.visibleTo !== null) throw unknownMessage();
  return message;
}

/** A message that this person sees in the channel, private replies to them included. */
export function messageSeenBy(here: Here, userId: string, channel: Channel, id: string): Message {
  const message = messagesOf(here, channel).get(id);
  if (!message || (message.visibleTo !== null && message.visibleTo !== userId)) throw unknownMessage();
  return message;
}

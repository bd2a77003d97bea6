/** Messages as the world holds them. Asks nobody: who may add or remove one is the caller's to check. */
import { MessageType } from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { findChannel, messagesOf } from '../find.ts';
import type { Message } from '../world.ts';
import { countMessage } from './thread-state.ts';

/** Adds a message and emits it; what is not given is empty. */
export function addMessage(
  context: Context,
  given: Pick<Message, 'channelId' | 'authorId'> & Partial<Message>,
): Message {
  const channel = findChannel(context, given.channelId);
  const message: Message = {
    id: context.newId(),
    guildId: channel.guildId,
    type: MessageType.Default,
    content: '',
    flags: 0,
    embeds: [],
    components: [],
    attachments: [],
    mentions: { everyone: false, users: [], roles: [] },
    poll: null,
    reference: null,
    nonce: null,
    editedAt: null,
    interaction: null,
    visibleTo: null,
    ...given,
  };
  messagesOf(context, channel).set(message.id, message);
  if (message.visibleTo === null) {
    channel.lastMessageId = message.id;
    countMessage(context, channel, message);
  }
  context.emit({ type: 'message-created', message });
  return message;
}

/** Takes a message away, with the end that its poll waits for, and emits it. */
export function removeMessage(context: Context, message: Message): void {
  const channel = findChannel(context, message.channelId);
  message.poll?.cancelExpiry?.();
  messagesOf(context, channel).delete(message.id);
  if (channel.thread && message.visibleTo === null)
    channel.thread.messageCount = Math.max(0, channel.thread.messageCount - 1);
  context.emit({ type: 'message-deleted', message });
}

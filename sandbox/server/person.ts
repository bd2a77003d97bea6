/** All that a person can see and do, for the page, for tests and for other programs: `sandbox.as(userId)`. */
import { ChannelType } from 'discord-api-types/v10';
import { changeChannel, openDirectChannel } from './actions/channels.ts';
import { usableCommands } from './actions/commands.ts';
import { type FileUpload, storeFile } from './actions/files.ts';
import { deleteMessage, dismissMessage, listMessages, sendMessage } from './actions/messages.ts';
import { dismissModal, type Fields, submitModal } from './actions/modals.ts';
import { vote } from './actions/polls.ts';
import { startThread, startThreadOnMessage } from './actions/threads.ts';
import { autocomplete, type CommandUse, useCommand } from './actions/use-command.ts';
import { type ComponentUse, useComponent } from './actions/use-component.ts';
import type { Context } from './context.ts';
import { channelFor, messageSeenBy } from './find.ts';
import { presentAttachment, presentMessage } from './present/message.ts';
import { presentCommand } from './present/server.ts';
import { Refusal } from './refusal.ts';

export interface MessageAddress {
  channelId: string;
  messageId: string;
}

export type PersonActions = ReturnType<typeof actAs>;

/** What one person can see and do. Each action throws a Refusal where Discord would refuse. */
export function actAs(context: Context, userId: string) {
  const find = ({ channelId, messageId }: MessageAddress) =>
    messageSeenBy(context, userId, channelFor(context, userId, channelId), messageId);
  return {
    /** All kinds of commands that this person may use in a channel. */
    commands: (channelId: string) =>
      usableCommands(context, userId, channelFor(context, userId, channelId)).map((it) =>
        presentCommand(context.world, it),
      ),

    /** A page of a channel's messages, oldest first, this person's private replies included. */
    messages: (channelId: string, page: { before?: string; limit?: number } = {}) =>
      listMessages(context, userId, channelId, { ...page, withPrivate: true })
        .reverse()
        .map((it) => presentMessage(context, it, { userId })),

    useCommand: (use: CommandUse) => useCommand(context, userId, use),

    /** The bot's choices for the focused option; none if it does not answer in time. */
    autocomplete: (use: CommandUse) => autocomplete(context, userId, use),

    /** Presses a button or chooses in a menu. */
    useComponent: (use: ComponentUse) => useComponent(context, userId, use),

    submitModal: (interactionId: string, fields: Fields) =>
      submitModal(context, userId, interactionId, fields),

    /** Closes a modal without an answer; the bot hears nothing. */
    dismissModal: (interactionId: string) => dismissModal(context, userId, interactionId),

    /** Stores a file; commands, modals and messages name it by its id. */
    upload: (file: Omit<FileUpload, 'key'>) =>
      presentAttachment(context, {
        fileId: storeFile(context, 'ephemeral', { ...file, key: '0' }).id,
      }),

    /** Sends a message; `files` are ids of uploads, `replyTo` is a message's. */
    send(
      channelId: string,
      message: { content: string; files?: readonly string[] | undefined; replyTo?: string | undefined },
    ) {
      const { content, files = [], replyTo } = message;
      const body = { content, ...(replyTo && { message_reference: { message_id: replyTo } }) };
      return sendMessage(context, userId, channelId, body, uploads(context, files));
    },

    /** Deletes an own message, or another's with the right to. */
    deleteMessage: (address: MessageAddress) => deleteMessage(context, userId, find(address)),

    /** Takes a private reply away from this person, and from the bot with it. */
    dismissMessage: (address: MessageAddress) => dismissMessage(context, userId, find(address)),

    /** Sets this person's votes on a poll; none takes them back. */
    vote: (address: MessageAddress, answerIds: readonly number[]) =>
      vote(context, userId, find(address), answerIds),

    startThreadOnMessage: ({ channelId, messageId }: MessageAddress, name: string) =>
      startThreadOnMessage(context, userId, channelId, messageId, { name }),

    startThread: (channelId: string, name: string) =>
      startThread(context, userId, channelId, { name, type: ChannelType.PublicThread }).thread,

    /** Opens a post in a forum; `content` is its first message, `tags` are ids. */
    startPost(
      channelId: string,
      post: { name: string; content: string; tags?: readonly string[] | undefined },
    ) {
      const { name, content, tags } = post;
      return startThread(context, userId, channelId, { name, message: { content }, applied_tags: tags })
        .thread;
    },

    changeThread: (threadId: string, change: { archived?: boolean; locked?: boolean; name?: string }) =>
      changeChannel(context, userId, threadId, change),

    /** The conversation with the bot, opened if there is none. */
    openDirectChannel: () => openDirectChannel(context, userId, context.world.application.botId),
  };
}

/** Files that were uploaded before, to be sent now. */
function uploads(context: Context, fileIds: readonly string[]): FileUpload[] {
  return fileIds.map((id, at) => {
    const file = context.world.files.get(id);
    if (!file) throw new Refusal(404, 0, 'This file is no longer here. Choose it again.');
    return { key: String(at), name: file.name, contentType: file.contentType, bytes: file.bytes };
  });
}

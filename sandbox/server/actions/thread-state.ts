/** A thread's own state: who is in it, how much was said, open or archived. Asks nobody, except where it says so. */
import { MessageType } from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { may, Permission } from '../permissions.ts';
import { threadLocked } from '../refusal.ts';
import type { Channel, Message, Thread } from '../world.ts';

const MINUTE = 60_000;

/** Archives or opens a thread, and emits it. */
function setArchived(context: Context, channel: Channel, archived: boolean): void {
  const { thread } = channel;
  if (!thread || thread.archived === archived) return;
  thread.archived = archived;
  thread.archiveChangedAt = context.clock.now();
  scheduleArchive(context, channel, thread);
  context.emit({ type: 'channel-updated', channel });
}

/** Archives a thread when nothing has been said in it for its time, counted from now. */
export function scheduleArchive(context: Context, channel: Channel, thread: Thread): void {
  thread.cancelArchive?.();
  if (thread.archived) return;
  thread.cancelArchive = context.clock.after(thread.autoArchive * MINUTE, () =>
    setArchived(context, channel, true),
  );
}

/** Counts a message that was added; its author joins, and the archiving is put off. */
export function countMessage(context: Context, channel: Channel, message: Message): void {
  const { thread } = channel;
  if (!thread) return;
  if (message.type !== MessageType.ThreadStarterMessage && message.id !== channel.id) {
    thread.messageCount += 1;
    thread.totalSent += 1;
  }
  const isTalk = message.type === MessageType.Default || message.type === MessageType.Reply;
  if (isTalk && !thread.members.has(message.authorId))
    thread.members.set(message.authorId, context.clock.now());
  scheduleArchive(context, channel, thread);
}

/**
 * Opens an archived thread for who talks in it.
 * @throws Refusal 160005 when it is locked and the person may not manage threads
 */
export function reopenThread(context: Context, userId: string, channel: Channel): void {
  const { thread } = channel;
  if (!thread) return;
  if (thread.locked && !may(context.world, channel, userId, Permission.ManageThreads)) throw threadLocked();
  if (thread.archived) setArchived(context, channel, false);
}

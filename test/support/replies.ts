import type { MessageReply } from '../../src/discord/reply.ts';

/** All the messages that a reply consists of. */
export function messagesOf(reply: MessageReply): MessageReply[] {
  return [reply, ...(reply.followedBy ? messagesOf(reply.followedBy) : [])];
}

/** What Discord counts against its limits: components at all levels, and the characters in them. */
export function sizeOf(components: readonly object[]): { count: number; text: number } {
  return components.reduce<{ count: number; text: number }>(
    (sum, component) => {
      const inner = sizeOf((component as { components?: object[] }).components ?? []);
      const own = (component as { content?: string }).content?.length ?? 0;
      return { count: sum.count + inner.count + 1, text: sum.text + inner.text + own };
    },
    { count: 0, text: 0 },
  );
}

/** What a message says, as plain text. Knows no DOM. */
import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { plainText } from './markdown.ts';
import { counted } from './text.ts';

/** In one line without marks: for the live region and for replies. */
export function messageText(message: APIMessage): string {
  if (hasFlag(message, MessageFlags.Loading)) return 'is thinking';
  const parts = [message.content, ...displayTexts(message.components)];
  if (message.poll) parts.push(`Poll: ${message.poll.question.text ?? ''}`);
  const words = plainText(parts.filter(Boolean).join('\n'));
  const files = message.attachments?.length ? counted(message.attachments.length, 'file') : '';
  return [words, files].filter(Boolean).join('. ') || 'a message without words';
}

export function hasFlag(message: APIMessage, flag: MessageFlags): boolean {
  return Boolean((message.flags ?? 0) & flag);
}

/** The words of V2 texts, in order, however deep. */
function displayTexts(inner: unknown): string[] {
  if (Array.isArray(inner)) return inner.flatMap(displayTexts);
  if (typeof inner !== 'object' || inner === null) return [];
  const { content, components } = inner as { content?: unknown; components?: unknown };
  return [...(typeof content === 'string' ? [content] : []), ...displayTexts(components)];
}

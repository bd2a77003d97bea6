/** What a person sees of a message: its words in order, its files, its buttons, its menus. */
import { type APIAttachment, type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { type Component, flatten } from '../server/component.ts';

/** All visible text, a line for each part; labels of buttons and menus are not in it. */
export function visibleText(message: APIMessage): string {
  const parts: (string | undefined)[] = [message.content];
  for (const embed of message.embeds) {
    parts.push(embed.author?.name, embed.title, embed.description);
    for (const field of embed.fields ?? []) parts.push(field.name, field.value);
    parts.push(embed.footer?.text);
  }
  for (const it of componentsOf(message)) {
    if (typeof it.content === 'string') parts.push(it.content);
    for (const item of (it.items as { description?: string }[] | undefined) ?? [])
      parts.push(item.description);
    if (it.media) parts.push(it.description as string | undefined);
  }
  if (message.poll) {
    parts.push(message.poll.question.text);
    for (const answer of message.poll.answers) parts.push(answer.poll_media.text);
  }
  return parts.filter(Boolean).join('\n');
}

/** The files that are shown: in a message of Components V2, only those that a component names. */
export function visibleFiles(message: APIMessage): APIAttachment[] {
  if (!(Number(message.flags) & MessageFlags.IsComponentsV2)) return message.attachments;
  type Media = { url?: string } | undefined;
  const urls = componentsOf(message).flatMap((it) => {
    const items = (it.items as { media: Media }[] | undefined) ?? [];
    return [it.file as Media, it.media as Media, ...items.map(({ media }) => media)].map(
      (media) => media?.url,
    );
  });
  return message.attachments.filter(({ url }) => urls.includes(url));
}

export function componentsOf(message: Pick<APIMessage, 'components'>): Component[] {
  return flatten((message.components ?? []) as unknown as Component[]);
}

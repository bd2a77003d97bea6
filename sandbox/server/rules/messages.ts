/** What may be in a message that is sent or edited. */
import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Component, flatten } from '../component.ts';
import { emptyMessage, invalidField } from '../refusal.ts';
import { layoutV2, rows } from './components.ts';
import { bits, list, snowflake, text, validate, webAddress, whole } from './form.ts';
import { addIssue } from './issues.ts';
import { emoji } from './parts.ts';

const media = z.looseObject({ url: webAddress(['attachment']) });
const embed = z.looseObject({
  title: text(0, 256).nullish(),
  description: text(0, 4096).nullish(),
  url: webAddress().nullish(),
  color: whole(0, 0xffffff).nullish(),
  timestamp: z.string().nullish(),
  footer: z.looseObject({ text: text(0, 2048) }).nullish(),
  author: z.looseObject({ name: text(1, 256), url: webAddress().nullish() }).nullish(),
  image: media.nullish(),
  thumbnail: media.nullish(),
  fields: list(
    z.looseObject({ name: text(1, 256), value: text(1, 1024), inline: z.boolean().nullish() }),
    0,
    25,
  ).nullish(),
});
const embeds = list(embed, 0, 10).superRefine((all, ctx) => {
  let size = 0;
  for (const it of all) {
    const texts = [it.title, it.description, it.footer?.text, it.author?.name];
    for (const field of it.fields ?? []) texts.push(field.name, field.value);
    for (const each of texts) size += [...(each ?? '')].length;
  }
  if (size > 6000) addIssue(ctx, [], 'MAX_EMBED_SIZE_EXCEEDED');
});

const allowedMentions = z
  .looseObject({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).nullish(),
    users: list(snowflake, 0, 100).nullish(),
    roles: list(snowflake, 0, 100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine((it, ctx) => {
    for (const kind of ['users', 'roles'] as const) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      if (it.parse?.includes(kind) && it[kind]?.length)
        addIssue(ctx, [], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
    }
  });

const poll = z.looseObject({
  question: z.looseObject({ text: text(1, 300) }),
  answers: list(
    z.looseObject({ poll_media: z.looseObject({ text: text(1, 55), emoji: emoji.nullish() }) }),
    1,
    10,
  ),
  duration: whole(1, 768).nullish(),
  allow_multiselect: z.boolean().nullish(),
  layout_type: z.literal(1).nullish(),
});
export type PollBody = z.output<typeof poll>;

const fields = {
  content: text(0, 2000).nullish(),
  embeds: embeds.nullish(),
  allowed_mentions: allowedMentions.nullish(),
  attachments: list(
    z.looseObject({
      id: z.union([z.string(), z.number()]).transform(String),
      filename: text(0, 1024).nullish(),
      description: text(0, 1024).nullish(),
    }),
    0,
    10,
  ).nullish(),
  flags: bits.nullish(),
  poll: poll.nullish(),
  nonce: z.union([text(0, 25), whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z
    .looseObject({ message_id: snowflake, fail_if_not_exists: z.boolean().nullish() })
    .nullish(),
};
const withRows = z.looseObject({ ...fields, components: rows.nullish() as z.ZodType<unknown> });
const withLayout = z
  .looseObject({ ...fields, components: layoutV2.nullish() as z.ZodType<unknown> })
  .superRefine((it, ctx) => {
    for (const field of ['content', 'embeds', 'poll'] as const) {
      const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
      const value = it[field];
      if (value && !(Array.isArray(value) && value.length === 0))
        addIssue(ctx, [field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
    }
  });

export type MessageBody = z.output<z.ZodObject<typeof fields>> & { components?: Component[] | null };

/**
 * Checks a message's body. `before` is the message that it edits; `at` is where the body sits in the request
 * (`data` in an interaction's response); `fileNames` are the files that come with it or that it already has.
 * @throws Refusal 50035 for its form, 50006 when a new one is empty
 */
export function checkMessage(
  body: unknown,
  options: { at?: PropertyKey[]; before?: { flags: number }; fileNames: readonly string[] },
): MessageBody {
  const { at = [], before, fileNames } = options;
  const flags = Number((body as { flags?: unknown })?.flags ?? 0) | (before?.flags ?? 0);
  const form = flags & MessageFlags.IsComponentsV2 ? withLayout : withRows;
  const checked = validate(form as z.ZodType<MessageBody>, body, at);
  if (!shownFiles(checked).every((name) => fileNames.includes(name)))
    throw invalidField(
      [...at, 'components'],
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      'The referenced attachment was not found',
    );
  const { content, embeds, components, poll } = checked;
  const filled = content?.trim() || embeds?.length || components?.length || poll || fileNames.length;
  if (!before && !filled) throw emptyMessage();
  return checked;
}

/** The names of the files that components show as `attachment://NAME`. */
function shownFiles(body: MessageBody): string[] {
  type Media = { url?: unknown } | undefined;
  const media = flatten(body.components ?? []).flatMap((it) => [
    it.media as Media,
    it.file as Media,
    ...((it.items as { media: Media }[] | undefined)?.map((item) => item.media) ?? []),
  ]);
  return media.flatMap((it) => {
    const [, name] = /^attachment:\/\/(.*)$/s.exec(String(it?.url ?? '')) ?? [];
    return name === undefined ? [] : [decodeURIComponent(name)];
  });
}

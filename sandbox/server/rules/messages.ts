/** What may be in a message that is sent or edited. */
import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Component, flatten, layoutV2, rows } from './components.ts';
import { breach, conform, list, snowflake, text, webAddress, whole } from './form.ts';

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
const embeds = list(embed, 0, 10).superRefine((all, context) => {
  let size = 0;
  for (const it of all) {
    const texts = [it.title, it.description, it.footer?.text, it.author?.name];
    for (const field of it.fields ?? []) texts.push(field.name, field.value);
    for (const each of texts) size += [...(each ?? '')].length;
  }
  if (size > 6000) breach(context, [], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
});

const allowedMentions = z
  .looseObject({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).nullish(),
    users: list(snowflake, 0, 100).nullish(),
    roles: list(snowflake, 0, 100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine((it, context) => {
    for (const kind of ['users', 'roles'] as const)
      if (it.parse?.includes(kind) && it[kind]?.length)
        breach(
          context,
          [],
          'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
          `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
        );
  });

export const poll = z.looseObject({
  question: z.looseObject({ text: text(1, 300) }),
  answers: list(
    z.looseObject({
      poll_media: z.looseObject({
        text: text(1, 55),
        emoji: z.looseObject({ id: snowflake.nullish(), name: z.string().nullish() }).nullish(),
      }),
    }),
    1,
    10,
  ),
  duration: whole(1, 768).nullish(),
  allow_multiselect: z.boolean().nullish(),
  layout_type: z.literal(1).nullish(),
});

const attachment = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  filename: text(0, 1024).nullish(),
  description: text(0, 1024).nullish(),
  title: text(0, 1024).nullish(),
});

const fields = {
  content: text(0, 2000).nullish(),
  embeds: embeds.nullish(),
  allowed_mentions: allowedMentions.nullish(),
  attachments: list(attachment, 0, 10).nullish(),
  flags: whole(0, 2 ** 31 - 1).nullish(),
  poll: poll.nullish(),
  tts: z.boolean().nullish(),
  nonce: z.union([text(0, 25), whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  sticker_ids: list(snowflake, 0, 3).nullish(),
  message_reference: z
    .looseObject({
      type: whole(0, 1).nullish(),
      message_id: snowflake,
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
};
const form = z.looseObject(fields);

export type MessageBody = z.output<z.ZodObject<typeof fields>> & { components?: Component[] | null };

/**
 * Checks a message's body. `before` is the message that it edits; `at` is where the body sits in the request
 * (`data` in an interaction's answer); `fileNames` are the files that come with it or that it already has.
 */
export function checkMessage(
  body: unknown,
  options: { at?: PropertyKey[]; before?: { flags: number }; fileNames: readonly string[] },
): MessageBody {
  const wantsV2 = Boolean(
    (Number((body as { flags?: unknown })?.flags ?? 0) | (options.before?.flags ?? 0)) &
      MessageFlags.IsComponentsV2,
  );
  const checked = form
    .extend({ components: (wantsV2 ? layoutV2 : rows).nullish() as z.ZodType<unknown> })
    .superRefine((it, context) => {
      if (!wantsV2) return;
      for (const field of ['content', 'embeds', 'sticker_ids', 'poll'] as const) {
        const value = it[field];
        if (value === undefined || value === null || value === '') continue;
        if (Array.isArray(value) && value.length === 0) continue;
        breach(
          context,
          [field],
          'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        );
      }
    })
    .superRefine((it, context) => {
      checkReferences(it as MessageBody, options.fileNames, context);
    });
  return conform(checked, body, options.at) as MessageBody;
}

/** `attachment://NAME` must name a file that the message has. */
function checkReferences(
  it: MessageBody,
  fileNames: readonly string[],
  context: Parameters<typeof breach>[0],
): void {
  const check = (url: unknown, path: PropertyKey[]) => {
    if (typeof url !== 'string' || !url.startsWith('attachment://')) return;
    if (!fileNames.includes(decodeURIComponent(url.slice('attachment://'.length))))
      breach(
        context,
        path,
        'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        'The referenced attachment was not found',
      );
  };
  for (const component of flatten(it.components ?? [])) {
    const { media, file, items } = component as {
      media?: { url: string };
      file?: { url: string };
      items?: { media: { url: string } }[];
    };
    check(media?.url, ['components']);
    check(file?.url, ['components']);
    for (const item of items ?? []) check(item.media.url, ['components']);
  }
}

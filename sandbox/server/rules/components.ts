/** What a message's components may be (https://docs.discord.com/developers/components/reference). */
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Component, flatten } from '../component.ts';
import { byType, choice, list, text, webAddress, whole } from './form.ts';
import { addIssue } from './issues.ts';
import { checkIds, customId, emoji, id, selects, textDisplay } from './parts.ts';

const button = z
  .looseObject({
    type: z.literal(ComponentType.Button),
    id,
    style: choice([1, 2, 3, 4, 5]),
    label: text(0, 80).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: webAddress(['discord'], 512).nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine((it, ctx) => {
    if (it.custom_id && it.url)
      addIssue(ctx, ['custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE');
    else if (it.style === ButtonStyle.Link) {
      if (!it.url) addIssue(ctx, ['url'], 'BASE_TYPE_REQUIRED', 'A url is required');
    } else if (!it.custom_id) addIssue(ctx, ['custom_id'], 'BASE_TYPE_REQUIRED', 'A custom id is required');
    if (!it.label && !it.emoji) addIssue(ctx, [], 'BUTTON_COMPONENT_INVALID_LABEL_OR_EMOJI');
  });

/** A row is five buttons wide, and a menu takes all of it. */
const actionRow = z
  .looseObject({
    type: z.literal(ComponentType.ActionRow),
    id,
    components: list(byType({ [ComponentType.Button]: button, ...selects }), 1, 5),
  })
  .superRefine((it, ctx) => {
    let width = 0;
    it.components.forEach((component, at) => {
      width += component.type === ComponentType.Button ? 1 : 5;
      if (width > 5) addIssue(ctx, ['components', at], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED');
    });
  });

/** Components of a message without the Components V2 flag: up to 5 rows. */
export const rows = list(byType({ [ComponentType.ActionRow]: actionRow }), 0, 5).superRefine(checkIds);

const media = z.looseObject({ url: webAddress(['attachment']) });
const described = { media, description: text(1, 1024).nullish(), spoiler: z.boolean().nullish() };
const thumbnail = z.looseObject({ type: z.literal(ComponentType.Thumbnail), id, ...described });
const section = z.looseObject({
  type: z.literal(ComponentType.Section),
  id,
  components: list(byType({ [ComponentType.TextDisplay]: textDisplay }), 1, 3),
  accessory: byType({ [ComponentType.Button]: button, [ComponentType.Thumbnail]: thumbnail }),
});
const gallery = z.looseObject({
  type: z.literal(ComponentType.MediaGallery),
  id,
  items: list(z.looseObject(described), 1, 10),
});
const file = z.looseObject({
  type: z.literal(ComponentType.File),
  id,
  file: z.looseObject({
    url: z.string().refine((url) => url.startsWith('attachment://'), {
      error: `Scheme is not supported. Scheme must be one of ('attachment').`,
      params: { rule: 'URL_TYPE_INVALID_SCHEME' },
    }),
  }),
  spoiler: z.boolean().nullish(),
});
const separator = z.looseObject({
  type: z.literal(ComponentType.Separator),
  id,
  divider: z.boolean().nullish(),
  spacing: choice([1, 2]).nullish(),
});
const blocks = {
  [ComponentType.ActionRow]: actionRow,
  [ComponentType.Section]: section,
  [ComponentType.TextDisplay]: textDisplay,
  [ComponentType.MediaGallery]: gallery,
  [ComponentType.File]: file,
  [ComponentType.Separator]: separator,
};
const container = z.looseObject({
  type: z.literal(ComponentType.Container),
  id,
  components: list(byType(blocks), 1, 40),
  accent_color: whole(0, 0xffffff).nullish(),
  spoiler: z.boolean().nullish(),
});

/** Components of a message with the flag: at most 40, nested ones counted, and 4,000 characters of text. */
export const layoutV2 = z
  .array(byType({ ...blocks, [ComponentType.Container]: container }))
  .superRefine((components, ctx) => {
    const all = flatten(components as Component[]);
    if (all.length > 40) {
      const message = `The total number of components in this message exceeds the maximum of 40 (${all.length})`;
      addIssue(ctx, [], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message);
    }
    const texts = all.filter((it) => it.type === ComponentType.TextDisplay);
    const length = texts.reduce((sum, it) => sum + [...String(it.content)].length, 0);
    if (length > 4000) {
      const message = `The total displayable text size of this message exceeds the maximum of 4000 (${length})`;
      addIssue(ctx, [], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message);
    }
    checkIds(components, ctx);
  });

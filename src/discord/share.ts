import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIMessageTopLevelComponent,
  ComponentType,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { action, type TypedAction } from './action.ts';
import { mayPost } from './permissions.ts';
import { button, LIMITS, text } from './render.ts';

type Components = readonly APIMessageTopLevelComponent[];

/** Posts a private answer in the channel, as it stands, with the name of who shared it. */
export const share: TypedAction<unknown, []> = action({
  name: 'share',
  state: z.tuple([]),
  run: async (_, request) => {
    const { message, user } = request;
    if (!message?.private)
      throw new UserError('share-gone', 'There is nothing to share here. Use the command again.');
    mayPost(request);
    const shared = [...withoutShareButton(message.components), text(`-# Shared by <@${user.id}>`)];
    return {
      kind: 'message',
      update: true,
      components: withShareButton(withoutShareButton(message.components), {
        ...button('Shared', share.id()),
        disabled: true,
      }),
      followedBy: { kind: 'message', public: true, components: shared },
    };
  },
});

/** Adds the button to the last row that has room, or in one of its own. */
export function withShareButton(
  components: Components,
  added: APIButtonComponent = button('Share', share.id()),
): Components {
  const last = components.at(-1);
  if (
    last?.type === ComponentType.ActionRow &&
    last.components.length < LIMITS.buttonsPerRow &&
    last.components.every(({ type }) => type === ComponentType.Button)
  )
    return [...components.slice(0, -1), { ...last, components: [...last.components, added] }];
  return [...components, { type: ComponentType.ActionRow, components: [added] }];
}

function withoutShareButton(components: Components): Components {
  return components.flatMap((part): Components => {
    if (part.type !== ComponentType.ActionRow) return [part];
    const row: APIActionRowComponent<APIComponentInMessageActionRow> = {
      ...part,
      components: part.components.filter((c) => !('custom_id' in c && c.custom_id === share.id())),
    };
    return row.components.length > 0 ? [row] : [];
  });
}

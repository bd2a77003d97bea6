import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIMessageTopLevelComponent,
  ComponentType,
} from 'discord-api-types/v10';
import { UserError } from '../errors.ts';
import { action, customId } from './action.ts';
import { button, LIMITS, text } from './components.ts';
import { md, mention, subtext } from './markdown.ts';
import { checkMayPost } from './permissions.ts';
import type { Reply } from './reply.ts';

type Components = readonly APIMessageTopLevelComponent[];

/** Posts a private answer in the channel, as it stands, with the name of who shared it. */
export const share = action(customId('share'), {
  run: async (_, request): Promise<Reply> => {
    const { message, user } = request;
    if (!message?.private)
      throw new UserError('share-gone', 'There is nothing to share here. Use the command again.');
    checkMayPost(request);
    const shared = [
      ...withoutShareButton(message.components),
      text(subtext(md`Shared by ${mention('user', user.id)}`)),
    ];
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

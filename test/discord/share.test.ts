import { type APIMessageTopLevelComponent, ComponentType, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { button, card, rows, select, text } from '../../src/discord/components.ts';
import { md } from '../../src/discord/markdown.ts';
import type { TargetMessage } from '../../src/discord/request.ts';
import { share, withShareButton } from '../../src/discord/share.ts';
import { aRequest } from './requests.ts';

const answer = card(0, text(md`An answer`));
const added = button('Share', share.id());
const buttons = (count: number) => Array.from({ length: count }, (_, i) => button(`${i}`, `${i}`));
const menu = select({ type: ComponentType.RoleSelect, custom_id: 'x' });

describe('the button that shares', () => {
  it.each<[string, readonly APIMessageTopLevelComponent[], readonly APIMessageTopLevelComponent[]]>([
    ['in a row of its own', [answer], [answer, ...rows([added])]],
    ['in the row that is there', rows(buttons(4)), rows([...buttons(4), added])],
    ['in a new row where that is full', rows(buttons(5)), rows([...buttons(5), added])],
    ['not beside a menu', [menu], [menu, ...rows([added])]],
    ['only in the last row', [...rows(buttons(2)), answer], [...rows(buttons(2)), answer, ...rows([added])]],
    ['though there is nothing else', [], rows([added])],
  ])('stands %s', (_, components, expected) => {
    expect(withShareButton(components)).toEqual(expected);
  });
});

describe('an answer that is shared', () => {
  const message = (differences: Partial<TargetMessage>): TargetMessage => ({
    id: '1',
    channelId: '200',
    authorId: '2',
    authorName: 'Pilcrow',
    content: '',
    text: '',
    url: '',
    private: true,
    components: [answer, ...rows([...buttons(1), added])],
    ...differences,
  });
  const permissions = { member: PermissionFlagsBits.SendMessages, app: PermissionFlagsBits.SendMessages };
  const press = (on: TargetMessage | null) =>
    share.handle([], aRequest({ message: on, permissions }), undefined);

  it('stands in the channel with the name of who shared it and without the button, which can’t be pressed again', async () => {
    expect(await press(message({}))).toEqual({
      kind: 'message',
      update: true,
      components: [answer, ...rows([...buttons(1), { ...button('Shared', share.id()), disabled: true }])],
      followedBy: {
        kind: 'message',
        public: true,
        components: [answer, ...rows(buttons(1)), text(md`-# Shared by ${md`<@300>`}`)],
      },
    });
  });

  it('leaves no empty row where the button stood alone', async () => {
    const alone = await press(message({ components: [answer, ...rows([added])] }));
    expect(alone).toMatchObject({ followedBy: { components: [answer, { content: '-# Shared by <@300>' }] } });
  });

  it.each([
    ['there is no message', null],
    ['all see it already', message({ private: false })],
  ])('is refused where %s', async (_, on) => {
    await expect(press(on)).rejects.toMatchObject({
      id: 'share-gone',
      message: 'There is nothing to share here. Use the command again.',
    });
  });

  it('is refused where the asker may not write', async () => {
    await expect(
      share.handle([], aRequest({ message: message({}), channelId: '200' }), undefined),
    ).rejects.toMatchObject({ id: 'asker-may-not-post' });
  });
});

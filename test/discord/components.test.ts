import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import {
  ACCENT,
  button,
  card,
  cardMessage,
  linkRow,
  messageReply,
  NEUTRAL,
  pageButtons,
  rows,
  select,
  text,
} from '../../src/discord/components.ts';
import { md } from '../../src/discord/markdown.ts';

describe('components as Discord takes them', () => {
  it('a card holds its parts under its colour', () => {
    expect(card(ACCENT, text(md`A *card*`), text(md`${'*'}`))).toEqual({
      type: ComponentType.Container,
      accent_color: 0x3b6ea5,
      components: [
        { type: ComponentType.TextDisplay, content: 'A *card*' },
        { type: ComponentType.TextDisplay, content: '\\*' },
      ],
    });
  });

  it('a button is grey unless it says otherwise, and its label is cut at 80 characters', () => {
    expect(button('Cite', 'x')).toEqual({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: 'Cite',
      custom_id: 'x',
    });
    expect(button('a'.repeat(81), 'x', ButtonStyle.Danger)).toMatchObject({
      style: ButtonStyle.Danger,
      label: `${'a'.repeat(79)}…`,
    });
  });

  it.each([
    [0, []],
    [1, [1]],
    [5, [5]],
    [6, [5, 1]],
    [10, [5, 5]],
  ])('%i buttons stand in rows of %j', (count, sizes) => {
    const buttons = Array.from({ length: count }, (_, i) => button(`${i}`, `${i}`));
    const made = rows(buttons);
    expect(made.map(({ components }) => components.length)).toEqual(sizes);
    expect(made.flatMap(({ components }) => components)).toEqual(buttons);
    expect(made.every(({ type }) => type === ComponentType.ActionRow)).toBe(true);
  });

  it('a link is a button of its own, and none where there is no address or Discord takes none so long', () => {
    const url = `https://example.org/${'a'.repeat(492)}`;
    expect(linkRow('Read it', url)).toEqual([
      {
        type: ComponentType.ActionRow,
        components: [{ type: ComponentType.Button, style: ButtonStyle.Link, label: 'Read it', url }],
      },
    ]);
    expect(linkRow('Read it', `${url}a`)).toEqual([]);
    expect(linkRow('Read it', undefined)).toEqual([]);
  });

  it.each([
    [0, 1, []],
    [0, 3, ['Next 1']],
    [1, 3, ['Previous 0', 'Next 2']],
    [2, 3, ['Previous 1']],
  ])('page %i of %i is turned by %j', (page, pages, expected) => {
    const made = pageButtons(page, pages, (to) => `to ${to}`);
    expect(made).toEqual(expected.map((one) => button(one.split(' ')[0] ?? '', `to ${one.split(' ')[1]}`)));
  });

  it('a message of one card takes words and rows, and says who sees it', () => {
    expect(cardMessage(ACCENT, [md`*Words*`, ...rows([button('Cite', 'x')])], { public: true })).toEqual({
      kind: 'message',
      public: true,
      components: [card(ACCENT, text(md`*Words*`), ...rows([button('Cite', 'x')]))],
    });
  });

  it('a menu has a row of its own', () => {
    const menu = { type: ComponentType.RoleSelect as const, custom_id: 'x' };
    expect(select(menu)).toEqual({ type: ComponentType.ActionRow, components: [menu] });
  });

  it('a message to the asker alone is private and plain', () => {
    expect(messageReply(md`Done.`)).toEqual({
      kind: 'message',
      public: false,
      components: [card(NEUTRAL, text(md`Done.`))],
    });
  });
});

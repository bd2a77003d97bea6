import { ComponentType, SeparatorSpacingSize } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCENT, button, card, LIMITS, NEUTRAL, rows, text } from '../../src/discord/components.ts';
import { type CardBlock, cardReply } from '../../src/discord/layout.ts';
import { lines, type Markdown, md } from '../../src/discord/markdown.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import { messagesOf, sizeOf } from '../support/replies.ts';

describe('blocks', () => {
  it('part what no message holds at line ends, lose none of it, and keep its buttons last', () => {
    const pressed = button('Cite', 'x');
    const all = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(all, fc.integer({ min: 0, max: 1300 }), (lengths, heading) => {
        const markdown = lines(...lengths.map((length, i) => md`> ${String(i).repeat(length)}`));
        const sent = messagesOf(cardReply(md`${'h'.repeat(heading)}`, [{ markdown, buttons: [pressed] }]));
        const parts = sent.map(({ components }) => sizeOf(components));
        for (const { text } of parts) expect(text).toBeLessThanOrEqual(LIMITS.text - 100);
        if (sent.length === 5) return;
        const told = JSON.stringify(sent);
        lengths.forEach((length, i) => {
          if (i > 1) expect(told.split(String(i)).length - 1).toBeGreaterThanOrEqual(length);
        });
        expect(JSON.stringify(sent.at(-1))).toContain('"custom_id":"x"');
      }),
      { numRuns: 100 },
    );
  });
});

const RULE = { type: ComponentType.Separator as const, divider: true, spacing: SeparatorSpacingSize.Small };
/** The Markdown of each message, a component each. */
const wordsOf = (reply: MessageReply) =>
  messagesOf(reply).map(({ components: [whole] }) =>
    ((whole as { components: { content?: string }[] }).components ?? []).flatMap(
      ({ content }) => content ?? [],
    ),
  );
const filled = (length: number, character = 'x'): CardBlock => ({
  markdown: md`${character.repeat(length)}`,
});

describe('an answer', () => {
  it('that fits in one message is one card: the heading, then each block under a rule, with its buttons', () => {
    const [first, second] = [button('Cite', 'a'), button('Context', 'b')];
    const blocks = [
      { markdown: md`> One`, buttons: [first] },
      { markdown: md`> Two`, buttons: [second] },
    ];
    expect(cardReply(md`# Quotes`, blocks)).toEqual({
      kind: 'message',
      components: [
        card(
          ACCENT,
          text(md`# Quotes`),
          ...[RULE, text(md`> One`), ...rows([first])],
          ...[RULE, text(md`> Two`), ...rows([second])],
        ),
      ],
    });
    expect(cardReply(md`Nothing`, [], { colour: NEUTRAL, public: true, shareable: true })).toEqual({
      kind: 'message',
      public: true,
      shareable: true,
      components: [card(NEUTRAL, text(md`Nothing`))],
    });
  });

  it('that does not goes on in further messages, numbered, of which only the first takes another’s place', () => {
    const reply = cardReply(md`# Quotes`, [filled(3000, 'a'), filled(3000, 'b')], { update: true });
    expect(wordsOf(reply)).toEqual([
      ['# Quotes (1/2)', 'a'.repeat(3000)],
      ['# Quotes (2/2)', 'b'.repeat(3000)],
    ]);
    expect(messagesOf(reply).map(({ update }) => update)).toEqual([true, false]);
  });

  it('fills a message up to what Discord takes', () => {
    const room = LIMITS.text - 250 - 1;
    expect(messagesOf(cardReply(md`#`, [filled(room - 1000), filled(1000)]))).toHaveLength(1);
    expect(messagesOf(cardReply(md`#`, [filled(room - 999), filled(1000)]))).toHaveLength(2);
    // A block and its rule are two components; its row and its buttons count too.
    const small = (count: number, buttons: number): CardBlock[] =>
      Array.from({ length: count }, (_, i) => ({
        markdown: md`x`,
        buttons: Array.from({ length: buttons }, (_, j) => button('x', `${i} ${j}`)),
      }));
    expect(messagesOf(cardReply(md`#`, small(17, 0)))).toHaveLength(1);
    expect(messagesOf(cardReply(md`#`, small(18, 0)))).toHaveLength(2);
    expect(messagesOf(cardReply(md`#`, small(7, 2)))).toHaveLength(1);
    expect(messagesOf(cardReply(md`#`, small(8, 2)))).toHaveLength(2);
  });

  it.each([
    [250, (heading: Markdown) => heading.source],
    [251, () => '-# …'],
  ])('repeats a heading of up to 250 characters, and reads a longer one once: %i', (length, title) => {
    const heading = md`${'h'.repeat(length)}`;
    const [first, second] = wordsOf(cardReply(heading, [filled(3000), filled(3000)]));
    expect([first?.[0], second?.[0]]).toEqual([`${heading.source} (1/2)`, `${title(heading)} (2/2)`]);
  });

  it('counts what does not fit in five messages, and says how to see the rest', () => {
    const blocks = Array.from({ length: 7 }, (_, i) => filled(3000, `${i}`));
    const all = wordsOf(cardReply(md`#`, blocks, { more: md`Name *a paragraph*.` }));
    expect(all.map(([title]) => title)).toEqual([1, 2, 3, 4, 5].map((n) => `# (${n}/5)`));
    expect(all.map((words) => words[2])).toEqual([
      ...Array(4).fill(undefined),
      '2 more left out. Name *a paragraph*.',
    ]);
    const five = wordsOf(cardReply(md`#`, blocks.slice(0, 5), { more: md`Name *a paragraph*.` }));
    expect(five.map((words) => words.length)).toEqual([2, 2, 2, 2, 2]);
  });

  it('has a custom id once a message, at its last place: Discord takes no other', () => {
    const link = {
      type: ComponentType.Button as const,
      style: 5 as const,
      label: 'Read',
      url: 'https://example.org',
    };
    const block = (buttons: CardBlock['buttons'] = []): CardBlock => ({ markdown: md`x`, buttons });
    const more = button('More', 'more');
    const made = cardReply(md`#`, [block([more, link]), block([link, more])]);
    expect(made.components).toEqual([
      card(ACCENT, text(md`#`), RULE, text(md`x`), ...rows([link]), RULE, text(md`x`), ...rows([link, more])),
    ]);
  });
});

describe('a block that no message holds', () => {
  const parts = (markdown: Markdown) =>
    wordsOf(cardReply(md`#`, [{ markdown }])).flatMap(([, ...words]) => words);

  it('is cut at line ends', () => {
    const [a, b] = [md`${'a'.repeat(2000)}`, md`${'b'.repeat(2000)}`];
    expect(parts(lines(a, b))).toEqual([a.source, b.source]);
    expect(parts(md`${'a'.repeat(3500)}`)).toEqual(['a'.repeat(3500)]);
  });

  it('is cut at spaces where a line is too long, and stays a quote', () => {
    const words = 'word '.repeat(900).trim();
    const [first, second, ...others] = parts(md`> ${words}`);
    expect([first?.startsWith('> word'), second?.startsWith('> word'), others]).toEqual([true, true, []]);
    expect(`${first} ${second?.slice(2)}`).toBe(`> ${words}`);
    expect(parts(md`${words}`).join(' ')).toBe(words);
  });

  it.each([
    ['where the only space is in its first half', 'a ', 'b', 'b', 3500],
    ['and not within an escape', 'x', '*', '\\*', 3499],
    ['and not within an escaped backslash', 'x', '\\', '\\\\', 3499],
    ['and not within an escaped backslash', '', '\\', '\\\\', 3500],
    ['and not within an emoji', 'x', '👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦', 3499],
  ])('is cut between characters %s: %j%j', (_, before, one, shown, end) => {
    const count = 7000 / shown.length;
    const all = parts(md`${before}${one.repeat(count)}`);
    expect(all[0]?.length).toBe(end);
    expect(all.join('') === before + shown.repeat(count)).toBe(true);
  });
});

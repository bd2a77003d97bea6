import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { button, LIMITS } from '../../src/discord/components.ts';
import { cardReply } from '../../src/discord/layout.ts';
import { lines, md } from '../../src/discord/markdown.ts';
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

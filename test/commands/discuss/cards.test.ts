import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { discuss } from '../../../commands/discuss/discuss.ts';
import { PROMPT } from '../../../commands/discuss/ids.ts';
import { newsCard } from '../../../commands/discuss/news.ts';
import { summaryCard } from '../../../commands/discuss/thread-cards.ts';
import { LIMITS } from '../../../src/discord/components.ts';
import { md } from '../../../src/discord/markdown.ts';
import { type DiscussionSummary, type PostedQuote, summarise } from '../../../src/discussion/summary.ts';
import { aPrompt } from '../../discussion/examples.ts';

test('each button about a prompt does something', () => {
  const names = discuss.actions.map(({ name }) => name);
  for (const { name } of Object.values(PROMPT)) expect(names).toContain(name);
});

describe('a summary that is too long for a message', () => {
  // GIVEN long quotes, and answers of characters that are escaped, so that they take twice the room
  const prompt = aPrompt({ question: '*'.repeat(300), stances: Array(10).fill('*'.repeat(55)) });
  const answers = prompt.stances.map((_, i) => ({ answer: `${'*'.repeat(53)}${i}`, votes: i }));
  const count = { kind: 'counted' as const, early: true, final: true, answers };
  const summary = summarise({
    prompt,
    messages: [],
    extent: 'whole',
    citations: Array.from({ length: 9 }, (_, i) =>
      aCitation(`${i} ${'word '.repeat(56)}* end. More.`, i + 1),
    ),
    before: count,
    after: count,
  });

  test.each([
    ['in the thread', summaryCard(prompt, summary)],
    ['to take home', summaryCard(prompt, summary, { heading: md`## ${prompt.question}` })],
    ['among the news', newsCard(closed(summary))],
  ])('%s leaves whole quotes out and says how many', (_, components) => {
    const words = texts(components).join('\n');
    expect(words.length).toBeLessThanOrEqual(LIMITS.text);
    const shown = words.split('\n').filter((line) => line.startsWith('> ') && line.includes('(¶')).length;
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(8);
    expect(words).toContain(`${9 - shown} more quotes stand above.`);
    expect(words).not.toMatch(/(?<!\\)(?:\\\\)*\\(?:\n|$)/);
    expect(words).toContain('-# prompt1/summary');
  });

  function closed(of: DiscussionSummary) {
    return {
      kind: 'closed' as const,
      prompt,
      summary: of,
      here: true,
      why: 'its thread was deleted',
      skipped: [],
    };
  }
});

function aCitation(text: string, paragraph: number): PostedQuote {
  const at = new Date(2026, 2, 2, 18, paragraph);
  const where = { reading: 'us-japan-security-treaty', version: 'v', paragraph, start: 0, end: text.length };
  return { ...where, userId: '1', at, text, claim: '' };
}

function texts(components: readonly APIMessageTopLevelComponent[]): string[] {
  return components.flatMap((part) =>
    'components' in part
      ? texts(part.components as APIMessageTopLevelComponent[])
      : 'content' in part
        ? [part.content]
        : [],
  );
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadReading } from '../../../src/reading/folder.ts';
import { createSearch } from '../../../src/search/search.ts';

interface Questions {
  readonly answered: readonly { readonly question: string; readonly paragraphs: readonly number[] }[];
  readonly declined: readonly string[];
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { answered, declined }: Questions = parse(
  readFileSync(here('../../fixtures/article-questions.yaml'), 'utf8'),
);
const text = loadReading(here('../../../data/readings/us-japan-security-treaty'), () => undefined);
const { ask } = createSearch();

describe('forty questions about the shipped article', () => {
  it('are thirty that it answers and ten that it does not', () => {
    expect([answered.length, declined.length]).toEqual([30, 10]);
  });

  it('get the right paragraph first in at least 27 of 30', async () => {
    const wrong: string[] = [];
    for (const { question, paragraphs } of answered) {
      const answer = await ask([text], question);
      if (answer.kind !== 'found' || !paragraphs.includes(answer.quotes[0]?.paragraph ?? 0))
        wrong.push(question);
    }
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(3);
  });

  it('are declined in at least 9 of the 10 that the article does not answer', async () => {
    const answeredAnyway: string[] = [];
    for (const question of declined)
      if ((await ask([text], question)).kind === 'found') answeredAnyway.push(question);
    expect(answeredAnyway.length, answeredAnyway.join('\n')).toBeLessThanOrEqual(1);
  });
});

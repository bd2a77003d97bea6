/** How the page holds up: widths from a phone's to a wide screen's, both themes, and for assistive technology. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Demo, openPage, startDemo } from './harness.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [390, 768, 1280, 1600];
const THEMES = ['dark', 'light'] as const;

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => {
  await demo.close();
});

describe.each(THEMES)('in %s', (colorScheme) => {
  test.each(WIDTHS)(
    'GIVEN a window of %i pixels THEN nothing is wider than it, and axe finds nothing serious',
    async (width) => {
      const visit = await openPage(demo, { viewport: { width, height: 850 }, colorScheme });
      const { page } = visit;
      await visit.ask('Is it so?', 'share');
      await visit.command('vote');
      await page.getByRole('button', { name: 'Send' }).click();
      await visit.lastMessage().getByRole('radio').first().waitFor();
      await visit.command('ask');

      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider).toBeLessThanOrEqual(0);
      expect(await serious(page)).toEqual([]);
      const { faults, outside } = await visit.leave();
      expect([...faults, ...outside]).toEqual([]);
    },
  );
});

test('GIVEN a phone WHEN the list of channels is opened THEN it has the focus, and Escape closes it', async () => {
  const visit = await openPage(demo, { viewport: { width: 390, height: 844 } });
  const { page } = visit;
  await page.getByRole('button', { name: 'Channels and people' }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('channel');
  expect(await serious(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('open-side');
  await visit.leave();
});

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}

/** axe's serious and critical findings, each with the place. */
async function serious(page: import('playwright-core').Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[];
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) =>
      one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
    );
}

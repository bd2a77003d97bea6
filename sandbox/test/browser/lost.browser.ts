/** When the sandbox goes away and comes back: the page says so, and goes on by itself. */
import { expect, test } from 'vitest';
import { startSandbox } from '../../server/server.ts';
import { openPage, startDemo } from './harness.ts';

test('GIVEN an open page WHEN the sandbox stops and starts again THEN both are seen', async () => {
  const demo = await startDemo();
  const visit = await openPage(demo);
  const { page } = visit;
  await page.getByText('is online').waitFor();

  await demo.stopSandbox();
  await page.getByRole('alert').getByText('The sandbox does not answer').waitFor();
  expect(await page.getByText('Connecting…').isVisible()).toBe(true);

  const again = await startSandbox({ port: Number(new URL(demo.url).port) });
  await page.getByText('is offline').waitFor();
  await expect.poll(() => page.getByText('The sandbox does not answer').count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'Welcome to #reading' }).isVisible()).toBe(true);

  const { outside } = await visit.leave();
  expect(outside).toEqual([]);
  await demo.close();
  await again.close();
});

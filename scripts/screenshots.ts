/**
 * Takes the pictures that README and docs show, so that they can be taken again after a change:
 *
 *     npm run screenshots
 *
 * Needs Chromium (CHROMIUM names another). The bot runs against a sandbox of its own, and keeps nothing.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startSandbox } from '../sandbox/server/server.ts';
import { chromiumPath } from '../sandbox/test/browser/chromium.ts';
import { createLog } from '../src/log.ts';
import { startBot } from '../src/main.ts';
import { temporaryFolder } from './temporary.ts';

interface Picture {
  readonly file: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
  readonly command: string;
  /** What is filled in, by option. */
  readonly options: Readonly<Record<string, string>>;
}

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const PICTURES: readonly Picture[] = [
  {
    file: 'screenshot-1280.png',
    viewport: WIDE,
    colorScheme: 'light',
    command: 'ask',
    options: { question: 'Could a president end the treaty without the Senate?' },
  },
  {
    file: 'screenshot-390.png',
    viewport: PHONE,
    colorScheme: 'dark',
    command: 'ask',
    options: { question: 'Why was the pact called one-sided?' },
  },
  {
    file: 'screenshot-check.png',
    viewport: WIDE,
    colorScheme: 'light',
    command: 'check',
    options: {
      text: 'It is likely that even President Trump would scrap the US-Japan security alliance',
      speaker: 'James Brown',
    },
  },
];

const folder = fileURLToPath(new URL('../docs', import.meta.url));
mkdirSync(folder, { recursive: true });
const data = temporaryFolder();
const sandbox = await startSandbox({ port: 0 });
const bot = await startBot({
  token: sandbox.token,
  apiUrl: sandbox.apiUrl,
  dataDir: data.path,
  log: createLog({ level: 'warn', secrets: [] }),
});
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
});
try {
  for (const picture of PICTURES) {
    const path = join(folder, picture.file);
    await take(browser, picture, path);
    process.stdout.write(`${path}: ${Math.round(statSync(path).size / 1024)} KiB\n`);
  }
} finally {
  await browser.close();
  await bot.stop();
  await sandbox.close();
  data.remove();
}

async function take(
  from: Browser,
  { viewport, colorScheme, command, options }: Picture,
  path: string,
): Promise<void> {
  const context = await from.newContext({ viewport: WIDE, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(sandbox.url);
  await page.getByLabel('You speak as').selectOption({ label: 'Sam (student)' });
  // On a phone the list of people is folded away, so it narrows only now.
  await page.setViewportSize(viewport);
  await send(page, command, options);
  const answer = page.locator('.message').last();
  await answer.getByText('Only you can see this').waitFor();
  // The top of a long answer: what was asked, and the best quote.
  await answer.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.locator('sandbox-composer textarea').blur();
  await page.screenshot({ path });
  await context.close();
}

async function send(page: Page, command: string, options: Readonly<Record<string, string>>): Promise<void> {
  const box = page.locator('sandbox-composer textarea');
  await box.fill(`/${command}`);
  await box.press('Enter');
  const form = page.getByRole('form', { name: `Command /${command}` });
  for (const [name, value] of Object.entries(options)) {
    const more = form.getByRole('button', { name: `+ ${name}`, exact: true });
    if ((await more.count()) > 0) await more.click();
    await form.locator(`[data-option="${name}"] input`).fill(value);
  }
  await form.getByRole('button', { name: 'Send' }).click();
}

/** A sandbox with the demo bot in it, and visits to its page. */
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { startSandbox } from '../../server/server.ts';
import { chromiumPath } from './chromium.ts';
import { startDemoBot } from './demo-bot.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const EXAMPLES = [
  { command: 'ask', options: { question: 'Is the pact one-sided?' } },
  { command: 'vote', options: {} },
  { command: 'not-there', options: {} },
];

export interface Demo {
  url: string;
  browser: Browser;
  /** The sandbox alone goes away. */
  stopSandbox(): Promise<void>;
  close(): Promise<void>;
}

export async function startDemo(): Promise<Demo> {
  const sandbox = await startSandbox({ port: 0, examples: EXAMPLES });
  const bot = await startDemoBot(sandbox.apiUrl, sandbox.token);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ARGS });
  let stopped: Promise<void> | undefined;
  const stopSandbox = () => {
    stopped ??= sandbox.close();
    return stopped;
  };
  return {
    url: sandbox.url,
    browser,
    stopSandbox,
    async close() {
      await browser.close();
      await bot.close();
      await stopSandbox();
    },
  };
}

/** One person's window on the page, fresh: no cookies, no memory. */
export interface Visit {
  page: Page;
  lastMessage(): Locator;
  /** Opens the menu of the last message. */
  openMenu(): Promise<void>;
  /** Picks a command by typing it. */
  command(name: string): Promise<void>;
  /** Runs `/ask`, privately or shared. */
  ask(question: string, how?: 'share'): Promise<void>;
  /** What was read aloud so far. */
  said(): Promise<string>;
  /** Closes the window. `faults`: errors of the page; `outside`: requests that left this machine. */
  leave(): Promise<{ faults: string[]; outside: string[] }>;
}

export async function openPage(demo: Demo, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await demo.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const faults: string[] = [];
  const outside: string[] = [];
  page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => isOutside(request.url()) && outside.push(request.url()));
  page.on('websocket', (socket) => isOutside(socket.url()) && outside.push(socket.url()));
  await page.goto(demo.url);
  await page.locator('sandbox-composer textarea').waitFor();
  await page.locator('.scroll [role="status"]').waitFor({ state: 'detached' });

  const command = async (name: string) => {
    const box = page.locator('sandbox-composer textarea');
    await box.fill(`/${name}`);
    await box.press('Enter');
    await page.getByRole('form', { name: `Command /${name}` }).waitFor();
  };
  const lastMessage = () => page.locator('.message').last();
  return {
    page,
    lastMessage,
    async openMenu() {
      await lastMessage().hover();
      await lastMessage()
        .getByRole('button', { name: /^More for/ })
        .click();
    },
    command,
    async ask(question, how) {
      await command('ask');
      await page.getByRole('combobox', { name: /question/ }).fill(question);
      if (how === 'share') {
        await page.getByRole('button', { name: '+ share' }).click();
        await page.getByRole('combobox', { name: /share/ }).click();
        await page.getByRole('option', { name: 'True' }).click();
      }
      await page.getByRole('button', { name: 'Send' }).click();
      await lastMessage().getByText(question).waitFor();
    },
    said: async () => (await page.getByRole('log').textContent()) ?? '',
    async leave() {
      await context.close();
      return { faults, outside };
    },
  };
}

function isOutside(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return !['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1' && hostname !== 'localhost';
}

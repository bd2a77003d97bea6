/** What a person meets on the page, in a real browser, with a real discord.js bot behind it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Demo, openPage, startDemo, type Visit } from './harness.ts';

let demo: Demo;
let visit: Visit;

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => {
  await demo.close();
});
beforeEach(async () => {
  visit = await openPage(demo);
});
afterEach(async () => {
  // Every test holds this: no error on the page, and nothing asked of the world outside.
  const { faults, outside } = await visit.leave();
  expect(faults).toEqual([]);
  expect(outside).toEqual([]);
});

describe('a newcomer', () => {
  test('WHEN the page opens THEN it shows #reading, who one is, and what to try', async () => {
    const { page } = visit;
    await expect.poll(() => page.title()).toBe('#reading · Sandbox');
    expect(await page.getByRole('heading', { level: 2, name: 'reading', exact: true }).isVisible()).toBe(
      true,
    );
    expect(await page.getByRole('heading', { name: 'Welcome to #reading' }).isVisible()).toBe(true);
    expect(await page.getByLabel('You speak as').inputValue()).not.toBe('');
    const examples = page.getByRole('list', { name: 'Commands to try' }).getByRole('button');
    await expect
      .poll(() => examples.allTextContents())
      .toEqual([expect.stringContaining('/ask'), expect.stringContaining('/vote')]);
  });

  test('WHEN one presses an example THEN it is filled in, and Enter sends it', async () => {
    const { page } = visit;
    await page.getByRole('list', { name: 'Commands to try' }).getByRole('button', { name: '/ask' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Send');
    expect(await page.getByRole('combobox', { name: /question/ }).inputValue()).toBe(
      'Is the pact one-sided?',
    );
    await page.keyboard.press('Enter');
    await expect.poll(() => visit.lastMessage().textContent()).toContain('Is the pact one-sided?');
    await visit.lastMessage().getByRole('button', { name: 'Dismiss message' }).click();
    await expect.poll(() => page.locator('.message').count()).toBe(0);
  });

  test('WHEN one completes a question and sends it THEN the answer stands there, privately', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: 'Commands' }).click();
    await page.getByRole('option', { name: '/ask' }).click();
    const field = page.getByRole('combobox', { name: /question/ });
    await expect.poll(() => field.evaluate((box) => box === document.activeElement)).toBe(true);
    await field.fill('pay');
    await page.getByRole('option', { name: 'Who should pay for the bases?' }).click();
    expect(await field.inputValue()).toBe('Who should pay for the bases?');
    await page.getByRole('button', { name: 'Send' }).click();

    const answer = visit.lastMessage();
    await expect.poll(() => answer.textContent()).toContain('question:0:Who should pay for the bases?');
    expect(await answer.textContent()).toContain('Only you can see this');
    expect(await answer.locator('b').count()).toBe(0);
    expect(await answer.locator('blockquote').textContent()).toBe('“It is highly unlikely <b>so</b>.”');
    expect(await visit.said()).toContain('It is highly unlikely');

    await answer.getByRole('button', { name: 'Dismiss message' }).click();
    await expect.poll(() => answer.count()).toBe(0);
  });

  test('WHEN one types on THEN what was suggested for the words before is gone at once', async () => {
    const { page } = visit;
    await visit.command('ask');
    const field = page.getByRole('combobox', { name: /question/ });
    await page.getByRole('option', { name: 'What is Aegis Ashore?' }).waitFor();
    // In the page, so that the next suggestions can't come in between.
    const left = await field.evaluate(async (element) => {
      const box = element as HTMLInputElement;
      box.value = 'pay';
      box.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((drawn) => setTimeout(drawn));
      return document.querySelectorAll('[role="option"]').length;
    });
    expect(left).toBe(0);
    await page.getByRole('option', { name: 'Who should pay for the bases?' }).waitFor();
  });

  test('WHEN a field is left out or wrong THEN it says so at the field, and nothing is sent', async () => {
    const { page } = visit;
    await visit.command('ask');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => page.getByText('This one is needed.').isVisible()).toBe(true);
    await page.getByRole('combobox', { name: /question/ }).fill('ab');
    await expect.poll(() => page.getByText('Write at least 3 characters.').isVisible()).toBe(true);
  });

  test('WHEN the bot does not answer THEN the reason is said in words', async () => {
    await visit.command('silent');
    await visit.page.getByRole('button', { name: 'Send' }).click();
    await expect
      .poll(() => visit.page.getByRole('alert').first().textContent(), { timeout: 8000 })
      .toMatch(/answer|respond/i);
  });

  test('WHEN the bot thinks first THEN it is seen thinking, and then its answer', async () => {
    await visit.command('slow');
    await visit.page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => visit.lastMessage().textContent()).toContain('is thinking');
    await expect.poll(() => visit.lastMessage().textContent()).toContain('Thought about it.');
  });

  test('WHEN one writes a message with Markdown THEN it is drawn, and the box is free again', async () => {
    const { page } = visit;
    const box = page.getByRole('textbox', { name: /^Message #reading/ });
    await box.fill('**bold** and <i>not</i>');
    await box.press('Enter');
    await expect.poll(() => visit.lastMessage().locator('strong').textContent()).toBe('bold');
    expect(await visit.lastMessage().textContent()).toContain('<i>not</i>');
    expect(await box.inputValue()).toBe('');
  });
});

describe('components', () => {
  test('WHEN a button brings a new message THEN it comes into view', async () => {
    await visit.ask('Is it so?', 'share');
    const answer = visit.lastMessage();
    const button = answer.getByRole('button', { name: '¶5 in context' });
    await button.click();
    await expect.poll(() => visit.lastMessage().textContent()).toContain('The paragraph in context');
    await expect.poll(() => visit.lastMessage().evaluate(inView)).toBe(true);
  });

  test('WHEN a button is pressed THEN the message changes; a disabled one cannot be pressed', async () => {
    await visit.ask('Is it so?', 'share');
    const answer = visit.lastMessage();
    expect(await answer.getByRole('button', { name: 'Off' }).isDisabled()).toBe(true);
    expect(await answer.getByRole('link', { name: /Source/ }).getAttribute('href')).toBe(
      'https://example.org/',
    );
    await answer.getByRole('button', { name: 'Yes' }).click();
    await expect.poll(() => answer.textContent()).toContain('Pressed by');
  });

  test('WHEN a choice is made in a select THEN the bot hears of it', async () => {
    await visit.ask('Is it so?', 'share');
    const answer = visit.lastMessage();
    await answer.getByRole('combobox').click();
    await visit.page.getByRole('option', { name: 'Aegis Ashore' }).click();
    await expect.poll(() => answer.textContent()).toContain('Chosen: aegis');
  });

  test('WHEN a form opens THEN it holds the focus, says what is missing, and is sent when filled', async () => {
    const { page } = visit;
    await visit.ask('Is it so?', 'share');
    await visit.lastMessage().getByRole('button', { name: 'Fill a form' }).click();
    const dialog = page.getByRole('dialog', { name: 'A form' });
    await dialog.waitFor();
    const words = dialog.getByRole('textbox', { name: /Your words/ });
    await expect.poll(() => words.evaluate((box) => box === document.activeElement)).toBe(true);

    await dialog.getByRole('button', { name: 'Submit' }).click();
    expect(await dialog.getByText('This one is needed.').isVisible()).toBe(true);
    await words.fill('Close reading');
    await dialog.getByRole('combobox').click();
    await page.getByRole('option', { name: 'Loose' }).click();
    await dialog
      .getByLabel('A file')
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('hi') });
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await expect
      .poll(() => visit.lastMessage().textContent())
      .toContain('The form says: Close reading (loose)');
    expect(await dialog.count()).toBe(0);
  });

  test('WHEN a form is closed with Escape THEN the focus is back on its button', async () => {
    const { page } = visit;
    await visit.ask('Is it so?', 'share');
    const button = visit.lastMessage().locator('[data-custom-id="form"]');
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-custom-id')))
      .toBe('form');
  });

  test('WHEN one votes THEN the bars show it, and the vote can be taken back', async () => {
    await visit.command('vote');
    await visit.page.getByRole('button', { name: 'Send' }).click();
    const poll = visit.page.getByRole('form', { name: 'Poll: Is the pact one-sided?' });
    await poll.getByRole('radio', { name: /No: ¶10/ }).check();
    await poll.getByRole('button', { name: 'Vote', exact: true }).click();
    await expect.poll(() => poll.textContent()).toContain('1 vote · 100%');
    await poll.getByRole('button', { name: 'Remove vote' }).click();
    await expect.poll(() => poll.getByRole('radio').count()).toBe(2);
  });

  test('WHEN the bot sends a picture and a file THEN the picture has its words and is loaded from here', async () => {
    await visit.command('picture');
    await visit.page.getByRole('button', { name: 'Send' }).click();
    const picture = visit.lastMessage().getByRole('img', { name: 'A timeline' });
    await expect
      .poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
  });

  test('WHEN a file is given with choices THEN the bot has them', async () => {
    const { page } = visit;
    await visit.command('upload');
    await page
      .getByLabel(/^file/)
      .setInputFiles({ name: 'essay.txt', mimeType: 'text/plain', buffer: Buffer.from('12345') });
    await page.getByRole('button', { name: '+ kind' }).click();
    await page.getByRole('combobox', { name: /kind/ }).click();
    await page.getByRole('option', { name: 'Essay' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await expect
      .poll(() => visit.lastMessage().textContent())
      .toContain('Took essay.txt, 5 bytes, as essay for nobody.');
  });

  test('WHEN an app is chosen in the menu of a message THEN it is run on that message', async () => {
    const { page } = visit;
    const box = page.getByRole('textbox', { name: /^Message #reading/ });
    await box.fill('twelve signs');
    await box.press('Enter');
    await expect.poll(() => visit.lastMessage().textContent()).toContain('twelve signs');
    await visit.openMenu();
    await page.getByRole('menuitem', { name: 'Check this quote' }).click();
    await expect.poll(() => visit.lastMessage().textContent()).toContain('Checked 12 characters.');
  });
});

describe('people and places', () => {
  test('WHEN one speaks as another THEN private messages of the first are not seen', async () => {
    const { page } = visit;
    await visit.ask('Only for me?');
    await expect.poll(() => visit.lastMessage().textContent()).toContain('Only you can see this');
    const people = page.getByLabel('You speak as');
    const first = await people.inputValue();
    const other = await people.locator('option').nth(2).getAttribute('value');
    await people.selectOption(other);
    await expect.poll(() => page.getByText('Only for me?').count()).toBe(0);
    await people.selectOption(first);
    await expect.poll(() => page.getByText('Only for me?').count()).toBeGreaterThan(0);
  });

  test('WHEN a thread is started on a message THEN it opens, and one writes in it', async () => {
    const { page } = visit;
    const box = page.getByRole('textbox', { name: /^Message/ });
    await box.fill('Let us discuss this');
    await box.press('Enter');
    await expect.poll(() => visit.lastMessage().textContent()).toContain('Let us discuss this');
    await visit.openMenu();
    await page.getByRole('menuitem', { name: 'Start a thread' }).click();
    await page.getByLabel('Name of the thread').fill('One-sided or not');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect
      .poll(() => page.getByRole('heading', { level: 2, name: 'One-sided or not' }).isVisible())
      .toBe(true);
    await page.getByRole('textbox', { name: /^Message One-sided/ }).fill('Here');
    await page.keyboard.press('Enter');
    await expect.poll(() => visit.lastMessage().textContent()).toContain('Here');
  });

  test('WHEN a post is made in the forum THEN it opens with its first message, and the forum lists it', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: 'discussions' }).click();
    await page.getByRole('button', { name: 'New post' }).click();
    await page.getByLabel('Title').fill('Who pays?');
    await page.getByLabel('First message').fill('See ¶11.');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await expect
      .poll(() => page.getByRole('heading', { level: 2, name: 'Who pays?' }).isVisible())
      .toBe(true);
    await expect.poll(() => visit.lastMessage().textContent()).toContain('See ¶11.');
    await page.getByRole('button', { name: 'discussions' }).click();
    await expect
      .poll(() =>
        page
          .getByRole('list', { name: 'Posts' })
          .getByRole('button', { name: /Who pays/ })
          .count(),
      )
      .toBe(1);
  });

  test('WHEN one replies to a message THEN the reply names it', async () => {
    const { page } = visit;
    const box = page.getByRole('textbox', { name: /^Message/ });
    await box.fill('A first thought');
    await box.press('Enter');
    await expect.poll(() => visit.lastMessage().textContent()).toContain('A first thought');
    await visit.openMenu();
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    await expect.poll(() => page.getByText('Replying to').isVisible()).toBe(true);
    await page.keyboard.type('A second');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => visit.lastMessage().locator('discord-reply').textContent())
      .toContain('A first thought');
  });
});

describe('by keyboard alone', () => {
  test('THEN a command is picked, filled, sent, and its answer’s button pressed', async () => {
    const { page } = visit;
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('/as');
    expect(await page.getByRole('option').count()).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await page.keyboard.type('aegis');
    await page.getByRole('option', { name: 'What is Aegis Ashore?' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => visit.lastMessage().textContent()).toContain('What is Aegis Ashore?');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');

    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Shift+Tab');
      const at = await page.evaluate(() => document.activeElement?.getAttribute('data-custom-id'));
      if (at === 'yes') break;
    }
    await page.keyboard.press('Enter');
    await expect.poll(() => visit.lastMessage().textContent()).toContain('Pressed by');
  });
});

function inView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const scroll = element.closest('.scroll')?.getBoundingClientRect();
  return scroll !== undefined && top >= scroll.top && bottom <= scroll.bottom + 16;
}

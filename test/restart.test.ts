import { expect, it } from 'vitest';
import { startDiscordWithBot } from './support/bot.ts';

it('buttons and autocomplete work after a restart', async () => {
  await using discord = await startDiscordWithBot();
  const student = discord.as('student');
  const answer = await student.command('ask', { question: 'Who is Ra Mason?' });
  const [choice] = await student.autocomplete('quote', 'text', 'one-sided');
  const page = await student.command('reading paragraph', { n: 3 });

  await discord.restartBot();

  expect((await answer.button('¶5 in context').press()).text).toContain('¶6');
  expect((await page.button('Next ¶4').press()).text).toContain('## ¶4 of 17');
  expect((await student.command('quote', { text: String(choice?.value) })).text).toContain('¶2');
  const before = discord.messages('reading').length;
  await answer.button('Share').press();
  await discord.until(() => discord.messages('reading')[before], 'the shared answer');
});

it('registers its commands once, and not again when it restarts', async () => {
  await using discord = await startDiscordWithBot();
  await discord.restartBot();
  const told = discord.sent.filter(({ method, route }) => method === 'PUT' && route.endsWith('/commands'));
  expect(told.length).toBe(1);
});

it('comes back when the line is cut', async () => {
  await using discord = await startDiscordWithBot();
  await discord.dropConnection();
  const answer = await discord.as('student').command('help');
  expect(answer.text).toContain('/ask');
});

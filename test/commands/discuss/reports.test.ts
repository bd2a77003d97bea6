import { afterEach, beforeEach, expect, test } from 'vitest';
import { IDS } from '../../../sandbox/server/default-world.ts';
import type { TestDiscord } from '../../../sandbox/testing/harness.ts';
import { startDiscordWithBot } from '../../support/bot.ts';
import { refusal } from '../../support/refusals.ts';

/* What members report, from the message to the moderator who has handled it. */

let discord: TestDiscord & AsyncDisposable;
beforeEach(async () => {
  discord = await startDiscordWithBot({
    stored: async ({ settings }) => {
      await settings.change(IDS.guild, {
        moderatorRoleId: IDS.moderatorRole,
        reviewChannelId: IDS.moderators,
      });
    },
  });
});
afterEach(() => discord[Symbol.asyncDispose]());

const moderator = () => discord.as('moderator').in('moderators');
const told = (words: string) =>
  discord.until(() => discord.messages('moderators').findLast(({ text }) => text.includes(words)), words);

async function report(words: string, by = 'student') {
  const said = discord.as('classmate').in('reading').say('You fool.');
  const { modal } = await discord.as(by).in('reading').messageCommand('Report to moderators', said);
  return { said, thanks: await modal.submit({ words }) };
}

test('a message is reported by its menu: moderators get the words and its link, and handle it once', async () => {
  const { said, thanks } = await report('This is *rude*.');
  expect(thanks.private).toBe(true);
  expect(thanks.text).toContain('The moderators have your report');
  const card = await told('This is \\*rude\\*.');
  expect(card.text).toContain(`/channels/${IDS.guild}/${IDS.reading}/${said.id}`);
  expect(card.text).not.toContain(IDS.student);
  const list = await moderator().command('discuss reports');
  expect(list.text).toContain('This is \\*rude\\*.');
  await moderator().look(card).button('Handled').press();
  expect(card.text).toContain(`Handled by <@${IDS.moderator}>`);
  expect(card.buttons).toEqual([]);
  expect((await list.button('Handled').press()).text).toContain('handled already');
  expect((await moderator().command('discuss reports')).text).toBe('No report waits.');
});

test('where the moderators’ channel is gone, no word of a report is lost, and the thanks say what is true', async () => {
  discord.deleteChannel('moderators');
  const { said, thanks } = await report('It is spam.');
  expect(thanks.text).not.toContain('The moderators have your report');
  expect(thanks.text).toContain('The moderators’ channel can’t be reached just now');
  const inReading = discord.as('moderator').in('reading');
  const queue = await inReading.command('discuss queue');
  const [notice] = await queue.awaitFollowUps();
  expect(notice?.text).toContain('Somebody reported a message. /discuss reports shows it');
  const list = await inReading.command('discuss reports');
  expect(list.text).toContain('It is spam.');
  expect(list.text).toContain(said.id);
  await list.button('Handled').press();
  expect((await inReading.command('discuss reports')).text).toBe('No report waits.');
});

test('one person reports five times an hour, however many at once, and hears when to try again', async () => {
  // GIVEN five reports, the first of them ten minutes ago
  await report('It is spam (0).');
  await discord.advance(600_000);
  for (let i = 1; i < 4; i++) await report(`It is spam (${i}).`);
  // WHEN more come at once
  const { said } = await report('It is spam (4).');
  const forms = await Promise.all(
    [5, 6, 7].map(() => discord.as('student').in('reading').messageCommand('Report to moderators', said)),
  );
  const answers = await Promise.all(forms.map(({ modal }) => modal.submit({ words: 'And once more.' })));
  // THEN
  for (const answer of answers) {
    expect(answer.private).toBe(true);
    expect(answer.text).toEqual(
      refusal(
        'reports-many',
        'The moderators have 5 reports of yours from the last hour. Try again in 50 min; if it is urgent, write to one of them.',
      ),
    );
  }
  const cards = () => discord.messages('moderators').filter(({ text }) => text.includes('reported'));
  expect(cards()).toHaveLength(5);
  expect((await report('Somebody else.', 'admin')).thanks.text).toContain('The moderators have your report');
  await discord.advance(3_000_001);
  expect((await report('There is room again.')).thanks.text).toContain('The moderators have your report');
});

test('a member sees no reports and handles none', async () => {
  await report('It is spam.');
  expect((await discord.as('classmate').in('reading').command('discuss reports')).text).toContain(
    'Only moderators',
  );
  const card = await told('It is spam.');
  discord.setOverwrite('moderators', IDS.classmate, { allow: 1024n });
  const refused = await discord.as('classmate').in('moderators').look(card).button('Handled').press();
  expect(refused.text).toContain('Only moderators');
  expect((await moderator().command('discuss reports')).text).toContain('It is spam.');
});

test('moderators write to an anonymous proposer by the prompt, and learn no name', async () => {
  // GIVEN an open discussion of a prompt whose proposer nobody sees
  const proposal = await discord.as('classmate').in('reading').command('discuss propose', {
    prompt: 'Who is stupid?',
    anonymous: true,
  });
  await proposal.modal.submit({ shown: ['anonymous'] });
  await moderator()
    .look(await told('Who is stupid?'))
    .button('Approve')
    .press();
  await moderator().command('discuss post', { channel: IDS.reading });
  const thread = discord.threads('reading')[0]?.id ?? '';
  const opening = await discord.until(
    () => discord.messages(thread).find((it) => it.hasButton('Report to moderators')),
    'its first message',
  );
  const { modal } = await discord
    .as('student')
    .in(thread)
    .look(opening)
    .button('Report to moderators')
    .press();
  await modal.submit({ words: 'The question is insulting.' });
  // WHEN a moderator writes to the proposer
  const card = await told('The question is insulting.');
  const form = (await moderator().look(card).button('Write to the proposer').press()).modal;
  const sent = await form.submit({ words: 'Please word it otherwise.' });
  // THEN they hear of it, and nothing names them
  const heard = discord.as('classmate').inDirectMessages().sees().at(-1)?.text;
  expect(heard).toContain('Please word it otherwise.');
  expect(`${card.text}${sent.text}${form.text}`).not.toContain(IDS.classmate);
});

test('notices that do not fit stay for the next time, and none is shown twice', async () => {
  discord.deleteChannel('moderators');
  for (let i = 0; i < 30; i++) {
    await report(`Report ${i}.`);
    if (i % 5 === 4) await discord.advance(3_600_001);
  }
  const inReading = discord.as('moderator').in('reading');
  const shown = async (pages: number) => {
    const answer = await inReading.command('discuss progress');
    return (await answer.awaitFollowUps(pages)).map(({ text }) => text).join('\n');
  };
  const first = await shown(2);
  expect(first.match(/Somebody reported/g)).toHaveLength(25);
  expect(first).toContain('5 more follow with your next /discuss');
  expect((await shown(1)).match(/Somebody reported/g)).toHaveLength(5);
});

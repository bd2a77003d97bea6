import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IDS } from '../../../sandbox/server/default-world.ts';
import type { SeenMessage, TestDiscord } from '../../../sandbox/testing/harness.ts';
import { startDiscordWithBot } from '../../support/bot.ts';
import { refusal } from '../../support/refusals.ts';

const HOUR = 3_600_000;

let discord: TestDiscord & AsyncDisposable;
beforeEach(async () => {
  discord = await startDiscordWithBot();
  await setUp(discord, 'discussions');
});
afterEach(() => discord[Symbol.asyncDispose]());

/** The server as an admin sets it up: a moderator role, a channel for prompts, one for the review queue. */
async function setUp(inDiscord: TestDiscord, prompts: string, options: { showProposers?: boolean } = {}) {
  const form = await inDiscord.as('admin').command('setup');
  await form.select('Choose the moderators’ role').choose(IDS.moderatorRole);
  await form.select('Choose a text channel or a forum').choose(inDiscord.channel(prompts).id);
  await form.select('Choose a text channel that only moderators see').choose(IDS.moderators);
  if (options.showProposers) await form.button(/who proposed|proposer/i).press();
}

const student = () => discord.as('student').in('reading');
const moderator = () => discord.as('moderator').in('moderators');
const review = () => discord.messages('moderators');
const lastCard = (words: string) =>
  discord.until(() => review().findLast((it) => it.text.includes(words)), `a card with “${words}”`);

async function proposed(
  question = 'Who makes the stronger case?',
  paragraphs = '6, 8',
): Promise<SeenMessage> {
  const answer = await student().command('discuss propose', { prompt: question, paragraphs });
  expect(answer.private).toBe(true);
  expect(answer.text).toContain('The moderators decide');
  return moderator().look(await lastCard(question));
}

const messagesFrom = (channelId: string) => discord.messages(channelId);
const openingOf = (channelId: string) =>
  messagesFrom(channelId).find((it) => it.hasButton('Reply with a quote')) as SeenMessage;

describe('a prompt is proposed and decided', () => {
  test('the card shows the paragraphs verbatim; the proposer hears of the outcome privately', async () => {
    const card = await proposed();
    expect(card.text).toContain('“It is true that Trump walked away from the TPP'.slice(1));
    expect(card.buttons).toEqual(['Approve', 'Approve as the team', 'Edit', 'Reject', 'Schedule']);
    const answer = await card.button('Approve as the team').press();
    expect(answer.text).toContain('Approved by the moderators');
    const heard = discord.as('student').inDirectMessages().sees();
    expect(heard.map(({ text }) => text).join()).toContain('was approved by the moderators');
    expect(discord.messages('reading')).toEqual([]);
  });

  test('approved by posting it: the proposer hears of both, with the link, and is named to members', async () => {
    const card = await proposed();
    const [named] = await moderator().autocomplete('discuss post', 'prompt', '');
    expect(named).toBeUndefined();
    const { modal } = await card.button('Schedule').press();
    await (await modal.submit({ when: 'in 1 hour' })).button('Yes').press();
    const heard = () =>
      discord
        .as('student')
        .inDirectMessages()
        .sees()
        .map(({ text }) => text);
    expect(heard().join()).toContain(`was approved by <@${IDS.moderator}>`);
    await discord.advance(HOUR + 60_000);
    const thread = await discord.until(() => discord.threads('discussions')[0], 'the thread');
    await discord.until(() => heard().at(-1)?.includes(`is open, in <#${thread.id}>`), 'the link');
    expect(openingOf(thread.id).text).toContain(`Proposed by <@${IDS.student}>`);
  });

  test('a question that waits already is not taken twice', async () => {
    await proposed();
    const again = { prompt: ' Who makes the  stronger case?', paragraphs: '6' };
    const answer = await discord.as('classmate').in('reading').command('discuss propose', again);
    expect(answer.text).toEqual(
      refusal(
        'prompt-repeated',
        'This very question was proposed already and is waiting, or is open. Word yours differently, or wait for it.',
      ),
    );
  });

  test('an edit keeps the original, a rejection has a reason', async () => {
    const card = await proposed();
    const form = (await card.button('Edit').press()).modal;
    await form.submit({ question: 'Whose case is stronger, and why?', stances: 'Mason\nBrown' });
    expect(card.text).toContain('## Whose case is stronger, and why?');
    expect(card.text).toContain('Proposed as: Who makes the stronger case?');
    expect(card.text).toContain('Poll: Mason / Brown');
    const why = (await card.button('Reject').press()).modal;
    await why.submit({ why: 'We did this last week.', team: ['me'] });
    expect(card.text).toContain(`Rejected by <@${IDS.moderator}>: We did this last week.`);
    expect(card.buttons).toEqual([]);
    const heard = discord.as('student').inDirectMessages().sees();
    expect(heard.at(-1)?.text).toContain('Reason: We did this last week.');
  });

  test('of two moderators who press at once, one wins and the other is told', async () => {
    const card = await proposed();
    const [one, two] = await Promise.all([
      card.button('Approve').press(),
      card.button('Approve as the team').press('admin'),
    ]);
    const texts = [one, two].map((it) => it.text);
    expect(
      texts.filter((it) => it.includes('somebody was faster, and this prompt is approved now')),
    ).toHaveLength(1);
  });

  test('a member who presses, or a moderator who was demoted, is refused', async () => {
    const card = await proposed();
    discord.setRole('moderator', IDS.moderatorRole, false);
    discord.setOverwrite('moderators', IDS.moderator, { allow: 1024n });
    const answer = await card.button('Approve').press('moderator');
    expect(answer.private).toBe(true);
    expect(answer.text).toContain('Only moderators');
    const refused = await student().command('discuss queue');
    expect(refused.text).toContain('Only moderators');
  });

  test('anonymous: the form says who will see the name, and moderators see what it says', async () => {
    const form = await student().command('discuss propose', { prompt: 'Is it fair?', anonymous: true });
    expect(form.modal.text).toContain('moderators of this server will not see that it is yours either');
    await form.modal.submit({ shown: ['anonymous'] });
    const card = await lastCard('Is it fair?');
    expect(card.text).toContain('Proposed anonymously');
    expect(card.text).not.toContain(IDS.student);
  });

  test('what an anonymous proposer was told holds, whatever the server sets before or after they send it', async () => {
    // GIVEN a form and a prompt that promise that nobody sees whose they are
    const propose = async (prompt: string) =>
      (await student().command('discuss propose', { prompt, anonymous: true })).modal;
    await (await propose('Before?')).submit({ shown: ['anonymous'] });
    const open = await propose('Open meanwhile?');
    // WHEN an admin lets moderators see proposers
    const setup = await discord.as('admin').command('setup');
    await setup.button('Show proposers to moderators').press();
    await open.submit({ shown: ['anonymous'] });
    const later = await propose('Later?');
    expect(later.text).toContain('Moderators of this server will see that it is yours');
    await later.submit({ shown: ['anonymous'] });
    // THEN only the later one shows its proposer
    expect(setup.text).toContain('moderators see it of those proposed from now on');
    await discord.until(() => review().some(({ text }) => text.includes('Later?')), 'the last card');
    for (const question of ['Before?', 'Open meanwhile?']) {
      const queue = await moderator().command('discuss queue');
      const card = await queue.button(`Open “${question}”`).press();
      expect(card.text).toContain('Proposed anonymously');
      expect(card.text).not.toContain(IDS.student);
    }
    expect((await lastCard('Later?')).text).toContain(`<@${IDS.student}>, anonymous to members`);
    // And the one whom nobody sees hears of it all the same.
    await moderator()
      .look(await lastCard('Before?'))
      .button('Approve as the team')
      .press();
    const heard = discord.as('student').inDirectMessages().sees().at(-1)?.text;
    expect(heard).toContain('was approved by the moderators');
    expect(heard).toContain('Before?');
  });

  test('a message becomes a prompt: its words are filled in, to be changed', async () => {
    const said = discord.as('classmate').in('reading').say('But ¶8 says nothing of **costs**!');
    const { modal } = await student().messageCommand('Suggest as prompt', said);
    expect(modal.fields.map(({ value }) => value).slice(0, 2)).toEqual([
      'But ¶8 says nothing of **costs**!',
      '8',
    ]);
    await modal.submit({ question: 'What does ¶8 leave out?', shown: ['named'] });
    expect((await lastCard('What does ¶8 leave out?')).text).toContain('¶8');
  });

  test('what can’t be understood gets a private answer that says what to do', async () => {
    for (const [options, refused] of [
      [
        { prompt: 'Q?', paragraphs: 'six' },
        refusal(
          'paragraphs-unclear',
          '“six” is no number of a paragraph. Write numbers, such as 6, 8 or 6-8.',
        ),
      ],
      [
        { prompt: 'Q?', paragraphs: '99' },
        refusal('paragraph-unknown', 'You can choose from ¶1 to ¶17. Use numbers between them.'),
      ],
      [
        { prompt: '   ' },
        refusal(
          'question-length',
          'A prompt has 1 to 300 characters; this has 0. Shorten it and propose it again.',
        ),
      ],
    ] as const) {
      const answer = await student().command('discuss propose', options);
      expect(answer.private).toBe(true);
      expect(answer.text).toEqual(refused);
    }
  });

  test('who takes no direct messages is told when they next use the bot', async () => {
    const card = await proposed();
    discord.leave('student');
    discord.sandbox.world.application.userInstalls.delete(IDS.student);
    await card.button('Approve').press();
    discord.join('student');
    const answer = await student().command('discuss progress');
    const [told] = await answer.awaitFollowUps();
    expect(told?.text).toContain('was approved');
    expect(told?.private).toBe(true);
  });
});

test('words of members are shown as they are, whatever they would mean in Markdown', async () => {
  const question = '*Who* pays <@1>, @everyone: ¶8 or ||¶10||?';
  await student().command('discuss propose', { prompt: question });
  const card = moderator().look(await lastCard('pays'));
  const shown = '\\*Who\\* pays \\<\\@1\\>, \\@everyone\\: ¶8 or \\|\\|¶10\\|\\|?';
  expect(card.text).toContain(`## ${shown}`);
  const { modal } = await card.button('Reject').press();
  await modal.submit({ why: '`No`\n- never', team: ['me'] });
  expect(card.text).toContain('\\`No\\`\n\\- never');
  const heard = discord.as('student').inDirectMessages().sees().at(-1)?.text;
  expect(heard).toContain(`> ${shown}`);
});

describe('drafts from the reading', () => {
  test('are offered to moderators and go to the queue, where they wait for approval', async () => {
    const drafts = await moderator().in('reading').command('discuss suggest', { from: 'dispute' });
    expect(drafts.text).toContain('Donald Trump (¶2) or James Brown (¶10)?');
    const card = await drafts.button('Put in the queue').press();
    expect(card.text).toContain('Drafted from the reading');
    expect(card.text).toContain('Waits for a decision');
    expect(discord.threads('discussions')).toEqual([]);
  });
});

describe('a time is said back before it is set', () => {
  test('scheduled in words, it is posted at its time', async () => {
    const card = await proposed();
    await card.button('Approve').press();
    const asked = await card.button('Schedule').press();
    const said = await asked.modal.submit({ when: 'in 2 hours' });
    const [, at, again] = /<t:(\d+):F> \(<t:(\d+):R>\)/.exec(said.text) ?? [];
    expect(at).toBe(again);
    expect(Math.abs(Number(at) * 1000 - discord.now() - 2 * HOUR)).toBeLessThan(60_000);
    expect(said.private).toBe(true);
    expect(discord.threads('discussions')).toEqual([]);
    const set = await said.button('Yes, schedule it').press();
    expect(set.text).toContain('Scheduled for');
    await discord.advance(HOUR);
    expect(discord.threads('discussions')).toEqual([]);
    await discord.advance(HOUR + 60_000);
    await discord.until(() => discord.threads('discussions').length === 1, 'the thread');
    await discord.advance(10 * 60_000);
    expect(discord.threads('discussions')).toHaveLength(1);
  });

  test('every week, the next approved prompt; and the moderators hear when the queue runs dry', async () => {
    const said = await moderator().command('discuss schedule', {
      when: 'in 1 hour',
      every: 'week',
      poll: false,
    });
    await said.button('Yes').press();
    const card = await proposed('First?');
    await card.button('Approve').press();
    await discord.advance(HOUR + 60_000);
    await discord.until(() => discord.threads('discussions').length === 1, 'the thread');
    await lastCard('The last approved prompt about “Washington Unlikely');
    await discord.advance(7 * 24 * HOUR);
    await lastCard('the queue has run dry');
    const queue = await moderator().command('discuss queue');
    expect(queue.text).toContain('Every week: the next approved prompt');
    await queue.button('Remove this time').press();
    expect((await moderator().command('discuss queue')).text).not.toContain('Every week');
  });

  test('what is no time is refused with an example', async () => {
    const answer = await moderator().command('discuss schedule', { when: 'someday' });
    expect(answer.private).toBe(true);
    expect(answer.text).toContain('tomorrow 18\\:00');
  });

  test('with nothing approved, posting says what to do', async () => {
    expect((await moderator().command('discuss post')).text).toContain('/discuss suggest');
  });
});

describe.each(['discussions', 'reading'])('a discussion in #%s', (channel) => {
  beforeEach(async () => {
    const form = await discord.as('admin').command('setup');
    await form.select('Choose a text channel or a forum').choose(discord.channel(channel).id);
  });

  const open = async (options: Record<string, string | number | boolean> = {}) => {
    const card = await proposed();
    const form = (await card.button('Edit').press()).modal;
    await form.submit({ stances: 'Mason\nBrown' });
    await card.button('Approve').press();
    expect((await moderator().command('discuss post', options)).text).toContain('Posted');
    return discord.threads(channel).at(-1)?.id ?? '';
  };

  test('has the prompt, its paragraphs verbatim, ground rules, a poll of its own, slow mode', async () => {
    const id = await open({ slow: 30 });
    const opening = openingOf(id);
    expect(opening.text).toContain('## Who makes the stronger case?');
    expect(opening.text).toContain('It is very unlikely that even President Trump would scrap');
    expect(opening.text).toContain('Ground rules');
    expect(opening.poll).toBeUndefined();
    const polls = discord.messages(id).filter(({ poll }) => poll);
    expect(polls.map(({ poll }) => poll?.answers.map(({ poll_media }) => poll_media.text))).toEqual([
      ['Mason', 'Brown'],
    ]);
    expect(discord.channel(id).slowMode).toBe(30);
  });

  test('from the first quote to the summary: counted, locked, taken home', async () => {
    const id = await open();
    const [sam, kim] = [discord.as('student').in(id), discord.as('classmate').in(id)];
    const before = discord.messages(id).find(({ poll }) => poll) as SeenMessage;
    sam.vote(before, 'Mason');
    kim.vote(before, 'Mason');
    kim.say('I doubt it.');
    const form = (await sam.look(openingOf(id)).button('Reply with a quote').press()).modal;
    const quote = await form.submit({
      claim: 'It is the cornerstone!',
      paragraph: '8',
      words: 'the cornerstone of the US presence in East Asia',
    });
    expect(quote.private).toBe(false);
    expect(quote.text).toContain('> the cornerstone of the US presence in East Asia');
    expect(quote.channelId).toBe(id);

    // A quote that was found by asking counts too.
    const found = await kim.command('ask', { question: 'Who agreed with Mason?' });
    const reply = (await found.button('Reply with this quote').press()).modal;
    await reply.submit({ claim: 'He agrees.', paragraph: '7' });

    const closing = await discord.as('moderator').in(id).command('discuss close');
    expect(closing.text).toContain('asked again');
    expect(before.poll?.results?.is_finalized).toBe(true);
    const after = discord.messages(id).findLast(({ poll }) => poll) as SeenMessage;
    expect(after.id).not.toBe(before.id);
    sam.vote(after, 'Brown');
    kim.vote(after, 'Mason');
    await discord.advance(24 * HOUR + 60_000);
    const summary = await discord.until(
      () => discord.messages(id).find(({ text }) => text.includes('What happened here')),
      'the summary',
    );
    expect(summary.text).toContain('**2** voted · **1** wrote **1** messages · **2** quotes');
    expect(summary.text).toContain('Quoted: ¶7 1×, ¶8 1×');
    expect(summary.text).toContain('Poll, “Mason”: 2 before, 1 after');
    expect(summary.text).toContain('Poll, “Brown”: 0 before, 1 after');
    await discord.until(() => discord.channel(id).thread?.locked, 'the lock');
    await lastCard('The discussion was closed: its time was over');

    const prompt = (await moderator().autocomplete('discuss pack', 'prompt', ''))[0]?.value ?? '';
    const pack = await moderator().command('discuss pack', { prompt });
    const [markdown, csv] = pack.files.map(({ text }) => text);
    expect(pack.private).toBe(true);
    expect(markdown).toContain('> the cornerstone of the US presence in East Asia');
    expect(`${markdown}${csv}`).not.toContain('Sam');
    expect(csv).toContain('It is the cornerstone!');
    const named = await moderator().command('discuss pack', { prompt, names: true });
    expect(named.files[0]?.text).toContain('Sam');
  });

  test('a quote is of one paragraph, with a claim, once, and goes by slow mode', async () => {
    const id = await open({ slow: 3600 });
    const quote = async (fields: Record<string, string>, who = 'student') => {
      const asked = await discord.as(who).in(id).look(openingOf(id)).button('Reply with a quote').press();
      return asked.modal.submit({ claim: 'It is!', ...fields });
    };
    for (const paragraph of ['6, 8', '8-9'])
      expect((await quote({ paragraph })).text).toEqual(
        refusal('paragraphs-many', 'Give the number of one paragraph only.'),
      );
    expect((await quote({ paragraph: '8', claim: '  ' })).text).toEqual(
      refusal('claim-empty', 'Write what you claim, and send it again.'),
    );
    expect((await quote({ paragraph: '8' })).private).toBe(false);
    const repeated = await quote({ paragraph: '8' });
    expect(repeated.private).toBe(true);
    expect(repeated.text).toEqual(
      refusal('quote-repeated', 'You have posted this very quote and claim here already.'),
    );
    // Less than a minute has passed, so an hour is still to come.
    await discord.advance(60_000);
    expect((await quote({ paragraph: '6' })).text).toEqual(
      refusal(
        'quote-slow',
        'This discussion has slow mode, for quotes too. You can post your next one in 59 min.',
      ),
    );
    expect((await quote({ paragraph: '6' }, 'classmate')).private).toBe(false);
    await discord.advance(HOUR);
    expect((await quote({ paragraph: '6' })).private).toBe(false);
  });

  test('a hand that is lowered is out of the order, and raised again it is the last', async () => {
    const id = await open();
    const press = async (who: string, label: string) =>
      (await discord.as(who).in(id).look(openingOf(id)).button(label).press()).text;
    await press('classmate', 'Raise hand');
    await press('student', 'Raise hand');
    expect(await press('classmate', 'Lower hand')).toBe(`Your hand is not raised.\n1. <@${IDS.student}>`);
    expect(await press('classmate', 'Raise hand')).toContain('number 2');
  });

  test('where the bot may not write in the thread, nobody’s words are posted', async () => {
    const id = await open();
    discord.setOverwrite(channel, IDS.botRole, { deny: PermissionFlagsBits.SendMessagesInThreads });
    const form = await discord.as('student').in(id).look(openingOf(id)).button('Reply with a quote').press();
    const refused = await form.modal.submit({ claim: 'It is!', paragraph: '8' });
    expect(refused.private).toBe(true);
    expect(refused.text).toContain('The bot lacks the permission Send Messages in Threads');
    await discord.as('student').in(id).look(openingOf(id)).button('Raise hand').press();
    const list = await discord.as('moderator').in(id).look(openingOf(id)).button('Raise hand').press();
    const uncalled = await list.button('Call the next').press();
    expect(uncalled.text).toContain('The bot lacks the permission Send Messages in Threads');
    expect(
      (await discord.as('student').in(id).look(openingOf(id)).button('Raise hand').press()).text,
    ).toContain('number 1');
  });

  test('hands are called in order, and a report reaches the moderators alone', async () => {
    const id = await open();
    const opening = openingOf(id);
    expect((await discord.as('classmate').in(id).look(opening).button('Raise hand').press()).text).toContain(
      'number 1',
    );
    const second = await discord.as('student').in(id).look(opening).button('Raise hand').press();
    expect(second.text).toContain('number 2');
    expect(second.private).toBe(true);
    const list = await discord.as('moderator').in(id).look(opening).button('Raise hand').press();
    const called = await list.button('Call the next').press();
    expect(called.private).toBe(false);
    expect(called.text).toBe(`<@${IDS.classmate}> has the floor.`);
    const { modal } = await discord.as('student').in(id).look(opening).button('Report to moderators').press();
    const thanks = await modal.submit({ words: 'Somebody is rude.' });
    expect(thanks.private).toBe(true);
    const report = await lastCard('Somebody is rude.');
    expect(report.text).not.toContain(IDS.student);
    expect(discord.messages(id).some(({ text }) => text.includes('rude'))).toBe(false);
  });
});

describe('the reading gate', () => {
  test('answers, quotes, prompts and drafts keep to the assigned paragraph', async () => {
    const question = { question: 'What would be a triumph to US rivals in East Asia?' };
    expect((await student().command('ask', question)).text).toContain('triumph to US rivals');
    const refused = await student().command('discuss progress', { paragraph: 5 });
    expect(refused.text).toContain('Only moderators');
    await moderator().in('reading').command('discuss progress', { paragraph: 5 });
    expect((await student().command('discuss progress')).text).toContain('up to ¶5 of 17');
    expect((await student().command('ask', question)).text).not.toContain(
      'a triumph to US rivals in East Asia, meaning',
    );
    expect((await student().command('reading paragraph', { n: 8 })).text).toContain(
      'This reading has ¶1 to ¶5',
    );
    expect((await student().command('quote', { text: 'cornerstone of the US' })).text).not.toContain(
      'order of magnitude',
    );
    const answer = await student().command('discuss propose', { prompt: 'Q?', paragraphs: '8' });
    expect(answer.text).toContain('You can choose from ¶1 to ¶5');
    expect((await moderator().in('reading').command('discuss suggest')).text).not.toContain('¶10');
  });

  test('a prompt ahead of the group is not posted', async () => {
    const card = await proposed();
    await card.button('Approve').press();
    await moderator().in('reading').command('discuss progress', { paragraph: 5 });
    const none = await moderator().command('discuss post');
    expect(none.text).toContain('is approved that the group has read up to');
    const [named] = await moderator().autocomplete('discuss post', 'prompt', 'stronger');
    const refused = await moderator().command('discuss post', { prompt: String(named?.value) });
    expect(refused.text).toContain('This prompt goes beyond ¶5');
    expect((await card.button('Post now').press()).text).toContain('This prompt goes beyond ¶5');
    expect(discord.threads('discussions')).toEqual([]);
  });
});

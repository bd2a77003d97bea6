import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IDS } from '../../../sandbox/server/default-world.ts';
import type { Person } from '../../../sandbox/testing/harness.ts';
import { startDiscordWithBot } from '../../support/bot.ts';
import { refusal } from '../../support/refusals.ts';

let discord: Awaited<ReturnType<typeof startDiscordWithBot>>;
let student: Person;
beforeAll(async () => {
  discord = await startDiscordWithBot();
  student = discord.as('student');
});
afterAll(() => discord[Symbol.asyncDispose]());

describe('/ask', () => {
  it('answers with the exact sentence, its ¶, whose words it is and the date, privately', async () => {
    const answer = await student.command('ask', {
      question: 'Could the president cancel it without the Senate?',
    });
    expect(answer.private).toBe(true);
    expect(answer.text).toContain(
      '> Indeed, it may not even be legal for the US president to cancel the treaty without the approval of the Senate," Brown said.',
    );
    expect(answer.text).toContain('**¶10** · James Brown says · 25 June 2019');
  });

  it('shows at most three quotes, and the article’s own words as such', async () => {
    const answer = await student.command('ask', { question: 'What do Russia and Japan dispute?' });
    expect(answer.text.match(/^> /gm)?.length).toBeLessThanOrEqual(3);
    expect(answer.text).toContain('**¶17** · the article · 25 June 2019');
  });

  it('shows a quote’s paragraph between its neighbours', async () => {
    const answer = await student.command('ask', { question: 'Who is Ra Mason?' });
    const context = await answer.button('¶5 in context').press();
    expect(context.private).toBe(true);
    expect(context.text).toMatch(/¶4[\s\S]*¶5[\s\S]*¶6/);
  });

  it('shows the editor’s note where its paragraph is quoted, apart and with its source', async () => {
    const answer = await student.command('ask', { question: 'Where is the G20 summit?' });
    expect(answer.text).toContain('¶3');
    expect(answer.text).toMatch(
      /Editor’s note on ¶3\*\* — The G20 summit of 28–29 June 2019 was held in Osaka/,
    );
    expect(answer.text).toContain("-# Source: G20 Osaka Leaders' Declaration");
  });

  it('says so where the article has no answer', async () => {
    const answer = await student.command('ask', { question: 'Who won the football world cup?' });
    expect(answer.text).toContain('This reading does not answer that.');
  });

  it('points to the dispute that asks it in words that the article does not use', async () => {
    const answer = await student.command('ask', { question: 'Who should pay for the bases?' });
    expect(answer.text).toContain('This is contested: **Who should pay for the bases?**');
    const card = await answer.button('See the positions').press();
    expect(card.text).toContain('Japan should pay more.');
  });

  it('takes anything for a question, and shows it as it was written', async () => {
    const nasty = '@everyone **bold** <@1100000000000000011> `x` https://example.org ||s|| ?';
    const answer = await student.command('ask', { question: nasty });
    expect(answer.text).toContain('\\@everyone \\*\\*bold\\*\\*');
    expect(answer.json.mentions).toEqual([]);
    expect((await student.command('ask', { question: '???' })).text).toContain('no word to look for');
  });
});

describe('sharing', () => {
  it('posts the same words for everybody, says who did, and does it once', async () => {
    const before = discord.messages('reading').length;
    const answer = await student.command('ask', { question: 'Who is Ra Mason?' });
    const pressed = await answer.button('Share').press();
    const shared = await discord.until(() => discord.messages('reading')[before], 'the shared answer');
    expect(shared.private).toBe(false);
    expect(shared.text).toContain('Ra Mason, a lecturer in international relations');
    expect(shared.text).toContain(`-# Shared by <@${IDS.student}>`);
    expect(shared.json.mentions).toEqual([]);
    expect(shared.buttons).toContain('¶5 in context');
    expect(shared.buttons.join()).not.toContain('Share');
    expect(pressed.button('Shared').disabled).toBe(true);
  });

  it('answers everybody at once where the asker chose so', async () => {
    const answer = await student.command('ask', { question: 'Who is James Brown?', share: true });
    expect(answer.private).toBe(false);
    expect(answer.buttons).not.toContain('Share');
  });

  it('leaves a shared paragraph as it is, and turns the page for who asked', async () => {
    const shared = await student.command('reading paragraph', { n: 3, share: true });
    const turned = await discord.as('classmate').look(shared).button('Next ¶4').press();
    expect(turned.private).toBe(true);
    expect(turned.text).toContain('## ¶4 of 17');
    expect(shared.text).toContain('## ¶3 of 17');
  });

  const ASKER_LACKS = refusal(
    'asker-may-not-post',
    "You lack the permission Send Messages in this channel, so it can't be shared here. Share it in another channel.",
  );
  const BOT_LACKS = refusal(
    'bot-may-not-post',
    'The bot lacks the permission Send Messages in this channel. Ask somebody who manages the server to allow it, or share it in another channel.',
  );
  it.each([
    ['the asker', IDS.student, ASKER_LACKS],
    ['the bot', IDS.botRole, BOT_LACKS],
  ])('posts nothing where %s may not write, and names the permission', async (_, id, refused) => {
    const question = { question: 'Could the president cancel it without the Senate?' };
    const answer = await student.command('ask', question);
    const { modal } = await answer.button('Reply with this quote').press();
    const before = discord.messages('reading').length;
    discord.setOverwrite('reading', id, { deny: PermissionFlagsBits.SendMessages });
    for (const attempt of [
      await answer.button('Share').press(),
      await answer.button('Reply with this quote').press(),
      await modal.submit({ claim: 'So it is.' }),
      await student.command('ask', { ...question, share: true }),
    ]) {
      expect(attempt.private).toBe(true);
      expect(attempt.text).toEqual(refused);
    }
    expect(discord.messages('reading')).toHaveLength(before);
    discord.setOverwrite('reading', id, {});
  });

  it('needs another permission in a thread', async () => {
    discord.setOverwrite('reading', IDS.botRole, { deny: PermissionFlagsBits.SendMessagesInThreads });
    const thread = student.openThread('A question');
    const shared = await thread.command('ask', { question: 'Who is Ra Mason?', share: true });
    expect(shared.text).toEqual(
      refusal(
        'bot-may-not-post',
        'The bot lacks the permission Send Messages in Threads in this channel. Ask somebody who manages the server to allow it, or share it in another channel.',
      ),
    );
    discord.setOverwrite('reading', IDS.botRole, {});
  });
});

describe('/quote', () => {
  it('shows a sentence once, however often it has the word', async () => {
    const { text } = await student.command('quote', { text: 'the' });
    expect(text.match(/Bloomberg news agency reported/g)).toHaveLength(1);
    expect(text).toContain('In more than 10 places; the first 10:');
  });

  it('forgives case, spaces and the form of quotation marks', async () => {
    const answer = await student.command('quote', { text: '  WAS  allegedly “one-sided”' });
    expect(answer.text).toContain('defense pact was allegedly "one-sided" and benefited Japan');
    expect(answer.text).toContain('¶2');
  });

  it('suggests sentences, and finds the one that was chosen', async () => {
    const choices = await student.autocomplete('quote', 'text', 'cornerstone');
    expect(choices[0]?.name).toMatch(/^¶8 However, scrapping/);
    const answer = await student.command('quote', { text: String(choices[0]?.value) });
    expect(answer.text).toContain('the agreement is the cornerstone of the US presence in East Asia');
  });

  it('suggests at most 25, and something for no words too', async () => {
    expect((await student.autocomplete('quote', 'text', '')).length).toBe(25);
    expect(await student.autocomplete('quote', 'text', 'zzzz')).toEqual([]);
  });

  it('says so where the words are nowhere', async () => {
    const answer = await student.command('quote', { text: 'the treaty will be scrapped tomorrow' });
    expect(answer.text).toContain('These words are not in this reading.');
  });
});

describe('/context', () => {
  it('lists the disputes, and opens one', async () => {
    const list = await student.command('context');
    expect(list.text).toContain('Southern Kurils / Northern Territories');
    const one = await list.button('See the positions').press();
    expect(one.text).toContain('Does the security treaty benefit Japan more than the United States?');
    expect(one.text).toMatch(/¶2[\s\S]*¶10/);
  });

  it('shows a suggested dispute, with who holds what', async () => {
    const choices = await student.autocomplete('context', 'topic', 'kuril');
    expect(choices[0]?.name).toBe('Southern Kurils / Northern Territories');
    const answer = await student.command('context', { topic: String(choices[0]?.value) });
    expect(answer.text).toContain('Held by: James Brown');
    expect(answer.text).toContain('No verdict is given.');
  });

  it('takes words that were never suggested, and says what there is where none fits', async () => {
    expect((await student.command('context', { topic: 'senate approval' })).text).toContain(
      'This side is not in the article.',
    );
    expect((await student.command('context', { topic: 'zebra' })).text).toContain('These are:');
  });
});

describe('/timeline', () => {
  it('gives events in order, in the text’s own words for their dates', async () => {
    const answer = await student.command('timeline');
    const at = ['back in 1951', 'In late January', '25th June, 2019', 'later in the week'].map((words) =>
      answer.text.indexOf(words),
    );
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
    expect(answer.text).toContain('date of the report');
  });

  it('keeps to a range, however it is written', async () => {
    const old = await student.command('timeline', { to: '1960' });
    expect(old.text).toContain('back in 1951');
    expect(old.text).not.toContain('late January');
    const june = await student.command('timeline', { from: 'June 2019', to: '2019-06-25' });
    expect(june.text).toContain('Bloomberg');
    expect(june.text).not.toContain('back in 1951');
    for (const from of ['25.6.2019', '6/25/2019', '2019年6月25日', '25. Juni 2019', 'summer 2019']) {
      const late = await student.command('timeline', { from });
      expect(late.text).toContain('Bloomberg');
      expect(late.text).not.toContain('late January');
    }
    const decade = await student.command('timeline', { from: 'the 1950s', to: '1951–1960' });
    expect(decade.text).toContain('back in 1951');
  });

  it('says what to write where a date is none', async () => {
    const answer = await student.command('timeline', { from: 'the day after never' });
    expect(answer.private).toBe(true);
    expect(answer.text).toContain('Write a year');
  });

  it.each([
    ['Marchpane 2019', '“Marchpane 2019” is not a date'],
    ['12/06/2019', '12/06/2019 can be 12 June or 6 December 2019\\: write 2019-06-12 or 2019-12-06.'],
  ])('does not guess what %s is', async (from, why) => {
    const answer = await student.command('timeline', { from });
    expect(answer.private).toBe(true);
    expect(answer.text).toContain(why);
  });
});

describe('/people', () => {
  it('lists them, with the article’s description', async () => {
    const answer = await student.command('people');
    expect(answer.text).toMatch(/Ra Mason[\s\S]*James Brown[\s\S]*Donald Trump[\s\S]*Shinzo Abe/);
  });

  it('shows what one of them said', async () => {
    const choices = await student.autocomplete('people', 'name', 'mas');
    expect(choices).toEqual([{ name: 'Ra Mason', value: 'ra-mason' }]);
    const answer = await student.command('people', { name: 'ra-mason' });
    expect(answer.text).toContain('**¶5** · Ra Mason, as the article reports');
    expect(answer.text).toContain('**¶6** · Ra Mason says');
    expect((await student.command('people', { name: 'Trump' })).text).toContain('quotes no words');
  });

  it('shows editors’ notes on the paragraphs that describe them', async () => {
    for (const answer of [
      await student.command('people'),
      await student.command('people', { name: 'Trump' }),
    ]) {
      expect(answer.text).toMatch(/> .+\n\*\*¶1\*\*/);
      expect(answer.text).toContain('Editor’s note on ¶1');
    }
  });
});

describe('/reading', () => {
  it('says what the reading is', async () => {
    const answer = await student.command('reading about');
    expect(answer.text).toContain('Washington Unlikely To Withdraw From US-Japan Defense Pact');
    expect(answer.text).toContain('UrduPoint News / Sputnik');
    expect(answer.text).toContain('17 paragraphs');
  });

  it('turns the pages in place, from the first to the last', async () => {
    let page = await student.command('reading paragraph', { n: 1 });
    expect(page.buttons).toEqual(['Next ¶2', 'Share']);
    for (let n = 2; n <= 17; n++) {
      page = await page.button(`Next ¶${n}`).press();
      expect(page.text).toContain(`## ¶${n} of 17`);
      expect(page.by).toBe('update');
    }
    expect(page.buttons).toEqual(['Previous ¶16', 'Share']);
  });

  it('says which paragraphs there are where the number is off', async () => {
    expect((await student.command('reading paragraph', { n: 99 })).text).toEqual(
      refusal('paragraph-unknown', 'This reading has ¶1 to ¶17. Choose a number between them.'),
    );
  });

  it('lists what can be read', async () => {
    expect((await student.command('reading list')).text).toContain('in use here');
  });
});

it('/help names the commands, and those of moderators and admins to them alone', async () => {
  const named = async (who: Person) => (await who.command('help')).text.match(/(?<=\*\*\/)\w+/g);
  const everybody = 'ask quote check context timeline people reading discuss privacy'.split(' ');
  expect(await named(student)).toEqual(everybody);
  expect(await named(discord.as('admin'))).toEqual([...everybody, 'library', 'discuss', 'setup']);
  expect(await named(discord.as('admin').inDirectMessages())).toEqual(
    everybody.filter((name) => name !== 'discuss'),
  );
});

it('works in direct messages', async () => {
  const answer = await student.inDirectMessages().command('ask', { question: 'Who is Ra Mason?' });
  expect(answer.text).toContain('¶5');
});

it('works in a thread', async () => {
  const answer = await student.openThread('A question').command('ask', { question: 'Who is Ra Mason?' });
  expect(answer.text).toContain('¶5');
});

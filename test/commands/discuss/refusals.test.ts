import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { Services } from '../../../commands/services.ts';
import { IDS } from '../../../sandbox/server/default-world.ts';
import type { Person, SeenMessage } from '../../../sandbox/testing/harness.ts';
import { temporaryFolder } from '../../../scripts/temporary.ts';
import type { RawRequest } from '../../../src/discord/request.ts';
import { NO_ANNOTATIONS } from '../../../src/reading/annotations.ts';
import { makeReading } from '../../../src/reading/make.ts';
import { openStorage, type Repositories } from '../../../src/storage/storage.ts';
import { aPlan, aPrompt } from '../../discussion/examples.ts';
import { startDiscordWithBot } from '../../support/bot.ts';
import { refusal } from '../../support/refusals.ts';

/* What /discuss refuses: each is a private answer that says what to do, and nothing has changed. */

const whales = {
  reading: makeReading('whales', { headline: 'Whales', language: 'en' }, [
    { kind: 'paragraph', text: 'The blue whale is the largest animal that has ever lived.' },
    { kind: 'paragraph', text: 'Whalers killed most of them.' },
  ]),
  annotations: {
    ...NO_ANNOTATIONS,
    prompts: [{ id: 'why', question: 'Why were they killed?', paragraphs: [1] }],
  },
};

/** Prompts by their ids, which say what state they are in. */
const prompts = [
  aPrompt({ id: 'waitswaits', question: 'Does it wait?', proposer: null }),
  aPrompt({
    id: 'leasedxxxx',
    question: 'Is it busy?',
    lease: { by: 'another', until: new Date('2100-01-01'), attempt: 1 },
  }),
  aPrompt({ id: 'proposedxx', state: 'approved', question: 'Who proposed it?', proposer: IDS.classmate }),
  aPrompt({ id: 'approvedxx', state: 'approved', question: 'Is it approved?' }),
  aPrompt({
    id: 'aheadxxxxx',
    state: 'approved',
    question: 'Is it ahead?',
    reading: 'whales',
    paragraphs: [2],
  }),
  aPrompt({
    id: 'heldheldxx',
    state: 'scheduled',
    question: 'Is it held?',
    reading: 'whales',
    paragraphs: [2],
    plan: { ...aPlan, channelId: IDS.reading },
    hold: { kind: 'ahead', since: new Date(0), detail: '¶1', told: true },
  }),
  aPrompt({
    id: 'whalesxxxx',
    state: 'approved',
    question: 'Is it large?',
    reading: 'whales',
    paragraphs: [1],
  }),
  aPrompt({ id: 'editedxxxx', question: 'Is it edited?', reading: 'whales', paragraphs: [1] }),
].map((prompt) => ({ ...prompt, guildId: IDS.guild }));

let discord: Awaited<ReturnType<typeof startDiscordWithBot>>;
let student: Person;
let moderator: Person;
beforeAll(async () => {
  discord = await startDiscordWithBot({ stored });
  student = discord.as('student').in('reading');
  moderator = discord.as('moderator').in('moderators');
});
afterAll(() => discord[Symbol.asyncDispose]());

async function stored({ settings, discussions, readings }: Repositories) {
  const act = { by: IDS.admin, at: new Date(1) };
  await settings.change(IDS.guild, {
    moderatorRoleId: IDS.moderatorRole,
    reviewChannelId: IDS.moderators,
  });
  const draft = await readings.saveDraft(IDS.guild, whales, act);
  await readings.approve(IDS.guild, 'whales', draft, act);
  await discussions.assign(IDS.guild, 'whales', 1);
  for (const prompt of prompts) await discussions.add(IDS.guild, prompt);
}

/** A prompt's card, as the queue opens it. */
async function cardOf(question: string): Promise<SeenMessage> {
  return (await moderator.command('discuss queue')).button(`Open “${question}”`).press();
}

describe('who proposes is told', () => {
  test('that paragraphs are for moderators to assign, and up to where they can', async () => {
    expect((await student.command('discuss progress', { paragraph: 5 })).text).toEqual(
      refusal(
        'not-moderator',
        'Only moderators assign paragraphs. Without a number, /discuss progress tells how far the group is.',
      ),
    );
    const beyond = await moderator.in('reading').command('discuss progress', { paragraph: 18 });
    expect(beyond.text).toEqual(
      refusal('paragraph-unknown', 'This reading has ¶1 to ¶17. 0 opens all of it.'),
    );
  });

  test('that moderators have to decide about five of theirs first, and about fifty in the server', async () => {
    const crowded = await startDiscordWithBot({
      stored: async ({ discussions }) => {
        for (let i = 0; i < 44; i++)
          await discussions.add(
            IDS.guild,
            aPrompt({ id: `another${i}`, guildId: IDS.guild, proposer: null }),
          );
      },
    });
    let asked = 0;
    const propose = async (who: string, anonymous = false) => {
      const me = crowded.as(who).in('reading');
      const prompt = `Who is right, and why? (${++asked})`;
      const answer = await me.command('discuss propose', { prompt, anonymous });
      return anonymous ? answer.modal.submit({ shown: ['anonymous'] }) : answer;
    };
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => propose('student', i % 2 === 0)));
    const refused = answers.filter(({ text }) => !text.includes('Thank you'));
    expect(refused).toHaveLength(3);
    for (const answer of refused) {
      expect(answer.private).toBe(true);
      expect(answer.text).toEqual(
        refusal(
          'proposals-person',
          '5 prompts of yours wait for the moderators, and no more can. Propose this one when they have decided about one of them: you hear of it privately.',
        ),
      );
    }
    expect((await propose('classmate')).text).toContain('Thank you');
    expect((await propose('classmate')).text).toEqual(
      refusal(
        'proposals-server',
        '50 prompts wait for the moderators of this server, and no more can. Try again when they have decided about some.',
      ),
    );
    await crowded[Symbol.asyncDispose]();
  });

  test('what is no report', async () => {
    const said = discord.as('classmate').in('reading').say('You fool.');
    const { modal } = await student.messageCommand('Report to moderators', said);
    expect((await modal.submit({ words: ' ' })).text).toEqual(
      refusal('report-empty', 'Say what is wrong, so that moderators know what to look at.'),
    );
    const own = await student.command('help');
    expect((await student.messageCommand('Report to moderators', own)).text).toEqual(
      refusal('report-private', 'Only you see this message, so moderators can’t look at it.'),
    );
  });
});

describe('who moderates is told', () => {
  test('that a prompt or a discussion is not there', async () => {
    expect(
      (await moderator.command('discuss post', { prompt: 'nowhere', channel: IDS.reading })).text,
    ).toEqual(refusal('prompt-unknown', 'This prompt is not there. /discuss queue shows those that are.'));
    expect((await moderator.command('discuss close')).text).toEqual(
      refusal(
        'discussion-unknown',
        'There is no such discussion here. Use this in its thread, or choose it with the option “prompt”.',
      ),
    );
  });

  test('that somebody has decided, or is at work on it', async () => {
    const [first, second] = [await cardOf('Does it wait?'), await cardOf('Does it wait?')];
    await first.button('Approve').press();
    expect((await second.button('Approve').press()).text).toEqual(
      refusal(
        'prompt-decided',
        'Nothing was changed: somebody was faster, and this prompt is approved now. /discuss queue shows what waits.',
      ),
    );
    const busy = await cardOf('Is it busy?');
    expect((await busy.button('Approve').press()).text).toEqual(
      refusal('prompt-busy', 'The bot is at work on this prompt just now. Try again in a minute.'),
    );
  });

  test('what a form lacks', async () => {
    const card = await cardOf('Is it edited?');
    const { modal } = await card.button('Reject').press();
    expect((await modal.submit({ why: ' ', team: ['team'] })).text).toEqual(
      refusal('reason-missing', 'Give a reason: the proposer is told it.'),
    );
    for (const [stances, refused] of [
      [
        'Yes',
        refusal('stances-count', 'A poll has 2 to 10 answers, one a line; leave them all out for no poll.'),
      ],
      [
        `Yes\n${'No'.repeat(40)}`,
        refusal('stance-long', `A poll’s answer has at most 55 characters: “${'No'.repeat(40)}” has 80.`),
      ],
    ] as const)
      expect((await (await card.button('Edit').press()).modal.submit({ stances })).text).toEqual(refused);
  });

  test('that the group is not that far', async () => {
    const options = { prompt: 'aheadxxxxx', channel: IDS.reading };
    expect((await moderator.command('discuss post', options)).text).toEqual(
      refusal(
        'prompt-ahead',
        'This prompt goes beyond ¶1, up to which the group is assigned. Move that on with /discuss progress first.',
      ),
    );
    const held = await cardOf('Is it held?');
    expect((await held.button('Try again').press()).text).toEqual(
      refusal('prompt-ahead', 'The group is assigned up to ¶1. Move that on with /discuss progress first.'),
    );
    expect(discord.threads('reading')).toEqual([]);
  });

  test('what a time needs', async () => {
    const when = 'in 1 hour';
    expect((await moderator.command('discuss schedule', { when })).text).toEqual(
      refusal('channel-missing', 'Say in which channel: with the option “channel”, or for good with /setup.'),
    );
    const weekly = { when, every: 'week', prompt: 'approvedxx', channel: IDS.reading };
    expect((await moderator.command('discuss schedule', weekly)).text).toEqual(
      refusal(
        'weekly-prompt',
        'A prompt is posted once. Leave it out: every week the next approved one is taken.',
      ),
    );
    const asked = await moderator.command('discuss schedule', { ...weekly, every: 'once' });
    await discord.advance(2 * 3_600_000);
    expect((await asked.button('Yes').press()).text).toEqual(
      refusal('when-past', 'That time has passed meanwhile. Choose another with /discuss schedule.'),
    );
  });

  test('that nothing is approved', async () => {
    const next = await discord.as('stranger').command('discuss post', { channel: IDS.lobby });
    expect(next.text).toEqual(
      refusal(
        'queue-dry',
        'No prompt about “Washington Unlikely To Withdraw From US-Japan Defense Pact But May Try To Review Deal” is approved that the group has read up to. Approve one (/discuss queue), draft some with /discuss suggest, or name one about another reading with the option “prompt”.',
      ),
    );
  });
});

describe('in a discussion', () => {
  /** Opens a discussion of an approved prompt, and gives its first message as the student sees it. */
  async function open(prompt: string): Promise<SeenMessage> {
    await moderator.command('discuss post', { prompt, channel: IDS.reading });
    const thread = discord.threads('reading').at(-1)?.id ?? '';
    const opening = await discord.until(
      () => discord.messages(thread).find((it) => it.hasButton('Reply with a quote')),
      'its first message',
    );
    return discord.as('student').in(thread).look(opening);
  }

  test('a quote is in the text, and nothing is said in one that is closed', async () => {
    const opening = await open('approvedxx');
    const claim = 'So it is.';
    const form = async () => (await opening.button('Reply with a quote').press()).modal;
    expect((await (await form()).submit({ claim, paragraph: ' ' })).text).toEqual(
      refusal('paragraph-missing', 'Give the number of the paragraph that you quote.'),
    );
    expect((await (await form()).submit({ claim, paragraph: '6', words: 'bananas' })).text).toEqual(
      refusal(
        'words-absent',
        '¶6 does not have these words. Copy them from /reading paragraph 6, or leave them out to quote all of it.',
      ),
    );
    expect((await (await form()).submit({ claim, paragraph: '18' })).text).toEqual(
      refusal('paragraph-unknown', 'You can choose from ¶1 to ¶17. Use numbers between them.'),
    );
    const late = await form();
    await moderator.command('discuss close', { prompt: 'approvedxx', now: true });
    expect((await late.submit({ claim, paragraph: '6' })).text).toEqual(
      refusal('discussion-closed', 'This discussion is not open (any more).'),
    );
  });

  test('moderators write to somebody, and write something', async () => {
    const opening = await open('proposedxx');
    const report = (await opening.button('Report to moderators').press()).modal;
    await report.submit({ words: 'It is insulting.' });
    const card = await discord.until(
      () => discord.messages('moderators').find(({ text }) => text.includes('It is insulting.')),
      'the report',
    );
    const form = async () => (await moderator.look(card).button('Write to the proposer').press()).modal;
    expect((await (await form()).submit({ words: ' ' })).text).toEqual(
      refusal('words-missing', 'Write what you want to tell them.'),
    );
    const late = await form();
    await (await discord.as('classmate').command('privacy delete')).button('Delete').press();
    expect((await late.submit({ words: 'Please word it otherwise.' })).text).toEqual(
      refusal('proposer-unknown', 'Nobody is known who proposed this prompt (any more).'),
    );
  });

  test('nothing is done with a reading that is gone', async () => {
    const opening = await open('whalesxxxx');
    const quote = (await opening.button('Reply with a quote').press()).modal;
    const thread = student.openThread('Whales');
    const moderates = moderator.in(thread.channelId);
    await moderates.command('library use', { reading: 'whales' });
    const proposal = await thread.command('discuss propose', { prompt: 'Are they large?', anonymous: true });
    const drafts = await moderates.command('discuss suggest');
    const edited = (await (await cardOf('Is it edited?')).button('Edit').press()).modal;
    await moderator.command('library remove', { reading: 'whales' });
    expect((await quote.submit({ claim: 'So it is.', paragraph: '1' })).text).toEqual(
      refusal('reading-gone', 'This reading is no longer in the library, so it can’t be quoted.'),
    );
    expect((await proposal.modal.submit({ shown: ['anonymous'] })).text).toEqual(
      refusal('reading-gone', 'This reading is no longer in this server’s library. Propose it for another.'),
    );
    expect((await drafts.button('Put in the queue').press()).text).toEqual(
      refusal('suggestion-gone', 'The reading has changed since. Use /discuss suggest again.'),
    );
    expect((await edited.submit({ question: 'Are they?' })).text).toEqual(
      refusal('reading-gone', 'The reading of this prompt is no longer in the library.'),
    );
  });
});

test('a prompt goes nowhere while what was posted of it can’t be taken away', async () => {
  const plan = { ...aPlan, at: new Date(Date.now() + 3_600_000), channelId: IDS.discussions, poll: true };
  await using other = await startDiscordWithBot({
    mayBreakRules: true,
    stored: async ({ settings, discussions }) => {
      await settings.change(IDS.guild, { moderatorRoleId: IDS.moderatorRole });
      const scheduled = aPrompt({ id: 'scheduledx', state: 'scheduled', stances: ['Yes', 'No'], plan });
      await discussions.add(IDS.guild, { ...scheduled, guildId: IDS.guild });
    },
  });
  const moderates = other.as('moderator').in('moderators');
  // GIVEN one whose poll can't be posted any more
  other.setOverwrite('discussions', IDS.botRole, {
    deny: PermissionFlagsBits.SendPolls | PermissionFlagsBits.ManageThreads,
  });
  await other.advance(3_601_000);
  const held = async () => (await moderates.command('discuss queue')).text.includes('needs you');
  await other.until(held, 'that it waits for a moderator');
  expect(other.threads('discussions')).toHaveLength(1);
  // WHEN a moderator takes it back
  const queue = await moderates.command('discuss queue');
  const card = await queue.button('Open').press();
  const back = await card.button('Back to the queue').press();
  // THEN
  expect(back.text).toEqual(
    refusal(
      'prompt-begun',
      'Nothing was changed: a part of this prompt is posted already and could not be taken away (Manage Threads). Give the bot what it lacks, or delete that part yourself, and try again.',
    ),
  );
  expect(other.threads('discussions')).toHaveLength(1);
});

describe('who is slower, though both have looked at the same', () => {
  test.each([
    [
      'goes on with a prompt',
      'p-retry',
      'scheduled',
      refusal('prompt-decided', 'Somebody was faster. /discuss queue shows how it stands.'),
    ],
    [
      'closes a discussion',
      'p-close',
      'posted',
      refusal('prompt-decided', 'Somebody was faster. Look at the thread.'),
    ],
  ] as const)('%s, and is told', async (_, action, state, refused) => {
    const folder = temporaryFolder();
    const storage = await openStorage({ dataDir: folder.path });
    const { discussions } = storage.repositories;
    await discussions.add(
      '100',
      aPrompt({
        id: 'heldheldxx',
        state,
        plan: aPlan,
        hold: { kind: 'permission', since: new Date(0), detail: '', told: true },
      }),
    );
    const get: typeof discussions.get = async (guildId, id) => {
      const found = await discussions.get(guildId, id);
      // Somebody else, in between.
      if (found) await discussions.commit(guildId, { prompts: [found] });
      return found;
    };
    const services = { discussions: { ...discussions, get } } as unknown as Services;
    const request = {
      guildId: '100',
      user: { id: '1', name: 'A' },
      fields: {},
      now: new Date(),
    } as unknown as RawRequest;
    const handle = commands.flatMap(({ actions }) => actions).find(({ name }) => name === action)?.handle;
    await expect(handle?.(['heldheldxx'], request, services)).rejects.toEqual(refused);
    await storage.close();
    folder.remove();
  });
});

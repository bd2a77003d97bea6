import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InteractionResponse, Person, SeenMessage } from '../../../sandbox/testing/harness.ts';
import { zip } from '../../reading/import/files.ts';
import { addDraft } from '../../support/adding.ts';
import { startDiscordWithBot } from '../../support/bot.ts';
import { refusal } from '../../support/refusals.ts';

/*
 * A button may stand in a channel for years. It names the version of the text that it was made for (decision 4), so
 * it never shows other words under a number that somebody has quoted.
 */

const TEXT =
  '---\nheadline: Tides\nlanguage: en\n---\n\nAda Byrne, an engineer, built the harbour in 1848.\n\nByrne said: "It will hold."\n';
const ANNOTATIONS = `
people:
  - id: byrne
    name: Ada Byrne
    aliases: [Byrne]
    description: { paragraph: 1, quote: an engineer }
    says: [{ paragraph: 2, quote: It will hold., mode: direct }]
disputes:
  - id: holding
    topic: holding
    question: Will it hold?
    positions:
      - { position: It will., holders: [byrne], quotes: [{ paragraph: 2, quote: It will hold. }] }
      - { position: It will not., holders: [], quotes: [] }
`;

let discord: Awaited<ReturnType<typeof startDiscordWithBot>>;
let admin: Person;
let student: Person;
beforeAll(async () => {
  discord = await startDiscordWithBot();
  admin = discord.as('admin');
  student = discord.as('student');
});
afterAll(() => discord[Symbol.asyncDispose]());

async function approve(text: string, annotations: string, options: { replaces?: string } = {}) {
  const content = await zip({ 'tides/reading.md': text, 'tides/annotations.yaml': annotations });
  const draft = await addDraft(discord, admin, { name: 'tides.zip', content }, options);
  return draft.button('Approve').press();
}

/** Everything that can be pressed, chosen or sent on what the bot said of the text. */
async function pressables(): Promise<Record<string, () => Promise<InteractionResponse>>> {
  const checked = await student.command('check', { text: 'built the harbour in 1848' });
  const cited = await shown(await checked.button('Cite ¶1').press());
  const asked = await student.command('ask', { question: 'Who built the harbour?' });
  const openReply = () => asked.button('Reply with this quote').press();
  // A form can be sent once.
  const forms = [(await openReply()).modal, (await openReply()).modal];
  const page = await student.command('reading paragraph', { n: 1 });
  const whole = await student.command('reading cite');
  const [suggested] = await student.autocomplete('quote', 'text', 'harbour');
  const people = await student.command('people');
  const disputes = await student.command('context');
  return {
    context: () => checked.button('¶1 in context').press(),
    cite: () => checked.button('Cite ¶1').press(),
    'cite in a style': () => cited.select().choose('BibTeX'),
    'open the reply': openReply,
    'send the reply': () => (forms.pop() as (typeof forms)[0]).submit({ claim: 'So it was Byrne.' }),
    'turn the page': () => page.button('Next ¶2').press(),
    'cite the whole': () => whole.select().choose('BibTeX'),
    quote: () => student.command('quote', { text: String(suggested?.value) }),
    person: () => people.button('Ada Byrne: their words').press(),
    dispute: () => disputes.button('See the positions').press(),
  };
}

describe('what stands in a channel of a reading', () => {
  const REPLACED = refusal(
    'reading-replaced',
    'The text of this reading was replaced since. Use the command again.',
  );
  const GONE = refusal(
    'reading-gone',
    'This reading is no longer in this server’s library. /reading list shows what is.',
  );

  it('works as long as the text is the same, and says so when it is replaced or gone', async () => {
    // GIVEN a reading in use
    const approved = await approve(TEXT, ANNOTATIONS);
    await approved.button('Use it here').press();
    for (const press of Object.values(await pressables())) {
      const answer = await press();
      const { text } = answer.by === 'modal' ? answer.modal : await shown(answer);
      expect(text).not.toMatch(/no longer|replaced/);
    }
    const pressable = await pressables();
    const before = discord.messages('reading').length;

    // WHEN its text is replaced by one that says it otherwise, and nobody is annotated
    await approve(TEXT.replace('1848', '1849'), '{}', { replaces: 'tides' });

    // THEN nothing of the old message acts on the new text, and each says what to do
    const texts = await textsOf(pressable);
    expect(texts).toEqual({
      context: REPLACED,
      cite: REPLACED,
      'cite in a style': REPLACED,
      'open the reply': REPLACED,
      'send the reply': REPLACED,
      'turn the page': REPLACED,
      'cite the whole': REPLACED,
      quote: refusal(
        'reading-replaced',
        'The text of this reading was replaced since. Type the words again.',
      ),
      person: refusal('person-gone', 'This person is no longer listed. /people lists who is.'),
      dispute: refusal('dispute-gone', 'This dispute is no longer there. /context lists what is.'),
    });
    expect(discord.messages('reading')).toHaveLength(before);

    // WHEN it is removed THEN they say that it is gone
    await admin.command('library remove', { reading: 'tides' });
    const { quote, person, dispute, ...others } = await textsOf(pressable);
    expect(Object.keys(others)).toHaveLength(7);
    for (const [name, text] of Object.entries(others)) expect(text, name).toEqual(GONE);
    expect([quote, person, dispute].join()).not.toContain('1849');
  });
});

/** The message that a button brought: a citation that takes its time comes after the one that was pressed. */
async function shown(answer: InteractionResponse): Promise<SeenMessage> {
  return (answer.by === 'deferred-update' && (await answer.awaitFollowUps())[0]) || answer;
}

async function textsOf(pressable: Record<string, () => Promise<InteractionResponse>>) {
  const texts: Record<string, string> = {};
  for (const [name, press] of Object.entries(pressable)) {
    const answer = await press();
    expect(answer.private, name).toBe(true);
    texts[name] = answer.text;
  }
  return texts;
}

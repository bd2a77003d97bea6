import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IDS } from '../../../sandbox/server/default-world.ts';
import type { Person } from '../../../sandbox/testing/harness.ts';
import { NO_ANNOTATIONS } from '../../../src/reading/annotations.ts';
import { makeReading } from '../../../src/reading/make.ts';
import { startDiscordWithBot } from '../../support/bot.ts';
import { forge } from '../../support/forge.ts';
import { refusal } from '../../support/refusals.ts';

const blocks = (...texts: readonly string[]) => texts.map((text) => ({ kind: 'paragraph' as const, text }));
const tides = makeReading(
  'tides',
  { headline: 'Tides', language: 'en' },
  blocks('“The harbour will hold,” Ada Byrne said.'),
);
const whales = makeReading(
  'whales',
  { headline: 'Whales', language: 'en' },
  blocks('Whalers killed most of the blue whales.'),
);

let discord: Awaited<ReturnType<typeof startDiscordWithBot>>;
let student: Person;
let classmate: Person;
beforeAll(async () => {
  discord = await startDiscordWithBot({
    // The server has two readings more than the one in use.
    stored: async ({ readings }) => {
      const act = { by: IDS.admin, at: new Date(1) };
      for (const reading of [tides, whales]) {
        const draft = await readings.saveDraft(IDS.guild, { reading, annotations: NO_ANNOTATIONS }, act);
        await readings.approve(IDS.guild, reading.id, draft, act);
      }
    },
  });
  student = discord.as('student');
  await startCiting();
  classmate = discord.as('classmate');
});
afterAll(() => discord[Symbol.asyncDispose]());

/** The first citation waits for its thread; an answer that was announced as thinking comes as a further message. */
const startCiting = () => student.command('reading cite', { style: 'apa' });

const check = async (text: string, speaker?: string) =>
  (await student.command('check', { text, ...(speaker && { speaker }) })).text;

describe('/check', () => {
  it('says that words are verbatim, with their place and speaker, privately', async () => {
    const answer = await student.command('check', {
      text: '“It is true that Trump walked away from the TPP”',
    });
    expect(answer.private).toBe(true);
    expect(answer.text).toContain('**Verbatim.** The text has these words, to the letter.');
    expect(answer.text).toContain(
      '> It is true that Trump walked away from the TPP\n**¶8** · James Brown says',
    );
    expect(answer.buttons).toEqual(['¶8 in context', 'Cite ¶8', 'Share']);
  });

  it('names what differs where only that does', async () => {
    expect(await check('it is TRUE that trump  walked away')).toContain(
      '**Verbatim but for case and spacing.**',
    );
  });

  it('says what a cut leaves out, and that it turns the sentence', async () => {
    const said = await check(
      'It is ... that even President Trump would scrap the US-Japan security alliance',
    );
    expect(said).toContain('**Shortened.** All of it is in the text, in this order, with words cut out.');
    expect(said).toContain('> It is very unlikely that even President Trump would scrap');
    expect(said).toContain('Cut out:\n> very unlikely');
    expect(said).toContain(
      'Careful: the quote leaves out **unlikely**, which negates. Read the whole sentence.',
    );
  });

  it('shows an altered quote’s differences as sentences', async () => {
    const said = await check(
      'It is very likely that President Trump would scrap the US-Japan security alliance soon',
    );
    expect(said).toContain('**Altered.** The text says it in other words.');
    expect(said).toContain('- the text has **unlikely**, the quote has **likely**');
    expect(said).toContain('- the text has **even**, the quote leaves it out');
    expect(said).toContain('- the quote has **soon**, the text does not');
    expect(said).toContain('**¶6** · Ra Mason says');
  });

  it('takes a stitched quote apart', async () => {
    const said = await check(
      'Trump might suggest revisions, but depending upon the withdrawal of US forces would be a triumph',
    );
    expect(said).toContain('**Stitched together.**');
    expect(said).toMatch(
      /Part 1: “Trump might suggest revisions, but depending upon”[\s\S]*¶6[\s\S]*Part 2: “the withdrawal of US forces would be a triumph”[\s\S]*¶10/,
    );
  });

  it('says whose words they are where they are another’s', async () => {
    const said = await check('Trump walked away from the TPP', 'Ra Mason');
    expect(said).toContain(
      '**Misattributed.** The words are in the text (verbatim), but they are not Ra Mason’s.',
    );
    expect(said).toContain('**¶8** · James Brown says');
    expect(await check('Trump walked away from the TPP', 'Brown')).toContain('The speaker is right.');
    expect(await check('Japan and Russia launched full-scale talks', 'Brown')).toContain(
      '**Misattributed.**',
    );
  });

  it('says that words are not there, with the nearest passage as such, or none', async () => {
    expect(
      await check('Japan will purchase the Aegis Ashore from Russia next year, Tokyo announced'),
    ).toMatch(/\*\*Not in the text\.\*\* The nearest passages say something else:[\s\S]*Aegis Ashore/);
    expect(await check('Bananas ripen quickly')).toContain('Nothing in this reading is near to it.');
  });

  it('says which other reading of the server has words that this one does not', async () => {
    const said = await check('the harbour will hold', 'Byrne');
    expect(said).toContain(
      '**In another reading.** This reading does not have these words; “Tides” does (verbatim but for case). The speaker is right.',
    );
    expect(said).toContain('> The harbour will hold\n**¶1** · Ada Byrne says');
    expect(await check('Whalers killed most of them')).toContain('Not in the text.');
  });

  it('looks for each quote of a message in the others too', async () => {
    const message = classmate.say(
      '“Whalers killed most of the blue whales” and “the harbour will hold”, he wrote, for “Trump walked away from the TPP”.',
    );
    const { text } = await student.messageCommand('Check this quote', message);
    expect(text).toMatch(/1\. In another reading\.\*\* .*“Whales” does \(verbatim\)/);
    expect(text).toMatch(/2\. In another reading\.\*\* .*“Tides” does/);
    expect(text).toMatch(/3\. Verbatim\.\*\*/);
  });

  it('says that a headline has no number', async () => {
    expect(await check('May Try To Review Deal')).toContain(
      'they are of a heading, which has no paragraph number',
    );
  });

  it('offers the people of the text as speakers', async () => {
    const choices = await student.autocomplete('check', 'speaker', 'mas', { text: 'x' });
    expect(choices[0]).toEqual({ name: 'Ra Mason', value: 'Ra Mason' });
  });

  it('shows words as they are, and calls nobody', async () => {
    const nasty = '@everyone **bold** `x` <@1100000000000000011> [a](https://example.org)';
    const answer = await student.command('check', { text: nasty, share: true });
    expect(answer.text).toContain('\\@everyone \\*\\*bold\\*\\*');
    expect(answer.json.mentions).toEqual([]);
    expect((await student.command('check', { text: '?!' })).text).toEqual(
      refusal('check-empty', 'There is no word to check. Give the quote as text.'),
    );
  });

  it.each([
    ['a'.repeat(4000)],
    ['the '.repeat(1000)],
    ['“'.repeat(4000)],
    ['the … '.repeat(600)],
    ['*_~|`>'.repeat(600)],
    ['\u202E\u200F x '.repeat(800)],
  ])('fits a message whatever is checked: %#', async (text) => {
    const answer = await student.command('check', { text });
    expect(answer.text.length).toBeGreaterThan(0);
  });
});

describe('Check this quote', () => {
  it('checks each quote of a message, with the speaker that it names', async () => {
    const message = classmate.say(
      'So “Trump walked away from the TPP,” Mason said.\n> He also abandoned the Paris accord on climate change',
    );
    const { text } = await student.messageCommand('Check this quote', message);
    expect(text).toContain('### Quotes, held against the text');
    expect(text).toMatch(/\*\*1\. Altered\.\*\*[\s\S]*\*\*agreement\*\*, the quote has \*\*accord\*\*/);
    expect(text).toMatch(/\*\*2\. Misattributed\.\*\*[\s\S]*given as words of Mason/);
  });

  it('checks the whole message where it marks nothing, and says so', async () => {
    const message = classmate.say('He also abandoned the Paris agreement');
    const { text } = await student.messageCommand('Check this quote', message);
    expect(text).toContain('The message marks no quote');
    expect(text).toContain('**Verbatim.**');
  });

  it('checks the bot’s own cards, which are right', async () => {
    const card = await student.command('ask', { question: 'Who is Ra Mason?', share: true });
    const { text } = await student.messageCommand('Check this quote', card);
    expect(text).toMatch(/\*\*(?:1\. )?Verbatim\.\*\*/);
    expect(text).not.toMatch(/Altered|Not in the text/);
  });

  it('says what to do with a message without words', async () => {
    const message = classmate.say('', [{ name: 'a.txt', content: 'x' }]);
    expect((await student.messageCommand('Check this quote', message)).text).toEqual(
      refusal(
        'message-empty',
        'This message has no words to check. To check a quote from elsewhere, use /check.',
      ),
    );
  });
});

describe('Find in the reading', () => {
  it('offers the passages nearest to what a message claims', async () => {
    const message = classmate.say('I think that the president needs the **Senate** to cancel the treaty!');
    const answer = await student.messageCommand('Find in the reading', message);
    expect(answer.text).toContain('The passages nearest to it');
    expect(answer.text).toContain('**¶10** · James Brown says');
    expect(answer.buttons).toEqual(
      expect.arrayContaining(['¶10 in context', 'Cite ¶10', 'Reply with this quote']),
    );
  });

  it('says that there are none', async () => {
    const message = classmate.say('Bananas ripen quickly');
    const { text } = await student.messageCommand('Find in the reading', message);
    expect(text).toContain('This reading does not speak of it, and nothing in it is near.');
  });

  it('says what to do with a message without words', async () => {
    const message = classmate.say('', [{ name: 'a.txt', content: 'x' }]);
    expect((await student.messageCommand('Find in the reading', message)).text).toEqual(
      refusal('message-empty', 'This message has no words to look for. To search the text, use /ask.'),
    );
  });
});

describe('Cite', () => {
  it('gives a citation with the paragraph, ready to copy, in any style', async () => {
    const card = await student.command('check', { text: 'It is true that Trump walked away', share: true });
    const cited = await card.button('Cite ¶8').press();
    expect(cited.private).toBe(true);
    expect(cited.text).toContain('(@ChaudhryMAli88, 2019, para. 8)');
    expect(cited.text).toContain('Not known of this reading, so left out: the address.');
    expect(cited.text).toMatch(/Version of the text: [0-9a-f]{12} \(SHA-256\)/);

    const labels = cited.select('Another style').options.map(({ label }) => label);
    expect(labels).toHaveLength(7);
    const bibtex = await cited.select('Another style').choose('BibTeX');
    expect(bibtex.id).toBe(cited.id);
    expect(bibtex.text).toMatch(/```\n@article\{[\s\S]*Paragraph 8/);
  });

  it('has no link where the reading has no address', async () => {
    const card = await student.command('check', { text: 'It is true that Trump walked away' });
    const cited = await card.button('Cite ¶8').press();
    expect(cited.buttons).toEqual([]);
  });

  it('works after a restart', async () => {
    const card = await student.command('check', { text: 'It is true that Trump walked away' });
    await discord.restartBot();
    await startCiting();
    expect((await card.button('Cite ¶8').press()).text).toContain('para. 8');
  });
});

describe('a button that carries what the bot never gave it', () => {
  it('quotes nothing that is not in the text', async () => {
    const card = await student.command('check', { text: 'Trump walked away from the TPP' });
    const [, slice = ''] = /\|(\d+\|\d+)"/.exec(JSON.stringify(card.json.components)) ?? [];
    for (const forged of ['0|99999', '7|7', '9|8']) {
      const again = await student.command('check', { text: 'Trump walked away from the TPP' });
      forge(discord, again, slice, forged);
      expect((await again.button('Cite ¶8').press()).text).toEqual(
        refusal('quote-gone', 'This quote is no longer there. Use the command again.'),
      );
    }
  });

  it('cites in no style that there is not', async () => {
    const cited = await student.command('reading cite', { style: 'mla' });
    forge(discord, cited, '"bibtex"', '"haiku"');
    expect((await cited.select().choose('haiku')).text).toEqual(
      refusal(
        'style-unknown',
        'Choose one of these styles: APA, 7th edition; MLA, 9th edition; Chicago, 17th edition, author-date; Vancouver; BibTeX; RIS; CSL-JSON.',
      ),
    );
  });
});

describe('/reading', () => {
  it('cite gives a citation of the whole in the style asked for', async () => {
    const cited = await student.command('reading cite', { style: 'mla' });
    expect(cited.text).toContain('UrduPoint News / Sputnik, 25 June 2019.');
    const ris = await cited.select().choose('RIS');
    expect(ris.text).toContain('TY  - NEWS');
  });

  it('export gives a file of Web Annotations', async () => {
    const [file] = (await student.command('reading export')).files;
    expect(file?.name).toBe('us-japan-security-treaty.jsonld');
    expect(JSON.parse(file?.text ?? '')).toMatchObject({
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      type: 'AnnotationCollection',
    });
  });
});

describe('Reply with a quote', () => {
  it('posts one’s claim beside the verbatim words, under one’s name, calling nobody', async () => {
    const answer = await student.command('ask', { question: 'Who could cancel it without the Senate?' });
    const { modal } = await answer.button('Reply with this quote').press();
    expect(modal.title).toBe('Reply with a quote');
    const posted = await modal.submit({ claim: 'The **Senate** decides, @everyone' });
    expect(posted.private).toBe(false);
    expect(posted.text).toMatch(/claims:\nThe \\\*\\\*Senate\\\*\\\* decides, \\@everyone/);
    expect(posted.text).toContain('> Indeed, it may not even be legal');
    expect(posted.json.mentions).toEqual([]);
    expect(posted.json.mention_everyone).toBe(false);
  });

  it('takes another paragraph, and says which there are', async () => {
    const answer = await student.command('ask', { question: 'Who could cancel it without the Senate?' });
    const { modal } = await answer.button('Reply with this quote').press();
    const posted = await modal.submit({ claim: 'See', paragraph: '¶17' });
    expect(posted.text).toContain('> In late January, Japan and Russia launched full-scale talks');

    const again = await answer.button('Reply with this quote').press();
    const refused = await again.modal.submit({ claim: 'See', paragraph: '99' });
    expect(refused.private).toBe(true);
    expect(refused.text).toEqual(
      refusal('paragraph-unknown', 'This reading has ¶1 to ¶17. Choose a number between them.'),
    );
  });

  it('posts no claim without words', async () => {
    const answer = await student.command('ask', { question: 'Who could cancel it without the Senate?' });
    const { modal } = await answer.button('Reply with this quote').press();
    const before = discord.messages('reading').length;
    expect((await modal.submit({ claim: ' \n ' })).text).toEqual(
      refusal('claim-empty', 'Write what you claim, and send it again.'),
    );
    expect(discord.messages('reading')).toHaveLength(before);
  });
});

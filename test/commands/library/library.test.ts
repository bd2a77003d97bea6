import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IDS } from '../../../sandbox/server/default-world.ts';
import type {
  FileGiven,
  InteractionResponse,
  OptionValue,
  Person,
} from '../../../sandbox/testing/harness.ts';
import { formatDate } from '../../../src/dates/format-date.ts';
import { createPageFetcher } from '../../../src/reading/import/link.ts';
import { serve } from '../../discord/http-servers.ts';
import { epub, packedSpaces, pdf, zip } from '../../reading/import/files.ts';
import { addDraft, awaitDraft } from '../../support/adding.ts';
import { startDiscordWithBot } from '../../support/bot.ts';
import { refusal } from '../../support/refusals.ts';

let discord: Awaited<ReturnType<typeof startDiscordWithBot>>;
let admin: Person;
let student: Person;
beforeAll(async () => {
  discord = await startDiscordWithBot();
  admin = discord.as('admin');
  student = discord.as('student');
});
afterAll(() => discord[Symbol.asyncDispose]());

const TEA = `The Book of Tea

By Kakuzo Okakura

Tea began as a medicine and grew into a beverage. In China it entered the realm of poetry.

THE CUP OF HUMANITY

The fifteenth century saw Japan ennoble it into a religion of aestheticism, "Teaism", wrote Okakura.

Teaism is a cult founded on the adoration of the beautiful.
`;

const add = (file: FileGiven, options: Record<string, OptionValue> = {}, who = admin) =>
  addDraft(discord, who, file, options);

const said = async (who: Person, question: string) => (await who.command('ask', { question })).text;

describe('a reading of one’s own', () => {
  it('goes from a file to an answer, through replacement, orphans, removal, restoring and export', async () => {
    // GIVEN a moderator adds a file
    const draft = await add({ name: 'tea.txt', content: TEA });
    expect(draft.private).toBe(true);
    expect(JSON.stringify(discord.sent.map(({ body }) => body))).toMatch(
      /Fetching tea.txt …[\s\S]*Reading tea.txt …/,
    );
    expect(draft.text).toMatch(/Draft: The Book of Tea\n-# Only moderators see this/);
    expect(draft.text).toMatch(/\*\*Author:\*\* Kakuzo Okakura/);
    expect(draft.text).toMatch(/\*\*Not stated:\*\* publisher, date, link/);
    expect(draft.text).toMatch(/3 paragraphs, 1 section/);
    expect(draft.text).toMatch(/\*\*Left out:\*\* 1 × read as title, author, date or place/);

    // THEN nobody can use it before it is approved
    expect((await student.command('reading list')).text).not.toContain('Book of Tea');

    // WHEN they look at its paragraphs and complete its facts
    const listed = await admin.command('library list');
    const paragraphs = await draft.button('Paragraphs').press();
    expect(paragraphs.text).toMatch(/THE CUP OF HUMANITY\*\*\n¶2 The fifteenth century/);
    const facts = await paragraphs.button('Edit facts').press();
    expect(facts.modal.fields.map(({ value }) => value)).toEqual([
      'The Book of Tea',
      'Kakuzo Okakura',
      '',
      '',
      '',
    ]);
    const wrong = await facts.modal.submit({ Date: '5/6/1906' });
    expect(wrong.text).toEqual(
      refusal('date-ambiguous', '5/6/1906 can be 5 June or 6 May 1906: write 1906-06-05 or 1906-05-06.'),
    );
    const reopened = await paragraphs.button('Edit facts').press();
    const none = await reopened.modal.submit({ Date: 'Marchpane 1906' });
    expect(none.text).toMatch(/“Marchpane 1906” is not a date/);
    const again = await paragraphs.button('Edit facts').press();
    const edited = await again.modal.submit({ Date: 'May 1906', Publisher: 'Putnam' });
    expect(edited.text).toMatch(/\*\*Date:\*\* May 1906/);

    // THEN the draft that was changed is another, and an old button says so
    expect((await listed.button('Open the draft').press()).text).toEqual(
      refusal(
        'draft-gone',
        'This draft is no longer there: it was approved, changed or thrown away. /library list shows what there is.',
      ),
    );
    const approved = await edited.button('Approve').press();
    expect(approved.text).toMatch(
      /Approved: The Book of Tea\nIt is in this server’s library now, with 3 paragraphs/,
    );

    // WHEN it is put in use here
    const used = await approved.button('Use it here').press();
    expect(used.text).toMatch(/Chosen for <#\d+>: The Book of Tea/);

    // THEN questions are answered from it, and /reading about says why
    expect(await said(student, 'What did Japan ennoble?')).toMatch(
      /> The fifteenth century saw Japan ennoble it/,
    );
    expect((await student.command('reading about')).text).toContain('It was chosen for this channel.');

    // WHEN a note and an event are added to it
    const form = await admin.command('library annotate', { what: 'event' });
    const event = await form.modal.submit({
      quote: 'The fifteenth century saw Japan ennoble it into a religion of aestheticism',
      label: 'Japan ennoble it',
      words: 'The fifteenth century',
      date: 'fifteenth century',
      dates: ['event'],
    });
    expect(event.text).toMatch(/Added: The fifteenth century\\: Japan ennoble it/);
    expect((await student.command('timeline')).text).toMatch(
      /The fifteenth century[^\n]*\n-# date of the event: the 15th century/,
    );

    // AND the text is replaced by one that says it otherwise, with a paragraph more at its beginning
    const replaced = await add(
      {
        name: 'tea-2.txt',
        content: TEA.replace(
          'By Kakuzo Okakura',
          'By Kakuzo Okakura\n\nA new first paragraph stands here.',
        ).replace('fifteenth century saw', '15th century saw'),
      },
      { replaces: 'the-book-of-tea' },
    );
    expect(replaced.text).toMatch(/Against the text in use:\*\* 1 added, 0 removed, 1 changed/);
    expect(replaced.text).toMatch(/Annotations:\*\* 1; \*\*1 orphan\*\*/);
    const changes = await replaced.button('Changes').press();
    expect(changes.text).toMatch(
      /\*\*Orphan\*\* events `japan-ennoble-it`: ¶2 does not say “The fifteenth century/,
    );
    expect(changes.text).toMatch(/\*\*Changed\*\* ¶2 → ¶3/);
    expect(changes.text).toMatch(/\*\*Added\*\* ¶1: A new first paragraph/);
    const then = await replaced.button('Approve').press();
    expect(then.text).toContain(
      '\n1 annotation has lost their words and are not shown to readers: mend them with /library annotations.',
    );

    // THEN the orphan is not shown to readers but listed for moderators, with the nearest passage
    expect((await student.command('timeline')).text).not.toContain('fifteenth');
    const orphans = await admin.command('library annotations');
    expect(orphans.text).toMatch(/\*\*1 orphan\*\*[\s\S]*Nearest: ¶3\\: “The 15th century saw Japan/);

    // WHEN a moderator mends it
    const picked = await orphans.select().choose('e:japan-ennoble-it');
    const mend = await picked.button('Change').press();
    const mended = await mend.modal.submit({
      quote: 'The 15th century saw Japan ennoble it into a religion of aestheticism',
      words: 'The 15th century',
      dates: ['event'],
    });
    expect(mended.text).toMatch(/Changed: The 15th century\\: Japan/);
    expect((await student.command('timeline')).text).toContain('The 15th century');

    // WHEN it is removed, by its name as it is suggested
    const [suggested] = await admin.autocomplete('library remove', 'reading', 'tea');
    expect(suggested).toEqual({ name: 'The Book of Tea', value: 'the-book-of-tea' });
    const removed = await admin.command('library remove', { reading: 'the-book-of-tea' });
    expect(removed.text).toMatch(/It can be restored until <t:\d+:D>/);
    expect((await student.command('reading about')).text).toContain('It comes with the bot');

    // THEN it can be restored for 30 days, and is in use where it was
    await removed.button('Undo').press();
    expect((await student.command('reading about')).text).toContain('The Book of Tea');

    // WHEN it is exported and added to another server
    const exported = await admin.command('library export');
    const [file] = exported.files;
    expect(file?.name).toBe('the-book-of-tea.zip');
    const version = /version ([0-9a-f]{12})/.exec(exported.text)?.[1];
    const stranger = discord.as('stranger').in('lobby');
    const copy = await add({ name: 'x.zip', content: file?.bytes ?? '' }, {}, stranger);
    // THEN it is the same text with the same annotations
    expect(copy.text).toContain(`version ${version}`);
    expect(copy.text).toMatch(/Annotations:\*\* 1; the text has the words of all/);
    await copy.button('Approve').press();
    const second = await stranger.command('library export', { reading: 'the-book-of-tea', as: 'files' });
    const first = await admin.command('library export', { as: 'files' });
    expect(second.files.map(({ name, text }) => [name, text])).toEqual(
      first.files.map(({ name, text }) => [name, text]),
    );
    expect(first.files.map(({ name }) => name)).toEqual(['reading.md', 'annotations.yaml']);
  });

  it('gives annotations the new numbers of their paragraphs when asked to, and not before', async () => {
    const text = '# Numbers\n\nIt was signed in 1951.\n\nIt ended in 1960.\n';
    await (await add({ name: 'n.md', content: text })).button('Approve').press();
    const form = await admin.command('library annotate', { what: 'note', reading: 'numbers' });
    await form.modal.submit({ paragraphs: '2', about: 'It ended', text: 'A note.', source: 'A book' });
    const draft = await add(
      { name: 'n.md', content: text.replace('It was', 'Before it all.\n\nIt was') },
      { replaces: 'numbers' },
    );
    expect(draft.text).toMatch(/1 orphan/);
    await discord.restartBot();
    const numbered = await draft.button('Renumber annotations').press();
    expect(numbered.text).toMatch(/Annotations:\*\* 1; the text has the words of all/);
    await numbered.button('Approve').press();
    const exported = await admin.command('library export', { reading: 'numbers', as: 'files' });
    expect(exported.files[1]?.text).toMatch(/paragraphs:\n\s+- 3\n\s+about:\n\s+paragraph: 3/);
  });

  it('takes pasted words by a form, and the title that is typed or that they begin with', async () => {
    const paste = async (fields: Record<string, FileGiven | string>) =>
      awaitDraft(discord, await (await admin.command('library add')).modal.submit(fields));
    const form = await admin.command('library add');
    expect(form.modal.fields.map(({ customId }) => customId)).toEqual(['file', 'words', 'more', 'headline']);
    const empty = await form.modal.submit({ headline: 'Pasted' });
    expect(empty.text).toEqual(refusal('add-nothing', 'Attach a file or paste the words of the text.'));
    const draft = await paste({ words: 'First words.\n\nMore words.', headline: 'Pasted' });
    expect(draft.text).toMatch(/Draft: Pasted[\s\S]*2 paragraphs/);
    expect((await draft.button('Discard').press()).text).toMatch(/thrown away/);

    const titled = await paste({ words: 'On pasting\n\nFirst words.', more: 'And the rest.' });
    expect(titled.text).toMatch(/Draft: On pasting[\s\S]*2 paragraphs[\s\S]*¶2 ends: And the rest\./);
    const untitled = await paste({ words: 'Some words that are a sentence.' });
    expect(untitled.text).toMatch(/Draft: Some words that are a sentence\.[\s\S]*1 paragraph/);
    expect(untitled.text).toContain('No title is given, so the first words stand for one');
    for (const one of [titled, untitled]) await one.button('Discard').press();
  });

  it('loses nothing that was pasted', async () => {
    const file = { name: 'a.txt', content: 'Other words.' };
    const both = await (await admin.command('library add')).modal.submit({ words: 'Some words.', file });
    expect(both.text).toBe(
      'Attach a file or paste words, not both. What you pasted is in this file, so that it is not lost.',
    );
    expect(both.files.map(({ text }) => text)).toEqual(['Some words.']);

    const long = 'word '.repeat(800);
    const form = await admin.command('library add');
    const full = await awaitDraft(discord, await form.modal.submit({ words: long, more: 'last words.' }));
    expect(full.text).toContain(
      'What you pasted fills its field, and Discord cuts what is over 4,000 characters',
    );
    expect(full.text).toMatch(/ends: …?.*word last words\./);
    await full.button('Discard').press();
  });

  it('asks about a text that is there already, whatever its title', async () => {
    const words = 'The same words are here.\n\nAnd here they are again.\n';
    const first = await add({ name: 'first.md', content: `# First\n\n${words}` });
    const second = await add({ name: 'second.md', content: `# Second\n\n${words}` });
    expect(second.text).toBe(
      '### This is the same text as “First”\nIt is a draft that waits for a moderator. Open that one?',
    );
    const opened = await second.button('Open that one').press();
    expect(opened.text).toMatch(/^## Draft: First/);
    await first.button('Approve').press();

    const third = await add({ name: 'third.md', content: `# Third\n\n${words}` });
    expect(third.text).toContain('“First”\nIt is in this server’s library. Open that one?');
    const shown = await third.button('Open that one').press();
    expect(shown.text).toBe('### First\nIn this server’s library under the name `first`, with 2 paragraphs.');
    expect((await admin.command('library list')).text).not.toMatch(/Second|Third/);

    const fourth = await add({ name: 'fourth.md', content: `# Fourth\n\n${words}` });
    const kept = await fourth.button('Add it all the same').press();
    expect(kept.text).toMatch(/^## Draft: Fourth/);
    await kept.button('Discard').press();
    await admin.command('library remove', { reading: 'first' });
  });

  it('reads lines that may be verse in the other way at a press, and back', async () => {
    const content = 'The Hill\n\nthe wind goes over the hill\nand nobody sees it go\n';
    const draft = await add({ name: 'hill.txt', content });
    expect(draft.text).toContain('it is not certain whether the lines are verse or were only wrapped');
    const joined = await draft.button('Join the lines').press();
    await joined.button('Approve').press();
    const files = async () =>
      (await admin.command('library export', { reading: 'the-hill', as: 'files' })).files;
    expect((await files())[0]?.text).toContain('the wind goes over the hill and nobody sees it go');
    await admin.command('library remove', { reading: 'the-hill' });

    const again = await add({ name: 'hill.txt', content });
    const kept = await (await again.button('Join the lines').press()).button('Keep the lines').press();
    expect(kept.text).toContain('¶1 begins: the wind goes over the hill and nobody sees it go');
    await kept.button('Discard').press();
  });

  it('leaves a date open that it cannot read, and says so', async () => {
    const draft = await add({ name: 'd.txt', content: 'A text\n\nDate: 12/06/2019\n\nIt has words.\n' });
    expect(draft.text).toMatch(/Not stated:\*\* author, publisher, date/);
    expect(draft.text).toContain('can be 12 June or 6 December 2019');
    await draft.button('Discard').press();
  });

  it('takes a file by the form', async () => {
    const form = await admin.command('library add');
    const file = { name: 'tea.epub', content: await epub({ 'a.xhtml': '<h1>One</h1><p>First words.</p>' }) };
    const draft = await awaitDraft(discord, await form.modal.submit({ file }));
    expect(draft.text).toMatch(/Draft: A book[\s\S]*Read as:\*\* EPUB/);
  });

  it('puts a thread before its channel and the channel before the server', async () => {
    for (const [name, words] of [
      ['one', 'Words of one.'],
      ['two', 'Words of two.'],
    ] as const) {
      const draft = await add({ name: `${name}.md`, content: `# Reading ${name}\n\n${words}\n` });
      await draft.button('Approve').press();
    }
    const thread = student.openThread('a thread');
    const adminThere = admin.in(thread.channelId);
    await admin.command('library use', { reading: 'reading-one', where: 'server' });
    await adminThere.command('library use', { reading: 'reading-two' });
    expect((await thread.command('reading about')).text).toMatch(/Reading two[\s\S]*chosen for this thread/);
    await adminThere.command('library use');
    expect((await thread.command('reading about')).text).toMatch(/Book of Tea[\s\S]*chosen for this channel/);
    await admin.command('library use');
    expect((await thread.command('reading about')).text).toMatch(/Reading one[\s\S]*server’s default/);
    const listed = await admin.command('library list');
    expect(listed.text).toMatch(
      /Reading one\*\*\n`reading-one` · 1 paragraphs? · \*\*in use here\*\* · chosen for the whole server/,
    );
  });
});

describe('annotations by forms', () => {
  const TREATY = {
    name: 'treaty.md',
    content:
      '# Treaty\n\nJane Doe, a lawyer, said: "It holds." It was signed in 1951.\n\nJohn Roe said it fell.\n',
  };

  it('takes what the text bears out and refuses the rest, with the nearest passage', async () => {
    const draft = await add(TREATY);
    await draft.button('Approve').press();
    const open = (what: string) => admin.command('library annotate', { what, reading: 'treaty' });

    const person = await (await open('person')).modal.submit({
      name: 'Jane Doe',
      description: 'a lawyer',
      direct: 'It holds.',
    });
    expect(person.text).toContain('Added: Jane Doe');

    const wrong = await (await open('dispute')).modal.submit({
      question: 'Does it hold?',
      topic: 'holding',
      first: 'Yes\nby: Jane Doe\nIt surely holds.',
      second: 'No\nby: John Roe\nit fell',
    });
    expect(whyNotTaken(wrong)).toEqual(
      refusal(
        'quote-not-there',
        'The text does not say “It surely holds.”. Quote it word for word. The nearest passage is ¶1: “It holds.”',
      ),
    );
    expect(wrong.text).toContain('**first**\nYes\nby\\: Jane Doe\nIt surely holds.');
    const dispute = await (await open('dispute')).modal.submit({
      question: 'Does it hold?',
      topic: 'holding',
      first: 'Yes\nby: Jane Doe\nIt holds.',
      second: 'No\nby: John Roe\nit fell',
    });
    expect(dispute.text).toContain('Added: holding');

    const sourceless = await (await open('note')).modal.submit({
      paragraphs: '1',
      text: 'A note.',
      source: ' ',
    });
    expect(whyNotTaken(sourceless)).toEqual(
      refusal('note-source', 'A note needs its source: say where it can be looked up.'),
    );
    const linked = await (await open('note')).modal.submit({
      paragraphs: '1',
      text: 'A note.',
      source: 'A book',
      url: 'a book',
    });
    expect(whyNotTaken(linked)).toEqual(
      refusal('annotation-form', 'It does not fit:\n✖ Invalid URL\n  → at source.url'),
    );
    const note = await (await open('note')).modal.submit({
      paragraphs: '1-2',
      text: 'A note.',
      source: 'A book, 1999',
    });
    expect(note.text).toContain('Added: A note.');
    const beyond = await (await open('prompt')).modal.submit({ question: 'Why?', paragraphs: '9' });
    expect(beyond.text).toMatch(/has no ¶9/);
    const prompt = await (await open('prompt')).modal.submit({
      question: 'Why did it fall?',
      paragraphs: '2',
    });
    expect(prompt.text).toContain('Added: Why did it fall?');
    const dated = await (await open('event')).modal.submit({
      quote: 'It was signed in 1951.',
      label: 'signed',
      words: 'in 1951',
      date: 'once',
      dates: ['event'],
    });
    expect(dated.text).toMatch(/not a date/);

    // A person who holds a side of a dispute cannot be deleted from under it; a note can, and comes back.
    const list = await admin.command('library annotations', { reading: 'treaty' });
    const doe = await list.select().choose('p:jane-doe');
    expect((await doe.button('Delete').press()).text).toEqual(
      refusal('annotation-fault', '“jane-doe” is neither the id of a person nor words of the text.'),
    );
    const picked = await list.select().choose('n:a-note');
    const copy = await list.select().choose('n:a-note');
    const deleted = await picked.button('Delete').press();
    expect((await copy.button('Delete').press()).text).toEqual(
      refusal('annotation-gone', 'This annotation is no longer there. /library annotations lists what is.'),
    );
    await deleted.button('Undo').press();
    const after = await admin.command('library annotations', { reading: 'treaty' });
    expect(after.text).toMatch(/1 people, 1 disputes, 0 events, 1 notes, 1 prompts/);

    // Of two editors, the second is told.
    const stale = await list.select().choose('n:a-note');
    expect(stale.text).toEqual(
      refusal(
        'annotations-changed',
        'Somebody changed the annotations or the text since. Open /library annotations again.',
      ),
    );

    // A dispute that lost the words of one side is not shown with the other alone.
    await admin.command('library use', { reading: 'treaty' });
    expect((await student.command('context')).text).toContain('holding');
    const replaced = await add(
      { ...TREATY, content: TREATY.content.replace('it fell', 'it broke') },
      { replaces: 'treaty' },
    );
    await replaced.button('Approve').press();
    expect((await student.command('context')).text).not.toContain('holding');
  });
});

/** Why a form was not taken: what stands above the words that were typed. */
function whyNotTaken({ text }: InteractionResponse): string | undefined {
  return /^### Not taken\n([\s\S]*?)\n\nUse the command again; this is what you wrote:/.exec(text)?.[1];
}

describe('what may not be', () => {
  it('is refused to who does not moderate (any more), even with a moderator’s button', async () => {
    expect(student.commands()).not.toContain('library');
    const settings = await admin.command('setup');
    await settings.select(/moderators’ role/).choose(IDS.moderatorRole);
    const moderator = discord.as('moderator');
    const draft = await add({ name: 'a.md', content: '# A\n\nWords.\n' }, {}, moderator);
    discord.setRole('moderator', IDS.moderatorRole, false);
    expect((await draft.button('Approve').press()).text).toEqual(
      refusal(
        'not-moderator',
        'Only moderators of this server may do this. Ask one of them, or somebody who may manage the server, to set the moderator role.',
      ),
    );
    expect((await student.command('reading list')).text).not.toContain('**A**');
  });

  it('is refused where the bot’s own reading is meant, or none', async () => {
    const shipped = { reading: 'us-japan-security-treaty' };
    expect((await admin.command('library annotate', { what: 'person', ...shipped })).text).toEqual(
      refusal(
        'reading-shipped',
        'This reading comes with the bot. To annotate it, make it your own: take it with /library export and give the file to /library add.',
      ),
    );
    expect((await admin.command('library remove', shipped)).text).toEqual(
      refusal(
        'reading-shipped',
        'This reading comes with the bot and stays. Choose another one with /library use.',
      ),
    );
    for (const [command, options] of [
      ['library use', { reading: 'nowhere' }],
      ['library remove', { reading: 'nowhere' }],
      ['library annotations', { reading: 'nowhere' }],
    ] as const)
      expect((await admin.command(command, options)).text).toEqual(
        refusal(
          'reading-unknown',
          'There is no reading “nowhere” here. Take one of those that are suggested while you type; /library list shows all.',
        ),
      );
    expect((await admin.command('library restore', { reading: 'nowhere' })).text).toEqual(
      refusal(
        'restore-late',
        'No removed reading “nowhere” can be restored: it is in use again, or was removed more than 30 days ago. /library list shows what there is.',
      ),
    );
  });

  it('is refused where a reading is removed while its form is open', async () => {
    await (await add({ name: 'g.md', content: '# Gone\n\nWords that go.\n' })).button('Approve').press();
    const { modal } = await admin.command('library annotate', { what: 'note', reading: 'gone' });
    await admin.command('library remove', { reading: 'gone' });
    expect((await modal.submit({ paragraphs: '1', text: 'A note.', source: 'A book' })).text).toEqual(
      refusal('reading-gone', 'This reading is not in the library any more. /library list shows what is.'),
    );
  });

  it('is refused where a form would cut it', async () => {
    const said = `{ paragraph: 1, quote: "${'word '.repeat(700)}word", mode: direct }`;
    const content = await zip({
      'long/reading.md': `---\nheadline: Long\nlanguage: en\n---\n\nDoe, a lawyer: ${'word '.repeat(800)}\n`,
      'long/annotations.yaml': `people:\n  - { id: doe, name: Doe, aliases: [], description: { paragraph: 1, quote: a lawyer }, says: [${said}, ${said}] }\n`,
    });
    await (await add({ name: 'long.zip', content })).button('Approve').press();
    const list = await admin.command('library annotations', { reading: 'long' });
    const doe = await list.select().choose('p:doe');
    expect((await doe.button('Change').press()).text).toEqual(
      refusal(
        'annotation-long',
        'This annotation is too long for a form. Take it with /library export, change annotations.yaml and give the file to /library add.',
      ),
    );
  });

  it('is refused where a fact does not fit', async () => {
    const draft = await add({ name: 'f.md', content: '# Facts\n\nWords on facts.\n' });
    const { modal } = await draft.button('Edit facts').press();
    expect((await modal.submit({ Link: 'a shelf' })).text).toEqual(
      refusal('facts-form', 'Link does not fit: Invalid URL. Nothing was changed; press the button again.'),
    );
    await draft.button('Discard').press();
  });

  it.each<[string, () => Promise<FileGiven> | FileGiven, RegExp]>([
    ['an empty file', () => ({ name: 'a.txt', content: '' }), /empty/],
    ['NUL bytes', () => ({ name: 'a.txt', content: 'a\0b' }), /not text/],
    ['a file over 8 MB', () => ({ name: 'a.txt', content: new Uint8Array(8_000_001) }), /larger than 8 MB/],
    ['a broken PDF', () => ({ name: 'a.pdf', content: '%PDF-1.7 and no more' }), /PDF file is damaged/],
    [
      'a zip bomb',
      async () => ({
        name: 'a.docx',
        content: await zip({ 'word/document.xml': Buffer.alloc(70_000_000, 32) }),
      }),
      /Unpacked/,
    ],
    [
      'a PDF bomb',
      () => ({ name: 'a.pdf', content: pdf([[]], { stream: packedSpaces(4000) }) }),
      /takes too much memory/,
    ],
  ])('gets a private answer and the bot goes on: %s', async (_, file, message) => {
    const answer = await add(await file());
    expect(answer.private).toBe(true);
    expect(answer.text).toMatch(message);
    expect((await student.command('reading list')).text).toContain('Readings');
  });
});

describe('a web page', () => {
  it('is added by its link, which is cited with the day of retrieval', async () => {
    const origin = new URL(
      await serve((_, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(
            '<title>On Rain</title><article><h1>On Rain</h1><p>Rain fell on the roofs of the town for a week.</p></article>',
          ),
      ),
    );
    await using rainy = await startDiscordWithBot({
      fetchPage: createPageFetcher({ allowed: [origin.host] }),
    });
    const moderator = rainy.as('admin');
    const answer = await moderator.command('library add', { link: `${origin.origin}/rain` });
    const draft = await awaitDraft(rainy, answer);
    expect(draft.text.replaceAll('\\', '')).toContain(`**Link:** ${origin.origin}/rain`);
    const [, day = ''] = /\*\*Retrieved:\*\* (\d+ \w+ \d{4})/.exec(draft.text) ?? [];
    expect(day).toBe(formatDate(new Date(rainy.now()).toISOString().slice(0, 10)));
    await draft.button('Approve').press();
    await moderator.command('library use', { reading: 'on-rain' });
    const cited = await rainy.as('student').command('reading cite', { style: 'mla' });
    expect(cited.text).toMatch(new RegExp(`${origin.host}/rain\\. Accessed ${day.slice(0, 6)}`));
  });

  it('is refused where the host has switched it off, and with a file beside it', async () => {
    expect((await admin.command('library add', { link: 'https://example.com/' })).text).toEqual(
      refusal('link-off', 'This bot fetches no web pages. Save the page and send the file.'),
    );
    const both = { link: 'https://example.com/', file: { name: 'tea.txt', content: TEA } };
    expect((await admin.command('library add', both)).text).toEqual(
      refusal('add-file-and-link', 'Give a file or a link, not both.'),
    );
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '../../../sandbox/testing/harness.ts';
import { addDraft } from '../../support/adding.ts';
import { startDiscordWithBot } from '../../support/bot.ts';
import { forge } from '../../support/forge.ts';
import { refusal } from '../../support/refusals.ts';

let discord: Awaited<ReturnType<typeof startDiscordWithBot>>;
let admin: Person;
beforeAll(async () => {
  discord = await startDiscordWithBot();
  admin = discord.as('admin');
});
afterAll(() => discord[Symbol.asyncDispose]());

const TEXT = `# On Rain

Printed at the Courier

It rained on the roofs for a week. Nobody knew why. The river rose.

It fell agian.

Then the sun came out over the whole of the town.
`;

const become = 'What should become of it?';

it('goes from a draft that came in wrong to one that is right, step by step and back', async () => {
  const draft = await addDraft(discord, admin, { name: 'rain.md', content: TEXT });
  // WHEN the first paragraph is the publisher's
  let card = await draft.button('Put right').press();
  expect(card.private).toBe(true);
  expect(card.text).toMatch(/\*\*¶1\*\*\n> Printed at the Courier\n.*¶2 begins: It rained/);
  card = await card.select(become).choose('It is the publisher');
  // THEN it is a fact, and the next one is ¶1
  expect(card.text).toMatch(/\*\*¶1\*\*\n> It rained on the roofs/);
  expect(card.text).toMatch(/Last change: from “Printed at the Courier” to nothing/);

  // WHEN a paragraph is parted before a sentence
  card = await card.select(/Part it in two/).choose('The river rose.');
  expect(card.text).toMatch(
    /> It rained on the roofs for a week\. Nobody knew why\.\n.*¶2 begins: The river rose/,
  );

  // WHEN a word is corrected by a form that holds the words
  card = await await (await card.button('Go to …').press()).modal.submit({ 'Its number': '¶3' });
  const form = await card.select(become).choose('Correct its words');
  expect(form.modal.fields.map(({ value }) => value)).toEqual(['It fell agian.']);
  card = await form.modal.submit({ 'As the author wrote it': 'It fell again.' });
  expect(card.text).toMatch(/Last change: from “It fell agian\.” to “It fell again\.”/);

  // WHEN it is joined with the next, and that is undone
  card = await card.select(become).choose('Join it with the next');
  expect(card.text).toContain('> It fell again. Then the sun came out');
  card = await card.button('Undo the last change').press();
  expect(card.text).toMatch(/> It fell again\.\n.*¶4 begins: Then the sun/);

  // THEN the draft has all of it, and what was corrected is listed
  const whole = await card.button('Open the draft').press();
  expect(whole.text).toMatch(/\*\*Publisher:\*\* Printed at the Courier/);
  const left = await whole.button('Left out').press();
  expect(left.text).toContain('**taken out or corrected by a moderator**: It fell agian.');
  await left.button('Approve').press();
  expect((await admin.command('library list')).text).toContain('On Rain');
});

it('works on a text in use, in a draft, and annotations stay with their words', async () => {
  // GIVEN an annotation on ¶4
  await admin.command('library use', { reading: 'on-rain' });
  const adding = await admin.command('library annotate', { reading: 'on-rain', what: 'note' });
  await adding.modal.submit({
    paragraphs: '4',
    about: 'the sun came out',
    text: 'At noon.',
    source: 'A diary',
  });
  // WHEN ¶2 is left out
  const list = await admin.command('library list');
  let card = await list.button('Put right').press();
  card = await card.button('Next').press();
  card = await card.select(become).choose('Leave it out');
  const whole = await card.button('Open the draft').press();
  const approved = await whole.button('Approve').press();
  // THEN it is in use so, and the note stands where its words stand
  const shown = await discord.as('student').command('reading paragraph', { n: 3 });
  expect(shown.text).toMatch(/the sun came out[\s\S]*At noon\./);

  // WHEN that is taken back THEN the text before is in use, once
  expect((await approved.button('Back to the text before').press()).text).toContain(
    'The text before is in use again: On Rain.',
  );
  const before = await discord.as('student').command('reading paragraph', { n: 4 });
  expect(before.text).toMatch(/the sun came out[\s\S]*At noon\./);
  const list2 = await admin.command('library list');
  const changed = await (await list2.button('Put right').press()).select(become).choose('A heading');
  const again = await (await changed.button('Open the draft').press()).button('Approve').press();
  forge(discord, again, 'draft-back|on-rain|', 'draft-back|on-rain|1');
  expect((await again.button('Back to the text before').press()).text).toEqual(
    refusal('back-late', 'The text in use is another one by now. /library list shows what there is.'),
  );
});

it('says what can’t be done', async () => {
  const draft = await addDraft(discord, admin, {
    name: 'one.md',
    content: '# One\n\nOnly this stands here.\n',
  });
  const card = await draft.button('Put right').press();
  expect((await card.select(become).choose('Leave it out')).text).toEqual(
    refusal('fix-empty', 'That would leave no paragraph. Discard the draft instead, and add the text anew.'),
  );
  const asked = await card.button('Go to …').press();
  expect((await asked.modal.submit({ 'Its number': '7' })).text).toEqual(
    refusal('fix-number', 'This text has ¶1 to ¶1. Type one of these numbers.'),
  );

  // What is stored is asked, whatever a forged message offers.
  forge(discord, card, '"drop"', '"burn"');
  expect((await card.select(become).choose('burn')).text).toEqual(
    refusal('fix-unknown', 'That is no longer offered. Open the draft again.'),
  );
  forge(discord, card, 'fix-go|', 'fix-undo|');
  expect((await card.button('Go to …').press()).text).toEqual(
    refusal('fix-no-undo', 'There is nothing left to undo in this draft.'),
  );

  const long = await addDraft(discord, admin, {
    name: 'long.md',
    content: `# Long\n\n${'Word after word. '.repeat(300)}`,
  });
  const longCard = await long.button('Put right').press();
  expect((await longCard.select(become).choose('Correct its words')).text).toEqual(
    refusal(
      'fix-long',
      'A form holds 4,000 characters, and this has 5,099. Part it first, correct it, and join it again.',
    ),
  );
});

import type { InteractionResponse } from '../../sandbox/testing/message.ts';
import { Person } from '../../sandbox/testing/person.ts';
import type { Wire } from '../../sandbox/testing/wire.ts';
import { addDraft } from '../../test/support/adding.ts';
import { copiedParagraphs, shippedParagraphs } from '../library.ts';
import { channelOf, ownerOf, personAt, SERVERS } from './world.ts';

/** The server whose moderator adds a long reading, and the one whose library has 200. */
const LONG_READING_IN = 1;
export const LIBRARY_IN = 0;

const PARAGRAPHS = 5_000;
/** How often what is warm is done: a turn of the event loop also differs by what garbage falls into it. */
const WARM = 4;

/** What is done one after the other while turns of the bot's event loop are timed. */
export const STEPS = [
  'add',
  'page of the draft',
  'new facts',
  'approve',
  'use',
  'first ask',
  'first quote',
  'first check',
  'autocomplete',
  'ask',
  'quote',
  'check',
  'check of a page',
  'check of pieces',
  'help',
  'timeline',
  'people',
  'context',
  'add a new version',
  'its changes',
  'first ask library',
  'ask library',
] as const;
export type Step = (typeof STEPS)[number];

const QUESTION = 'What does the security pact say of defense?';

/** From adding a reading of 5,000 paragraphs to asking it, and asking 200 readings at once. */
export function createWalk(wire: Wire): Readonly<Record<Step, () => Promise<unknown>>> {
  const moderator = new Person(wire, ownerOf(LONG_READING_IN), 'moderator', channelOf(LONG_READING_IN));
  // Several, as the bot answers one person 20 times in 10 seconds.
  const [asker, quoter, browser] = [0, 1, 2].map((n) => {
    const { userId } = personAt(LONG_READING_IN + n * SERVERS);
    return new Person(wire, userId, `member ${n}`, channelOf(LONG_READING_IN));
  }) as [Person, Person, Person];
  const librarian = new Person(wire, ownerOf(LIBRARY_IN), 'librarian', channelOf(LIBRARY_IN));
  let card: InteractionResponse | undefined;
  const press = async (label: string) => {
    card = await card?.button(label).press();
  };
  const ask = () => asker.command('ask', { question: QUESTION });
  const quote = () => quoter.command('quote', { text: 'security pact' });
  const check = () =>
    quoter.command('check', {
      text: 'Trump would surely go for actually terminating the Security Treaty',
    });
  const complete = () => quoter.autocomplete('quote', 'text', 'the treaty');
  const use = (command: string) => () => repeat(() => browser.command(command));
  const askLibrary = () => librarian.command('ask', { question: QUESTION, library: true });
  return {
    async add() {
      card = await addDraft(wire, moderator, { name: 'long.txt', content: longText() });
    },
    'page of the draft': () => press('Paragraphs'),
    async 'new facts'() {
      await press('Edit facts');
      card = await card?.modal.submit({ Author: 'Somebody' });
    },
    approve: () => press('Approve'),
    use: () => press('Use it here'),
    'first ask': ask,
    'first quote': quote,
    'first check': check,
    autocomplete: () => repeat(complete),
    ask: () => repeat(ask),
    quote: () => repeat(quote),
    check: () => repeat(check),
    'check of a page': () => {
      const altered = longText()
        .slice(20_000, 25_000)
        .replaceAll(/\p{L}{6}/gu, 'altered')
        .slice(0, 4000);
      return asker.command('check', { text: altered });
    },
    'check of pieces': () => asker.command('check', { text: Array(6).fill('the … of').join(' … ') }),
    help: use('help'),
    timeline: use('timeline'),
    people: use('people'),
    context: use('context'),
    async 'add a new version'() {
      const content = longText().replaceAll(/\bt(\p{L}+)\.$/gmu, 'T$1, indeed.');
      const [long] = await moderator.autocomplete('library add', 'replaces', '');
      card = await addDraft(
        wire,
        moderator,
        { name: 'long.txt', content },
        { replaces: String(long?.value) },
      );
    },
    'its changes': () => press('Changes'),
    'first ask library': askLibrary,
    'ask library': () => repeat(askLibrary),
  };
}

/** As long as a book may be: 3.4 million characters, with more words of its own than a book has. */
function longText(): string {
  const source = shippedParagraphs();
  const copies = Math.ceil(PARAGRAPHS / source.length);
  return Array.from({ length: copies }, (_, i) => copiedParagraphs(source, i, source.length))
    .flat()
    .slice(0, PARAGRAPHS)
    .map((text) => `${text} ${text}`)
    .join('\n\n');
}

async function repeat(run: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < WARM; i++) await run();
}

import type { InteractionResponse } from '../../sandbox/testing/message.ts';
import { Person } from '../../sandbox/testing/person.ts';
import type { Wire } from '../../sandbox/testing/wire.ts';
import { addDraft } from '../../test/support/adding.ts';
import { copiedParagraphs, shippedParagraphs } from '../library.ts';
import { channelOf, ownerOf } from './world.ts';

/** The server whose moderator adds a long reading, and the one whose library has 200. */
const LONG_READING_IN = 1;
export const LIBRARY_IN = 0;

const PARAGRAPHS = 5_000;
/** How often what is warm is done: a turn of the event loop also differs by what garbage falls into it. */
const WARM = 4;

/** What is done one after the other while turns of the bot's event loop are timed. */
export const STEPS = [
  'add',
  'approve',
  'use',
  'first ask',
  'first quote',
  'first check',
  'autocomplete',
  'ask',
  'quote',
  'check',
  'first ask library',
  'ask library',
] as const;
export type Step = (typeof STEPS)[number];

const QUESTION = 'What does the security pact say of defense?';

/** From adding a reading of 5,000 paragraphs to asking it, and asking 200 readings at once. */
export function createWalk(wire: Wire): Readonly<Record<Step, () => Promise<unknown>>> {
  const moderator = new Person(wire, ownerOf(LONG_READING_IN), 'moderator', channelOf(LONG_READING_IN));
  const librarian = new Person(wire, ownerOf(LIBRARY_IN), 'librarian', channelOf(LIBRARY_IN));
  let card: InteractionResponse | undefined;
  const press = async (label: string) => {
    card = await card?.button(label).press();
  };
  const ask = () => moderator.command('ask', { question: QUESTION });
  const quote = () => moderator.command('quote', { text: 'security pact' });
  const check = () =>
    moderator.command('check', {
      text: 'Trump would surely go for actually terminating the Security Treaty',
    });
  const complete = () => moderator.autocomplete('quote', 'text', 'the treaty');
  const askLibrary = () => librarian.command('ask', { question: QUESTION, library: true });
  return {
    async add() {
      const source = shippedParagraphs();
      const copies = Math.ceil(PARAGRAPHS / source.length);
      const content = Array.from({ length: copies }, (_, i) => copiedParagraphs(source, i, source.length))
        .flat()
        .slice(0, PARAGRAPHS)
        .join('\n\n');
      card = await addDraft(wire, moderator, { name: 'long.txt', content });
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
    'first ask library': askLibrary,
    'ask library': () => repeat(askLibrary),
  };
}

async function repeat(run: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < WARM; i++) await run();
}

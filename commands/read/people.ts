import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, readingId } from '../../src/discord/action.ts';
import type { Command } from '../../src/discord/command.ts';
import { button, escapeMarkdown } from '../../src/discord/render.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { findPerson, suggestPeople, viewPerson } from '../../src/disputes/disputes.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading, Person } from '../../src/reading/annotations.ts';
import type { Quote } from '../../src/reading/quote.ts';
import { shorten } from '../../src/text/cut.ts';
import { type Block, cardReply, noteBlocks, quoteBlocks } from '../cards/quote.ts';
import { EVERYWHERE, place, SHARE } from '../common.ts';
import type { Services } from '../services.ts';
import { citeButton } from './quote-actions.ts';
import { contextButton } from './reading.ts';

type Needs = Pick<Services, 'shelf'>;

const open = action<Needs, [string, string]>({
  name: 'person',
  state: z.tuple([readingId, z.string().max(40)]),
  async run([reading, id], { guildId }, { shelf }) {
    const text = await shelf.get(guildId, reading);
    const person = text?.annotations.people.find((one) => one.id === id);
    if (!text || !person)
      throw new UserError('person-gone', 'This person is no longer listed. /people lists who is.');
    return personReply(text, person);
  },
});

export const people = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'people',
    description: 'Who is in the text, and what they said',
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'name',
        description: 'The person; leave it out to see all',
        autocomplete: true,
        max_length: 200,
      },
      SHARE,
    ],
  },
  actions: [open],
  async autocomplete({ typed }, request, { shelf }) {
    const { text } = await shelf.current(place(request));
    return suggestPeople(text, typed).map(({ id, name }) => ({ name: shorten(name, 100), value: id }));
  },
  async run(request, { shelf }): Promise<Reply> {
    const { text } = await shelf.current(place(request));
    const name = request.options['name'];
    if (name === undefined) return list(text, '## People');
    const person = findPerson(text, String(name));
    if (person) return personReply(text, person);
    return list(
      text,
      `### Nobody called “${escapeMarkdown(shorten(String(name), 100))}” is listed\nThese are:`,
    );
  },
} satisfies Command<Needs>;

function list(text: AnnotatedReading, heading: string): Reply {
  const { people: all } = text.annotations;
  if (all.length === 0) {
    return cardReply('## No people are listed for this reading', [
      { markdown: 'A moderator can add them with /library annotate. To search the text, use /ask.' },
    ]);
  }
  const people = all.map((person) => viewPerson(text, person));
  const blocks = people.flatMap(({ person, description, said }): Block[] => {
    const above = `**${escapeMarkdown(person.name)}** · ${spoken(said.length)}`;
    const buttons = [button(`${shorten(person.name, 60)}: their words`, open.id(text.reading.id, person.id))];
    return description ? quoteBlocks(text, description, { above, buttons }) : [{ markdown: above, buttons }];
  });
  const described = people.flatMap(({ description }) => description ?? []);
  return cardReply(heading, [...blocks, ...notesOn(text, described)], {
    shareable: true,
    more: 'Name a person to see one.',
  });
}

function personReply(text: AnnotatedReading, person: Person): Reply {
  const { description, said } = viewPerson(text, person);
  const described = description ? [description] : [];
  const words = said.map(({ quote }) => quote);
  const shown = (quotes: readonly Quote[]) =>
    quotes.flatMap((quote) =>
      quoteBlocks(text, quote, { buttons: [contextButton(quote), citeButton(quote)] }),
    );
  const none = { markdown: 'The article quotes no words of theirs and reports none.' };
  return cardReply(
    `## ${escapeMarkdown(person.name)}`,
    [
      ...shown(described),
      ...(words.length > 0 ? shown(words) : [none]),
      ...notesOn(text, [...described, ...words]),
    ],
    { shareable: true },
  );
}

function notesOn(text: AnnotatedReading, quotes: readonly Quote[]): Block[] {
  return noteBlocks(
    text,
    quotes.map(({ paragraph }) => paragraph),
  );
}

function spoken(count: number): string {
  if (count === 0) return 'quoted nowhere';
  return count === 1 ? 'quoted or reported once' : `quoted or reported ${count} times`;
}

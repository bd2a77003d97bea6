import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, customId } from '../../src/discord/action.ts';
import { slashCommand } from '../../src/discord/command.ts';
import { button } from '../../src/discord/components.ts';
import { type CardBlock, cardReply } from '../../src/discord/layout.ts';
import { lines, type Markdown, md } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { findPerson, suggestPeople, viewPerson } from '../../src/disputes/disputes.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading, Person } from '../../src/reading/annotations.ts';
import type { Quote } from '../../src/reading/quote.ts';
import { shorten } from '../../src/text/cut.ts';
import { noteBlocks, quoteBlocks } from '../cards/quote.ts';
import { EVERYWHERE, place, readingId, SHARE } from '../common.ts';
import type { Services } from '../services.ts';
import { quoteButtons } from './quote-cards.ts';

type Needs = Pick<Services, 'shelf'>;

const open = action(customId('person', readingId, z.string().max(40)), {
  async run([reading, id], { guildId }, { shelf }: Needs): Promise<Reply> {
    const text = await shelf.get(guildId, reading);
    const person = text?.annotations.people.find((one) => one.id === id);
    if (!text || !person)
      throw new UserError('person-gone', 'This person is no longer listed. /people lists who is.');
    return personReply(text, person);
  },
});

export const people = slashCommand({
  data: {
    name: 'people',
    description: 'Who is in the text, and what they said',
    ...EVERYWHERE,
  },
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
  actions: () => [open],
  async autocomplete({ typed }, request, { shelf }: Needs) {
    const { text } = await shelf.current(place(request));
    return suggestPeople(text, typed).map(({ id, name }) => ({ name: shorten(name, 100), value: id }));
  },
  async run(request, { shelf }: Needs): Promise<Reply> {
    const { text } = await shelf.current(place(request));
    const { name } = request.options;
    if (name === undefined) return list(text, md`## People`);
    const person = findPerson(text, name);
    if (person) return personReply(text, person);
    return list(text, lines(md`### Nobody called “${shorten(name, 100)}” is listed`, md`These are:`));
  },
});

function list(text: AnnotatedReading, heading: Markdown): Reply {
  const { people: all } = text.annotations;
  if (all.length === 0) {
    return cardReply(md`## No people are listed for this reading`, [
      { markdown: md`A moderator can add them with /library annotate. To search the text, use /ask.` },
    ]);
  }
  const people = all.map((person) => viewPerson(text, person));
  const blocks = people.flatMap(({ person, description, said }): CardBlock[] => {
    const above = md`**${person.name}** · ${spoken(said.length)}`;
    const buttons = [button(`${shorten(person.name, 60)}: their words`, open.id(text.reading.id, person.id))];
    return description ? quoteBlocks(text, description, { above, buttons }) : [{ markdown: above, buttons }];
  });
  const described = people.flatMap(({ description }) => description ?? []);
  return cardReply(heading, [...blocks, ...notesOn(text, described)], {
    shareable: true,
    more: md`Name a person to see one.`,
  });
}

function personReply(text: AnnotatedReading, person: Person): Reply {
  const { description, said } = viewPerson(text, person);
  const described = description ? [description] : [];
  const words = said.map(({ quote }) => quote);
  const shown = (quotes: readonly Quote[]) =>
    quotes.flatMap((quote) => quoteBlocks(text, quote, { buttons: quoteButtons(quote) }));
  const none = { markdown: md`The article quotes no words of theirs and reports none.` };
  return cardReply(
    md`## ${person.name}`,
    [
      ...shown(described),
      ...(words.length > 0 ? shown(words) : [none]),
      ...notesOn(text, [...described, ...words]),
    ],
    { shareable: true },
  );
}

function notesOn(text: AnnotatedReading, quotes: readonly Quote[]): CardBlock[] {
  return noteBlocks(
    text,
    quotes.map(({ paragraph }) => paragraph),
  );
}

function spoken(count: number): string {
  if (count === 0) return 'quoted nowhere';
  return count === 1 ? 'quoted or reported once' : `quoted or reported ${count} times`;
}

import { type APILabelComponent, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import { parseDate } from '../../src/dates/parse-date.ts';
import { input } from '../../src/discord/form.ts';
import { UserError } from '../../src/errors.ts';
import { locate } from '../../src/quotes/locate.ts';
import {
  type AnnotatedReading,
  type Dispute,
  disputeSchema,
  type Event,
  eventSchema,
  type Note,
  noteSchema,
  type Person,
  type PromptSuggestion,
  personSchema,
  promptSuggestionSchema,
  type Quoted,
} from '../../src/reading/annotations.ts';
import type { Kind } from '../../src/reading/orphans.ts';
import { slugOf } from '../../src/reading/slug.ts';
import { parseParagraphs } from '../../src/text/paragraphs.ts';

/* The forms of annotations: what they ask, and how what was typed becomes an annotation. */

export type Annotation = Person | Dispute | Event | Note | PromptSuggestion;

interface AnnotationForm<T extends Annotation> {
  /** As in "Add a dispute". */
  readonly title: string;
  readonly label: (annotation: T) => string;
  readonly write: (before: T | undefined, text: AnnotatedReading) => APILabelComponent[];
  /** @throws UserError where something is missing or the text does not say it */
  readonly read: (fields: Fields, text: AnnotatedReading, before: T | undefined) => T;
}

type Fields = Readonly<Record<string, string>>;

const long = { style: TextInputStyle.Paragraph, max_length: 4000 } as const;
const VERBATIM = 'Word for word; ¶3 before the words says which paragraph is meant';

const dispute: AnnotationForm<Dispute> = {
  title: 'a dispute',
  label: ({ topic }) => topic,
  write(before, text) {
    const [first, second, ...more] = (before?.positions ?? []).map((position) =>
      positionLines(position, text),
    );
    const help = 'Its name; a line “by: names”; then each quote on a line of its own, word for word';
    return [
      input('question', 'The question', {
        description: 'Neutral: it takes no side',
        required: true,
        max_length: 300,
        ...value(before?.question),
      }),
      input('topic', 'Its short name', { required: true, max_length: 80, ...value(before?.topic) }),
      input('first', 'One position', { ...long, description: help, required: true, ...value(first) }),
      input('second', 'Another position', {
        ...long,
        description: 'Without quotes it is marked as one that the text does not give',
        required: true,
        ...value(second),
      }),
      input('more', 'Further positions', {
        ...long,
        description: 'With a blank line between them',
        ...value(more.join('\n\n')),
      }),
    ];
  },
  read({ question = '', topic = '', first = '', second = '', more = '' }, text, before) {
    const positions = [first, second, ...more.split(/\n\s*\n/)]
      .filter((lines) => lines.trim() !== '')
      .map((lines) => positionOf(lines, text));
    return fitting(disputeSchema, {
      id: before?.id ?? idOf(topic, text, 'disputes', 'dispute'),
      question,
      topic,
      positions,
    });
  },
};

function positionLines(
  { position, holders, quotes }: Dispute['positions'][number],
  { annotations }: AnnotatedReading,
): string {
  const names = holders.map((holder) => annotations.people.find(({ id }) => id === holder)?.name ?? holder);
  return [position, ...(names.length > 0 ? [`by: ${names.join(', ')}`] : []), ...quotes.map(quoteLine)].join(
    '\n',
  );
}

function positionOf(lines: string, text: AnnotatedReading): Dispute['positions'][number] {
  const [position = '', ...rest] = lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const by = rest.find((line) => /^by:/i.test(line));
  return {
    position,
    holders: list(by?.slice(3)).map((name) => holderOf(name, text)),
    quotes: rest.filter((line) => line !== by).map((line) => locate(text, line)),
  };
}

/** The id of a person who bears this name, or the words themselves. */
function holderOf(name: string, { annotations }: AnnotatedReading): string {
  const same = (other: string) => other.toLowerCase() === name.toLowerCase();
  return annotations.people.find((person) => [person.name, ...person.aliases].some(same))?.id ?? name;
}

const event: AnnotationForm<Event> = {
  title: 'an event',
  label: ({ words, label }) => `${words}: ${label}`,
  write: (before) => [
    input('quote', 'The quote that states it', {
      ...long,
      description: VERBATIM,
      required: true,
      ...value(before && quoteLine(before.quote)),
    }),
    input('label', 'Words of the quote that name the event', {
      required: true,
      max_length: 300,
      ...value(before?.label),
    }),
    input('words', 'Words of the quote that give the date', {
      required: true,
      max_length: 300,
      ...value(before?.words),
    }),
    input('date', 'The date, no more precise than the text', {
      description: '25 June 2019, June 2019, 1951, the 1950s, circa 1600, 1951 to 1960, or EDTF',
      required: true,
      max_length: 60,
      ...value(before?.date),
    }),
    {
      type: ComponentType.Label,
      label: 'What is dated',
      component: {
        type: ComponentType.StringSelect,
        custom_id: 'dates',
        options: [
          { label: 'what happened', value: 'event', default: before?.dates !== 'report' },
          { label: 'its being reported', value: 'report', default: before?.dates === 'report' },
        ],
      },
    },
  ],
  read({ quote = '', label = '', words = '', date = '', dates = 'event' }, text, before) {
    return fitting(eventSchema, {
      id: before?.id ?? idOf(label, text, 'events', 'event'),
      date: parseDate(date),
      words: words.trim(),
      dates,
      label: label.trim(),
      quote: locate(text, quote),
    });
  },
};

const person: AnnotationForm<Person> = {
  title: 'a person',
  label: ({ name }) => name,
  write: (before) => [
    input('name', 'Name', { required: true, max_length: 300, ...value(before?.name) }),
    input('aliases', 'Other names that the text uses', {
      description: 'With commas between them',
      max_length: 1000,
      ...value(before?.aliases.join(', ')),
    }),
    input('description', 'How the text describes them', {
      ...long,
      description: VERBATIM,
      required: true,
      ...value(before && quoteLine(before.description)),
    }),
    input('direct', 'What they say in quotation marks', {
      ...long,
      description: 'Each quote on a line of its own, word for word',
      ...value(said(before, 'direct')),
    }),
    input('reported', 'What the text reports them to say', {
      ...long,
      description: 'Each on a line of its own, in the words of the text',
      ...value(said(before, 'reported')),
    }),
  ],
  read({ name = '', aliases = '', description = '', direct = '', reported = '' }, text, before) {
    const says = (lines: string, mode: 'direct' | 'reported') =>
      lines
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => ({ ...locate(text, line), mode }));
    return fitting(personSchema, {
      id: before?.id ?? idOf(name, text, 'people', 'person'),
      name,
      aliases: list(aliases),
      description: locate(text, description),
      says: [...says(direct, 'direct'), ...says(reported, 'reported')],
    });
  },
};

function said(before: Person | undefined, mode: 'direct' | 'reported'): string {
  return (before?.says ?? [])
    .filter((one) => one.mode === mode)
    .map(quoteLine)
    .join('\n');
}

const note: AnnotationForm<Note> = {
  title: 'a note',
  label: ({ text }) => text,
  write: (before) => [
    input('paragraphs', 'Paragraphs', {
      description: 'Their numbers: 3 or 3, 5-7',
      required: true,
      max_length: 100,
      ...value(before?.paragraphs.join(', ')),
    }),
    input('about', 'The words that it is about, if some', {
      ...long,
      description: VERBATIM,
      ...value(before?.about && quoteLine(before.about)),
    }),
    input('text', 'The note', { ...long, required: true, max_length: 1000, ...value(before?.text) }),
    input('source', 'Its source', {
      description: 'Outside of the text: title, author, year',
      required: true,
      max_length: 300,
      ...value(before?.source.title),
    }),
    input('url', 'Link to the source', {
      description: 'Begins with https://',
      max_length: 512,
      ...value(before?.source.url),
    }),
  ],
  read({ paragraphs = '', about = '', text: words = '', source = '', url = '' }, text, before) {
    if (source.trim() === '')
      throw new UserError('note-source', 'A note needs its source: say where it can be looked up.');
    return fitting(noteSchema, {
      id: before?.id ?? idOf(words, text, 'notes', 'note'),
      paragraphs: parseParagraphs(paragraphs, PARAGRAPHS),
      ...(about.trim() && { about: locate(text, about) }),
      text: words,
      source: { title: source, ...(url.trim() && { url: url.trim() }) },
    });
  },
};

const prompt: AnnotationForm<PromptSuggestion> = {
  title: 'a discussion prompt',
  label: ({ question }) => question,
  write: (before) => [
    input('question', 'The question', {
      ...long,
      description: 'Open: it does not suggest its answer',
      required: true,
      max_length: 300,
      ...value(before?.question),
    }),
    input('paragraphs', 'Paragraphs that it is about', {
      description: 'Their numbers: 3 or 3, 5-7',
      required: true,
      max_length: 100,
      ...value(before?.paragraphs.join(', ')),
    }),
  ],
  read: ({ question = '', paragraphs = '' }, text, before) =>
    fitting(promptSuggestionSchema, {
      id: before?.id ?? idOf(question, text, 'prompts', 'prompt'),
      question: question.replaceAll(/\s+/g, ' '),
      paragraphs: parseParagraphs(paragraphs, PARAGRAPHS),
    }),
};

/** By kind. Each form is only given annotations of its own kind. */
export const FORMS = {
  people: person,
  disputes: dispute,
  events: event,
  notes: note,
  prompts: prompt,
} as unknown as Readonly<Record<Kind, AnnotationForm<Annotation>>>;

function idOf(words: string, { annotations }: AnnotatedReading, kind: Kind, otherwise: string): string {
  return slugOf(
    words,
    annotations[kind].map(({ id }) => id),
    otherwise,
  );
}

/** Nothing, where there is nothing to fill in; Discord takes no empty value. */
function value(words: string | undefined): { value?: string } {
  if (words !== undefined && words.length > 4000)
    throw new UserError(
      'annotation-long',
      'This annotation is too long for a form. Take it with /library export, change annotations.yaml and give the file to /library add.',
    );
  return words ? { value: words } : {};
}

/** A quote on a line, with its paragraph, as `locate` reads it. */
function quoteLine({ paragraph, quote, occurrence }: Quoted): string {
  return `¶${paragraph}${occurrence ? `#${occurrence}` : ''} ${quote.replaceAll('\n', ' ')}`;
}

function list(words = ''): string[] {
  return words
    .split(/[,;、]/)
    .map((one) => one.trim())
    .filter(Boolean);
}

/** Paragraphs that one annotation may be about. */
const PARAGRAPHS = 200;

function fitting<T>(schema: z.ZodType<T>, written: unknown): T {
  const parsed = schema.safeParse(written);
  if (parsed.success) return parsed.data;
  throw new UserError('annotation-form', `It does not fit:\n${z.prettifyError(parsed.error)}`);
}

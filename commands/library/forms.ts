import type { APILabelComponent } from 'discord-api-types/v10';
import { z } from 'zod';
import { parseDate } from '../../src/dates/parse-date.ts';
import { choiceField, textField } from '../../src/discord/form.ts';
import { UserError } from '../../src/errors.ts';
import type { PreparedText } from '../../src/quotes/concordance.ts';
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
import { toOneLine } from '../../src/text/cut.ts';
import { parseParagraphs } from '../../src/text/paragraphs.ts';

/* The forms of annotations: what they ask, and how what was typed becomes an annotation. */

export type Annotation = Person | Dispute | Event | Note | PromptSuggestion;

interface AnnotationForm<T extends Annotation> {
  /** As in "Add a dispute". */
  readonly title: string;
  readonly label: (annotation: T) => string;
  readonly write: (before: T | undefined, text: AnnotatedReading) => APILabelComponent[];
  /** @throws UserError where something is missing or the text does not say it */
  readonly read: (fields: Fields, text: PreparedText, before: T | undefined) => T;
}

/** The fields of all forms of annotations: which of them there are depends on the kind. */
export const FIELDS = [
  'about',
  'aliases',
  'date',
  'dates',
  'description',
  'direct',
  'first',
  'label',
  'more',
  'name',
  'paragraphs',
  'question',
  'quote',
  'reported',
  'second',
  'source',
  'text',
  'topic',
  'url',
  'words',
] as const;

type Fields = Readonly<Record<(typeof FIELDS)[number], string>>;

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
      textField('question', 'The question', {
        description: 'Neutral: it takes no side',

        max: 300,
        value: checkedLength(before?.question),
      }),
      textField('topic', 'Its short name', { max: 80, value: checkedLength(before?.topic) }),
      textField('first', 'One position', { paragraph: true, description: help, value: checkedLength(first) }),
      textField('second', 'Another position', {
        paragraph: true,
        description: 'Without quotes it is marked as one that the text does not give',

        value: checkedLength(second),
      }),
      textField('more', 'Further positions', {
        required: false,
        paragraph: true,
        description: 'With a blank line between them',
        value: checkedLength(more.join('\n\n')),
      }),
    ];
  },
  read({ question, topic, first, second, more }, text, before) {
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

function positionOf(lines: string, text: PreparedText): Dispute['positions'][number] {
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
    textField('quote', 'The quote that states it', {
      paragraph: true,
      description: VERBATIM,

      value: checkedLength(before && quoteLine(before.quote)),
    }),
    textField('label', 'Words of the quote that name the event', {
      max: 300,
      value: checkedLength(before?.label),
    }),
    textField('words', 'Words of the quote that give the date', {
      max: 300,
      value: checkedLength(before?.words),
    }),
    textField('date', 'The date, no more precise than the text', {
      description: '25 June 2019, June 2019, 1951, the 1950s, circa 1600, 1951 to 1960, or EDTF',

      max: 60,
      value: checkedLength(before?.date),
    }),
    choiceField('dates', 'What is dated', [
      { label: 'what happened', value: 'event', default: before?.dates !== 'report' },
      { label: 'its being reported', value: 'report', default: before?.dates === 'report' },
    ]),
  ],
  read({ quote, label, words, date, dates }, text, before) {
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
    textField('name', 'Name', { max: 300, value: checkedLength(before?.name) }),
    textField('aliases', 'Other names that the text uses', {
      required: false,
      description: 'With commas between them',
      max: 1000,
      value: checkedLength(before?.aliases.join(', ')),
    }),
    textField('description', 'How the text describes them', {
      paragraph: true,
      description: VERBATIM,

      value: checkedLength(before && quoteLine(before.description)),
    }),
    textField('direct', 'What they say in quotation marks', {
      required: false,
      paragraph: true,
      description: 'Each quote on a line of its own, word for word',
      value: checkedLength(said(before, 'direct')),
    }),
    textField('reported', 'What the text reports them to say', {
      required: false,
      paragraph: true,
      description: 'Each on a line of its own, in the words of the text',
      value: checkedLength(said(before, 'reported')),
    }),
  ],
  read({ name, aliases, description, direct, reported }, text, before) {
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
    textField('paragraphs', 'Paragraphs', {
      description: 'Their numbers: 3 or 3, 5-7',

      max: 100,
      value: checkedLength(before?.paragraphs.join(', ')),
    }),
    textField('about', 'The words that it is about, if some', {
      required: false,
      paragraph: true,
      description: VERBATIM,
      value: checkedLength(before?.about && quoteLine(before.about)),
    }),
    textField('text', 'The note', { paragraph: true, max: 1000, value: checkedLength(before?.text) }),
    textField('source', 'Its source', {
      description: 'Outside of the text: title, author, year',

      max: 300,
      value: checkedLength(before?.source.title),
    }),
    textField('url', 'Link to the source', {
      required: false,
      description: 'Begins with https://',
      max: 512,
      value: checkedLength(before?.source.url),
    }),
  ],
  read({ paragraphs, about, text: words, source, url }, text, before) {
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
    textField('question', 'The question', {
      paragraph: true,
      description: 'Open: it does not suggest its answer',

      max: 300,
      value: checkedLength(before?.question),
    }),
    textField('paragraphs', 'Paragraphs that it is about', {
      description: 'Their numbers: 3 or 3, 5-7',

      max: 100,
      value: checkedLength(before?.paragraphs.join(', ')),
    }),
  ],
  read: ({ question, paragraphs }, text, before) =>
    fitting(promptSuggestionSchema, {
      id: before?.id ?? idOf(question, text, 'prompts', 'prompt'),
      question: toOneLine(question),
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

/** @throws UserError where it is longer than a field takes: cut, it would be saved cut */
function checkedLength(words: string | undefined): string | undefined {
  if (words !== undefined && words.length > 4000)
    throw new UserError(
      'annotation-long',
      'This annotation is too long for a form. Take it with /library export, change annotations.yaml and give the file to /library add.',
    );
  return words;
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

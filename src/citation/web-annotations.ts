import { createHash } from 'node:crypto';
import type { AnnotatedReading, Quoted } from '../reading/annotations.ts';
import { type Quote, resolveQuote, wholeParagraph } from '../reading/quote.ts';
import type { Reading } from '../reading/reading.ts';

/*
 * A reading's quotes and annotations as a W3C Web Annotation collection (Web Annotation Data Model, 2017), in
 * JSON-LD. Positions count Unicode code points, as the model says, in the paragraphs joined by one line feed.
 */

export interface AnnotationCollection {
  readonly '@context': typeof CONTEXT;
  readonly id: string;
  readonly type: 'AnnotationCollection';
  readonly label: string;
  readonly total: number;
  readonly first: {
    readonly id: string;
    readonly type: 'AnnotationPage';
    readonly startIndex: 0;
    readonly items: readonly WebAnnotation[];
  };
}

export interface WebAnnotation {
  readonly '@context': typeof CONTEXT;
  readonly id: string;
  readonly type: 'Annotation';
  readonly motivation: Motivation;
  readonly body: { readonly type: 'TextualBody'; readonly value: string; readonly format: 'text/plain' };
  readonly target: Target | readonly Target[];
}

type Motivation = 'identifying' | 'describing' | 'classifying' | 'tagging' | 'commenting' | 'questioning';

interface Target {
  readonly source: string;
  readonly selector: readonly [
    {
      readonly type: 'TextQuoteSelector';
      readonly exact: string;
      readonly prefix?: string;
      readonly suffix?: string;
    },
    { readonly type: 'TextPositionSelector'; readonly start: number; readonly end: number },
  ];
}

/** Characters before and after a quote that tell it from equal words. */
const AROUND = 32;
const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

/** All that is annotated, in the order of the annotations. Orphans, whose words are gone, are left out. */
export function webAnnotations(text: AnnotatedReading): AnnotationCollection {
  const items = listAnnotated(text).flatMap(({ motivation, value, quotes }) =>
    quotes.length > 0 ? [annotation(text.reading, motivation, value, quotes)] : [],
  );
  const id = nameOf(text.reading);
  return {
    '@context': CONTEXT,
    id: `${id}#annotations`,
    type: 'AnnotationCollection',
    label: text.reading.facts.headline,
    total: items.length,
    first: { id: `${id}#annotations-1`, type: 'AnnotationPage', startIndex: 0, items },
  };
}

/** The name of a version of a text, by its hash (RFC 6920): `ni:///sha-256;…`. */
function nameOf({ version }: Pick<Reading, 'version'>): string {
  return `ni:///sha-256;${Buffer.from(version, 'hex').toString('base64url')}`;
}

interface Annotated {
  readonly motivation: Motivation;
  readonly value: string;
  readonly quotes: readonly Quote[];
}

function listAnnotated({ reading, annotations }: AnnotatedReading): Annotated[] {
  const at = (words: Quoted) => [resolveQuote(reading, words) ?? []].flat();
  const whole = (paragraphs: readonly number[]) =>
    paragraphs.flatMap((n) => wholeParagraph(reading, n) ?? []);
  const nameFor = (id: string) => annotations.people.find((person) => person.id === id)?.name ?? id;
  return [
    ...annotations.people.flatMap(({ name, description, says }): Annotated[] => [
      { motivation: 'describing', value: name, quotes: at(description) },
      ...says.map((said) => ({
        motivation: 'identifying' as const,
        value: `${said.mode === 'direct' ? 'Said by' : 'Reported of'} ${name}`,
        quotes: at(said),
      })),
    ]),
    ...annotations.disputes.flatMap(({ question, positions }) =>
      positions.flatMap(({ position, holders, quotes }) =>
        quotes.map((quote) => ({
          motivation: 'classifying' as const,
          value: `${question} ${position}${holders.length > 0 ? ` (${holders.map(nameFor).join(', ')})` : ''}`,
          quotes: at(quote),
        })),
      ),
    ),
    ...annotations.events.map(({ date, dates, label, quote }) => ({
      motivation: 'tagging' as const,
      value: `${date} (date of the ${dates}): ${label}`,
      quotes: at(quote),
    })),
    ...annotations.notes.map(({ text, source, about, paragraphs }) => ({
      motivation: 'commenting' as const,
      value: `${text} Source: ${source.title}${source.url ? `, ${source.url}` : ''}`,
      quotes: about ? at(about) : whole(paragraphs),
    })),
    ...annotations.prompts.map(({ question, paragraphs }) => ({
      motivation: 'questioning' as const,
      value: question,
      quotes: whole(paragraphs),
    })),
  ];
}

function annotation(
  reading: Reading,
  motivation: Motivation,
  value: string,
  quotes: readonly Quote[],
): WebAnnotation {
  const targets = quotes.map((quote) => targetOf(reading, quote));
  const [only] = targets;
  const target = only && targets.length === 1 ? only : targets;
  const body = { type: 'TextualBody', value, format: 'text/plain' } as const;
  const id = uuid(JSON.stringify([reading.version, motivation, value, target]));
  return { '@context': CONTEXT, id, type: 'Annotation', motivation, body, target };
}

function targetOf(reading: Reading, quote: Quote): Target {
  const before = reading.paragraphs.slice(0, quote.paragraph - 1).map(({ text }) => `${text}\n`);
  const text = reading.paragraphs[quote.paragraph - 1]?.text ?? '';
  const start = codePoints(before.join('')) + codePoints(text.slice(0, quote.start));
  const prefix = [...text.slice(0, quote.start)].slice(-AROUND).join('');
  const suffix = [...text.slice(quote.end)].slice(0, AROUND).join('');
  return {
    source: reading.facts.url ?? nameOf(reading),
    selector: [
      {
        type: 'TextQuoteSelector',
        exact: quote.text,
        ...(prefix && { prefix }),
        ...(suffix && { suffix }),
      },
      { type: 'TextPositionSelector', start, end: start + codePoints(quote.text) },
    ],
  };
}

const codePoints = (text: string) => [...text].length;

/** The same annotation has the same id in every export: a UUID made of its hash (RFC 9562, version 8). */
function uuid(content: string): string {
  const hash = createHash('sha256').update(content).digest('hex');
  const variant = '89ab'[Number.parseInt(hash.charAt(16), 16) % 4];
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

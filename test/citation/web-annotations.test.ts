import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { webAnnotations } from '../../src/citation/web-annotations.ts';
import { annotationsSchema } from '../../src/reading/annotations.ts';
import { loadReading } from '../../src/reading/folder.ts';
import { makeReading } from '../../src/reading/make.ts';

const treaty = loadReading('data/readings/us-japan-security-treaty', () => undefined);

/* What the Web Annotation Data Model (W3C Recommendation, 23 February 2017) requires of what is exported. */
const iri = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/i);
const selectors = z.tuple([
  z.strictObject({
    type: z.literal('TextQuoteSelector'),
    exact: z.string().min(1),
    prefix: z.string().min(1).optional(),
    suffix: z.string().min(1).optional(),
  }),
  z
    .strictObject({ type: z.literal('TextPositionSelector'), start: z.int().min(0), end: z.int() })
    .refine(({ start, end }) => end > start),
]);
const target = z.strictObject({ source: iri, selector: selectors });
const annotation = z.strictObject({
  '@context': z.literal('http://www.w3.org/ns/anno.jsonld'),
  id: iri,
  type: z.literal('Annotation'),
  motivation: z.enum(['identifying', 'describing', 'classifying', 'tagging', 'commenting', 'questioning']),
  body: z.strictObject({
    type: z.literal('TextualBody'),
    value: z.string().min(1),
    format: z.literal('text/plain'),
  }),
  target: z.union([target, z.array(target).min(1)]),
});
const collection = z.strictObject({
  '@context': z.literal('http://www.w3.org/ns/anno.jsonld'),
  id: iri,
  type: z.literal('AnnotationCollection'),
  label: z.string().min(1),
  total: z.int().min(0),
  first: z.strictObject({
    id: iri,
    type: z.literal('AnnotationPage'),
    startIndex: z.literal(0),
    items: z.array(annotation),
  }),
});

describe('the article’s annotations as Web Annotations', () => {
  const exported = webAnnotations(treaty);
  const targets = exported.first.items.flatMap((item) => item.target);

  it('have what the model requires', () => {
    expect(collection.safeParse(JSON.parse(JSON.stringify(exported))).error).toBeUndefined();
    expect(exported.total).toBe(exported.first.items.length);
    expect(new Set(exported.first.items.map(({ id }) => id)).size).toBe(exported.total);
  });

  it('hold every kind', () => {
    const { people, disputes, events, notes, prompts } = treaty.annotations;
    const quotes =
      people.reduce((sum, { says }) => sum + says.length + 1, 0) +
      disputes.reduce((sum, { positions }) => sum + positions.flatMap((p) => p.quotes).length, 0);
    expect(exported.total).toBe(quotes + events.length + notes.length + prompts.length);
  });

  it('select words by what stands around them and by where they stand', () => {
    const text = [...treaty.reading.paragraphs.map((p) => p.text).join('\n')];
    for (const { source, selector } of targets) {
      const [quote, position] = selector;
      expect(text.slice(position.start, position.end).join('')).toBe(quote.exact);
      if (quote.prefix) expect(text.slice(0, position.start).join('').endsWith(quote.prefix)).toBe(true);
      if (quote.suffix) expect(text.slice(position.end).join('').startsWith(quote.suffix)).toBe(true);
      expect(source).toMatch(/^ni:\/\/\/sha-256;[\w-]{43}$/);
    }
  });

  it('have the same ids in every export', () => {
    expect(webAnnotations(treaty)).toEqual(exported);
  });
});

it('counts code points, names the URL where there is one, and leaves orphans out', () => {
  const reading = makeReading('x', { headline: 'X', language: 'en', url: 'https://example.org/' }, [
    { kind: 'paragraph', text: '𝒜 first.' },
    { kind: 'paragraph', text: 'The 😀 second.' },
  ]);
  const annotations = annotationsSchema.parse({
    notes: [
      {
        id: 'a',
        paragraphs: [2],
        about: { paragraph: 2, quote: 'second' },
        text: 'Said so.',
        source: { title: 'S' },
      },
      {
        id: 'b',
        paragraphs: [2],
        about: { paragraph: 2, quote: 'gone' },
        text: 'Gone.',
        source: { title: 'S' },
      },
    ],
  });
  const { total, first } = webAnnotations({ reading, annotations });
  expect(total).toBe(1);
  expect(first.items[0]?.target).toEqual({
    source: 'https://example.org/',
    selector: [
      { type: 'TextQuoteSelector', exact: 'second', prefix: 'The 😀 ', suffix: '.' },
      { type: 'TextPositionSelector', start: 15, end: 21 },
    ],
  });
});

import { createHash } from 'node:crypto';
import { atOnce, inSlices, type Work } from '../text/slices.ts';
import type { Facts, Paragraph, Reading, Section } from './reading.ts';
import { sentencesOf } from './sentences.ts';

/** A body in order: headings and paragraphs. */
export type Block = { readonly kind: 'heading' | 'paragraph'; readonly text: string };

/**
 * Makes a reading from its facts and its blocks: numbers the paragraphs, finds their sentences and names the
 * version. The only way to make one, but for its like that lets others be served meanwhile.
 */
export function makeReading(id: string, facts: Facts, blocks: readonly Block[]): Reading {
  return atOnce(readingWork(id, facts, blocks));
}

/** Makes the same reading in slices of the event loop's turns, as a long one takes many of them. */
export function makeReadingInSlices(id: string, facts: Facts, blocks: readonly Block[]): Promise<Reading> {
  return inSlices(readingWork(id, facts, blocks));
}

/** The same, as a part of longer work. */
export function* readingWork(id: string, facts: Facts, blocks: readonly Block[]): Work<Reading> {
  const sections: Section[] = [];
  const paragraphs: Paragraph[] = [];
  for (const { kind, text } of blocks) {
    if (kind === 'heading') sections.push({ heading: text, before: paragraphs.length + 1 });
    else paragraphs.push({ n: paragraphs.length + 1, text, sentences: sentencesOf(text, facts.language) });
    yield;
  }
  const version = yield* versionWork(facts, sections, paragraphs);
  return { id, version, facts, sections, paragraphs };
}

/** The hash of `JSON.stringify([headline, standfirst, sections, paragraphs])`, some paragraphs at a time. */
function* versionWork(
  { headline, standfirst }: Facts,
  sections: readonly Section[],
  paragraphs: readonly Paragraph[],
): Work<string> {
  const hash = createHash('sha256');
  const headings = sections.map(({ heading, before }) => [heading, before]);
  let part = `${JSON.stringify([headline, standfirst ?? null, headings]).slice(0, -1)},[`;
  for (const { n, text } of paragraphs) {
    part += `${n > 1 ? ',' : ''}${JSON.stringify(text)}`;
    if (part.length < HASHED_AT_ONCE) continue;
    hash.update(part);
    part = '';
    yield;
  }
  return hash.update(`${part}]]`).digest('hex');
}

/** Characters. */
const HASHED_AT_ONCE = 50_000;

/** Headings and paragraphs of a reading, in order: what `makeReading` was given. */
export function blocksOf(reading: Reading): Block[] {
  const headingsBefore = (n: number): Block[] =>
    reading.sections
      .filter((section) => section.before === n)
      .map(({ heading }) => ({ kind: 'heading', text: heading }));
  return [
    ...reading.paragraphs.flatMap(({ n, text }): Block[] => [
      ...headingsBefore(n),
      { kind: 'paragraph', text },
    ]),
    ...headingsBefore(reading.paragraphs.length + 1),
  ];
}

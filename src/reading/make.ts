import { createHash } from 'node:crypto';
import type { Facts, Reading, Section } from './reading.ts';
import { sentencesOf } from './sentences.ts';

/** A body in order: headings and paragraphs. */
export type Block = { readonly kind: 'heading' | 'paragraph'; readonly text: string };

/**
 * Makes a reading from its facts and its blocks: numbers the paragraphs, finds their sentences and names the
 * version. The only way to make one.
 */
export function makeReading(id: string, facts: Facts, blocks: readonly Block[]): Reading {
  const sections: Section[] = [];
  const texts: string[] = [];
  for (const { kind, text } of blocks) {
    if (kind === 'heading') sections.push({ heading: text, before: texts.length + 1 });
    else texts.push(text);
  }
  const words = [facts.headline, facts.standfirst ?? null, sections.map((s) => [s.heading, s.before]), texts];
  return {
    id,
    version: createHash('sha256').update(JSON.stringify(words)).digest('hex'),
    facts,
    sections,
    paragraphs: texts.map((text, i) => ({ n: i + 1, text, sentences: sentencesOf(text, facts.language) })),
  };
}

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

import type { Quoted } from './annotations.ts';
import { type Paragraph, paragraph, type Reading, type Slice } from './reading.ts';

/**
 * A slice of one paragraph. Invariant, everywhere:
 * `quote.text === paragraph.text.slice(quote.start, quote.end)`.
 */
export interface Quote extends Slice {
  readonly reading: Pick<Reading, 'id' | 'version' | 'facts'>;
  /** ¶n */
  readonly paragraph: number;
  readonly text: string;
}

/** The only way to make a quote. */
export function quoteOf(reading: Reading, { n, text }: Paragraph, { start, end }: Slice): Quote {
  if (!(0 <= start && start < end && end <= text.length))
    throw new RangeError(`¶${n} has no slice ${start}–${end}`);
  const { id, version, facts } = reading;
  return { reading: { id, version, facts }, paragraph: n, start, end, text: text.slice(start, end) };
}

/** The whole of ¶n as a quote, or undefined where the reading has no such paragraph. */
export function wholeParagraph(reading: Reading, n: number): Quote | undefined {
  const found = paragraph(reading, n);
  return found && quoteOf(reading, found, { start: 0, end: found.text.length });
}

/** The quote that an annotation names, or undefined where its words do not stand there (an orphan). */
export function resolveQuote(
  reading: Reading,
  { paragraph: n, quote, occurrence = 1 }: Quoted,
): Quote | undefined {
  const found = paragraph(reading, n);
  if (!found) return undefined;
  let start = -1;
  for (let i = 0; i < occurrence; i++) {
    start = found.text.indexOf(quote, start + 1);
    if (start < 0) return undefined;
  }
  return quoteOf(reading, found, { start, end: start + quote.length });
}

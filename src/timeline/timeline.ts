import edtf, { type Edtf } from 'edtf';
import type { AnnotatedReading, Event } from '../reading/annotations.ts';
import { type Quote, quoted } from '../reading/quote.ts';
import { type Range, rangeOf } from './dates.ts';

/** An event with the quote that states it. */
export interface TimelineEntry {
  readonly event: Event;
  readonly quote: Quote;
}

export interface TimelineFilter {
  /** Dates as people write them: see `rangeOf`. An event that touches the range is in it. */
  readonly from?: string;
  readonly to?: string;
  /** Words that the event's quote must hold, in any case. */
  readonly about?: string;
}

/**
 * The events of a reading in order of time, then of the text. An event whose words are no longer in the text
 * is left out.
 *
 * @throws UserError where `from` or `to` is no date, or `from` is after `to`
 */
export function timeline(
  { reading, annotations }: AnnotatedReading,
  filter: TimelineFilter = {},
): TimelineEntry[] {
  const range: Range = rangeOf(filter.from, filter.to);
  const words = (filter.about ?? '').toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return annotations.events
    .flatMap((event) => {
      const quote = quoted(reading, event.quote);
      return quote ? [{ event, quote, when: edtf(event.date) }] : [];
    })
    .filter(({ when }) => (when.max ?? when.min) >= range.from && when.min <= range.to)
    .filter(({ quote }) => words.every((word) => quote.text.toLocaleLowerCase().includes(word)))
    .sort(
      (a, b) =>
        a.when.min - b.when.min ||
        endOf(a.when) - endOf(b.when) ||
        a.quote.paragraph - b.quote.paragraph ||
        a.quote.start - b.quote.start,
    )
    .map(({ event, quote }) => ({ event, quote }));
}

/** What ends at a time that is not known stands after what ends at one that is. A number that can be subtracted. */
function endOf({ max }: Edtf): number {
  return max === null || max === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : max;
}

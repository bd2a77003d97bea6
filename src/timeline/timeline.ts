import { type Span, spanOf } from '../dates/edtf.ts';
import type { AnnotatedReading, Event } from '../reading/annotations.ts';
import { type Quote, resolveQuote } from '../reading/quote.ts';
import { rangeOf } from './date-range.ts';

/** An event with the quote that states it. */
export interface TimelineEntry {
  readonly event: Event;
  readonly quote: Quote;
}

export interface TimelineFilter {
  /** Dates as people write them: see `rangeOf`. An event that touches the range is in it. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Words that the event's quote must hold, in any case. */
  readonly about?: string | undefined;
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
  const range = rangeOf(filter.from, filter.to);
  const words = (filter.about ?? '').toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return annotations.events
    .flatMap((event) => {
      const quote = resolveQuote(reading, event.quote);
      const when = whenOf(event);
      return quote && when ? [{ event, quote, when }] : [];
    })
    .filter(({ when }) => (when.to ?? when.from) >= range.from && when.from <= range.to)
    .filter(({ quote }) => words.every((word) => quote.text.toLocaleLowerCase().includes(word)))
    .sort(
      (a, b) =>
        inOrder(a.when.from, b.when.from) ||
        inOrder(a.when.to ?? Number.POSITIVE_INFINITY, b.when.to ?? Number.POSITIVE_INFINITY) ||
        a.quote.paragraph - b.quote.paragraph ||
        a.quote.start - b.quote.start,
    )
    .map(({ event, quote }) => ({ event, quote }));
}

/** Kept with the event, for as long as its reading is: to parse EDTF takes longer than all the rest. */
const spans = new WeakMap<Event, Span>();

function whenOf(event: Event): Span | undefined {
  const span = spans.get(event) ?? spanOf(event.date);
  if (span) spans.set(event, span);
  return span;
}

/** Infinities can be compared but not subtracted. */
function inOrder(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

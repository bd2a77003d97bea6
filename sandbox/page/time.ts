/** Times as Discord says them, in the reader's own zone and language. */
import type { TimeStyle } from './markdown.ts';

const STYLES: Record<Exclude<TimeStyle, 'R'>, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** A `<t:…:style>` mark; `now` in milliseconds. */
export function styledTime(date: Date, style: TimeStyle, now: number): string {
  if (Number.isNaN(date.getTime())) return 'an unknown time';
  if (style !== 'R') return new Intl.DateTimeFormat(undefined, STYLES[style]).format(date);
  const seconds = Math.round((date.getTime() - now) / 1000);
  const [unit, size] = UNITS.find(([, unitSize]) => Math.abs(seconds) >= unitSize) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** The time beside an author's name: the hour today, the day and the hour before. */
export function messageTime(date: Date, now: number): string {
  const hour = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(date);
  if (date.toDateString() === new Date(now).toDateString()) return hour;
  return `${new Intl.DateTimeFormat(undefined, { dateStyle: 'short' }).format(date)}, ${hour}`;
}

/** With the day of the week, for titles. */
export function fullTime(date: Date): string {
  return styledTime(date, 'F', 0);
}

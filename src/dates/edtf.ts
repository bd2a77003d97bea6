import edtf from 'edtf';
import { PARTS } from './parts-of-year.ts';

/*
 * EDTF (ISO 8601-2), in which all dates of texts are kept: with just the precision that is known.
 * https://www.loc.gov/standards/datetime/
 */

/** First and last moment that a date covers, in milliseconds since 1970 (UTC); infinite where it is open. */
export interface Span {
  readonly from: number;
  /** null where the end is not known. */
  readonly to: number | null;
}

/** What an EDTF date covers; undefined where the string is not EDTF, or of a year that a clock can't count to. */
export function spanOf(date: string): Span | undefined {
  // The package takes short numbers for decades and centuries and long ones for milliseconds, and 29 February
  // of every year.
  if (/^(?:-?\d{1,3}[?~%]?|\d{5,})$/.test(date) || namesNoDay(date)) return undefined;
  const part = partOfYear(date);
  if (part) return part;
  try {
    const { min, max } = edtf(date);
    const from = min ?? Number.NEGATIVE_INFINITY;
    return Number.isNaN(from) || Number.isNaN(max) ? undefined : { from, to: max };
  } catch {
    return undefined;
  }
}

/** Whether a date is one in EDTF, levels 0 to 2. */
export function isEdtf(date: string): boolean {
  return spanOf(date) !== undefined;
}

/** Year (astronomical: 0 is 1 BC), month and day of a plain date, as many as it gives; undefined for any other. */
export function calendarParts(date: string): readonly [year: number, ...monthAndDay: number[]] | undefined {
  const [, y, m, d] = /^(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date) ?? [];
  const [year, month, day] = [Number(y), Number(m ?? 1), Number(d ?? 1)];
  if (!isDay(year, month, day)) return undefined;
  return d ? [year, month, day] : m ? [year, month] : [year];
}

/** A plain date from its parts: `-0043-03-15` for the Ides of March 44 BC. */
export function edtfOf(year: number, month?: number, day?: number): string {
  const padded = (n: number) => String(n).padStart(2, '0');
  return [
    `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`,
    ...(month === undefined ? [] : [padded(month)]),
    ...(month === undefined || day === undefined ? [] : [padded(day)]),
  ].join('-');
}

/** Whether the calendar has this day: 31 April and 29 February 2019 are none. */
export function isDay(year: number, month: number, day: number): boolean {
  // A day that a month has not is one of another.
  return new Date(midnight(year, month, day)).getUTCMonth() === month - 1;
}

/** The first moment of a day, in milliseconds since 1970 (UTC). Months beyond December are those of later years. */
export function midnight(year: number, month = 1, day = 1): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function namesNoDay(date: string): boolean {
  return [...date.matchAll(/(-?\d{4})-(\d{2})-(\d{2})/g)].some(
    ([, year, month, day]) => !isDay(Number(year), Number(month), Number(day)),
  );
}

function partOfYear(date: string): Span | undefined {
  const [, year, code = ''] = /^(?!-0000)(-?\d{4})-(\d{2})$/.exec(date) ?? [];
  const part = PARTS[code];
  if (!year || !part) return undefined;
  const { month, months } = part;
  return { from: midnight(Number(year), month), to: midnight(Number(year), month + months) - 1 };
}

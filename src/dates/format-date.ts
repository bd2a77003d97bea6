import { calendarParts, edtfOf, midnight, spanOf } from './edtf.ts';
import { PARTS } from './parts-of-year.ts';

/**
 * A date in EDTF as people read it, with the same precision: “25 June 2019”, “the 1950s”, “around 1600”, “500 BC”,
 * “26 June 2019 to 30 June 2019”, “25 June 2019 or later”. What is not EDTF stays as it is.
 */
export function formatDate(date: string): string {
  const [, mark, items] = /^([[{])(.+)[\]}]$/.exec(date) ?? [];
  if (!items) return formatInterval(date);
  const words = items.split(',').map((item) => formatInterval(item.replace('..', '/')));
  return (mark === '[' ? ONE_OF : ALL_OF).format(words);
}

const ONE_OF = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const ALL_OF = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long' });
const MONTH = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long' });
const ORDINAL = new Intl.PluralRules('en-GB', { type: 'ordinal' });
const SUFFIXES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

function formatInterval(date: string): string {
  const [first = '', last] = date.split('/');
  if (last === undefined) return formatOne(first);
  if (last === '' || last === '..') return `${formatOne(first)} or later`;
  if (first === '' || first === '..') return `${formatOne(last)} or earlier`;
  return `${formatOne(first)} to ${formatOne(last)}`;
}

function formatOne(date: string): string {
  const words = formatPlain(date.replaceAll(/[?~%]|T\d.*$/g, ''));
  if (words === undefined) return date;
  return `${/[?%]/.test(date) ? 'perhaps ' : ''}${/[~%]/.test(date) ? 'around ' : ''}${words}`;
}

/** Of one date without marks of doubt; undefined for what is none. */
function formatPlain(date: string): string | undefined {
  return formatCalendar(date) ?? formatPart(date) ?? formatUnspecified(date);
}

function formatCalendar(date: string): string | undefined {
  const [year, month, day] = calendarParts(date) ?? [];
  if (year === undefined) return undefined;
  if (month === undefined) return formatYear(year);
  return `${(day === undefined ? MONTH : DAY).format(midnight(year, month, day))} ${formatYear(year)}`;
}

function formatPart(date: string): string | undefined {
  const [, year, code = ''] = /^(-?\d{4})-(\d\d)$/.exec(date) ?? [];
  const part = PARTS[code];
  return year && part && `${part.words}${formatYear(Number(year))}`;
}

/** X stands for a digit that is not known, and Y for a year of more than four. */
function formatUnspecified(date: string): string | undefined {
  if (/^Y-?\d+$/.test(date)) return formatYear(Number(date.slice(1)));
  const [, year, month, day] = /^(-?[\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?$/.exec(date) ?? [];
  if (!year) return undefined;
  if (!month) return formatYears(date);
  if (day === 'XX') return `a day in ${formatPlain(month === 'XX' ? year : `${year}-${month}`)}`;
  if (month === 'XX' && !day) return `a month in ${formatPlain(year)}`;
  const [first, last] = endsOf(date);
  return first && last && `some time from ${formatCalendar(first)} to ${formatCalendar(last)}`;
}

function formatYears(date: string): string | undefined {
  const [, minus, century] = /^(-?)(\d\d)XX$/.exec(date) ?? [];
  if (century) return `the ${formatOrdinal(Number(century) + 1)} century${minus && ' BC'}`;
  // “The 1900s” can be ten years or a hundred.
  if (/^(?!00)\d\d[1-9]X$/.test(date)) return `the ${date.replace('X', '0s')}`;
  const [first, last] = endsOf(date).map((end) => formatCalendar(end.replace(/-\d\d-\d\d$/, '')));
  return first && last && `${first} to ${last}`;
}

function formatYear(year: number): string {
  if (year <= 0) return `${1 - year} BC`;
  return year < 1000 ? `${year} AD` : String(year);
}

function formatOrdinal(n: number): string {
  return `${n}${SUFFIXES[ORDINAL.select(n)] ?? 'th'}`;
}

/** The first and the last day, or none where the date is not EDTF. */
function endsOf(date: string): string[] {
  const { from, to } = spanOf(date) ?? {};
  return [from, to].flatMap((moment) => {
    if (typeof moment !== 'number') return [];
    const at = new Date(moment);
    return edtfOf(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
  });
}

import { casual as english, type ParsedResult } from 'chrono-node/en';
import { UserError } from '../errors.ts';
import { truncate } from '../text/cut.ts';
import { edtfOf, isEdtf, midnight } from './edtf.ts';
import { ambiguous, normalizeDates } from './normalize-dates.ts';
import { PARTS } from './parts-of-year.ts';

/**
 * The date that somebody writes, or a file gives, as EDTF with just the precision of the words: “25.6.2019”,
 * “June 25th, 2019”, “the 1950s”, “19th century”, “spring 2019”, “late 2019”, “circa 1600”, “500 BC”, “1951–1960”,
 * “June 2019 or later”, or EDTF itself. A time of day is left out.
 *
 * @throws UserError where the words, or some of them, are not understood, or can be read in two ways
 */
export function parseDate(words: string): string {
  const text = words.trim().replaceAll(/\s+/g, ' ');
  if (text.length > LONGEST) throw unknown(truncate(text, LONGEST));
  const said = normalizeDates(text).trim();
  const date = single(said) ?? interval(said);
  if (!date) throw unknown(text);
  return date;
}

const LONGEST = 100;

function unknown(words: string): UserError {
  return new UserError(
    'date-unknown',
    `“${words}” is not a date that I can read. Write a year (1951), a month (2019-06 or June 2019), a day (2019-06-25 or 25 June 2019), or words such as the 1950s, spring 2019, circa 1600, 500 BC or 1951 to 1960.`,
  );
}

/** One date, or an interval that EDTF or chrono reads as a whole. */
function single(text: string): string | undefined {
  const { perhaps, around, rest = '' } = WITH_DOUBT.exec(text)?.groups ?? {};
  const date = fromEdtf(rest) ?? year(rest) ?? decade(rest) ?? century(rest) ?? partOfYear(rest) ?? day(rest);
  const mark = perhaps && around ? '%' : perhaps ? '?' : around ? '~' : '';
  if (!date || (mark && !/^[\d-]+$/.test(date))) return undefined;
  return isEdtf(date + mark) ? date + mark : undefined;
}

const WITH_DOUBT =
  /^(?:(?:back )?(?:in|on|during) )?(?:the )?(?:year )?(?:(?<perhaps>perhaps|possibly|probably) )?(?<around>(?:circa|ca?\.|ca?(?= ?\d)|around|about|approx(?:\.|imately)|~) ?)?(?:the )?(?<rest>.+?)(?:(?<!\.)\.)?$/i;

function fromEdtf(text: string): string | undefined {
  const date = text.toUpperCase().replaceAll(TIME, '');
  return /\d/.test(date) && /^[\dXY~?%/.,[\]{}-]+$/.test(date) && isEdtf(date) ? date : undefined;
}

const TIME =
  /(?<=\d{4}-\d\d-\d\d)[T ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)? ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?(?![\d:])/g;

const ERA = '(?<bc>B\\.?C\\.?(?:E\\.?)?)|A\\.?D\\.?|C\\.?E\\.?';
const YEAR = new RegExp(`^(?:(?<ad>A\\.?D\\.?) ?)?(?<digits>\\d{1,4})(?: ?(?<era>${ERA}))?$`, 'i');

function year(text: string): string | undefined {
  const { digits = '', ad, era, bc } = YEAR.exec(text)?.groups ?? {};
  const n = Number(digits);
  if (n === 0 || (digits.length < 4 && !ad && !era) || (ad && era)) return undefined;
  // There is no year 0 before Christ: 1 BC is 0000 in EDTF.
  return edtfOf(bc ? 1 - n : n);
}

function decade(text: string): string | undefined {
  const [, digits = ''] = /^(\d{3})0['’]?s$/i.exec(text) ?? [];
  if (!digits) return undefined;
  if (!digits.endsWith('0')) return `${digits}X`;
  throw ambiguous(text, `${digits}X`, `${digits.slice(0, 2)}XX`);
}

const CENTURY = new RegExp(
  `^(?:(?<digits>\\d{1,2})(?:st|nd|rd|th)|(?<word>[a-z-]+))[ -](?:century|cent\\.?|c\\.?)(?: (?:${ERA}))?$`,
  'i',
);
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first'.split(
    ' ',
  );

function century(text: string): string | undefined {
  const { digits, word = '', bc } = CENTURY.exec(text)?.groups ?? {};
  const n = digits ? Number(digits) : ORDINALS.indexOf(word.toLowerCase()) + 1;
  if (n === 0) return undefined;
  // -00XX is no EDTF: there is no -0000.
  if (bc && n === 1) return '-0099/0000';
  return `${bc ? '-' : ''}${String(n - 1).padStart(2, '0')}XX`;
}

const CODES = new Map(
  Object.entries(PARTS).map(([code, { words }]) => [words.replaceAll(/^the | of |[ -]$/g, ''), code]),
);

function partOfYear(text: string): string | undefined {
  const [, name = '', of = ''] = /^(.+?)(?:[ -]|, | of )((?:AD )?\d+(?: .+)?)$/i.exec(text) ?? [];
  const plain = name
    .toLowerCase()
    .replace('fall', 'autumn')
    .replace(/^q([1-4])$/, (_, n) => `${ORDINALS[n - 1]} quarter`);
  const code = CODES.get(plain);
  const y = code && year(of);
  return y && `${y}-${code}`;
}

/** By chrono, a day or a month by its name, or two of such: only where it reads all of the words and is certain. */
function day(words: string): string | undefined {
  if (!/jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i.test(words)) return undefined;
  // Chrono knows no dash but this one.
  const text = words.replaceAll('–', '-');
  const [found, another] = english.parse(text);
  if (!found || another) return undefined;
  if (text.replace(found.text, '').replaceAll(/\b(?:of|on|the)\b|[ ,.]/gi, '') !== '') return undefined;
  const dates = [found.start, found.end].flatMap((said) => (said ? [certain(said, text)] : []));
  return dates.includes(undefined) ? undefined : dates.join('/');
}

function certain(said: ParsedResult['start'], text: string): string | undefined {
  const n = said.get('year') ?? 0;
  // Chrono adds a century (June 99) and counts from today (in 2019 days): the year has to stand there.
  const stands = new RegExp(`\\b${Math.abs(n)}\\b`).test(text);
  // Chrono takes a number alone for an hour (12 5 March 2019) or a timezone (June 6-5 2019).
  const time = (said.isCertain('hour') || said.isCertain('timezoneOffset')) && !/\d:\d\d/.test(text);
  if (!stands || time || !said.isCertain('year') || !said.isCertain('month')) return undefined;
  const [y, m] = [n < 0 ? n + 1 : n, said.get('month') ?? 1];
  if (!said.isCertain('day')) return edtfOf(y, m);
  const d = said.get('day') ?? 1;
  const weekday = new Date(midnight(y, m, d)).getUTCDay();
  return said.isCertain('weekday') && said.get('weekday') !== weekday ? undefined : edtfOf(y, m, d);
}

function interval(text: string): string | undefined {
  const [, since, later] = /^(?:(?:since|from) (.+)|(.+?) (?:(?:or|and) later|onwards?))$/i.exec(text) ?? [];
  const first = single(since ?? later ?? '');
  if (first) return valid(`${first}/..`);
  const [, until, earlier] = /^(?:(?:until|till|up to) (.+)|(.+?) (?:or|and) earlier)$/i.exec(text) ?? [];
  const last = single(until ?? earlier ?? '');
  return last ? valid(`../${last}`) : closedInterval(text);
}

function closedInterval(text: string): string | undefined {
  const ends = text
    .replace(/^between (.+) and (.+)$/i, '$1 to $2')
    .replace(/^from /i, '')
    .replace(/^(\d\d)(\d\d) ?[-–] ?(\d\d)$/, (all, c, a, b) => (b > a ? `${c}${a} to ${c}${b}` : all));
  for (const { 0: mark, index } of ends.matchAll(/ (?:to|until|till|through) | ?[-–—/] ?/gi)) {
    const [first, last] = [ends.slice(0, index), ends.slice(index + mark.length)];
    const end = first && single(last);
    if (!end) continue;
    // “500–400 BC”, “1 June to 3 July 2019”: the first borrows from the last what it leaves out.
    const words = last.split(' ');
    const whole = words.map((_, i) => [first, ...words.slice(i + 1)].join(' '));
    const dates = whole.flatMap((start) => valid(`${single(start)}/${end}`) ?? []);
    if (dates[0]) return dates[0];
  }
  return undefined;
}

const valid = (date: string) => (isEdtf(date) ? date : undefined);

import { UserError } from '../errors.ts';
import { edtfOf, isDay } from './edtf.ts';
import { formatDate } from './format-date.ts';

/**
 * Words in which every date that is written in numbers (25.6.2019, 6/25/2019, 2019年6月25日) is written as ISO 8601,
 * and the German, French, Spanish, Italian or Portuguese name of a month, beside its year, in English.
 *
 * With dots the day comes first: of all the languages in CLDR, only Ngomba writes the month first with them.
 *
 * @throws UserError where numbers can be read in two ways
 */
export function normalizeDates(words: string): string {
  return words
    .normalize('NFKC')
    .replaceAll(EAST, (written, y, m, d) => withSpace(iso(y, m, d)) ?? written)
    .replaceAll(YEAR_FIRST, (written, y, mark, m, d) => yearFirst(mark, y, m, d) ?? written)
    .replaceAll(YEAR_LAST, (written, a, mark, b, y) => yearLast(written, mark, a, b, y) ?? written)
    .replaceAll(MONTH_YEAR, (written, m, y) => iso(y, m) ?? written)
    .replaceAll(NAMED, (written, d, name, y) => inEnglish(name, y, d) ?? written);
}

const EAST =
  /(?<!\d)(\d{4}) ?[年년](?: ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일](?: ?\([月火水木金土日월화수목금토일]\))?)?)?/gu;
const YEAR_FIRST = /(?<![\d./-])(\d{4})([./-] ?)(\d{1,2})(?:\2(\d{1,2}))?(?![\d/-]|\.\d)/g;
const YEAR_LAST = /(?<![\d./-])(\d{1,2})([./-] ?)(\d{1,2})\2(\d{4})(?![\d/-]|\.\d)/g;
const MONTH_YEAR = /(?<![\d./-])(\d{1,2})[./](\d{4})(?![\d/-]|\.\d)/g;
const NAMED =
  /(?<![\p{L}\d])(?:(?:(?:am|den|le|el|il) )?(\d{1,2})(?:er|a|o|\.)? (?:de )?)?(\p{L}+)\.? (?:del? )?(\d{4})(?!\d)/giu;

const MONTHS = new Map(
  [
    'jan januar jänner janv janvier ene enero gen gennaio janeiro',
    'feb februar feber févr février febrero febbraio fev fevereiro',
    'mar märz mars marzo março',
    'apr april avr avril abr abril aprile',
    'mai mayo mag maggio maio',
    'jun juni juin junio giu giugno junho',
    'jul juli juil juillet julio lug luglio julho',
    'aug august août ago agosto',
    'sep sept september septembre septiembre setiembre set settembre setembro',
    'okt oktober oct octobre octubre ott ottobre out outubro',
    'nov november novembre noviembre novembro',
    'dez dezember déc décembre dic diciembre dicembre dezembro',
  ].flatMap((names, i) => names.split(' ').map((name) => [bare(name), i + 1])),
);

function bare(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function inEnglish(name: string, year: string, day = ''): string | undefined {
  const month = MONTHS.get(bare(name));
  return month === undefined ? undefined : `${day} ${formatDate(edtfOf(Number(year), month))}`.trim();
}

function iso(year: string, month?: string, day?: string): string | undefined {
  if (!isDay(Number(year), Number(month ?? 1), Number(day ?? 1))) return undefined;
  return [year, month, day].flatMap((part) => part?.padStart(2, '0') ?? []).join('-');
}

/** A time may follow without a space. */
const withSpace = (date: string | undefined) => date && `${date} `;

/** `2011/12` may be a month, or two years. */
function yearFirst(mark: string, year: string, month: string, day?: string): string | undefined {
  const mayBeYears = mark.startsWith('/') && !day && Number(month) > Number(year) % 100;
  return mayBeYears ? undefined : iso(year, month, day);
}

function yearLast(written: string, mark: string, a: string, b: string, year: string): string | undefined {
  const dayFirst = iso(year, b, a);
  const monthFirst = iso(year, a, b);
  if (!dayFirst || !monthFirst || dayFirst === monthFirst || mark.startsWith('.'))
    return dayFirst ?? monthFirst;
  throw ambiguous(written, dayFirst, monthFirst, formatDate(dayFirst).replace(` ${year}`, ''));
}

/** For words that can be two dates. */
export function ambiguous(words: string, one: string, other: string, nameOfOne = formatDate(one)): UserError {
  return new UserError(
    'date-ambiguous',
    `${words} can be ${nameOfOne} or ${formatDate(other)}: write ${one} or ${other}.`,
  );
}

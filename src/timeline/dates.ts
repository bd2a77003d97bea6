import * as chrono from 'chrono-node';
import edtf from 'edtf';
import { UserError } from '../errors.ts';

/** First and last moment, in milliseconds since 1970 (UTC); infinite where it is open. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * What lies between two dates as people write them: EDTF ("1951", "2019-06", "195X") or English words
 * ("June 2019", "25 June 2019"). Each covers as much as it names, so to "2019" is to the end of that year.
 *
 * @throws UserError where one is no date, or the first is after the second
 */
export function rangeOf(from: string | undefined, to: string | undefined): Range {
  const range = {
    from: from === undefined ? Number.NEGATIVE_INFINITY : parse(from).from,
    to: to === undefined ? Number.POSITIVE_INFINITY : parse(to).to,
  };
  if (range.from > range.to) {
    throw new UserError('dates-reversed', `“${from}” is after “${to}”. Give the earlier date first.`);
  }
  return range;
}

function parse(written: string): Range {
  const date = fromEdtf(written.trim()) ?? fromWords(written);
  if (!date) {
    throw new UserError(
      'date-unknown',
      `“${written}” is not a date that I can read. Write a year (1951), a month (2019-06 or June 2019) or a day (2019-06-25).`,
    );
  }
  return date;
}

function fromEdtf(written: string): Range | undefined {
  try {
    const { min, max } = edtf(written);
    return { from: min, to: max ?? Number.POSITIVE_INFINITY };
  } catch {
    return undefined;
  }
}

/** Only what names a year of its own: "next week" would depend on the day that the question is asked. */
function fromWords(written: string): Range | undefined {
  const [result] = chrono.casual.parse(written);
  if (!result?.start.isCertain('year') || !/\d{4}/.test(result.text)) return undefined;
  const { start } = result;
  const parts = [String(start.get('year')).padStart(4, '0')];
  if (start.isCertain('month')) parts.push(String(start.get('month')).padStart(2, '0'));
  if (start.isCertain('month') && start.isCertain('day'))
    parts.push(String(start.get('day')).padStart(2, '0'));
  return fromEdtf(parts.join('-'));
}

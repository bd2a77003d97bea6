import { spanOf } from '../dates/edtf.ts';
import { parseDate } from '../dates/parse-date.ts';
import { UserError } from '../errors.ts';

/** First and last moment, in milliseconds since 1970 (UTC); infinite where it is open. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * What lies between two dates as people write them. Each covers as much as it names, so to "2019" is to the end of
 * that year.
 *
 * @throws UserError where one is no date, or the first is after the second
 */
export function rangeOf(from: string | undefined, to: string | undefined): Range {
  const range = {
    from: (from === undefined ? undefined : spanOf(parseDate(from))?.from) ?? Number.NEGATIVE_INFINITY,
    to: (to === undefined ? undefined : spanOf(parseDate(to))?.to) ?? Number.POSITIVE_INFINITY,
  };
  if (range.from > range.to) {
    throw new UserError('dates-reversed', `“${from}” is after “${to}”. Give the earlier date first.`);
  }
  return range;
}

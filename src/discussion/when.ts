import { casual } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import { normalizeDates } from '../dates/normalize-dates.ts';
import { UserError } from '../errors.ts';

/*
 * Times in a server's timezone. A time that summer time skips (02:30 on the night that it begins) is moved on
 * by what was skipped (03:30); a time that comes twice on the night that it ends is the first of the two.
 * That is `compatible` in Temporal and RFC 5545's rule for recurrences.
 */

/** A time that somebody means. */
export interface When {
  readonly at: Date;
  /** As it was said, on the wall in the zone, though the clocks may skip it: `2026-12-01T18:00`. */
  readonly wall: string;
}

/**
 * The time that somebody means by "tomorrow 18:00", "next Friday at 7pm", "in 2 hours", "2026-12-01 18:00".
 *
 * @param zone IANA name of the timezone that the words are read in
 * @throws UserError where no time is named, more than one, one without the hour, one with words around it that
 *   are not understood, or one that has passed
 */
export function parseWhen(words: string, zone: string, now: Date): When {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const reference = { instant: now, timezone: here.offsetNanoseconds / 60e9 };
  const said = normalizeDates(words.trim())
    // “18h” and “18h30” are times of day; to chrono they are hours from now.
    .replace(/(?<!\bin )\b(\d{1,2}) ?h(\d\d)?\b/i, (_, hour, minute = '00') => `${hour}:${minute}`);
  const [found, another] = casual.parse(said, reference, { forwardDate: true });
  if (!found) throw notUnderstood('I found no date or time in that.');
  if (another || found.end) throw notUnderstood('That names more than one time.');
  const rest = said.replace(found.text, ' ').replaceAll(/\b(?:on|at|the|by|um|from|starting)\b|[\s,.]/gi, '');
  if (rest !== '') throw notUnderstood('I understand only a part of that.');
  const at = found.start;
  const exact = at.isCertain('timezoneOffset');
  if (!exact && !at.isCertain('hour')) throw notUnderstood('Say the time of day as well.');

  const wall = exact
    ? wallTime(at.date(), zone)
    : Temporal.PlainDateTime.from({
        year: at.get('year') ?? here.year,
        month: at.get('month') ?? here.month,
        day: at.get('day') ?? here.day,
        hour: at.get('hour') ?? 0,
        minute: at.get('minute') ?? 0,
      }).toString({ smallestUnit: 'minute' });
  const date = exact ? at.date() : instantAt(wall, zone);
  if (!(date > now))
    throw new UserError(
      'when-past',
      'That time has passed. Give one that is still to come, such as “tomorrow 18:00”.',
    );
  if (date.getTime() - now.getTime() > FARTHEST_MS)
    throw new UserError('when-far', 'That is more than two years away. Give a time within two years.');
  return { at: date, wall };
}

/** The time on the wall in a zone, to the minute: `2026-12-01T18:00`. A weekly slot keeps it through the year. */
export function wallTime(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

/**
 * The first time after `after` that is a whole number of weeks from a wall time, at the same time of day on the
 * wall, whatever summer time does in between. A week in which that time is skipped does not move the later ones.
 */
export function nextWeekly(wall: string, zone: string, after: Date): Date {
  const first = Temporal.PlainDateTime.from(wall);
  const from = Temporal.Instant.fromEpochMilliseconds(after.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime();
  const { days } = first.until(from);
  for (let week = Math.max(0, Math.floor(days / 7) - 1); ; week++) {
    const at = instantAt(first.add({ weeks: week }), zone);
    if (at > after) return at;
  }
}

const FARTHEST_MS = 2 * 366 * 24 * 60 * 60 * 1000;

/** The instant at which a wall in a zone shows a time, or what the clocks make of it where they skip it. */
export function instantAt(wall: string | Temporal.PlainDateTime, zone: string): Date {
  const zoned = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return new Date(zoned.epochMilliseconds);
}

function notUnderstood(what: string): UserError {
  return new UserError(
    'when-unclear',
    `${what} Try “tomorrow 18:00”, “next Friday 19:30”, “in 2 hours” or “2027-01-31 18:00”.`,
  );
}

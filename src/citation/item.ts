import { calendarParts } from '../dates/edtf.ts';
import { formatDate } from '../dates/format-date.ts';
import type { Facts, Reading } from '../reading/reading.ts';

/** A reading as CSL-JSON 1.0.2 (https://docs.citationstyles.org), with what is known of it and nothing else. */
export interface Item {
  readonly id: string;
  readonly type: 'article-newspaper' | 'webpage' | 'document';
  readonly title: string;
  readonly author?: readonly Name[];
  readonly 'container-title'?: string;
  readonly 'publisher-place'?: string;
  readonly issued?: { readonly 'date-parts': readonly [readonly number[]] } | { readonly literal: string };
  readonly URL?: string;
  readonly accessed?: NonNullable<Item['issued']>;
  readonly language: string;
  readonly note?: string;
}

type Name = { readonly family: string; readonly given: string } | { readonly literal: string };

/** @param note what no style has a place for, such as the version of the text */
export function itemOf({ id, facts }: Pick<Reading, 'id' | 'facts'>, note?: string): Item {
  const { headline, byline, publisher, place, date, url, retrieved, language } = facts;
  return {
    id,
    type: typeOf(facts),
    title: headline,
    ...(byline && { author: authorsOf(byline) }),
    ...(publisher && { 'container-title': publisher }),
    ...(place && { 'publisher-place': place }),
    ...(date && { issued: dateParts(date) }),
    ...(url && { URL: url }),
    ...(url && retrieved && { accessed: dateParts(retrieved) }),
    language,
    ...(note && { note }),
  };
}

/** What is published on a certain day is cited as news; the rest by where it is found. */
function typeOf({ publisher, date, url }: Facts): Item['type'] {
  if (publisher && date && calendarParts(date)?.length === 3) return 'article-newspaper';
  return url ? 'webpage' : 'document';
}

/**
 * Names as a style can turn round ("Doe, J."), where they are plainly given name and surname; any other byline
 * (a handle, an agency, a name in another script) stays as it is.
 */
function authorsOf(byline: string): Name[] {
  const parts = byline.replace(/^by\s+/i, '').split(/\s*(?:,|;|&|\band\b)\s*/);
  const names = parts.map((part) => PLAIN_NAME.exec(part)?.groups);
  if (names.some((name) => name === undefined)) return [{ literal: byline }];
  return names.map((name) => ({ given: name?.given ?? '', family: name?.family ?? '' }));
}
const PLAIN_NAME =
  /^(?<given>\p{Lu}[\p{Ll}'’-]+(?: \p{Lu}\.)*) (?<family>(?:(?:de|da|del|di|van|von|der|den|bin|al|el) ){0,2}\p{Lu}[\p{L}'’-]+)$/u;

/** A plain date as numbers, with just its precision; any other, and years before Christ, in words. */
function dateParts(date: string): NonNullable<Item['issued']> {
  const parts = calendarParts(date);
  return parts && parts[0] > 0 ? { 'date-parts': [parts] } : { literal: formatDate(date) };
}

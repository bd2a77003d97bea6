import { describe, expect, it } from 'vitest';
import { calendarParts, isEdtf, spanOf } from '../../src/dates/edtf.ts';

const iso = (moment: number | null | undefined) =>
  typeof moment === 'number' && Number.isFinite(moment) ? new Date(moment).toISOString() : moment;

describe('what a date covers', () => {
  it.each([
    ['2019', '2019-01-01T00:00:00.000Z', '2019-12-31T23:59:59.999Z'],
    ['2020-02', '2020-02-01T00:00:00.000Z', '2020-02-29T23:59:59.999Z'],
    ['195X', '1950-01-01T00:00:00.000Z', '1959-12-31T23:59:59.999Z'],
    ['18XX', '1800-01-01T00:00:00.000Z', '1899-12-31T23:59:59.999Z'],
    ['-0499', '-000499-01-01T00:00:00.000Z', '-000499-12-31T23:59:59.999Z'],
    ['1600~', '1600-01-01T00:00:00.000Z', '1600-12-31T23:59:59.999Z'],
    ['2019-06-25/2019-06-28', '2019-06-25T00:00:00.000Z', '2019-06-28T23:59:59.999Z'],
    // The package begins spring in January.
    ['2019-21', '2019-03-01T00:00:00.000Z', '2019-05-31T23:59:59.999Z'],
    ['2019-24', '2019-12-01T00:00:00.000Z', '2020-02-29T23:59:59.999Z'],
    ['2019-29', '2019-09-01T00:00:00.000Z', '2019-11-30T23:59:59.999Z'],
    ['2019-36', '2019-10-01T00:00:00.000Z', '2019-12-31T23:59:59.999Z'],
    ['2019-37', '2019-01-01T00:00:00.000Z', '2019-04-30T23:59:59.999Z'],
    ['0044-40', '0044-01-01T00:00:00.000Z', '0044-06-30T23:59:59.999Z'],
    ['1951/..', '1951-01-01T00:00:00.000Z', Number.POSITIVE_INFINITY],
    ['1951/', '1951-01-01T00:00:00.000Z', null],
    ['../1951', Number.NEGATIVE_INFINITY, '1951-12-31T23:59:59.999Z'],
    ['/1951', Number.NEGATIVE_INFINITY, '1951-12-31T23:59:59.999Z'],
  ])('%s', (date, from, to) => {
    const span = spanOf(date);
    expect([iso(span?.from), iso(span?.to)]).toEqual([from, to]);
  });

  it.each([
    '',
    'in 1951',
    '1951-13',
    '2019-02-29',
    '-0000-21',
    '2019-42',
    '195',
    '-12~',
    '20190625',
    'Y-17E7',
  ])('nothing, for it is no EDTF or of no year that can be counted to: %s', (date) => {
    expect(isEdtf(date)).toBe(false);
  });
});

describe('a plain date', () => {
  it.each([
    ['2019', [2019]],
    ['2019-06', [2019, 6]],
    ['2019-06-25', [2019, 6, 25]],
    ['-0043-03-15', [-43, 3, 15]],
    ['2019-06~', undefined],
    ['2019-21', undefined],
    ['2019-02-29', undefined],
    ['195X', undefined],
  ])('%s has its parts', (date, parts) => {
    expect(calendarParts(date)).toEqual(parts);
  });
});

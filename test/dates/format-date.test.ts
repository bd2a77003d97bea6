import { describe, expect, it } from 'vitest';
import { formatDate } from '../../src/dates/format-date.ts';

describe('a date in EDTF is written in words, with the precision that it has', () => {
  it.each([
    ['2019-06-25', '25 June 2019'],
    ['2019-06', 'June 2019'],
    ['1951', '1951'],
    ['0500', '500 AD'],
    ['-0499', '500 BC'],
    ['-0043-03-15', '15 March 44 BC'],
    ['0000', '1 BC'],
    ['Y20190', '20190'],
    ['195X', 'the 1950s'],
    ['190X', '1900 to 1909'],
    ['-195X', '1960 BC to 1951 BC'],
    ['18XX', 'the 19th century'],
    ['02XX', 'the 3rd century'],
    ['20XX', 'the 21st century'],
    ['-04XX', 'the 5th century BC'],
    ['1XXX', '1000 to 1999'],
    ['2019-XX', 'a month in 2019'],
    ['2019-06-XX', 'a day in June 2019'],
    ['195X-XX-XX', 'a day in the 1950s'],
    ['2019-XX-25', 'some time from 25 January 2019 to 25 December 2019'],
    ['1600~', 'around 1600'],
    ['1906?', 'perhaps 1906'],
    ['2019-06%', 'perhaps around June 2019'],
    ['2019-06-26/2019-06-30', '26 June 2019 to 30 June 2019'],
    ['1600~/1650?', 'around 1600 to perhaps 1650'],
    ['195X/196X', 'the 1950s to the 1960s'],
    ['2019-06-25/', '25 June 2019 or later'],
    ['1951/..', '1951 or later'],
    ['/1951', '1951 or earlier'],
    ['../1951', '1951 or earlier'],
    ['[1951,1953]', '1951 or 1953'],
    ['{1951,1953..1955,1960..}', '1951, 1953 to 1955 and 1960 or later'],
    ['2019-06-25T10:00:00Z', '25 June 2019'],
  ])('%s is %s', (date, words) => {
    expect(formatDate(date)).toBe(words);
  });

  it.each(
    [
      'spring 2019',
      'summer 2019',
      'autumn 2019',
      'winter 2019',
      'northern spring 2019',
      'northern summer 2019',
      'northern autumn 2019',
      'northern winter 2019',
      'southern spring 2019',
      'southern summer 2019',
      'southern autumn 2019',
      'southern winter 2019',
      'the first quarter of 2019',
      'the second quarter of 2019',
      'the third quarter of 2019',
      'the fourth quarter of 2019',
      'early 2019',
      'mid-2019',
      'late 2019',
      'the first half of 2019',
      'the second half of 2019',
    ].map((words, i) => [`2019-${21 + i}`, words]),
  )('%s is %s', (date, words) => {
    expect(formatDate(date)).toBe(words);
  });

  it.each([
    'in 1951',
    'in 2019-21',
    'in 2019-XX',
    'in Y20190',
    'in [1951,1952]',
    '[1951,1952] or so',
    '2019-211',
    '2019-02-30',
    '2019-13',
    'Y-17E7S3',
    '1950S2',
    '',
  ])('%s stays as it is', (date) => {
    expect(formatDate(date)).toBe(date);
  });
});

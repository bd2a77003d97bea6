import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edtfOf, isDay, isEdtf } from '../../src/dates/edtf.ts';
import { formatDate } from '../../src/dates/format-date.ts';
import { parseDate } from '../../src/dates/parse-date.ts';
import { UserError } from '../../src/errors.ts';
import { refusal } from '../support/refusals.ts';

const READ: readonly (readonly [string, string])[] = [
  // Numbers
  ['2019', '2019'],
  ['2019-06', '2019-06'],
  ['2019-06-25', '2019-06-25'],
  ['2019-6-5', '2019-06-05'],
  ['2019/6/25', '2019-06-25'],
  ['2019. 6. 25.', '2019-06-25'],
  ['25.6.2019', '2019-06-25'],
  ['25. 6. 2019', '2019-06-25'],
  ['5. 6. 2019', '2019-06-05'],
  ['12.06.2019', '2019-06-12'],
  ['06.25.2019', '2019-06-25'],
  ['25/6/2019', '2019-06-25'],
  ['6/25/2019', '2019-06-25'],
  ['25-6-2019', '2019-06-25'],
  ['12/12/2019', '2019-12-12'],
  ['06/2019', '2019-06'],
  ['6.2019', '2019-06'],
  ['2019/06', '2019-06'],
  ['2012/12', '2012-12'],
  ['2019年6月25日', '2019-06-25'],
  ['2019年6月25日（火）', '2019-06-25'],
  ['２０１９年６月', '2019-06'],
  ['2019年', '2019'],
  ['2019년 6월 25일', '2019-06-25'],
  // Times of day are left out.
  ['2019-06-25T23:30:00-05:00', '2019-06-25'],
  ['2019-06-25T10:00:00.000Z', '2019-06-25'],
  ['2019-06-25 10:00', '2019-06-25'],
  ['2019年6月25日10:00', '2019-06-25'],
  ['Tue, 25 Jun 2019 10:00:00 GMT', '2019-06-25'],
  ['June 25, 2019 10:00 am EST', '2019-06-25'],
  // Names of months
  ['25 June 2019', '2019-06-25'],
  ['25th of June, 2019', '2019-06-25'],
  ['June 25th, 2019', '2019-06-25'],
  ['June twenty-fifth, 2019', '2019-06-25'],
  ['Tuesday, 25th June 2019', '2019-06-25'],
  ['25 Sept. 2019', '2019-09-25'],
  ['25-Jun-2019', '2019-06-25'],
  ['2019 June 25', '2019-06-25'],
  ['June 2019', '2019-06'],
  ['June, 2019', '2019-06'],
  ['June, 2019,', '2019-06'],
  ['in January 2019.', '2019-01'],
  ['May 1906', '1906-05'],
  ['25. Juni 2019', '2019-06-25'],
  ['am 3. Oktober 1990', '1990-10-03'],
  ['März 2019', '2019-03'],
  ['25. August 2019', '2019-08-25'],
  ['25 juin 2019', '2019-06-25'],
  ['le 1er août 2019', '2019-08-01'],
  ['25 févr. 2019', '2019-02-25'],
  ['25 de junio de 2019', '2019-06-25'],
  ['setiembre del 2019', '2019-09'],
  ['1º maggio 2019', '2019-05-01'],
  ['settembre 2019', '2019-09'],
  ['25 de março de 2019', '2019-03-25'],
  ['25 de marco de 2019', '2019-03-25'],
  // Years, decades, centuries
  ['back in 1951', '1951'],
  ['in the year 1951', '1951'],
  ['500 BC', '-0499'],
  ['500 b.c.', '-0499'],
  ['1 BCE', '0000'],
  ['AD 500', '0500'],
  ['500 CE', '0500'],
  ['March 44 BC', '-0043-03'],
  ['15 March 44 BC', '-0043-03-15'],
  ['June 500 AD', '0500-06'],
  ['1950s', '195X'],
  ["the 1950's", '195X'],
  ['19th century', '18XX'],
  ['the nineteenth century', '18XX'],
  ['21st cent.', '20XX'],
  ['5th century BC', '-04XX'],
  ['1st century BC', '-0099/0000'],
  // Parts of a year
  ['spring 2019', '2019-21'],
  ['in the summer of 1969', '1969-22'],
  ['fall 2019', '2019-23'],
  ['Winter, 2019', '2019-24'],
  ['spring 44 BC', '-0043-21'],
  ['early 2019', '2019-37'],
  ['mid-2019', '2019-38'],
  ['late 2019', '2019-39'],
  ['Q3 2019', '2019-35'],
  ['the first quarter of 2019', '2019-33'],
  ['second half of 2019', '2019-41'],
  // Doubt
  ['circa 1600', '1600~'],
  ['c. 1600', '1600~'],
  ['c1600', '1600~'],
  ['ca. June 2019', '2019-06~'],
  ['around 500 BC', '-0499~'],
  ['perhaps 1906', '1906?'],
  ['probably about 1906', '1906%'],
  // Intervals
  ['1951-1960', '1951/1960'],
  ['1951 – 1960', '1951/1960'],
  ['from 1951 to 1960', '1951/1960'],
  ['between 1951 and 1960', '1951/1960'],
  ['1914-18', '1914/1918'],
  ['1914–18', '1914/1918'],
  ['2001–02', '2001/2002'],
  ['2001-02', '2001-02'],
  ['c. 1600–1650', '1600~/1650'],
  ['500–400 BC', '-0499/-0399'],
  ['1200–1000 BC', '-1199/-0999'],
  ['1950s–1960s', '195X/196X'],
  ['19th–20th century', '18XX/19XX'],
  ['June–August 2019', '2019-06/2019-08'],
  ['25-28 June 2019', '2019-06-25/2019-06-28'],
  ['June 25–28, 2019', '2019-06-25/2019-06-28'],
  ['circa 25–28 June 2019', '2019-06-25~/2019-06-28'],
  ['25–28 juin 2019', '2019-06-25/2019-06-28'],
  ['1 June – 3 August 2019', '2019-06-01/2019-08-03'],
  ['25.6.2019 to 2019-06-28', '2019-06-25/2019-06-28'],
  ['since 1951', '1951/..'],
  ['June 2019 or later', '2019-06/..'],
  ['1951 onwards', '1951/..'],
  ['1951 onward', '1951/..'],
  ['until 1951', '../1951'],
  ['1951 or earlier', '../1951'],
  // EDTF
  ['195X', '195X'],
  ['195x', '195X'],
  ['2019-06~', '2019-06~'],
  ['1906?', '1906?'],
  ['2019-21', '2019-21'],
  ['2019-06-XX', '2019-06-XX'],
  ['2019-06-25/', '2019-06-25/'],
  ['../1951', '../1951'],
  ['1951/1960', '1951/1960'],
  ['[1951,1952]', '[1951,1952]'],
  ['-0043', '-0043'],
];

describe('a date is read with just the precision that its words give', () => {
  it.each(READ)('%s is %s', (words, date) => {
    expect(parseDate(words)).toBe(date);
  });
});

describe('what is not understood whole is refused', () => {
  it.each([
    '',
    '.',
    '/',
    '../..',
    'XXXX',
    '0',
    'once upon a time',
    'Marchpane 2019',
    'Mayor 3, 2019',
    'Augustus 2019',
    '12 5 March 2019',
    '2019 Jun 6-5',
    '1914–18 7',
    '/ 15 March 44 BC',
    '2019 edition',
    'late January 2019',
    'early 1950s',
    'circa 1950s',
    'circa ../1951',
    'circa 195X',
    'maybe since 1951',
    'maybe until 1951',
    'maybe between 1951 and 1960',
    '1951 or later maybe',
    '1951 or earlier maybe',
    '1951 to from 1960',
    '1914–14',
    '1918–14',
    '0 BC',
    'AD 0',
    'AD 500 BC',
    '1950S2',
    '15 March 44',
    'June 476',
    'next June 2019',
    'today',
    'next week',
    'in 2019 days',
    '2019 years ago',
    'Monday 25 June 2019',
    '31 April 2019',
    '31/02/2019',
    '31.4.2019',
    '29.2.2019',
    '2019-02-29',
    '2019-02-30',
    '25.6.19',
    '5/6',
    'June 99',
    '25 June',
    'Jun 2562 BE',
    '476',
    '195',
    '19',
    '20190625',
    '2019/20',
    '2011/12',
    '2011/ 12',
    '1960-1951',
    '1951 and 1960',
    'Y-17E7',
    `1951${' or 1952'.repeat(20)}`,
  ])('%s', (words) => {
    expect(() => parseDate(words)).toThrow(
      expect.objectContaining({ name: 'UserError', id: 'date-unknown' }),
    );
  });

  it('says what to write', () => {
    expect(() => parseDate(' Marchpane  2019')).toThrow(
      refusal(
        'date-unknown',
        '“Marchpane 2019” is not a date that I can read. Write a year (1951), a month (2019-06 or June 2019), a day (2019-06-25 or 25 June 2019), or words such as the 1950s, spring 2019, circa 1600, 500 BC or 1951 to 1960.',
      ),
    );
    expect(() => parseDate('😀'.repeat(200))).toThrow(/^“(?:😀)+…” is not a date/u);
  });

  it.each([
    ['12/06/2019', '12/06/2019 can be 12 June or 6 December 2019: write 2019-06-12 or 2019-12-06.'],
    ['12-06-2019', '12-06-2019 can be 12 June or 6 December 2019: write 2019-06-12 or 2019-12-06.'],
    ['from 1951 to 5/6/1960', '5/6/1960 can be 5 June or 6 May 1960: write 1960-06-05 or 1960-05-06.'],
    ['1900s', '1900s can be 1900 to 1909 or the 20th century: write 190X or 19XX.'],
  ])('%s, which can be read in two ways, with both', (words, message) => {
    expect(() => parseDate(words)).toThrow(expect.objectContaining({ id: 'date-ambiguous', message }));
  });
});

/** What EDTF has and words have not. */
const SIGNS = /X|[~?%/[\]{}]|\.\.|\d-/;

describe('whatever is written', () => {
  const parts =
    '12 31 6 1951 X 0 s 19th century BC AD Juni June spring late mid- circa perhaps to and from - – / . , ~ ? 年 月 of [ ] .. Q3'.split(
      ' ',
    );
  /** What can be read, with something left out, changed or put in. */
  const changed = fc
    .tuple(
      fc.constantFrom(...READ.map(([words]) => words)),
      fc.nat(30),
      fc.nat(3),
      fc.oneof(fc.constantFrom(...parts), fc.string({ unit: 'binary', maxLength: 2 })),
    )
    .map(([words, at, length, put]) => words.slice(0, at) + put + words.slice(at + length));

  it('is a date in EDTF that is written in words, or a UserError', () => {
    let dates = 0;
    fc.assert(
      fc.property(fc.oneof(changed, fc.string({ unit: 'binary', maxLength: 130 })), (words) => {
        let date: string;
        try {
          date = parseDate(words);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          return;
        }
        dates++;
        expect(isEdtf(date)).toBe(true);
        expect(formatDate(date)).not.toMatch(SIGNS);
      }),
      { numRuns: 1500 },
    );
    expect(dates).toBeGreaterThan(50);
  });

  it('one day is the same in every way to write it, or both readings are named', () => {
    const day = fc.record({
      year: fc.integer({ min: 1000, max: 2999 }),
      month: fc.integer({ min: 1, max: 12 }),
      date: fc.integer({ min: 1, max: 31 }),
    });
    fc.assert(
      fc.property(day, ({ year, month, date }) => {
        fc.pre(isDay(year, month, date));
        const expected = edtfOf(year, month, date);
        const written = (locale: string, dateStyle: 'long' | 'medium') =>
          new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' }).format(new Date(expected));
        const clear = [
          expected,
          `${year}/${month}/${date}`,
          `${date}.${month}.${year}`,
          ...['en-GB', 'en-US', 'de', 'fr', 'es', 'pt', 'it', 'ja', 'zh', 'ko'].map((l) =>
            written(l, 'long'),
          ),
          ...['en-GB', 'en-US', 'fr', 'it'].map((l) => written(l, 'medium')),
        ];
        expect(clear.map(parseDate)).toEqual(clear.map(() => expected));
        for (const slashed of [`${date}/${month}/${year}`, `${month}/${date}/${year}`]) {
          if (date > 12 || date === month) expect(parseDate(slashed)).toBe(expected);
          else expect(() => parseDate(slashed)).toThrow(new RegExp(` can be .*\\b${expected}\\b`));
        }
      }),
    );
  });

  it('reads what it writes', () => {
    const year = fc.oneof(fc.integer({ min: -9998, max: 9999 }), fc.integer({ min: 1900, max: 2030 }));
    const pad = (n: number) => String(n).padStart(2, '0');
    const plain = fc
      .tuple(year, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 28 }))
      .map(([y, m, d]) => edtfOf(y, m || undefined, d || undefined));
    const doubted = fc.tuple(plain, fc.constantFrom('', '~', '?', '%')).map((both) => both.join(''));
    const decade = fc.integer({ min: 101, max: 299 }).filter((n) => n % 10 > 0);
    const one = fc.oneof(
      doubted,
      decade.map((n) => `${n}X`),
      fc.integer({ min: 0, max: 98 }).map((n) => `${pad(n)}XX`),
      fc.integer({ min: 1, max: 98 }).map((n) => `-${pad(n)}XX`),
    );
    const part = fc.tuple(year, fc.integer({ min: 21, max: 41 })).map(([y, code]) => `${edtfOf(y)}-${code}`);
    const interval = fc
      .oneof(fc.tuple(one, one), fc.tuple(one, fc.constant('..')), fc.tuple(fc.constant('..'), one))
      .map((ends) => ends.join('/'))
      .filter(isEdtf);
    fc.assert(
      fc.property(fc.oneof(one, part, interval), (date) => {
        expect(parseDate(formatDate(date))).toBe(date);
      }),
    );
  });
});

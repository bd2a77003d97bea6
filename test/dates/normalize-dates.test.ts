import { expect, it } from 'vitest';
import { normalizeDates } from '../../src/dates/normalize-dates.ts';

it.each([
  ['from 25.6.2019 to 6/26/2019', 'from 2019-06-25 to 2019-06-26'],
  ['2019年6月25日10:00', '2019-06-25 10:00'],
  ['2019年6月 to 2020年', '2019-06  to 2020 '],
  ['2019年13月', '2019年13月'],
  ['31.2.2019 and 31/2/2019', '31.2.2019 and 31/2/2019'],
  ['version 1.25.6.2019 or 25.6.2019.1', 'version 1.25.6.2019 or 25.6.2019.1'],
  ['on 25.6.2019.', 'on 2019-06-25.'],
  ['2019-2020/21', '2019-2020/21'],
  ['im Juni 2019', 'im June 2019'],
  ['Am 3. Oktober 1990 um 18 Uhr', '3 October 1990 um 18 Uhr'],
  ['LE 1ER AOÛT 2019', '1 August 2019'],
  ['2 de maio de 20191', '2 de maio de 20191'],
  ['Marchpane 2019, Xjuni 2019', 'Marchpane 2019, Xjuni 2019'],
])('%s: every date of numbers or of foreign months is one that English reads: %s', (words, expected) => {
  expect(normalizeDates(words)).toBe(expected);
});

it.each(
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
  ].flatMap((names, i) => names.split(' ').map((name) => [name, i + 1] as const)),
)('%s is month %i', (name, month) => {
  const english = new Intl.DateTimeFormat('en', { month: 'long' }).format(new Date(2019, month - 1));
  expect(normalizeDates(`2. ${name} 2019`)).toBe(`2 ${english} 2019`);
});

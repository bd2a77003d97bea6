import { afterAll, describe, expect, it } from 'vitest';
import { createCiter } from '../../src/citation/cite.ts';
import { loadReading } from '../../src/reading/folder.ts';
import type { Facts } from '../../src/reading/reading.ts';

const { cite, stop } = createCiter();
afterAll(stop);

const { reading } = loadReading('data/readings/us-japan-security-treaty', () => undefined);
const headline = reading.facts.headline;
const known: Facts = {
  ...reading.facts,
  byline: 'By Jane Doe and John van Roe',
  url: 'https://example.org/a?b=1',
};
const VERSION = `Text version (SHA-256): ${reading.version}`;
const bare: Facts = { headline: 'A text', language: 'en' };

describe('a paragraph of the article is cited', () => {
  it.each([
    [
      'apa',
      `@ChaudhryMAli88. (2019, June 25). ${headline}. UrduPoint News / Sputnik.`,
      '(@ChaudhryMAli88, 2019, para. 8)',
    ],
    [
      'mla',
      `@ChaudhryMAli88. “${headline}.” UrduPoint News / Sputnik, 25 June 2019.`,
      '(@ChaudhryMAli88, par. 8)',
    ],
    [
      'chicago',
      `@ChaudhryMAli88. 2019. “${headline}.” UrduPoint News / Sputnik, June 25, 2019.`,
      '(@ChaudhryMAli88 2019, para. 8)',
    ],
    ['vancouver', `1. @ChaudhryMAli88. ${headline}. UrduPoint News / Sputnik. 2019 Jun 25.`, '(1, para. 8)'],
  ] as const)('in %s', async (style, reference, inText) => {
    expect(await cite(reading, style, 8)).toEqual({ reference, inText, version: reading.version });
  });

  it.each([
    [
      'bibtex',
      /^@article\{[\s\S]*journal = \{UrduPoint News \/ Sputnik\}[\s\S]*note = \{Paragraph 8\. Text version/,
    ],
    [
      'ris',
      /^TY {2}- NEWS\nAU {2}- @ChaudhryMAli88\n[\s\S]*DA {2}- 2019\/06\/25\n[\s\S]*N1 {2}- Paragraph 8\. [\s\S]*\nER {2}- $/,
    ],
    ['csl-json', /"note": "Paragraph 8\. Text version/],
  ] as const)('in %s, which carries the paragraph and the version as a note', async (style, form) => {
    const { reference, inText } = await cite(reading, style, 8);
    expect(reference).toMatch(form);
    expect(reference).toContain(reading.version);
    expect(inText).toBeUndefined();
  });
});

describe('what is known is given', () => {
  it.each([
    ['apa', 'Doe, J., & van Roe, J. (2019, June 25)', 'https://example.org/a?b=1'],
    ['mla', 'Doe, Jane, and John van Roe.', 'https://example.org/a?b=1'],
    ['chicago', 'Doe, Jane, and John van Roe. 2019.', 'https://example.org/a?b=1'],
    ['vancouver', 'Doe J, van Roe J.', 'Available from: https://example.org/a?b=1'],
    ['bibtex', 'author = {Doe, Jane and van Roe, John}', 'url = {https://example.org/a?b=1}'],
    ['ris', 'AU  - Doe, Jane\nAU  - van Roe, John', 'UR  - https://example.org/a?b=1'],
    ['csl-json', '"family": "van Roe"', '"URL": "https://example.org/a?b=1"'],
  ] as const)('in %s', async (style, author, url) => {
    const { reference } = await cite({ ...reading, facts: known }, style);
    expect(reference).toContain(author);
    expect(reference).toContain(url);
  });
});

describe('what is not known is left to the style, never invented', () => {
  it.each([
    ['apa', 'A text. (n.d.).', '(A Text, n.d.)'],
    ['mla', 'A Text.', '(A Text)'],
    ['chicago', '“A Text.” n.d.', '(“A Text,” n.d.)'],
    ['vancouver', '1. A text.', '(1)'],
    ['bibtex', `@misc{text,\n\tnote = {${VERSION}},\n\ttitle = {A text},\n}`, undefined],
    ['ris', `TY  - GEN\nID  - x\nLA  - en\nN1  - ${VERSION}\nTI  - A text\nER  - `, undefined],
    [
      'csl-json',
      JSON.stringify(
        [{ id: 'x', type: 'document', title: 'A text', language: 'en', note: VERSION }],
        null,
        2,
      ),
      undefined,
    ],
  ] as const)('in %s', async (style, reference, inText) => {
    expect(await cite({ ...reading, id: 'x', facts: bare }, style)).toEqual({
      reference,
      inText,
      version: reading.version,
    });
  });

  it('keeps the precision of a date', async () => {
    const dated = (date: string) => cite({ ...reading, facts: { ...bare, date } }, 'apa');
    expect((await dated('2019')).reference).toBe('A text. (2019).');
    expect((await dated('2019-06')).reference).toMatch(/^A text\. \(2019, June\)\.$/);
    expect((await dated('2019-06~')).reference).toBe('A text. (around June 2019).');
    expect((await dated('195X')).reference).toBe('A text. (the 1950s).');
    expect((await dated('-0499')).reference).toBe('A text. (500 BC).');
  });

  it('leaves a byline alone that is not plainly names', async () => {
    const by = async (byline: string) =>
      JSON.parse((await cite({ ...reading, facts: { ...bare, byline } }, 'csl-json')).reference)[0].author;
    expect(await by('Staff and agencies')).toEqual([{ literal: 'Staff and agencies' }]);
    expect(await by('山田太郎')).toEqual([{ literal: '山田太郎' }]);
    expect(await by('Mary J. O’Neill')).toEqual([{ given: 'Mary J.', family: 'O’Neill' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/reading/import/read.ts';
import { refusal } from '../../support/refusals.ts';
import { docx, epub, pdf, text, utf16, zip } from './files.ts';

const read = (name: string, data: Uint8Array | string) =>
  readSource({ name, data: typeof data === 'string' ? text(data) : data });
const bodyOf = ({ blocks }: Awaited<ReturnType<typeof read>>) =>
  blocks.map(({ kind, text: words }) => (kind === 'heading' ? `## ${words}` : words));
const whys = ({ dropped }: Awaited<ReturnType<typeof read>>) =>
  dropped.map(({ why, words }) => `${why}: ${words}`);

describe('plain text', () => {
  it('takes the title, the facts under it and headings, and joins wrapped lines', async () => {
    const imported = await read(
      'a.txt',
      `The Title of It

By Jane Doe

The first paragraph is wrapped to a width of some sixty or more
characters, as old programs do, and goes on to a line that ends
here.

PART TWO

One line is one paragraph.

A short verse
on two lines
`,
    );
    expect(imported.facts).toEqual({ headline: 'The Title of It', byline: 'Jane Doe' });
    expect(bodyOf(imported)).toEqual([
      'The first paragraph is wrapped to a width of some sixty or more characters, as old programs do, and goes on to a line that ends here.',
      '## PART TWO',
      'One line is one paragraph.',
      'A short verse\non two lines',
    ]);
    expect(whys(imported)).toEqual(['head: By Jane Doe']);
  });

  it('reads facts from lines that name them', async () => {
    const { facts } = await read(
      'a.txt',
      'Title: On Tea\nAuthor: O. Kakuzo\nDate: June 25, 2019\nURL: https://example.org/tea\nLanguage: English\n\nTea began as a medicine.\n',
    );
    expect(facts).toEqual({
      headline: 'On Tea',
      byline: 'O. Kakuzo',
      date: '2019-06-25',
      url: 'https://example.org/tea',
      language: 'en',
    });
  });

  it('makes a paragraph of each line where lines are paragraphs, and joins Japanese without a space', async () => {
    const lines = await read(
      'a.txt',
      `${'One sentence that is rather long and ends here, as a paragraph does.\n'.repeat(2)}Another one ends the text.`,
    );
    expect(bodyOf(lines)).toHaveLength(3);
    const japanese = await read(
      'b.txt',
      '題名\n\n\u3000吾輩は猫である。名前はまだ無い。\n\u3000どこで生れたか頓と見当がつかぬ。\n',
    );
    expect(japanese.facts).toMatchObject({ headline: '題名' });
    expect(bodyOf(japanese)).toEqual([
      '吾輩は猫である。名前はまだ無い。',
      'どこで生れたか頓と見当がつかぬ。',
    ]);
  });

  it('leaves out the licence that Project Gutenberg sets around a text', async () => {
    const imported = await read(
      'pg.txt',
      'The Project Gutenberg eBook of Tea\n\nTitle: Tea\n\nAuthor: Kakuzo Okakura\n\n*** START OF THE PROJECT GUTENBERG EBOOK TEA ***\n\nTea began as a medicine.\n\n*** END OF THE PROJECT GUTENBERG EBOOK TEA ***\n\nLicence.',
    );
    expect(imported.facts).toEqual({ headline: 'Tea', byline: 'Kakuzo Okakura' });
    expect(bodyOf(imported)).toEqual(['Tea began as a medicine.']);
    expect(whys(imported).join()).toMatch(/^licence: .*START OF.*licence: \*\*\* END/s);
  });

  it('takes out invisible characters, counted, and keeps the joiners that scripts need', async () => {
    const imported = await read(
      'a.txt',
      'Co\u00adoperation\u200b is a\u202e word.\n\nमैं\u200dक family 👩\u200d👧.',
    );
    expect(bodyOf(imported)).toEqual(['Cooperation is a word.', 'मैं\u200dक family 👩\u200d👧.']);
    expect(whys(imported)).toEqual(['invisible: 3']);
  });
});

describe('encodings', () => {
  const JAPANESE =
    '日米安全保障条約は一九五一年に署名された。条約は米軍の日本駐留を認めている。これは翻訳である。';
  const shiftJis = Buffer.from(
    '93fa95c488c0915395dbe18f8ff096f182cd88ea8be38cdc88ea944e82c98f9096bc82b382ea82bd8142',
    'hex',
  );

  it.each([
    ['UTF-8 with a mark', text(`\uFEFF${JAPANESE}`), 'utf-8', JAPANESE],
    ['UTF-16 with a mark', utf16(JAPANESE), 'utf-16le', JAPANESE],
    [
      'UTF-16 without a mark',
      utf16('Plain words, as in English.', { mark: false }),
      'utf-16le',
      'Plain words, as in English.',
    ],
    [
      'Windows-1252',
      Buffer.from('He said: \x93na\xefve caf\xe9\x94 \x96 and left.', 'latin1'),
      'windows-1252',
      'He said: “naïve café” – and left.',
    ],
  ])('reads %s', async (_, data, encoding, words) => {
    const imported = await read('a.txt', data);
    expect(imported.encoding).toBe(encoding);
    expect(bodyOf(imported)).toEqual([words]);
  });

  it('reads Shift-JIS', async () => {
    const imported = await read('a.txt', shiftJis);
    expect(imported.encoding).toBe('shift_jis');
    expect(bodyOf(imported)[0]).toMatch(/^日米安全保/);
  });

  it('believes a page about its encoding where that fits', async () => {
    const page = Buffer.from(
      '<html><head><meta charset="windows-1251"></head><body><p>\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0.</p></body></html>',
      'latin1',
    );
    expect(bodyOf(await read('a.html', page))).toEqual(['Привет, мир.']);
  });
});

describe('Markdown', () => {
  it('reads its marks and lists the addresses that it leaves out', async () => {
    const imported = await read(
      'a.md',
      `---
title: On Tea
author: Jane Doe
date: 2019-06
---

# On *Tea*

Tea *began* as a [medicine](https://example.org/m), &amp; grew
into a drink.

## Cups

- One
- Two

> Quoted words.

![A cup of tea](cup.png)
`,
    );
    expect(imported.facts).toEqual({ headline: 'On Tea', byline: 'Jane Doe', date: '2019-06' });
    expect(bodyOf(imported)).toEqual([
      'Tea began as a medicine, & grew into a drink.',
      '## Cups',
      'One',
      'Two',
      'Quoted words.',
    ]);
    expect(whys(imported)).toEqual([
      'head: title: On Tea author: Jane Doe date: 2019-06',
      'picture: A cup of tea',
      'address: https://example.org/m',
      'address: cup.png',
    ]);
  });
});

describe('HTML', () => {
  const PARAGRAPH =
    'The treaty was signed in 1951, and it has been renewed since, said the professor, who has taught its history for many years.';
  const page = `<!doctype html><html lang="en-GB"><head><title>A treaty | Daily News</title>
    <link rel="canonical" href="https://example.org/treaty"><meta property="og:site_name" content="Daily News">
    <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"A treaty","author":[{"name":"Jane Doe"}],"datePublished":"2019-06-25T10:00:00+09:00"}]}</script></head>
    <body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
    <article><h1>A treaty</h1><p class="byline">By Jane Doe</p>
    <p>${PARAGRAPH} <b>One</b> more&nbsp;thing<a href="#fn">.</a></p>
    <figure><img src="x.png" alt="Two men"><figcaption>Two men sign. Photo: AP</figcaption></figure>
    <h2>What follows</h2><p>${PARAGRAPH} Second.</p><p>First line<br>second line, ${PARAGRAPH}</p>
    <table><tr><th>Year</th><th>Troops</th></tr><tr><td>1951</td><td>260,000</td></tr></table>
    <p>${PARAGRAPH} Third.</p></article>
    <div class="related"><a href="/1">Ten teas to try</a></div>
    <footer><p>© Daily News</p></footer><script>var x = 1;</script></body></html>`;

  it('takes the article with the facts that the page states, and lists what it leaves out and why', async () => {
    const imported = await read('page.html', page);
    expect(imported.facts).toEqual({
      headline: 'A treaty',
      byline: 'Jane Doe',
      publisher: 'Daily News',
      date: '2019-06-25',
      url: 'https://example.org/treaty',
      language: 'en-GB',
    });
    expect(bodyOf(imported)).toEqual([
      `${PARAGRAPH} One more thing.`,
      '## What follows',
      `${PARAGRAPH} Second.`,
      `First line\nsecond line, ${PARAGRAPH}`,
      'Year\tTroops',
      '1951\t260,000',
      `${PARAGRAPH} Third.`,
    ]);
    expect(whys(imported)).toEqual([
      'menu: Home',
      'menu: World',
      'byline: By Jane Doe',
      'picture: Two men',
      'caption: Two men sign. Photo: AP',
      'aside: Ten teas to try',
      'footer: © Daily News',
    ]);
  });

  it('takes a page whose html, head and body are left out or late', async () => {
    const loose = await read(
      'page.html',
      '<!doctype html><meta charset=utf-8><title>T</title><style>p{}</style><html lang=fr><body><p>Un.<p>Deux.</body><p>Trois.',
    );
    expect(loose.facts.language).toBe('fr');
    expect(bodyOf(loose)).toEqual(['Un.', 'Deux.', 'Trois.']);
  });

  it('takes a page of a few words whole', async () => {
    const imported = await read('page.html', '<p>One.</p><p>Two.<br><br>Three.</p>');
    expect(bodyOf(imported)).toEqual(['One.', 'Two.', 'Three.']);
  });
});

describe('PDF', () => {
  const page = (n: number, lines: readonly string[], size = 12) => [
    { text: 'Journal of Tea 12', y: 760, size: 9 },
    ...lines.map((words, i) => ({ text: words, y: 700 - i * 14, size })),
    { text: String(n), y: 40, x: 300, size: 9 },
  ];

  it('makes paragraphs of lines, joins broken words, and lists heads and page numbers', async () => {
    const imported = await read(
      'a.pdf',
      pdf(
        [
          [
            { text: 'On Tea', y: 730, size: 20 },
            ...page(1, [
              'Tea began as a medicine and grew into a beverage, and it was in China that it en-',
              'tered the realm of poetry as one of the polite amusements of a well-known age of men.',
              'It ended.',
              'The fifteenth century saw Japan ennoble it into a religion of well-known aestheticism and',
              'this sentence goes over to the',
            ]),
          ],
          page(2, [
            'next page, where it ends at last with some words to fill the whole of the line of well-',
            'known length.',
          ]),
          page(3, [
            'A last paragraph stands here on the third page and it is long enough to fill a line.',
            'It ends.',
          ]),
        ],
        { title: 'Microsoft Word - tea.doc' },
      ),
    );
    expect(imported.facts).toEqual({ headline: 'On Tea', byline: 'A. Author' });
    expect(bodyOf(imported)).toEqual([
      'Tea began as a medicine and grew into a beverage, and it was in China that it entered the realm of poetry as one of the polite amusements of a well-known age of men. It ended.',
      'The fifteenth century saw Japan ennoble it into a religion of well-known aestheticism and this sentence goes over to the next page, where it ends at last with some words to fill the whole of the line of well-known length.',
      'A last paragraph stands here on the third page and it is long enough to fill a line. It ends.',
    ]);
    expect(whys(imported)).toEqual([
      'running-head: Journal of Tea 12',
      'page-number: 1',
      'page-number: 2',
      'page-number: 3',
      'hyphen: en-tered',
    ]);
  });

  it('says what to do with a PDF that holds no text', async () => {
    await expect(read('scan.pdf', pdf([[]]))).rejects.toThrow(
      refusal(
        'import-no-text',
        'This PDF holds no text, perhaps only pictures of pages. Run text recognition (OCR) over it first, or send the text.',
      ),
    );
  });
});

describe('DOCX', () => {
  it('takes titles, headings and paragraphs; lists headers, captions and footnotes', async () => {
    const imported = await read(
      'a.docx',
      await docx(
        [
          { style: 'Title', text: 'On Tea' },
          { text: 'Tea began &amp; grew.', footnote: true },
          { style: 'Caption', text: 'Figure 1: a cup' },
          { style: 'Heading1', text: 'Cups' },
          { text: 'Second  paragraph.' },
        ],
        {
          'word/header1.xml':
            '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>Draft of May</w:t></w:r></w:p></w:hdr>',
          'docProps/core.xml':
            '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Jane Doe</dc:creator></cp:coreProperties>',
        },
      ),
    );
    expect(imported.facts).toEqual({ headline: 'On Tea', byline: 'Jane Doe' });
    expect(bodyOf(imported)).toEqual(['Tea began & grew.', '## Cups', 'Second paragraph.']);
    expect(whys(imported)).toEqual([
      'footnote: [1]',
      'caption: Figure 1: a cup',
      'footnote: A note below. ↑',
      'header: Draft of May',
    ]);
  });
});

describe('EPUB', () => {
  it('takes the chapters in order with the facts of the book', async () => {
    const imported = await read(
      'a.epub',
      await epub(
        {
          'nav.xhtml': '<nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li></ol></nav>',
          'two words.xhtml':
            '<section><h1>One</h1><p>First<a epub:type="noteref" href="#n">1</a> words.</p><aside epub:type="footnote" id="n"><p>A note.</p></aside></section>',
          'two.xhtml': '<h1>Two</h1><p><a id="p2"/>Second <i>words</i>.</p>',
        },
        '<dc:title>The Book of Tea</dc:title><dc:creator>Kakuzo Okakura</dc:creator><dc:publisher>Putnam</dc:publisher><dc:date>1906</dc:date><dc:language>en</dc:language>',
      ),
    );
    expect(imported.facts).toEqual({
      headline: 'The Book of Tea',
      byline: 'Kakuzo Okakura',
      publisher: 'Putnam',
      date: '1906',
      language: 'en',
    });
    expect(bodyOf(imported)).toEqual(['## One', 'First words.', '## Two', 'Second words.']);
    expect(whys(imported)).toEqual(['contents: One', 'footnote: 1', 'footnote: A note.']);
  });

  it('says that a locked book is locked', async () => {
    const locked = await epub({ 'a.xhtml': '<p>x</p>' }, '', {
      'META-INF/encryption.xml': '<encryption><CipherReference URI="OEBPS/text/a.xhtml"/></encryption>',
    });
    await expect(read('a.epub', locked)).rejects.toThrow(
      refusal('import-drm', 'This EPUB is locked by its seller (DRM). Use an edition without that.'),
    );
  });
});

describe("the project's own form", () => {
  const READING =
    '---\nheadline: On Tea\ndate: 1906\nlanguage: en\n---\n\nTea began.\n\n## Cups\n\nTwo  spaces stay.\n';

  it('is read as it is, alone or packed with its annotations', async () => {
    const alone = await read('reading.md', READING);
    expect(alone).toMatchObject({
      format: 'own',
      facts: { headline: 'On Tea', date: '1906', language: 'en' },
    });
    expect(bodyOf(alone)).toEqual(['Tea began.', '## Cups', 'Two  spaces stay.']);
    const packed = await read(
      'tea.zip',
      await zip({
        'tea/reading.md': READING,
        'tea/annotations.yaml':
          'notes:\n  - id: n\n    paragraphs: [1]\n    text: A note.\n    source: { title: A source }\n',
      }),
    );
    expect(packed.annotations?.notes).toHaveLength(1);
    expect(bodyOf(packed)).toEqual(bodyOf(alone));
  });

  it('says what does not fit', async () => {
    const wrong = zip({ 'reading.md': READING, 'annotations.yaml': 'notes:\n  - id: N!' });
    await expect(read('tea.zip', await wrong)).rejects.toThrow(
      refusal(
        'annotations-form',
        'annotations.yaml does not fit:\n✖ use a-z, 0-9 and hyphens\n  → at notes[0].id\n✖ Invalid input: expected array, received undefined\n  → at notes[0].paragraphs\n✖ Invalid input: expected string, received undefined\n  → at notes[0].text\n✖ Invalid input: expected object, received undefined\n  → at notes[0].source',
      ),
    );
  });
});

describe('the date that a file gives', () => {
  const dated = (date: string) => read('a.txt', `A text\n\nDate: ${date}\n\nIt has words.\n`);

  it.each([
    ['25.6.2019', '2019-06-25'],
    ['June 25, 2019', '2019-06-25'],
    ['2019年6月25日', '2019-06-25'],
    ['1906?', '1906?'],
    ['the 1950s', '195X'],
  ])('%s is read as one that is typed', async (words, date) => {
    const { facts, remarks } = await dated(words);
    expect(facts).toEqual({ headline: 'A text', date });
    expect(remarks).toEqual([]);
  });

  it.each([
    ['12/06/2019', /not taken. 12\/06\/2019 can be 12 June or 6 December 2019/],
    ['Marchpane 2019', /not taken. “Marchpane 2019” is not a date/],
  ])('%s is left unknown, and that is said', async (words, remark) => {
    const { facts, remarks } = await dated(words);
    expect(facts).toEqual({ headline: 'A text' });
    expect(remarks).toEqual([expect.stringMatching(remark)]);
  });
});

describe('a name that says another kind', () => {
  it('is read by its content, with a remark', async () => {
    const imported = await read('paper.pdf', '<html><body><p>Words of a page.</p></body></html>');
    expect(imported.format).toBe('html');
    expect(imported.remarks).toEqual(["The file's name says PDF, but it holds HTML. It was read as HTML."]);
  });
});

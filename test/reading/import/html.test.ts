import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/reading/import/read.ts';
import { text } from './files.ts';

/* Pages of files in `fixtures`, each of a kind that went wrong once, and pages made here. */

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const readFixture = (name: string) => readSource({ name, data: fixture(name) });
const readPage = (body: string, head = '') =>
  readSource({
    name: 'a.html',
    data: text(`<!doctype html><html><head>${head}</head><body>${body}</body></html>`),
  });
type Read = Awaited<ReturnType<typeof readSource>>;
const bodyOf = ({ blocks }: Read) =>
  blocks.map(({ kind, text: words }) => (kind === 'heading' ? `## ${words}` : words));
const beginnings = (read: Read) => bodyOf(read).map((words) => words.slice(0, 24));
const whys = ({ dropped }: Read) => dropped.map(({ why, words }) => `${why}: ${words}`);

const PROSE =
  'The treaty was signed in 1951, and it has been renewed since, said the professor, who has taught its history for many years.';
const article = (inner: string) =>
  `<article><h1>A treaty</h1><p>${PROSE}</p>${inner}<p>${PROSE} Last.</p></article>`;

describe('a page whose text stands in what is mostly furniture', () => {
  it.each(['aspnet.html', 'aspnet2.html', 'dialog.html'])('%s', async (name) => {
    const read = await readFixture(name);
    expect(bodyOf(read).map((words) => /Number (\d)\.$/.exec(words)?.[1])).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(read.facts.headline).toBe(name === 'dialog.html' ? 'The article' : 'Ruling 12/2020');
  });

  it('a form or a dialog beside the text is left out as before', async () => {
    const read = await readPage(
      `${article('')}<div role="dialog"><p>We value your privacy, and so do our 812 partners.</p></div><form><p>Find it.</p></form>`,
    );
    expect(whys(read)).toEqual([
      'form: We value your privacy, and so do our 812 partners.',
      'form: Find it.',
    ]);
  });

  it('noscript', async () => {
    const read = await readFixture('noscript.html');
    expect(read.facts.headline).toBe('Real title');
    expect(
      bodyOf(read)
        .slice(-2)
        .map((words) => words.split(' ')[0]),
    ).toEqual(['First', 'Second']);
  });

  it('a template that a program would write', async () => {
    const read = await readPage(
      `<p>The latest news from us.</p><script type="text/template"><p>${PROSE}</p><p>${PROSE}</p></script>`,
    );
    expect(bodyOf(read)).toContain(PROSE);
  });

  it('data in JSON-LD, with a remark', async () => {
    const body = Array.from({ length: 6 }, (_, i) => `${PROSE} ${i}`).join('\\n');
    const read = await readPage(
      '<p>Your browser is out of date.</p>',
      `<script type="application/ld+json">/*<![CDATA[*/{"@type":"Article","headline":"A treaty","articleBody":"${body}"}/*]]>*/</script>`,
    );
    expect(read.facts.headline).toBe('A treaty');
    expect(bodyOf(read)).toHaveLength(6);
    expect(read.remarks).toEqual([expect.stringMatching(/^The page shows 6 words, its own data has \d+\./)]);
    expect(whys(read)).toEqual(['elsewhere: Your browser is out of date.']);
  });

  it('data in scripts is told', async () => {
    const state = `<script>window.__STATE__={"body":"${`${PROSE} `.repeat(8)}"}</script>`;
    const read = await readPage(`<p>Ten teas to try this year, and more.</p>${state}`);
    expect(read.remarks).toEqual([expect.stringMatching(/own data has \d+ words, 8 were found/)]);
  });
});

describe('a page of which more is left out than taken', () => {
  it('is told', async () => {
    const others = `<aside><p>${PROSE}</p></aside>`.repeat(6);
    const read = await readPage(`${article('')}${others}`);
    expect(read.remarks).toEqual([expect.stringMatching(/left out \(138 words\).*taken \(4\d words\)/)]);
    expect((await readPage(article(''))).remarks).toEqual([]);
  });
});

describe('words within a paragraph', () => {
  it('formulas, pictures of letters, emoji, and words for those who hear a page', async () => {
    const read = await readFixture('math.html');
    expect(bodyOf(read)[0]).toMatch(/^When a≠0, there are/);
    expect(bodyOf(read)[1]).toMatch(/^The first letter/);
    expect(bodyOf(read)[2]).toMatch(/happy 🙂 about/);
    expect(whys(read)).toEqual(['hidden: screen reader only']);
  });

  it('a formula that stands hidden beside its picture', async () => {
    expect(bodyOf(await readFixture('wiki.html')).at(-1)).toContain('The energy is E=mc^2, as everybody');
  });

  it('numbers of lists, cells, and what no browser shows', async () => {
    const read = await readFixture('odds.html');
    expect(bodyOf(read)).toEqual(
      expect.arrayContaining([
        '3. Third demand of the workers, as in the list.',
        '7. Seventh demand, which skips some numbers.',
        'A C and and and and x end.',
        'Cell one para two.',
      ]),
    );
    expect(whys(read)).toEqual(
      expect.arrayContaining([
        'hidden: NOT',
        'hidden: B in noscript',
        'picture: svg words',
        'picture: canvas words',
        'form: typed value',
        'ruby: とうきょう',
      ]),
    );
  });

  it('numbers as a list writes them', async () => {
    const read = await readPage(
      '<ol type="a" start="2"><li>Two<li>Three</ol><ol reversed><li><p>Two</p><li><p>One</p></ol><ol><li>1. One</ol>',
    );
    expect(bodyOf(read)).toEqual(['b. Two', 'c. Three', '2. Two', '1. One', '1. One']);
  });

  it('details, and a section that is shown when it is found', async () => {
    expect(bodyOf(await readFixture('table.html')).slice(-2)).toEqual([
      'Show answer',
      'The hidden answer is 42, said the old man.',
    ]);
    expect(bodyOf(await readFixture('aside.html'))).toContain('Part II');
  });

  it('a large first letter', async () => {
    const read = await readPage(
      `<p><span class="dropcap">T</span>he treaty.</p><div><div class="drop-cap">O</div>nce.</div>`,
    );
    expect(bodyOf(read)).toEqual(['The treaty.', 'Once.']);
  });
});

describe('marks of footnotes', () => {
  it.each([
    ['court.html', 'The question is whether the statute applies. Id., at 457.', '[1] See 18 U.S.C. § 2.'],
    ['gdocs.html', 'Tea began as a medicine and grew into a beverage. In China', '[1] Okakura 1906, p. 3.'],
    ['substack.html', 'Some claim and a second.', '1 See Smith 1999.'],
    ['wordfiltered.htm', 'The treaty was signed in 1951. It allowed bases', '[1] See the archive.'],
    [
      'r945.html',
      `and that they had left it together, at night.`,
      '1. See Smith, chapter three, for what he says of it.',
    ],
    ['wiki.html', 'over 700 smaller islands. It is the sixth-largest', undefined],
  ])('in %s are no part of a word, and the note is a paragraph', async (name, words, note) => {
    const read = await readFixture(name);
    expect(bodyOf(read).join('\n')).toContain(words);
    if (note) expect(bodyOf(read)).toContain(note);
    expect(whys(read).some((why) => /^footnote: \[?1\]?$/.test(why))).toBe(true);
  });

  it('are not raised figures and endings', async () => {
    const read = await readPage(
      '<p>It is 10<sup>6</sup> m<sup>2</sup> on the 1<sup>st</sup> floor.<sup>2</sup> Yes.</p>',
    );
    expect(bodyOf(read)).toEqual(['It is 106 m2 on the 1st floor. Yes.']);
  });

  it('a reader’s comments on a draft are left out', async () => {
    const read = await readFixture('gdocs.html');
    expect(whys(read)).toContain('comment: [a]A comment by a colleague: please check!');
    expect(read.facts.headline).toBe('Essay on Tea');
  });
});

describe('verse', () => {
  it('with an element a line, and stanzas parted by an empty one', async () => {
    const read = await readFixture('poem.html');
    expect(read.facts.headline).toBe('Hope');
    expect(bodyOf(read).map((words) => words.split('\n').length)).toEqual([4, 2, 1]);
  });

  it('with broken lines, whose indents stay', async () => {
    expect(bodyOf(await readFixture('poembr.html')).map((words) => words.split('\n').length)).toEqual([4, 4]);
    const read = await readPage(
      '<p>Tyger Tyger, burning bright,<br>&nbsp;&nbsp;In the forests of the night;</p>',
    );
    expect(bodyOf(read)).toEqual(['Tyger Tyger, burning bright,\n  In the forests of the night;']);
  });

  it('in paragraphs that are set in', async () => {
    const lines = [
      'I wander thro’ each charter’d street,',
      'Near where the charter’d Thames does flow,',
      'And mark in every face I meet',
      'Marks of weakness, marks of woe.',
    ];
    const read = await readPage(
      `${article(lines.map((line, i) => `<p style="margin-left: ${i % 2}em">${line}</p>`).join(''))}`,
    );
    expect(bodyOf(read)[1]).toBe(lines.map((line, i) => (i % 2 ? `  ${line}` : line)).join('\n'));
  });

  it('is not what people say one after another', async () => {
    expect(bodyOf(await readFixture('live.html'))).toHaveLength(6);
    const read = await readPage(
      '<div><p>Yes.</p><p>No.</p><p>Why not?</p><p>Because I say so.</p><p>I see.</p></div>',
    );
    expect(bodyOf(read)).toHaveLength(5);
  });

  it('nor is code, which keeps its indents', async () => {
    const read = await readPage(`${article('<pre><code>if (a) {\n    b();\n}</code></pre>')}`);
    expect(bodyOf(read)[1]).toBe('if (a) {\n    b();\n}');
  });
});

describe('what is the page’s own', () => {
  it('before, in and after an article of the news', async () => {
    const read = await readFixture('news.html');
    expect(beginnings(read)).toEqual(
      [
        'Residents protest outside',
        'Lorem ipsum dolor sit am',
        '“We are heartbroken,” sa',
        'The council, which met o',
        '## What happens next',
        'The library closes in Ju',
        'Books go to the school.',
        'The decision is final.',
        'Mayor Bob Roe',
        'Mayor Bob Roe said: “The',
      ].map((words) => words.slice(0, 24)),
    );
  });

  it.each([
    ['byline', '<p>By Jane Doe | Published 4 March 2021, 9:00 am</p>'],
    ['byline', '<p>Aktualisiert: 11.04.2020, 10:27</p>'],
    ['aside', '<p>(Photo by A. Smith)</p>'],
    ['aside', '<p>ANZEIGE</p>'],
    ['aside', '<p>Read more: <a href="/x">Mayor under fire</a></p>'],
    ['link', '<p><a href="/x">MAYOR UNDER FIRE OVER BINS</a></p>'],
  ])('is %s: %s', async (why, line) => {
    const read = await readPage(
      `<article><h1>A treaty</h1>${line}<p>${PROSE}</p>${line}<p>${PROSE} 2.</p></article>`,
    );
    expect(whys(read)[0]).toMatch(new RegExp(`^${why}: `));
    expect(bodyOf(read)[0]).toBe(PROSE);
  });

  it.each([
    ['<h2>Related stories</h2><ul><li><a href="/a">One</a><li><a href="/b">Two</a></ul>'],
    ['<p>Jane Doe is a freelance writer in Rome. Follow her on Twitter @jane.</p>'],
    ['<p>© 2021 The Daily Echo. All rights reserved.</p>'],
    ['<p>Sign up to our newsletter, and never miss a story.</p>'],
    ['<h3>Mehr zum Thema</h3><p><a href="/a">Eins</a></p>'],
  ])('at the end: %s', async (end) => {
    const read = await readPage(
      `<article><h1>A treaty</h1><p>${PROSE}</p><p>${PROSE} 2.</p>${end}</article>`,
    );
    expect(bodyOf(read)).toEqual([PROSE, `${PROSE} 2.`]);
  });

  it.each([
    ['a paragraph that is a link', 'r878.html', 2, 'Four others appeared bef'],
    ['a lead that is written as a heading', 'r281.html', 0, 'The U.S. has long been h'],
    ['a signature', 'gov.html', 2, 'FRANKLIN D. ROOSEVELT\nTH'],
  ])('%s is not', async (_, name, at, words) => {
    expect(beginnings(await readFixture(name))[at]).toBe(words.slice(0, 24));
  });
});

describe('what a page states about itself', () => {
  it('its title, without the site’s name', async () => {
    expect((await readFixture('title.html')).facts.headline).toBe('The Gift of the Magi');
  });

  it('an article that many write, with the day of its last change', async () => {
    expect((await readFixture('wiki.html')).facts).toMatchObject({
      headline: 'New Zealand',
      date: '2024-02-11',
    });
  });

  it('several authors, and a publisher that is glued to one', async () => {
    const authors = '<meta name="author" content="Jane Doe"><meta name="author" content="John Roe">';
    expect((await readPage(`<p>${PROSE}</p>`, authors)).facts.byline).toBe('Jane Doe, John Roe');
    const glued =
      '<meta property="og:site_name" content="The Daily Echo"><meta name="author" content="Jane Doe, The Daily Echo">';
    expect((await readPage(`<p>${PROSE}</p>`, glued)).facts.byline).toBe('Jane Doe');
  });

  it('its language, but not in a comment', async () => {
    const page = '<!--[if IE]><html lang="xx"><![endif]--><html lang="de"><body><p>Worte.</p></body></html>';
    expect((await readSource({ name: 'a.html', data: text(`<!doctype html>${page}`) })).facts.language).toBe(
      'de',
    );
  });

  it('a byline and a date under the title', async () => {
    const { facts, ...read } = await readFixture('german.html');
    expect(facts).toMatchObject({
      byline: 'Jonas Berger',
      date: '2023-05-12',
      headline: 'Streit um die alte Stadtbibliothek',
    });
    expect(beginnings(read as Read)[0]).toBe('Die alte Stadtbibliothek');
  });
});

describe('no word is lost', () => {
  let next = 0;
  const word = fc.constant(0).map(() => `w${(next++).toString(36)}x`);
  const wrap = (before: string, after: string) => (inner: string) => `${before}${inner}${after}`;
  const INLINE = [
    wrap('<b>', '</b> '),
    wrap('<a href="#n">', '</a> '),
    wrap('<span hidden>', '</span> '),
    wrap('<span style="display:none">', '</span> '),
    wrap('<span aria-hidden="true">', '</span> '),
    wrap('<span class="sr-only">', '</span> '),
    wrap('<noscript>', '</noscript> '),
    wrap('<sup>', '</sup> '),
    wrap('<sup><a href="#fn1">', '</a></sup> '),
    wrap('<math><mi>', '</mi></math> '),
    wrap('<math alttext="x^2"><mi>', '</mi></math> '),
    wrap('<math><mi>y</mi><annotation>', '</annotation></math> '),
    wrap('<svg><text>', '</text></svg> '),
    wrap('<canvas>', '</canvas> '),
    wrap('<button>', '</button> '),
    wrap('<del>', '</del> '),
    wrap('<template>', '</template> '),
    wrap('<video>', '</video> '),
    wrap('<ruby>a<rt>', '</rt></ruby> '),
    wrap('<span class="dropcap">', '</span> '),
    wrap('<label>', '</label> '),
  ];
  const BLOCK = [
    wrap('<p>', '</p>'),
    wrap('<div>', '</div>'),
    wrap('<h2>', '</h2>'),
    wrap('<ol start="3"><li>', '</li></ol>'),
    wrap('<ul><li>', '</li></ul>'),
    wrap('<details><summary>More</summary>', '</details>'),
    wrap('<details open>', '</details>'),
    wrap('<form>', '</form>'),
    wrap('<div role="dialog">', '</div>'),
    wrap('<aside>', '</aside>'),
    wrap('<figure><figcaption>', '</figcaption></figure>'),
    wrap('<table><caption>c</caption><tr><td>', '</td></tr></table>'),
    wrap('<blockquote>', '</blockquote>'),
    wrap('<section hidden="until-found">', '</section>'),
    wrap('<footer>', '</footer>'),
    wrap('<nav>', '</nav>'),
    wrap('<div class="caption">', '</div>'),
    wrap('<div class="byline">By ', '</div>'),
    wrap('<pre>', '</pre>'),
    wrap('<li id="fn1">', '</li>'),
    wrap('<dl><dt>t</dt><dd>', '</dd></dl>'),
    wrap('<header>', '</header>'),
    wrap('<noscript>', '</noscript>'),
    wrap('<div class="related">', '</div>'),
    wrap('<div aria-hidden="true">', '</div>'),
  ];
  const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((some) => some.join(' '));
  const { block } = fc.letrec<{ inline: string; block: string }>((tie) => ({
    inline: fc.oneof(
      { depthSize: 'small' },
      words,
      fc.tuple(fc.constantFrom(...INLINE), tie('inline')).map(([around, inner]) => around(inner)),
      fc.tuple(tie('inline'), tie('inline')).map((both) => both.join(' ')),
    ),
    block: fc.oneof(
      { depthSize: 'small' },
      words.map((some) => `<script type="text/template"><p>${some}</p></script>`),
      fc.tuple(fc.constantFrom(...BLOCK), tie('inline')).map(([around, inner]) => around(inner)),
      fc.tuple(fc.constantFrom(...BLOCK), tie('block')).map(([around, inner]) => around(inner)),
      fc.tuple(tie('block'), tie('block')).map((both) => both.join('')),
    ),
  }));

  it('each stands in the text, in the facts, or under what was left out, with the reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 5 }), async (blocks) => {
        const source = `<article><h1>Title</h1><p>${PROSE}</p>${blocks.join('')}<p>${PROSE}</p></article>`;
        const { facts, blocks: body, dropped } = await readPage(source);
        const kept = [
          ...Object.values(facts),
          ...body.map((one) => one.text),
          ...dropped.map((one) => one.words),
        ].join(' ');
        for (const [one] of source.matchAll(/w[0-9a-z]+x/g)) expect(kept, source).toContain(one);
      }),
      { numRuns: 300 },
    );
  });
});

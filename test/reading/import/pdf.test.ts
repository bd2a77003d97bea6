import { describe, expect, it } from 'vitest';
import type { Imported } from '../../../src/reading/import/imported.ts';
import { readSource } from '../../../src/reading/import/read.ts';
import { refusal } from '../../support/refusals.ts';
import { type PdfLine, pdf } from './files.ts';

const read = (data: Uint8Array) => readSource({ name: 'a.pdf', data });

/** Paragraphs as they are, headings after a `#`. */
const bodyOf = ({ blocks }: Imported) =>
  blocks.map(({ kind, text }) => (kind === 'heading' ? `# ${text}` : text));

/** Lines one under the other, from a height. */
const column = (x: number, y: number, lines: readonly string[], more: Partial<PdfLine> = {}): PdfLine[] =>
  lines.map((words, i) => ({ text: words, x, y: y - i * 14, ...more }));

describe('the letters of a PDF', () => {
  const japanese =
    '<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>] >>';

  it('are read by a character map that the file only names', async () => {
    const imported = await read(
      pdf(
        [
          [
            {
              text: '',
              codes: '<93fa967b8d918c9b964082cd8d9182cc8dc58d8296408b4b82c582a082e98142>',
              font: 'F3',
              y: 700,
            },
          ],
        ],
        {
          font: japanese,
        },
      ),
    );
    expect(bodyOf(imported)).toEqual(['日本国憲法は国の最高法規である。']);
  });

  it('are taken once where a program sets them twice to make them bold', async () => {
    const lines = column(72, 700, ['Words that are bold by being set twice.']);
    const imported = await read(pdf([[...lines, ...lines.map((line) => ({ ...line, x: 72.4 }))]]));
    expect(bodyOf(imported)).toEqual(['Words that are bold by being set twice.']);
  });

  it('are also those that were written into a form, where they stand', async () => {
    const field = (rest: string) => `<< /Type /Annot /Subtype /Widget /F 4 /DA (/Helv 11 Tf 0 g) ${rest} >>`;
    const imported = await read(
      pdf([column(72, 700, ['First name:', 'The form ends here.'])], {
        annotations: [
          field('/FT /Tx /T (name) /V (Lucia) /Rect [140 694 300 712]'),
          field('/FT /Tx /T (gone) /V (unseen) /F 2 /Rect [140 494 300 512]'),
          field('/FT /Ch /T (land) /V (es) /Opt [[(es) (Spain)] [(fr) (France)]] /Rect [320 694 400 712]'),
        ],
      }),
    );
    expect(bodyOf(imported).join(' ')).toMatch(/^First name:\sLucia\sSpain\sThe form ends here\.$/);
  });

  /** A font in which the codes from 128 on draw glyphs of these names. */
  const named = (...names: readonly string[]) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 0 /LastChar 255 /Widths [${'500 '.repeat(256)}] /Encoding << /Type /Encoding /Differences [128 ${names.map((name) => `/${name}`).join(' ')}] >> >>`;

  it('are known by the names of their glyphs where the file says no more', async () => {
    const imported = await read(
      pdf(
        [
          [
            {
              text: '',
              codes: '(In \x81\x80\x82 the o\x83ce of the \x84rst man stood here.)',
              font: 'F3',
              y: 700,
            },
          ],
        ],
        {
          font: named('zero.os', 'one.os', 'two.os', 'f_f_i', 'fi.alt'),
        },
      ),
    );
    expect(bodyOf(imported)).toEqual(['In 102 the office of the first man stood here.']);
  });

  it('are refused where too many cannot be read', async () => {
    const unreadable = pdf([[{ text: '', codes: '(Born \x80\x81 and \x82.)', font: 'F3', y: 700 }]], {
      font: named('qq.a', 'qq.b', 'qq.c'),
    });
    await expect(read(unreadable)).rejects.toEqual(
      refusal(
        'import-pdf-letters',
        '3 of the 11 characters in this PDF cannot be read: the file does not say which letters its signs are. Run text recognition (OCR) over it, save it as a PDF again from the program that made it, or send the text.',
      ),
    );
  });

  it('are told where a few cannot be read', async () => {
    const lines = column(72, 700, [
      'Many words that can be read stand over the one line that has a sign that cannot be,',
      'so that it is less than a hundredth of all of them.',
    ]);
    const imported = await read(
      pdf([[...lines, { text: '', codes: '(That sign is \x80 in here.)', font: 'F3', y: 672 }]], {
        font: named('qq.a'),
      }),
    );
    expect(imported.remarks).toEqual([
      'One character of the PDF cannot be read and stands as � in the text: “That sign is � in here.”. Compare with the page.',
    ]);
  });

  it.each([
    // Presentation forms, drawn from the left.
    ['\ufeea\ufee0\ufedf\u0627 \u0628\ufe8e\ufe98\ufedb', 'كتاب الله'],
    // A mark that is drawn over the space after its letter.
    ['\u0645\u064b \u0627\u0631', 'راً م'],
  ])(
    'are Arabic ones in the order in which they are read, however they are drawn: %s',
    async (shapes, words) => {
      const codes = [...shapes].map((_, i) => (0x80 + i).toString(16)).join('');
      const hex = (letter: string) =>
        (letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase();
      const font = named(...[...shapes].map((letter) => (letter === ' ' ? 'space' : `uni${hex(letter)}`)));
      const imported = await read(pdf([[{ text: '', codes: `<${codes}>`, font: 'F3', y: 700 }]], { font }));
      expect(bodyOf(imported)).toEqual([words]);
    },
  );

  it('are the signs of the font Symbol, wherever Windows puts them', async () => {
    const symbols = named('uniF061', 'uniF0A3', 'uniF070').replace('/Helvetica', '/ABCDEF+Symbol');
    const imported = await read(
      pdf([[{ text: '', codes: '(\x80 \x81 \x82)', font: 'F3', y: 700 }]], { font: symbols }),
    );
    expect(bodyOf(imported)).toEqual(['α ≤ π']);
  });

  it('have their accents where an old font sets them apart', async () => {
    const imported = await read(
      pdf([[{ text: '', codes: '(A na\x80\x81ve word.)', font: 'F3', y: 700 }]], {
        font: named('dieresis', 'dotlessi'),
      }),
    );
    expect(bodyOf(imported)).toEqual(['A naïve word.']);
  });
});

describe('words at the end of a line of a PDF', () => {
  it.each([
    ['Trace-', 'Monkey was fast, as TraceMonkey is.', 'TraceMonkey was fast, as TraceMonkey is.'],
    ['An Anglo-', 'American view.', 'An Anglo-American view.'],
    [
      'It runs in mixed-',
      'mode, a word that Mixed-mode has.',
      'It runs in mixed-mode, a word that Mixed-mode has.',
    ],
    ['He stopped—', 'and went on.', 'He stopped—and went on.'],
    ['In 1939-', '45 and after.', 'In 1939-45 and after.'],
    ['An exam-', 'ple of it.', 'An example of it.'],
  ])('%s | %s', async (first, second, whole) => {
    expect(
      bodyOf(
        await read(
          pdf([
            column(
              72,
              700,
              [first, second].map((words) => words.replace('—', '\x97')),
            ),
          ]),
        ),
      ),
    ).toEqual([whole]);
  });
});

describe('the paragraphs of a PDF', () => {
  const LEFT = [
    'The left column begins with a line that',
    'fills its width, and goes on with others',
    'that do the same until it comes to its',
    'foot in the midst of a sentence that the',
  ];
  const RIGHT = [
    'right column takes up again, to end it.',
    'Then it says something else, so that the',
    'column has lines enough to be one, as in',
    'any journal that is set in two columns.',
  ];

  it('go on in the next column, past a footnote at the foot of the first', async () => {
    const imported = await read(
      pdf([
        [
          // Set across the page, line by line, as some programs do.
          ...LEFT.flatMap((words, i) => [
            { text: words, x: 72, y: 700 - i * 14 },
            { text: RIGHT[i] ?? '', x: 330, y: 700 - i * 14 },
          ]),
          { text: 'A note at the foot of the column.', x: 72, y: 620, size: 8 },
        ],
      ]),
    );
    expect(bodyOf(imported)).toEqual([[...LEFT, ...RIGHT].join(' '), 'A note at the foot of the column.']);
  });

  it('are whole where their lines are ragged, and end where a line leaves room', async () => {
    const lines = [
      'Ragged lines are longer and shorter, for no word',
      'is broken, and a long one, such as extraordinarily,',
      'goes over to the next line, which leaves a hole at',
      'the end of this one.',
      'Another paragraph begins without an indent, and is',
      'just as ragged as the first one was.',
    ];
    expect(bodyOf(await read(pdf([column(72, 700, lines)])))).toEqual([
      lines.slice(0, 4).join(' '),
      lines.slice(4).join(' '),
    ]);
  });

  it('end where a line leaves room on the left, in Hebrew', async () => {
    const font = `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 0 /LastChar 255 /Widths [${'500 '.repeat(256)}] /Encoding << /Type /Encoding /Differences [97 /uni05D0 /uni05D1] >> >>`;
    // Drawn from the left, as programs do, and set to the right edge.
    const set = ['aaaa aaaa aaaa aaaa', '.aa', 'bbbb bbbb bbbb bbbb', '.bb'].map((text, i) => ({
      text,
      x: 400 - text.length * 6,
      y: 700 - i * 14,
      font: 'F3' as const,
    }));
    expect(bodyOf(await read(pdf([set], { font })))).toEqual([
      'אאאא אאאא אאאא אאאא אא.',
      'בבבב בבבב בבבב בבבב בב.',
    ]);
  });

  it('stay apart from a bold heading of their own size', async () => {
    const imported = await read(
      pdf([
        [
          ...column(72, 740, [
            'Some words that come first, to be the body of the text and to fill a line of it.',
            'They end.',
          ]),
          ...column(72, 700, ['What was found'], { font: 'F2' }),
          ...column(72, 686, [
            'Words follow at once, without a gap, in the letters of the body of this small text.',
            'They end.',
          ]),
        ],
      ]),
    );
    expect(bodyOf(imported)).toEqual([
      'Some words that come first, to be the body of the text and to fill a line of it. They end.',
      '# What was found',
      'Words follow at once, without a gap, in the letters of the body of this small text. They end.',
    ]);
  });

  it('lose what a browser prints around a page, and its title is none where it has none', async () => {
    const imported = await read(
      pdf(
        [
          [
            { text: '11/25/26, 9:14 AM', x: 20, y: 780, size: 8 },
            { text: 'about:blank', x: 300, y: 780, size: 8 },
            { text: 'A Bridge at Last', y: 740, size: 24 },
            ...column(72, 700, ['By Dana Whitfield']),
            ...column(72, 670, ['March 14, 2024']),
            ...column(72, 640, ['The council of Elmford voted on Tuesday night to rebuild it.']),
            { text: 'about:blank', x: 20, y: 10, size: 8 },
            { text: '1/1', x: 580, y: 10, size: 8 },
          ],
        ],
        { title: 'about:blank' },
      ),
    );
    expect(imported.facts).toEqual({
      headline: 'A Bridge at Last',
      byline: 'Dana Whitfield',
      date: '2024-03-14',
    });
    expect(bodyOf(imported).join('|')).toContain('The council of Elmford voted');
    expect(bodyOf(imported).join('|')).not.toMatch(/about:blank|9:14/);
  });

  it('lose a table of contents, unless it is much of the file', async () => {
    const contents = column(72, 700, ['Of tea . . . . . . . . . . 3', 'Of cups . . . . . . . . . 17']);
    expect(bodyOf(await read(pdf([contents])))).toEqual(
      contents
        .map(({ text }) => text)
        .join('\n')
        .split('|'),
    );
    const prose = Array.from(
      { length: 12 },
      (_, i) => `Line ${i} of a text is long enough to fill the width of its column.`,
    );
    const imported = await read(pdf([[...contents, ...column(72, 640, prose)]]));
    expect(bodyOf(imported).join(' ')).not.toContain('Of cups');
    expect(imported.dropped.filter(({ why }) => why === 'contents')).toHaveLength(2);
  });

  it('keep the lines of verse', async () => {
    const verse = [
      'I met a traveller from an antique land',
      'Who said: Two vast and trunkless legs of stone',
      'Stand in the desert. Near them, on the sand,',
      'Half sunk, a shattered visage lies, whose frown,',
      'And wrinkled lip, and sneer',
      'Tell that its sculptor well',
    ];
    expect(bodyOf(await read(pdf([column(72, 700, verse)])))).toEqual([verse.join('\n')]);
  });

  it('lose running heads that have Roman numbers', async () => {
    const page = (n: string, words: string): PdfLine[] => [
      { text: n, x: 72, y: 760, size: 9 },
      { text: 'PREFACE', x: 280, y: 760, size: 9 },
      ...column(72, 700, words.split('|')),
    ];
    const imported = await read(
      pdf([
        page('xi', 'The first page has a line.|It has another, which stands under it.'),
        page('xii', 'The second page has one.|What it says here is something else.'),
        page('xiii', 'The third has one.|Nothing of this comes twice.'),
      ]),
    );
    expect(bodyOf(imported).join(' ')).not.toMatch(/PREFACE|xi/);
    expect(imported.dropped.map(({ words, why }) => `${why}: ${words}`)).toEqual([
      'running-head: xi PREFACE',
      'running-head: xii PREFACE',
      'running-head: xiii PREFACE',
    ]);
  });
});

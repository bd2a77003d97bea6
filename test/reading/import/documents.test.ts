import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src/reading/import/read.ts';
import { docx, docxOf, epub, odt, text } from './files.ts';

const read = async (name: string, data: Uint8Array | string) => {
  const imported = await readSource({ name, data: typeof data === 'string' ? text(data) : data });
  return {
    facts: imported.facts,
    body: imported.blocks.map(({ kind, text: words }) => (kind === 'heading' ? `## ${words}` : words)),
    dropped: imported.dropped.map(({ why, words }) => `${why}: ${words}`),
    remarks: imported.remarks,
  };
};

const run = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;
const p = (...parts: readonly string[]) => `<w:p>${parts.join('')}</w:p>`;
const item = (words: string, level = 0, list = 1) =>
  p(`<w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>`, run(words));

describe('a Word document', () => {
  it('keeps the words of fields, equations, tags and content controls', async () => {
    const { body } = await read(
      'a.docx',
      await docxOf(
        p('<w:fldSimple w:instr="DATE">', run('3 May 2020'), '</w:fldSimple>', run(' is a field.')),
        p('<w:smartTag w:uri="u" w:element="place">', run('Paris'), '</w:smartTag>', run(' is tagged.')),
        p('<w:sdt><w:sdtContent>', run('A control'), '</w:sdtContent></w:sdt>', run(' holds words.')),
        p(
          run('It says '),
          '<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup><m:r><m:t>=</m:t></m:r><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f></m:oMath>',
          run(' there.'),
        ),
      ),
    );
    expect(body).toEqual([
      '3 May 2020 is a field.',
      'Paris is tagged.',
      'A control holds words.',
      'It says x^2=(a+b)/c there.',
    ]);
  });

  it('parts what a page break parts, and puts a drop cap back to its word', async () => {
    const { body } = await read(
      'a.docx',
      await docxOf(
        p(run('Before.'), '<w:r><w:br w:type="page"/></w:r>', run('After.')),
        p('<w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>', run('T')),
        p(run('he first word.')),
      ),
    );
    expect(body).toEqual(['Before.', 'After.', 'The first word.']);
  });

  it('writes the numbers of lists that Word counts, each level as it is numbered', async () => {
    const level = (n: number, format: string, words: string) =>
      `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${words}"/></w:lvl>`;
    const { body } = await read(
      'a.docx',
      await docxOf(
        [item('One'), item('Under it', 1), item('And it', 1), item('Two'), item('Under two', 1)].join(''),
        [item('A point', 0, 2), item('On from seven', 0, 3), item('Eight', 0, 3)].join(''),
        {
          'word/numbering.xml': `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%1.%2)')}</w:abstractNum><w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '')}</w:abstractNum><w:abstractNum w:abstractNumId="2">${level(0, 'upperRoman', '§ %1')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num></w:numbering>`,
        },
      ),
    );
    expect(body).toEqual([
      '1. One',
      '1.a) Under it',
      '1.b) And it',
      '2. Two',
      '2.a) Under two',
      'A point',
      '§ VII On from seven',
      '§ VIII Eight',
    ]);
  });

  it('lists what was deleted, hidden or noted beside the text', async () => {
    const { body, dropped, remarks } = await read(
      'a.docx',
      await docxOf(
        p(
          run('The term shall be '),
          '<w:del w:id="1"><w:r><w:delText>twelve</w:delText></w:r></w:del>',
          `<w:ins w:id="2">${run('twenty-four')}</w:ins>`,
          run(' months.'),
        ),
        p(`<w:moveFrom w:id="3">${run('It stood here.')}</w:moveFrom>`, run('It stays.')),
        p(
          run('Seen and '),
          '<w:r><w:rPr><w:vanish/></w:rPr><w:t>not this</w:t></w:r>',
          '<w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t>seen.</w:t></w:r>',
        ),
        p(
          '<w:r><w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>',
        ),
        {
          'word/comments.xml':
            '<w:comments xmlns:w="w"><w:comment><w:p><w:r><w:t>Is it so?</w:t></w:r></w:p></w:comment></w:comments>',
        },
      ),
    );
    expect(body).toEqual(['The term shall be twenty-four months.', 'It stays.', 'Seen and seen.', '漢']);
    expect(dropped).toEqual([
      'deleted: twelve',
      'deleted: It stood here.',
      'hidden: not this',
      'ruby: かん',
      'comment: Is it so?',
    ]);
    expect(remarks).toEqual([
      'The file has tracked changes. Inserted words were taken, deleted ones are listed as left out.',
    ]);
  });

  it('does not obey a style map that the file brings', async () => {
    const { body } = await read(
      'a.docx',
      await docx([{ text: 'He did ' }, { style: 'Heading1', text: 'NOT agree' }, { text: 'to it.' }], {
        'mammoth/style-map': "p[style-name='heading 1'] => !",
      }),
    );
    expect(body).toEqual(['He did', '## NOT agree', 'to it.']);
  });
});

describe('an OpenDocument text', () => {
  it('comes in with its headings, lists, tables, line breaks and facts', async () => {
    const { facts, body, dropped, remarks } = await read(
      'a.odt',
      await odt(
        `<text:p text:style-name="P1">On Tea</text:p>
         <text:h text:outline-level="1">Cups</text:h>
         <text:p>Tea<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note> began<text:s text:c="2"/>to <text:span>grow</text:span>.<office:annotation><text:p>Really?</text:p></office:annotation></text:p>
         <text:p>One line<text:line-break/>and another</text:p>
         <text:list text:style-name="L1"><text:list-item><text:p>First</text:p><text:list><text:list-item><text:p>Under it</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>Second</text:p></text:list-item></text:list>
         <text:list text:style-name="L2"><text:list-item><text:p>A point</text:p></text:list-item></text:list>
         <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>`,
        `<style:style style:name="P1" style:parent-style-name="Title"/>
         <text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/></text:list-style>
         <text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>`,
      ),
    );
    expect(facts).toEqual({ headline: 'On Tea', byline: 'Jane Doe' });
    expect(body).toEqual([
      '## Cups',
      'Tea began to grow.',
      'One line\nand another',
      '1. First',
      '1.a) Under it',
      '2. Second',
      'A point',
      'a\tb',
    ]);
    expect(remarks).toEqual([
      'The author, “Jane Doe”, is from the file’s properties: it may be who typed it. Check the facts.',
    ]);
    expect(dropped).toEqual(['footnote: 1A note.', 'comment: Really?', 'footer: Draft of May']);
  });
});

describe('RTF', () => {
  const rtf = (body: string) =>
    `{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial;}{\\f2\\fcharset128 Mincho;}}{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}{\\*\\cs10 heading 1 Char;}}{\\info{\\title On Tea}{\\author Jane Doe}{\\creatim\\yr2020}}${body}}`;

  it('comes in with its characters, headings, lines and tables', async () => {
    const { facts, body } = await read(
      'a.rtf',
      rtf(
        "\\pard\\s1 First part\\par\\pard\\s0 Caf\\'e9 \\u8220?quoted\\u8221? \\b bold\\b0\\emdash so\\par Next\\line line\\par{\\f1\\'cf\\'f0\\'e8} and {\\f2\\'93\\'fa\\'96\\'7b}\\par\\trowd\\intbl a\\cell b\\cell\\row{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt A link}} after.{\\pict 0102ff}\\par",
      ),
    );
    expect(facts).toEqual({ headline: 'On Tea', byline: 'Jane Doe' });
    expect(body).toEqual([
      '## First part',
      'Café “quoted” bold—so',
      'Next\nline',
      'При and 日本',
      'a\tb',
      'A link after.',
    ]);
  });

  it('lists headers, notes, and what is hidden or deleted', async () => {
    const { body, dropped } = await read(
      'a.rtf',
      rtf(
        '{\\header Page head\\par}It is{\\super\\chftn}{\\footnote A note.} so{\\v secret}.\\par{\\deleted gone }\\v more\\v0 Here.\\par',
      ),
    );
    expect(body).toEqual(['It is so.', 'Here.']);
    expect(dropped).toEqual([
      'header: Page head',
      'footnote: A note.',
      'hidden: secret',
      'deleted: gone',
      'hidden: more',
    ]);
  });
});

describe('subtitles', () => {
  it('become the turns of their speakers, however these are named', async () => {
    const { body, dropped } = await read(
      'a.vtt',
      'WEBVTT\n\nNOTE a comment\n\n00:00:00.000 --> 00:00:04.000\n<v Dana Ortiz>Hello there.</v>\n\n00:00:04.000 --> 00:00:06.000 align:start\n<v Dana Ortiz>I am here.</v>\n\n00:00:06.000 --> 00:00:08.000\nBen Li: And you?\nMore &amp; <i>more</i>.\n',
    );
    expect(body).toEqual(['Dana Ortiz: Hello there. I am here.', 'Ben Li: And you? More & more.']);
    expect(dropped).toEqual(['time: 3', 'label: Dana Ortiz']);
  });

  it('without speakers are joined, and parted where a sentence ends before a silence', async () => {
    const { body } = await read(
      'a.srt',
      '1\n00:00:01,000 --> 00:00:04,000\nI have a dream that one day\n\n2\n00:00:04,000 --> 00:00:07,000\nthis nation will rise up.\n\n3\n00:00:12,000 --> 00:00:14,000\nAnd so it was.\n',
    );
    expect(body).toEqual(['I have a dream that one day this nation will rise up.', 'And so it was.']);
  });
});

describe('a page that was saved as one file', () => {
  it('comes in as the page, with its address', async () => {
    const { facts, body } = await read(
      'a.mht',
      'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://e.org/a\r\nSubject: On Tea\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>Hello =E2=80=9Cworld=E2=80=9D, this is a para=\r\ngraph.</p></body></html>\r\n------B--\r\n',
    );
    expect(facts).toEqual({ headline: 'On Tea', url: 'https://e.org/a' });
    expect(body).toEqual(['Hello “world”, this is a paragraph.']);
  });
});

describe('a book', () => {
  it('shows in place of a picture what the book names for it', async () => {
    const book = await epub({ 'a.xhtml': '<p>First.</p>' }, '', {
      'OEBPS/book.opf':
        '<package><manifest><item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/><item id="p" href="p.svg" media-type="image/svg+xml" fallback="b"/><item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/><item id="q" href="q.png" media-type="image/png"/></manifest><spine><itemref idref="a"/><itemref idref="p"/><itemref idref="q"/></spine></package>',
      'OEBPS/text/b.xhtml': '<html><body><p>Second, in words.</p></body></html>',
      'OEBPS/p.svg': '<svg xmlns="http://www.w3.org/2000/svg"><text>Second</text></svg>',
    });
    expect((await read('a.epub', book)).body).toEqual(['First.', 'Second, in words.']);
  });

  it('is read where its names are in UTF-8 and the archive does not say so', async () => {
    const book = Buffer.from(await epub({ 'kapitel-ä.xhtml': '<p>Worte.</p>' }));
    // The flag is bit 11 of the general purpose flags, at 6 in a local header and at 8 in the directory.
    for (const [sign, at] of [
      ['504b0304', 6],
      ['504b0102', 8],
    ] as const)
      for (let i = book.indexOf(sign, 0, 'hex'); i >= 0; i = book.indexOf(sign, i + 4, 'hex'))
        book.writeUInt16LE(book.readUInt16LE(i + at) & ~0x800, i + at);
    expect((await read('a.epub', book)).body).toEqual(['Worte.']);
  });
});

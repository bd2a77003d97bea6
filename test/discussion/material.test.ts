import { describe, expect, test } from 'vitest';
import { gate, isOpen } from '../../src/discussion/gate.ts';
import { PROMPT_LIMITS } from '../../src/discussion/prompt.ts';
import { sessionAsCsv, sessionAsMarkdown } from '../../src/discussion/session-pack.ts';
import { suggest } from '../../src/discussion/suggest.ts';
import { type PostedQuote, type Session, summarise } from '../../src/discussion/summary.ts';
import { wholeParagraph } from '../../src/reading/quote.ts';
import { createSearch } from '../../src/search/search.ts';
import { aPrompt, treaty } from './examples.ts';

describe('prompts drafted from the reading', () => {
  const drafts = suggest(treaty);
  const from = (kind: string) => drafts.filter((draft) => draft.from === kind);

  test('come from its disputes, gaps, notes and hedges, each with paragraphs that there are', () => {
    for (const kind of ['editor', 'dispute', 'gap', 'hedge']) expect(from(kind)).not.toEqual([]);
    for (const { paragraphs, question, stances } of drafts) {
      expect(paragraphs.length).toBeGreaterThan(0);
      expect(paragraphs.every((n) => treaty.reading.paragraphs[n - 1])).toBe(true);
      expect(question.length).toBeLessThanOrEqual(PROMPT_LIMITS.question);
      expect(stances.every(({ length }) => length <= PROMPT_LIMITS.stance)).toBe(true);
    }
  });

  test('a dispute asks for the stronger case and offers its positions as stances', () => {
    expect(from('dispute')).toContainEqual({
      from: 'dispute',
      question:
        'Does the security treaty benefit Japan more than the United States? Who makes the stronger case: Donald Trump (¶2) or James Brown (¶10)?',
      paragraphs: [2, 10],
      stances: [
        'It is one-sided and benefits Japan more.',
        'It serves the interests of the United States.',
        'Undecided',
      ],
    });
  });

  test('a side without words is named as one that the reading does not give', () => {
    expect(from('gap').map(({ question }) => question)).toContainEqual(
      expect.stringContaining('The reading gives no words for one side: “It is legal.”'),
    );
  });

  test('every hedge that is quoted stands in its paragraph', () => {
    for (const { question, paragraphs } of from('hedge')) {
      const words = wholeParagraph(treaty.reading, paragraphs[0] as number)?.text;
      const hedges = [...question.matchAll(/“(.+?)”/g)].map(([, hedge]) => hedge);
      expect(hedges).not.toEqual([]);
      for (const hedge of hedges) expect(words).toContain(hedge);
    }
  });

  test('a reading that nobody has annotated has drafts too', () => {
    const bare = {
      ...treaty,
      annotations: {
        ...treaty.annotations,
        people: [],
        disputes: [],
        notes: [],
        prompts: [],
        events: [],
      },
    };
    expect(suggest(bare).map((draft) => draft.from)).toContain('hedge');
  });
});

describe('the reading gate', () => {
  test('what comes after the assigned paragraph is not there', () => {
    const upTo = gate(treaty, 5);
    expect(upTo.reading.paragraphs).toHaveLength(5);
    expect(upTo.reading.sections).toEqual([]);
    expect(JSON.stringify(upTo)).not.toContain('cornerstone');
    expect(suggest(upTo)).not.toEqual([]);
    expect(suggest(upTo).filter(({ paragraphs }) => !isOpen(paragraphs, 5))).toEqual([]);
  });

  test('a question is not answered from behind the gate, though the whole reading was asked before', async () => {
    const search = createSearch();
    const question = 'What would be a triumph to US rivals in East Asia?';
    expect(await search.ask([treaty], question)).toMatchObject({ kind: 'found' });
    const behind = await search.ask([gate(treaty, 5)], question);
    const shown = behind.kind === 'found' ? behind.quotes : behind.nearest;
    expect(shown.filter(({ paragraph }) => paragraph > 5)).toEqual([]);
    expect(behind.kind).toBe('nothing');
  });

  test('without an assignment, or beyond the end, all is open, and cutting twice gives the same', () => {
    expect(gate(treaty, undefined)).toBe(treaty);
    expect(gate(treaty, 500)).toBe(treaty);
    expect(gate(treaty, 5)).toBe(gate(treaty, 5));
  });
});

const T = (minute: number) => new Date(Date.UTC(2026, 2, 3, 18, minute));
const citation = (userId: string | null, paragraph: number, minute: number, claim = ''): PostedQuote => {
  const text = wholeParagraph(treaty.reading, paragraph)?.text ?? '';
  return {
    userId,
    at: T(minute),
    reading: treaty.reading.id,
    version: treaty.reading.version,
    paragraph,
    start: 0,
    end: text.length,
    text,
    claim,
  };
};
const session: Session = {
  prompt: aPrompt({
    state: 'closed',
    trace: { threadId: 't', postedAt: T(0) },
    history: [
      {
        event: 'close',
        from: 'posted',
        to: 'closed',
        by: '309',
        at: T(59),
        why: 'its time was over',
        team: false,
      },
    ],
  }),
  messages: [
    { userId: '301', at: T(1) },
    { userId: '302', at: T(2) },
    { userId: '301', at: T(3) },
  ],
  extent: 'whole',
  citations: [
    citation('303', 8, 5, '=HYPERLINK("x")'),
    citation('301', 8, 6, 'Brown is right.'),
    citation('301', 6, 7),
  ],
  before: {
    kind: 'counted',
    final: true,
    early: false,
    answers: [
      { answer: 'Yes', votes: 4 },
      { answer: 'No', votes: 1 },
    ],
  },
  after: {
    kind: 'counted',
    final: true,
    early: true,
    answers: [
      { answer: 'Yes', votes: 2 },
      { answer: 'No', votes: 5 },
    ],
  },
};

describe('what is left of a discussion', () => {
  test('the summary counts people once, paragraphs, and how the poll moved', () => {
    expect(summarise(session)).toMatchObject({
      participants: 3,
      messages: 3,
      cited: [
        { paragraph: 8, times: 2 },
        { paragraph: 6, times: 1 },
      ],
      moved: [
        { answer: 'Yes', before: 4, after: 2 },
        { answer: 'No', before: 1, after: 5 },
      ],
      endedEarly: true,
    });
    expect(summarise({ ...session, before: { kind: 'gone' } })).toMatchObject({
      before: 'gone',
      moved: [
        { answer: 'Yes', before: undefined, after: 2 },
        { answer: 'No', before: undefined, after: 5 },
      ],
    });
  });

  test('the pack holds the words verbatim and names nobody unless asked', () => {
    const packed = sessionAsMarkdown(session, treaty);
    expect(packed).toContain(`> ${wholeParagraph(treaty.reading, 8)?.text}`);
    expect(packed).toContain('- Poll, No: 1 before, 5 after');
    expect(packed + sessionAsCsv(session)).not.toMatch(/30[1-9]/);
    expect(sessionAsMarkdown(session, treaty, (id) => `Name of ${id}`)).toContain('Name of 303');
  });

  test('no member’s words can be taken for the text’s, whatever they write', () => {
    const forged = [
      'I say:',
      '',
      '¶8:\r> The treaty is **void**.\u2028## Quotes posted',
      '> Mason lied. <b>`x`</b>',
    ].join('\n');
    const prompt = { ...session.prompt, question: 'Fair?\n\n> Trump: [yes](x)' };
    const packed = sessionAsMarkdown(
      { ...session, prompt, citations: [citation('301', 6, 7, forged)] },
      treaty,
      () => '## Quotes posted\n> forged',
    );
    // Quotes are of the text; headings are the pack's own.
    const lines = packed.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
    const texts = treaty.reading.paragraphs.map(({ text }) => `> ${text}`);
    expect(lines.filter((line) => line.trimStart().startsWith('>') && !texts.includes(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('#'))).toEqual([
      '# Fair? \\> Trump: \\[yes\\](x)',
      '## Paragraphs',
      '## Counted',
      '## Quotes posted',
    ]);
    expect(packed).toContain('wrote: \\> Mason lied. \\<b\\>\\`x\\`\\</b\\>');
    expect(packed).toContain('wrote: \\## Quotes posted');
  });

  test('the table opens in a spreadsheet without running anything', () => {
    const rows = sessionAsCsv(session).trim().split('\n');
    expect(rows[0]).toBe('what,at,who,paragraph,words,votes');
    expect(rows).toContain('message,2026-03-03T18:01:00.000Z,Person 1,,,');
    expect(rows.filter((row) => row.includes('HYPERLINK'))).toEqual([
      expect.stringContaining(`"'=HYPERLINK(""x"")"`),
    ]);
    expect(rows.at(-1)).toBe('poll after,,,,No,5');
  });
});

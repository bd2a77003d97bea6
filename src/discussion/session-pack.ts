import { stringify } from 'csv-stringify/sync';
import type { AnnotatedReading } from '../reading/annotations.ts';
import { paragraph } from '../reading/reading.ts';
import { toOneLine } from '../text/cut.ts';
import { originalQuestion } from './prompt.ts';
import { type DiscussionSummary, type PostedQuote, type Session, summarise } from './summary.ts';

/** How people are written: by number in the order in which they appear, or by what `nameOf` says. */
export type NameOf = (userId: string) => string;

/**
 * A discussion to take home, as Markdown: the prompt, its paragraphs, what was counted, the quotes posted.
 *
 * @param text the reading; undefined where it is no longer in the library
 * @param nameOf names to show; without it people are numbered
 */
export function sessionAsMarkdown(
  session: Session,
  text: AnnotatedReading | undefined,
  nameOf?: NameOf,
): string {
  const { prompt } = session;
  const summary = summarise(session);
  const who = naming(session, nameOf);
  const original = originalQuestion(prompt);
  const lines = [
    `# ${plain(prompt.question)}`,
    '',
    ...(original === prompt.question ? [] : [`Proposed as: ${plain(original)}`, '']),
    ...(text
      ? [`Reading: ${toOneLine(text.reading.facts.headline)}`, `Version: ${text.reading.version}`, '']
      : []),
    ...dates(session),
    '## Paragraphs',
    '',
    ...prompt.paragraphs.flatMap((n) => {
      const words = text && paragraph(text.reading, n)?.text;
      return [`¶${n}`, '', words === undefined ? '(no longer in the library)' : block(words), ''];
    }),
    '## Counted',
    '',
    ...countLines(summary),
    '',
    '## Quotes posted',
    '',
    ...(summary.quotes.length === 0 ? ['None.', ''] : []),
    ...summary.quotes.flatMap((q) => [
      `${plain(who(q.userId))}, ${q.at.toISOString()}, ${placeOf(q, prompt.reading)}:`,
      '',
      block(q.text),
      '',
      ...claimLines(q.claim, who(q.userId)),
    ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/**
 * The same as a table, one row for a message, a quote, a vote count or a decision. A cell that a spreadsheet
 * would take for a formula is written so that it does not.
 */
export function sessionAsCsv(session: Session, nameOf?: NameOf): string {
  const who = naming(session, nameOf);
  const { prompt } = session;
  const summary = summarise(session);
  const rows = [
    ...prompt.history.map((step) => ({
      what: step.event,
      at: step.at,
      who: step.by === null ? '' : who(step.by),
      paragraph: '',
      words: step.why,
      votes: '',
    })),
    ...session.messages.map(({ userId, at, shared }) => ({
      what: shared ? 'shared answer' : 'message',
      at,
      who: who(userId),
      paragraph: '',
      words: '',
      votes: '',
    })),
    ...summary.quotes.flatMap((q) => [
      {
        what: 'quote',
        at: q.at,
        who: who(q.userId),
        paragraph: placeOf(q, prompt.reading),
        words: q.text,
        votes: '',
      },
      ...(q.claim
        ? [
            {
              what: 'claim',
              at: q.at,
              who: who(q.userId),
              paragraph: placeOf(q, prompt.reading),
              words: q.claim,
              votes: '',
            },
          ]
        : []),
    ]),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const votes = summary.moved.flatMap(({ answer, before, after }) => [
    { what: 'poll before', at: '', who: '', paragraph: '', words: answer, votes: before ?? '' },
    { what: 'poll after', at: '', who: '', paragraph: '', words: answer, votes: after ?? '' },
  ]);
  const columns = ['what', 'at', 'who', 'paragraph', 'words', 'votes'];
  return stringify([...rows, ...votes], {
    header: true,
    columns,
    escape_formulas: true,
    cast: { date: (date) => date.toISOString() },
  });
}

function countLines(summary: DiscussionSummary): string[] {
  return [
    `- People who took part: ${summary.participants}`,
    ...(summary.before === 'none' ? [] : [`- People who voted: ${summary.voted ?? 'not counted'}`]),
    ...(summary.extent === 'unreadable'
      ? ['- Messages could not be counted.']
      : [
          `- People who wrote: ${summary.wrote}`,
          `- Messages: ${summary.messages}${summary.extent === 'part' ? ' (there are more, which were not counted)' : ''}`,
          ...(summary.shared > 0 ? [`- Answers shared: ${summary.shared}`] : []),
        ]),
    ...summary.cited.map(({ paragraph: n, times }) => `- ¶${n} quoted: ${times}×`),
    ...(summary.citedElsewhere > 0 ? [`- Quotes of other readings: ${summary.citedElsewhere}`] : []),
    ...summary.moved.map(
      ({ answer, before, after }) =>
        `- Poll, ${plain(answer)}: ${before ?? 'not counted'} before, ${after ?? 'not counted'} after`,
    ),
    ...(summary.before === 'gone' || summary.after === 'gone'
      ? ['- A poll was deleted and could not be counted.']
      : []),
    ...(summary.before === 'unknown' || summary.after === 'unknown'
      ? ['- Discord gives no result of a poll, so it could not be counted.']
      : []),
    ...(summary.notFinal ? ['- The result of a poll is not final.'] : []),
    ...(summary.endedEarly ? ['- A poll was ended by hand before its time.'] : []),
  ];
}

function dates({ prompt: { trace, history } }: Session): string[] {
  const closed = history.find(({ event }) => event === 'close')?.at;
  return [
    ...(trace.postedAt ? [`Opened: ${trace.postedAt.toISOString()}`] : []),
    ...(closed ? [`Closed: ${closed.toISOString()}`] : []),
    '',
  ];
}

function naming({ messages, citations, prompt }: Session, nameOf: NameOf | undefined) {
  const order = new Map<string, number>();
  for (const { userId } of [...messages, ...citations, ...prompt.history.map(({ by }) => ({ userId: by }))])
    if (userId !== null && !order.has(userId)) order.set(userId, order.size + 1);
  return (userId: string | null) =>
    userId === null ? 'Somebody' : nameOf ? nameOf(userId) : `Person ${order.get(userId)}`;
}

const block = (words: string) =>
  words
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

/** A paragraph; one of another reading than the prompt's is named with it. */
const placeOf = ({ reading, paragraph: n }: PostedQuote, own: string) =>
  reading === own ? `¶${n}` : `${reading} ¶${n}`;

/** What a member wrote beside a quote: every line says so, so that none can be taken for the text's. */
function claimLines(claim: string, name: string): string[] {
  const written = claim.split(LINE_END).filter((line) => line.trim() !== '');
  return written.flatMap((line) => [`${plain(name)} wrote: ${plain(line)}`, '']);
}

const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** Words of members on one line, in which nothing is Markdown, wherever the line stands. */
const plain = (words: string) =>
  toOneLine(words)
    .replaceAll(/[\\`*_[\]<>~|&]/g, '\\$&')
    .replace(/^(\d*)([.)#+=-])/, '$1\\$2');

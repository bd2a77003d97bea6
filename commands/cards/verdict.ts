import type { APIButtonComponent } from 'discord-api-types/v10';
import type { CardBlock } from '../../src/discord/layout.ts';
import { blockQuote, joinMarkdown, lines, type Markdown, md, subtext } from '../../src/discord/markdown.ts';
import type {
  AlteredPassage,
  CautionWord,
  Change,
  Checked,
  Passage,
  Verdict,
} from '../../src/quotes/verdict.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { type Quote, quoteOf } from '../../src/reading/quote.ts';
import { paragraph } from '../../src/reading/reading.ts';
import { shorten } from '../../src/text/cut.ts';
import { quoteBlocks } from './quote.ts';

/* Verdicts on quotes in words, so that nothing is said by colour alone. */

/** Places, changes and cut words that one verdict shows; the rest are counted. */
const SHOWN = 3;
const CHANGES = 12;

interface Options {
  /** Named before the verdict where a message has several quotes: "2.". */
  readonly number?: number;
  readonly buttons: (quote: Quote) => readonly APIButtonComponent[];
  /** The reading by its id, for quotes of another than `text`. */
  readonly readings?: ReadonlyMap<string, AnnotatedReading>;
}

/** A verdict: what it is, the words that were checked, the true words with ¶n and speaker, and what differs. */
export function verdictBlocks(text: AnnotatedReading, checked: Checked, options: Options): CardBlock[] {
  const { claimed, verdict } = checked;
  const numbered = options.number ? md`${options.number}. ` : md``;
  const given = claimed.speaker ? `, given as words of ${shorten(claimed.speaker, 80)}` : '';
  const lead = lines(
    md`**${numbered}${titleOf(verdict)}** ${meaning(checked)}`,
    subtext(md`Checked: “${shorten(claimed.words, 300)}”${given}`),
  );
  return [{ markdown: lead }, ...passageBlocks(text, verdict, options)];
}

/** Every quote that a verdict shows, for the notes on its paragraphs. */
export function quotesIn(verdict: Verdict): Quote[] {
  switch (verdict.kind) {
    case 'misattributed':
    case 'elsewhere':
      return quotesIn(verdict.verdict);
    case 'stitched':
      return verdict.parts.flatMap(({ passages }) => quotesAt(passages));
    case 'absent':
      return quotesAt(verdict.nearest);
    default:
      return quotesAt(verdict.passages);
  }
}

const quotesAt = (passages: readonly Passage[]) =>
  passages.slice(0, SHOWN).flatMap(({ pieces }) => pieces.map(({ quote }) => quote));

function titleOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'verbatim':
      return 'Verbatim.';
    case 'verbatim-but':
      return `Verbatim but for ${joinWords(verdict.differences)}.`;
    case 'shortened':
      return verdict.differences.length > 0
        ? `Shortened, and verbatim but for ${joinWords(verdict.differences)}.`
        : 'Shortened.';
    case 'altered':
      return 'Altered.';
    case 'stitched':
      return 'Stitched together.';
    case 'misattributed':
      return 'Misattributed.';
    case 'elsewhere':
      return 'In another reading.';
    case 'absent':
      return 'Not in the text.';
  }
}

function meaning({ claimed, verdict, speaker }: Checked): Markdown {
  const right = speaker === 'right' ? ' The speaker is right.' : '';
  const untold = speaker === 'untold' ? ' The text does not say for certain whose words these are.' : '';
  switch (verdict.kind) {
    case 'verbatim':
      return md`The text has these words, to the letter${inPlaces(verdict.passages)}.${right}${untold}`;
    case 'verbatim-but':
      return md`The text has these words${inPlaces(verdict.passages)}.${right}${untold}`;
    case 'shortened':
      return md`All of it is in the text, in this order, with words cut out${inPlaces(verdict.passages)}.${right}${untold}`;
    case 'altered': {
      const other =
        speaker === 'wrong' ? ` Nor are they words of ${shorten(claimed.speaker ?? '', 80)}.` : '';
      return md`The text says it in other words${inPlaces(verdict.passages)}.${other}${untold}`;
    }
    case 'stitched':
      return md`Each part is in the text, but not together: words of different places are shown as one quote.`;
    case 'misattributed': {
      const words = `${titleOf(verdict.verdict).replace(/\.$/, '').toLowerCase()}`;
      return md`The words are in the text (${words}), but they are not ${shorten(verdict.claimedSpeaker, 80)}’s.`;
    }
    case 'elsewhere':
      return md`This reading does not have these words; “${shorten(verdict.reading.facts.headline, 200)}” does (${titleOf(verdict.verdict).replace(/\.$/, '').toLowerCase()}).${right}${untold}`;
    case 'absent':
      if (verdict.heading !== undefined)
        return md`But they are of a heading, which has no paragraph number: “${shorten(verdict.heading, 300)}”.`;
      return verdict.nearest.length > 0
        ? md`The nearest passages say something else:`
        : md`Nothing in this reading is near to it.`;
  }
}

function passageBlocks(text: AnnotatedReading, verdict: Verdict, options: Options): CardBlock[] {
  switch (verdict.kind) {
    case 'misattributed':
      return passageBlocks(text, verdict.verdict, options);
    case 'elsewhere': {
      const other = options.readings?.get(verdict.reading.id);
      return other ? passageBlocks(other, verdict.verdict, options) : [];
    }
    case 'stitched':
      return verdict.parts.flatMap(({ words, passages }, i) => [
        { markdown: md`Part ${i + 1}: “${shorten(words, 200)}”${inPlaces(passages)}` },
        ...listPassages(text, passages, options),
      ]);
    case 'absent':
      return listPassages(text, verdict.nearest, options);
    default:
      return listPassages(text, verdict.passages, options);
  }
}

function listPassages(
  text: AnnotatedReading,
  passages: readonly (Passage | AlteredPassage)[],
  options: Options,
): CardBlock[] {
  const blocks = passages.slice(0, SHOWN).flatMap((passage): CardBlock[] => {
    const about = [
      ...('changes' in passage ? changeLines(passage.changes) : []),
      ...cutLines(passage),
      ...cautionLines(passage),
    ];
    const quotes = shownQuotes(text, passage);
    const words = quotes.flatMap((quote, i) =>
      quoteBlocks(text, quote, { buttons: i === quotes.length - 1 ? options.buttons(quote) : [] }),
    );
    const last = words.pop();
    // What differs is read before the buttons, with the words that it is about.
    return last ? [...words, { ...last, markdown: lines(last.markdown, ...about) }] : [];
  });
  const others = passages
    .slice(SHOWN)
    .flatMap(({ pieces }) => pieces.map(({ quote }) => `¶${quote.paragraph}`));
  if (others.length === 0) return blocks;
  return [
    ...blocks,
    { markdown: md`And in ${others.length} more places: ${shorten([...new Set(others)].join(', '), 300)}` },
  ];
}

/** The true words: where pieces of one paragraph are shown as a quote, the whole passage from first to last. */
function shownQuotes({ reading }: AnnotatedReading, { pieces }: Passage): Quote[] {
  const quotes = pieces.map(({ quote }) => quote);
  const [first, last] = [quotes[0], quotes.at(-1)];
  const within = first && last && first.paragraph === last.paragraph && first.start < last.end;
  const found = within ? paragraph(reading, first.paragraph) : undefined;
  return found && first && last ? [quoteOf(reading, found, { start: first.start, end: last.end })] : quotes;
}

/** Each difference as a sentence, so that it is heard as it is seen. */
function changeLines(changes: readonly Change[]): Markdown[] {
  const differing = changes.filter(({ kind }) => kind !== 'same');
  const said = differing.slice(0, CHANGES).map((change) => md`- ${changeLine(change)}`);
  const left = differing.length - CHANGES;
  return left > 0 ? [...said, md`- and ${left} more differences`] : said;
}

function changeLine(change: Change): Markdown {
  const bold = (words: string) => md`**${shorten(words, 150)}**`;
  switch (change.kind) {
    case 'replaced':
      return md`the text has ${bold(change.text)}, the quote has ${bold(change.quote)}`;
    case 'omitted':
      return md`the text has ${bold(change.text)}, the quote leaves it out`;
    case 'added':
      return md`the quote has ${bold(change.quote)}, the text does not`;
    case 'same':
      return md`both have ${bold(change.text)}`;
  }
}

function cutLines({ cut: gaps }: Passage): Markdown[] {
  return gaps.slice(0, SHOWN).flatMap(({ text }) => [md`Cut out:`, blockQuote(shorten(text, 300))]);
}

/** Words that turn or soften the sentence and are not in the quote. */
function cautionLines(passage: Passage | AlteredPassage): Markdown[] {
  const { cautions } = passage;
  if (cautions.length === 0) return [];
  const named = (caution: CautionWord['caution']) => {
    const words = cautions.filter((one) => one.caution === caution).map(({ word }) => word);
    return [...new Set(words)].map((word) => md`**${word}**`);
  };
  const [negations, hedges] = [named('negation'), named('hedge')];
  const parts = [
    negations.length > 0 ? md`${joinAsList(negations)}, which negates` : undefined,
    hedges.length > 0 ? md`${joinAsList(hedges)}, which hedges` : undefined,
  ];
  const what = 'changes' in passage ? 'the change is of' : 'the quote leaves out';
  return [md`Careful: ${what} ${joinMarkdown(parts, md`, and `)}. Read the whole sentence.`];
}

function inPlaces(passages: readonly Passage[]): string {
  return passages.length > 1 ? `, in ${passages.length} places` : '';
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function joinAsList(parts: readonly Markdown[]): Markdown {
  const last = parts.at(-1);
  if (!last || parts.length < 2) return joinMarkdown(parts, md``);
  return md`${joinMarkdown(parts.slice(0, -1), md`, `)} and ${last}`;
}

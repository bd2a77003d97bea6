import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { slashCommand } from '../../src/discord/command.ts';
import { cardReply } from '../../src/discord/layout.ts';
import { lines, md } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { UserError } from '../../src/errors.ts';
import { prepareText } from '../../src/quotes/concordance.ts';
import { findWords } from '../../src/quotes/find.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { type Quote, quoteOf } from '../../src/reading/quote.ts';
import { paragraph } from '../../src/reading/reading.ts';
import { shorten } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { EVERYWHERE, place, SHARE } from '../common.ts';
import type { Services } from '../services.ts';
import { quotesAndNotes } from './quote-cards.ts';

type Needs = Pick<Services, 'shelf' | 'search'>;

const SENTENCES = 10;
/** Enough to know whether there are more sentences than are shown, even where one has the words often. */
const PLACES = 200;
const SUGGESTIONS = 25;

export const quote = slashCommand({
  data: {
    name: 'quote',
    description: 'Find exact words in the text',
    ...EVERYWHERE,
  },
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'text',
      description: 'The words; case, spaces and the form of quotation marks do not matter',
      required: true,
      autocomplete: true,
      max_length: 1000,
    },
    SHARE,
  ],
  async autocomplete({ typed }, request, { shelf }: Needs) {
    const { text } = await shelf.current(place(request));
    const found = await suggestions(text, typed);
    return found.map((one) => ({
      name: shorten(`¶${one.paragraph} ${one.text}`, 100),
      value: idOf(one),
    }));
  },
  async run(request, { shelf, search }: Needs): Promise<Reply> {
    const { text } = await shelf.current(place(request));
    const wanted = request.options.text;
    const chosen = byId(text, wanted);
    const found = chosen ? [chosen] : await sentencesWith(text, wanted, PLACES);
    if (found.length === 0) {
      const nearest = await search.ask([text], wanted, { limit: 2 });
      const near = nearest.kind === 'found' ? nearest.quotes : nearest.nearest;
      const offered = near.length > 0 ? md`The nearest passages, which say something else:` : undefined;
      return cardReply(
        lines(md`### “${shorten(wanted, 300)}”`, md`These words are not in this reading.`, offered),
        quotesAndNotes(text, near),
        { colour: COLOURS.note, shareable: true },
      );
    }
    const several =
      found.length > SENTENCES
        ? md`In more than ${SENTENCES} places; the first ${SENTENCES}:`
        : md`In ${found.length} places:`;
    const heading = chosen
      ? md`### Quote`
      : lines(md`### “${shorten(wanted, 300)}”`, found.length > 1 ? several : undefined);
    return cardReply(heading, quotesAndNotes(text, found.slice(0, SENTENCES)), { shareable: true });
  },
});

/** Sentences to choose from: those that hold the words, or the first ones. */
async function suggestions(text: AnnotatedReading, typed: string): Promise<Quote[]> {
  const found = typed.trim()
    ? await sentencesWith(text, typed, PLACES)
    : text.reading.paragraphs
        .slice(0, SUGGESTIONS)
        .flatMap((p) => p.sentences.map((slice) => quoteOf(text.reading, p, slice)));
  return found.slice(0, SUGGESTIONS);
}

/** The sentences that hold words, each once, of the first so many places. */
async function sentencesWith(text: AnnotatedReading, words: string, places: number): Promise<Quote[]> {
  const found = findWords(await prepareText(text), words, places).map((one) => sentencesAround(text, one));
  const seen = new Set<string>();
  return found.filter((one) => !seen.has(idOf(one)) && seen.add(idOf(one)));
}

/** The whole sentences that a quote stands in. */
function sentencesAround({ reading }: AnnotatedReading, one: Quote): Quote {
  const p = paragraph(reading, one.paragraph);
  const around = p?.sentences.filter(({ start, end }) => start < one.end && end > one.start) ?? [];
  const [first, last] = [around[0], around.at(-1)];
  return p && first && last ? quoteOf(reading, p, { start: first.start, end: last.end }) : one;
}

/** An autocompleted value names a slice of one version: `q:1f3a9c02:8:0-120`. Anything else is words to find. */
function idOf({ reading, paragraph: n, start, end }: Quote): string {
  return `q:${reading.version.slice(0, 8)}:${n}:${start}-${end}`;
}

function byId({ reading }: AnnotatedReading, value: string): Quote | undefined {
  const [, version = '', n, start, end] = /^q:([0-9a-f]{8}):(\d{1,6}):(\d{1,7})-(\d{1,7})$/.exec(value) ?? [];
  if (version && !reading.version.startsWith(version)) {
    throw new UserError(
      'reading-replaced',
      'The text of this reading was replaced since. Type the words again.',
    );
  }
  const p = paragraph(reading, Number(n));
  const slice = { start: Number(start), end: Number(end) };
  return p && slice.start < slice.end && slice.end <= p.text.length ? quoteOf(reading, p, slice) : undefined;
}

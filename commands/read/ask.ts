import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { slashCommand } from '../../src/discord/command.ts';
import { type CardBlock, cardReply } from '../../src/discord/layout.ts';
import { lines, md } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { disputesAbout } from '../../src/disputes/disputes.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { type Outline, outlineOf } from '../../src/reading/outline.ts';
import type { Quote } from '../../src/reading/quote.ts';
import { cutTo, shorten } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { noteBlocks, quoteBlocks } from '../cards/quote.ts';
import { EVERYWHERE, place, SHARE } from '../common.ts';
import type { Services } from '../services.ts';
import { disputeButton } from './context.ts';
import { replyButton } from './quote-actions.ts';
import { quoteButtons } from './quote-cards.ts';

type Needs = Pick<Services, 'shelf' | 'search' | 'settings' | 'unanswered'>;

const QUOTES = 3;
/** Readings that one question is asked of at most, so that an answer takes well under a second. */
const READINGS = 200;

export const ask = slashCommand({
  data: {
    name: 'ask',
    description: 'Ask the text a question; it answers in its own words',
    ...EVERYWHERE,
  },
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'question',
      description: 'What you want to know, for example: Why was the pact called one-sided?',
      required: true,
      max_length: 1000,
    },
    {
      type: ApplicationCommandOptionType.Boolean,
      name: 'library',
      description: 'Ask all readings of this server, not only the one in use here',
    },
    SHARE,
  ],
  async run(request, services: Needs): Promise<Reply> {
    const { question, library = false } = request.options;
    const all = await textsFor(library, request, services.shelf);
    const texts = all.slice(0, READINGS);
    const answer = await services.search.ask(texts, question, { limit: QUOTES });
    const named = texts.length > 1;
    const left =
      all.length > READINGS
        ? md`Asked: the first ${READINGS} of ${all.length} readings, as /reading list shows them.`
        : undefined;
    const heading = lines(md`### ${shorten(question, 300)}`, left);
    if (answer.kind === 'found') {
      const sources = await sourcesOf(texts, answer.quotes);
      return cardReply(heading, cards(sources, answer.quotes, named), { shareable: true });
    }
    if (answer.reason === 'not-covered') await keepUnanswered(request, services, texts, question);
    const contested = await disputeBlocks(texts, question);
    const sources = await sourcesOf(texts, answer.nearest);
    const said =
      answer.reason === 'no-words'
        ? md`This question has no word to look for. Ask with a name or a thing: “Who is Ra Mason?”`
        : md`${named ? 'These readings do' : 'This reading does'} not answer that.${missingWords(answer.missing)}`;
    const offered =
      answer.nearest.length > 0 ? md`The nearest passages, which may not be about it:` : undefined;
    return cardReply(
      lines(heading, said, offered),
      [...contested, ...cards(sources, answer.nearest, named)],
      {
        colour: COLOURS.note,
        shareable: true,
      },
    );
  },
});

/** For servers that asked for it; never with who asked. */
async function keepUnanswered(
  { guildId, botInServer, now }: Request,
  { settings, unanswered }: Needs,
  [first, ...others]: readonly Outline[],
  question: string,
): Promise<void> {
  if (guildId === null || !botInServer || !first) return;
  if (!(await settings.get(guildId)).keepUnanswered) return;
  await unanswered.add(
    guildId,
    others.length > 0 ? 'all readings' : first.reading.id,
    cutTo(question, 500),
    now,
  );
}

async function textsFor(
  library: boolean,
  request: Request,
  shelf: Needs['shelf'],
): Promise<readonly Outline[]> {
  if (library) return shelf.outlines(request.guildId);
  return [outlineOf((await shelf.current(place(request))).text)];
}

function cards(texts: readonly AnnotatedReading[], quotes: readonly Quote[], named: boolean) {
  const quoted = quotes.flatMap((quote) => {
    const text = sourceOf(texts, quote);
    return text
      ? quoteBlocks(text, quote, {
          named,
          buttons: [...quoteButtons(quote), replyButton(quote)],
        })
      : [];
  });
  const notes = texts.flatMap((text) =>
    noteBlocks(
      text,
      quotes.filter((quote) => sourceOf(texts, quote) === text).map(({ paragraph }) => paragraph),
    ),
  );
  return [...quoted, ...notes];
}

/** What is asked may be contested: the words of an editor's question, where those of the text differ. */
async function disputeBlocks(texts: readonly Outline[], question: string): Promise<CardBlock[]> {
  const blocks = texts.map(async ({ reading, annotations }) =>
    disputesAbout(await annotations(), question).map((dispute) => ({
      markdown: md`This is contested: **${dispute.topic}**`,
      buttons: [disputeButton(reading.id, dispute)],
    })),
  );
  return (await Promise.all(blocks)).flat();
}

/** The readings that are quoted, in full. */
async function sourcesOf(texts: readonly Outline[], quotes: readonly Quote[]): Promise<AnnotatedReading[]> {
  const quoted = texts.filter(({ reading: { id, version } }) =>
    quotes.some(({ reading }) => reading.id === id && reading.version === version),
  );
  return Promise.all(
    quoted.map(async ({ words, annotations }) => ({
      reading: await words(),
      annotations: await annotations(),
    })),
  );
}

function sourceOf(texts: readonly AnnotatedReading[], { reading }: Quote): AnnotatedReading | undefined {
  return texts.find((text) => text.reading.id === reading.id && text.reading.version === reading.version);
}

function missingWords(missing: readonly string[]): string {
  if (missing.length === 0) return '';
  const words = missing.slice(0, 5).map((word) => `“${shorten(word, 40)}”`);
  return ` It does not speak of ${words.join(', ')}.`;
}

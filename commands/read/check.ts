import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { slashCommand } from '../../src/discord/command.ts';
import { type CardBlock, cardReply } from '../../src/discord/layout.ts';
import { lines, type Markdown, md } from '../../src/discord/markdown.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { suggestPeople } from '../../src/disputes/disputes.ts';
import { UserError } from '../../src/errors.ts';
import { checkElsewhere, check as checkQuote, MAX_QUOTE } from '../../src/quotes/check.ts';
import { unwrap } from '../../src/quotes/claimed-quotes.ts';
import { type PreparedText, prepareText } from '../../src/quotes/concordance.ts';
import type { Checked, ClaimedQuote } from '../../src/quotes/verdict.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { shorten } from '../../src/text/cut.ts';
import { inSlices, type Work } from '../../src/text/slices.ts';
import { COLOURS } from '../cards/colours.ts';
import { noteBlocks } from '../cards/quote.ts';
import { quotesIn, verdictBlocks } from '../cards/verdict.ts';
import { EVERYWHERE, place, SHARE } from '../common.ts';
import type { Services } from '../services.ts';
import { quoteButtons } from './quote-cards.ts';

type Needs = Pick<Services, 'shelf'>;

/** Other readings of the library that words are looked for in, where the one in use does not have them. */
const OTHERS = 50;

export const check = slashCommand({
  data: {
    name: 'check',
    description: 'Check whether a quote is in the text, word for word, and whose words it is',
    ...EVERYWHERE,
  },
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'text',
      description: 'The quote to check',
      required: true,
      max_length: MAX_QUOTE,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'speaker',
      description: 'Whose words it is said to be',
      autocomplete: true,
      max_length: 100,
    },
    SHARE,
  ],
  async autocomplete({ typed }, request, { shelf }: Needs) {
    const { text } = await shelf.current(place(request));
    return suggestPeople(text, typed).map(({ name }) => ({
      name: shorten(name, 100),
      value: shorten(name, 100),
    }));
  },
  async run(request, services: Needs): Promise<Reply> {
    const { text, speaker = '' } = request.options;
    const words = unwrap(text);
    if (!/[\p{L}\p{N}]/u.test(words))
      throw new UserError('check-empty', 'There is no word to check. Give the quote as text.');
    return checkReply(request, services, [{ words, ...(speaker.trim() && { speaker: speaker.trim() }) }]);
  },
});

/**
 * Checks claims against the reading in use and, those that it does not have, against the others.
 *
 * @param said what is to be said below the heading
 */
export async function checkReply(
  request: Request,
  { shelf }: Needs,
  claims: readonly ClaimedQuote[],
  said?: Markdown,
): Promise<MessageReply> {
  const { text } = await shelf.current(place(request));
  const checked = await inSlices(checkAll(await prepareText(text), claims));
  const readings = new Map<string, AnnotatedReading>([[text.reading.id, text]]);
  for (const id of await othersThan(text, request, shelf)) {
    if (!checked.some(isUntrue)) break;
    const other = await shelf.get(request.guildId, id);
    if (!other) continue;
    readings.set(id, other);
    await inSlices(lookIn(await prepareText(other), checked));
  }
  const several = claims.length > 1;
  const blocks = checked.flatMap((one, i): CardBlock[] =>
    verdictBlocks(text, one, {
      readings,
      buttons: quoteButtons,
      ...(several && { number: i + 1 }),
    }),
  );
  const here = checked.filter(({ verdict }) => verdict.kind !== 'elsewhere');
  const notes = noteBlocks(
    text,
    here.flatMap(({ verdict }) => quotesIn(verdict).map(({ paragraph }) => paragraph)),
  );
  return cardReply(
    lines(md`### ${several ? 'Quotes' : 'A quote'}, held against the text`, said),
    [...blocks, ...notes],
    {
      colour: checked.every(isTrue) ? COLOURS.quote : COLOURS.note,
      shareable: true,
      more: md`Check the quotes one by one with /check.`,
    },
  );
}

const UNTRUE: ReadonlySet<string> = new Set(['altered', 'stitched', 'absent']);
const isUntrue = ({ verdict }: Checked) => UNTRUE.has(verdict.kind);
const isTrue = ({ verdict }: Checked) => verdict.kind === 'verbatim' || verdict.kind === 'verbatim-but';

function* checkAll(text: PreparedText, claims: readonly ClaimedQuote[]): Work<Checked[]> {
  const checked: Checked[] = [];
  for (const claim of claims) {
    checked.push(checkQuote(text, claim));
    yield;
  }
  return checked;
}

/** Puts in, of what was not found, what another reading has. */
function* lookIn(other: PreparedText, checked: Checked[]): Work<void> {
  for (const [i, one] of checked.entries()) {
    if (!isUntrue(one)) continue;
    checked[i] = checkElsewhere(other, one.claimed) ?? one;
    yield;
  }
}

async function othersThan(
  { reading }: AnnotatedReading,
  { guildId }: Request,
  shelf: Needs['shelf'],
): Promise<string[]> {
  const ids = (await shelf.list(guildId)).map(({ id }) => id);
  return ids.filter((id) => id !== reading.id).slice(0, OTHERS);
}

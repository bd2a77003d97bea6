import { type APIMessageTopLevelComponent, ButtonStyle } from 'discord-api-types/v10';
import { button, card, LIMITS, rows, text } from '../../src/discord/components.ts';
import {
  blockQuote,
  joinMarkdown,
  lines,
  type Markdown,
  md,
  mention,
  subtext,
  timestamp,
} from '../../src/discord/markdown.ts';
import type { Prompt } from '../../src/discussion/prompt.ts';
import type { DiscussionPart, Scene } from '../../src/discussion/stage.ts';
import type { DiscussionSummary, PostedQuote } from '../../src/discussion/summary.ts';
import { COLOURS } from '../cards/colours.ts';
import { partsOf } from '../cards/quote.ts';
import { PROMPT } from './ids.ts';
import { paragraphTexts, pilcrows } from './prompt-words.ts';

/* What is posted of a discussion: where it starts, how it opens, what happened in it. */

type Components = readonly APIMessageTopLevelComponent[];

/** What members are asked to keep to. */
const GROUND_RULES = [
  md`Speak to the text: give the paragraph that you mean.`,
  md`Quote it as it stands. “Reply with a quote” does it for you.`,
  md`Take on the argument, not the person who makes it.`,
  md`Something wrong here? “Report to moderators” is private.`,
];

/** The small print at the end of a part, by which the bot knows again what it posted. */
export function markOf(part: DiscussionPart, promptId: string): Markdown {
  return subtext(md`${promptId}/${part}`);
}

/** The message in a text channel that the thread hangs on. */
export function starterCard({ prompt, text: source }: Scene): Components {
  const places = prompt.paragraphs.length > 0 ? `${pilcrows(prompt.paragraphs)} of ` : '';
  const about = md`About ${places}“${source.reading.facts.headline}”. Discuss it in the thread.`;
  return [
    card(COLOURS.quote, text(lines(md`## ${prompt.question}`, about)), text(markOf('starter', prompt.id))),
  ];
}

/** The first message of the thread: the prompt, its paragraphs verbatim, the ground rules. */
export function openingCard(
  part: DiscussionPart,
  { prompt, text: source, quotes, plan }: Scene,
  closesAt: Date,
): Components {
  const rules = [
    ...GROUND_RULES,
    ...(plan.slowSeconds > 0 ? [md`One message each ${plan.slowSeconds} seconds.`] : []),
    md`Open until ${timestamp(closesAt, 'F')}.`,
  ];
  return [
    card(
      COLOURS.quote,
      text(
        lines(
          md`## ${prompt.question}`,
          prompt.proposer !== null && prompt.proposerSeenBy === 'members'
            ? md`Proposed by ${mention('user', prompt.proposer)}`
            : undefined,
          subtext(md`From “${source.reading.facts.headline}”`),
        ),
      ),
      ...paragraphTexts(source, quotes),
      text(lines(md`**Ground rules**`, ...rules.map((rule) => md`- ${rule}`))),
      ...rows([
        button('Reply with a quote', PROMPT.quote.id(prompt.id), ButtonStyle.Primary),
        button('Raise hand', PROMPT.raiseHand.id(prompt.id)),
        button('Lower hand', PROMPT.lowerHand.id(prompt.id)),
        button('Report to moderators', PROMPT.report.id(prompt.id)),
      ]),
      text(markOf(part, prompt.id)),
    ),
  ];
}

/**
 * What was counted, without a judgement.
 *
 * @param options.beside how many characters of Markdown the rest of the message has
 */
export function summaryCard(
  prompt: Prompt,
  summary: DiscussionSummary,
  options: { readonly heading?: Markdown; readonly beside?: number } = {},
): Components {
  const { heading = md`## What happened here`, beside = 0 } = options;
  const mark = markOf('summary', prompt.id);
  const counted = lines(heading, ...countLines(summary));
  const room = LIMITS.text - beside - mark.length - counted.length - BESIDE_QUOTES;
  const words = lines(counted, ...quoteLines(summary.quotes, prompt.reading, room));
  return [card(COLOURS.quote, text(words), text(mark))];
}

function countLines(summary: DiscussionSummary): Markdown[] {
  const { cited, citedElsewhere, moved } = summary;
  const times = cited.slice(0, 20).map(({ paragraph, times: n }) => md`¶${paragraph} ${n}×`);
  return [
    md`- ${joinMarkdown(takingPart(summary), md` · `)}`,
    times.length > 0 ? md`- Quoted: ${joinMarkdown(times, md`, `)}` : md`- No paragraph was quoted.`,
    ...(citedElsewhere > 0 ? [md`- Quotes of other readings: ${citedElsewhere}`] : []),
    ...moved.map(
      ({ answer, before, after }) => md`- Poll, “${answer}”: ${votes(before)} before, ${votes(after)} after`,
    ),
    ...([summary.before, summary.after].includes('gone')
      ? [md`- A poll was deleted and could not be counted.`]
      : []),
    ...([summary.before, summary.after].includes('unknown')
      ? [md`- Discord gives no result of a poll, so it could not be counted.`]
      : []),
    ...(summary.notFinal ? [md`- A poll’s result is not final.`] : []),
    ...(summary.endedEarly ? [md`- A poll was ended before its time.`] : []),
  ];
}

/** Who did what, as far as that can be counted; where it can't, that is said rather than 0. */
function takingPart({
  voted,
  wrote,
  messages,
  extent,
  quotes,
  shared,
  before,
}: DiscussionSummary): Markdown[] {
  const more = extent === 'part' ? ' (there are more, which were not counted)' : '';
  return [
    ...(voted !== undefined
      ? [md`**${voted}** voted`]
      : before === 'counted'
        ? [md`who voted could not be counted`]
        : []),
    extent === 'unreadable'
      ? md`messages could not be counted`
      : md`**${wrote}** wrote **${messages}** messages${more}`,
    extent === 'unreadable' || shared === 0
      ? md`**${quotes.length}** quotes`
      : md`**${quotes.length + shared}** quotes, ${shared} of them shared answers`,
  ];
}

const votes = (count: number | undefined) => count ?? 'not counted';

/** How many quotes are shown at most, and how long each may be. */
const QUOTES_SHOWN = 8;
const QUOTE_ROOM = 300;
/** What stands around the quotes: their heading, and how many are left out. */
const BESIDE_QUOTES = 100;

/** The first quotes, as many as there is room for; the rest are counted. */
function quoteLines(quotes: readonly PostedQuote[], own: string, room: number): Markdown[] {
  if (quotes.length === 0) return [];
  const shown: Markdown[] = [];
  let left = room;
  for (const quote of quotes.slice(0, QUOTES_SHOWN)) {
    const line = quoteLine(quote, own);
    left -= line.length + 1;
    if (left < 0) break;
    shown.push(line);
  }
  const more = quotes.length - shown.length;
  return [
    md``,
    md`**The quotes posted**`,
    ...shown,
    ...(more > 0 ? [md`${more} more quotes stand above.`] : []),
  ];
}

function quoteLine({ reading, paragraph, text: words }: PostedQuote, own: string): Markdown {
  const [first = ''] = partsOf(words.replaceAll('\n', ' '), 'en', QUOTE_ROOM);
  return md`${blockQuote(first)}${first.length < words.length ? md` […]` : ''} (${reading === own ? '' : `${reading} `}¶${paragraph})`;
}

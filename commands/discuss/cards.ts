import type { APIButtonComponent, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { ButtonStyle } from 'discord-api-types/v10';
import {
  blockQuote,
  button,
  COLOURS,
  card,
  escapeMarkdown,
  LIMITS,
  rows,
  text,
} from '../../src/discord/render.ts';
import { originalQuestion, type Prompt, type Step } from '../../src/discussion/prompt.ts';
import type { News, Part, Scene } from '../../src/discussion/stage.ts';
import type { Summary } from '../../src/discussion/summary.ts';
import { attributionOf } from '../../src/quotes/attribution.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { type Quote, wholeParagraph } from '../../src/reading/quote.ts';
import { truncate } from '../../src/text/cut.ts';
import { partsOf, speakerOf } from '../cards/quote.ts';
import { PROMPT_IDS } from './ids.ts';

type Components = readonly APIMessageTopLevelComponent[];

/** What members are asked to keep to. */
export const GROUND_RULES = [
  'Speak to the text: give the paragraph that you mean.',
  'Quote it as it stands. “Reply with a quote” does it for you.',
  'Take on the argument, not the person who makes it.',
  'Something wrong here? “Report to moderators” is private.',
];

/** Words by which the bot knows a part again that it posted: they stand small at its end. */
export function tagOf(part: Part, promptId: string): string {
  return `${promptId}/${part}`;
}

/** The message in a text channel that the thread hangs on. */
export function starterCard({ prompt }: Scene): Components {
  return [
    card(
      COLOURS.quote,
      text(
        `## ${escapeMarkdown(prompt.question)}\nAbout ${pilcrows(prompt.paragraphs)}. Discuss it in the thread.`,
      ),
      text(small('starter', prompt.id)),
    ),
  ];
}

/** The first message of the thread: the prompt, its paragraphs verbatim, the ground rules. */
export function openingCard(
  part: Part,
  { prompt, text: source, quotes, plan }: Scene,
  closesAt: Date,
): Components {
  const each = Math.floor(PARAGRAPHS_ROOM / Math.max(1, quotes.length));
  const rules = [
    ...GROUND_RULES,
    ...(plan.slowSeconds > 0 ? [`One message each ${plan.slowSeconds} seconds.`] : []),
    `Open until ${timestamp(closesAt, 'F')}.`,
  ];
  return [
    card(
      COLOURS.quote,
      text(`## ${escapeMarkdown(prompt.question)}`),
      ...quotes.map((quote) => text(paragraphWords(source, quote, each))),
      text(`**Ground rules**\n${rules.map((rule) => `- ${rule}`).join('\n')}`),
      ...rows([
        button('Reply with a quote', PROMPT_IDS.quote(prompt.id), ButtonStyle.Primary),
        button('Raise hand', PROMPT_IDS.hand(prompt.id)),
        button('Lower hand', PROMPT_IDS.lowerHand(prompt.id)),
        button('Report to moderators', PROMPT_IDS.report(prompt.id)),
      ]),
      text(small(part, prompt.id)),
    ),
  ];
}

/** What was counted, without a judgement. */
export function summaryCard(prompt: Prompt, summary: Summary, heading = '## What happened here'): Components {
  return [
    card(
      COLOURS.quote,
      text(truncate(`${heading}\n${summaryLines(summary)}`, LIMITS.text - 200)),
      text(small('summary', prompt.id)),
    ),
  ];
}

/** What moderators are told, with what they can do about it. */
export function newsCard(news: News, showProposers: boolean): Components {
  switch (news.kind) {
    case 'proposed':
      return reviewCard(news.prompt, news.text, showProposers);
    case 'held':
      return note(inWords(news), quoted(news.prompt), holdButtons(news.prompt));
    case 'closed':
      return news.here
        ? [...note(inWords(news), quoted(news.prompt), []), ...summaryCard(news.prompt, news.summary)]
        : note(inWords(news), quoted(news.prompt), []);
    case 'archived':
      return note(inWords(news), quoted(news.prompt), [
        button('Close it now', PROMPT_IDS.close(news.prompt.id), ButtonStyle.Danger),
      ]);
    case 'report':
      return note(inWords(news), `${quoted(news.prompt)}\n${blockQuote(news.words)}`, []);
    default:
      return note(inWords(news), '', []);
  }
}

/** News as plain words, for where no card can be shown. They name nobody. */
export function inWords(news: News): string {
  switch (news.kind) {
    case 'proposed':
      return 'A prompt was proposed. /discuss queue shows it.';
    case 'held':
      return heldInWords(news.prompt);
    case 'dry':
      return `It was time for a prompt in <#${news.slot.plan.channelId}>, and none is approved: the queue has run dry. Approve one (/discuss queue), or draft some with /discuss suggest.`;
    case 'last':
      return `The last approved prompt was taken. The next time is ${news.slot.nextAt ? timestamp(news.slot.nextAt, 'F') : 'not set'}: approve more (/discuss queue), or draft some with /discuss suggest.`;
    case 'archived':
      return `The thread ${threadOf(news.prompt)} was archived while its discussion is open. Anybody who writes in it opens it again; it closes ${news.prompt.trace.closesAt ? timestamp(news.prompt.trace.closesAt, 'R') : 'when you close it'}.`;
    case 'closed': {
      const polls = [news.summary.before, news.summary.after].includes('gone')
        ? ' A poll’s message was deleted, so it could not be counted.'
        : news.summary.endedEarly
          ? ' A poll was ended before its time; the votes until then count.'
          : '';
      const where = news.here
        ? ' Its summary stands here, because it can’t be posted there.'
        : ` Its summary is in ${threadOf(news.prompt)}.`;
      return `The discussion was closed: ${news.why}.${where}${polls} /discuss pack ${news.prompt.id} gives you the session.`;
    }
    case 'slot-channel-gone':
      return 'A channel with set times for prompts was deleted, so the times are removed. Choose another with /discuss schedule.';
    case 'role-gone':
      return 'The moderator role was deleted. Until /setup names another, only people with “Manage Server” moderate.';
    case 'report':
      return `Somebody reported something in ${threadOf(news.prompt)}.`;
  }
}

/** A prompt for moderators: what it is, where it stands, and what they can do with it. */
export function reviewCard(
  prompt: Prompt,
  source: AnnotatedReading | undefined,
  showProposers: boolean,
): Components {
  const original = originalQuestion(prompt);
  const quotes = source ? prompt.paragraphs.flatMap((n) => wholeParagraph(source.reading, n) ?? []) : [];
  const each = Math.floor(PARAGRAPHS_ROOM / Math.max(1, quotes.length));
  return [
    card(
      COLOURS.moderation,
      text(
        [
          `## ${escapeMarkdown(prompt.question)}`,
          ...(original === prompt.question ? [] : [`Proposed as: ${escapeMarkdown(original)}`]),
          `${proposerOf(prompt, showProposers)} · ${pilcrows(prompt.paragraphs)} · \`${prompt.id}\``,
          ...(prompt.stances.length > 0 ? [`Poll: ${escapeMarkdown(prompt.stances.join(' / '))}`] : []),
          `**${stateOf(prompt).trim()}**`,
          ...(prompt.hold ? [heldInWords(prompt)] : []),
        ].join('\n'),
      ),
      ...(source ? quotes.map((quote) => text(paragraphWords(source, quote, each))) : []),
      ...rows(prompt.hold ? holdButtons(prompt) : reviewButtons(prompt)),
    ),
  ];
}

export function timestamp(at: Date, style: 'F' | 'R' | 'f'): string {
  return `<t:${Math.floor(at.getTime() / 1000)}:${style}>`;
}

export const pilcrows = (paragraphs: readonly number[]) => paragraphs.map((n) => `¶${n}`).join(', ');

/** Characters of rendered text for all paragraphs together, beside a question, rules and buttons. */
const PARAGRAPHS_ROOM = 2300;

/** A paragraph as it stands; where it is too long, up to a sentence's end, and the cut is marked. */
function paragraphWords(source: AnnotatedReading, quote: Quote, room: number): string {
  const about = `**¶${quote.paragraph}** · ${escapeMarkdown(speakerOf(attributionOf(source, quote)))}`;
  const parts = partsOf(quote.text, quote.reading.facts.language, Math.max(150, room - about.length - 80));
  const cut = parts.length > 1 ? ` · cut here, all of it: /reading paragraph ${quote.paragraph}` : '';
  return `${blockQuote(parts[0] ?? '')}${cut ? ' […]' : ''}\n${about}${cut}`;
}

function reviewButtons({ id, state }: Prompt): APIButtonComponent[] {
  const approve = [
    button('Approve', PROMPT_IDS.approve(id), ButtonStyle.Success),
    button('Approve as the team', PROMPT_IDS.approveAsTeam(id), ButtonStyle.Success),
  ];
  const edit = button('Edit', PROMPT_IDS.edit(id));
  const reject = button('Reject', PROMPT_IDS.reject(id), ButtonStyle.Danger);
  const schedule = button('Schedule', PROMPT_IDS.schedule(id), ButtonStyle.Primary);
  if (state === 'proposed') return [...approve, edit, reject, schedule];
  if (state === 'approved') return [edit, reject, schedule, button('Post now', PROMPT_IDS.post(id))];
  if (state === 'scheduled')
    return [edit, reject, schedule, button('Back to the queue', PROMPT_IDS.unschedule(id))];
  return [];
}

function stateOf({ state, history, plan, trace }: Prompt): string {
  const last = history.findLast(({ event }) => event !== 'edit');
  switch (state) {
    case 'proposed':
      return 'Waits for a decision';
    case 'approved':
      return `Approved ${decidedBy(last)}`;
    case 'scheduled':
      return plan
        ? `Scheduled for ${timestamp(plan.at, 'F')} in <#${plan.channelId}> ${decidedBy(last)}`
        : 'Scheduled';
    case 'rejected':
      return `Rejected ${decidedBy(last)}: ${escapeMarkdown(last?.why ?? '')}`;
    case 'posted':
      return `Posted${trace.threadId ? `: <#${trace.threadId}>` : ''}`;
    case 'closed':
      return `Closed${trace.threadId ? `: <#${trace.threadId}>` : ''}`;
  }
}

function decidedBy(step: Step | undefined): string {
  if (!step) return '';
  if (step.team) return 'by the moderators';
  return step.by ? `by <@${step.by}>` : '';
}

function proposerOf({ proposer, anonymous, history }: Prompt, showProposers: boolean): string {
  if (proposer === null) return history.length > 0 ? 'Proposed' : 'Drafted from the reading';
  if (anonymous && !showProposers) return 'Proposed anonymously';
  return `Proposed by <@${proposer}>${anonymous ? ', anonymous to members' : ''}`;
}

function heldInWords({ hold, plan, state, paragraphs }: Prompt): string {
  const channel = plan ? `<#${plan.channelId}>` : 'its channel';
  switch (hold?.kind) {
    case 'missed':
      return `This prompt should have been posted in ${channel} at ${plan ? timestamp(plan.at, 'F') : 'an earlier time'}, and the bot was not there. It is more than an hour late. What now?`;
    case 'uncertain':
      return `It is not certain whether this prompt stands in ${channel}: ${escapeMarkdown(hold.detail)}. Look there. “Try again” looks first and posts only what is missing.`;
    case 'channel-gone':
      return `${channel} is no longer there, so this prompt was not posted. Schedule it in another channel.`;
    case 'permission':
      return `The bot lacks a permission in ${channel}, so this could not be ${state === 'posted' ? 'closed' : 'posted'}: ${escapeMarkdown(hold.detail)}. Give it back to the bot, then try again.`;
    case 'reading-gone':
      return 'The reading of this prompt, or a paragraph of it, is no longer in the library. Restore it (/library restore), or edit the prompt, then try again.';
    case 'ahead':
      return `This prompt was not posted in ${channel}: it is about ${pilcrows(paragraphs)}, and the group is assigned up to ${hold.detail}. Move that on with /discuss progress, then try again.`;
    case 'failing':
      return `Discord does not take this in ${channel}: ${escapeMarkdown(hold.detail)}. Mend that, then try again.`;
    case undefined:
      return '';
  }
}

function holdButtons({ id, state, hold }: Prompt): APIButtonComponent[] {
  const retry = button(
    hold?.kind === 'missed' ? 'Post now' : 'Try again',
    PROMPT_IDS.retry(id),
    ButtonStyle.Primary,
  );
  if (state === 'posted')
    return [retry, button('Close without it', PROMPT_IDS.close(id), ButtonStyle.Danger)];
  return [
    retry,
    button('Schedule', PROMPT_IDS.schedule(id)),
    button('Back to the queue', PROMPT_IDS.unschedule(id)),
    ...(hold?.kind === 'uncertain' ? [button('It stands there', PROMPT_IDS.stands(id))] : []),
  ];
}

function summaryLines(summary: Summary): string {
  const { participants, messages, cited, moved, quotes } = summary;
  return [
    `- **${participants}** took part, with **${messages}** messages and **${quotes.length}** quotes.`,
    ...(cited.length > 0
      ? [
          `- Quoted: ${cited
            .slice(0, 20)
            .map(({ paragraph, times }) => `¶${paragraph} ${times}×`)
            .join(', ')}`,
        ]
      : ['- No paragraph was quoted.']),
    ...moved.map(
      ({ answer, before, after }) =>
        `- Poll, “${escapeMarkdown(answer)}”: ${votes(before)} before, ${votes(after)} after`,
    ),
    ...([summary.before, summary.after].includes('gone')
      ? ['- A poll was deleted and could not be counted.']
      : []),
    ...(summary.endedEarly ? ['- A poll was ended before its time.'] : []),
    ...(quotes.length > 0 ? ['', '**The quotes posted**'] : []),
    ...quotes.slice(0, QUOTES_SHOWN).map(({ paragraph, text: words }) => {
      const [first = ''] = partsOf(words, 'en', QUOTE_ROOM);
      return `> ${escapeMarkdown(first).replaceAll('\n', ' ')}${first.length < words.length ? ' […]' : ''} (¶${paragraph})`;
    }),
    ...(quotes.length > QUOTES_SHOWN ? [`${quotes.length - QUOTES_SHOWN} more quotes stand above.`] : []),
  ].join('\n');
}

const QUOTES_SHOWN = 8;
const QUOTE_ROOM = 300;

const votes = (count: number | undefined) => (count === undefined ? 'not counted' : String(count));
const quoted = ({ question }: Prompt) => `> ${escapeMarkdown(question).replaceAll('\n', ' ')}`;
const threadOf = ({ trace }: Prompt) => (trace.threadId ? `<#${trace.threadId}>` : 'its thread');
const small = (part: Part, promptId: string) => `-# ${tagOf(part, promptId)}`;

function note(words: string, about: string, buttons: readonly APIButtonComponent[]): Components {
  return [
    card(
      COLOURS.moderation,
      text(about ? truncate(`${words}\n${about}`, LIMITS.text) : words),
      ...rows(buttons),
    ),
  ];
}

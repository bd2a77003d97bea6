import {
  type APIButtonComponent,
  type APIMessageTopLevelComponent,
  ButtonStyle,
} from 'discord-api-types/v10';
import { button, card, rows, text } from '../../src/discord/components.ts';
import { blockQuote, lines, type Markdown, md, mention, timestamp } from '../../src/discord/markdown.ts';
import type { Prompt } from '../../src/discussion/prompt.ts';
import type { News } from '../../src/discussion/stage.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { COLOURS } from '../cards/colours.ts';
import { PROMPT } from './ids.ts';
import { reportButtons, reportTitle, reportWords } from './report-card.ts';
import { holdButtons, holdWords, reviewCard } from './review-card.ts';
import { summaryCard } from './thread-cards.ts';

type Components = readonly APIMessageTopLevelComponent[];

/** What moderators are told, with what they can do about it. */
export function newsCard(news: News): Components {
  const words = newsWords(news);
  switch (news.kind) {
    case 'proposed':
      return reviewCard(news.prompt, news.text);
    case 'held':
      return noteCard(lines(words, quoteQuestion(news.prompt)), holdButtons(news.prompt));
    case 'closed': {
      const note = lines(words, quoteQuestion(news.prompt));
      const summary = news.here ? summaryCard(news.prompt, news.summary, { beside: note.length }) : [];
      return [...noteCard(note), ...summary];
    }
    case 'archived':
    case 'locked':
      return noteCard(lines(words, quoteQuestion(news.prompt)), [
        button('Close it now', PROMPT.close.id(news.prompt.id), ButtonStyle.Danger),
      ]);
    case 'report':
      return noteCard(reportWords(news.report, news.prompt), reportButtons(news.report, news.prompt));
    default:
      return noteCard(words);
  }
}

/** News in the source of their Markdown, for where no card can be shown. They name nobody. */
export function inWords(news: News): string {
  return newsWords(news).source;
}

export function newsWords(news: News): Markdown {
  switch (news.kind) {
    case 'proposed':
      return md`A prompt was proposed. /discuss queue shows it.`;
    case 'held':
      return holdWords(news.prompt);
    case 'dry':
      if (news.ahead > 0)
        return md`It was time for a prompt in ${mention('channel', news.slot.plan.channelId)}, and nothing was posted: what is approved about ${titleOf(news.text)} (${news.ahead}) is ahead of where the group is assigned. Move that on with /discuss progress, or approve another (/discuss queue).`;
      return md`It was time for a prompt in ${mention('channel', news.slot.plan.channelId)}, and none about ${titleOf(news.text)} is approved: the queue has run dry. Approve one (/discuss queue), or draft some with /discuss suggest.`;
    case 'last':
      return md`The last approved prompt about ${titleOf(news.text)} was taken. The next time is ${news.slot.nextAt ? timestamp(news.slot.nextAt, 'F') : 'not set'}: approve more (/discuss queue), or draft some with /discuss suggest.`;
    case 'archived': {
      const { closesAt } = news.prompt.trace;
      return md`The thread ${threadOf(news.prompt)} was archived while its discussion is open. Anybody who writes in it opens it again; it closes ${closesAt ? timestamp(closesAt, 'R') : 'when you close it'}.`;
    }
    case 'locked': {
      const { closesAt } = news.prompt.trace;
      return md`The thread ${threadOf(news.prompt)} was locked while its discussion is open. It goes on when somebody unlocks it; it closes ${closesAt ? timestamp(closesAt, 'R') : 'when you close it'}, without asking a poll again if it is still locked then.`;
    }
    case 'closed': {
      const where = news.here
        ? md`Its summary stands here, because it can’t be posted there.`
        : md`Its summary is in ${threadOf(news.prompt)}.`;
      return md`The discussion was closed: ${news.why}. ${where}${skippedWords(news)}${pollWords(news.summary)} /discuss pack ${news.prompt.id} gives you the session.`;
    }
    case 'slot-channel-gone':
      return md`A channel with set times for prompts was deleted, so the times are removed. Choose another with /discuss schedule.`;
    case 'role-gone':
      return md`The moderator role was deleted. Until /setup names another, only people with “Manage Server” moderate.`;
    case 'report':
      return md`${reportTitle(news.prompt)}. /discuss reports shows it.`;
  }
}

function skippedWords({ skipped }: News & { kind: 'closed' }): Markdown {
  return skipped.length > 0 ? md` Left out, as Discord refused it: ${skipped.join('; ')}.` : md``;
}

function pollWords({ before, after, endedEarly }: (News & { kind: 'closed' })['summary']): string {
  if ([before, after].includes('gone')) return ' A poll’s message was deleted, so it could not be counted.';
  if ([before, after].includes('unknown'))
    return ' Discord gives no result of a poll, so it could not be counted.';
  return endedEarly ? ' A poll was ended before its time; the votes until then count.' : '';
}

const quoteQuestion = ({ question }: Prompt) => blockQuote(question);

const titleOf = (text: AnnotatedReading | undefined) =>
  text ? md`“${text.reading.facts.headline}”` : md`its reading`;

const threadOf = ({ trace }: Prompt) =>
  trace.threadId ? mention('channel', trace.threadId) : md`its thread`;

function noteCard(words: Markdown, buttons: readonly APIButtonComponent[] = []): Components {
  return [card(COLOURS.moderation, text(words), ...rows(buttons))];
}

import {
  type APIButtonComponent,
  type APIMessageTopLevelComponent,
  ButtonStyle,
} from 'discord-api-types/v10';
import { button, card, rows, text } from '../../src/discord/components.ts';
import { joinMarkdown, lines, type Markdown, md, mention, timestamp } from '../../src/discord/markdown.ts';
import { originalQuestion, type Prompt, type Step } from '../../src/discussion/prompt.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { wholeParagraph } from '../../src/reading/quote.ts';
import { COLOURS } from '../cards/colours.ts';
import { PROMPT } from './ids.ts';
import { paragraphTexts, pilcrows } from './prompt-words.ts';

/** A prompt for moderators: what it is, where it stands, and what they can do with it. */
export function reviewCard(
  prompt: Prompt,
  source: AnnotatedReading | undefined,
): readonly APIMessageTopLevelComponent[] {
  const original = originalQuestion(prompt);
  const quotes = source ? prompt.paragraphs.flatMap((n) => wholeParagraph(source.reading, n) ?? []) : [];
  const words = lines(
    md`## ${prompt.question}`,
    original === prompt.question ? undefined : md`Proposed as: ${original}`,
    source && md`About “${source.reading.facts.headline}”`,
    md`${proposerOf(prompt)} · ${pilcrows(prompt.paragraphs)} · \`${prompt.id}\``,
    prompt.stances.length > 0 ? md`Poll: ${prompt.stances.join(' / ')}` : undefined,
    md`**${stateOf(prompt)}**`,
    prompt.hold && holdWords(prompt),
  );
  return [
    card(
      COLOURS.moderation,
      text(words),
      ...(source ? paragraphTexts(source, quotes) : []),
      ...rows(prompt.hold ? holdButtons(prompt) : reviewButtons(prompt)),
    ),
  ];
}

/** Why a prompt waits for a moderator, and what they can do. */
export function holdWords({ hold, plan, state, paragraphs }: Prompt): Markdown {
  const channel = plan ? mention('channel', plan.channelId) : md`its channel`;
  switch (hold?.kind) {
    case 'missed':
      return md`This prompt should have been posted in ${channel} at ${plan ? timestamp(plan.at, 'F') : 'an earlier time'}, and the bot was not there. It is more than an hour late. What now?`;
    case 'uncertain':
      return md`It is not certain whether this prompt stands in ${channel}: ${hold.detail}. Look there. “Try again” looks first and posts only what is missing.`;
    case 'channel-gone':
      return md`${channel} is no longer there, so this prompt was not posted. Schedule it in another channel.`;
    case 'permission':
      return md`The bot lacks a permission in ${channel}, so this could not be ${state === 'posted' ? 'closed' : 'posted'}: ${hold.detail}. Give it back to the bot, then try again.`;
    case 'reading-gone':
      return md`The reading of this prompt, or a paragraph of it, is no longer in the library. Restore it (/library restore), or edit the prompt, then try again.`;
    case 'ahead':
      return md`This prompt was not posted in ${channel}: it is about ${pilcrows(paragraphs)}, and the group is assigned up to ${hold.detail}. Move that on with /discuss progress, then try again.`;
    case 'failing':
      return md`Discord does not take this in ${channel}: ${hold.detail}. Mend that, then try again.`;
    case undefined:
      return md``;
  }
}

/** What moderators can do about a prompt that waits for them. */
export function holdButtons({ id, state, hold }: Prompt): APIButtonComponent[] {
  const retryLabel = hold?.kind === 'missed' ? 'Post now' : 'Try again';
  const retry = button(retryLabel, PROMPT.retry.id(id), ButtonStyle.Primary);
  if (state === 'posted') return [retry, button('Close without it', PROMPT.close.id(id), ButtonStyle.Danger)];
  return [
    retry,
    button('Edit', PROMPT.edit.id(id)),
    button('Schedule', PROMPT.schedule.id(id)),
    button('Back to the queue', PROMPT.unschedule.id(id)),
    ...(hold?.kind === 'uncertain' ? [button('It stands there', PROMPT.stands.id(id))] : []),
    button('Reject', PROMPT.reject.id(id), ButtonStyle.Danger),
  ];
}

function reviewButtons({ id, state }: Prompt): APIButtonComponent[] {
  const approve = [
    button('Approve', PROMPT.approve.id(id), ButtonStyle.Success),
    button('Approve as the team', PROMPT.approveAsTeam.id(id), ButtonStyle.Success),
  ];
  const edit = button('Edit', PROMPT.edit.id(id));
  const reject = button('Reject', PROMPT.reject.id(id), ButtonStyle.Danger);
  const schedule = button('Schedule', PROMPT.schedule.id(id), ButtonStyle.Primary);
  if (state === 'proposed') return [...approve, edit, reject, schedule];
  if (state === 'approved') return [edit, reject, schedule, button('Post now', PROMPT.post.id(id))];
  if (state === 'scheduled')
    return [edit, reject, schedule, button('Back to the queue', PROMPT.unschedule.id(id))];
  return [];
}

function stateOf({ state, history, plan, trace }: Prompt): Markdown {
  const last = history.findLast(({ event }) => event !== 'edit');
  const decided = (words: Markdown) => joinMarkdown([words, deciderOf(last)], md` `);
  const withThread = (words: Markdown) =>
    trace.threadId ? md`${words}: ${mention('channel', trace.threadId)}` : words;
  switch (state) {
    case 'proposed':
      return md`Waits for a decision`;
    case 'approved':
      return decided(md`Approved`);
    case 'scheduled':
      return plan
        ? decided(md`Scheduled for ${timestamp(plan.at, 'F')} in ${mention('channel', plan.channelId)}`)
        : md`Scheduled`;
    case 'rejected':
      return md`${decided(md`Rejected`)}: ${last?.why ?? ''}`;
    case 'posted':
      return withThread(md`Posted`);
    case 'closed':
      return withThread(md`Closed`);
  }
}

function deciderOf(step: Step | undefined): Markdown | undefined {
  if (step?.team) return md`by the moderators`;
  return step?.by ? md`by ${mention('user', step.by)}` : undefined;
}

function proposerOf({ proposer, proposerSeenBy, history }: Prompt): Markdown {
  if (proposerSeenBy === 'nobody') return md`Proposed anonymously`;
  if (proposer === null) return history.length > 0 ? md`Proposed` : md`Drafted from the reading`;
  const toMembers = proposerSeenBy === 'moderators' ? ', anonymous to members' : '';
  return md`Proposed by ${mention('user', proposer)}${toMembers}`;
}

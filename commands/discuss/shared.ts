import { type APILabelComponent, TextInputStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Action, action } from '../../src/discord/action.ts';
import type { Access } from '../../src/discord/command.ts';
import { input } from '../../src/discord/form.ts';
import { escapeMarkdown, messageReply } from '../../src/discord/render.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { isClaimed } from '../../src/discussion/due.ts';
import { type Happening, PROMPT_LIMITS, type Prompt, transition } from '../../src/discussion/prompt.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { paragraph } from '../../src/reading/reading.ts';
import { cutTo, truncate } from '../../src/text/cut.ts';
import { parseParagraphs } from '../../src/text/paragraphs.ts';
import type { Services } from '../services.ts';
import { reviewCard } from './cards.ts';

/* What the parts of /discuss have in common. */

export type Needs = Pick<Services, 'shelf' | 'wholeShelf' | 'settings' | 'discussions' | 'director'>;

export const promptId = z.string().regex(/^[a-z0-9]{10}$/);

/** A button that is about one prompt. */
export function promptAction(
  name: string,
  access: Access,
  run: (prompt: Prompt, request: Request, services: Needs) => Promise<Reply>,
): Action<Needs> {
  return action<Needs, [string]>({
    name,
    access,
    state: z.tuple([promptId]),
    run: async ([id], request, services) => run(await promptOf(services, request, id), request, services),
  });
}

/** The prompt of this server with this id. */
export async function promptOf({ discussions }: Needs, request: Request, id: string): Promise<Prompt> {
  const prompt = await discussions.get(serverOf(request), id);
  if (!prompt)
    throw new UserError('prompt-unknown', 'This prompt is not there. /discuss queue shows those that are.');
  return prompt;
}

export function serverOf({ guildId }: Request): string {
  if (guildId === null)
    throw new UserError('server-only', 'This command works in servers only. Use it in a channel of one.');
  return guildId;
}

/** For subcommands: the command itself is everybody's. */
export function requireModerator({ isModerator }: Request): void {
  if (!isModerator)
    throw new UserError(
      'not-moderator',
      'Only moderators of this server may do this. Everybody may use /discuss propose and /discuss progress.',
    );
}

/**
 * Makes something happen to a prompt and keeps it.
 *
 * @throws UserError where it can't happen (any more): of two who decide at once, one is told
 */
export async function change({ discussions }: Needs, prompt: Prompt, happening: Happening): Promise<Prompt> {
  if (isClaimed(prompt, happening.at))
    throw new UserError('prompt-busy', 'The bot is at work on this prompt just now. Try again in a minute.');
  const changed = transition(prompt, happening);
  if (changed && (await discussions.commit(prompt.guildId, { prompts: [changed] })))
    return { ...changed, revision: changed.revision + 1 };
  const now = await discussions.get(prompt.guildId, prompt.id);
  throw new UserError(
    'prompt-decided',
    `Nothing was changed: somebody was faster, and this prompt is ${STATE_WORDS[now?.state ?? 'closed']} now. /discuss queue shows what waits.`,
  );
}

const STATE_WORDS = {
  proposed: 'edited by somebody else',
  approved: 'approved',
  scheduled: 'scheduled',
  posted: 'posted',
  closed: 'closed',
  rejected: 'rejected',
} as const;

/** The prompt's card as it is now, in the place of the one that was pressed. */
export async function updatedCard(services: Needs, prompt: Prompt): Promise<MessageReply> {
  const [text, { showProposers }] = await Promise.all([
    services.wholeShelf.get(prompt.guildId, prompt.reading),
    services.settings.get(prompt.guildId),
  ]);
  return {
    kind: 'message',
    update: true,
    public: false,
    components: reviewCard(prompt, text, showProposers),
  };
}

/** Tells the proposer of a decision, unless it is their own. */
export async function tellProposer(
  { director }: Needs,
  { guildId, proposer, question, history }: Prompt,
  outcome: string,
): Promise<void> {
  const step = history.at(-1);
  if (proposer === null || step?.by === proposer) return;
  const who = step?.team || !step?.by ? 'the moderators' : `<@${step.by}>`;
  const why = step?.why ? `\nReason: ${escapeMarkdown(step.why)}` : '';
  await director.tellUser(
    guildId,
    proposer,
    `Your discussion prompt was ${outcome} by ${who}:\n> ${escapeMarkdown(question).replaceAll('\n', ' ')}${why}`,
  );
}

/** Adds what could not be told before: to this person, and to moderators. */
export async function withNotices(
  { discussions }: Needs,
  { guildId, user, isModerator }: Request,
  reply: Reply,
): Promise<Reply> {
  if (reply.kind === 'modal' || guildId === null) return reply;
  const notices = [
    ...(await discussions.takeNotices(guildId, user.id)),
    ...(isModerator ? await discussions.takeNotices(guildId, null) : []),
  ];
  if (notices.length === 0) return reply;
  const words = truncate(notices.slice(-5).join('\n\n'), 3500);
  const told = messageReply(`**While you were away**\n${words}`);
  const append = (to: MessageReply): MessageReply => ({
    ...to,
    followedBy: to.followedBy ? append(to.followedBy) : told,
  });
  return append(reply);
}

/** @throws UserError where one is not there, or there are too many */
export function paragraphsIn(words: string, { reading }: AnnotatedReading): number[] {
  const wanted = parseParagraphs(words, PROMPT_LIMITS.paragraphs);
  if (wanted.some((n) => !paragraph(reading, n)))
    throw new UserError(
      'paragraph-unknown',
      `You can choose from ¶1 to ¶${reading.paragraphs.length}. Use numbers between them.`,
    );
  return wanted;
}

/** A question as it is kept: one line, neither empty nor longer than a poll takes. */
export function questionIn(words: string): string {
  const question = words.replaceAll(/\s+/g, ' ').trim();
  if (question === '' || question.length > PROMPT_LIMITS.question)
    throw new UserError(
      'question-length',
      `A prompt has 1 to ${PROMPT_LIMITS.question} characters; this has ${question.length}. Shorten it and propose it again.`,
    );
  return question;
}

/** Answers of a poll, one a line. */
export function stancesIn(words: string): string[] {
  const stances = [
    ...new Set(
      words
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
  if (stances.length === 1 || stances.length > PROMPT_LIMITS.stances)
    throw new UserError(
      'stances-count',
      `A poll has 2 to ${PROMPT_LIMITS.stances} answers, one a line; leave them all out for no poll.`,
    );
  const long = stances.find(({ length }) => length > PROMPT_LIMITS.stance);
  if (long)
    throw new UserError(
      'stance-long',
      `A poll’s answer has at most ${PROMPT_LIMITS.stance} characters: “${long}” has ${long.length}.`,
    );
  return stances;
}

/** Ids are short, so that they fit custom ids and can be typed. */
export function newId(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => letters[byte % 32]).join('');
}

/** A field of a modal: required unless it says so, and never longer than it may be. */
export function field(
  id: string,
  label: string,
  options: {
    readonly value?: string;
    readonly description?: string;
    readonly required?: boolean;
    readonly max?: number;
    readonly paragraph?: boolean;
  } = {},
): APILabelComponent {
  const { value, description, required = true, max = 4000, paragraph: long = false } = options;
  return input(id, label, {
    ...(description && { description }),
    style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    max_length: max,
    ...(value && { value: cutTo(value, max) }),
  });
}

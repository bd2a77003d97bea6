import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import type { Choice, Focused } from '../../src/discord/command.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import { ROOM } from '../../src/discussion/discussion-store.ts';
import { isLeased } from '../../src/discussion/lease.ts';
import { type Prompt, type PromptEvent, type PromptState, transition } from '../../src/discussion/prompt.ts';
import { StageError } from '../../src/discussion/stage.ts';
import { UserError } from '../../src/errors.ts';
import { shorten } from '../../src/text/cut.ts';
import type { Services } from '../services.ts';

/* What all parts of /discuss do with prompts: find, choose, make and change them. */

export type Needs = Pick<
  Services,
  'shelf' | 'wholeShelf' | 'settings' | 'discussions' | 'director' | 'serverView'
>;

/** @throws UserError where this server has no prompt of this id */
export async function findPrompt(
  { discussions }: Pick<Needs, 'discussions'>,
  guildId: string,
  id: string,
): Promise<Prompt> {
  const prompt = await discussions.get(guildId, id);
  if (!prompt)
    throw new UserError('prompt-unknown', 'This prompt is not there. /discuss queue shows those that are.');
  return prompt;
}

/** An option that names a prompt; `choosePrompt` completes it. */
export const PROMPT_OPTION = {
  type: Type.String,
  name: 'prompt',
  description: 'Which prompt; by default the next approved one',
  autocomplete: true,
  max_length: 100,
} as const;

/** Offers the prompts in these states whose question has what is typed: of those that were open, the newest first. */
export function choosePrompt(...states: readonly PromptState[]) {
  return async (
    { typed }: Focused,
    { guildId }: ServerRequest,
    { discussions }: Needs,
  ): Promise<readonly Choice[]> =>
    (await discussions.list(guildId, states, states.includes('closed') ? 'newest first' : 'oldest first'))
      .filter(({ question }) => question.toLowerCase().includes(typed.trim().toLowerCase()))
      .map(({ id, question }) => ({ name: shorten(question, 100), value: id }));
}

/** A prompt without words yet. */
export function blankPrompt({ guildId, now }: ServerRequest, reading: string): Prompt {
  return {
    id: newId(),
    guildId,
    revision: 0,
    state: 'proposed',
    reading,
    question: '',
    paragraphs: [],
    stances: [],
    proposer: null,
    proposerSeenBy: 'members',
    proposedAt: now,
    trace: {},
    history: [],
  };
}

/** Ids are short, so that they fit custom ids and can be typed. */
export function newId(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => letters[byte % 32]).join('');
}

/**
 * Keeps a proposed prompt and puts its card before the moderators.
 *
 * @throws UserError where as many wait as may
 */
export async function queuePrompt(
  { discussions, director, wholeShelf }: Needs,
  prompt: Prompt,
): Promise<void> {
  const full = await discussions.add(prompt.guildId, prompt, ROOM);
  if (full === 'person')
    throw new UserError(
      'proposals-person',
      `${ROOM.person} prompts of yours wait for the moderators, and no more can. Propose this one when they have decided about one of them: you hear of it privately.`,
    );
  if (full === 'server')
    throw new UserError(
      'proposals-server',
      `${ROOM.server} prompts wait for the moderators of this server, and no more can. Try again when they have decided about some.`,
    );
  const text = await wholeShelf.get(prompt.guildId, prompt.reading);
  await director.tellModerators(prompt.guildId, { kind: 'proposed', prompt, text });
}

/**
 * Makes something happen to a prompt and keeps it.
 *
 * @throws UserError where it can't happen (any more): of two who decide at once, one is told
 */
export async function changePrompt(
  { discussions }: Pick<Needs, 'discussions'>,
  prompt: Prompt,
  event: PromptEvent,
): Promise<Prompt> {
  if (isLeased(prompt, event.at))
    throw new UserError('prompt-busy', 'The bot is at work on this prompt just now. Try again in a minute.');
  const changed = transition(prompt, event);
  if (changed && (await discussions.commit(prompt.guildId, { prompts: [changed] })))
    return { ...changed, revision: changed.revision + 1 };
  const now = await discussions.get(prompt.guildId, prompt.id);
  throw new UserError(
    'prompt-decided',
    `Nothing was changed: somebody was faster, and this prompt is ${STATE_WORDS[now?.state ?? 'closed']} now. /discuss queue shows what waits.`,
  );
}

/**
 * The prompt without what was posted of it before Discord refused the rest, if anything was.
 *
 * @throws UserError where it can't be taken away
 */
export async function withdraw({ director }: Pick<Needs, 'director'>, prompt: Prompt): Promise<Prompt> {
  return director.withdraw(prompt).catch((error) => {
    if (!(error instanceof StageError)) throw error;
    throw new UserError(
      'prompt-begun',
      `Nothing was changed: a part of this prompt is posted already and could not be taken away (${error.message}). Give the bot what it lacks, or delete that part yourself, and try again.`,
    );
  });
}

const STATE_WORDS = {
  proposed: 'edited by somebody else',
  approved: 'approved',
  scheduled: 'scheduled',
  posted: 'posted',
  closed: 'closed',
  rejected: 'rejected',
} as const satisfies Record<PromptState, string>;

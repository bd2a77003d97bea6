import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { action } from '../../src/discord/action.ts';
import { subcommand } from '../../src/discord/command.ts';
import { messageReply } from '../../src/discord/components.ts';
import { md, timestamp } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import type { CloseOptions } from '../../src/discussion/director.ts';
import type { Prompt, PromptState } from '../../src/discussion/prompt.ts';
import { UserError } from '../../src/errors.ts';
import { PROMPT } from './ids.ts';
import { choosePrompt, findPrompt, type Needs, PROMPT_OPTION } from './prompts.ts';

/** An option that names a discussion. */
export const DISCUSSION_OPTION = {
  ...PROMPT_OPTION,
  description: 'Which discussion; by default the one of this thread',
} as const;

/** `/discuss close`: asks the poll again first, if there was one. */
export const close = subcommand({
  data: {
    name: 'close',
    description: 'Moderators: close a discussion, with a summary of what can be counted',
  },
  access: 'moderator',
  options: [
    DISCUSSION_OPTION,
    { type: Type.Boolean, name: 'now', description: 'At once, without asking the poll again' },
  ],
  async run(request, services: Needs): Promise<Reply> {
    const { prompt: named, now: skipPoll = false } = request.options;
    const prompt = await findDiscussion(services, request, named, ['posted']);
    return closeDiscussion(prompt, request, services, { skipPoll });
  },
  autocomplete: choosePrompt('posted'),
  actions: () => [pressClose],
});

const pressClose = action(PROMPT.close, {
  access: 'moderator',
  async run([id], request, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, request.guildId, id);
    return closeDiscussion(prompt, request, services, { skipPoll: true, skipRefused: true });
  },
});

/**
 * The named discussion, or the one of this thread.
 *
 * @throws UserError where there is none in these states
 */
export async function findDiscussion(
  services: Pick<Needs, 'discussions'>,
  { guildId, channelId }: ServerRequest,
  named: string | undefined,
  states: readonly PromptState[],
): Promise<Prompt> {
  const prompt = named
    ? await findPrompt(services, guildId, named)
    : await services.discussions.inThread(guildId, channelId);
  if (!prompt || !states.includes(prompt.state))
    throw new UserError(
      'discussion-unknown',
      'There is no such discussion here. Use this in its thread, or choose it with the option “prompt”.',
    );
  return prompt;
}

/** @throws UserError where a discussion has not begun, or is closed */
export function checkOpen({ state }: Prompt): void {
  if (state !== 'posted') throw new UserError('discussion-closed', 'This discussion is not open (any more).');
}

/** Goes on with closing a discussion that is open; a hold on it does not stand in a moderator's way. */
async function closeDiscussion(
  prompt: Prompt,
  { user }: ServerRequest,
  { discussions, director }: Needs,
  how: Pick<CloseOptions, 'skipPoll' | 'skipRefused'>,
): Promise<Reply> {
  checkOpen(prompt);
  const { hold, ...free } = prompt;
  if (hold && !(await discussions.commit(prompt.guildId, { prompts: [free] })))
    throw new UserError('prompt-decided', 'Somebody was faster. Look at the thread.');
  const revision = hold ? prompt.revision + 1 : prompt.revision;
  const options = { by: user.id, why: 'closed by a moderator', ...how };
  return closeReply(await director.close({ ...free, revision }, options));
}

function closeReply({ state, hold, trace }: Prompt): Reply {
  if (state === 'closed')
    return messageReply(md`Closed. The summary is in the thread, or in the moderators’ channel.`);
  if (hold)
    return messageReply(
      md`It could not be closed. A message in the moderators’ channel says why and what to do.`,
    );
  if (trace.afterUntil)
    return messageReply(
      md`The poll is asked again in the thread. It closes ${timestamp(trace.afterUntil, 'R')}; to close at once, use /discuss close with \`now\`.`,
    );
  return messageReply(md`The bot is at work on it just now. Look at the thread in a minute.`);
}

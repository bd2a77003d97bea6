import { NEUTRAL } from '../../src/discord/components.ts';
import { cardReply } from '../../src/discord/layout.ts';
import { blockQuote, lines, Markdown, md, mention } from '../../src/discord/markdown.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import type { Prompt } from '../../src/discussion/prompt.ts';
import type { Needs } from './prompts.ts';

/* What people are told though they did not ask: at once where that works, else with their next reply. */

/** Tells the proposer of a decision, unless it is their own. */
export async function tellProposer(
  { director }: Pick<Needs, 'director'>,
  { guildId, proposer, question, history }: Prompt,
  outcome: string,
): Promise<void> {
  const step = history.at(-1);
  if (proposer === null || step?.by === proposer) return;
  const say = (decider: Markdown) =>
    lines(
      md`Your discussion prompt was ${outcome} by ${decider}:`,
      blockQuote(question),
      step?.why ? md`Reason: ${step.why}` : undefined,
    ).source;
  const team = step?.team || !step?.by;
  await director.tellUser(guildId, proposer, {
    now: say(team ? md`the moderators` : mention('user', step.by)),
    later: say(team ? md`the moderators` : md`a moderator`),
  });
}

/** Adds what could not be told before: to this person, and to moderators. */
export async function addNotices(
  reply: Reply,
  { guildId, user, isModerator }: Request,
  { discussions }: Pick<Needs, 'discussions'>,
): Promise<Reply> {
  if (reply.kind === 'modal' || guildId === null) return reply;
  const notices = [
    ...(await discussions.takeNotices(guildId, user.id)),
    ...(isModerator ? await discussions.takeNotices(guildId, null) : []),
  ];
  if (notices.length === 0) return reply;
  const blocks = notices.map((kept) => ({ markdown: keptMarkdown(kept) }));
  return append(reply, cardReply(md`**While you were away**`, blocks, { colour: NEUTRAL, public: false }));
}

/** Words that the core has kept: the source of Markdown that `inWords` or `tellProposer` made. */
function keptMarkdown(source: string): Markdown {
  return new Markdown(source);
}

function append(reply: MessageReply, last: MessageReply): MessageReply {
  return { ...reply, followedBy: reply.followedBy ? append(reply.followedBy, last) : last };
}

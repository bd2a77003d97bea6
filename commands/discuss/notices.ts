import { NEUTRAL } from '../../src/discord/components.ts';
import { cardReply } from '../../src/discord/layout.ts';
import { blockQuote, lines, Markdown, md, mention } from '../../src/discord/markdown.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import type { Notice } from '../../src/discussion/director.ts';
import type { KeptNotice } from '../../src/discussion/discussion-store.ts';
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

/** Tells the proposer that their prompt is open, and where. */
export function postedNotice({ question, trace }: Prompt): Notice {
  const where = trace.threadId ? mention('channel', trace.threadId) : md`its channel`;
  const { source } = lines(md`Your discussion prompt is open, in ${where}:`, blockQuote(question));
  return { now: source, later: source };
}

/** Adds what could not be told before: to this person, and to moderators. */
export async function addNotices(
  reply: Reply,
  { guildId, user, moderates }: Request,
  { discussions }: Pick<Needs, 'discussions'>,
): Promise<Reply> {
  if (reply.kind === 'modal' || guildId === null) return reply;
  const kept = [
    ...(await discussions.notices(guildId, user.id)),
    ...((await moderates()) ? await discussions.notices(guildId, null) : []),
  ];
  if (kept.length === 0) return reply;
  const shown = firstThatFit(kept);
  const blocks = shown.map(({ words }) => ({ markdown: keptMarkdown(words) }));
  if (shown.length < kept.length)
    blocks.push({ markdown: md`${kept.length - shown.length} more follow with your next /discuss.` });
  const told = cardReply(md`**While you were away**`, blocks, { colour: NEUTRAL, public: false });
  const ids = shown.map(({ id }) => id);
  return append(reply, told, () => discussions.dropNotices(guildId, ids));
}

/** Characters and notices that are certain to fit in what follows one reply. */
const ROOM = 8000;
const MOST = 25;

function firstThatFit(kept: readonly KeptNotice[]): readonly KeptNotice[] {
  let left = ROOM;
  const over = kept.findIndex(({ words }, i) => {
    left -= words.length;
    return i === MOST || (i > 0 && left < 0);
  });
  return over === -1 ? kept : kept.slice(0, over);
}

/** Words that the core has kept: the source of Markdown that `inWords` or `tellProposer` made. */
function keptMarkdown(source: string): Markdown {
  return new Markdown(source);
}

/** @param sent what is done when the last message has been sent */
function append(
  reply: MessageReply,
  last: MessageReply | undefined,
  sent: () => Promise<void>,
): MessageReply {
  const { followedBy: next } = reply;
  if (next) return { ...reply, followedBy: append(next, last, sent) };
  return last ? { ...reply, followedBy: append(last, undefined, sent) } : { ...reply, sent };
}

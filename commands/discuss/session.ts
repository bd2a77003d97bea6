import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, readingId } from '../../src/discord/action.ts';
import { button, COLOURS, escapeMarkdown, LIMITS, messageReply } from '../../src/discord/render.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { gate } from '../../src/discussion/gate.ts';
import { packCsv, packMarkdown } from '../../src/discussion/pack.ts';
import type { Prompt, State } from '../../src/discussion/prompt.ts';
import { type Draft, suggest } from '../../src/discussion/suggest.ts';
import { summarise } from '../../src/discussion/summary.ts';
import { UserError } from '../../src/errors.ts';
import { shorten } from '../../src/text/cut.ts';
import { type Block, cardReply } from '../cards/quote.ts';
import { place } from '../common.ts';
import { pilcrows, summaryCard, timestamp } from './cards.ts';
import { PROMPT_IDS } from './ids.ts';
import { blankPrompt, queue } from './propose.ts';
import { type Needs, promptAction, promptOf, serverOf, updatedCard } from './shared.ts';
import { closed, closeReply } from './thread.ts';

/* What moderators do around discussions: draft, look through the queue, assign, close, take home. */

const FROM = {
  editor: 'an editor’s question',
  dispute: 'a dispute',
  gap: 'a gap',
  note: 'an editor’s note',
  hedge: 'a hedge',
} as const satisfies Record<Draft['from'], string>;

/** `/discuss suggest`: drafts from the reading; none goes anywhere before a moderator takes it. */
export async function suggestions(request: Request, { wholeShelf, discussions }: Needs): Promise<Reply> {
  const { text } = await wholeShelf.current(place(request));
  const seen = gate(text, await discussions.assigned(serverOf(request), text.reading.id));
  const from = request.options['from'];
  const all = suggest(seen);
  const blocks = all.flatMap((draft, i): Block[] =>
    from === undefined || draft.from === from
      ? [
          {
            markdown: `${escapeMarkdown(draft.question)}\n-# From ${FROM[draft.from]} · ${pilcrows(draft.paragraphs)}${draft.stances.length > 0 ? ' · with a poll' : ''}`,
            buttons: [button('Put in the queue', takeDraft.id(text.reading.id, hash(draft), i))],
          },
        ]
      : [],
  );
  if (blocks.length === 0)
    return messageReply('Nothing of that kind is in this reading. Try /discuss suggest without `from`.');
  return cardReply('## Drafts from the reading', blocks.slice(0, DRAFTS), {
    colour: COLOURS.moderation,
    more: 'Choose a kind with `from`.',
  });
}

const takeDraft = action<Needs, [string, string, number]>({
  name: 'p-draft',
  access: 'moderator',
  state: z.tuple([
    readingId,
    z.string().regex(/^[0-9a-z]{1,8}$/),
    z.coerce.number().int().min(0).max(10_000),
  ]),
  async run([id, stamp, i], request, services) {
    const text = await services.wholeShelf.get(request.guildId, id);
    const draft = text && suggest(gate(text, await services.discussions.assigned(serverOf(request), id)))[i];
    if (!draft || hash(draft) !== stamp)
      throw new UserError('draft-gone', 'The reading has changed since. Use /discuss suggest again.');
    const { question, paragraphs, stances } = draft;
    const prompt: Prompt = { ...blankPrompt(request, id), question, paragraphs, stances };
    await queue(services, prompt);
    return { ...(await updatedCard(services, prompt)), update: false };
  },
});

/** `/discuss queue`: what waits, what is set, what is open. */
export async function showQueue(request: Request, { discussions }: Needs): Promise<Reply> {
  const guildId = serverOf(request);
  const prompts = await discussions.list(guildId, ['proposed', 'approved', 'scheduled', 'posted']);
  const slots = await discussions.slots(guildId);
  const blocks: Block[] = [
    ...prompts.map((prompt) => ({
      markdown: `${escapeMarkdown(prompt.question)}\n-# ${stateWords(prompt)} · \`${prompt.id}\``,
      buttons: [button(shorten(`Open “${prompt.question}”`, LIMITS.buttonLabel), PROMPT_IDS.open(prompt.id))],
    })),
    ...slots.map(({ id, every, nextAt, zone, plan }) => ({
      markdown: `${every === 'week' ? 'Every week' : 'Once'}: the next approved prompt in <#${plan.channelId}>, next ${nextAt ? timestamp(nextAt, 'F') : ''}\n-# ${escapeMarkdown(zone)}`,
      buttons: [button('Remove this time', removeSlot.id(id))],
    })),
  ];
  if (blocks.length === 0)
    return messageReply(
      'Nothing waits and nothing is set. Draft prompts with /discuss suggest, or propose one with /discuss propose.',
    );
  return cardReply('## Prompts', blocks, {
    colour: COLOURS.moderation,
    more: 'Decide about some of these, and look again.',
  });
}

const open = promptAction('p-open', 'moderator', async (prompt, _, services) => ({
  ...(await updatedCard(services, prompt)),
  update: false,
}));

const removeSlot = action<Needs, [string]>({
  name: 'p-slot-remove',
  access: 'moderator',
  state: z.tuple([z.string().regex(/^[a-z0-9]{10}$/)]),
  async run([id], request, { discussions }) {
    const removed = await discussions.removeSlot(serverOf(request), id);
    return messageReply(
      removed ? 'Removed. Nothing is posted at that time any more.' : 'It was removed already.',
    );
  },
});

/** `/discuss progress`: the reading gate, which moderators set and everybody may ask for. */
export async function progress(request: Request, { wholeShelf, discussions }: Needs): Promise<Reply> {
  const guildId = serverOf(request);
  const { reading } = (await wholeShelf.current(place(request))).text;
  const wanted = request.options['paragraph'];
  const last = reading.paragraphs.length;
  if (wanted !== undefined) {
    if (!request.isModerator)
      throw new UserError(
        'not-moderator',
        'Only moderators assign paragraphs. Without a number, /discuss progress tells how far the group is.',
      );
    const n = Number(wanted);
    if (n > last)
      throw new UserError('paragraph-unknown', `This reading has ¶1 to ¶${last}. 0 opens all of it.`);
    await discussions.assign(guildId, reading.id, n === 0 || n === last ? undefined : n);
  }
  const upTo = await discussions.assigned(guildId, reading.id);
  const headline = escapeMarkdown(reading.facts.headline);
  return messageReply(
    upTo === undefined
      ? `All ${last} paragraphs of “${headline}” are open.`
      : `“${headline}”: the group is assigned up to ¶${upTo} of ${last}. Answers and prompts keep to these.`,
  );
}

/** `/discuss close` */
export async function close(request: Request, services: Needs): Promise<Reply> {
  const prompt = await discussionOf(request, services, ['posted']);
  return closeReply(await closed(prompt, request.user.id, services, request.options['now'] === true));
}

/** `/discuss pack`: the session as Markdown and CSV. */
export async function pack(request: Request, services: Needs): Promise<Reply> {
  const prompt = await discussionOf(request, services, ['posted', 'closed']);
  const { director, wholeShelf } = services;
  const session = await director.session(prompt);
  const text = await wholeShelf.get(prompt.guildId, prompt.reading);
  const names =
    request.options['names'] === true
      ? await namesIn(services, prompt.guildId, [
          ...session.messages.map(({ userId }) => userId),
          ...session.citations.flatMap(({ userId }) => userId ?? []),
          ...prompt.history.flatMap(({ by }) => by ?? []),
        ])
      : undefined;
  const nameOf = names && ((id: string) => names.get(id) ?? id);
  const files = [
    { name: `discussion-${prompt.id}.md`, data: Buffer.from(packMarkdown(session, text, nameOf)) },
    { name: `discussion-${prompt.id}.csv`, data: Buffer.from(packCsv(session, nameOf)) },
  ];
  return {
    kind: 'message',
    public: false,
    components: [
      ...summaryCard(prompt, summarise(session), `## ${escapeMarkdown(prompt.question)}`),
      ...files.map(({ name }) => ({
        type: ComponentType.File as const,
        file: { url: `attachment://${name}` },
      })),
    ],
    files,
  };
}

export const sessionActions = [takeDraft, open, removeSlot];

const DRAFTS = 25;

/** The named discussion, or the one of this thread. */
async function discussionOf(request: Request, services: Needs, states: readonly State[]): Promise<Prompt> {
  const named = request.options['prompt'];
  const prompt =
    named === undefined
      ? await services.discussions.inThread(serverOf(request), request.channelId)
      : await promptOf(services, request, String(named));
  if (!prompt || !states.includes(prompt.state))
    throw new UserError(
      'discussion-unknown',
      'There is no such discussion here. Use this in its thread, or choose it with the option `prompt`.',
    );
  return prompt;
}

async function namesIn({ director }: Needs, guildId: string, ids: readonly string[]) {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) names.set(id, await director.nameOf(guildId, id));
  return names;
}

function stateWords({ state, plan, hold, trace }: Prompt): string {
  if (hold) return `needs you: ${hold.kind}`;
  if (state === 'scheduled' && plan) return `scheduled for ${timestamp(plan.at, 'F')}`;
  if (state === 'posted' && trace.closesAt)
    return `open in <#${trace.threadId}>, closes ${timestamp(trace.closesAt, 'R')}`;
  return state;
}

/** Tells a draft from another that has taken its place. */
function hash({ question }: Draft): string {
  let sum = 0;
  for (const char of question) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 2_147_483_647;
  return sum.toString(36);
}

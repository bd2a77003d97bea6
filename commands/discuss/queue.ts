import { action, customId } from '../../src/discord/action.ts';
import { subcommand } from '../../src/discord/command.ts';
import { button, LIMITS, messageReply } from '../../src/discord/components.ts';
import { type CardBlock, cardReply } from '../../src/discord/layout.ts';
import { lines, type Markdown, md, mention, subtext, timestamp } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Prompt } from '../../src/discussion/prompt.ts';
import type { Slot } from '../../src/discussion/slot.ts';
import { shorten } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { PROMPT, promptId } from './ids.ts';
import { choosePrompt, findPrompt, type Needs, PROMPT_OPTION } from './prompts.ts';
import { reviewReply } from './review.ts';

const WAITING = ['proposed', 'approved', 'scheduled', 'posted'] as const;

/** `/discuss queue`: what waits, what is set, what is open. */
export const queue = subcommand({
  data: { name: 'queue', description: 'Moderators: prompts that wait, set times, open discussions' },
  access: 'moderator',
  options: [{ ...PROMPT_OPTION, description: 'One prompt; by default all that wait' }],
  async run({ guildId, options }, services: Needs): Promise<Reply> {
    const { discussions, wholeShelf } = services;
    if (options.prompt) return reviewReply(services, await findPrompt(services, guildId, options.prompt));
    const prompts = await discussions.list(guildId, WAITING);
    const slots = await discussions.slots(guildId);
    if (prompts.length + slots.length === 0)
      return messageReply(
        md`Nothing waits and nothing is set. Draft prompts with /discuss suggest, or propose one with /discuss propose.`,
      );
    const titles = new Map((await wholeShelf.list(guildId)).map(({ id, facts }) => [id, facts.headline]));
    const titleOf = (id: string) => titles.get(id) ?? id;
    // What does not fit is left out: what needs a moderator and what posts by itself come first.
    const urgent = prompts.filter(({ hold }) => hold);
    const rest = prompts.filter(({ hold }) => !hold);
    const blocks = [
      ...urgent.map((prompt) => promptBlock(prompt, titleOf)),
      ...slots.map((slot) => slotBlock(slot, titleOf)),
      ...rest.map((prompt) => promptBlock(prompt, titleOf)),
    ];
    return cardReply(md`## Prompts`, blocks, {
      colour: COLOURS.moderation,
      more: md`Decide about some of these, or open one with the option \`prompt\`.`,
    });
  },
  autocomplete: choosePrompt(...WAITING),
  actions: () => [openPrompt, removeSlot],
});

type TitleOf = (readingId: string) => string;

function promptBlock(prompt: Prompt, titleOf: TitleOf): CardBlock {
  const { id, question, reading } = prompt;
  return {
    markdown: lines(md`${question}`, subtext(md`${stateOf(prompt)} · ${titleOf(reading)} · \`${id}\``)),
    buttons: [button(shorten(`Open “${question}”`, LIMITS.buttonLabel), PROMPT.open.id(id))],
  };
}

function slotBlock({ id, every, nextAt, zone, plan, reading }: Slot, titleOf: TitleOf): CardBlock {
  const next = nextAt ? timestamp(nextAt, 'F') : '';
  const about = reading ? md`“${titleOf(reading)}”` : md`the reading of its channel`;
  return {
    markdown: lines(
      md`${every === 'week' ? 'Every week' : 'Once'}: the next approved prompt about ${about} in ${mention('channel', plan.channelId)}, next ${next}`,
      subtext(md`${zone}`),
    ),
    buttons: [button('Remove this time', removeSlot.id(id))],
  };
}

function stateOf({ state, plan, hold, trace }: Prompt): Markdown {
  if (hold) return md`needs you: ${hold.kind}`;
  if (state === 'scheduled' && plan) return md`scheduled for ${timestamp(plan.at, 'F')}`;
  if (state === 'posted' && trace.threadId && trace.closesAt)
    return md`open in ${mention('channel', trace.threadId)}, closes ${timestamp(trace.closesAt, 'R')}`;
  return md`${state}`;
}

const openPrompt = action(PROMPT.open, {
  access: 'moderator',
  async run([id], { guildId }, services: Needs): Promise<Reply> {
    return reviewReply(services, await findPrompt(services, guildId, id));
  },
});

/** The ids of set times are made as those of prompts are. */
const removeSlot = action(customId('p-slot-remove', promptId), {
  access: 'moderator',
  async run([id], { guildId }, { discussions }: Needs): Promise<Reply> {
    const removed = await discussions.removeSlot(guildId, id);
    return messageReply(
      removed ? md`Removed. Nothing is posted at that time any more.` : md`It was removed already.`,
    );
  },
});

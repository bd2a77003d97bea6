import { ButtonStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import { action } from '../../src/discord/action.ts';
import { button, COLOURS, card, escapeMarkdown, messageReply, rows, text } from '../../src/discord/render.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { isOpen } from '../../src/discussion/gate.ts';
import type { Plan, Prompt } from '../../src/discussion/prompt.ts';
import { parseWhen, wallTime } from '../../src/discussion/when.ts';
import { UserError } from '../../src/errors.ts';
import { shorten } from '../../src/text/cut.ts';
import { timestamp } from './cards.ts';
import { change, field, type Needs, newId, promptAction, promptId, promptOf, serverOf } from './shared.ts';

/* When and where prompts are posted. */

type Every = 'once' | 'week';
/** All of a plan that a button can carry: seconds since 1970, how often, where, which prompt, and how. */
type Said = [
  at: number,
  every: Every,
  channelId: string,
  promptId: string,
  poll: number,
  days: number,
  slow: number,
];

const NEXT = 'next';

/** `/discuss schedule`: says back what it understood; nothing is set before that is confirmed. */
export async function schedule(request: Request, services: Needs): Promise<Reply> {
  const { timezone } = await services.settings.get(serverOf(request));
  const at = parseWhen(String(request.options['when'] ?? ''), timezone, request.now);
  const named = request.options['prompt'];
  const every: Every = request.options['every'] === 'week' ? 'week' : 'once';
  if (named !== undefined && every === 'week')
    throw new UserError(
      'weekly-prompt',
      'A prompt is posted once. Leave it out: every week the next approved one is taken.',
    );
  const prompt = named === undefined ? undefined : await promptOf(services, request, String(named));
  return sayBack(request, services, { at, every, prompt, ...(await manner(request, services)) });
}

/** `/discuss post`: the next approved prompt, or a named one, now. */
export async function postNow(request: Request, services: Needs): Promise<Reply> {
  const named = request.options['prompt'];
  const prompt = named === undefined ? undefined : await promptOf(services, request, String(named));
  const chosen = prompt ?? (await services.director.waiting(serverOf(request)))[0];
  if (!chosen)
    throw new UserError(
      'queue-dry',
      'No prompt is approved that the group has read up to. Approve one (/discuss queue), or draft some with /discuss suggest.',
    );
  return post(chosen, request, services, await manner(request, services));
}

const pressedPost = promptAction('p-post', 'moderator', async (prompt, request, services) =>
  post(prompt, request, services, await manner(request, services)),
);

const askWhen = promptAction('p-schedule', 'moderator', async (prompt, request, services) => {
  const { timezone } = await services.settings.get(serverOf(request));
  return {
    kind: 'modal',
    modal: {
      custom_id: submitWhen.id(prompt.id),
      title: 'Schedule the prompt',
      components: [
        field('when', 'When', {
          description: shorten(`“tomorrow 18:00” or “2027-01-31 18:00”, in ${timezone}`, 100),
          max: 100,
        }),
      ],
    },
  };
});

const submitWhen = action<Needs, [string]>({
  name: 'p-when',
  access: 'moderator',
  state: z.tuple([promptId]),
  async run([id], request, services) {
    const prompt = await promptOf(services, request, id);
    const { timezone } = await services.settings.get(serverOf(request));
    const at = parseWhen(request.fields['when'] ?? '', timezone, request.now);
    return sayBack(request, services, { at, every: 'once', prompt, ...(await manner(request, services)) });
  },
});

const confirm = action<Needs, Said>({
  name: 'p-plan',
  access: 'moderator',
  state: z.tuple([
    z.coerce.number().int().positive(),
    z.enum(['once', 'week']),
    z.string().regex(/^\d{1,20}$/),
    z.union([promptId, z.literal(NEXT)]),
    z.coerce.number().int().min(0).max(1),
    z.coerce.number().int().min(1).max(30),
    z.coerce.number().int().min(0).max(21_600),
  ]),
  async run([seconds, every, channelId, id, poll, days, slowSeconds], request, services) {
    const at = new Date(seconds * 1000);
    const guildId = serverOf(request);
    if (at <= request.now)
      throw new UserError(
        'when-past',
        'That time has passed meanwhile. Choose another with /discuss schedule.',
      );
    const plan = { channelId, poll: poll === 1, openHours: days * 24, slowSeconds };
    if (id !== NEXT) {
      const prompt = await promptOf(services, request, id);
      return confirmed(await scheduled(services, request, prompt, { ...plan, at }));
    }
    const { timezone } = await services.settings.get(guildId);
    await services.discussions.addSlot(guildId, {
      id: newId(),
      guildId,
      revision: 0,
      every,
      wall: wallTime(at, timezone),
      zone: timezone,
      nextAt: at,
      plan,
      setBy: request.user.id,
    });
    return update(
      `Set: ${timestamp(at, 'F')}${every === 'week' ? ' and every week from then on' : ''}, the next approved prompt is posted in <#${channelId}>. /discuss queue shows and removes it.`,
    );
  },
});

export const scheduleActions = [askWhen, submitWhen, confirm, pressedPost];

type Manner = Pick<Plan, 'channelId' | 'poll' | 'slowSeconds'> & { readonly days: number };

/** How it is to be posted, by the options of the command and the server's settings. */
async function manner(request: Request, { settings }: Needs): Promise<Manner> {
  const { promptChannelId } = await settings.get(serverOf(request));
  const channelId = request.options['channel'] ?? promptChannelId;
  if (!channelId)
    throw new UserError(
      'channel-missing',
      'Say in which channel: with the option `channel`, or for good with /setup.',
    );
  return {
    channelId: String(channelId),
    poll: request.options['poll'] !== false,
    days: Number(request.options['days'] ?? 7),
    slowSeconds: Number(request.options['slow'] ?? 0),
  };
}

async function sayBack(
  request: Request,
  { discussions }: Needs,
  {
    at,
    every,
    prompt,
    channelId,
    poll,
    days,
    slowSeconds,
  }: Manner & {
    readonly at: Date;
    readonly every: Every;
    readonly prompt: Prompt | undefined;
  },
): Promise<Reply> {
  const what = prompt ? `“${escapeMarkdown(prompt.question)}”` : 'the next approved prompt';
  const upTo = prompt && (await discussions.assigned(serverOf(request), prompt.reading));
  const ahead =
    prompt && !isOpen(prompt.paragraphs, upTo)
      ? `\nMind that the group is assigned up to ¶${upTo} now; it is not posted before it is open.`
      : '';
  const seconds = Math.floor(at.getTime() / 1000);
  const id = confirm.id(seconds, every, channelId, prompt?.id ?? NEXT, poll ? 1 : 0, days, slowSeconds);
  return {
    kind: 'message',
    public: false,
    components: [
      card(
        COLOURS.moderation,
        text(
          `Post ${what} at ${timestamp(at, 'F')} (${timestamp(at, 'R')})${every === 'week' ? ', and then the next one every week at this time' : ''}, in <#${channelId}>, open for ${days} ${days === 1 ? 'day' : 'days'}${slowSeconds > 0 ? `, one message each ${slowSeconds} s` : ''}?${ahead}`,
        ),
        ...rows([button('Yes, schedule it', id, ButtonStyle.Success)]),
      ),
    ],
  };
}

/** Approves it on the way, where that has not been done. */
async function scheduled(
  services: Needs,
  { user, now }: Request,
  prompt: Prompt,
  plan: Plan,
): Promise<Prompt> {
  const by = { by: user.id, at: now };
  const approved =
    prompt.state === 'proposed' ? await change(services, prompt, { event: 'approve', ...by }) : prompt;
  return change(services, approved, { event: 'schedule', plan, ...by });
}

async function post(
  prompt: Prompt,
  request: Request,
  services: Needs,
  { days, ...rest }: Manner,
): Promise<Reply> {
  const upTo = await services.discussions.assigned(prompt.guildId, prompt.reading);
  if (!isOpen(prompt.paragraphs, upTo))
    throw new UserError(
      'prompt-ahead',
      `This prompt goes beyond ¶${upTo}, up to which the group is assigned. Move that on with /discuss progress first.`,
    );
  const plan = { ...rest, openHours: days * 24, at: request.now };
  const done = await services.director.post(await scheduled(services, request, prompt, plan));
  if (done.state === 'posted') return messageReply(`Posted: <#${done.trace.threadId}>`);
  if (done.hold)
    return messageReply(
      'It could not be posted. A message in the moderators’ channel says why and what to do.',
    );
  return messageReply('Discord does not answer just now. It is tried again within two minutes.');
}

function confirmed({ question, plan }: Prompt): MessageReply {
  return update(
    `Scheduled for ${plan ? timestamp(plan.at, 'F') : 'later'} in <#${plan?.channelId}>:\n> ${escapeMarkdown(question)}`,
  );
}

function update(markdown: string): MessageReply {
  return { ...messageReply(markdown), update: true };
}

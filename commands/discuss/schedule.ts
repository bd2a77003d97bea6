import {
  ButtonStyle,
  ChannelType,
  ComponentType,
  ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { action, customId } from '../../src/discord/action.ts';
import { subcommand } from '../../src/discord/command.ts';
import { button, card, messageReply, rows, select, text } from '../../src/discord/components.ts';
import { form, textField } from '../../src/discord/form.ts';
import { blockQuote, lines, type Markdown, md, mention, timestamp } from '../../src/discord/markdown.ts';
import type { OptionData, OptionValues } from '../../src/discord/options.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import type { ChannelView } from '../../src/discord/server-view.ts';
import { isOpen } from '../../src/discussion/gate.ts';
import type { Plan, Prompt } from '../../src/discussion/prompt.ts';
import type { Slot } from '../../src/discussion/slot.ts';
import { instantAt, parseWhen, type When, wallTime } from '../../src/discussion/when.ts';
import { UserError } from '../../src/errors.ts';
import { shorten } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { readingId } from '../common.ts';
import { offerShelf, readingOption, unknownReading } from '../library/needs.ts';
import { checkChannel } from './channel.ts';
import { PROMPT, promptId } from './ids.ts';
import { tellProposer } from './notices.ts';
import {
  changePrompt,
  choosePrompt,
  findPrompt,
  type Needs,
  newId,
  PROMPT_OPTION,
  withdraw,
} from './prompts.ts';

/* When and where prompts are posted. */

const MANNER_OPTIONS = [
  {
    type: Type.Channel,
    name: 'channel',
    description: 'A text channel or a forum; by default the one of /setup',
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum],
  },
  {
    type: Type.Boolean,
    name: 'poll',
    description: 'Ask for stances before and after, where the prompt has some (default: yes)',
  },
  {
    type: Type.Integer,
    name: 'days',
    description: 'How long the discussion is open (default: 7)',
    min_value: 1,
    max_value: 30,
  },
  {
    type: Type.Integer,
    name: 'slow',
    description: 'Seconds between two messages of one member (default: 0)',
    min_value: 0,
    max_value: 21_600,
  },
] as const satisfies readonly OptionData[];

/** `/discuss post`: the next approved prompt, or a named one, now. */
export const post = subcommand({
  data: { name: 'post', description: 'Moderators: open a discussion now' },
  access: 'moderator',
  options: [PROMPT_OPTION, ...MANNER_OPTIONS],
  async run(request, services: Needs): Promise<Reply> {
    const { guildId, options } = request;
    const manner = await readManner(guildId, services, options);
    const chosen = options.prompt
      ? await findPrompt(services, guildId, options.prompt)
      : await nextPrompt(services, guildId, manner.channelId);
    return postNow(chosen, request, services, manner);
  },
  autocomplete: choosePrompt('approved'),
  actions: () => [pressPost],
});

/** @throws UserError where none is approved about the reading that the channel is on, up to where the group has read */
async function nextPrompt(
  { director, wholeShelf }: Needs,
  guildId: string,
  channelId: string,
): Promise<Prompt> {
  const { reading } = (await wholeShelf.current({ guildId, channelId, parentId: null })).text;
  const [next] = await director.waiting(guildId, reading.id);
  if (next) return next;
  throw new UserError(
    'queue-dry',
    `No prompt about “${shorten(reading.facts.headline, 100)}” is approved that the group has read up to. Approve one (/discuss queue), draft some with /discuss suggest, or name one about another reading with the option “prompt”.`,
  );
}

const pressPost = action(PROMPT.post, {
  access: 'moderator',
  async run([id], request, services: Needs): Promise<Reply> {
    const { guildId } = request;
    const prompt = await findPrompt(services, guildId, id);
    return postNow(prompt, request, services, await readManner(guildId, services));
  },
});

/** `/discuss schedule`: says back what it understood; nothing is set before that is confirmed. */
export const schedule = subcommand({
  data: { name: 'schedule', description: 'Moderators: open a discussion later, once or every week' },
  access: 'moderator',
  options: [
    {
      type: Type.String,
      name: 'when',
      description: '“tomorrow 18:00” or “2027-01-31 18:00”, in the server’s timezone',
      required: true,
      max_length: 100,
    },
    {
      type: Type.String,
      name: 'every',
      description: 'How often (default: once)',
      choices: [
        { name: 'once', value: 'once' },
        { name: 'week', value: 'week' },
      ],
    },
    PROMPT_OPTION,
    readingOption('Whose prompts are taken; by default the reading that the channel is on then'),
    ...MANNER_OPTIONS,
  ],
  async run(request, services: Needs): Promise<Reply> {
    const { guildId, now, options } = request;
    const { when, every = 'once', prompt: id, reading } = options;
    const { timezone } = await services.settings.get(guildId);
    const time = parseWhen(when, timezone, now);
    if (id && every === 'week')
      throw new UserError(
        'weekly-prompt',
        'A prompt is posted once. Leave it out: every week the next approved one is taken.',
      );
    if (reading !== undefined && !(await services.wholeShelf.get(guildId, reading)))
      throw unknownReading(reading);
    const prompt = id ? await findPrompt(services, guildId, id) : undefined;
    return sayBack(request, services, {
      ...time,
      every,
      prompt,
      reading: prompt ? undefined : reading,
      ...(await readManner(guildId, services, options, prompt?.plan)),
    });
  },
  autocomplete: (focused, request, services: Needs) =>
    focused.option === 'reading'
      ? offerShelf(focused, request, services)
      : choosePrompt('approved')(focused, request, services),
  actions: () => [askWhen, submitWhen, confirm],
});

const askWhen = action(PROMPT.schedule, {
  access: 'moderator',
  async run([id], { guildId }, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, guildId, id);
    const { timezone } = await services.settings.get(guildId);
    return form(
      submitWhen.id(prompt.id),
      'Schedule the prompt',
      textField('when', 'When', {
        description: shorten(`“tomorrow 18:00” or “2027-01-31 18:00”, in ${timezone}`, 100),
        max: 100,
      }),
    );
  },
});

const submitWhen = action(customId('p-when', promptId), {
  access: 'moderator',
  fields: ['when'],
  async run([id], request, services: Needs): Promise<Reply> {
    const { guildId, now, fields } = request;
    const prompt = await findPrompt(services, guildId, id);
    const { timezone } = await services.settings.get(guildId);
    const time = parseWhen(fields.when, timezone, now);
    return sayBack(request, services, {
      ...time,
      every: 'once',
      prompt,
      reading: undefined,
      ...(await readManner(guildId, services, {}, prompt.plan)),
    });
  },
});

const NEXT = 'next';
const NOW = 0;

const confirm = action(
  customId(
    'plan',
    /* when, in seconds since 1970 (every week: of the wall, as if it were UTC; 0: now); how often; the channel;
       which prompt; poll, days and seconds of slow mode; the reading, if one was named: it fits where no prompt is */
    z.coerce.number().int().min(0),
    z.enum(['once', 'week']),
    z.string().regex(/^\d{1,20}$/),
    z.union([promptId, z.literal(NEXT)]),
    z.coerce.number().int().min(0).max(1),
    z.coerce.number().int().min(1).max(30),
    z.coerce.number().int().min(0).max(21_600),
    z.union([readingId, z.literal('')]),
  ),
  {
    access: 'moderator',
    async run(
      [seconds, every, channelId, id, poll, days, slowSeconds, reading],
      request,
      services: Needs,
    ): Promise<Reply> {
      const { guildId, now } = request;
      const how = { channelId, poll: poll === 1, slowSeconds };
      const channel = await checkChannel(services, request, how);
      const tag = channel.needsTag ? { tag: chosenTag(channel, request.values[0]) } : {};
      if (seconds === NOW)
        return postNow(await findPrompt(services, guildId, id), request, services, { ...how, ...tag, days });
      const time = await chosenTime(guildId, services, seconds, every);
      if (time.at <= now)
        throw new UserError(
          'when-past',
          'That time has passed meanwhile. Choose another with /discuss schedule.',
        );
      const plan = { ...how, ...tag, openHours: days * 24 };
      if (id === NEXT)
        return addSlot(request, services, { ...time, every, plan, ...(reading && { reading }) });
      const prompt = await findPrompt(services, guildId, id);
      const { at } = time;
      await schedulePrompt(services, request, prompt, { ...plan, at });
      return updateReply(
        lines(
          md`Scheduled for ${timestamp(at, 'F')} in ${mention('channel', channelId)}:`,
          blockQuote(prompt.question),
        ),
      );
    },
  },
);

/** The time that a button was made for. One that is kept every week is kept as it was said, on the wall. */
async function chosenTime(
  guildId: string,
  { settings }: Pick<Needs, 'settings'>,
  seconds: number,
  every: Slot['every'],
): Promise<When> {
  const { timezone } = await settings.get(guildId);
  const said = new Date(seconds * 1000);
  if (every === 'once') return { at: said, wall: wallTime(said, timezone) };
  const wall = said.toISOString().slice(0, 16);
  return { at: instantAt(wall, timezone), wall };
}

async function addSlot(
  { guildId, user }: ServerRequest,
  { settings, discussions, wholeShelf }: Needs,
  { at, wall, every, plan, reading }: When & Pick<Slot, 'every' | 'plan' | 'reading'>,
): Promise<MessageReply> {
  const { timezone } = await settings.get(guildId);
  await discussions.addSlot(guildId, {
    id: newId(),
    guildId,
    revision: 0,
    every,
    wall,
    zone: timezone,
    nextAt: at,
    plan,
    ...(reading && { reading }),
    setBy: user.id,
  });
  const about = reading
    ? md`“${(await wholeShelf.get(guildId, reading))?.reading.facts.headline ?? reading}”`
    : md`the reading of that channel`;
  const onwards = every === 'week' ? ' and every week from then on' : '';
  return updateReply(
    md`Set: ${timestamp(at, 'F')}${onwards}, the next approved prompt about ${about} is posted in ${mention('channel', plan.channelId)}. /discuss queue shows and removes it.`,
  );
}

type Manner = Pick<Plan, 'channelId' | 'poll' | 'slowSeconds' | 'tag'> & { readonly days: number };

/** How it is to be posted: by the options of the command, as it is planned by now, by the server's settings. */
async function readManner(
  guildId: string,
  { settings }: Pick<Needs, 'settings'>,
  options: OptionValues<typeof MANNER_OPTIONS> = {},
  planned?: Plan,
): Promise<Manner> {
  const {
    channel,
    poll = planned?.poll ?? true,
    days = (planned?.openHours ?? 7 * 24) / 24,
    slow = planned?.slowSeconds ?? 0,
  } = options;
  const channelId = channel ?? planned?.channelId ?? (await settings.get(guildId)).promptChannelId;
  if (!channelId)
    throw new UserError(
      'channel-missing',
      'Say in which channel: with the option “channel”, or for good with /setup.',
    );
  return { channelId, poll, days, slowSeconds: slow };
}

/** What was understood, with a button that sets it. */
async function sayBack(
  request: ServerRequest,
  services: Needs,
  understood: Manner &
    When &
    Pick<Slot, 'every'> & {
      readonly prompt: Prompt | undefined;
      /** Whose prompts are taken, where one was named. */
      readonly reading: string | undefined;
    },
): Promise<Reply> {
  const { guildId } = request;
  const { discussions, wholeShelf } = services;
  const { at, wall, every, prompt, reading, channelId, poll, days, slowSeconds } = understood;
  const channel = await checkChannel(services, request, understood);
  const { text: source } = await wholeShelf.current({ guildId, channelId, parentId: null });
  const named = reading === undefined ? source : await wholeShelf.get(guildId, reading);
  const what = prompt
    ? md`“${prompt.question}”`
    : md`the next approved prompt about “${named?.reading.facts.headline ?? ''}”`;
  const weekly = every === 'week' ? ', and then the next one every week at this time' : '';
  const slowly = slowSeconds > 0 ? `, one message each ${slowSeconds} s` : '';
  const upTo = prompt && (await discussions.assigned(guildId, prompt.reading));
  const seconds = Math.floor((every === 'week' ? Date.parse(`${wall}Z`) : at.getTime()) / 1000);
  const id = confirm.id(
    seconds,
    every,
    channelId,
    prompt?.id ?? NEXT,
    poll ? 1 : 0,
    days,
    slowSeconds,
    reading ?? '',
  );
  const words = lines(
    md`Post ${what} at ${timestamp(at, 'F')} (${timestamp(at, 'R')})${weekly}, in ${mention('channel', channelId)}, open for ${days} ${days === 1 ? 'day' : 'days'}${slowly}?`,
    prompt && !isOpen(prompt.paragraphs, upTo)
      ? md`Mind that the group is assigned up to ¶${upTo ?? ''} now; it is not posted before it is open.`
      : undefined,
  );
  return confirmReply(words, channel, id, 'Yes, schedule it');
}

/** Asks for the press that does it; in a forum that requires tags, for the choice of one. */
function confirmReply(words: Markdown, { needsTag, tags }: ChannelView, id: string, label: string): Reply {
  const options = tags.map(({ id: value, name }) => ({ label: name, value }));
  const controls = needsTag
    ? [
        select({
          type: ComponentType.StringSelect,
          custom_id: id,
          placeholder: `${label}: choose its tag`,
          options,
        }),
      ]
    : rows([button(label, id, ButtonStyle.Success)]);
  return {
    kind: 'message',
    public: false,
    components: [card(COLOURS.moderation, text(words), ...controls)],
  };
}

/** @throws UserError where the forum has no such tag (any more) */
function chosenTag({ tags }: ChannelView, chosen: string | undefined): string {
  const tag = tags.find(({ id }) => id === chosen);
  if (!tag)
    throw new UserError(
      'tag-missing',
      'That forum requires a tag, and this is none of its tags (any more). Use the command again and choose one.',
    );
  return tag.id;
}

/** Approves it on the way, where that has not been done. */
async function schedulePrompt(
  services: Needs,
  { user, now }: ServerRequest,
  prompt: Prompt,
  plan: Plan,
): Promise<Prompt> {
  const by = { by: user.id, at: now };
  const moved = prompt.plan && prompt.plan.channelId !== plan.channelId;
  const here = moved ? await withdraw(services, prompt) : prompt;
  if (here.state !== 'proposed') return changePrompt(services, here, { kind: 'schedule', plan, ...by });
  const approved = await changePrompt(services, here, { kind: 'approve', ...by });
  const scheduled = await changePrompt(services, approved, { kind: 'schedule', plan, ...by });
  await tellProposer(services, approved, 'approved');
  return scheduled;
}

async function postNow(
  prompt: Prompt,
  request: ServerRequest,
  services: Needs,
  { days, ...rest }: Manner,
): Promise<Reply> {
  const upTo = await services.discussions.assigned(prompt.guildId, prompt.reading);
  if (!isOpen(prompt.paragraphs, upTo))
    throw new UserError(
      'prompt-ahead',
      `This prompt goes beyond ¶${upTo}, up to which the group is assigned. Move that on with /discuss progress first.`,
    );
  const channel = await checkChannel(services, request, rest);
  if (channel.needsTag && rest.tag === undefined) {
    const { channelId, poll, slowSeconds } = rest;
    const id = confirm.id(NOW, 'once', channelId, prompt.id, poll ? 1 : 0, days, slowSeconds, '');
    const words = md`${mention('channel', channelId)} requires a tag on each post. Choose one, and “${prompt.question}” is posted.`;
    return confirmReply(words, channel, id, 'Post it now');
  }
  const plan = { ...rest, openHours: days * 24, at: request.now };
  const { state, hold, trace } = await services.director.post(
    await schedulePrompt(services, request, prompt, plan),
  );
  if (state === 'posted' && trace.threadId)
    return messageReply(md`Posted: ${mention('channel', trace.threadId)}`);
  if (hold)
    return messageReply(
      md`It could not be posted. A message in the moderators’ channel says why and what to do.`,
    );
  return messageReply(md`Discord does not answer just now. It is tried again within two minutes.`);
}

function updateReply(words: Markdown): MessageReply {
  return { ...messageReply(words), update: true };
}

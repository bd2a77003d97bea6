import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
} from 'discord-api-types/v10';
import type { Command } from '../../src/discord/command.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { PROMPT_LIMITS, type State } from '../../src/discussion/prompt.ts';
import { shorten } from '../../src/text/cut.ts';
import { IN_SERVERS } from '../common.ts';
import { propose, submitProposal } from './propose.ts';
import { reviewActions } from './review.ts';
import { postNow, schedule, scheduleActions } from './schedule.ts';
import { close, pack, progress, sessionActions, showQueue, suggestions } from './session.ts';
import { type Needs, requireModerator, serverOf, withNotices } from './shared.ts';
import { threadActions } from './thread.ts';

const { String: Text, Boolean: Truth, Integer, Channel, Subcommand } = ApplicationCommandOptionType;

const PROMPT = {
  type: Text,
  name: 'prompt',
  description: 'Which prompt; by default the next approved one',
  autocomplete: true,
  max_length: 100,
} as const;

const MANNER: APIApplicationCommandBasicOption[] = [
  {
    type: Channel,
    name: 'channel',
    description: 'A text channel or a forum; by default the one of /setup',
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum],
  },
  {
    type: Truth,
    name: 'poll',
    description: 'Ask for stances before and after, where the prompt has some (default: yes)',
  },
  {
    type: Integer,
    name: 'days',
    description: 'How long the discussion is open (default: 7)',
    min_value: 1,
    max_value: 30,
  },
  {
    type: Integer,
    name: 'slow',
    description: 'Seconds between two messages of one member (default: 0)',
    min_value: 0,
    max_value: 21_600,
  },
];

export const discuss = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'discuss',
    description: 'Moderated discussion of the text',
    ...IN_SERVERS,
    options: [
      {
        type: Subcommand,
        name: 'propose',
        description: 'Propose a question for discussion; moderators decide about it',
        options: [
          {
            type: Text,
            name: 'prompt',
            description: 'The question',
            required: true,
            max_length: PROMPT_LIMITS.question,
          },
          { type: Text, name: 'paragraphs', description: 'What it is about, such as: 6, 8', max_length: 60 },
          { type: Truth, name: 'anonymous', description: 'Members are not told that it is yours' },
        ],
      },
      {
        type: Subcommand,
        name: 'progress',
        description: 'How far the group is to read; moderators set it',
        options: [
          {
            type: Integer,
            name: 'paragraph',
            description: 'Moderators: the last paragraph that members see; 0 for all',
            min_value: 0,
          },
        ],
      },
      {
        type: Subcommand,
        name: 'suggest',
        description: 'Moderators: prompts drafted from the text itself',
        options: [
          {
            type: Text,
            name: 'from',
            description: 'Of one kind only',
            choices: [
              { name: 'editors’ questions', value: 'editor' },
              { name: 'disputes', value: 'dispute' },
              { name: 'gaps', value: 'gap' },
              { name: 'notes', value: 'note' },
              { name: 'hedges', value: 'hedge' },
            ],
          },
        ],
      },
      {
        type: Subcommand,
        name: 'queue',
        description: 'Moderators: prompts that wait, set times, open discussions',
      },
      {
        type: Subcommand,
        name: 'post',
        description: 'Moderators: open a discussion now',
        options: [PROMPT, ...MANNER],
      },
      {
        type: Subcommand,
        name: 'schedule',
        description: 'Moderators: open a discussion later, once or every week',
        options: [
          {
            type: Text,
            name: 'when',
            description: '“tomorrow 18:00” or “2027-01-31 18:00”, in the server’s timezone',
            required: true,
            max_length: 100,
          },
          {
            type: Text,
            name: 'every',
            description: 'How often (default: once)',
            choices: [
              { name: 'once', value: 'once' },
              { name: 'week', value: 'week' },
            ],
          },
          PROMPT,
          ...MANNER,
        ],
      },
      {
        type: Subcommand,
        name: 'close',
        description: 'Moderators: close a discussion, with a summary of what can be counted',
        options: [
          { ...PROMPT, description: 'Which discussion; by default the one of this thread' },
          { type: Truth, name: 'now', description: 'At once, without asking the poll again' },
        ],
      },
      {
        type: Subcommand,
        name: 'pack',
        description: 'Moderators: a discussion as Markdown and CSV, to take home',
        options: [
          { ...PROMPT, description: 'Which discussion; by default the one of this thread' },
          { type: Truth, name: 'names', description: 'With people’s names (by default they are numbered)' },
        ],
      },
    ],
  },
  actions: [submitProposal, ...reviewActions, ...scheduleActions, ...threadActions, ...sessionActions],
  async autocomplete({ typed }, request, { discussions }) {
    if (!request.isModerator) return [];
    const states = CHOICES[request.subcommand ?? ''] ?? [];
    const prompts = await discussions.list(serverOf(request), states);
    return prompts
      .filter(({ question }) => question.toLowerCase().includes(typed.trim().toLowerCase()))
      .map(({ id, question }) => ({ name: shorten(question, 100), value: id }));
  },
  async run(request, services): Promise<Reply> {
    return withNotices(services, request, await reply(request, services));
  },
} satisfies Command<Needs>;

const CHOICES: Readonly<Record<string, readonly State[]>> = {
  post: ['approved'],
  schedule: ['approved'],
  close: ['posted'],
  pack: ['posted', 'closed'],
};

async function reply(request: Request, services: Needs): Promise<Reply> {
  if (request.subcommand === 'propose') return propose(request, services);
  if (request.subcommand === 'progress') return progress(request, services);
  requireModerator(request);
  switch (request.subcommand) {
    case 'suggest':
      return suggestions(request, services);
    case 'queue':
      return showQueue(request, services);
    case 'post':
      return postNow(request, services);
    case 'schedule':
      return schedule(request, services);
    case 'close':
      return close(request, services);
    default:
      return pack(request, services);
  }
}

import {
  type APIComponentInContainer,
  type APISelectMenuComponent,
  ApplicationCommandType,
  ButtonStyle,
  ChannelType,
  ComponentType,
  PermissionFlagsBits,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { action } from '../../src/discord/action.ts';
import type { Command } from '../../src/discord/command.ts';
import {
  missingPermissions,
  NEEDED_FOR_PROMPTS,
  NEEDED_FOR_REVIEW,
  type PermissionName,
} from '../../src/discord/permissions.ts';
import { button, COLOURS, card, escapeMarkdown, messageReply, rows, text } from '../../src/discord/render.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import { LANGUAGES, nameOfLanguage } from '../../src/settings/languages.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { findTimezone, formatClock } from '../../src/settings/timezone.ts';
import { shorten } from '../../src/text/cut.ts';
import { cardReply } from '../cards/quote.ts';
import { IN_SERVERS } from '../common.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'shelf' | 'placements' | 'settings' | 'unanswered' | 'guilds' | 'places'>;

/*
 * One private card shows the present state and changes it: every choice is saved at once and the card drawn
 * again, so that there is nothing to lose, and nothing changes by using it twice.
 */
export const setup = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'setup',
    description: 'Set this server up: moderators, reading, channels, time zone, language',
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    ...IN_SERVERS,
  },
  access: 'admin',
  run: (request, services) => form(request, services),
  get actions() {
    return [
      again,
      chooseRole,
      chooseReading,
      choosePrompts,
      chooseReview,
      askTime,
      setTime,
      setOption,
      showQuestions,
      forgetQuestions,
      askPurge,
      purge,
    ];
  },
} satisfies Command<Needs>;

const nothing = z.tuple([]);
const admin = 'admin' as const;

const again = action<Needs, []>({
  name: 'setup',
  state: nothing,
  access: admin,
  run: (_, request, services) => form(request, services, true),
});

const chooseRole = action<Needs, []>({
  name: 'setup-role',
  state: nothing,
  access: admin,
  run: (_, request, services) => change(request, services, { moderatorRoleId: request.values[0] ?? null }),
});

const choosePrompts = action<Needs, []>({
  name: 'setup-prompts',
  state: nothing,
  access: admin,
  run: (_, request, services) =>
    change(request, services, { promptChannelId: channelOf(request, services, ['text', 'forum']) }),
});

const chooseReview = action<Needs, []>({
  name: 'setup-review',
  state: nothing,
  access: admin,
  run: (_, request, services) =>
    change(request, services, { reviewChannelId: channelOf(request, services, ['text']) }),
});

const chooseReading = action<Needs, []>({
  name: 'setup-reading',
  state: nothing,
  access: admin,
  async run(_, request, services) {
    const guildId = serverOf(request);
    const id = request.values[0] ?? null;
    if (id !== null && !(await services.shelf.get(guildId, id)))
      throw new UserError('reading-gone', 'This reading was removed meanwhile. Choose another.');
    await services.placements.place(guildId, guildId, id, { by: request.user.id, at: request.now });
    return form(request, services, true);
  },
});

const askTime = action<Needs, []>({
  name: 'setup-when',
  state: nothing,
  access: admin,
  async run(_, request, { settings }) {
    const { timezone, language } = await settings.get(serverOf(request));
    return timeForm(timezone, language);
  },
});

const setTime = action<Needs, []>({
  name: 'setup-time',
  state: nothing,
  access: admin,
  run(_, request, services) {
    const found = findTimezone(request.fields['timezone'] ?? '');
    if (!('zone' in found)) throw unknownZone(request.fields['timezone'] ?? '', found.candidates);
    const language = LANGUAGES.find((one) => one === request.fields['language']);
    return change(request, services, { timezone: found.zone, ...(language && { language }) });
  },
});

const setOption = action<Needs, ['unanswered' | 'proposers', number]>({
  name: 'setup-option',
  state: z.tuple([z.enum(['unanswered', 'proposers']), z.coerce.number().int().min(0).max(1)]),
  access: admin,
  run: ([option, on], request, services) =>
    change(
      request,
      services,
      option === 'unanswered' ? { keepUnanswered: on === 1 } : { showProposers: on === 1 },
    ),
});

const QUESTIONS_SHOWN = 50;

const showQuestions = action<Needs, []>({
  name: 'setup-questions',
  state: nothing,
  access: admin,
  async run(_, request, { unanswered }) {
    const questions = await unanswered.list(serverOf(request), QUESTIONS_SHOWN);
    if (questions.length === 0) return messageReply('No question is kept.');
    return cardReply(
      '## Questions without an answer',
      [
        ...questions.map(({ question, times, readingId }) => ({
          markdown: `${escapeMarkdown(shorten(question, 300))}\n-# ${times === 1 ? 'asked once' : `asked ${times} times`} · ${escapeMarkdown(readingId)}`,
        })),
        {
          markdown: 'Who asked is not kept.',
          buttons: [button('Forget them all', forgetQuestions.id(), ButtonStyle.Danger)],
        },
      ],
      { colour: COLOURS.moderation },
    );
  },
});

const forgetQuestions = action<Needs, []>({
  name: 'setup-forget',
  state: nothing,
  access: admin,
  async run(_, request, { unanswered }) {
    const count = await unanswered.clear(serverOf(request));
    return {
      ...messageReply(count === 1 ? 'One question is forgotten.' : `${count} questions are forgotten.`),
      update: true,
    };
  },
});

const askPurge = action<Needs, []>({
  name: 'setup-erase',
  state: nothing,
  access: admin,
  run: async () => purgeForm(),
});

const PURGE_WORD = 'DELETE';

const purge = action<Needs, []>({
  name: 'setup-purge',
  state: nothing,
  access: admin,
  async run(_, request, { guilds }) {
    if (request.fields['word']?.trim() !== PURGE_WORD)
      throw new UserError('purge-unsure', `Nothing was deleted: the word to type is ${PURGE_WORD}.`);
    const rowsDeleted = await guilds.purge(serverOf(request));
    return messageReply(
      `Everything that was stored about this server is deleted (${rowsDeleted} rows): readings, settings, discussions, questions. The bot stays here, as new.`,
    );
  },
});

async function change(request: Request, services: Needs, changed: Partial<Settings>): Promise<Reply> {
  await services.settings.change(serverOf(request), changed);
  return form(request, services, true);
}

/** The present state with its controls. */
async function form(request: Request, services: Needs, update = false): Promise<Reply> {
  const guildId = serverOf(request);
  const settings = await services.settings.get(guildId);
  const [readings, placed, questions] = await Promise.all([
    services.shelf.list(guildId),
    services.placements.at(guildId, [guildId]),
    services.unanswered.list(guildId, QUESTIONS_SHOWN),
  ]);
  const role = roleState(guildId, settings, services);
  const prompts = channelState(guildId, settings.promptChannelId, NEEDED_FOR_PROMPTS, services);
  const review = channelState(guildId, settings.reviewChannelId, NEEDED_FOR_REVIEW, services);
  const defaultReading = readings.find(({ id }) => id === placed.get(guildId));
  return {
    kind: 'message',
    public: false,
    update,
    components: [
      card(
        COLOURS.moderation,
        text('## Setting up this server\nEach choice is saved at once. Only you see this.'),

        text(`**Moderators:** ${role.words}`),
        select({
          type: ComponentType.RoleSelect,
          custom_id: chooseRole.id(),
          placeholder: 'Choose the moderators’ role',
          min_values: 0,
          default_values: role.id ? [{ id: role.id, type: SelectMenuDefaultValueType.Role }] : [],
        }),

        text(
          `**Default reading:** ${defaultReading ? escapeMarkdown(defaultReading.facts.headline) : 'none chosen, so the one that comes with the bot'}\n-# For one channel or thread: /library use`,
        ),
        select({
          type: ComponentType.StringSelect,
          custom_id: chooseReading.id(),
          placeholder: 'Choose the reading',
          min_values: 0,
          options: firstWith(readings, defaultReading, 25).map(({ id, facts, paragraphs }) => ({
            label: shorten(facts.headline, 100),
            value: id,
            description: `${paragraphs} paragraphs`,
            default: id === defaultReading?.id,
          })),
        }),

        text(`**Discussion prompts go to:** ${prompts.words}`),
        select({
          type: ComponentType.ChannelSelect,
          custom_id: choosePrompts.id(),
          placeholder: 'Choose a text channel or a forum',
          channel_types: [ChannelType.GuildText, ChannelType.GuildForum],
          min_values: 0,
          default_values: prompts.id ? [{ id: prompts.id, type: SelectMenuDefaultValueType.Channel }] : [],
        }),

        text(`**Moderators review prompts in:** ${review.words}`),
        select({
          type: ComponentType.ChannelSelect,
          custom_id: chooseReview.id(),
          placeholder: 'Choose a text channel that only moderators see',
          channel_types: [ChannelType.GuildText],
          min_values: 0,
          default_values: review.id ? [{ id: review.id, type: SelectMenuDefaultValueType.Channel }] : [],
        }),

        text(
          `**Time zone:** ${settings.timezone} (now ${formatClock(settings.timezone, request.now)})\n**Language of dates:** ${nameOfLanguage(settings.language)}`,
        ),
        ...rows([button('Change time zone or language', askTime.id())]),

        text(
          [
            `**Questions without an answer:** ${keptQuestions(settings, questions.length)}`,
            `**Who proposed an anonymous prompt:** ${settings.showProposers ? 'moderators see it, and proposers are told so before' : 'nobody sees it'}`,
          ].join('\n'),
        ),
        ...rows([
          button(
            settings.keepUnanswered ? 'Keep no questions' : 'Keep unanswered questions',
            setOption.id('unanswered', settings.keepUnanswered ? 0 : 1),
          ),
          ...(questions.length > 0 ? [button('See the questions', showQuestions.id())] : []),
          button(
            settings.showProposers ? 'Hide proposers' : 'Show proposers to moderators',
            setOption.id('proposers', settings.showProposers ? 0 : 1),
          ),
        ]),
        ...rows([
          button('Check again', again.id(), ButtonStyle.Primary),
          button('Delete everything stored here', askPurge.id(), ButtonStyle.Danger),
        ]),
      ),
    ],
  };
}

function keptQuestions({ keepUnanswered }: Settings, count: number): string {
  if (keepUnanswered) return 'kept, without who asked';
  return count > 0 ? 'no new ones are kept. ⚠️ Those from before stay until you forget them' : 'not kept';
}

function roleState(guildId: string, { moderatorRoleId: id }: Settings, { places }: Needs) {
  if (id === null) return { words: 'only people with the permission “Manage Server”' };
  const role = places.role(guildId, id);
  if (!role) return { words: '⚠️ the role that was chosen is gone. Choose another.' };
  const words = `<@&${id}>, and people with the permission “Manage Server”`;
  const missing = missingPermissions(role.permissions, ['ManageMessages']);
  if (missing.length === 0) return { id, words };
  return {
    id,
    words: `${words}\n⚠️ The role lacks **${missing.join(', ')}**, so Discord does not offer it moderators’ commands, such as /library. Give it that, or allow it the commands in Server Settings → Integrations.`,
  };
}

function channelState(
  guildId: string,
  id: string | null,
  needed: readonly PermissionName[],
  { places }: Needs,
): { readonly id?: string; readonly words: string } {
  if (id === null) return { words: 'not chosen' };
  const channel = places.channel(guildId, id);
  if (!channel) return { words: '⚠️ the channel that was chosen is gone. Choose another.' };
  const missing = missingPermissions(channel.held, needed);
  if (missing.length === 0) return { id, words: `<#${id}> ✓ the bot may do all it needs there` };
  return {
    id,
    words: `<#${id}>\n⚠️ The bot lacks there: **${missing.join(', ')}**. Allow it in the channel’s settings, then press “Check again”.`,
  };
}

/** The channel that was chosen, if it is one of this server's that the bot sees. */
function channelOf(request: Request, { places }: Needs, kinds: readonly string[]): string | null {
  const id = request.values[0];
  if (id === undefined) return null;
  const channel = places.channel(serverOf(request), id);
  if (!channel || !kinds.includes(channel.kind))
    throw new UserError(
      'channel-unfit',
      'The bot can’t use this channel: it does not see it, or it is of another kind. Choose another, or allow the bot to view it.',
    );
  return id;
}

function timeForm(timezone: string, language: string): Reply {
  return {
    kind: 'modal',
    modal: {
      custom_id: setTime.id(),
      title: 'Time zone and language',
      components: [
        {
          type: ComponentType.Label,
          label: 'Time zone',
          description: 'A city or an IANA name, such as Berlin or Asia/Tokyo',
          component: {
            type: ComponentType.TextInput,
            custom_id: 'timezone',
            style: TextInputStyle.Short,
            value: timezone,
            max_length: 60,
            required: true,
          },
        },
        {
          type: ComponentType.Label,
          label: 'Language of dates',
          component: {
            type: ComponentType.StringSelect,
            custom_id: 'language',
            options: LANGUAGES.map((one) => ({
              label: nameOfLanguage(one),
              value: one,
              default: one === language,
            })),
          },
        },
      ],
    },
  };
}

function purgeForm(): Reply {
  return {
    kind: 'modal',
    modal: {
      custom_id: purge.id(),
      title: 'Delete everything stored here',
      components: [
        {
          type: ComponentType.TextDisplay,
          content:
            'This deletes all readings, settings, discussions and questions of this server, at once and for good. Export what you want to keep first: /library export.',
        },
        {
          type: ComponentType.Label,
          label: `To go on, type ${PURGE_WORD}`,
          component: {
            type: ComponentType.TextInput,
            custom_id: 'word',
            style: TextInputStyle.Short,
            max_length: 20,
            required: true,
          },
        },
      ],
    },
  };
}

function unknownZone(typed: string, candidates: readonly string[]): UserError {
  const hint =
    candidates.length > 0
      ? `Did you mean ${candidates.slice(0, 5).join(', ')}?`
      : 'Give a large city in it, or its IANA name, such as Europe/Berlin.';
  return new UserError('timezone-unknown', `“${shorten(typed, 60)}” names no time zone. ${hint}`);
}

function select(component: APISelectMenuComponent): APIComponentInContainer {
  return { type: ComponentType.ActionRow, components: [component] };
}

/** The first `count`, with `wanted` among them. */
function firstWith<T>(all: readonly T[], wanted: T | undefined, count: number): readonly T[] {
  const first = all.slice(0, count);
  return wanted === undefined || first.includes(wanted) ? first : [wanted, ...first.slice(0, count - 1)];
}

function serverOf({ guildId }: Request): string {
  if (guildId === null) throw new UserError('server-only', 'This works in servers only.');
  return guildId;
}

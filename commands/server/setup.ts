import {
  ButtonStyle,
  ChannelType,
  ComponentType,
  PermissionFlagsBits,
  SelectMenuDefaultValueType,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { action, customId } from '../../src/discord/action.ts';
import { slashCommand } from '../../src/discord/command.ts';
import { button, cardMessage, messageReply, rows, select } from '../../src/discord/components.ts';
import { choiceField, form, textField } from '../../src/discord/form.ts';
import { cardReply } from '../../src/discord/layout.ts';
import { lines, type Markdown, md, mention, subtext } from '../../src/discord/markdown.ts';
import { missingPermissions, type PermissionName } from '../../src/discord/permissions.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import { LANGUAGES, nameOfLanguage } from '../../src/settings/languages.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { findTimezone, formatClock } from '../../src/settings/timezone.ts';
import { shorten } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { IN_SERVERS } from '../common.ts';
import { NEEDED_FOR_PROMPTS, NEEDED_FOR_REVIEW } from '../permissions.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'shelf' | 'placements' | 'settings' | 'unanswered' | 'guilds' | 'serverView'>;

/*
 * One private card shows the present state and changes it: every choice is saved at once and the card drawn
 * again, so that there is nothing to lose, and nothing changes by using it twice.
 */
export const setup = slashCommand({
  data: {
    name: 'setup',
    description: 'Set this server up: moderators, reading, channels, time zone, language',
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    ...IN_SERVERS,
  },
  access: 'admin',
  run: (request, services: Needs): Promise<Reply> => setupCard(request, services),
  actions: () => [
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
  ],
});

const again = action(customId('setup'), {
  access: 'admin',
  run: (_, request, services: Needs): Promise<Reply> => setupCard(request, services, true),
});

const chooseRole = action(customId('setup-role'), {
  access: 'admin',
  run: async (_, request, services: Needs): Promise<Reply> =>
    change(request, services, { moderatorRoleId: roleOf(request, services) }),
});

const choosePrompts = action(customId('setup-prompts'), {
  access: 'admin',
  run: async (_, request, services: Needs): Promise<Reply> =>
    change(request, services, { promptChannelId: channelOf(request, services, ['text', 'forum']) }),
});

const chooseReview = action(customId('setup-review'), {
  access: 'admin',
  run: async (_, request, services: Needs): Promise<Reply> =>
    change(request, services, { reviewChannelId: channelOf(request, services, ['text']) }),
});

const chooseReading = action(customId('setup-reading'), {
  access: 'admin',
  async run(_, request, services: Needs): Promise<Reply> {
    const { guildId, user, now } = request;
    const id = request.values[0] ?? null;
    if (id !== null && !(await services.shelf.get(guildId, id)))
      throw new UserError('reading-gone', 'This reading was removed meanwhile. Choose another.');
    await services.placements.place(guildId, guildId, id, { by: user.id, at: now });
    return setupCard(request, services, true);
  },
});

const askTime = action(customId('setup-when'), {
  access: 'admin',
  async run(_, { guildId }, { settings }: Needs): Promise<Reply> {
    const { timezone, language } = await settings.get(guildId);
    return timeForm(timezone, language);
  },
});

const setTime = action(customId('setup-time'), {
  access: 'admin',
  fields: ['timezone', 'language'],
  async run(_, request, services: Needs): Promise<Reply> {
    const { fields } = request;
    const found = findTimezone(fields.timezone);
    if (!('zone' in found)) throw unknownZone(fields.timezone, found.candidates);
    const language = LANGUAGES.find((one) => one === fields.language);
    return change(request, services, { timezone: found.zone, ...(language && { language }) });
  },
});

const setOption = action(
  customId('setup-option', z.enum(['unanswered', 'proposers']), z.coerce.number().int().min(0).max(1)),
  {
    access: 'admin',
    run: ([option, on], request, services: Needs): Promise<Reply> =>
      change(
        request,
        services,
        option === 'unanswered' ? { keepUnanswered: on === 1 } : { showProposers: on === 1 },
      ),
  },
);

const QUESTIONS_SHOWN = 50;

const showQuestions = action(customId('setup-questions'), {
  access: 'admin',
  async run(_, { guildId }, { unanswered }: Needs): Promise<Reply> {
    const questions = await unanswered.list(guildId, QUESTIONS_SHOWN);
    if (questions.length === 0) return messageReply(md`No question is kept.`);
    return cardReply(
      md`## Questions without an answer`,
      [
        ...questions.map(({ question, times, readingId }) => ({
          markdown: lines(
            md`${shorten(question, 300)}`,
            subtext(md`${times === 1 ? 'asked once' : `asked ${times} times`} · ${readingId}`),
          ),
        })),
        {
          markdown: md`Who asked is not kept.`,
          buttons: [button('Forget them all', forgetQuestions.id(), ButtonStyle.Danger)],
        },
      ],
      { colour: COLOURS.moderation },
    );
  },
});

const forgetQuestions = action(customId('setup-forget'), {
  access: 'admin',
  async run(_, { guildId }, { unanswered }: Needs): Promise<Reply> {
    const count = await unanswered.clear(guildId);
    return {
      ...messageReply(
        md`${count === 1 ? 'One question is forgotten.' : `${count} questions are forgotten.`}`,
      ),
      update: true,
    };
  },
});

const askPurge = action(customId('setup-erase'), {
  access: 'admin',
  run: async (): Promise<Reply> =>
    form(
      purge.id(),
      'Delete everything stored here',
      md`This deletes all readings, settings, discussions and questions of this server, at once and for good. Export what you want to keep first: /library export.`,
      textField('word', `To go on, type ${PURGE_WORD}`, { max: 20 }),
    ),
});

const PURGE_WORD = 'DELETE';

const purge = action(customId('setup-purge'), {
  access: 'admin',
  fields: ['word'],
  async run(_, { guildId, fields }, { guilds }: Needs): Promise<Reply> {
    if (fields.word.trim() !== PURGE_WORD)
      throw new UserError('purge-unsure', `Nothing was deleted: the word to type is ${PURGE_WORD}.`);
    const rowsDeleted = await guilds.purge(guildId);
    return messageReply(
      md`Everything that was stored about this server is deleted (${rowsDeleted} rows): readings, settings, discussions, questions. The bot stays here, as new.`,
    );
  },
});

async function change(request: ServerRequest, services: Needs, changed: Partial<Settings>): Promise<Reply> {
  await services.settings.change(request.guildId, changed);
  return setupCard(request, services, true);
}

/** The present state with its controls. */
async function setupCard(request: ServerRequest, services: Needs, update = false): Promise<Reply> {
  const { guildId } = request;
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
  return cardMessage(
    COLOURS.moderation,
    [
      lines(md`## Setting up this server`, md`Each choice is saved at once. Only you see this.`),

      md`**Moderators:** ${role.words}`,
      select({
        type: ComponentType.RoleSelect,
        custom_id: chooseRole.id(),
        placeholder: 'Choose the moderators’ role',
        min_values: 0,
        default_values: role.id ? [{ id: role.id, type: SelectMenuDefaultValueType.Role }] : [],
      }),

      lines(
        md`**Default reading:** ${defaultReading?.facts.headline ?? 'none chosen, so the one that comes with the bot'}`,
        subtext(md`For one channel or thread: /library use`),
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

      md`**Discussion prompts go to:** ${prompts.words}`,
      select({
        type: ComponentType.ChannelSelect,
        custom_id: choosePrompts.id(),
        placeholder: 'Choose a text channel or a forum',
        channel_types: [ChannelType.GuildText, ChannelType.GuildForum],
        min_values: 0,
        default_values: prompts.id ? [{ id: prompts.id, type: SelectMenuDefaultValueType.Channel }] : [],
      }),

      md`**Moderators review prompts in:** ${review.words}`,
      select({
        type: ComponentType.ChannelSelect,
        custom_id: chooseReview.id(),
        placeholder: 'Choose a text channel that only moderators see',
        channel_types: [ChannelType.GuildText],
        min_values: 0,
        default_values: review.id ? [{ id: review.id, type: SelectMenuDefaultValueType.Channel }] : [],
      }),

      lines(
        md`**Time zone:** ${settings.timezone} (now ${formatClock(settings.timezone, request.now)})`,
        md`**Language of dates:** ${nameOfLanguage(settings.language)}`,
      ),
      ...rows([button('Change time zone or language', askTime.id())]),

      lines(
        md`**Questions without an answer:** ${keptQuestions(settings, questions.length)}`,
        md`**Who proposed an anonymous prompt:** ${settings.showProposers ? 'moderators see it of those proposed from now on, and proposers are told so before' : 'nobody sees it of those proposed from now on'}`,
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
    ],
    { public: false, update },
  );
}

function keptQuestions({ keepUnanswered }: Settings, count: number): string {
  if (keepUnanswered) return 'kept, without who asked';
  return count > 0 ? 'no new ones are kept. ⚠️ Those from before stay until you forget them' : 'not kept';
}

/** A role or a channel as it was chosen: its id, if it is still there, and what is to be said of it. */
interface Chosen {
  readonly id?: string;
  readonly words: Markdown;
}

function roleState(guildId: string, { moderatorRoleId: id }: Settings, { serverView }: Needs): Chosen {
  if (id === null) return { words: md`only people with the permission “Manage Server”` };
  const role = serverView.role(guildId, id);
  if (!role) return { words: md`⚠️ the role that was chosen is gone. Choose another.` };
  if (!role.givenByPeople)
    return { words: md`⚠️ the role that was chosen is not one that people are given. Choose another.` };
  const words = md`${mention('role', id)}, and people with the permission “Manage Server”`;
  const missing = missingPermissions(role.permissions, ['ManageMessages']);
  if (missing.length === 0) return { id, words };
  return {
    id,
    words: lines(
      words,
      md`⚠️ The role lacks **${missing.join(', ')}**, so Discord does not offer it moderators’ commands, such as /library. Give it that, or allow it the commands in Server Settings → Integrations.`,
    ),
  };
}

function channelState(
  guildId: string,
  id: string | null,
  needed: readonly PermissionName[],
  { serverView }: Needs,
): Chosen {
  if (id === null) return { words: md`not chosen` };
  const channel = serverView.channel(guildId, id);
  if (!channel) return { words: md`⚠️ the channel that was chosen is gone. Choose another.` };
  const named = mention('channel', id);
  const missing = missingPermissions(channel.held, needed);
  if (missing.length === 0) return { id, words: md`${named} ✓ the bot may do all it needs there` };
  return {
    id,
    words: lines(
      named,
      md`⚠️ The bot lacks there: **${missing.join(', ')}**. Allow it in the channel’s settings, then press “Check again”.`,
    ),
  };
}

/** The role that was chosen, if it is one of this server's that makes somebody a moderator. */
function roleOf(request: ServerRequest, { serverView }: Needs): string | null {
  const id = request.values[0];
  if (id === undefined) return null;
  if (!serverView.role(request.guildId, id)?.givenByPeople)
    throw new UserError(
      'role-unfit',
      'This role can’t be the moderators’: everybody has it, an app or a subscription gives it, or it is not of this server. Choose one that you give to people.',
    );
  return id;
}

/** The channel that was chosen, if it is one of this server's that the bot sees. */
function channelOf(request: ServerRequest, { serverView }: Needs, kinds: readonly string[]): string | null {
  const id = request.values[0];
  if (id === undefined) return null;
  const channel = serverView.channel(request.guildId, id);
  if (!channel || !kinds.includes(channel.kind))
    throw new UserError(
      'channel-unfit',
      'The bot can’t use this channel: it does not see it, or it is of another kind. Choose another, or allow the bot to view it.',
    );
  return id;
}

function timeForm(timezone: string, language: string): Reply {
  return form(
    setTime.id(),
    'Time zone and language',
    textField('timezone', 'Time zone', {
      description: 'A city or an IANA name, such as Berlin or Asia/Tokyo',
      value: timezone,
      max: 60,
    }),
    choiceField(
      'language',
      'Language of dates',
      LANGUAGES.map((one) => ({ label: nameOfLanguage(one), value: one, default: one === language })),
    ),
  );
}

function unknownZone(typed: string, candidates: readonly string[]): UserError {
  const hint =
    candidates.length > 0
      ? `Did you mean ${candidates.slice(0, 5).join(', ')}?`
      : 'Give a large city in it, or its IANA name, such as Europe/Berlin.';
  return new UserError('timezone-unknown', `“${shorten(typed, 60)}” names no time zone. ${hint}`);
}

/** The first `count`, with `wanted` among them. */
function firstWith<T>(all: readonly T[], wanted: T | undefined, count: number): readonly T[] {
  const first = all.slice(0, count);
  return wanted === undefined || first.includes(wanted) ? first : [wanted, ...first.slice(0, count - 1)];
}

/** Every rule that Discord enforces on what a bot sends, and how it refuses. */
import type { DiscordAPIError } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IDS } from '../server/default-world.ts';
import { startDiscord, type TestDiscord } from '../testing/harness.ts';
import { testBot } from './bot.ts';

const V2 = 1 << 15;
const long = (length: number) => 'x'.repeat(length);
const text = (content: string) => ({ type: 10, content });
const button = (more: object = {}) => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...more });
const row = (...components: object[]) => ({ type: 1, components });
const option = (n: number) => ({ label: `${n}`, value: `${n}` });
const select = (more: object = {}) => ({
  type: 3,
  custom_id: 'menu',
  options: [option(1), option(2)],
  ...more,
});
const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));
const poll = (more: object = {}) => ({
  poll: { question: { text: 'Which?' }, answers: [{ poll_media: { text: 'This' } }], duration: 1, ...more },
});
const v2 = (...components: object[]) => ({ flags: V2, components });
const rows = (...components: object[]) => ({ content: 'x', components });
const label = (component: object, more: object = {}) => ({ type: 18, label: 'Name', component, ...more });
const input = (more: object = {}) => ({ type: 4, custom_id: 'name', style: 1, ...more });
const modal = (...components: object[]) => ({ custom_id: 'form', title: 'Form', components });

/** What is sent, the code of the refusal, and for 50035 where and by which rule. */
type Case = [
  name: string,
  body: object | null,
  code: number,
  at?: string | undefined,
  rule?: string | undefined,
];

const messages: Case[] = [
  ['an empty message', { content: '' }, 50006],
  ['a message of spaces', { content: '   ' }, 50006],
  ['content over 2,000', { content: long(2001) }, 50035, 'content', 'BASE_TYPE_MAX_LENGTH'],
  ['eleven embeds', { embeds: many(11, () => ({ title: 'x' })) }, 50035, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
  [
    'an embed title over 256',
    { embeds: [{ title: long(257) }] },
    50035,
    'embeds.0.title',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an embed description over 4,096',
    { embeds: [{ description: long(4097) }] },
    50035,
    'embeds.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a field value over 1,024',
    { embeds: [{ fields: [{ name: 'x', value: long(1025) }] }] },
    50035,
    'embeds.0.fields.0.value',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a field without a value',
    { embeds: [{ fields: [{ name: 'x' }] }] },
    50035,
    'embeds.0.fields.0.value',
    'BASE_TYPE_REQUIRED',
  ],
  [
    '26 fields',
    { embeds: [{ fields: many(26, () => ({ name: 'x', value: 'x' })) }] },
    50035,
    'embeds.0.fields',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'embeds over 6,000 in all',
    { embeds: many(2, () => ({ description: long(3001) })) },
    50035,
    'embeds',
    'MAX_EMBED_SIZE_EXCEEDED',
  ],
  [
    'an embed that links to a script',
    { embeds: [{ title: 'x', url: 'javascript:alert(1)' }] },
    50035,
    'embeds.0.url',
    'URL_TYPE_INVALID_SCHEME',
  ],
  ['a component of an unknown type', rows({ type: 99 }), 50035, 'components.0.type', 'UNION_TYPE_CHOICES'],
  ['a text display without the flag', rows(text('x')), 50035, 'components.0.type', 'UNION_TYPE_CHOICES'],
  [
    'six rows',
    rows(...many(6, (n) => row(button({ custom_id: `${n}` })))),
    50035,
    'components',
    'BASE_TYPE_MAX_LENGTH',
  ],
  ['an empty row', rows(row()), 50035, 'components.0.components', 'BASE_TYPE_BAD_LENGTH'],
  [
    'six buttons in a row',
    rows(row(...many(6, (n) => button({ custom_id: `${n}` })))),
    50035,
    'components.0.components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a menu beside a button',
    rows(row(button(), select())),
    50035,
    'components.0.components.1',
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'a button label over 80',
    rows(row(button({ label: long(81) }))),
    50035,
    'components.0.components.0.label',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a custom id over 100',
    rows(row(button({ custom_id: long(101) }))),
    50035,
    'components.0.components.0.custom_id',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'two alike custom ids',
    rows(row(button(), button())),
    50035,
    'components.0.components.1.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a button without a custom id',
    rows(row({ type: 2, style: 1, label: 'x' })),
    50035,
    'components.0.components.0.custom_id',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a button without label and emoji',
    rows(row({ type: 2, style: 1, custom_id: 'x' })),
    50035,
    'components.0.components.0',
    'BUTTON_COMPONENT_INVALID_LABEL_OR_EMOJI',
  ],
  [
    'a link button without an address',
    rows(row({ type: 2, style: 5, label: 'x' })),
    50035,
    'components.0.components.0.url',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a link button with an address over 512',
    rows(row({ type: 2, style: 5, label: 'x', url: `https://e.org/${long(512)}` })),
    50035,
    'components.0.components.0.url',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a link button to a script',
    rows(row({ type: 2, style: 5, label: 'x', url: 'javascript:alert(1)' })),
    50035,
    'components.0.components.0.url',
    'URL_TYPE_INVALID_SCHEME',
  ],
  [
    'a button with both',
    rows(row(button({ url: 'https://e.org' }))),
    50035,
    'components.0.components.0.custom_id',
    'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  ],
  [
    '26 options',
    rows(row(select({ options: many(26, option) }))),
    50035,
    'components.0.components.0.options',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'no options',
    rows(row(select({ options: [] }))),
    50035,
    'components.0.components.0.options',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'two alike option values',
    rows(row(select({ options: [option(1), option(1)] }))),
    50035,
    'components.0.components.0.options.1.value',
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  [
    'a placeholder over 150',
    rows(row(select({ placeholder: long(151) }))),
    50035,
    'components.0.components.0.placeholder',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'V2 with content',
    { ...v2(text('x')), content: 'x' },
    50035,
    'content',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'V2 with embeds',
    { ...v2(text('x')), embeds: [{ title: 'x' }] },
    50035,
    'embeds',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'V2 with a poll',
    { ...v2(text('x')), ...poll() },
    50035,
    'poll',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    '41 components',
    v2(...many(41, () => text('x'))),
    50035,
    'components',
    'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  [
    '41 components, nested',
    v2({ type: 17, components: many(40, () => text('x')) }),
    50035,
    'components',
    'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  [
    '4,001 characters of V2 text',
    v2(text(long(4000)), text('x')),
    50035,
    'components',
    'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
  ],
  ['an empty text display', v2(text('')), 50035, 'components.0.content', 'BASE_TYPE_BAD_LENGTH'],
  ['a text display of spaces', v2(text(' \n ')), 50035, 'components.0.content', 'BASE_TYPE_BAD_LENGTH'],
  [
    'a section without its accessory',
    v2({ type: 9, components: [text('x')] }),
    50035,
    'components.0.accessory',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a container in a container',
    v2({ type: 17, components: [{ type: 17, components: [text('x')] }] }),
    50035,
    'components.0.components.0.type',
    'UNION_TYPE_CHOICES',
  ],
  [
    'alt text over 1,024',
    v2({ type: 12, items: [{ media: { url: 'https://e.org/x.png' }, description: long(1025) }] }),
    50035,
    'components.0.items.0.description',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a file that is not there',
    v2({ type: 13, file: { url: 'attachment://x.png' } }),
    50035,
    'components',
    'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
  ],
  [
    'two alike custom ids across a section',
    v2({ type: 9, components: [text('x')], accessory: button() }, row(button())),
    50035,
    'components.1.components.0.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a poll question over 300',
    poll({ question: { text: long(301) } }),
    50035,
    'poll.question.text',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a poll answer over 55',
    poll({ answers: [{ poll_media: { text: long(56) } }] }),
    50035,
    'poll.answers.0.poll_media.text',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'eleven poll answers',
    poll({ answers: many(11, () => ({ poll_media: { text: 'x' } })) }),
    50035,
    'poll.answers',
    'BASE_TYPE_BAD_LENGTH',
  ],
  ['a poll of 33 days', poll({ duration: 33 * 24 }), 50035, 'poll.duration', 'NUMBER_TYPE_MAX'],
  [
    'mentions said twice',
    { content: 'x', allowed_mentions: { parse: ['users'], users: [IDS.student] } },
    50035,
    'allowed_mentions',
    'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
  ['a nonce over 25', { content: 'x', nonce: long(26) }, 50035, 'nonce'],
  [
    'a reply to nothing',
    { content: 'x', message_reference: { message_id: IDS.student } },
    50035,
    'message_reference',
    'REPLIES_UNKNOWN_MESSAGE',
  ],
];

const slash = (more: object = {}) => ({ name: 'x', description: 'x', ...more });
const opt = (more: object = {}) => ({ type: 3, name: 'x', description: 'x', ...more });
const with_ = (...options: object[]) => slash({ options });
const commands: Case[] = [
  ['a name in capitals', slash({ name: 'Ask' }), 50035, 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a name with a space', slash({ name: 'a b' }), 50035, 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a name over 32', slash({ name: long(33) }), 50035, 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['no description', { name: 'x' }, 50035, 'description', 'BASE_TYPE_REQUIRED'],
  ['a description over 100', slash({ description: long(101) }), 50035, 'description', 'BASE_TYPE_MAX_LENGTH'],
  ['26 options', with_(...many(26, (n) => opt({ name: `o${n}` }))), 50035, 'options', 'BASE_TYPE_MAX_LENGTH'],
  [
    'two alike options',
    with_(opt(), opt()),
    50035,
    'options.1',
    'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ],
  [
    'a required option after an optional one',
    with_(opt(), opt({ name: 'y', required: true })),
    50035,
    'options.1',
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'the same in a subcommand',
    with_({ type: 1, name: 's', description: 's', options: [opt(), opt({ name: 'y', required: true })] }),
    50035,
    'options.0.options.1',
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'choices with autocomplete',
    with_(opt({ autocomplete: true, choices: [{ name: 'x', value: 'x' }] })),
    50035,
    'options.0.autocomplete',
    'APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE',
  ],
  [
    '26 choices',
    with_(opt({ choices: many(26, (n) => ({ name: `${n}`, value: `${n}` })) })),
    50035,
    'options.0.choices',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a choice over 100',
    with_(opt({ choices: [{ name: long(101), value: 'x' }] })),
    50035,
    'options.0.choices.0.name',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an option named in capitals',
    with_(opt({ name: 'X' })),
    50035,
    'options.0.name',
    'APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'over 8,000 characters',
    with_(
      ...many(25, (n) =>
        opt({ name: `o${n}`, choices: many(4, (m) => ({ name: `${m}`.padEnd(90, 'x'), value: `${m}` })) }),
      ),
    ),
    50035,
    '',
    'APPLICATION_COMMAND_TOO_LARGE',
  ],
  ['a context twice', slash({ contexts: [0, 0] }), 50035, 'contexts', 'SET_TYPE_NOT_UNIQUE'],
  [
    'a fraction as the least whole number',
    with_(opt({ type: 4, min_value: 0.5 })),
    50035,
    'options.0.min_value',
    'NUMBER_TYPE_COERCE',
  ],
  [
    'an unknown locale',
    slash({ name_localizations: { xx: 'x' } }),
    50035,
    'name_localizations.xx',
    'BASE_TYPE_CHOICES',
  ],
  [
    'a message command with a description',
    { type: 3, name: 'X', description: 'x' },
    50035,
    'description',
    'APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED',
  ],
];
const lists: Case[] = [
  ['two of one name', [slash(), slash()] as never, 50035, '1', 'APPLICATION_COMMANDS_DUPLICATE_NAME'],
  ['101 slash commands', many(101, (n) => slash({ name: `c${n}` })) as never, 30032],
  ['16 message commands', many(16, (n) => ({ type: 3, name: `c${n}` })) as never, 30032],
];
/** A command alone in its list. */
const inList = commands.map(
  ([name, body, code, at, rule]): Case => [
    name,
    [body] as never,
    code,
    ['0', at].filter(Boolean).join('.'),
    rule,
  ],
);
const modals: Case[] = [
  [
    'six components',
    modal(...many(6, (n) => label(input({ custom_id: `${n}` })))),
    50035,
    'data.components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  ['none', modal(), 50035, 'data.components', 'BASE_TYPE_BAD_LENGTH'],
  [
    'a title over 45',
    { ...modal(label(input())), title: long(46) },
    50035,
    'data.title',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a label over 45',
    modal(label(input(), { label: long(46) })),
    50035,
    'data.components.0.label',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a text over 4,000',
    modal(label(input({ value: long(4001) }))),
    50035,
    'data.components.0.component.value',
    'BASE_TYPE_MAX_LENGTH',
  ],
  ['a button in it', modal(label(button())), 50035, 'data.components.0.component.type', 'UNION_TYPE_CHOICES'],
  [
    'two alike custom ids',
    modal(label(input()), label(input())),
    50035,
    'data.components.1.component.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'eleven files',
    modal(label({ type: 19, custom_id: 'f', max_values: 11 })),
    50035,
    'data.components.0.component.max_values',
    'NUMBER_TYPE_MAX',
  ],
];
const autocompletions: Case[] = [
  [
    '26 choices',
    { choices: many(26, (n) => ({ name: `${n}`, value: `${n}` })) },
    50035,
    'data.choices',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a name over 100',
    { choices: [{ name: long(101), value: 'x' }] },
    50035,
    'data.choices.0.name',
    'BASE_TYPE_BAD_LENGTH',
  ],
  ['a value over 100', { choices: [{ name: 'x', value: long(101) }] }, 50035, 'data.choices.0.value'],
];
const threads: Case[] = [
  ['a name over 100', { name: long(101), type: 11 }, 50035, 'name', 'BASE_TYPE_BAD_LENGTH'],
  [
    'an odd time to archive',
    { name: 'x', type: 11, auto_archive_duration: 7 },
    50035,
    'auto_archive_duration',
    'BASE_TYPE_CHOICES',
  ],
  [
    'slow mode over six hours',
    { name: 'x', type: 11, rate_limit_per_user: 21_601 },
    50035,
    'rate_limit_per_user',
    'NUMBER_TYPE_MAX',
  ],
];
const posts: Case[] = [
  [
    'six tags',
    { name: 'x', message: { content: 'x' }, applied_tags: many(6, (n) => `${n}`) },
    50035,
    'applied_tags',
    'BASE_TYPE_MAX_LENGTH',
  ],
  ['no first message', { name: 'x' }, 50035, 'message', 'BASE_TYPE_REQUIRED'],
  ['an empty first message', { name: 'x', message: { content: '' } }, 50006],
];

let discord: TestDiscord;
let answerWith: { type: number; data: object | null } = { type: 4, data: {} };
let lastProblem: DiscordAPIError | undefined;
const start = testBot({
  commands: [slash({ name: 'try' }), slash({ name: 'complete', options: [opt({ autocomplete: true })] })],
  on: (client) =>
    client.on('interactionCreate', async (it) => {
      const route = `/interactions/${it.id}/${it.token}/callback` as const;
      lastProblem = await refusal(client.rest.post(route, { body: answerWith, auth: false }));
    }),
});

beforeAll(async () => {
  discord = await startDiscord(start, { mayBreakRules: true, limits: FAST });
});
afterAll(() => discord.close());

const FAST = { global: { requests: 10_000, window: 1 }, route: () => ({ requests: 10_000, window: 1 }) };

async function refusal(asked: Promise<unknown>): Promise<DiscordAPIError | undefined> {
  return asked.then(
    () => undefined,
    (problem: DiscordAPIError) => problem,
  );
}

function check(problem: DiscordAPIError | undefined, [name, , code, at, rule]: Case): void {
  expect(problem, `${name} was taken`).toBeDefined();
  expect(problem?.code, JSON.stringify(problem?.rawError)).toBe(code);
  if (at === undefined) return;
  let place: unknown = (problem?.rawError as { errors?: unknown } | undefined)?.errors;
  for (const step of at.split('.').filter(Boolean))
    place = (place as Record<string, unknown> | undefined)?.[step];
  const found = (place as { _errors?: { code: string }[] } | undefined)?._errors?.map((it) => it.code);
  expect(found, JSON.stringify(problem?.rawError)).toBeDefined();
  if (rule) expect(found).toContain(rule);
}

describe.each([
  ['a message', messages, `/channels/${IDS.reading}/messages`, 'post'],
  ['a list of commands', [...inList, ...lists], `/applications/${IDS.application}/commands`, 'put'],
  ['a thread', threads, `/channels/${IDS.reading}/threads`, 'post'],
  ['a forum post', posts, `/channels/${IDS.discussions}/threads`, 'post'],
] as [string, Case[], `/${string}`, 'post' | 'put'][])('%s is refused:', (_what, cases, route, method) => {
  test.each(cases)('%s', async (...it) => {
    check(await refusal(start.client.rest[method](route, { body: it[1] })), it);
  });
});

describe('an answer is refused:', () => {
  const inData = messages
    .filter(([name]) => name !== 'a reply to nothing')
    .map(
      ([name, body, code, at, rule]): Case => [name, body, code, at === undefined ? at : `data.${at}`, rule],
    );
  test.each(inData)('%s', (...it) => answered('try', 4, it));
  test.each(modals)('a modal with %s', (...it) => answered('try', 9, it));
  test.each(autocompletions)('autocompletion: %s', (...it) => answered('complete', 8, it));

  async function answered(command: string, type: number, it: Case): Promise<void> {
    answerWith = { type, data: it[1] };
    lastProblem = undefined;
    const asked =
      type === 8
        ? discord.as('student').autocomplete(command, 'x', 'y')
        : discord.as('student').command(command);
    await discord.until(() => lastProblem, 'the refusal');
    check(lastProblem, it);
    discord.sandbox.clock.advance(3_001);
    await asked;
  }
});

test('what is within the limits is taken', async () => {
  const send = (body: object) => start.client.rest.post(`/channels/${IDS.reading}/messages`, { body });
  const fits: object[] = [
    { content: long(2000) },
    { content: '🎓'.repeat(2000) },
    { embeds: [{ title: long(256), description: long(4096), fields: [{ name: 'x', value: long(1024) }] }] },
    rows(...many(5, (r) => row(...many(5, (n) => button({ custom_id: `${r}-${n}`, label: long(80) }))))),
    rows(row(select({ options: many(25, option), custom_id: long(100) }))),
    v2(...many(40, () => text(long(100)))),
    v2({
      type: 17,
      components: [{ type: 9, components: [text('x')], accessory: button() }, { type: 14 }, row(select())],
    }),
    poll({
      question: { text: long(300) },
      answers: many(10, () => ({ poll_media: { text: long(55) } })),
      duration: 768,
    }),
  ];
  for (const body of fits) await expect(send(body)).resolves.toHaveProperty('id');
});

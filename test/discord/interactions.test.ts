import { setTimeout as sleep } from 'node:timers/promises';
import { REST } from 'discord.js';
import {
  type APIModalInteractionResponseCallbackComponent,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { defaultWorld, IDS } from '../../sandbox/server/default-world.ts';
import { action, customId } from '../../src/discord/action.ts';
import { button, rows, select, text } from '../../src/discord/components.ts';
import { choiceField, form, labelled, textField } from '../../src/discord/form.ts';
import { md } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { RawRequest } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import { refusal } from '../support/refusals.ts';
import { command, discordWith, logged, router, says } from './bot-with.ts';

const Option = ApplicationCommandOptionType;
const option = (type: ApplicationCommandOptionType, name: string, more: object = {}) =>
  ({ type, name, description: 'x', ...more }) as never;

describe('what an interaction brings', () => {
  it('is the values of options, also of a subcommand within a group', async () => {
    const asked: RawRequest[] = [];
    const run = async (request: RawRequest) => {
      asked.push(request);
      return says('Heard.');
    };
    const options = [
      option(Option.String, 'words'),
      option(Option.Integer, 'n'),
      option(Option.Boolean, 'yes'),
      option(Option.Channel, 'where'),
      option(Option.Attachment, 'file'),
    ];
    const group = option(Option.SubcommandGroup, 'group', {
      options: [option(Option.Subcommand, 'sub', { options })],
    });
    const discord = await discordWith([
      command('flat', run, { data: { type: 1, name: 'flat', description: 'x', options } }),
      command('deep', run, { data: { type: 1, name: 'deep', description: 'x', options: [group] } }),
    ]);
    const student = discord.as('student');
    const file = { name: 'a.txt', content: 'Some words.', contentType: 'text/plain' };
    const given = { words: 'a', n: 0, yes: false, where: IDS.reading };
    await student.command('flat', { ...given, file });
    await student.command('deep group sub', given);
    await student.command('flat');
    expect(asked.map(({ options, subcommand }) => [subcommand, options])).toEqual([
      [
        null,
        { ...given, file: expect.objectContaining({ name: 'a.txt', size: 11, contentType: 'text/plain' }) },
      ],
      ['group sub', given],
      [null, {}],
    ]);
    expect(asked[0]?.options['file']).toMatchObject({ url: expect.stringContaining('/a.txt') });
  });

  it('is who asks, by the name that the server knows them by, and with which roles', async () => {
    const world = defaultWorld();
    const member = world.guilds.get(IDS.guild)?.members.get(IDS.moderator);
    if (member) member.nick = 'The *reader*';
    const heard: RawRequest[] = [];
    const discord = await discordWith(
      [
        command('who', async (request) => {
          heard.push(request);
          return says('Heard.');
        }),
      ],
      { world },
    );
    await discord.as('moderator').command('who');
    await discord.as('student').command('who');
    await discord.as('student').inDirectMessages().command('who');
    expect(
      heard.map(({ user, roles, guildId, botInServer, parentId }) => [
        user.name,
        roles.includes(IDS.moderatorRole),
        guildId,
        botInServer,
        parentId,
      ]),
    ).toEqual([
      ['The *reader*', true, IDS.guild, true, null],
      ['Sam', false, IDS.guild, true, null],
      ['Sam', false, null, false, null],
    ]);
    expect(
      heard.map(({ values, files, fields, message, subcommand }) => [
        values,
        files,
        fields,
        message,
        subcommand,
      ]),
    ).toEqual(heard.map(() => [[], [], {}, null, null]));
    expect(heard[0]?.permissions.member).toBeGreaterThan(heard[1]?.permissions.member ?? 0n);
    expect(Math.abs(Date.now() - (heard[0]?.now.getTime() ?? 0))).toBeLessThan(60_000);
  });

  it('is what was chosen from a menu', async () => {
    const choose = action(customId('choose'), { run: async (_, { values }) => says(values.join(' and ')) });
    const options = ['a', 'b', 'c'].map((value) => ({ label: value.toUpperCase(), value }));
    const menu = {
      type: ComponentType.StringSelect as const,
      custom_id: choose.id(),
      options,
      max_values: 3,
    };
    const discord = await discordWith([
      command('show', async () => says('', { components: [select(menu)] }), { actions: [choose] }),
    ]);
    const shown = await discord.as('student').command('show');
    expect((await shown.select().choose('A', 'C')).text).toBe('a and c');
  });

  it('is what was typed, without what is no character of it', async () => {
    const data = {
      type: 1,
      name: 'say',
      description: 'x',
      options: [option(Option.String, 'words')],
    } as const;
    const heard: unknown[] = [];
    const discord = await discordWith([
      command(
        'say',
        async ({ options }) => {
          heard.push(options['words']);
          return says('Heard.');
        },
        { data },
      ),
    ]);
    await discord.as('student').command('say', { words: 'one\r\ntwo\rthree\u202E\u0007' });
    expect(heard).toEqual(['one\ntwo\nthree']);
  });

  it('is what was written, chosen and uploaded in a form', async () => {
    const submit = action(customId('submit'), {
      fields: ['words', 'which', 'left out'],
      run: async (_, { fields, files }) =>
        says(JSON.stringify([fields, files.map(({ name, size }) => [name, size])])),
    });
    const options = ['a', 'b'].map((value) => ({ label: value.toUpperCase(), value }));
    const upload = {
      type: ComponentType.FileUpload as const,
      custom_id: 'files',
      required: false,
      max_values: 2,
    };
    const discord = await discordWith([
      command(
        'write',
        async (): Promise<Reply> =>
          form(
            submit.id(),
            'Write',
            textField('words', 'Words'),
            choiceField('which', 'Which', options),
            labelled('Files', undefined, upload) as Extract<
              APIModalInteractionResponseCallbackComponent,
              { type: ComponentType.Label }
            >,
          ),
        { actions: [submit] },
      ),
    ]);
    const submitted = async (fields: object) =>
      JSON.parse((await (await discord.as('student').command('write')).modal.submit(fields as never)).text);
    const file = { name: 'a.txt', content: 'Some words.' };
    expect(await submitted({ Words: 'x', Which: 'B', Files: [file] })).toEqual([
      { words: 'x', which: 'b', 'left out': '' },
      [['a.txt', 11]],
    ]);
    expect(await submitted({ Words: 'x', Which: 'A' })).toEqual([
      { words: 'x', which: 'a', 'left out': '' },
      [],
    ]);
  });

  it('is the message that a command was used on, with the words that can be seen on it', async () => {
    const heard: RawRequest['message'][] = [];
    const data = { type: ApplicationCommandType.Message, name: 'Look' } as const;
    const look = command(
      'Look',
      async ({ message }) => {
        heard.push(message);
        return says('Seen.');
      },
      { data },
    );
    const shows = command('show', async () =>
      says('In a *card*', { public: true, components: [text(md`Above`), ...says('In a *card*').components] }),
    );
    const discord = await discordWith([look, shows]);
    const student = discord.as('student');
    const said = discord.as('classmate').say('Some *words*');
    const shown = await student.command('show');
    await student.messageCommand('Look', said);
    await student.messageCommand('Look', shown);
    expect(heard).toMatchObject([
      {
        id: said.id,
        channelId: said.channelId,
        authorId: IDS.classmate,
        authorName: 'Kim',
        content: 'Some *words*',
        text: '',
        private: false,
        components: [],
        url: `https://discord.com/channels/${IDS.guild}/${said.channelId}/${said.id}`,
      },
      { id: shown.id, authorId: IDS.bot, content: '', text: 'Above\nIn a *card*', components: [{}, {}] },
    ]);
  });

  it('is the words of a message’s embeds too', async () => {
    const heard: unknown[] = [];
    const data = { type: ApplicationCommandType.Message, name: 'Look' } as const;
    const look = command(
      'Look',
      async ({ message }) => {
        heard.push(message?.text);
        return says('Seen.');
      },
      { data },
    );
    const discord = await discordWith([look]);
    const rest = new REST({ api: discord.sandbox.apiUrl }).setToken(discord.sandbox.token);
    const fields = [{ name: 'Not this', value: 'Value' }];
    const embeds = [{ title: 'Title', description: 'Description', fields }, { description: 'Another' }];
    await rest.post(`/channels/${IDS.reading}/messages`, { body: { embeds } });
    const [shown] = discord.as('student').sees();
    if (shown) await discord.as('student').messageCommand('Look', shown);
    expect(heard).toEqual(['Title\nDescription\nValue\nAnother']);
  });

  it('is the message that a button, or the form that it opened, stands on', async () => {
    const heard: RawRequest['message'][] = [];
    const submit = action(customId('submit'), {
      run: async (_, { message }) => {
        heard.push(message);
        return says('Changed.', { update: true });
      },
    });
    const press = action(customId('press'), {
      run: async (_, { message }): Promise<Reply> => {
        heard.push(message);
        return form(submit.id(), 'Write', textField('words', 'Words'));
      },
    });
    const discord = await discordWith([
      command(
        'show',
        async () => says('', { components: [text(md`Press.`), ...rows([button('Press', press.id())])] }),
        {
          actions: [press, submit],
        },
      ),
    ]);
    const shown = await discord.as('student').command('show');
    await (await shown.button('Press').press()).modal.submit({ Words: 'x' });
    expect(heard).toMatchObject([1, 2].map(() => ({ id: shown.id, text: 'Press.', private: true })));
    expect(shown.text).toBe('Changed.');
  });
});

describe('an answer', () => {
  const file = { name: 'a.csv', data: Buffer.from('a,b'), description: 'A table' };

  it('brings its files, and a component that shows each', async () => {
    const discord = await discordWith([
      command('file', async () =>
        says('Here.', { files: [file, { name: 'b.csv', data: Buffer.from('c') }] }),
      ),
    ]);
    const answer = await discord.as('student').command('file');
    expect(answer.files.map(({ name, text, description }) => [name, text, description])).toEqual([
      ['a.csv', 'a,b', 'A table'],
      ['b.csv', 'c', undefined],
    ]);
    expect([answer.private, answer.text.startsWith('Here.')]).toEqual([true, true]);
  });

  it('has a button that shares it while it is private, and only then', async () => {
    const data = {
      type: 1,
      name: 'ask',
      description: 'x',
      options: [option(Option.Boolean, 'share')],
    } as const;
    const discord = await discordWith([
      command('ask', async () => says('Here.', { shareable: true }), { data }),
    ]);
    const student = discord.as('student');
    const own = await student.command('ask');
    expect([own.private, own.buttons]).toEqual([true, ['Share']]);
    const all = await student.command('ask', { share: true });
    expect([all.private, all.buttons]).toEqual([false, []]);
    // WHEN it is shared
    await own.button('Share').press();
    const shared = await discord.until(
      () => discord.messages('reading').find(({ text }) => text.includes('Shared by')),
      'the shared answer',
    );
    expect([shared.private, shared.buttons, own.buttons, own.button('Shared').disabled]).toEqual([
      false,
      [],
      ['Shared'],
      true,
    ]);
  });

  it('mentions nobody, is in components, and is not said to be private where it is not', async () => {
    const discord = await discordWith([command('ask', async () => says('<@1> @everyone', { public: true }))]);
    await discord.as('student').command('ask');
    const [callback] = discord.sent.filter(({ route }) => route.endsWith('/callback'));
    expect(callback?.body).toMatchObject({
      data: { flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } },
    });
  });

  it('changes the message of a button where it says so, keeping it private or public', async () => {
    const press = action(customId('press'), {
      run: async () => says('Pressed.', { update: true, shareable: true, files: [file] }),
    });
    const shows = (name: string, isPublic: boolean) =>
      command(name, async () =>
        says('', { public: isPublic, components: rows([button('Press', press.id())]) }),
      );
    const discord = await discordWith([{ ...shows('open', true), actions: [press] }, shows('closed', false)]);
    for (const [name, buttons] of [
      ['open', []],
      ['closed', ['Share']],
    ] as const) {
      const shown = await discord.as('student').command(name);
      const answer = await shown.button('Press').press();
      expect([answer.by, shown.buttons, shown.files.length]).toEqual(['update', buttons, 1]);
    }
  });

  it('to a command is new, though it says that it changes a message', async () => {
    const discord = await discordWith([command('ask', async () => says('Here.', { update: true }))]);
    expect((await discord.as('student').command('ask')).text).toBe('Here.');
  });

  it('is done when it stands there: what is to follow it comes afterwards', async () => {
    const order: string[] = [];
    const seen = () => discord.as('student').sees().length;
    const sent = (name: string) => async () => void order.push(`${name} after ${seen()}`);
    const discord = await discordWith([
      command('ask', async () =>
        says('One.', { sent: sent('first'), followedBy: says('Two.', { sent: sent('second') }) }),
      ),
    ]);
    await (await discord.as('student').command('ask')).awaitFollowUps();
    await discord.until(() => order.length === 2, 'both');
    expect(order).toEqual(['first after 1', 'second after 2']);
  });

  it('is told where a form would follow a form', async () => {
    const write = action(customId('write'), {
      run: async (): Promise<Reply> => form('x', 'Again', textField('words', 'Words')),
    });
    const discord = await discordWith([
      command('write', async (): Promise<Reply> => form(write.id(), 'Write', textField('words', 'Words')), {
        actions: [write],
      }),
    ]);
    const answer = await (await discord.as('student').command('write')).modal.submit({ Words: 'x' });
    expect([answer.private, answer.text]).toEqual([
      true,
      refusal('form-after-form', 'A form cannot be opened from a form. Use the command again.'),
    ]);
  });

  it('that Discord refuses is told as a fault', async () => {
    const tooMany = Array.from({ length: 41 }, () => text(md`x`));
    const discord = await discordWith([command('big', async () => says('', { components: tooMany }))], {
      mayBreakRules: true,
    });
    const answer = await discord.as('student').command('big');
    expect(answer.text).toMatch(/went wrong.*incident/);
  });
});

describe('the choices of an option that is being typed', () => {
  const what = option(Option.String, 'what', { autocomplete: true });
  const data = { type: 1, name: 'find', description: 'x', options: [what] } as const;
  const find = (complete: () => readonly { name: string; value: string }[], more: object = {}) =>
    command('find', async () => says('x'), { data, complete: async () => complete(), ...more });
  const offered = async (...commands: readonly ReturnType<typeof command>[]) =>
    (await discordWith(commands)).as('student').autocomplete('find', 'what', 'x');

  it('are those that Discord takes', async () => {
    const choices = [
      { name: 'whole', value: 'v'.repeat(100) },
      { name: 'too long', value: 'v'.repeat(101) },
      { name: '', value: 'nameless' },
    ];
    expect(await offered(find(() => choices))).toEqual([choices[0]]);
  });

  it('are none for who may not use the command, and that is no fault of the bot', async () => {
    expect(await offered(find(() => [{ name: 'a', value: 'a' }], { access: 'moderator' }))).toEqual([]);
    expect(logged.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });

  it('are those of a moderator for one', async () => {
    const discord = await discordWith([find(() => [{ name: 'a', value: 'a' }], { access: 'moderator' })]);
    expect(await discord.as('moderator').autocomplete('find', 'what', 'x')).toHaveLength(1);
  });

  it('are none where there was a fault, which is logged', async () => {
    const broken = () => {
      throw new Error('no');
    };
    expect(await offered(find(broken))).toEqual([]);
    expect(logged.filter(({ level }) => Number(level) > 30)).toMatchObject([
      { name: 'find', msg: 'autocomplete failed', err: { message: 'no' } },
    ]);
  });

  it('are none of a command that the bot has no more', async () => {
    const discord = await discordWith([], { registered: [find(() => [])] });
    expect(await discord.as('student').autocomplete('find', 'what', 'x')).toEqual([]);
    expect(logged.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });
});

describe('the router', () => {
  it('logs what was asked and how it went, and none of the words', async () => {
    const discord = await discordWith([
      command('ask', async () => says('Secret.')),
      command('off', async () => {
        throw new UserError('not-so', 'Secret.');
      }),
    ]);
    await discord.as('student').command('ask');
    await router.idle();
    await discord.as('student').command('off');
    await router.idle();
    const own = logged.map(({ time, pid, hostname, ms, ...rest }) => [
      typeof ms === 'number' && ms >= 0,
      rest,
    ]);
    expect(own).toEqual([
      [true, { level: 30, name: '/ask', msg: 'answered' }],
      [false, { level: 30, name: '/off', refused: 'not-so', msg: 'refused' }],
      [true, { level: 30, name: '/off', msg: 'answered' }],
    ]);
    expect(logged.every(({ ms = 0 }) => Number(ms) < 60_000)).toBe(true);
  });

  it('is idle when all that was begun is answered', async () => {
    let done = false;
    const discord = await discordWith([
      command('slow', async () => {
        await sleep(100);
        return says('Done.', {
          sent: async () => {
            done = true;
          },
        });
      }),
    ]);
    const answering = discord.as('student').command('slow');
    await discord.until(() => discord.sandbox.world.interactions.size > 0, 'the interaction');
    await sleep(20);
    await router.idle();
    expect(done).toBe(true);
    await answering;
  });

  it('answers each person so often', async () => {
    const discord = await discordWith([command('ask', async () => says('Here.'))], {
      pace: { times: 1, ms: 600_000 },
    });
    expect((await discord.as('student').command('ask')).text).toBe('Here.');
    const refused = await discord.as('student').command('ask');
    const [, seconds] = /(\d+) s\.$/.exec(refused.text) ?? [];
    expect(Number(seconds)).toBeGreaterThan(500);
    expect([refused.private, refused.text]).toEqual([
      true,
      refusal(
        'too-fast',
        `That is a lot at once: the bot answers each person 1 times in 600 seconds. Try again in ${seconds} s.`,
      ),
    ]);
    expect((await discord.as('classmate').command('ask')).text).toBe('Here.');
  });

  it('shares an answer only where the asker may write', async () => {
    const data = {
      type: 1,
      name: 'ask',
      description: 'x',
      options: [option(Option.Boolean, 'share')],
    } as const;
    const discord = await discordWith([command('ask', async () => says('Here.'), { data })]);
    discord.setOverwrite('reading', IDS.guild, { deny: PermissionFlagsBits.SendMessages });
    const student = discord.as('student');
    await discord.until(async () => (await student.command('ask', { share: true })).private, 'the change');
    expect((await student.command('ask', { share: true })).text).toContain(
      'You lack the permission Send Messages',
    );
    expect((await student.command('ask')).text).toBe('Here.');
  });
});

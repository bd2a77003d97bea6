import { setTimeout as sleep } from 'node:timers/promises';
import { ComponentType, PermissionFlagsBits, TextInputStyle } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { IDS } from '../../sandbox/server/default-world.ts';
import { action, customId } from '../../src/discord/action.ts';
import { type Command, slashCommand } from '../../src/discord/command.ts';
import { button, rows, text } from '../../src/discord/components.ts';
import { form, textField } from '../../src/discord/form.ts';
import { md } from '../../src/discord/markdown.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { share } from '../../src/discord/share.ts';
import { UserError } from '../../src/errors.ts';
import type { Break } from '../support/line.ts';
import { refusal } from '../support/refusals.ts';
import { client, command, discordWith, logged, says } from './bot-with.ts';

const SLOW = 150;

describe('a handler that takes its time', () => {
  it('is announced, and its answer comes where the announcement was', async () => {
    const { as } = await open(command('slow', () => sleep(SLOW, says('Done.'))));
    const answer = await as('student').command('slow');
    expect(answer.by).toBe('deferred');
    expect(answer.text).toBe('Done.');
    expect(answer.private).toBe(true);
  });

  it('answers in public what was announced in private', async () => {
    const { as } = await open(command('slow', () => sleep(SLOW, says('For all.', { public: true }))));
    const answer = await as('student').command('slow');
    const [shown] = await answer.awaitFollowUps();
    expect(answer.gone).toBe(true);
    expect([shown?.private, shown?.text]).toEqual([false, 'For all.']);
  });

  // A busy machine may take as long by itself.
  it('waits for no other: answers are not among the 50 requests a second that a bot has', {
    retry: 2,
  }, async () => {
    const pace = { times: Number.POSITIVE_INFINITY, ms: 1 };
    const discord = await discordWith([command('slow', () => sleep(SLOW, says('Done.')))], { pace });
    const [slow] = discord.sandbox.world.commands.keys();
    const begin = performance.now();
    for (let i = 0; i < 160; i++)
      discord.sandbox.as(IDS.student).useCommand({ channelId: IDS.reading, commandId: slow ?? '' });
    const answers = () => discord.sent.filter(({ method, status }) => method === 'PATCH' && status === 200);
    await discord.until(() => answers().length === 160, 'all answers');
    // At fifty a second the last of them would wait for three seconds.
    expect(performance.now() - begin).toBeLessThan(2900);
  });

  it('tells how far it is', async () => {
    const discord = await discordWith([
      command('long', async (request) => {
        await request.progress('Reading *page* 1');
        await sleep(SLOW);
        return says('Read.');
      }),
    ]);
    const answering = discord.as('student').command('long');
    const seen = () => discord.as('student').sees();
    await discord.until(() => seen().some(({ text }) => text === 'Reading \\*page\\* 1'), 'the progress');
    await answering;
    await discord.until(() => seen().some(({ text }) => text === 'Read.'), 'the answer');
    expect(seen().length).toBe(1);
  });

  it('of a button changes the message it stands on', async () => {
    const press = action(customId('press'), {
      run: () => sleep(SLOW, says('Pressed.', { update: true })),
    });
    const { as } = await open(
      command('show', async () => says('Press.', { components: rows([button('Press', press.id())]) }), {
        actions: [press],
      }),
    );
    const shown = await as('student').command('show');
    await shown.button('Press').press();
    await shown.wire.until(() => shown.text === 'Pressed.', 'the change');
  });

  it('of a button or its form leaves the message as it is, however far it is', async () => {
    const work = async (_: unknown, request: Pick<Request, 'progress'>) => {
      await request.progress('Reading …');
      await sleep(SLOW);
      return says('Read.');
    };
    const press = action(customId('press'), { run: work });
    const submit = action(customId('submit'), { run: work });
    const write = action(customId('write'), {
      run: async (): Promise<Reply> => form(submit.id(), 'Write', textField('words', 'Words', { max: 9 })),
    });
    const buttons = rows([button('Press', press.id()), button('Write', write.id())]);
    const { as } = await open(
      command('show', async () => says('', { components: [text(md`Press.`), ...buttons] }), {
        actions: [press, submit, write],
      }),
    );
    const shown = await as('student').command('show');
    const texts = new Set<string>();
    const stop = shown.wire.sandbox.listen(() => texts.add(shown.text));
    const writing = await shown.button('Write').press();
    for (const answering of [shown.button('Press').press(), writing.modal.submit({ Words: 'Yes.' })]) {
      const answer = await answering;
      const [further] = await answer.awaitFollowUps();
      expect(further?.text).toBe('Read.');
    }
    stop();
    expect([...texts]).toEqual(['Press.']);
    expect(shown.buttons).toEqual(['Press', 'Write']);
  });
});

describe('what goes wrong', () => {
  it('is told privately with what to do, where the asker can mend it', async () => {
    const { as } = await open(
      command('off', async () => {
        throw new UserError('off', 'Write *a number* from 1 to 17.');
      }),
    );
    const answer = await as('student').command('off');
    expect(answer.private).toBe(true);
    expect(answer.text).toBe('Write \\*a number\\* from 1 to 17.');
  });

  it('is a line in the log with an incident, and a neutral private answer, where it is a fault of the bot', async () => {
    const { as } = await open(
      command('broken', async () => {
        throw new Error('secret path /etc');
      }),
    );
    const answer = await as('student').command('broken');
    expect(answer.private).toBe(true);
    expect(answer.text).not.toContain('secret');
    const incident = /incident `(\w+)`/.exec(answer.text)?.[1];
    const line = logged.find((one) => one['incident'] === incident);
    expect(line).toMatchObject({ name: '/broken', msg: 'failed', err: { message: 'secret path /etc' } });
  });

  it('is told where it never ends', async () => {
    const never = command('never', () => new Promise(() => {}));
    const opened = await discordWith([never], { deadlineMs: SLOW });
    const answer = await opened.as('student').command('never');
    expect([answer.by, answer.private]).toEqual(['deferred', true]);
    expect(answer.text).toMatch(/^This took too long, .*incident `\w+`/);
  });

  it('is logged where the answer comes too late, and the bot goes on', async () => {
    // GIVEN a handler that is neither quick nor announced
    const slow = command('slow', () => sleep(SLOW, says('Late.')));
    const opened = await discordWith([slow, command('quick', async () => says('Here.'))], {
      deferAfterMs: 60_000,
    });
    // WHEN Discord's three seconds are over before it answers
    const answering = opened.as('student').command('slow');
    await opened.until(() => opened.sandbox.world.interactions.size > 0, 'the interaction');
    await opened.advance(3000);
    const answer = await answering;
    // THEN
    expect(answer.failed).toBeTruthy();
    await opened.until(
      () =>
        logged.some(({ name, code, msg }) => `${name} ${code} ${msg}` === '/slow 10062 too late to answer'),
      'the line in the log',
    );
    expect((await opened.as('student').command('quick')).text).toBe('Here.');
  });

  it('stays private where the answer would have been public, even when it comes late', async () => {
    const { as } = await open(
      command(
        'shared',
        async () => {
          await sleep(SLOW);
          throw new UserError('off', 'Not so.');
        },
        {
          data: {
            type: 1,
            name: 'shared',
            description: 'x',
            options: [{ type: 5, name: 'share', description: 'x' }],
          },
        },
      ),
    );
    const answer = await as('student').command('shared', { share: true });
    const [told] = await answer.awaitFollowUps();
    expect([told?.private, told?.text]).toEqual([true, 'Not so.']);
    expect(answer.gone).toBe(true);
  });

  it('is told where a form comes too late to be opened', async () => {
    const { as } = await open(
      command('form', async () => {
        await sleep(SLOW);
        return { kind: 'modal', modal: { custom_id: 'x', title: 'x', components: [] } };
      }),
    );
    const answer = await as('student').command('form');
    expect(answer.text).toEqual(refusal('form-late', 'This took too long for the form to open. Try again.'));
  });

  it('is nothing where an option is of another kind than the bot expects', async () => {
    const options = [{ type: 3 as const, name: 'share', description: 'x' }];
    const { as } = await open(
      command('odd', async () => says('Here.'), {
        data: { type: 1, name: 'odd', description: 'x', options },
      }),
    );
    const answer = await as('student').command('odd', { share: 'true' });
    expect([answer.private, answer.text]).toEqual([true, 'Here.']);
  });

  it('is told for buttons of older versions and for those of nobody', async () => {
    const { as } = await open(
      command('old', async () =>
        says('', {
          components: rows([button('A', '0|turn|x'), button('B', 'nonsense'), button('C', '1|gone|x')]),
        }),
      ),
    );
    const shown = await as('student').command('old');
    for (const label of ['A', 'B', 'C']) {
      const answer = await shown.button(label).press();
      expect([answer.private, answer.text]).toEqual([
        true,
        refusal(
          'action-stale',
          'This button is from an older message and no longer works. Use the command again.',
        ),
      ]);
    }
  });

  it('is told where Discord still offers what the bot has no more, or had otherwise', async () => {
    const option = { type: 3, name: 'what', description: 'x' } as const;
    const changed = slashCommand({
      data: { name: 'changed', description: 'x' },
      options: [{ ...option, required: true }],
      run: async () => says('Here.'),
    });
    const before = slashCommand({
      data: { name: 'changed', description: 'x' },
      options: [option],
      run: async () => says('Here.'),
    });
    const gone = command('gone', async () => says('Here.'));
    const student = (await discordWith([changed], { registered: [before, gone] })).as('student');
    const outdated = await student.command('changed');
    expect([outdated.private, outdated.text]).toEqual([
      true,
      refusal(
        'command-outdated',
        'This command has changed since your Discord last looked. Reload Discord, and use it again.',
      ),
    ]);
    const unknown = await student.command('gone');
    expect([unknown.private, unknown.text]).toEqual([
      true,
      refusal('command-unknown', 'This command no longer exists. /help lists those there are.'),
    ]);
  });

  it('in autocomplete gives no choices where no option is being typed', async () => {
    const options = [{ type: 3 as const, name: 'what', description: 'x', autocomplete: true }];
    const opened = await discordWith([
      command('find', async () => says('x'), {
        data: { type: 1, name: 'find', description: 'x', options },
        complete: async () => [{ name: 'n', value: 'v' }],
      }),
    ]);
    const { channelId } = opened.as('student');
    const commandId = [...opened.sandbox.world.commands.keys()][0] ?? '';
    const choices = opened.sandbox.as(IDS.student).autocomplete({ channelId, commandId, options: [] });
    expect(await Promise.race([choices, sleep(2_000, 'no answer')])).toEqual([]);
  });

  it('in autocomplete gives no choices', async () => {
    const { as } = await open(
      command('find', async () => says('x'), {
        data: {
          type: 1,
          name: 'find',
          description: 'x',
          options: [{ type: 3, name: 'what', description: 'x', autocomplete: true }],
        },
        complete: async ({ typed }) => {
          if (typed === 'many')
            return Array.from({ length: 40 }, (_, i) => ({ name: 'n'.repeat(200), value: `${i}` }));
          throw new Error('no');
        },
      }),
    );
    expect(await as('student').autocomplete('find', 'what', 'x')).toEqual([]);
    const many = await as('student').autocomplete('find', 'what', 'many');
    expect([many.length, many[0]?.name.length]).toEqual([25, 100]);
  });
});

describe('a line that breaks', () => {
  const sent: string[] = [];
  const three = (words: readonly string[]): MessageReply =>
    says(words[0] ?? '', {
      sent: async () => void sent.push(words[0] ?? ''),
      ...(words.length > 1 && { followedBy: three(words.slice(1)) }),
    });
  const press = action(customId('press'), { run: async () => says('Pressed.', { update: true }) });
  const write = action(customId('write'), {
    run: async (): Promise<Reply> => form('x', 'Write', textField('words', 'Words')),
  });
  const commands = [
    command('quick', async () => three(['One.', 'Two.', 'Three.'])),
    command('slow', () => sleep(SLOW, three(['One.', 'Two.', 'Three.']))),
    command(
      'show',
      async () =>
        says('', {
          components: [text(md`Press.`), ...rows([button('Press', press.id()), button('Write', write.id())])],
        }),
      { actions: [press, write] },
    ),
  ];
  const lineThatBreaks = (at: number, how: Break) => {
    let answers = 0;
    sent.length = 0;
    return discordWith(commands, {
      // Where its answer was lost, Discord is asked for a first answer again.
      mayBreakRules: how === 'after',
      breaks: ({ url = '' }) =>
        /\/(?:interactions|webhooks)\//.test(url) && answers++ === at ? how : undefined,
    });
  };

  it.each(
    ['quick', 'slow'].flatMap((name) =>
      (['before', 'after'] as const).flatMap((how) => [0, 1, 2].map((at) => ({ name, how, at }))),
    ),
  )('$how request $at of a $name answer keeps nothing of it back', async ({ name, how, at }) => {
    const discord = await lineThatBreaks(at, how);
    const student = discord.as('student');
    void student.command(name);
    await discord.until(() => sent.length === 3, 'the whole answer');
    const texts = student.sees().map((message) => message.text);
    expect([...new Set(texts)]).toEqual(['One.', 'Two.', 'Three.']);
    expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  it.each(['before', 'after'] as const)('%s a change or a form keeps neither back', async (how) => {
    const opened = await lineThatBreaks(1, how);
    const shown = await opened.as('student').command('show');
    await shown.button('Press').press();
    await opened.until(() => shown.text === 'Pressed.', 'the change');
  });

  it('before a form opens opens it all the same', async () => {
    const opened = await lineThatBreaks(1, 'before');
    const shown = await opened.as('student').command('show');
    expect((await shown.button('Write').press()).modal.title).toBe('Write');
  });
});

describe('who may', () => {
  const NOT_MODERATOR = refusal(
    'not-moderator',
    'Only moderators of this server may do this. Ask one of them, or somebody who may manage the server, to set the moderator role.',
  );

  it.each([
    ['moderator', 'student', NOT_MODERATOR],
    ['moderator', 'moderator', 'Yes.'],
    ['moderator', 'admin', 'Yes.'],
    [
      'admin',
      'moderator',
      refusal('not-admin', 'Only people with the permission “Manage Server” may do this. Ask one of them.'),
    ],
    ['admin', 'admin', 'Yes.'],
  ] as const)('%s only, and %s asks', async (access, who, words) => {
    const { as } = await open(command('only', async () => says('Yes.'), { access }));
    expect((await as(who).command('only')).text).toEqual(words);
  });

  it.each(['member', 'moderator', 'admin'] as const)(
    '%s only, and not where there is no server',
    async (access) => {
      const { as } = await open(command('only', async () => says('Yes.'), { access }));
      expect((await as('admin').inDirectMessages().command('only')).text).toEqual(
        refusal('server-only', 'This works in servers only. Use it in a channel of one.'),
      );
    },
  );

  it.each(['member', 'moderator', 'admin'] as const)(
    '%s only, and not in a server that the bot is not in',
    async (access) => {
      const data = {
        type: 1,
        name: 'only',
        description: 'x',
        integration_types: [0, 1],
        contexts: [0, 1, 2],
      } as const;
      const opened = await discordWith([command('only', async () => says('Yes.'), { access, data })]);
      opened.leave(IDS.bot);
      expect((await opened.as('student').command('only')).text).toEqual(
        refusal('bot-absent', 'This works only in servers that the bot is in. Ask who manages this one.'),
      );
    },
  );

  it('is checked for buttons too', async () => {
    const press = action(customId('press'), {
      access: 'moderator',
      run: async () => says('Yes.'),
    });
    const { as } = await open(
      command(
        'show',
        async () => says('', { public: true, components: rows([button('Press', press.id())]) }),
        {
          actions: [press],
        },
      ),
    );
    const shown = await as('student').command('show');
    expect((await shown.button('Press').press()).text).toEqual(NOT_MODERATOR);
    expect((await shown.button('Press').press('moderator')).text).toBe('Yes.');
  });
});

it('what everybody sees already is not shared', async () => {
  const { as } = await open(
    command('show', async () => says('', { public: true, components: rows([button('Share', share.id())]) })),
  );
  const shown = await as('student').command('show');
  expect((await shown.button('Share').press()).text).toEqual(
    refusal('share-gone', 'There is nothing to share here. Use the command again.'),
  );
});

it('an interaction that arrives again is neither carried out nor answered again', async () => {
  let done = 0;
  const discord = await discordWith([command('count', async () => says(`${++done}`))]);
  // GIVEN one that is under way, and one that is answered
  const { world, gateway } = discord.sandbox;
  const arriveAgain = () => {
    for (const interaction of world.interactions.values()) gateway.tell({ type: 'interaction', interaction });
  };
  const answering = discord.as('student').command('count');
  await discord.until(() => world.interactions.size > 0, 'the interaction');
  arriveAgain();
  const first = await answering;
  // WHEN it arrives once more
  arriveAgain();
  await discord.until(
    () => logged.filter(({ msg }) => msg === 'came again').length === 2,
    'both repetitions',
  );
  // THEN
  expect([done, first.text]).toEqual([1, '1']);
  expect(discord.as('student').sees()).toHaveLength(1);
  expect((await discord.as('student').command('count')).text).toBe('2');
});

it('an answer of several messages comes whole and in order', async () => {
  const last = says('Three.');
  const chain = says('One.', { followedBy: says('Two.', { followedBy: last }) });
  const { as } = await open(command('chain', async () => chain));
  const answer = await as('student').command('chain');
  const further = await answer.awaitFollowUps(2);
  expect([answer, ...further].map((one) => [one.text, one.private])).toEqual([
    ['One.', true],
    ['Two.', true],
    ['Three.', true],
  ]);
});

it('a modal brings what was written in it', async () => {
  const write = action(customId('write'), {
    fields: ['words'],
    run: async (_, { fields }): Promise<Reply> => says(`Got ${fields.words}.`),
  });
  const { as } = await open(
    command(
      'write',
      async () => ({
        kind: 'modal',
        modal: {
          custom_id: write.id(),
          title: 'Write',
          components: [
            {
              type: ComponentType.Label,
              label: 'Words',
              component: { type: ComponentType.TextInput, custom_id: 'words', style: TextInputStyle.Short },
            },
          ],
        },
      }),
      { actions: [write] },
    ),
  );
  const answer = await as('student').command('write');
  expect((await answer.modal.submit({ Words: 'seventeen' })).text).toBe('Got seventeen.');
});

describe('what somebody types', () => {
  const TYPED = 'one\u001b[31m\u0000 two\u202e\u2066 three\u0085\r\nשלום\u200f\tfour \ud83d\udc40\ud83d';
  const CLEAN = 'one[31m two three\nשלום\u200f\tfour \ud83d\udc40';

  it('comes without control characters, from an option, while typing and from a form', async () => {
    const asked: unknown[] = [];
    const keep = async (given: unknown): Promise<Reply> => {
      asked.push(given);
      return says('Kept.');
    };
    const write = action(customId('write'), {
      fields: ['words'],
      run: async (_, { fields }) => keep(fields),
    });
    const options = [{ type: 3 as const, name: 'words', description: 'x', autocomplete: true }];
    const { as } = await open(
      command('keep', async (request) => keep(request.options), {
        data: { type: 1, name: 'keep', description: 'x', options },
        complete: async ({ typed }) => {
          asked.push(typed);
          return [];
        },
      }),
      command('write', async () => form(write.id(), 'Write', textField('words', 'Words')), {
        actions: [write],
      }),
    );
    await as('student').command('keep', { words: TYPED });
    await as('student').autocomplete('keep', 'words', TYPED);
    await (await as('student').command('write')).modal.submit({ Words: TYPED });
    expect(asked).toEqual([{ words: CLEAN }, CLEAN, { words: CLEAN }]);
  });

  it('comes without them from a message too', async () => {
    const keepMessage: Command<unknown> = command(
      'Keep',
      async ({ message }) => says(JSON.stringify([message?.content])),
      { data: { type: 3, name: 'Keep' } },
    );
    const { as } = await open(keepMessage);
    const said = as('student').say(TYPED);
    expect((await as('student').messageCommand('Keep', said)).text).toBe(JSON.stringify([CLEAN]));
  });
});

it('a request says who asks, where, and with which rights', async () => {
  const { as } = await open(
    command('who', async ({ user, guildId, channelId, parentId, permissions, moderates }) =>
      says(
        JSON.stringify({
          user,
          guildId,
          channelId,
          parentId,
          isModerator: await moderates(),
          mayPost: (permissions.app & PermissionFlagsBits.SendMessages) !== 0n,
        }),
      ),
    ),
  );
  const student = as('student');
  const thread = student.openThread('A thread');
  expect(JSON.parse((await thread.command('who')).text)).toEqual({
    user: { id: IDS.student, name: 'Sam' },
    guildId: IDS.guild,
    channelId: thread.channelId,
    parentId: IDS.reading,
    isModerator: false,
    mayPost: true,
  });
  expect(JSON.parse((await student.inDirectMessages().command('who')).text)).toMatchObject({ guildId: null });
});

it('nobody who asked is kept in memory, nor a message or a channel of theirs', async () => {
  const find = command('Find', async ({ message }) => says(message?.authorName ?? ''), {
    data: { type: 3, name: 'Find' },
  });
  const { as } = await open(
    command('ask', async () => says('Answered.')),
    find,
  );
  for (const handle of ['student', 'classmate', 'moderator', 'admin']) {
    const person = as(handle);
    await person.inDirectMessages().command('ask');
    await person.command('ask');
    await person.messageCommand('Find', person.say('Words.'));
  }
  expect([...client.users.cache.keys()]).toEqual([client.user?.id]);
  for (const guild of client.guilds.cache.values())
    expect([...guild.members.cache.keys()]).toEqual([client.user?.id]);
  for (const channel of client.channels.cache.values()) {
    expect(channel.isDMBased()).toBe(false);
    if (channel.isTextBased()) expect(channel.messages.cache.size).toBe(0);
  }
});

it('who moderates is looked up where a command asks, and once', async () => {
  const lookUps: string[] = [];
  const isModerator = async (guildId: string, roles: readonly string[]) => {
    lookUps.push(guildId);
    return roles.includes(IDS.moderatorRole);
  };
  const asks = command('asks', async ({ moderates }) => says(`${await moderates()}, ${await moderates()}`), {
    access: 'moderator',
  });
  const discord = await discordWith([command('asks-not', async () => says('Done.')), asks], { isModerator });
  expect((await discord.as('moderator').command('asks-not')).text).toBe('Done.');
  expect(lookUps).toEqual([]);
  expect((await discord.as('moderator').command('asks')).text).toBe('true, true');
  expect(lookUps).toEqual([IDS.guild]);
  // Whoever may manage the server does in any case
  expect((await discord.as('admin').command('asks')).text).toBe('true, true');
  expect(lookUps).toHaveLength(1);
});

async function open(...commands: readonly Command<unknown>[]) {
  const opened = await discordWith(commands);
  return { as: (who: string) => opened.as(who) };
}

import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IDS } from '../server/default-world.ts';
import { startDiscord, type TestDiscord } from '../testing/harness.ts';
import { testBot } from './bot.ts';

const STRING = 3;

const commands = [
  {
    name: 'say',
    description: 'Says it',
    options: [{ name: 'text', description: 'What', type: STRING, required: true }],
  },
  { name: 'hush', description: 'Says it privately' },
  { name: 'slow', description: 'Thinks first' },
  { name: 'never', description: 'Never answers' },
  { name: 'more', description: 'Says more' },
  { name: 'buttons', description: 'Shows buttons' },
  { name: 'menu', description: 'Shows a menu' },
  { name: 'form', description: 'Shows a modal' },
  { name: 'upload', description: 'Wants a file in a modal' },
  {
    name: 'file',
    description: 'Takes a file',
    options: [{ name: 'file', description: 'Which', type: 11, required: true }],
  },
  {
    name: 'pick',
    description: 'Completes',
    options: [{ name: 'word', description: 'Which', type: STRING, autocomplete: true, required: true }],
  },
  {
    name: 'group',
    description: 'Has subcommands',
    options: [
      {
        name: 'inner',
        description: 'One',
        type: 1,
        options: [{ name: 'n', description: 'A number', type: 4, min_value: 1 }],
      },
    ],
  },
  { name: 'mods', description: 'For moderators', default_member_permissions: '16' },
  {
    name: 'anywhere',
    description: 'For whoever installed it',
    integration_types: [0, 1],
    contexts: [0, 1, 2],
  },
  { name: 'Measure', type: 3 },
  { name: 'Greet', type: 2 },
];

const row = (...parts: ButtonBuilder[]) => new ActionRowBuilder<ButtonBuilder>().addComponents(...parts);
const button = (id: string, label: string) =>
  new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary);

async function handle(it: Interaction): Promise<void> {
  if (it.isAutocomplete()) {
    const typed = it.options.getFocused();
    await it.respond(
      ['apple', 'pear']
        .filter((word) => word.startsWith(typed))
        .map((name) => ({ name, value: `id:${name}` })),
    );
  } else if (it.isButton()) {
    if (it.customId === 'update') await it.update({ content: 'updated' });
    if (it.customId === 'new') await it.reply({ content: 'new', flags: MessageFlags.Ephemeral });
    if (it.customId === 'later') {
      await it.deferUpdate();
      await it.editReply({ content: 'later' });
    }
  } else if (it.isStringSelectMenu()) {
    await it.reply({ content: `chose ${it.values.join(' and ')}` });
  } else if (it.isModalSubmit()) {
    if (it.customId === 'upload') {
      const files = it.fields.getUploadedFiles('file');
      await it.reply({ content: `got ${files?.first()?.name} of ${files?.first()?.size} bytes` });
    } else
      await it.reply({
        content: `wrote ${it.fields.getTextInputValue('name')}`,
        flags: MessageFlags.Ephemeral,
      });
  } else if (it.isMessageContextMenuCommand()) {
    await it.reply({
      content: `${it.targetMessage.content.length} characters`,
      flags: MessageFlags.Ephemeral,
    });
  } else if (it.isUserContextMenuCommand()) {
    await it.reply({ content: `Hello ${it.targetUser.displayName}` });
  } else if (it.isChatInputCommand()) await slash(it);
}

async function slash(it: Interaction & { isChatInputCommand(): boolean }): Promise<void> {
  if (!it.isChatInputCommand()) return;
  switch (it.commandName) {
    case 'say': {
      const response = await it.reply({ content: it.options.getString('text', true), withResponse: true });
      if (!response.resource?.message) throw new Error('no message came back');
      break;
    }
    case 'hush':
      await it.reply({ content: 'psst', flags: MessageFlags.Ephemeral });
      break;
    case 'slow':
      await it.deferReply({ flags: MessageFlags.Ephemeral });
      await it.editReply({ content: 'thought' });
      break;
    case 'more': {
      await it.reply({ content: 'one' });
      const two = await it.followUp({ content: 'two' });
      await it.followUp({ content: 'three', flags: MessageFlags.Ephemeral });
      await it.webhook.editMessage(two, { content: 'two again' });
      break;
    }
    case 'buttons':
      await it.reply({
        content: 'press',
        components: [row(button('update', 'Update'), button('new', 'New'), button('later', 'Later'))],
      });
      break;
    case 'menu':
      await it.reply({
        content: 'choose',
        components: [
          new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
            new StringSelectMenuBuilder()
              .setCustomId('menu')
              .setPlaceholder('Which?')
              .setMaxValues(2)
              .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' }),
          ),
        ],
      });
      break;
    case 'form': {
      const input = new TextInputBuilder().setCustomId('name').setStyle(TextInputStyle.Short);
      await it.showModal(
        new ModalBuilder()
          .setCustomId('form')
          .setTitle('Who?')
          .addLabelComponents(new LabelBuilder().setLabel('Name').setTextInputComponent(input)),
      );
      break;
    }
    case 'upload':
      await it.showModal({
        custom_id: 'upload',
        title: 'A file',
        components: [{ type: 18, label: 'File', component: { type: 19, custom_id: 'file' } }],
      } as never);
      break;
    case 'file': {
      const file = it.options.getAttachment('file', true);
      const text = await (await fetch(file.url)).text();
      await it.reply({
        content: `${file.name}: ${text}`,
        files: [{ attachment: Buffer.from('back'), name: 'answer.txt' }],
      });
      break;
    }
    case 'pick':
      await it.reply({ content: it.options.getString('word', true) });
      break;
    case 'group':
      await it.reply({ content: `${it.options.getSubcommand()} ${it.options.getInteger('n')}` });
      break;
    case 'mods':
      await it.reply({ content: 'for moderators' });
      break;
    case 'anywhere':
      await it.reply({
        content: `guild ${it.guildId}, context ${it.context}, owners ${JSON.stringify(it.authorizingIntegrationOwners)}`,
      });
      break;
    default:
  }
}

let discord: TestDiscord;
const start = testBot({ commands, on: (client) => client.on('interactionCreate', (it) => void handle(it)) });

beforeAll(async () => {
  discord = await startDiscord(start);
});
afterAll(() => discord.close());

test('a slash command is answered for all to see', async () => {
  const answer = await discord.as('student').command('say', { text: 'hello' });
  expect([answer.text, answer.private, answer.by]).toEqual(['hello', false, 'message']);
  expect(discord.as('classmate').sees().at(-1)?.text).toBe('hello');
});

test('a private answer is seen by its asker only', async () => {
  const answer = await discord.as('student').command('hush');
  expect([answer.text, answer.private]).toEqual(['psst', true]);
  expect(discord.as('student').sees().at(-1)?.text).toBe('psst');
  expect(
    discord
      .as('classmate')
      .sees()
      .map((it) => it.text),
  ).not.toContain('psst');
  expect(discord.messages('reading').map((it) => it.text)).not.toContain('psst');
});

test('the gateway does not tell of private answers, and the channel does not hold them', async () => {
  const heard: string[] = [];
  start.client.on('messageCreate', (message) => void heard.push(message.id));
  const hidden = await discord.as('student').command('hush');
  const open = await discord.as('student').command('say', { text: 'aloud' });
  await discord.until(() => heard.includes(open.id), 'the open answer');
  expect(heard).not.toContain(hidden.id);
  const asked = start.client.rest.get(`/channels/${hidden.channelId}/messages/${hidden.id}`);
  await expect(asked).rejects.toMatchObject({ code: 10008 });
});

test('a deferred answer is waited for and keeps its privacy', async () => {
  const answer = await discord.as('student').command('slow');
  expect([answer.text, answer.private, answer.by]).toEqual(['thought', true, 'deferred']);
});

test('no answer within three seconds fails', async () => {
  const waiting = discord.as('student').command('never');
  await new Promise((done) => setTimeout(done, 50));
  await discord.advance(3_100);
  expect((await waiting).failed).toBe('The application did not respond');
});

test('follow-ups come after the answer and can be edited', async () => {
  const answer = await discord.as('student').command('more');
  await answer.awaitFollowUps(2);
  await discord.until(() => answer.followUps[0]?.text === 'two again');
  expect(answer.followUps.map((it) => [it.text, it.private])).toEqual([
    ['two again', false],
    ['three', true],
  ]);
});

test('buttons update their message, answer anew, or do so later', async () => {
  const me = discord.as('student');
  const answer = await me.command('buttons');
  expect(answer.buttons).toEqual(['Update', 'New', 'Later']);
  const fresh = await answer.button('New').press('classmate');
  expect([fresh.text, fresh.private, fresh.viewerId]).toEqual(['new', true, discord.as('classmate').id]);
  expect((await answer.button('Later').press()).text).toBe('later');
  expect((await answer.button('Update').press()).id).toBe(answer.id);
  expect(answer.text).toBe('updated');
});

test('a menu brings what was chosen, and refuses too much', async () => {
  const answer = await discord.as('student').command('menu');
  expect((await answer.select('Which?').choose('One', 'Two')).text).toBe('chose 1 and 2');
  await expect(answer.select().choose('nothing')).rejects.toThrow();
});

test('a modal is shown, filled and answered', async () => {
  const answer = await discord.as('student').command('form');
  expect([answer.by, answer.modal.title, answer.modal.fields[0]?.label]).toEqual(['modal', 'Who?', 'Name']);
  await expect(async () => answer.modal.submit({ Name: '' })).rejects.toThrow('required');
  const submitted = await answer.modal.submit({ Name: 'Sam' });
  expect([submitted.text, submitted.private]).toEqual(['wrote Sam', true]);
});

test('a modal takes files', async () => {
  const answer = await discord.as('student').command('upload');
  const submitted = await answer.modal.submit({ File: { name: 'a.txt', content: 'four' } });
  expect(submitted.text).toBe('got a.txt of 4 bytes');
});

test('a file goes in as an option and comes back with the answer', async () => {
  const answer = await discord
    .as('student')
    .command('file', { file: { name: 'note.txt', content: 'written' } });
  expect(answer.text).toBe('note.txt: written');
  expect(answer.files).toMatchObject([
    { name: 'answer.txt', text: 'back', contentType: 'text/plain; charset=utf-8' },
  ]);
});

test('autocompletion offers choices, and what was never offered can be sent', async () => {
  const me = discord.as('student');
  expect(await me.autocomplete('pick', 'word', 'ap')).toEqual([{ name: 'apple', value: 'id:apple' }]);
  expect((await me.command('pick', { word: 'plum' })).text).toBe('plum');
});

test('subcommands, and numbers within their bounds', async () => {
  const me = discord.as('student');
  expect((await me.command('group inner', { n: 4 })).text).toBe('inner 4');
  await expect(me.command('group inner', { n: 0 })).rejects.toThrow('Give a number from 1');
});

test('a message command gets the whole message, a user command the person', async () => {
  const said = discord.as('classmate').say('twelve chars');
  expect((await discord.as('student').messageCommand('Measure', said)).text).toBe('12 characters');
  expect((await discord.as('student').userCommand('Greet', discord.as('classmate').id)).text).toBe(
    'Hello Kim',
  );
});

test('a command for moderators is offered to none else', async () => {
  expect(discord.as('student').commands()).not.toContain('mods');
  await expect(discord.as('student').command('mods')).rejects.toThrow('student has no command "mods" here');
  expect(discord.as('admin').commands()).toContain('mods');
});

test("a command of the user's own works where the bot is not", async () => {
  const friends = discord.as('student').in(IDS.friends);
  const answer = await friends.command('anywhere');
  expect(answer.text).toContain('guild null, context 2');
  expect(answer.text).toContain(`"1":"${discord.as('student').id}"`);
  expect((await discord.as('student').inDirectMessages().command('say', { text: 'direct' })).text).toBe(
    'direct',
  );
});

test('buttons work after a restart', async () => {
  const answer = await discord.as('student').command('buttons');
  await discord.restartBot();
  expect((await answer.button('Update').press()).text).toBe('updated');
});

test('nobody answers for a bot that is away', async () => {
  const answer = await discord.as('student').command('buttons');
  await discord.stopBot();
  expect((await answer.button('Update').press()).failed).toBe('Pilcrow is not online.');
  await discord.startBot();
});

test('a dropped line is resumed, and nothing said meanwhile is lost', async () => {
  const heard: string[] = [];
  start.client.on('messageCreate', (message) => void heard.push(message.id));
  const resumed = new Promise((done) => start.client.once('shardResume', done));
  discord.sandbox.gateway.drop();
  const said = discord.as('student').say('meanwhile');
  await resumed;
  await discord.until(() => heard.includes(said.id), 'the message said meanwhile');
});

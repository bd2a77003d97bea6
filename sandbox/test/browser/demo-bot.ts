/**
 * A small discord.js bot that has one of everything the page must draw and do. It stands in for the real
 * one: these tests are about the page.
 */
import {
  ActionRowBuilder,
  type ApplicationCommandDataResolvable,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  ContainerBuilder,
  Events,
  FileUploadBuilder,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MediaGalleryBuilder,
  MessageFlags,
  ModalBuilder,
  SectionBuilder,
  SeparatorBuilder,
  StringSelectMenuBuilder,
  StringSelectMenuOptionBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';

const QUESTIONS = [
  'Would Washington leave the treaty?',
  'Who should pay for the bases?',
  'What is Aegis Ashore?',
];

const COMMANDS: ApplicationCommandDataResolvable[] = [
  {
    name: 'ask',
    description: 'Ask the text a question',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'question',
        description: 'What you want to know',
        required: true,
        autocomplete: true,
        minLength: 3,
      },
      { type: ApplicationCommandOptionType.Boolean, name: 'share', description: 'Show it to everyone' },
    ],
  },
  { name: 'form', description: 'Opens a form' },
  { name: 'vote', description: 'Starts a poll' },
  { name: 'picture', description: 'Shows a picture and a file' },
  { name: 'slow', description: 'Thinks for a while' },
  { name: 'silent', description: 'Never answers' },
  {
    name: 'upload',
    description: 'Takes a file',
    options: [
      { type: ApplicationCommandOptionType.Attachment, name: 'file', description: 'Any', required: true },
      {
        type: ApplicationCommandOptionType.String,
        name: 'kind',
        description: 'What it is',
        choices: [
          { name: 'News', value: 'news' },
          { name: 'Essay', value: 'essay' },
        ],
      },
      { type: ApplicationCommandOptionType.User, name: 'who', description: 'For whom' },
    ],
  },
  { type: ApplicationCommandType.Message, name: 'Check this quote' },
];

/** Logs in at the sandbox's REST address and registers its commands. */
export async function startDemoBot(api: string, token: string): Promise<{ close(): Promise<void> }> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error) => client.emit(Events.Error, error));
  });
  client.on(Events.Error, (error) => process.stderr.write(`demo bot: ${error.stack}\n`));
  const ready = new Promise((done) => client.once(Events.ClientReady, done));
  await client.login(token);
  await ready;
  await client.application?.commands.set(COMMANDS);
  return { close: () => client.destroy() };
}

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    const fitting = QUESTIONS.filter((question) => question.toLowerCase().includes(typed));
    await interaction.respond(
      fitting.map((question, at) => ({ name: question, value: `question:${at}:${question}` })),
    );
  } else if (interaction.isChatInputCommand()) await command(interaction);
  else if (interaction.isMessageContextMenuCommand()) {
    const length = interaction.targetMessage.content.length;
    await interaction.reply({ content: `Checked ${length} characters.`, flags: MessageFlags.Ephemeral });
  } else if (interaction.isModalSubmit()) {
    const words = interaction.fields.getTextInputValue('words');
    const [way] = interaction.fields.getStringSelectValues('way');
    await interaction.reply({ content: `The form says: ${words} (${way})` });
  } else if (interaction.isButton()) {
    if (interaction.customId === 'form') await interaction.showModal(form());
    else if (interaction.customId === 'context') await interaction.reply('The paragraph in context');
    else await interaction.update({ components: [card(`Pressed by ${interaction.user.username}`)] });
  } else if (interaction.isStringSelectMenu()) {
    await interaction.update({ components: [card(`Chosen: ${interaction.values.join(', ')}`)] });
  }
}

async function command(interaction: ChatInputCommandInteraction): Promise<void> {
  switch (interaction.commandName) {
    case 'ask': {
      const secret = interaction.options.getBoolean('share') ? 0 : MessageFlags.Ephemeral;
      const question = interaction.options.getString('question', true);
      await interaction.reply({ components: [card(question)], flags: MessageFlags.IsComponentsV2 | secret });
      break;
    }
    case 'form':
      await interaction.showModal(form());
      break;
    case 'vote':
      await interaction.reply({
        poll: {
          question: { text: 'Is the pact one-sided?' },
          answers: [{ text: 'Yes: ¶2' }, { text: 'No: ¶10', emoji: '🛡️' }],
          duration: 24,
          allowMultiselect: false,
        },
      });
      break;
    case 'picture':
      await interaction.reply({
        files: [
          new AttachmentBuilder(PICTURE, { name: 'timeline.png', description: 'A timeline' }),
          new AttachmentBuilder(Buffer.from('year,event\n1951,treaty\n'), { name: 'timeline.csv' }),
        ],
        components: [
          new MediaGalleryBuilder().addItems((item) =>
            item.setURL('attachment://timeline.png').setDescription('A timeline'),
          ),
        ],
        flags: MessageFlags.IsComponentsV2,
      });
      break;
    case 'slow':
      await interaction.deferReply();
      await new Promise((done) => setTimeout(done, 600));
      await interaction.editReply('Thought about it.');
      break;
    case 'upload': {
      const file = interaction.options.getAttachment('file', true);
      const kind = interaction.options.getString('kind') ?? 'nothing';
      const who = interaction.options.getUser('who')?.username ?? 'nobody';
      await interaction.reply(`Took ${file.name}, ${file.size} bytes, as ${kind} for ${who}.`);
    }
  }
}

function card(title: string): ContainerBuilder {
  const button = (id: string, label: string, style: ButtonStyle) =>
    new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(style);
  return new ContainerBuilder()
    .setAccentColor(0x5865f2)
    .addTextDisplayComponents(new TextDisplayBuilder().setContent(`### ${title}\n-# A text · 25 June 2019`))
    .addSeparatorComponents(new SeparatorBuilder())
    .addSectionComponents(
      new SectionBuilder()
        .addTextDisplayComponents(
          new TextDisplayBuilder().setContent('**¶5** · a lecturer\n> “It is *highly* unlikely <b>so</b>.”'),
        )
        .setButtonAccessory(button('context', '¶5 in context', ButtonStyle.Secondary)),
    )
    .addActionRowComponents(
      new ActionRowBuilder<ButtonBuilder>().addComponents(
        button('form', 'Fill a form', ButtonStyle.Primary),
        button('yes', 'Yes', ButtonStyle.Success),
        button('off', 'Off', ButtonStyle.Secondary).setDisabled(true),
        new ButtonBuilder().setURL('https://example.org/').setLabel('Source').setStyle(ButtonStyle.Link),
      ),
    )
    .addActionRowComponents(
      new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
        new StringSelectMenuBuilder()
          .setCustomId('topic')
          .setPlaceholder('Choose a topic')
          .addOptions({ label: 'One-sided?', value: 'one-sided' }, { label: 'Aegis Ashore', value: 'aegis' }),
      ),
    );
}

function form(): ModalBuilder {
  return new ModalBuilder()
    .setCustomId('form')
    .setTitle('A form')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Your words')
        .setDescription('A sentence')
        .setTextInputComponent(
          new TextInputBuilder().setCustomId('words').setStyle(TextInputStyle.Paragraph).setMinLength(5),
        ),
      new LabelBuilder()
        .setLabel('Way')
        .setStringSelectMenuComponent(
          new StringSelectMenuBuilder()
            .setCustomId('way')
            .addOptions(
              new StringSelectMenuOptionBuilder().setLabel('Strict').setValue('strict'),
              new StringSelectMenuOptionBuilder().setLabel('Loose').setValue('loose'),
            ),
        ),
      new LabelBuilder()
        .setLabel('A file')
        .setFileUploadComponent(new FileUploadBuilder().setCustomId('file').setRequired(false)),
    );
}

/** A plain blue rectangle, 240 by 80. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAPAAAABQCAIAAACoK28rAAAAsElEQVR42u3SQQ0AAAgDsfk3yQ8b4GNpUgWXy+xBjUiAocHQYGgwNIYGQ4OhwdBgaAwNhgZDg6HB0BgaDA2GBkODoTE0GBoMDYYGQ2NoMDQYGgwNhsbQYGgwNBgaDI2hwdBgaDA0hgZDg6HB0GBoDA2GBkODocHQGBoMDYYGQ4OhMTQYGgwNhgZDY2gwNBgaDA2GxtBgaDA0GBoMjaHB0GBoMDQYGkODocHQYGgMDR0e35F4Irn1DdMAAAAASUVORK5CYII=',
  'base64',
);

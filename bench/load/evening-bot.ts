import { readFileSync } from 'node:fs';
import { Client, EmbedBuilder, Events, GatewayIntentBits } from 'discord.js';
import MiniSearch from 'minisearch';
import { commandData } from './commands.ts';

/* What a developer writes in an evening: MiniSearch's defaults over the paragraphs, the best three in an embed. */

const paragraphs = readFileSync(process.env.READING as string, 'utf8')
  .split(/\n\s*\n/)
  .map((text, id) => ({ id, text }));
const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'], storeFields: ['text'] });
index.addAll(paragraphs);

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API_URL as string },
});
client.once(Events.ClientReady, ({ application }) => application.commands.set(commandData()));
client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  const question = interaction.options.getString('question', true);
  const found = index.search(question).slice(0, 3);
  const embed = new EmbedBuilder()
    .setTitle(question.slice(0, 256))
    .setDescription(found.length === 0 ? 'Nothing found.' : null)
    .addFields(found.map(({ id, text }) => ({ name: `Paragraph ${id}`, value: text.slice(0, 1024) })));
  await interaction.reply({ embeds: [embed] });
});
await client.login(process.env.DISCORD_TOKEN);

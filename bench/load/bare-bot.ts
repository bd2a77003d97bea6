import { Client, Events, GatewayIntentBits } from 'discord.js';
import { commandData } from './commands.ts';

/* A bot that answers every command with a constant: what discord.js itself costs. */

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API_URL as string },
});
client.once(Events.ClientReady, ({ application }) => application.commands.set(commandData()));
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply('Hello.');
});
await client.login(process.env.DISCORD_TOKEN);
